#include "exchange/resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace punte::exchange {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::Pair;

using Texts = std::vector<std::pair<std::string, std::string>>;

Result<ResourceFile> read(Format format, std::string text, const ReadOptions& options = {}) {
  return read_resource(*memory_source(std::move(text), "ui"), format, options);
}

Texts texts_of(Format format, std::string text) {
  const auto file = read(format, std::move(text));
  EXPECT_TRUE(file) << file.error().text();
  Texts out;
  if (!file) return out;
  for (const ResourceText& one : file->texts) out.emplace_back(one.key, one.text.text);
  return out;
}

TEST(Properties, KeysAndTextsAsJavaReadsThem) {
  EXPECT_THAT(texts_of(Format::kProperties,
                       "# a remark\n"
                       "! another\n"
                       "title=Pod vechi\n"
                       "  spaced : value with = and : \n"
                       "blank key\r\n"
                       "long = first \\\n"
                       "       second\\\\\n"
                       "a\\ b\\=c=d\n"
                       "empty=\n"
                       "sign\\u0219 = \\u0103\\t\\ud83d\\ude00\\q\n"
                       "last=x\\"),
              ElementsAre(Pair("title", "Pod vechi"), Pair("spaced", "value with = and : "),
                          Pair("blank", "key"), Pair("long", "first second\\"), Pair("a b=c", "d"),
                          Pair("signș", "ă\t😀q"), Pair("last", "x")));
}

TEST(Properties, Latin1WhereTheyAreNotUtf8) {
  EXPECT_THAT(texts_of(Format::kProperties, "a=\xC8\x99\n"), ElementsAre(Pair("a", "ș")));
  EXPECT_THAT(texts_of(Format::kProperties, "a=caf\xE9\n"), ElementsAre(Pair("a", "café")));
}

TEST(Properties, TheLastOfTwoCountsAndIsTold) {
  const auto file = read(Format::kProperties, "# first\na=1\n\n# second\na=2\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->texts.size(), 1U);
  EXPECT_EQ(file->texts[0].text.text, "2");
  EXPECT_EQ(file->texts[0].comment, "second");
  ASSERT_EQ(file->report.warnings.kept().size(), 1U);
  EXPECT_EQ(file->report.warnings.kept()[0].line, 5);
}

TEST(Properties, ABrokenEscapeIsRefusedWithItsLine) {
  const auto file = read(Format::kProperties, "a=1\nb=\\u12g4\n");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kSyntax);
  EXPECT_EQ(file.error().where, "ui:2:1");
}

TEST(Strings, KeysTextsAndComments) {
  const std::string text =
      "/* Title of the page */\n"
      "\"title\" = \"The \\\"old\\\" bridge\\n\";\n"
      "// alone\n"
      "plain.key = 'x \\U0219';\n"
      "\"itself\";\n"
      "\"last\"=\"a // b /* c */\" ;";
  EXPECT_THAT(texts_of(Format::kStrings, text),
              ElementsAre(Pair("title", "The \"old\" bridge\n"), Pair("plain.key", "x ș"),
                          Pair("itself", "itself"), Pair("last", "a // b /* c */")));
  EXPECT_EQ(read(Format::kStrings, text)->texts[0].comment, "Title of the page");
  EXPECT_EQ(read(Format::kStrings, text)->texts[2].comment, "");
}

TEST(Strings, Utf16WithAndWithoutMark) {
  const std::u16string wide = u"\"a\" = \"ș\";";
  std::string bytes;
  for (const char16_t unit : wide) {
    bytes += static_cast<char>(unit & 0xFF);
    bytes += static_cast<char>(unit >> 8);
  }
  EXPECT_THAT(texts_of(Format::kStrings, bytes), ElementsAre(Pair("a", "ș")));
  EXPECT_THAT(texts_of(Format::kStrings, "\xFF\xFE" + bytes), ElementsAre(Pair("a", "ș")));
}

TEST(Strings, WhatIsBrokenIsRefusedWithItsPlace) {
  const auto context = [](std::string text) {
    const auto file = read(Format::kStrings, std::move(text));
    return file ? std::string("accepted") : file.error().where;
  };
  EXPECT_EQ(context("\"a\" = \"b\"\n\"c\" = \"d\";"), "ui:2:1");
  EXPECT_EQ(context("\"a\" = \"b;\n"), "ui:1:7");
  EXPECT_EQ(context("/* open"), "ui:1:1");
  EXPECT_EQ(context("\"a\" ="), "ui:1:6");
  EXPECT_EQ(context("\"a\" = \"\\U12\";"), "ui:1:10");
  EXPECT_EQ(context("= x"), "ui:1:1");
  EXPECT_EQ(context("\"a\" = \"\xE9\";"), "ui");
  EXPECT_EQ(context("bplist00..."), "ui");
}

