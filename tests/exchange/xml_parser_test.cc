#include "exchange/xml_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using testing::StartsWith;

/// Writes down what it hears.
class Listener final : public XmlHandler {
 public:
  void start(std::string_view name, XmlAttributes attributes) override {
    heard.append("<").append(name);
    for (; *attributes != nullptr; attributes += 2) {
      heard.append(" ").append(attributes[0]).append("=").append(attributes[1]);
    }
    heard += '>';
  }
  void end(std::string_view name) override { heard.append("</").append(name).append(">"); }
  void text(std::string_view text) override { heard += text; }
  std::string heard;
};

struct Outcome {
  std::string heard;
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string where;  // "": no error
  bool damaged = false;
};

Outcome parse(const std::string& text) {
  const auto source = memory_source(text, "a.xml");
  XmlParser parser(*source, {});
  Listener listener;
  const auto done = parser.run(listener);
  Outcome out{listener.heard, {}, {}, parser.damaged()};
  if (!done) {
    out.code = done.error().code;
    out.where = done.error().where;
  }
  return out;
}

TEST(XmlParser, HearsElementsAndText) {
  EXPECT_EQ(parse("<a x='1'>t&amp;<n:b/></a>").heard, "<a x=1>t&<n:b></n:b></a>");
  std::string wide("\xFF\xFE", 2);
  for (const char c : std::string("<a>b</a>")) wide += {c, '\0'};
  EXPECT_EQ(parse(wide).heard, "<a>b</a>");
  EXPECT_EQ(parse("<?xml version='1.0' encoding='ISO-8859-2'?><a>\xBE</a>").heard, "<a>ž</a>");
}

TEST(XmlParser, ExternalEntitiesAreNeverOpened) {
  EXPECT_EQ(parse("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>x&e;y</a>").heard,
            "<a>xy</a>");
  EXPECT_EQ(parse("<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a>x</a>").heard, "<a>x</a>");
}

TEST(XmlParser, EntitiesAreBounded) {
  std::string laughs = "<!DOCTYPE a [<!ENTITY e0 'ha'>";
  for (int i = 1; i <= 30; ++i) {
    const std::string inner = "&e" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY e" + std::to_string(i) + " '" + inner + inner + inner + "'>";
  }
  const Outcome outcome = parse(laughs + "]><a>&e30;</a>");
  EXPECT_EQ(outcome.code, ErrorCode::kLimit);
  EXPECT_FALSE(outcome.damaged);
}

TEST(XmlParser, DepthAndTagsAreBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(parse(deep).code, ErrorCode::kLimit);
  const Outcome wide = parse("<a x='" + std::string(50u << 20, 'y') + "'/>");
  EXPECT_EQ(wide.code, ErrorCode::kLimit);
  EXPECT_THAT(wide.where, StartsWith("a.xml:1:"));
}

TEST(XmlParser, DamageNamesItsPlace) {
  for (const char* text : {"<a>\n<b></a>", "<a>\n\x01</a>", "<a>\n\xFF</a>", "<a>\n&nbsp;</a>"}) {
    const Outcome outcome = parse(text);
    EXPECT_EQ(outcome.code, ErrorCode::kSyntax) << text;
    EXPECT_THAT(outcome.where, StartsWith("a.xml:2:")) << text;
    EXPECT_TRUE(outcome.damaged) << text;
  }
}

TEST(XmlParser, NothingIsHeardAfterStop) {
  class Stopper final : public XmlHandler {
   public:
    explicit Stopper(XmlParser& parser) : parser_(parser) {}
    void start(std::string_view /*name*/, XmlAttributes /*attributes*/) override {
      ++heard;
      parser_.stop({ErrorCode::kCancelled, "enough", {}, {}});
    }
    void end(std::string_view /*name*/) override { ++heard; }
    void text(std::string_view /*text*/) override { ++heard; }
    int heard = 0;

   private:
    XmlParser& parser_;
  };
  const auto source = memory_source("<a>t<b/></a>", "a.xml");
  XmlParser parser(*source, {});
  Stopper stopper(parser);
  const auto done = parser.run(stopper);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(stopper.heard, 1);
}

}  // namespace
}  // namespace punte::exchange
