#include "exchange/resource_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "exchange/json_texts.h"
#include "tests/exchange/string_sink.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using testing::ElementsAre;
using testing::Pair;

using Texts = std::vector<std::pair<std::string, std::string>>;

Texts texts_of(const std::string& json) {
  Texts out;
  const auto file = read_json(*memory_source(json, "en.json"), {});
  EXPECT_TRUE(file.has_value()) << json << file.error().text();
  if (!file) return out;
  for (const ResourceText& text : file->texts) out.emplace_back(text.key, text.text.text);
  return out;
}

TEST(Json, TextsHaveTheirPathsAsKeys) {
  EXPECT_THAT(texts_of(R"({"a": "x", "b": {"c": "y", "d.e": "z"}, "n": 1, "t": true, "u": null,
                          "days": ["Mon", {"long": "Tuesday"}], "empty": ""})"),
              ElementsAre(Pair("a", "x"), Pair("b.c", "y"), Pair("b.d\\.e", "z"),
                          Pair("days[0]", "Mon"), Pair("days[1].long", "Tuesday")));
  EXPECT_THAT(texts_of("{ // remark\n\"a\": \"\\u0219\\n\" }"), ElementsAre(Pair("a", "ș\n")));
}

TEST(Json, MessagesOfExtensionsAndFormatJsAreTheirTexts) {
  const std::string chrome =
      R"({"hi": {"message": "Hi $NAME$", "description": "A greeting",
                 "placeholders": {"name": {"content": "$1", "example": "Ann"}}},
          "bye": {"message": "Bye"}})";
  EXPECT_THAT(texts_of(chrome),
              ElementsAre(Pair("hi.message", "Hi $NAME$"), Pair("bye.message", "Bye")));
  const auto file = read_json(*memory_source(chrome, "messages.json"), {});
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->texts[0].comment, "A greeting");
  EXPECT_THAT(texts_of(R"({"a1": {"defaultMessage": "Hi", "description": "d"}})"),
              ElementsAre(Pair("a1.defaultMessage", "Hi")));
  // A text that happens to be called so.
  EXPECT_THAT(texts_of(R"({"error": {"message": "Failed"}, "ok": "Done"})"),
              ElementsAre(Pair("error.message", "Failed"), Pair("ok", "Done")));
}

TEST(Json, FluttersFilesTellLanguageAndRemarks) {
  const auto file = read_json(
      *memory_source(R"({"@@locale": "ro_RO", "hi": "Salut", "@hi": {"description": "Greets",
                        "placeholders": {"name": {"type": "String"}}}})",
                     "app.arb"),
      {});
  ASSERT_TRUE(file.has_value()) << file.error().text();
  EXPECT_EQ(file->language, "ro-RO");
  ASSERT_EQ(file->texts.size(), 1U);
  EXPECT_EQ(file->texts[0].comment, "Greets");
}

TEST(Json, PluralsHaveForms) {
  EXPECT_THAT(texts_of(R"({"f_one": "a", "f_other": "b", "x_one": "c", "g": {"one": "d"}})"),
              ElementsAre(Pair("f[one]", "a"), Pair("f[other]", "b"), Pair("x_one", "c"),
                          Pair("g.one", "d")));
  ResourceFile english;
  english.language = "en";
  english.texts = {{"f[other]", {"files", {}}, {}}, {"g.other", {"days", {}}, {}}};
  ResourceFile romanian;
  romanian.language = "ro";
  romanian.texts = {{"f[few]", {"fișiere", {}}, {}}, {"g.few", {"zile", {}}, {}}};
  std::int64_t alone = 0;
  const std::vector<ResourceFile> files = {english, romanian};
  const auto units = resource_units(files, "en", alone);
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].variants[0].text.text, "files");
  EXPECT_EQ(units[1].variants[1].text.text, "zile");
}

TEST(Json, WhatIsBrokenIsRefusedWithItsPlace) {
  for (const auto& [json, place] : std::vector<std::pair<std::string, std::string>>{
           {"{\"a\": \"b\",\n  \"c\" \"d\"}", "en.json:2:"},
           {"{\"a\": \"b\"", "en.json:1:"},
           {"", "en.json:1:"},
           {"{} x", "en.json:1:"}}) {
    const auto file = read_json(*memory_source(json, "en.json"), {});
    ASSERT_FALSE(file.has_value()) << json;
    EXPECT_THAT(file.error().where, testing::StartsWith(place));
  }
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_EQ(read_json(*memory_source(deep, "en.json"), {}).error().code, ErrorCode::kLimit);
  EXPECT_FALSE(read_json(*memory_source("{\"a\": \"\xFF\"}", "en.json"), {}).has_value());
}

TEST(Json, KeysArePathsBothWays) {
  for (const JsonPath& path : std::vector<JsonPath>{{{"a"}},
                                                    {{""}},
                                                    {{"a"}, {""}, {"b"}},
                                                    {{""}, {"b"}},
                                                    {{"a.b"}, {"c[0]"}, {"d\\"}},
                                                    {{"a"}, {"", 3, true}, {"b"}},
                                                    {{"", 0, true}, {"", 1, true}}}) {
    const std::string key = json_key(path);
    EXPECT_EQ(json_key(json_path(key)), key);
    EXPECT_EQ(json_path(key).size(), path.size()) << key;
  }
}

std::string written(const std::string& english, const std::string& romanian) {
  std::vector<ResourceFile> files;
  for (const auto& [json, language] : {std::pair(english, "en"), std::pair(romanian, "ro")}) {
    auto file = read_json(*memory_source(json, "x.json"), {});
    EXPECT_TRUE(file.has_value());
    file->language = language;
    files.push_back(std::move(*file));
  }
  std::int64_t alone = 0;
  StringSink sink;
  JsonWriter writer(sink, {"en", "ro"});
  for (const language::Unit& unit : resource_units(files, "en", alone)) {
    EXPECT_TRUE(writer.write(unit).has_value());
  }
  EXPECT_TRUE(writer.finish().has_value());
  return sink.text;
}

TEST(JsonWriter, AFileComesBackAsItWas) {
  const std::string english =
      R"({"menu": {"open": "Open", "a.b": "Dot"}, "days": ["Mon", "Tue"], "f_one": "file",
          "f_other": "files", "hi": {"message": "Hi"}})";
  const std::string romanian = R"({
  "menu": {
    "open": "Deschide „\"x\"”",
    "a.b": "Punct"
  },
  "days": [
    "Lu",
    "Ma"
  ],
  "f_one": "fișier",
  "f_other": "fișiere",
  "hi": {
    "message": "Salut"
  }
}
)";
  EXPECT_EQ(written(english, romanian), romanian);
}

TEST(JsonWriter, WhatIsMissingInAnArrayKeepsItsPlace) {
  EXPECT_EQ(written(R"(["a", "b", "c"])", R"(["", "", "z"])"), "[\n  \"\",\n  \"\",\n  \"z\"\n]\n");
  EXPECT_EQ(written("{\"a\": \"b\"}", "{}"), "{}\n");
}

}  // namespace
}  // namespace punte::exchange
