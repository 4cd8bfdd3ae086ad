#include <expat.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "exchange/code_pairs.h"
#include "exchange/language_names.h"
#include "exchange/tmx.h"
#include "exchange/tmx_names.h"
#include "exchange/xml_input.h"
#include "exchange/xml_parser.h"
#include "exchange/xml_text.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;
using language::CodeKind;
using language::InlineCode;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxWarnings = 100;
constexpr std::size_t kMaxUnknownBytes = std::size_t{1} << 20;

/// Where the reading goes on behind damage.
struct Restart {
  std::int64_t line = 1;
  std::int64_t column = 1;
};

constexpr std::string_view kPrologue = "<tmx><header/><body>";
// A file with more damage than this is not worth its time.
constexpr std::int64_t kMaxDamages = 100'000;

/// Looks no further than the first letter.
bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (!language::is_space(language::next_code_point(text, i))) return false;
  }
  return true;
}

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const TmxReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}

  Result<ReadReport> run();

 private:
  enum class Place { kOutside, kHeader, kBody, kUnit, kVariant, kSegment, kCode, kText, kUnknown };
  struct Frame {
    Place place;
    std::string name;
    std::string code_id = {};  // of an element in a segment that is not TMX
  };

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* /*name*/) { static_cast<Reader*>(self)->end(); }
  static void on_text(void* self, const XML_Char* text, int length) {
    static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(length)});
  }
  static void on_skipped(void* self, const XML_Char* entity, int is_parameter) {
    auto* reader = static_cast<Reader*>(self);
    if (is_parameter == 0) {
      reader->warn(PUNTE_MSG("the entity &{1}; is not declared; left out"), {entity});
    }
  }

  void start(std::string_view full_name, const XML_Char** attributes);
  void end();
  void text(std::string_view text);
  void start_in_segment(std::string_view name, const XML_Char** attributes);
  void start_root(std::string_view name, const XML_Char** attributes);
  Place start_header(const XML_Char** attributes);
  Place start_unit(const XML_Char** attributes);
  Place start_variant(const XML_Char** attributes);
  Place start_text(std::string_view name, const XML_Char** attributes);
  Place start_unknown(std::string_view full_name, const XML_Char** attributes);
  void open_markup(std::string_view full_name, const XML_Char** attributes);
  void finish_code();
  void finish_unit();
  void finish_variant();
  void finish_codes();
  void finish_unknown();
  void bound_unknown();
  void finish_document();
  void check_tuid(std::string_view tuid);
  void set_language(const std::string& written);
  std::vector<language::Attribute>* attributes_here();
  std::vector<language::Property>& properties();
  std::vector<language::Note>& notes();
  const ReadLanguage& language_of(const std::string& written);

  void stop(Error error) {
    if (!error_) error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  [[nodiscard]] std::string where() const {
    return source_.name() + ":" + std::to_string(line()) + ":" + std::to_string(column());
  }
  void warn(std::string message, std::vector<std::string> arguments = {}) {
    ++report_.warning_count;
    if (report_.warnings.size() >= kMaxWarnings) return;
    report_.warnings.push_back({line(), column(), std::move(message), std::move(arguments)});
  }
  /// For what occurs again and again in a file.
  void warn_once(const char* message, std::vector<std::string> arguments = {}) {
    std::string key = message;
    for (const std::string& argument : arguments) key += "\n" + argument;
    if (said_.size() < kMaxWarnings && said_.insert(std::move(key)).second) {
      warn(message, std::move(arguments));
    }
  }
  /// Of the file, also behind damage, where the parser counts anew.
  [[nodiscard]] std::int64_t line() const {
    return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_)) + restart_.line - 1;
  }
  [[nodiscard]] std::int64_t column() const {
    const auto column = static_cast<std::int64_t>(XML_GetCurrentColumnNumber(parser_)) + 1;
    const bool first_line = XML_GetCurrentLineNumber(parser_) == 1;
    return first_line ? column + restart_.column - 1 : column;
  }
  void set_handlers();
  [[nodiscard]] Result<bool> feed(std::string_view bytes, bool last);
  [[nodiscard]] Result<void> resume();
  void begin_damage();
  [[nodiscard]] Error syntax_error() const;

  ByteSource& source_;
  const UnitSink& sink_;
  const TmxReadOptions& options_;
  XML_Parser parser_ = nullptr;
  std::optional<Error> error_;
  ReadReport report_;

  std::vector<Frame> stack_;
  std::unordered_map<std::string, ReadLanguage> languages_;  // as they are written
  std::string source_language_;                              // the header's
  language::Unit unit_;
  language::Variant variant_;
  bool has_segment_ = false;
  language::Property property_;
  language::Note note_;
  std::string text_;  // of the property or note that is open
  InlineCode code_;
  std::size_t code_depth_ = 0;  // elements open inside the code
  std::string code_markup_;     // its inner XML, wanted only if it holds elements
  bool code_has_elements_ = false;

  std::set<std::string> said_;
  std::string header_language_;
  std::string version_;
  bool header_seen_ = false;
  bool body_seen_ = false;
  bool header_language_seen_ = false;  // some variant is of the header's srclang
  std::vector<std::size_t> tuids_;     // hashes, in open addressing; as many as kMaxTuids
  std::size_t tuid_count_ = 0;
  std::size_t unknown_depth_ = 0;  // elements open inside one that is not known
  bool unknown_too_large_ = false;
  std::size_t header_bytes_ = 0;  // of what is kept for the whole file

  Restart restart_;
  bool root_seen_ = false;
  bool nested_unit_ = false;  // a <tu> inside a <tu>: the outer one was never closed
  // Kept in recovery only: what the parser has not yet consumed, to look there for the next unit.
  std::string pending_;
  std::uint64_t pending_start_ = 0;  // byte of the parser's input at which it begins
  bool searching_ = false;           // for the next <tu
  std::int64_t damages_ = 0;
};

