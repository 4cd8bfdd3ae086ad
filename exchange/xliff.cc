#include "exchange/xliff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/xliff_reader.h"
#include "language/language_tag.h"
#include "language/readiness.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using language::kStateProperty;
using language::LanguageTag;
using language::MarkedText;

// Properties that carry what XLIFF says of a unit or segment.
constexpr const char* kNameProperty = "x-xliff-resname";
constexpr const char* kSegmentProperty = "x-xliff-segment";
// A note's attribute of XLIFF 1.2 with the side that it is about.
constexpr const char* kAnnotates = "annotates";
constexpr const char* kSourceSide = "source";
constexpr const char* kTargetSide = "target";

language::Variant make_variant(const LanguageTag& language, MarkedText text) {
  language::Variant variant;
  variant.language = language.str();
  variant.text = std::move(text);
  return variant;
}

bool has_text(const MarkedText& marked) { return !language::trim(marked.text).empty(); }

std::string take_property(std::vector<language::Property>& properties, std::string_view type) {
  const auto found =
      std::find_if(properties.begin(), properties.end(),
                   [&](const language::Property& property) { return property.type == type; });
  if (found == properties.end()) return {};
  std::string value = std::move(found->value);
  properties.erase(found);
  return value;
}

constexpr std::string_view kNotePrefix = "note";
constexpr std::string_view kNoteMark = "/@";

/// Moves what TMX does not know of notes to where a unit from TMX has it: "note0/".
void take_note_attributes(std::vector<language::Note>& notes,
                          std::vector<language::Attribute>& attributes) {
  const auto is_known = [](const language::Attribute& attribute) {
    return attribute.first == "xml:lang" || attribute.first == "o-encoding";
  };
  for (std::size_t i = 0; i < notes.size(); ++i) {
    for (const language::Attribute& attribute : notes[i].attributes) {
      if (is_known(attribute)) continue;
      std::string name(kNotePrefix);
      name.append(std::to_string(i)).append(kNoteMark).append(attribute.first);
      attributes.emplace_back(std::move(name), attribute.second);
    }
    std::erase_if(notes[i].attributes, std::not_fn(is_known));
  }
}

/// The notes with the attributes that take_note_attributes() took.
std::vector<language::Note> whole_notes(std::vector<language::Note> notes,
                                        const std::vector<language::Attribute>& attributes) {
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const std::string prefix =
        std::string(kNotePrefix) + std::to_string(i) + std::string(kNoteMark);
    for (const auto& [name, value] : attributes) {
      if (name.starts_with(prefix)) {
        notes[i].attributes.emplace_back(name.substr(prefix.size()), value);
      }
    }
  }
  return notes;
}

/// Moves the notes about one side to its text.
void take_side_notes(language::Unit& unit, const char* side, language::Variant& variant) {
  const language::Attribute mark(kAnnotates, side);
  const auto is_of_side = [&](const language::Note& note) {
    return std::find(note.attributes.begin(), note.attributes.end(), mark) != note.attributes.end();
  };
  for (const language::Note& note : unit.notes) {
    if (!is_of_side(note)) continue;
    variant.notes.push_back(note);
    std::erase(variant.notes.back().attributes, mark);
  }
  take_note_attributes(variant.notes, variant.attributes);
  std::erase_if(unit.notes, is_of_side);
}

std::optional<LanguageTag> tag_of(const std::string& own, const std::string& asked) {
  const auto tag = LanguageTag::parse(own.empty() ? asked : own);
  return tag ? std::optional(*tag) : std::nullopt;
}

/// Makes units of a memory of the units of a file.
class Converter {
 public:
  Converter(const UnitSink& sink, const ReadOptions& options, std::string name)
      : sink_(sink), options_(options), name_(std::move(name)) {}

  Result<void> take(const XliffFile& file, XliffUnit&& unit);
  [[nodiscard]] std::int64_t given() const { return given_; }
  [[nodiscard]] std::int64_t skipped() const { return skipped_; }

 private:
  Result<void> take_proposals(const XliffUnit& unit, XliffSegment& segment);
  Result<void> give(language::Unit&& unit, MarkedText source, MarkedText target);
  static language::Unit unit_of(const XliffUnit& unit, const XliffSegment& segment);

  const UnitSink& sink_;
  const ReadOptions& options_;
  std::string name_;
  std::optional<LanguageTag> from_;
  std::optional<LanguageTag> to_;
  std::int64_t given_ = 0;
  std::int64_t skipped_ = 0;
};

