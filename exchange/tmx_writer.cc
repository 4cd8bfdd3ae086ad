#include "exchange/tmx_writer.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/code_pairs.h"
#include "exchange/tmx_names.h"
#include "exchange/xml_text.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::Result;
using language::CodeKind;
using language::InlineCode;
using language::MarkedText;

constexpr std::size_t kFlushBytes = std::size_t{256} << 10;

void put_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"").append(escape_attribute(value)).append("\"");
}

/// Writes the allowed attributes and returns the others, as properties.
template <std::size_t n>
std::vector<language::Property> put_attributes(std::string& out,
                                               const std::vector<language::Attribute>& attributes,
                                               const std::array<std::string_view, n>& allowed) {
  std::vector<language::Property> others;
  for (const language::Attribute& attribute : attributes) {
    const auto& [name, value] = attribute;
    if (is_allowed(allowed, attribute)) {
      put_attribute(out, name, value);
    } else {
      others.push_back({kAttributeProperty, std::string(name).append("=").append(value), {}});
    }
  }
  return others;
}

std::string_view value_of(const std::vector<language::Attribute>& attributes,
                          std::string_view name) {
  for (const auto& [key, value] : attributes) {
    if (key == name) return value;
  }
  return {};
}

void put_text_attributes(std::string& out, const std::vector<language::Attribute>& attributes,
                         bool version_1_1) {
  if (!version_1_1) {
    static_cast<void>(put_attributes(out, attributes, kTextAttributes));
    return;
  }
  static_cast<void>(put_attributes(out, attributes, kTextAttributes11));
  const std::string_view language = value_of(attributes, "xml:lang");
  if (!language.empty()) put_attribute(out, "lang", language);
}

void put_texts(std::string& out, const std::string& indent,
               const std::vector<language::Note>& notes,
               const std::vector<language::Property>& properties,
               const std::vector<language::Property>& more_properties, bool version_1_1) {
  for (const language::Note& note : notes) {
    out += indent + "<note";
    put_text_attributes(out, note.attributes, version_1_1);
    out += ">" + escape_text(note.text) + "</note>\n";
  }
  for (const auto* list : {&properties, &more_properties}) {
    for (const language::Property& property : *list) {
      out += indent + "<prop";
      put_attribute(out, "type", property.type);
      put_text_attributes(out, property.attributes, version_1_1);
      out += ">" + escape_text(property.value) + "</prop>\n";
    }
  }
}

/// A code as bpt, ept, it, ph or ut; `number` numbers those that came without an id.
void put_code(std::string& out, const InlineCode& code, bool paired, const std::string& number,
              bool version_1_1) {
  std::string_view name = "ph";
  if (code.element == "ut") {
    name = "ut";
  } else if (code.element == "it" || (code.kind != CodeKind::kSingle && !paired)) {
    name = "it";
  } else if (code.kind != CodeKind::kSingle) {
    name = code.kind == CodeKind::kOpen ? "bpt" : "ept";
  }
  out.append("<").append(name);
  if (name == "bpt" || name == "ept") put_attribute(out, "i", code.id.empty() ? number : code.id);
  if (name == "it") {
    std::string_view position = value_of(code.attributes, "pos");
    if (position.empty()) position = code.kind == CodeKind::kClose ? "end" : "begin";
    put_attribute(out, "pos", position);
  }
  if (name != "ept") {
    if (!code.link.empty() && !(version_1_1 && name == "ph")) put_attribute(out, "x", code.link);
    if (!code.type.empty() && name != "ut") put_attribute(out, "type", code.type);
  }
  if (name == "ph") {
    if (const auto association = value_of(code.attributes, "assoc"); !association.empty()) {
      put_attribute(out, "assoc", association);
    }
  }
  out += '>';
  const std::string_view markup = value_of(code.attributes, kInnerMarkup);
  out += markup.empty() || version_1_1 ? escape_text(code.content) : std::string(markup);
  out.append("</").append(name).append(">");
}