Error Reader::syntax_error() const {
  const XML_Error code = XML_GetErrorCode(parser_);
  if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
    return {ErrorCode::kLimit, PUNTE_MSG("entities that grow without end; refused"), {}, where()};
  }
  if (code == XML_ERROR_NO_ELEMENTS && stack_.empty()) {
    return {ErrorCode::kSyntax, PUNTE_MSG("no TMX: the file is empty or cut short"), {}, where()};
  }
  return {ErrorCode::kSyntax,
          PUNTE_MSG("not well-formed XML ({1})"),
          {XML_ErrorString(code)},
          where(),
          true};
}

std::vector<language::Property>& Reader::properties() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) return variant_.properties;
    if (frame->place == Place::kUnit) return unit_.properties;
  }
  return report_.header.properties;
}

std::vector<language::Note>& Reader::notes() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) return variant_.notes;
    if (frame->place == Place::kUnit) return unit_.notes;
  }
  return report_.header.notes;
}

/// What the few names of a file mean; to read one takes longer than the rest of a variant.
const ReadLanguage& Reader::language_of(const std::string& written) {
  constexpr std::size_t kMost = 1000;
  if (languages_.size() >= kMost) languages_.clear();
  const auto [place, is_new] = languages_.try_emplace(written);
  if (is_new) place->second = read_language(written);
  return place->second;
}

