#include "exchange/tmx_elements.h"

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "exchange/tmx_names.h"
#include "exchange/xml_text.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;

// Of an element that is not known, and of all that the header has of them.
constexpr std::size_t kMaxUnknownBytes = std::size_t{1} << 20;
// Names of languages that are remembered; files have a handful.
constexpr std::size_t kMaxLanguages = 1000;
// After so many tuids no further ones are compared, so that memory does not grow with the file.
constexpr std::size_t kMaxTuids = std::size_t{1} << 16;

/// Looks no further than the first letter.
bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (!language::is_space(language::next_code_point(text, i))) return false;
  }
  return true;
}

}  // namespace

bool TmxElements::is_open(Place place) const {
  return std::any_of(stack_.begin(), stack_.end(),
                     [&](const Frame& frame) { return frame.place == place; });
}

TmxElements::Holder TmxElements::holder() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) {
      return {variant_.attributes, variant_.properties, variant_.notes};
    }
    if (frame->place == Place::kUnit) return {unit_.attributes, unit_.properties, unit_.notes};
  }
  return {report_.header.attributes, report_.header.properties, report_.header.notes};
}

/// What the few names of a file mean; to read one takes longer than the rest of a variant.
const ReadLanguage& TmxElements::language_of(const std::string& written) {
  if (languages_.size() >= kMaxLanguages) languages_.clear();
  const auto [place, is_new] = languages_.try_emplace(written);
  if (is_new) place->second = read_language(written);
  return place->second;
}

void TmxElements::start(std::string_view full_name, XmlAttributes attributes) {
  if (problems_.stopped()) return;
  if (stack_.size() + segment_.depth() >= options_.max_depth) {
    problems_.stop(ErrorCode::kLimit, PUNTE_MSG("elements nested deeper than {1}"),
                   {std::to_string(options_.max_depth)});
    return;
  }
  if (stack_.empty()) {
    start_root(full_name, attributes);
    return;
  }
  const Place parent = stack_.back().place;
  if (parent == Place::kSegment) {
    segment_.start(full_name, attributes);
    return;
  }
  if (options_.recover && local_name(full_name) == "tu" &&
      (parent == Place::kUnit || parent == Place::kVariant)) {
    problems_.break_off();  // the unit that is open was never closed
    return;
  }
  const Place place = start_place(full_name, attributes);
  stack_.push_back({place, std::string(full_name)});
}

/// Begins an element outside segments.
TmxElements::Place TmxElements::start_place(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  const Place parent = stack_.back().place;
  if (name == "header" && parent == Place::kOutside) {
    start_header(attributes);
    return Place::kHeader;
  }
  if (name == "body" && parent == Place::kOutside) {
    start_body();
    return Place::kBody;
  }
  if (name == "tu" && parent == Place::kBody) {
    start_unit(attributes);
    return Place::kUnit;
  }
  if (name == "tuv" && parent == Place::kUnit) {
    start_variant(attributes);
    return Place::kVariant;
  }
  if (name == "seg" && parent == Place::kVariant) {
    start_segment(attributes);
    return Place::kSegment;
  }
  const bool holds_texts =
      parent == Place::kHeader || parent == Place::kUnit || parent == Place::kVariant;
  if (holds_texts && (name == "prop" || name == "note")) {
    start_text(name, attributes);
    return Place::kText;
  }
  start_unknown(full_name, attributes);
  return Place::kUnknown;
}

void TmxElements::start_root(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  if (name != "tmx") {
    problems_.stop(ErrorCode::kUnsupported, PUNTE_MSG("this is not TMX: its root element is <{1}>"),
                   {std::string(name)});
    return;
  }
  root_seen_ = true;
  version_ = attribute(attributes, "version");
  constexpr std::array<std::string_view, 6> kVersions = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.4b"};
  if (version_.empty()) {
    problems_.warn(PUNTE_MSG("the file does not say its version of TMX; read as 1.4"));
  } else if (!is_one_of(kVersions, version_)) {
    problems_.warn(PUNTE_MSG("TMX “{1}” is not known; read as 1.4"), {version_});
  }
  stack_.push_back({Place::kOutside, std::string(full_name)});
}

void TmxElements::warn_of_attribute(std::string_view name) {
  problems_.warn_once(PUNTE_MSG("the attribute “{1}” is not TMX; kept"), {std::string(name)});
}

void TmxElements::start_header(XmlAttributes attributes) {
  header_seen_ = true;
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key != "srclang") {
      report_.header.attributes.emplace_back(a[0], a[1]);
      if (!is_one_of(kHeaderAttributes, key)) warn_of_attribute(key);
    } else if (const auto tag = language::LanguageTag::parse(a[1])) {
      header_language_ = tag->str();
    }
  }
  std::string missing;
  for (const std::string_view needed : kNeededHeaderAttributes) {
    if (!attribute(attributes, needed).empty()) continue;
    missing.append(missing.empty() ? "" : ", ").append(needed);
  }
  if (!missing.empty()) problems_.warn(PUNTE_MSG("the header has no {1}; read without"), {missing});
}

