#include "exchange/xliff_work.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::InlineCode;
using language::MarkedText;
using testing::HasSubstr;
using testing::Not;

class StringSink : public ByteSink {
 public:
  language::Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  language::Result<void> commit() override { return {}; }
  std::string text;
};

InlineCode code(std::size_t offset, CodeKind kind, std::string id, std::string content) {
  InlineCode out;
  out.offset = offset;
  out.kind = kind;
  out.id = std::move(id);
  out.type = "bold";
  out.content = std::move(content);
  return out;
}

/// "a <b>b</b><br> & c", a pair that overlaps another, and halves whose partner is elsewhere.
std::vector<WorkFile> sample() {
  WorkSegment first;
  first.id = "b1.1-0123456789abcdef";
  first.group = "b1";
  first.path = "html/body/p[1]";
  first.role = "body";
  first.bytes = {10, 20};
  first.source = {"a b & c",
                  {code(2, CodeKind::kOpen, "7", "<b>"), code(3, CodeKind::kClose, "7", "</b>"),
                   code(3, CodeKind::kSingle, "", "<br>")}};
  number_codes(first.source);
  first.target = first.source;
  first.target.text = "A B & C";
  first.state = WorkState::kDraft;
  first.match = WorkMatch{92, "memory.tmx", "a b c", first.target};
  WorkSegment second;
  second.id = "b1.2-0123456789abcdef";
  second.group = "b1";
  second.source = {"abcd",
                   {code(0, CodeKind::kClose, "1", "</u>"), code(1, CodeKind::kOpen, "2", "<i>"),
                    code(2, CodeKind::kOpen, "3", "<b>"), code(3, CodeKind::kClose, "2", "</i>"),
                    code(4, CodeKind::kClose, "3", "</b>"), code(4, CodeKind::kOpen, "4", "<q>")}};
  number_codes(second.source);
  WorkFile file;
  file.original = "a \"page\".html";
  file.page = "fedcba9876543210";
  file.source_language = "en";
  file.target_language = "ro";
  file.segments = {first, second};
  return {file};
}

std::string written(const std::vector<WorkFile>& files, XliffVersion version) {
  StringSink sink;
  EXPECT_TRUE(write_work_files(files, version, sink));
  return sink.text;
}

language::Result<std::vector<WorkFile>> read(std::string text) {
  const auto source = memory_source(std::move(text), "work.xlf");
  return read_work_files(*source);
}

/// What a code says to a reader: place, kind and link.
std::string shape(const MarkedText& text) {
  std::string out;
  for (const InlineCode& code : text.codes) {
    out += std::to_string(code.offset) +
           (code.kind == CodeKind::kOpen    ? "("
            : code.kind == CodeKind::kClose ? ")"
                                            : "*") +
           code.link + " ";
  }
  return out;
}

TEST(XliffWork, ComesBackAsItWasInBothVersions) {
  for (const XliffVersion version : {XliffVersion::k1_2, XliffVersion::k2_1}) {
    const auto files = read(written(sample(), version));
    ASSERT_TRUE(files) << files.error().text();
    ASSERT_EQ(files->size(), 1U);
    const WorkFile& file = files->front();
    const WorkFile original = sample().front();
    EXPECT_EQ(file.original, original.original);
    EXPECT_EQ(file.page, original.page);
    EXPECT_EQ(file.source_language, "en");
    EXPECT_EQ(file.target_language, "ro");
    ASSERT_EQ(file.segments.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      const WorkSegment& segment = file.segments[i];
      EXPECT_EQ(segment.id, original.segments[i].id);
      EXPECT_EQ(segment.source.text, original.segments[i].source.text);
      EXPECT_EQ(shape(segment.source), shape(original.segments[i].source));
      EXPECT_EQ(segment.target.text, original.segments[i].target.text);
      EXPECT_EQ(shape(segment.target), shape(original.segments[i].target));
    }
    EXPECT_EQ(file.segments[0].path, "html/body/p[1]");
    EXPECT_EQ(file.segments[0].state, WorkState::kDraft);
    ASSERT_TRUE(file.segments[0].match);
    EXPECT_EQ(file.segments[0].match->score, 92);
    EXPECT_EQ(file.segments[0].match->source, "a b c");
    EXPECT_EQ(file.segments[0].match->target.text, "A B & C");
  }
}