void Reader::start(std::string_view full_name, const XML_Char** attributes) {
  if (error_) return;
  const std::string_view name = local_name(full_name);
  if (stack_.size() >= options_.max_depth) {
    stop({ErrorCode::kLimit,
          PUNTE_MSG("elements nested deeper than {1}"),
          {std::to_string(options_.max_depth)},
          where()});
    return;
  }
  if (stack_.empty()) {
    start_root(full_name, attributes);
    return;
  }
  const Place parent = stack_.back().place;
  if (parent == Place::kSegment || parent == Place::kCode) {
    start_in_segment(full_name, attributes);
    return;
  }
  if (options_.recover && name == "tu" && (parent == Place::kUnit || parent == Place::kVariant)) {
    nested_unit_ = true;
    XML_StopParser(parser_, XML_FALSE);
    return;
  }
  const bool holds_texts =
      parent == Place::kHeader || parent == Place::kUnit || parent == Place::kVariant;
  Place place = Place::kUnknown;
  if (name == "header" && parent == Place::kOutside) {
    place = start_header(attributes);
  } else if (name == "body" && parent == Place::kOutside) {
    place = Place::kBody;
    body_seen_ = true;
    if (!header_seen_) warn(PUNTE_MSG("the file has no <header>; read without"));
  } else if (name == "tu" && parent == Place::kBody) {
    place = start_unit(attributes);
  } else if (name == "tuv" && parent == Place::kUnit) {
    place = start_variant(attributes);
  } else if (name == "seg" && parent == Place::kVariant) {
    place = Place::kSegment;
    if (has_segment_) warn(PUNTE_MSG("a second <seg> in one <tuv>; joined to the first"));
    has_segment_ = true;
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      variant_.attributes.emplace_back("seg/@" + std::string(a[0]), a[1]);
    }
  } else if ((name == "prop" || name == "note") && holds_texts) {
    place = start_text(name, attributes);
  } else {
    place = start_unknown(full_name, attributes);
  }
  stack_.push_back({place, std::string(full_name)});
}

void Reader::start_root(std::string_view full_name, const XML_Char** attributes) {
  const std::string_view name = local_name(full_name);
  if (name != "tmx") {
    stop({ErrorCode::kUnsupported,
          PUNTE_MSG("this is not TMX: its root element is <{1}>"),
          {std::string(name)},
          where()});
    return;
  }
  root_seen_ = true;
  version_ = attribute(attributes, "version");
  constexpr std::array<std::string_view, 6> kVersions = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.4b"};
  if (version_.empty()) {
    warn(PUNTE_MSG("the file does not say its version of TMX; read as 1.4"));
  } else if (std::find(kVersions.begin(), kVersions.end(), version_) == kVersions.end()) {
    warn(PUNTE_MSG("TMX “{1}” is not known; read as 1.4"), {version_});
  }
  stack_.push_back({Place::kOutside, std::string(full_name)});
}

Reader::Place Reader::start_header(const XML_Char** attributes) {
  header_seen_ = true;
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key != "srclang") {
      report_.header.attributes.emplace_back(a[0], a[1]);
      if (!is_one_of(kHeaderAttributes, key)) {
        warn_once(PUNTE_MSG("the attribute “{1}” is not TMX; kept"), {std::string(key)});
      }
    } else if (const auto tag = language::LanguageTag::parse(a[1])) {
      header_language_ = tag->str();
    }
  }
  std::string missing;
  for (const std::string_view needed : kNeededHeaderAttributes) {
    if (!attribute(attributes, needed).empty()) continue;
    missing.append(missing.empty() ? "" : ", ").append(needed);
  }
  if (!missing.empty()) warn(PUNTE_MSG("the header has no {1}; read without"), {missing});
  return Place::kHeader;
}

/// Notes the first time that a tuid comes again. Looks no further once a fixed number is known, so
/// that memory does not grow with the file.
void Reader::check_tuid(std::string_view tuid) {
  constexpr std::size_t kMaxTuids = std::size_t{1} << 17;
  if (tuid_count_ >= kMaxTuids / 2) return;
  tuids_.resize(kMaxTuids);
  const std::size_t hash = std::max<std::size_t>(std::hash<std::string_view>()(tuid), 1);
  std::size_t slot = hash % kMaxTuids;
  while (tuids_[slot] != 0 && tuids_[slot] != hash) slot = (slot + 1) % kMaxTuids;
  if (tuids_[slot] == hash) {
    warn_once(PUNTE_MSG("units of one tuid occur; all are kept"));
    return;
  }
  tuids_[slot] = hash;
  ++tuid_count_;
}

