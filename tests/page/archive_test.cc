#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "page/mhtml.h"
#include "page/warc.h"

namespace punte::page {
namespace {

using testing::HasSubstr;

std::string record(const std::string& type, const std::string& url, const std::string& content,
                   const std::string& content_type = "application/http; msgtype=response") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url +
         "\r\nContent-Type: " + content_type +
         "\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content +
         "\r\n\r\n";
}

std::string response(const std::string& headers, const std::string& body,
                     const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + headers + "\r\n" + body;
}

/// Gives `text` in pieces of `step` bytes, as a slow pipe would.
WarcReader reader_of(std::string text, std::size_t step, const WarcOptions& options = {}) {
  return WarcReader(
      [text = std::move(text), step,
       place = std::size_t{0}](std::span<char> buffer) mutable -> base::Result<std::size_t> {
        const std::size_t count = std::min({step, buffer.size(), text.size() - place});
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(place), count, buffer.begin());
        place += count;
        return count;
      },
      options);
}

const std::string kHtmlType = "Content-Type: text/html; charset=\"ISO-8859-2\"\r\n";

TEST(Warc, GivesThePagesAndCountsWhatItLeavesOut) {
  const std::string archive =
      record("warcinfo", "", "software: x") + record("request", "http://a/", "GET / HTTP/1.1") +
      record("response", "http://a/", response(kHtmlType, "<p>one")) +
      record("response", "http://a/b.png", response("Content-Type: image/png\r\n", "PNG")) +
      record("response", "http://a/gone", response(kHtmlType, "no", "404 Not Found")) +
      record("response", "<http://a/two>", response(kHtmlType, "<p>two")) +
      record("resource", "file:///three", "<p>three", "text/html; charset=utf-8");
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{65536}}) {
    WarcReader reader = reader_of(archive, step);
    std::vector<std::string> seen;
    while (true) {
      const auto page = reader.next();
      ASSERT_TRUE(page) << page.error().text();
      if (!*page) break;
      seen.push_back((*page)->url + " " + (*page)->charset + " " + (*page)->body);
    }
    EXPECT_THAT(
        seen, testing::ElementsAre("http://a/ iso-8859-2 <p>one", "http://a/two iso-8859-2 <p>two",
                                   "file:///three utf-8 <p>three"));
    EXPECT_EQ(reader.skipped().other_records, 2);
    EXPECT_EQ(reader.skipped().other_types, 1);
    EXPECT_EQ(reader.skipped().failures, 1);
  }
}

TEST(Warc, JoinsChunksButTrustsWhatIsJoinedAlready) {
  const std::string chunked = kHtmlType + "Transfer-Encoding: chunked\r\n";
  WarcReader reader =
      reader_of(record("response", "u", response(chunked, "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")) +
                    record("response", "u", response(chunked, "<p>already\njoined")),
                64);
  EXPECT_EQ((*reader.next())->body, "abcde");
  EXPECT_EQ((*reader.next())->body, "<p>already\njoined");
}

TEST(Warc, TakesWhatServersAndWritersDo) {
  struct Row {
    std::string headers;
    std::string body;
    std::string status;
    const char* wanted;  // codings and body; empty: no page
  };
  const std::string type = "Content-Type: text/html\r\n";
  for (const Row& row : std::vector<Row>{
           {type + "Transfer-Encoding: Chunked\r\n", "5\r\n<p>on\r\n0\r\n\r\n", "200 OK", ":<p>on"},
           {type + "Transfer-Encoding: gzip, chunked\r\n", "4\r\nx\x1f\x8bz\r\n0\r\n\r\n", "200 OK",
            "gzip, chunked:x\x1f\x8bz"},
           {type + "Content-Encoding: BR\r\n", "xx", "200 OK", "br:xx"},
           {"", "<!doctype html><p>x", "200 OK", ":<!doctype html><p>x"},
           {"", "{\"a\":1}", "200 OK", ""},
           {type, "<p>x", "203 Non-Authoritative", ":<p>x"},
           {type, "<p>x", "404 Not Found", ""},
       }) {
    WarcReader reader = reader_of(
        record("response", "http://a/", response(row.headers, row.body, row.status)), 999);
    const auto page = reader.next();
    ASSERT_TRUE(page);
    EXPECT_EQ(*page ? (*page)->codings + ":" + (*page)->body : "", row.wanted) << row.headers;
  }
  WarcOptions any;
  any.any_status = true;
  WarcReader reader =
      reader_of(record("response", "http://a/", response(type, "<p>x", "404 Not Found")), 999, any);
  EXPECT_EQ((*reader.next())->body, "<p>x");
}

TEST(Warc, TakesHeadersWithBareLineFeeds) {
  const std::string content = response(kHtmlType, "<p>one");
  WarcReader reader =
      reader_of("WARC/1.0\nWARC-Type: response\nWARC-Target-URI: http://a/\nContent-Length: " +
                    std::to_string(content.size()) + "\n\n" + content + "\n\n",
                7);
  const auto page = reader.next();
  ASSERT_TRUE(page) << page.error().text();
  EXPECT_EQ((*page)->body, "<p>one");
}