TEST(Android, TextsAsTheyAreShown) {
  EXPECT_THAT(
      texts_of(Format::kAndroid,
               "<resources>\n"
               "  <string name=\"a\">The   old\n   \\'bridge\\'</string>\n"
               "  <string name=\"b\">\"  kept  \"</string>\n"
               "  <string name=\"c\">\\u0219 \\n\\@x &amp; <![CDATA[<i>]]></string>\n"
               "  <string name=\"d\" translatable=\"false\">X</string>\n"
               "  <string name=\"e\">@string/other</string>\n"
               "  <string name=\"f\"/>\n"
               "  <plurals name=\"files\"><item quantity=\"one\">%d file</item>"
               "<item quantity=\"other\">%d files</item></plurals>\n"
               "  <string-array name=\"days\"><item>Monday</item><item>Tuesday</item>"
               "</string-array>\n"
               "  <color name=\"red\">#F00</color>\n"
               "</resources>"),
      ElementsAre(Pair("a", "The old 'bridge'"), Pair("b", "  kept  "), Pair("c", "ș \n@x & <i>"),
                  Pair("files[one]", "%d file"), Pair("files[other]", "%d files"),
                  Pair("days[0]", "Monday"), Pair("days[1]", "Tuesday")));
}

TEST(Android, MarkupBecomesCodes) {
  const auto file = read(Format::kAndroid,
                         "<resources xmlns:xliff=\"urn:oasis:names:tc:xliff:document:1.2\">"
                         "<string name=\"a\">Open <b>all</b> <xliff:g id=\"n\">%1$d</xliff:g> "
                         "bridges</string></resources>");
  ASSERT_TRUE(file);
  const language::MarkedText& text = file->texts[0].text;
  EXPECT_EQ(text.text, "Open all %1$d bridges");
  ASSERT_EQ(text.codes.size(), 4U);
  EXPECT_EQ(text.codes[0].content, "<b>");
  EXPECT_EQ(text.codes[0].offset, 5U);
  EXPECT_EQ(text.codes[1].content, "</b>");
  EXPECT_EQ(text.codes[1].offset, 8U);
  EXPECT_EQ(text.codes[1].id, text.codes[0].id);
  EXPECT_EQ(text.codes[2].content, "<xliff:g id=\"n\">");
  EXPECT_EQ(text.codes[2].offset, 9U);
}

TEST(Android, OtherXmlAndLimitsAreTold) {
  EXPECT_EQ(read(Format::kAndroid, "<manifest/>").error().code, ErrorCode::kUnsupported);
  ReadOptions options;
  options.max_segment_bytes = 100;
  const std::string text =
      "<resources><string name=\"a\">" + std::string(200, 'x') + "</string></resources>";
  EXPECT_EQ(read(Format::kAndroid, text, options).error().code, ErrorCode::kLimit);
}

TEST(Android, AProductIsPartOfAKey) {
  const auto texts = read(Format::kAndroid,
                          "<resources><string name=\"dev\" product=\"tablet\">Tablet</string>"
                          "<string name=\"dev\" product=\"default\">Phone</string>"
                          "<item type=\"string\" name=\"long\">Long form</item></resources>");
  ASSERT_TRUE(texts.has_value()) << texts.error().text();
  ASSERT_EQ(texts->texts.size(), 3U);
  EXPECT_EQ(texts->texts[0].product, "tablet");
  EXPECT_EQ(texts->texts[1].product, "");
  EXPECT_EQ(texts->texts[2].key, "long");
  EXPECT_EQ(texts->report.warnings.count(), 0);
}

TEST(ResourceUnits, ProductsMeetAndLackIsMadeUpByTheDefault) {
  ResourceFile source;
  source.language = "en";
  source.texts = {{"dev", {"Tablet", {}}, {}, "tablet"},
                  {"dev", {"Phone", {}}, {}, {}},
                  {"dev", {"Watch", {}}, {}, "watch"}};
  ResourceFile target;
  target.language = "ro";
  target.texts = {{"dev", {"Telefon", {}}, {}, {}}, {"dev", {"Tabletă", {}}, {}, "tablet"}};
  std::int64_t alone = 0;
  const std::vector<ResourceFile> files = {source, target};
  std::vector<std::string> seen;
  for (const language::Unit& unit : resource_units(files, "en", alone)) {
    seen.push_back(unit.variants[0].text.text + ">" + unit.variants[1].text.text + " " +
                   (unit.properties.size() > 1 ? unit.properties[1].value : ""));
  }
  EXPECT_THAT(seen, ElementsAre("Tablet>Tabletă tablet", "Phone>Telefon ", "Watch>Telefon watch"));
}