Reader::Place Reader::start_unit(const XML_Char** attributes) {
  unit_ = {};
  unit_.source_language = header_language_;
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "srclang") {
      const auto tag = language::LanguageTag::parse(a[1]);
      const bool any = std::string_view(a[1]) == "*all*";
      unit_.source_language = any ? "" : tag ? tag->str() : a[1];
      continue;
    }
    unit_.attributes.emplace_back(a[0], a[1]);
    if (key == "tuid") check_tuid(a[1]);
    if (!is_one_of(kUnitAttributes, key)) {
      warn_once(PUNTE_MSG("the attribute “{1}” is not TMX; kept"), {std::string(key)});
    }
  }
  return Place::kUnit;
}

void Reader::set_language(const std::string& written) {
  const ReadLanguage& read = language_of(written);
  variant_.language = read.tag;
  if (read.is_name) {
    warn(PUNTE_MSG("“{1}” is a language's name, not its tag; read as {2}"),
         {written, variant_.language});
  } else if (variant_.language == "und" && written != "und") {
    warn(PUNTE_MSG("“{1}” is no language tag; kept as undetermined"), {written});
  } else if (written.find('_') != std::string::npos) {
    warn_once(PUNTE_MSG("“{1}” is written with “_”; read as {2}"), {written, variant_.language});
  }
  if (written != variant_.language) variant_.language_as_written = written;
  header_language_seen_ = header_language_seen_ || variant_.language == header_language_;
}

Reader::Place Reader::start_variant(const XML_Char** attributes) {
  variant_ = {};
  has_segment_ = false;
  const std::string_view xml_language = attribute(attributes, "xml:lang");
  std::string written(xml_language);
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "xml:lang") continue;
    if (key == "lang" && xml_language.empty()) {
      written = a[1];
      if (version_.starts_with("1.4")) {
        warn_once(PUNTE_MSG("languages are called “lang” instead of “xml:lang”; read"));
      }
      continue;
    }
    variant_.attributes.emplace_back(a[0], a[1]);
    if (!is_one_of(kVariantAttributes, key)) {
      warn_once(PUNTE_MSG("the attribute “{1}” is not TMX; kept"), {std::string(key)});
    }
  }
  if (!language::trim(written).empty()) set_language(written);
  return Place::kVariant;
}

/// Where to keep what an element in the unit or variant that is open had and TMX does not allow.
std::vector<language::Attribute>* Reader::attributes_here() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) return &variant_.attributes;
    if (frame->place == Place::kUnit) return &unit_.attributes;
  }
  return &report_.header.attributes;
}

Reader::Place Reader::start_text(std::string_view name, const XML_Char** attributes) {
  text_.clear();
  property_ = {};
  note_ = {};
  const bool is_note = name == "note";
  std::vector<language::Attribute>& into = is_note ? note_.attributes : property_.attributes;
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "type" && !is_note) {
      property_.type = a[1];
    } else if (is_one_of(kTextAttributes, key)) {
      into.emplace_back(a[0], a[1]);
    } else if (key == "lang" && attribute(attributes, "xml:lang").empty()) {
      into.emplace_back("xml:lang", a[1]);  // as TMX 1.1 calls it
    } else {
      const std::size_t place = is_note ? notes().size() : properties().size();
      attributes_here()->emplace_back(
          (is_note ? "note" : "prop") + std::to_string(place) + "/@" + std::string(key), a[1]);
    }
  }
  return Place::kText;
}