void put_segment(std::string& out, const MarkedText& text, const TmxWriteOptions& options) {
  out += "<seg>";
  if (options.level == 1) {
    out += escape_text(text.text) + "</seg>";
    return;
  }
  std::size_t at = 0;
  std::vector<std::size_t> open_elements;  // <hi>, which must nest
  const std::vector<std::size_t> partners = pair_codes(text.codes);
  std::vector<std::string> numbers(text.codes.size());
  std::set<std::string_view> used;
  for (const InlineCode& code : text.codes) used.insert(code.id);
  std::size_t last = 0;
  const auto next_number = [&] {
    std::string number;
    do {
      number = std::to_string(++last);
    } while (used.find(number) != used.end());
    return number;
  };
  for (std::size_t i = 0; i < text.codes.size(); ++i) {
    const InlineCode& code = text.codes[i];
    const std::size_t offset = std::clamp(code.offset, at, text.text.size());
    out += escape_text(std::string_view(text.text).substr(at, offset - at));
    at = offset;
    const bool is_highlight = code.element == "hi" && !options.version_1_1;
    if (is_highlight && code.kind == CodeKind::kOpen) {
      out += "<hi";
      if (!code.link.empty()) put_attribute(out, "x", code.link);
      if (!code.type.empty()) put_attribute(out, "type", code.type);
      out += '>';
      open_elements.push_back(i);
    } else if (is_highlight) {
      if (open_elements.empty()) continue;
      open_elements.pop_back();
      out += "</hi>";
    } else {
      const std::size_t partner = partners[i];
      const bool paired = partner != kNoPartner;
      if (paired)
        numbers[i] = partner < i ? numbers[partner] : code.id.empty() ? next_number() : "";
      put_code(out, code, paired, numbers[i], options.version_1_1);
    }
  }
  out += escape_text(std::string_view(text.text).substr(at));
  for (std::size_t i = 0; i < open_elements.size(); ++i) out += "</hi>";
  out += "</seg>";
}

}  // namespace

struct TmxWriter::State {
  ByteSink& sink;
  TmxWriteOptions options;
  std::string out;
  bool begun = false;
  bool mark_written = false;

  void begin(const std::string& source_language);
  void put_header();
  void put_unit(const language::Unit& unit);
  Result<void> flush();
};

void TmxWriter::State::put_header() {
  const TmxHeader& header = options.header;
  const auto said = [&](std::string_view name, std::string_view otherwise) {
    const std::string_view value = value_of(header.attributes, name);
    const bool valid = !value.empty() && (name != "segtype" || is_segtype(value));
    put_attribute(out, name, valid ? value : otherwise);
  };
  out += "  <header";
  put_attribute(out, "creationtool", "punte");
  put_attribute(out, "creationtoolversion", PUNTE_VERSION);
  said("segtype", "sentence");
  said("o-tmf", "punte");
  said("adminlang", "en");
  put_attribute(out, "srclang", options.source_language);
  said("datatype", "unknown");
  // "creationtool" is that of the file, so the one of an older file is a property.
  std::vector<language::Attribute> rest;
  for (const language::Attribute& attribute : header.attributes) {
    if (!is_one_of(kNeededHeaderAttributes, attribute.first) ||
        attribute.first.starts_with("creationtool") ||
        (attribute.first == "segtype" && !is_segtype(attribute.second))) {
      rest.push_back(attribute);
    }
  }
  std::vector<language::Property> others = put_attributes(out, rest, kOptionalHeaderAttributes);
  if (header.notes.empty() && header.properties.empty() && others.empty() &&
      header.encodings.empty()) {
    out += "/>\n";
    return;
  }
  out += ">\n";
  for (const std::string& encoding : header.encodings) out += "    " + encoding + "\n";
  put_texts(out, "    ", header.notes, header.properties, others, options.version_1_1);
  out += "  </header>\n";
}