TEST(Warc, ReadsArcFiles) {
  const std::string head =
      "1 0 InternetArchive\nURL IP-address Archive-date Content-type "
      "Archive-length\n";
  const auto arc_record = [](const std::string& url, const std::string& content) {
    return url + " 1.2.3.4 20080430204825 text/html " + std::to_string(content.size()) + "\n" +
           content + "\n";
  };
  const std::string archive =
      arc_record("filedesc://a.arc", head) + arc_record("dns:a", "1.2.3.4") +
      arc_record("http://a/", response(kHtmlType, "<p>one")) +
      arc_record("http://a/b.png", response("Content-Type: image/png\r\n", "PNG")) +
      arc_record("http://a/two", response(kHtmlType, "<p>two"));
  EXPECT_TRUE(is_web_archive(archive));
  for (const std::size_t step : {std::size_t{1}, std::size_t{65536}}) {
    WarcReader reader = reader_of(archive, step);
    std::string seen;
    while (true) {
      const auto page = reader.next();
      ASSERT_TRUE(page) << page.error().text();
      if (!*page) break;
      seen += (*page)->url + " " + (*page)->body + " ";
    }
    EXPECT_EQ(seen, "http://a/ <p>one http://a/two <p>two ");
    EXPECT_EQ(reader.skipped().other_records, 2);
    EXPECT_EQ(reader.skipped().other_types, 1);
  }
}

TEST(Warc, SaysAtWhichByteAnArchiveIsDamaged) {
  const std::string good = record("response", "u", response(kHtmlType, "<p>x"));
  for (const std::string& tail :
       {std::string("garbage\r\n\r\n"), std::string("WARC/1.0\r\nA: b\r\n\r\n"),
        good.substr(0, good.size() - 12), good.substr(0, 30)}) {
    WarcReader reader = reader_of(good + tail, 4096);
    EXPECT_TRUE(*reader.next());
    const auto page = reader.next();
    ASSERT_FALSE(page) << tail;
    EXPECT_THAT(page.error().text(), HasSubstr("byte ")) << tail;
  }
}

TEST(Warc, LeavesOutWhatIsTooLarge) {
  WarcOptions options;
  options.max_page_bytes = 200;
  WarcReader reader =
      reader_of(record("response", "big", response(kHtmlType, std::string(1000, 'x'))) +
                    record("response", "small", response(kHtmlType, "<p>x")),
                64, options);
  EXPECT_EQ((*reader.next())->url, "small");
  EXPECT_EQ(reader.skipped().too_large, 1);
}

constexpr const char* kSaved =
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n"
    "\tboundary=\"--b--\"\r\n\r\n\r\n----b--\r\nContent-Type: image/png\r\n\r\nx\r\n"
    "----b--\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:frame\r\n\r\n"
    "<p>Ro=C8=99u =3D r=\r\noșu</p>\r\n----b----\r\n";

TEST(Mhtml, GivesTheHtmlPart) {
  EXPECT_TRUE(is_mhtml(kSaved));
  EXPECT_FALSE(is_mhtml("<html>MIME-Version: 1.0"));
  const auto page = read_mhtml(kSaved);
  ASSERT_TRUE(page) << page.error().text();
  EXPECT_EQ(page->url, "https://example.org/a");
  EXPECT_EQ(page->charset, "utf-8");
  EXPECT_EQ(page->body, "<p>Roșu = roșu</p>\r\n");
}

TEST(Mhtml, ReadsBase64AndTheStartPart) {
  const auto page = read_mhtml(
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=q; start=\"<two>\"\n\n"
      "--q\nContent-Type: text/html\n\nfirst\n"
      "--q\nContent-Type: text/html\nContent-ID: <two>\nContent-Transfer-Encoding: base64\n\n"
      "PHA+dHdv\nIQ==\n--q--\n");
  ASSERT_TRUE(page) << page.error().text();
  EXPECT_EQ(page->body, "<p>two!");
}

TEST(Mhtml, ASinglePartIsAPage) {
  const std::string file =
      "MIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset=\"utf-8\"\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>Caf=C3=A9 and =  \r\nmore=\r\n.</p>";
  EXPECT_TRUE(is_mhtml(file));
  const auto page = read_mhtml(file);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "<p>Café and more.</p>");
}

TEST(Mhtml, AnotherPageTakesItsPlace) {
  for (const char* encoding : {"quoted-printable", "base64", "8bit"}) {
    const std::string head =
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        "Content-Type: text/html\r\nContent-Transfer-Encoding: " +
        std::string(encoding) + "\r\n\r\n";
    const std::string tail = "\r\n--b\r\nContent-Type: image/png\r\n\r\nPNG\r\n--b--\r\n";
    const std::string page = "<p>Închis = luni.</p>\r\n" + std::string(200, 'x') + " \r\nfoo ";
    const auto made = with_page(head + tail, page);
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->starts_with(head)) << *made;
    EXPECT_TRUE(made->ends_with(tail)) << *made;
    const auto read = read_mhtml(*made);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->body.substr(0, page.size()), page) << encoding;
    EXPECT_EQ(*with_page(*made, read->body), *made);
  }
}

TEST(Mhtml, WithoutAnHtmlPartIsAnError) {
  EXPECT_FALSE(read_mhtml("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=q\n\n"));
  EXPECT_FALSE(read_mhtml(""));
}

}  // namespace
}  // namespace punte::page