TEST(XliffWork, WritesNativeCodesWhereEachVersionHasThem) {
  const std::string old = written(sample(), XliffVersion::k1_2);
  EXPECT_THAT(old, HasSubstr("<source>a <bpt id=\"1\" ctype=\"bold\">&lt;b&gt;</bpt>b<ept id=\"1\">"
                             "&lt;/b&gt;</ept><ph id=\"2\" ctype=\"bold\">&lt;br&gt;</ph> &amp; c"
                             "</source>"));
  EXPECT_THAT(old, HasSubstr("<it id=\"1\" pos=\"close\" ctype=\"bold\">&lt;/u&gt;</it>a"));
  EXPECT_THAT(old, HasSubstr("original=\"a &quot;page&quot;.html\""));
  EXPECT_THAT(old, HasSubstr("state=\"needs-review-translation\" state-qualifier=\"fuzzy-match\""));
  const std::string current = written(sample(), XliffVersion::k2_1);
  EXPECT_THAT(current, HasSubstr("<originalData><data id=\"d1\">&lt;b&gt;</data>"));
  EXPECT_THAT(current, HasSubstr("<pc id=\"1\" type=\"fmt\" canCopy=\"no\" canDelete=\"no\" "
                                 "dataRefStart=\"d1\" dataRefEnd=\"d2\">b</pc>"));
  EXPECT_THAT(current, HasSubstr("<ec id=\"1\" isolated=\"yes\""));
  EXPECT_THAT(current, HasSubstr("<ec startRef=\"2\""));
}

TEST(XliffWork, Version21HoldsOneSourceLanguage) {
  std::vector<WorkFile> files = sample();
  files.push_back(files.front());
  files.back().source_language = "fr";
  StringSink sink;
  EXPECT_FALSE(write_work_files(files, XliffVersion::k2_1, sink));
  EXPECT_TRUE(write_work_files(files, XliffVersion::k1_2, sink));
}

TEST(XliffWork, ReadsWhatToolsMakeOfIt) {
  // Other prefixes and elements, cut targets, a state of another name, a second proposal.
  const auto files = read(
      "<?xml version='1.0' encoding='ISO-8859-2'?>"
      "<x:xliff xmlns:x='urn:oasis:names:tc:xliff:document:1.2' version='1.2'>"
      "<x:file original='p.html' source-language='en' target-language='ro'><x:header><note>n</note>"
      "</x:header><x:body><x:trans-unit id='u' approved='yes'><x:source>One. Two.</x:source>"
      "<x:seg-source><x:mrk mtype='seg' mid='1'>One.</x:mrk></x:seg-source>"
      "<x:target state='needs-review-l10n'><x:mrk mtype='seg' mid='1'>Unu.</x:mrk> "
      "<x:mrk mtype='seg' mid='2'>Doi.</x:mrk></x:target><note>look</note>"
      "<x:alt-trans match-quality='75.5%'><x:target>A</x:target></x:alt-trans>"
      "<x:alt-trans match-quality='99%'><x:target>B</x:target></x:alt-trans>"
      "</x:trans-unit></x:body></x:file></x:xliff>");
  ASSERT_TRUE(files) << files.error().text();
  EXPECT_EQ(files->front().page, "");
  const WorkSegment& segment = files->front().segments.at(0);
  EXPECT_EQ(segment.source.text, "One. Two.");
  EXPECT_EQ(segment.target.text, "Unu. Doi.");
  EXPECT_EQ(segment.state, WorkState::kTranslated);
  EXPECT_EQ(segment.match->score, 75);
  EXPECT_EQ(segment.match->target.text, "A");
}

TEST(XliffWork, BadFilesAreRefusedWithTheirPlace) {
  struct Row {
    std::string text;
    std::string why;
  };
  std::string deep = "<xliff version='1.2'>";
  for (int i = 0; i < 300; ++i) deep += "<group>";
  for (const Row& row : std::vector<Row>{
           {"", "work.xlf:1:1: the file is empty"},
           {"<tmx/>", "work.xlf:1:1: no XLIFF: the root element is <tmx>"},
           {"<xliff version='1.2'><file>\n<body>", "work.xlf:2:7: not well-formed XML"},
           {"<xliff><file><trans-unit><source>\xFF</source></trans-unit></file></xliff>",
            "not well-formed"},
           {deep, "nested deeper than 256"}}) {
    const auto files = read(row.text);
    ASSERT_FALSE(files) << row.why;
    EXPECT_THAT(files.error().text(), HasSubstr(row.why));
  }
}

}  // namespace
}  // namespace punte::exchange