void TmxWriter::State::begin(const std::string& source_language) {
  if (std::exchange(begun, true)) return;
  if (options.source_language.empty()) {
    options.source_language = source_language.empty() ? "*all*" : source_language;
  }
  const char* const version = options.version_1_1 ? "1.1" : "1.4";
  const char* const dtd = options.version_1_1 ? "tmx11.dtd" : "tmx14.dtd";
  out.append("<?xml version=\"1.0\" encoding=\"")
      .append(options.utf16 ? "UTF-16" : "UTF-8")
      .append("\"?>\n<!DOCTYPE tmx SYSTEM \"")
      .append(dtd)
      .append("\">\n<tmx version=\"")
      .append(version)
      .append("\">\n");
  put_header();
  out += "  <body>\n";
}

Result<void> TmxWriter::State::flush() {
  if (options.utf16) {
    std::string wide;
    const auto put = [&](char32_t unit) {
      wide += static_cast<char>(unit & 0xFF);
      wide += static_cast<char>(unit >> 8);
    };
    if (!std::exchange(mark_written, true)) put(0xFEFF);
    for (std::size_t i = 0; i < out.size();) {
      const char32_t c = language::next_code_point(out, i);
      if (c < 0x10000) {
        put(c);
      } else {
        put(0xD7C0 + (c >> 10));
        put(0xDC00 + (c & 0x3FF));
      }
    }
    out = std::move(wide);
  }
  auto written = sink.write(out);
  out.clear();
  return written;
}

TmxWriter::TmxWriter(ByteSink& sink, TmxWriteOptions options)
    : state_(new State{sink, std::move(options), {}, false, false}) {}

TmxWriter::~TmxWriter() = default;

void TmxWriter::State::put_unit(const language::Unit& unit) {
  const bool version_1_1 = options.version_1_1;
  out += "    <tu";
  const auto others = put_attributes(out, unit.attributes, kUnitAttributes);
  const std::string& header = options.source_language;
  const std::string source = unit.source_language.empty() ? "*all*" : unit.source_language;
  if (source != header) put_attribute(out, "srclang", source);
  out += ">\n";
  put_texts(out, "      ", unit.notes, unit.properties, others, version_1_1);
  for (const language::Variant& variant : unit.variants) {
    out += "      <tuv";
    put_attribute(
        out, version_1_1 ? "lang" : "xml:lang",
        variant.language_as_written.empty() ? variant.language : variant.language_as_written);
    const auto variant_others = put_attributes(out, variant.attributes, kVariantAttributes);
    const bool short_form =
        variant.notes.empty() && variant.properties.empty() && variant_others.empty();
    out += short_form ? ">" : ">\n";
    put_texts(out, "        ", variant.notes, variant.properties, variant_others, version_1_1);
    if (!short_form) out += "        ";
    put_segment(out, variant.text, options);
    out += short_form ? "</tuv>\n" : "\n      </tuv>\n";
  }
  out += "    </tu>\n";
}

/// The pairs of a unit: its source with each other text, or where none is the source, each with
/// each.
static std::vector<std::pair<std::size_t, std::size_t>> pairs_of(const language::Unit& unit) {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  const auto is_source = [&](std::size_t i) {
    return unit.variants[i].language == unit.source_language;
  };
  bool has_source = false;
  for (std::size_t i = 0; i < unit.variants.size(); ++i) has_source = has_source || is_source(i);
  for (std::size_t i = 0; i < unit.variants.size(); ++i) {
    for (std::size_t j = 0; j < unit.variants.size(); ++j) {
      const bool wanted = has_source ? is_source(i) && !is_source(j) : i < j;
      if (wanted) out.emplace_back(i, j);
    }
  }
  return out;
}

Result<void> TmxWriter::write(const language::Unit& unit) {
  if (unit.variants.empty()) return {};
  state_->begin(unit.source_language);
  if (!state_->options.pairs || unit.variants.size() <= 2) {
    state_->put_unit(unit);
  } else {
    for (const auto& [source, target] : pairs_of(unit)) {
      language::Unit pair = unit;
      pair.variants = {unit.variants[source], unit.variants[target]};
      state_->put_unit(pair);
    }
  }
  return state_->out.size() < kFlushBytes ? Result<void>() : state_->flush();
}

Result<void> TmxWriter::finish() {
  state_->begin({});
  state_->out += "  </body>\n</tmx>\n";
  return state_->flush();
}

}  // namespace punte::exchange