/// Elements that TMX does not know are kept as markup; <ude> of the header as itself.
Reader::Place Reader::start_unknown(std::string_view full_name, const XML_Char** attributes) {
  const std::string_view name = local_name(full_name);
  if (stack_.back().place == Place::kUnknown) {
    ++unknown_depth_;
  } else {
    unknown_depth_ = 0;
    unknown_too_large_ = false;
    code_markup_.clear();
    if (name != "ude" || stack_.back().place != Place::kHeader) {
      warn(PUNTE_MSG("<{1}> is not expected here; kept as a property"), {std::string(name)});
    }
  }
  open_markup(full_name, attributes);
  bound_unknown();
  return Place::kUnknown;
}

void Reader::bound_unknown() {
  if (code_markup_.size() <= kMaxUnknownBytes) return;
  unknown_too_large_ = true;
  code_markup_.clear();
}

void Reader::open_markup(std::string_view full_name, const XML_Char** attributes) {
  code_markup_.append("<").append(full_name);
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    code_markup_ += ' ' + std::string(a[0]) + "=\"" + escape_attribute(a[1]) + '"';
  }
  code_markup_ += '>';
}

void Reader::start_in_segment(std::string_view full_name, const XML_Char** attributes) {
  const std::string_view name = local_name(full_name);
  if (stack_.back().place == Place::kCode) {
    // <sub> and what it holds: text of the code, not of the segment. Kept as markup.
    code_has_elements_ = true;
    open_markup(full_name, attributes);
    ++code_depth_;
    stack_.push_back({Place::kCode, std::string(full_name)});
    return;
  }
  code_ = {};
  code_.offset = variant_.text.text.size();
  const auto* const known = inline_element(name);
  if (known == nullptr) {
    // Its text belongs to the segment; its tags are native codes.
    warn(PUNTE_MSG("<{1}> inside <seg> is not TMX; kept"), {std::string(name)});
    code_markup_.clear();
    open_markup(full_name, attributes);
    code_.kind = CodeKind::kOpen;
    code_.content = std::move(code_markup_);
    code_markup_.clear();
    // A name that no i of the file has; finish_codes() gives it a number.
    code_.id = " " + std::to_string(variant_.text.codes.size());
    stack_.push_back({Place::kSegment, std::string(full_name), code_.id});
    variant_.text.codes.push_back(std::move(code_));
    return;
  }
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (!known->allows(key)) {
      variant_.attributes.emplace_back(
          "code" + std::to_string(variant_.text.codes.size()) + "/@" + std::string(key), a[1]);
    } else if (key == "i") {
      code_.id = a[1];
    } else if (key == "x") {
      code_.link = a[1];
    } else if (key == "type") {
      code_.type = a[1];
    } else {
      code_.attributes.emplace_back(a[0], a[1]);
    }
  }
  if (name == "hi") {
    code_.kind = CodeKind::kOpen;
    code_.element = "hi";
    variant_.text.codes.push_back(code_);
    stack_.push_back({Place::kSegment, std::string(full_name), {}});
    return;
  }
  code_.kind = name == "bpt"   ? CodeKind::kOpen
               : name == "ept" ? CodeKind::kClose
                               : CodeKind::kSingle;
  if (name == "it" || name == "ut") code_.element = name;
  if (name == "ut") warn_once(PUNTE_MSG("<ut> is out of use since TMX 1.4; kept"));
  code_depth_ = 0;
  code_markup_.clear();
  code_has_elements_ = false;
  stack_.push_back({Place::kCode, std::string(full_name), {}});
}

void Reader::finish_code() {
  if (code_has_elements_) code_.attributes.emplace_back(kInnerMarkup, code_markup_);
  variant_.text.codes.push_back(std::move(code_));
  code_ = {};
}

void Reader::finish_variant() {
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
    warn(lack);
    return;
  }
  if (!variant_.text.codes.empty()) finish_codes();
  restore_attributes(variant_.properties, variant_.attributes);
  put_allowed_first(variant_.attributes, kVariantAttributes);
  unit_.variants.push_back(std::move(variant_));
}

