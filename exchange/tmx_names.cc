#include "exchange/tmx_names.h"

#include <expat.h>

#include <memory>
#include <string>
#include <utility>

#include "exchange/xml_parser.h"
#include "exchange/xml_text.h"

namespace punte::exchange {
namespace {

constexpr std::array<InlineElement, 7> kInlineElements = {{
    {"bpt", {"i", "x", "type"}},
    {"ept", {"i", "", ""}},
    {"it", {"pos", "x", "type"}},
    {"ph", {"x", "assoc", "type"}},
    {"hi", {"x", "type", ""}},
    {"ut", {"x", "", ""}},
    {"sub", {"type", "datatype", ""}},
}};

constexpr std::array<std::string_view, 2> kUdeAttributes = {"name", "base"};
constexpr std::array<std::string_view, 4> kMapAttributes = {"unicode", "code", "ent", "subst"};

/// Holds a <ude> to its DTD: maps only, and at least one.
struct UdeCheck {
  std::size_t depth = 0;
  std::size_t maps = 0;
  bool good = true;

  template <std::size_t n>
  void check(const XML_Char** attributes, const std::array<std::string_view, n>& allowed) {
    // The first of them is needed.
    if (attribute(attributes, allowed[0]).empty()) good = false;
    for (; *attributes != nullptr; attributes += 2) {
      if (!is_one_of(allowed, *attributes)) good = false;
    }
  }
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* check = static_cast<UdeCheck*>(self);
    if (check->depth++ == 0) {
      if (std::string_view(name) != "ude") check->good = false;
      check->check(attributes, kUdeAttributes);
      return;
    }
    ++check->maps;
    if (std::string_view(name) != "map" || check->depth > 2) check->good = false;
    check->check(attributes, kMapAttributes);
  }
  static void on_end(void* self, const XML_Char* /*name*/) {
    --static_cast<UdeCheck*>(self)->depth;
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    const std::string_view blanks(" \t\r\n");
    const std::string_view all(text, static_cast<std::size_t>(length));
    // An element <map> is empty; white space between them is none of its text.
    auto* check = static_cast<UdeCheck*>(self);
    if (check->depth > 1 || all.find_first_not_of(blanks) != std::string_view::npos) {
      check->good = false;
    }
  }
};

std::size_t place_of(const language::Attribute& attribute) {
  const auto* const found =
      std::find(kHeaderAttributes.begin(), kHeaderAttributes.end(), attribute.first);
  return static_cast<std::size_t>(found - kHeaderAttributes.begin());
}

}  // namespace

const InlineElement* inline_element(std::string_view name) {
  const auto* const found =
      std::find_if(kInlineElements.begin(), kInlineElements.end(),
                   [&](const InlineElement& element) { return element.name == name; });
  // <sub> stands in codes only.
  return found == kInlineElements.end() || name == "sub" ? nullptr : found;
}

bool is_valid_ude(std::string_view markup) {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), &XML_ParserFree);
  UdeCheck check;
  XML_SetUserData(parser.get(), &check);
  XML_SetElementHandler(parser.get(), &UdeCheck::on_start, &UdeCheck::on_end);
  XML_SetCharacterDataHandler(parser.get(), &UdeCheck::on_text);
  return XML_Parse(parser.get(), markup.data(), static_cast<int>(markup.size()), 1) ==
             XML_STATUS_OK &&
         check.good && check.maps > 0;
}

void make_canonical(TmxHeader& header) {
  std::vector<language::Attribute>& attributes = header.attributes;
  // A file of our own says "punte" and keeps the tool that it came from as a property.
  const bool is_ours = std::find(attributes.begin(), attributes.end(),
                                 language::Attribute{"creationtool", "punte"}) != attributes.end();
  std::erase_if(attributes, [&](const language::Attribute& attribute) {
    const auto& [name, value] = attribute;
    return (is_ours && (name == "creationtool" || name == "creationtoolversion")) ||
           (name == "segtype" && value == "sentence") || (name == "o-tmf" && value == "punte") ||
           (name == "adminlang" && value == "en") || (name == "datatype" && value == "unknown");
  });
  restore_attributes(header.properties, attributes);
  std::stable_sort(attributes.begin(), attributes.end(),
                   [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
}

}  // namespace punte::exchange