TEST(ResourcePlace, PathsTellFamilyAndLanguage) {
  const auto place = [](std::string_view path, Format format) {
    const ResourcePlace out = resource_place(path, format);
    return out.family + " " + out.language;
  };
  EXPECT_EQ(place("x/ui.properties", Format::kProperties), "x/ui.properties ");
  EXPECT_EQ(place("x/ui_ro.properties", Format::kProperties), "x/ui.properties ro");
  EXPECT_EQ(place("x/ui_pt_BR.properties", Format::kProperties), "x/ui.properties pt-BR");
  EXPECT_EQ(place("ui_zh_Hant_TW.properties", Format::kProperties), "ui.properties zh-Hant-TW");
  EXPECT_EQ(place("my_messages_de.properties", Format::kProperties), "my_messages.properties de");
  EXPECT_EQ(place("error_messages.properties", Format::kProperties), "error_messages.properties ");
  EXPECT_EQ(place("app_new.properties", Format::kProperties), "app_new.properties ");
  EXPECT_EQ(place("m_no_NO_NY.properties", Format::kProperties), "m.properties nn-NO");
  EXPECT_EQ(place("x/ro.properties", Format::kProperties), "x/*.properties ro");
  EXPECT_EQ(place("x/m-ro.properties", Format::kProperties), "x/m.properties ro");
  EXPECT_EQ(place("x/m.ro.properties", Format::kProperties), "x/m.properties ro");
  EXPECT_EQ(place("x/ro/m.properties", Format::kProperties), "x/*/m.properties ro");
  EXPECT_EQ(place("x/Foo.lproj/ui.strings", Format::kStrings), "x/ui.strings ");
  EXPECT_EQ(place("x/strings-ro.xml", Format::kAndroid), "x/strings.xml ro");

  EXPECT_EQ(place("x/ro.lproj/ui.strings", Format::kStrings), "x/ui.strings ro");
  EXPECT_EQ(place("x/zh-Hans.lproj/ui.strings", Format::kStrings), "x/ui.strings zh-Hans");
  EXPECT_EQ(place("x/Base.lproj/ui.strings", Format::kStrings), "x/ui.strings ");
  EXPECT_EQ(place("x/English.lproj/ui.strings", Format::kStrings), "x/ui.strings en");

  EXPECT_EQ(place("res/values/s.xml", Format::kAndroid), "res/values/s.xml ");
  EXPECT_EQ(place("res/values-ro/s.xml", Format::kAndroid), "res/values/s.xml ro");
  EXPECT_EQ(place("res/values-pt-rBR/s.xml", Format::kAndroid), "res/values/s.xml pt-BR");
  EXPECT_EQ(place("res/values-b+sr+Latn/s.xml", Format::kAndroid), "res/values/s.xml sr-Latn");
  EXPECT_EQ(place("res/values-night/s.xml", Format::kAndroid), "res/values-night/s.xml ");
  EXPECT_EQ(place("res/values-ro-land/s.xml", Format::kAndroid), "res/values-land/s.xml ro");
  EXPECT_EQ(place("res/values-car/s.xml", Format::kAndroid), "res/values-car/s.xml ");
}

ResourceFile file_of(std::string language, const Texts& texts) {
  ResourceFile out;
  out.language = std::move(language);
  for (const auto& [key, text] : texts) out.texts.push_back({key, {text, {}}, {}});
  return out;
}

TEST(ResourceUnits, OneForEachKeyThatTwoLanguagesHave) {
  const std::vector<ResourceFile> files = {
      file_of("", {{"a", "Bridge"}, {"b", "River"}, {"n[one]", "file"}, {"n[other]", "files"}}),
      file_of("ro", {{"n[few]", "fișiere"}, {"n[one]", "fișier"}, {"a", "Pod"}, {"c", "Deal"}}),
      file_of("de", {{"c", "Berg"}}),
  };
  std::int64_t alone = 0;
  std::vector<std::string> seen;
  for (const language::Unit& unit : resource_units(files, "en", alone)) {
    std::string line = unit.attributes[0].second + ":";
    for (const language::Variant& variant : unit.variants) {
      line += " " + variant.language + "=" + variant.text.text;
    }
    EXPECT_EQ(unit.source_language, "en");
    seen.push_back(line);
  }
  EXPECT_THAT(seen, ElementsAre("a: en=Bridge ro=Pod", "n[one]: en=file ro=fișier",
                                "n[few]: en=files ro=fișiere", "c: ro=Deal de=Berg"));
  EXPECT_EQ(alone, 2);  // "b" and "n[other]"
}

TEST(ResourceUnits, AFileThatNamesTheDefaultLanguageComesFirst) {
  const std::vector<ResourceFile> files = {file_of("", {{"a", "Colour"}, {"b", "Only here"}}),
                                           file_of("en", {{"a", "Color"}}),
                                           file_of("ro", {{"a", "Culoare"}, {"b", "Doar aici"}})};
  std::int64_t alone = 0;
  const std::vector<language::Unit> units = resource_units(files, "en", alone);
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].variants[0].text.text, "Color");
  EXPECT_EQ(units[1].variants[0].text.text, "Only here");
  EXPECT_EQ(alone, 0);
}

}  // namespace
}  // namespace punte::exchange