/// Gives pairs the ids that they lack, and makes halves without the other codes that stand alone.
void Reader::finish_codes() {
  std::vector<InlineCode>& codes = variant_.text.codes;
  const std::vector<std::size_t> partners = pair_codes(codes);
  std::set<std::string, std::less<>> used;
  for (const InlineCode& code : codes) used.insert(code.id);
  std::size_t last = 0;
  bool alone = false;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    InlineCode& code = codes[i];
    if (code.kind == CodeKind::kSingle || code.element == "hi") continue;
    if (partners[i] == kNoPartner) {
      alone = true;
      if (!code.id.empty() && code.id.front() != ' ') {
        variant_.attributes.emplace_back("code" + std::to_string(i) + "/@i", code.id);
      }
      code.attributes.insert(code.attributes.begin(),
                             {"pos", code.kind == CodeKind::kOpen ? "begin" : "end"});
      code.kind = CodeKind::kSingle;
      code.element = "it";
      code.id.clear();
    } else if (partners[i] > i && (code.id.empty() || code.id.front() == ' ')) {
      std::string id;
      do {
        id = std::to_string(++last);
      } while (!used.insert(id).second);
      codes[partners[i]].id = id;
      code.id = std::move(id);
    }
  }
  if (alone) warn(PUNTE_MSG("a code without its other half; kept as one that stands alone"));
}

void Reader::finish_unknown() {
  if (unknown_depth_ > 0) {
    --unknown_depth_;
    return;
  }
  const bool in_header = std::none_of(
      stack_.begin(), stack_.end(), [](const Frame& frame) { return frame.place == Place::kUnit; });
  if (in_header) header_bytes_ += code_markup_.size();
  if (unknown_too_large_ || (in_header && header_bytes_ > kMaxUnknownBytes)) {
    warn(PUNTE_MSG("more than 1 MB of elements that are not expected; left out"));
    code_markup_.clear();
    return;
  }
  if (stack_.back().place == Place::kHeader && is_valid_ude(code_markup_)) {
    report_.header.encodings.push_back(std::move(code_markup_));
  } else {
    properties().push_back({kElementProperty, std::move(code_markup_), {}});
  }
  code_markup_.clear();
}

void Reader::finish_document() {
  if (!body_seen_) warn(PUNTE_MSG("the file has no <body>, so no units"));
  if (!header_language_.empty() && report_.units > 0 && !header_language_seen_) {
    warn(PUNTE_MSG("no text is in {1}, which the header calls the source language"),
         {header_language_});
  }
  make_canonical(report_.header);
}

void Reader::finish_unit() {
  if (unit_.variants.empty()) {
    ++report_.skipped_units;
    warn(PUNTE_MSG("a <tu> without text; left out"));
    return;
  }
  if (unit_.variants.size() == 1) {
    warn_once(PUNTE_MSG("units in one language only occur; kept"));
  }
  restore_attributes(unit_.properties, unit_.attributes);
  put_allowed_first(unit_.attributes, kUnitAttributes);
  ++report_.units;
  if (const auto taken = sink_(std::move(unit_)); !taken) stop(taken.error());
  unit_ = {};
}