void TmxElements::start_body() {
  body_seen_ = true;
  if (!header_seen_) problems_.warn(PUNTE_MSG("the file has no <header>; read without"));
}

/// Notes the first time that a tuid comes again.
void TmxElements::check_tuid(std::string_view tuid) {
  if (tuids_.size() >= kMaxTuids) return;
  const std::size_t known = tuids_.size();
  static_cast<void>(tuids_.find_or_add(base::fnv1a(tuid), 1));
  if (tuids_.size() == known) {
    problems_.warn_once(PUNTE_MSG("units of one tuid occur; all are kept"));
  }
}

void TmxElements::start_unit(XmlAttributes attributes) {
  unit_ = {};
  unit_.line = problems_.line();
  unit_.source_language = header_language_;
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "srclang") {
      const auto tag = language::LanguageTag::parse(a[1]);
      const bool any = std::string_view(a[1]) == "*all*";
      unit_.source_language = any ? "" : tag ? tag->str() : a[1];
      continue;
    }
    unit_.attributes.emplace_back(a[0], a[1]);
    if (key == "tuid") check_tuid(a[1]);
    if (!is_one_of(kUnitAttributes, key)) warn_of_attribute(key);
  }
}

void TmxElements::set_language(const std::string& written) {
  const ReadLanguage& read = language_of(written);
  variant_.language = read.tag;
  if (read.is_name) {
    problems_.warn(PUNTE_MSG("“{1}” is a language's name, not its tag; read as {2}"),
                   {written, variant_.language});
  } else if (variant_.language == "und" && written != "und") {
    problems_.warn(PUNTE_MSG("“{1}” is no language tag; kept as undetermined"), {written});
  } else if (written.find('_') != std::string::npos) {
    problems_.warn_once(PUNTE_MSG("“{1}” is written with “_”; read as {2}"),
                        {written, variant_.language});
  }
  if (written != variant_.language) variant_.language_as_written = written;
  header_language_seen_ = header_language_seen_ || variant_.language == header_language_;
}

void TmxElements::start_variant(XmlAttributes attributes) {
  variant_ = {};
  has_segment_ = false;
  const std::string_view xml_language = attribute(attributes, "xml:lang");
  std::string written(xml_language);
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "xml:lang") continue;
    if (key == "lang" && xml_language.empty()) {
      written = a[1];
      if (version_.starts_with("1.4")) {
        problems_.warn_once(PUNTE_MSG("languages are called “lang” instead of “xml:lang”; read"));
      }
      continue;
    }
    variant_.attributes.emplace_back(a[0], a[1]);
    if (!is_one_of(kVariantAttributes, key)) warn_of_attribute(key);
  }
  if (!language::trim(written).empty()) set_language(written);
}

void TmxElements::start_segment(XmlAttributes attributes) {
  if (has_segment_) problems_.warn(PUNTE_MSG("a second <seg> in one <tuv>; joined to the first"));
  has_segment_ = true;
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    variant_.attributes.emplace_back("seg/@" + std::string(a[0]), a[1]);
  }
}

void TmxElements::start_text(std::string_view name, XmlAttributes attributes) {
  text_.clear();
  property_ = {};
  note_ = {};
  const bool is_note = name == "note";
  std::vector<language::Attribute>& into = is_note ? note_.attributes : property_.attributes;
  for (XmlAttributes a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "type" && !is_note) {
      property_.type = a[1];
    } else if (is_one_of(kTextAttributes, key)) {
      into.emplace_back(a[0], a[1]);
    } else if (key == "lang" && attribute(attributes, "xml:lang").empty()) {
      into.emplace_back("xml:lang", a[1]);  // as TMX 1.1 calls it
    } else {
      const Holder here = holder();
      const std::size_t place = is_note ? here.notes.size() : here.properties.size();
      here.attributes.emplace_back(
          (is_note ? "note" : "prop") + std::to_string(place) + "/@" + std::string(key), a[1]);
    }
  }
}

/// Elements that TMX does not know are kept as markup; <ude> of the header as itself.
void TmxElements::start_unknown(std::string_view full_name, XmlAttributes attributes) {
  const std::string_view name = local_name(full_name);
  if (stack_.back().place == Place::kUnknown) {
    ++unknown_depth_;
  } else {
    unknown_depth_ = 0;
    unknown_too_large_ = false;
    unknown_.clear();
    if (name != "ude" || stack_.back().place != Place::kHeader) {
      problems_.warn(PUNTE_MSG("<{1}> is not expected here; kept as a property"),
                     {std::string(name)});
    }
  }
  append_start_tag(unknown_, full_name, attributes);
  bound_unknown();
}

