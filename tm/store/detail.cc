#include "tm/store/detail.h"

#include <cstdint>
#include <vector>

#include "base/bytes.h"

namespace punte::tm::internal {
namespace {

class Encoder {
 public:
  void number(std::uint64_t value) { base::append_varint(out_, value); }
  void string(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  void attributes(const std::vector<Attribute>& list) {
    number(list.size());
    for (const auto& [name, value] : list) {
      string(name);
      string(value);
    }
  }
  void properties(const std::vector<Property>& list) {
    number(list.size());
    for (const Property& property : list) {
      string(property.type);
      string(property.value);
      attributes(property.attributes);
    }
  }
  void notes(const std::vector<Note>& list) {
    number(list.size());
    for (const Note& note : list) {
      string(note.text);
      attributes(note.attributes);
    }
  }
  void codes(const std::vector<InlineCode>& list) {
    number(list.size());
    for (const InlineCode& code : list) {
      number(code.offset);
      number(static_cast<std::uint64_t>(code.kind));
      string(code.id);
      string(code.link);
      string(code.type);
      string(code.content);
      string(code.element);
      attributes(code.attributes);
    }
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what Encoder wrote. After the first damage everything reads as empty and ok() is false.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    if (base::take_varint(rest_, value)) return value;
    ok_ = false;
    return 0;
  }
  std::string string() {
    const std::uint64_t length = number();
    if (length > rest_.size()) ok_ = false;
    if (!ok_) return {};
    std::string text(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return text;
  }
  /// Count of a list whose items take at least one byte each.
  std::uint64_t count() {
    const std::uint64_t items = number();
    if (items > rest_.size()) ok_ = false;
    return ok_ ? items : 0;
  }
  std::vector<Attribute> attributes() {
    std::vector<Attribute> list(count());
    for (auto& [name, value] : list) {
      name = string();
      value = string();
    }
    return list;
  }
  std::vector<Property> properties() {
    std::vector<Property> list(count());
    for (Property& property : list) {
      property.type = string();
      property.value = string();
      property.attributes = attributes();
    }
    return list;
  }
  std::vector<Note> notes() {
    std::vector<Note> list(count());
    for (Note& note : list) {
      note.text = string();
      note.attributes = attributes();
    }
    return list;
  }
  std::vector<InlineCode> codes(std::size_t text_size) {
    std::vector<InlineCode> list(count());
    for (InlineCode& code : list) {
      code.offset = number();
      const std::uint64_t kind = number();
      if (code.offset > text_size || kind > static_cast<std::uint64_t>(CodeKind::kSingle)) {
        ok_ = false;
        return {};
      }
      code.kind = static_cast<CodeKind>(kind);
      code.id = string();
      code.link = string();
      code.type = string();
      code.content = string();
      code.element = string();
      code.attributes = attributes();
    }
    return list;
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool ok() const { return ok_ && rest_.empty(); }

 private:
  using CodeKind = language::CodeKind;
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::string encode_codes(const std::vector<InlineCode>& codes) {
  Encoder out;
  out.codes(codes);
  return out.take();
}

std::string encode_unit_detail(const Unit& unit) {
  if (unit.source_language.empty() && unit.attributes.empty() && unit.properties.empty() &&
      unit.notes.empty()) {
    return {};
  }
  Encoder out;
  out.string(unit.source_language);
  out.attributes(unit.attributes);
  out.properties(unit.properties);
  out.notes(unit.notes);
  return out.take();
}

std::string encode_variant_detail(const Variant& variant) {
  if (variant.language_as_written.empty() && variant.text.codes.empty() &&
      variant.attributes.empty() && variant.properties.empty() && variant.notes.empty()) {
    return {};
  }
  Encoder out;
  out.string(variant.language_as_written);
  out.codes(variant.text.codes);
  out.attributes(variant.attributes);
  out.properties(variant.properties);
  out.notes(variant.notes);
  return out.take();
}

bool decode_unit_detail(std::string_view blob, Unit& unit) {
  if (blob.empty()) return true;
  Decoder in(blob);
  unit.source_language = in.string();
  unit.attributes = in.attributes();
  unit.properties = in.properties();
  unit.notes = in.notes();
  return in.ok();
}

bool decode_variant_detail(std::string_view blob, Variant& variant) {
  if (blob.empty()) return true;
  Decoder in(blob);
  variant.language_as_written = in.string();
  variant.text.codes = in.codes(variant.text.text.size());
  variant.attributes = in.attributes();
  variant.properties = in.properties();
  variant.notes = in.notes();
  return in.ok();
}

std::string encode_whole_unit(const Unit& unit, std::string_view origin) {
  Encoder out;
  out.string(origin);
  out.string(encode_unit_detail(unit));
  out.number(unit.variants.size());
  for (const Variant& variant : unit.variants) {
    out.string(variant.language);
    out.string(variant.text.text);
    out.string(encode_variant_detail(variant));
  }
  out.number(static_cast<std::uint64_t>(unit.record.added));
  out.number(static_cast<std::uint64_t>(unit.record.changed));
  out.number(static_cast<std::uint64_t>(unit.record.version));
  return out.take();
}

bool decode_whole_unit(std::string_view blob, Unit& unit, std::string& origin) {
  Decoder in(blob);
  origin = in.string();
  if (!decode_unit_detail(in.string(), unit)) return false;
  unit.variants.resize(in.count());
  for (Variant& variant : unit.variants) {
    variant.language = in.string();
    variant.text.text = in.string();
    if (!decode_variant_detail(in.string(), variant)) return false;
  }
  if (!in.at_end()) {
    unit.record.added = static_cast<std::int64_t>(in.number());
    unit.record.changed = static_cast<std::int64_t>(in.number());
    unit.record.version = static_cast<std::int64_t>(in.number());
  }
  return in.ok();
}

}  // namespace punte::tm::internal