void Reader::end() {
  if (error_ || nested_unit_ || stack_.empty()) return;
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  switch (frame.place) {
    case Place::kCode:
      if (code_depth_ > 0) {
        --code_depth_;
        code_markup_ += "</" + frame.name + ">";
      } else {
        finish_code();
      }
      break;
    case Place::kSegment:
      if (stack_.back().place == Place::kSegment) {
        InlineCode close;
        close.offset = variant_.text.text.size();
        close.kind = CodeKind::kClose;
        if (frame.code_id.empty()) {
          close.element = "hi";
        } else {
          close.id = frame.code_id;
          close.content = "</" + frame.name + ">";
        }
        variant_.text.codes.push_back(std::move(close));
      }
      break;
    case Place::kText:
      if (stack_.back().place == Place::kHeader) {
        header_bytes_ += text_.size();
        if (header_bytes_ > options_.max_segment_bytes) {
          stop({ErrorCode::kLimit,
                PUNTE_MSG("a text of more than {1} MB"),
                {std::to_string(options_.max_segment_bytes >> 20)},
                where()});
          return;
        }
      }
      if (local_name(frame.name) == "prop") {
        property_.value = std::move(text_);
        properties().push_back(std::move(property_));
      } else {
        note_.text = std::move(text_);
        notes().push_back(std::move(note_));
      }
      text_.clear();
      break;
    case Place::kVariant:
      finish_variant();
      break;
    case Place::kUnit:
      finish_unit();
      break;
    case Place::kUnknown:
      code_markup_ += "</" + frame.name + ">";
      finish_unknown();
      break;
    case Place::kOutside:
    case Place::kHeader:
    case Place::kBody:
      break;
  }
}

void Reader::text(std::string_view text) {
  if (error_ || nested_unit_ || stack_.empty()) return;
  std::string* into = nullptr;
  switch (stack_.back().place) {
    case Place::kSegment:
      into = &variant_.text.text;
      break;
    case Place::kCode:
      code_markup_ += escape_text(text);
      into = &code_.content;
      break;
    case Place::kText:
      into = &text_;
      break;
    case Place::kUnknown:
      into = &code_markup_;
      break;
    default:
      return;
  }
  if (into->size() + text.size() > options_.max_segment_bytes) {
    stop({ErrorCode::kLimit,
          PUNTE_MSG("a text of more than {1} MB"),
          {std::to_string(options_.max_segment_bytes >> 20)},
          where()});
    return;
  }
  if (stack_.back().place == Place::kUnknown) {
    into->append(escape_text(text));
    bound_unknown();
  } else {
    into->append(text);
  }
}

void Reader::set_handlers() {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
  XML_SetCharacterDataHandler(parser_, &Reader::on_text);
  XML_SetSkippedEntityHandler(parser_, &Reader::on_skipped);
}

/// Notes the damage at the parser's place and gives up the unit that is open there.
void Reader::begin_damage() {
  const bool in_unit = std::any_of(stack_.begin(), stack_.end(),
                                   [](const Frame& frame) { return frame.place == Place::kUnit; });
  const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
  const std::size_t skip = std::min<std::size_t>(at - pending_start_, pending_.size());
  restart_ = {line(), column()};
  pending_.erase(0, skip);
  const bool at_unit = pending_.starts_with("<tu") && !nested_unit_;
  if (in_unit || at_unit) {
    ++report_.skipped_units;
    ++report_.lost_units;
  }
  warn(nested_unit_ ? PUNTE_MSG("a unit that is not closed is lost here")
                    : PUNTE_MSG("the file is damaged here ({1}); read on at the next unit"),
       {XML_ErrorString(XML_GetErrorCode(parser_))});
  if (at_unit) {
    pending_.erase(0, 3);
    restart_.column += 3;
  }
  nested_unit_ = false;
  searching_ = true;
  stack_.clear();
  unit_ = {};
  variant_ = {};
}

/// Looks in what is pending for the next unit and starts a parser there if there is one.
Result<void> Reader::resume() {
  constexpr std::string_view kStart = "<tu";
  std::size_t at = pending_.find(kStart);
  while (at != std::string::npos && at + kStart.size() < pending_.size() &&
         std::string_view(" \t\r\n>/").find(pending_[at + kStart.size()]) ==
             std::string_view::npos) {
    at = pending_.find(kStart, at + 1);
  }
  const bool found = at != std::string::npos && at + kStart.size() < pending_.size();
  // The beginning of a tag may stand at the end of a piece.
  const std::size_t skip = found ? at : pending_.size() - std::min<std::size_t>(pending_.size(), 3);
  for (std::size_t i = 0; i < skip; ++i) {
    ++restart_.column;
    if (pending_[i] == '\n') restart_ = {restart_.line + 1, 1};
  }
  pending_.erase(0, skip);
  if (!found) return {};
  if (++damages_ > kMaxDamages) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("damaged in more than {1} places"),
                {std::to_string(kMaxDamages)}, source_.name());
  }
  searching_ = false;
  XML_ParserReset(parser_, "UTF-8");
  XML_Parse(parser_, kPrologue.data(), static_cast<int>(kPrologue.size()), 0);
  set_handlers();
  stack_ = {{Place::kOutside, "tmx"}, {Place::kBody, "body"}};
  restart_.column -= static_cast<std::int64_t>(kPrologue.size());
  pending_start_ = kPrologue.size();
  return {};
}