Result<void> Converter::take(const XliffFile& file, XliffUnit&& unit) {
  if (!unit.translate) {
    ++skipped_;
    return {};
  }
  from_ = tag_of(file.source_language, options_.from);
  to_ = tag_of(file.target_language, options_.to);
  for (XliffSegment& segment : unit.segments) {
    if (segment.is_ignorable) continue;
    if (options_.alternatives) PUNTE_CHECK(take_proposals(unit, segment));
    if (!has_text(segment.source) || !has_text(segment.target)) {
      ++skipped_;
      continue;
    }
    language::Unit out = unit_of(unit, segment);
    if (!segment.state.empty()) out.properties.push_back({kStateProperty, segment.state, {}});
    out.properties.insert(out.properties.end(), unit.properties.begin(), unit.properties.end());
    out.notes = unit.notes;
    PUNTE_CHECK(give(std::move(out), std::move(segment.source), std::move(segment.target)));
  }
  return {};
}

Result<void> Converter::take_proposals(const XliffUnit& unit, XliffSegment& segment) {
  for (XliffMatch& match : segment.matches) {
    MarkedText text = has_text(match.source) ? std::move(match.source) : segment.source;
    if (!has_text(text) || !has_text(match.target)) continue;
    std::string similarity;
    if (match.similarity >= 0) similarity = std::to_string(static_cast<int>(match.similarity));
    language::Unit out = unit_of(unit, segment);
    out.properties.push_back({kAlternativeProperty, std::move(similarity), {}});
    PUNTE_CHECK(give(std::move(out), std::move(text), std::move(match.target)));
  }
  return {};
}

/// A unit with what tells where it comes from, without texts.
language::Unit Converter::unit_of(const XliffUnit& unit, const XliffSegment& segment) {
  language::Unit out;
  out.line = unit.line;
  if (!unit.id.empty()) out.attributes.emplace_back("tuid", unit.id);
  if (!unit.name.empty()) out.properties.push_back({kNameProperty, unit.name, {}});
  if (!segment.id.empty()) out.properties.push_back({kSegmentProperty, segment.id, {}});
  return out;
}

Result<void> Converter::give(language::Unit&& unit, MarkedText source, MarkedText target) {
  if (!from_ || !to_) {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                PUNTE_MSG("the file does not name its languages"), {}, name_);
  }
  unit.source_language = from_->str();
  unit.variants.push_back(make_variant(*from_, std::move(source)));
  unit.variants.push_back(make_variant(*to_, std::move(target)));
  const std::string own = take_property(unit.properties, kOwnLanguage);
  if (!own.empty() && language::same_language(own, to_->str())) unit.variants.back().language = own;
  take_side_notes(unit, kSourceSide, unit.variants[0]);
  take_side_notes(unit, kTargetSide, unit.variants[1]);
  take_note_attributes(unit.notes, unit.attributes);
  ++given_;
  return sink_(std::move(unit));
}

}  // namespace

Result<ReadReport> read_xliff(ByteSource& source, const UnitSink& sink,
                              const ReadOptions& options) {
  Converter converter(sink, options, source.name());
  PUNTE_TRY(ReadReport report, read_xliff_units(
                                   source,
                                   [&](const XliffFile& file, XliffUnit&& unit) {
                                     return converter.take(file, std::move(unit));
                                   },
                                   options));
  report.units = converter.given();
  report.skipped_units += converter.skipped();
  return report;
}

std::vector<XliffUnit> xliff_units(const language::Unit& unit, const PairLanguages& languages) {
  std::vector<XliffUnit> out;
  for (const auto& [source, target] : pairs_of(unit, languages)) {
    XliffUnit made;
    made.id = std::to_string(unit.id);
    if (!out.empty()) made.id += "-" + std::to_string(out.size() + 1);
    made.properties = unit.properties;
    made.name = take_property(made.properties, kNameProperty);
    if (is_other_region(target->language, languages.to)) {
      made.properties.push_back({kOwnLanguage, target->language, {}});
    }
    made.notes = whole_notes(unit.notes, unit.attributes);
    for (const auto& [variant, side] :
         {std::pair(source, kSourceSide), std::pair(target, kTargetSide)}) {
      for (language::Note& note : whole_notes(variant->notes, variant->attributes)) {
        note.attributes.emplace_back(kAnnotates, side);
        made.notes.push_back(std::move(note));
      }
    }
    XliffSegment segment;
    segment.state = take_property(made.properties, kStateProperty);
    segment.id = take_property(made.properties, kSegmentProperty);
    segment.source = source->text;
    segment.target = target->text;
    segment.has_target = true;
    made.segments.push_back(std::move(segment));
    out.push_back(std::move(made));
  }
  return out;
}

}  // namespace punte::exchange