void TmxElements::bound_unknown() {
  if (unknown_.size() <= kMaxUnknownBytes) return;
  unknown_too_large_ = true;
  unknown_.clear();
}

void TmxElements::finish_variant() {
  const char* lack = nullptr;
  if (variant_.language.empty()) {
    lack = PUNTE_MSG("a <tuv> without language; left out");
  } else if (!has_segment_) {
    lack = PUNTE_MSG("a <tuv> without <seg>; left out");
  } else if (variant_.text.codes.empty() && is_blank(variant_.text.text)) {
    lack = PUNTE_MSG("a <tuv> with an empty <seg>; left out");
  }
  if (lack != nullptr) {
    ++report_.skipped_variants;
    problems_.warn(lack);
    return;
  }
  segment_.finish_codes();
  restore_attributes(variant_.properties, variant_.attributes);
  put_allowed_first(variant_.attributes, kVariantAttributes);
  unit_.variants.push_back(std::move(variant_));
}

void TmxElements::finish_unknown() {
  if (unknown_depth_ > 0) {
    --unknown_depth_;
    return;
  }
  const bool in_header = !in_unit();
  if (in_header) header_bytes_ += unknown_.size();
  if (unknown_too_large_ || (in_header && header_bytes_ > kMaxUnknownBytes)) {
    problems_.warn(PUNTE_MSG("more than 1 MB of elements that are not expected; left out"));
  } else if (stack_.back().place == Place::kHeader && is_valid_ude(unknown_)) {
    report_.header.encodings.push_back(std::move(unknown_));
  } else {
    holder().properties.push_back({kElementProperty, std::move(unknown_), {}});
  }
  unknown_.clear();
}

void TmxElements::finish_unit() {
  if (unit_.variants.empty()) {
    ++report_.skipped_units;
    problems_.warn(PUNTE_MSG("a <tu> without text; left out"));
    return;
  }
  if (unit_.variants.size() == 1) {
    problems_.warn_once(PUNTE_MSG("units in one language only occur; kept"));
  }
  restore_attributes(unit_.properties, unit_.attributes);
  put_allowed_first(unit_.attributes, kUnitAttributes);
  ++report_.units;
  if (const auto taken = sink_(std::move(unit_)); !taken) problems_.stop(taken.error());
  unit_ = {};
}

void TmxElements::finish_text(std::string_view name) {
  if (stack_.back().place == Place::kHeader) {
    header_bytes_ += text_.size();
    if (problems_.refuse_text_of(header_bytes_)) return;
  }
  if (name == "prop") {
    property_.value = std::move(text_);
    holder().properties.push_back(std::move(property_));
  } else {
    note_.text = std::move(text_);
    holder().notes.push_back(std::move(note_));
  }
  text_.clear();
}

void TmxElements::end() {
  if (problems_.stopped() || stack_.empty()) return;
  if (segment_.depth() > 0) {
    segment_.end();
    return;
  }
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  switch (frame.place) {
    case Place::kText:
      finish_text(local_name(frame.name));
      break;
    case Place::kVariant:
      finish_variant();
      break;
    case Place::kUnit:
      finish_unit();
      break;
    case Place::kUnknown:
      unknown_ += "</" + frame.name + ">";
      finish_unknown();
      break;
    case Place::kOutside:
    case Place::kHeader:
    case Place::kBody:
    case Place::kSegment:
      break;
  }
}

void TmxElements::text(std::string_view text) {
  if (problems_.stopped() || stack_.empty()) return;
  const Place place = stack_.back().place;
  if (place == Place::kSegment) {
    segment_.text(text);
  } else if (place == Place::kText) {
    if (!problems_.refuse_text_of(text_.size() + text.size())) text_.append(text);
  } else if (place == Place::kUnknown) {
    if (problems_.refuse_text_of(unknown_.size() + text.size())) return;
    unknown_.append(escape_text(text));
    bound_unknown();
  }
}

void TmxElements::lose_unit() {
  ++report_.skipped_units;
  ++report_.lost_units;
}

void TmxElements::drop_open() {
  stack_.clear();
  segment_.drop();
  unit_ = {};
  variant_ = {};
}

void TmxElements::enter_body() {
  problems_.go_on();
  stack_ = {{Place::kOutside, "tmx"}, {Place::kBody, "body"}};
}

ReadReport TmxElements::finish() {
  if (!body_seen_) problems_.warn(PUNTE_MSG("the file has no <body>, so no units"));
  if (!header_language_.empty() && report_.units > 0 && !header_language_seen_) {
    problems_.warn(PUNTE_MSG("no text is in {1}, which the header calls the source language"),
                   {header_language_});
  }
  make_canonical(report_.header);
  return std::move(report_);
}

}  // namespace punte::exchange