/// Gives bytes to the parser, in recovery as often as damage stops it. False: nothing more can
/// come.
Result<bool> Reader::feed(std::string_view bytes, bool last) {
  if (!options_.recover) {
    if (XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0) !=
        XML_STATUS_ERROR) {
      return true;
    }
    return tl::unexpected(error_ ? *error_ : syntax_error());
  }
  pending_ += bytes;
  std::size_t fed = pending_.size() - bytes.size();  // already in the parser
  while (true) {
    if (searching_) {
      if (const auto resumed = resume(); !resumed) return tl::unexpected(resumed.error());
      if (searching_) return !last;
      fed = 0;
    }
    const std::string_view rest = std::string_view(pending_).substr(fed);
    if (XML_Parse(parser_, rest.data(), static_cast<int>(rest.size()), last ? 1 : 0) !=
        XML_STATUS_ERROR) {
      const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
      if (at > pending_start_) {
        const std::size_t done = std::min<std::size_t>(at - pending_start_, pending_.size());
        pending_.erase(0, done);
        pending_start_ += done;
      }
      return true;
    }
    if (error_) return tl::unexpected(*error_);
    if (!root_seen_) return tl::unexpected(syntax_error());
    begin_damage();
  }
}

Result<ReadReport> Reader::run() {
  auto input = XmlInput::open(source_, options_.recover);
  if (!input) return tl::unexpected(input.error());
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  parser_ = parser.get();
  set_handlers();
  if (input->declaration_is_wrong()) {
    warn(PUNTE_MSG("the file says that it is UTF-16, but it is UTF-8; read as that"));
  }
  std::uint64_t given = 0;
  std::size_t want = kChunkBytes;
  bool begun = false;
  while (true) {
    auto bytes = input->next(want);
    if (!bytes) return tl::unexpected(bytes.error());
    const bool last = bytes->empty();
    if (last && input->ill_formed()) {
      return tl::unexpected(Error{ErrorCode::kSyntax,
                                  PUNTE_MSG("bytes that are not {1}"),
                                  {input->encoding()},
                                  where(),
                                  true});
    }
    if (options_.recover && !begun) {
      // Blank lines before the XML declaration are damage that costs nothing.
      bytes->remove_prefix(std::min(bytes->find_first_not_of(" \t\r\n"), bytes->size()));
      begun = !bytes->empty();
    }
    const auto more = feed(*bytes, last);
    if (!more) return tl::unexpected(more.error());
    if (last || !*more) {
      finish_document();
      return std::move(report_);
    }
    given += bytes->size();
    // A tag or comment that does not end is held by expat and scanned anew with every piece: feed
    // larger pieces then, and give up in the end.
    const auto parsed = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
    const std::uint64_t waiting = options_.recover ? (searching_ ? 0 : pending_.size())
                                  : given > parsed ? given - parsed
                                                   : 0;
    if (waiting > options_.max_segment_bytes + kChunkBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a tag of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)}, where());
    }
    want = std::max(kChunkBytes, static_cast<std::size_t>(waiting));
  }
}

}  // namespace

Result<ReadReport> read_tmx(ByteSource& source, const UnitSink& sink,
                            const TmxReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
