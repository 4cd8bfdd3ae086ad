#include <expat.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/tmx.h"
#include "exchange/xml_text.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::Error;
using language::ErrorCode;
using language::fail;
using language::InlineCode;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxWarnings = 100;

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Bytes of any encoding that ICU knows and expat does not, as UTF-8.
class Transcoder {
 public:
  static std::unique_ptr<Transcoder> open(const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* from = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) return nullptr;
    UConverter* to = ucnv_open("UTF-8", &status);
    if (U_FAILURE(status)) {
      ucnv_close(from);
      return nullptr;
    }
    return std::unique_ptr<Transcoder>(new Transcoder(from, to));
  }
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;
  ~Transcoder() {
    ucnv_close(from_);
    ucnv_close(to_);
  }

  /// Ill-formed bytes become U+FFFD.
  std::string convert(std::string_view bytes, bool last) {
    std::string out;
    const char* source = bytes.data();
    const char* source_limit = source + bytes.size();
    while (true) {
      std::array<char, 4096> buffer;
      char* target = buffer.data();
      UErrorCode status = U_ZERO_ERROR;
      ucnv_convertEx(to_, from_, &target, buffer.data() + buffer.size(), &source, source_limit,
                     pivot_.data(), &pivot_source_, &pivot_target_, pivot_.data() + pivot_.size(),
                     0, last ? 1 : 0, &status);
      out.append(buffer.data(), target);
      if (status != U_BUFFER_OVERFLOW_ERROR) return out;
    }
  }

 private:
  Transcoder(UConverter* from, UConverter* to) : from_(from), to_(to) {}
  UConverter* from_;
  UConverter* to_;
  std::array<UChar, 1024> pivot_;
  UChar* pivot_source_ = pivot_.data();
  UChar* pivot_target_ = pivot_.data();
};

/// The encoding that an XML declaration in single bytes names, or nothing.
std::string declared_encoding(std::string_view head) {
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  std::size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  at = head.find_first_of("'\"", at);
  if (at == std::string_view::npos) return {};
  const std::size_t limit = head.find(head[at], at + 1);
  if (limit == std::string_view::npos) return {};
  std::string name(head.substr(at + 1, limit - at - 1));
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return name;
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
  void finish_code();
  void finish_unit();
  void finish_variant();
  std::vector<tm::Property>& properties();
  std::vector<tm::Note>& notes();

  void stop(Error error) {
    if (!error_) error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  [[nodiscard]] std::string where() const {
    return source_.name() + ":" + std::to_string(XML_GetCurrentLineNumber(parser_)) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
  }
  void warn(std::string message, std::vector<std::string> arguments = {}) {
    ++report_.warning_count;
    if (report_.warnings.size() >= kMaxWarnings) return;
    report_.warnings.push_back({static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_)),
                                static_cast<std::int64_t>(XML_GetCurrentColumnNumber(parser_)) + 1,
                                std::move(message), std::move(arguments)});
  }
  [[nodiscard]] Error syntax_error() const;

  ByteSource& source_;
  const UnitSink& sink_;
  const TmxReadOptions& options_;
  XML_Parser parser_ = nullptr;
  std::optional<Error> error_;
  ReadReport report_;

  std::vector<Frame> stack_;
  tm::Unit unit_;
  tm::Variant variant_;
  bool has_segment_ = false;
  tm::Property property_;
  tm::Note note_;
  std::string text_;  // of the property or note that is open
  InlineCode code_;
  std::size_t code_depth_ = 0;  // elements open inside the code
  std::string code_markup_;     // its inner XML, wanted only if it holds elements
  bool code_has_elements_ = false;
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
          PUNTE_MSG("not well-formed XML ({1}); repair it, or keep what is whole with --recover"),
          {XML_ErrorString(code)},
          where()};
}

std::vector<tm::Property>& Reader::properties() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) return variant_.properties;
    if (frame->place == Place::kUnit) return unit_.properties;
  }
  return report_.header.properties;
}

std::vector<tm::Note>& Reader::notes() {
  for (auto frame = stack_.rbegin(); frame != stack_.rend(); ++frame) {
    if (frame->place == Place::kVariant) return variant_.notes;
    if (frame->place == Place::kUnit) return unit_.notes;
  }
  return report_.header.notes;
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
    if (name != "tmx") {
      stop({ErrorCode::kUnsupported,
            PUNTE_MSG("this is not TMX: its root element is <{1}>"),
            {std::string(name)},
            where()});
      return;
    }
    stack_.push_back({Place::kOutside, std::string(full_name)});
    return;
  }
  const Place parent = stack_.back().place;
  if (parent == Place::kSegment || parent == Place::kCode) {
    start_in_segment(full_name, attributes);
    return;
  }
  Place place = Place::kUnknown;
  if (name == "header" && parent == Place::kOutside) {
    place = Place::kHeader;
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      report_.header.attributes.emplace_back(a[0], a[1]);
    }
  } else if (name == "body" && parent == Place::kOutside) {
    place = Place::kBody;
  } else if (name == "tu" && parent == Place::kBody) {
    place = Place::kUnit;
    unit_ = {};
    for (const auto& [key, value] : report_.header.attributes) {
      if (key == "srclang" && value != "*all*") {
        if (const auto tag = language::LanguageTag::parse(value))
          unit_.source_language = tag->str();
      }
    }
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      if (std::string_view(a[0]) == "srclang") {
        const auto tag = language::LanguageTag::parse(a[1]);
        unit_.source_language = tag ? tag->str() : a[1];
      } else {
        unit_.attributes.emplace_back(a[0], a[1]);
      }
    }
  } else if (name == "tuv" && parent == Place::kUnit) {
    place = Place::kVariant;
    variant_ = {};
    has_segment_ = false;
    std::string written;
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      const std::string_view key(a[0]);
      if (key == "xml:lang" || (key == "lang" && written.empty())) {
        written = a[1];
      } else if (key != "lang") {
        variant_.attributes.emplace_back(a[0], a[1]);
      }
    }
    if (!language::trim(written).empty()) {
      const auto tag = language::LanguageTag::parse(language::trim(written));
      variant_.language = tag ? tag->str() : "und";
      if (!tag) warn(PUNTE_MSG("“{1}” is no language tag; kept as undetermined"), {written});
      if (written != variant_.language) variant_.language_as_written = written;
    }
  } else if (name == "seg" && parent == Place::kVariant) {
    place = Place::kSegment;
    if (has_segment_) warn(PUNTE_MSG("a second <seg> in one <tuv>; joined to the first"));
    has_segment_ = true;
  } else if ((name == "prop" || name == "note") &&
             (parent == Place::kHeader || parent == Place::kUnit || parent == Place::kVariant)) {
    place = Place::kText;
    text_.clear();
    property_ = {};
    note_ = {};
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      if (name == "note") {
        note_.attributes.emplace_back(a[0], a[1]);
      } else if (std::string_view(a[0]) == "type") {
        property_.type = a[1];
      } else {
        property_.attributes.emplace_back(a[0], a[1]);
      }
    }
  } else if (parent != Place::kUnknown) {
    warn(PUNTE_MSG("<{1}> is not expected here; left out"), {std::string(name)});
  }
  stack_.push_back({place, std::string(full_name)});
}

void Reader::start_in_segment(std::string_view full_name, const XML_Char** attributes) {
  const std::string_view name = local_name(full_name);
  if (stack_.back().place == Place::kCode) {
    // <sub> and what it holds: text of the code, not of the segment. Kept as markup.
    code_has_elements_ = true;
    code_markup_ += '<' + std::string(full_name);
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
      code_markup_ += ' ' + std::string(a[0]) + "=\"" + escape_attribute(a[1]) + '"';
    }
    code_markup_ += '>';
    ++code_depth_;
    stack_.push_back({Place::kCode, std::string(full_name)});
    return;
  }
  code_ = {};
  code_.offset = variant_.text.text.size();
  for (const XML_Char** a = attributes; *a != nullptr; a += 2) {
    const std::string_view key(a[0]);
    if (key == "i") {
      code_.id = a[1];
    } else if (key == "x") {
      code_.link = a[1];
    } else if (key == "type") {
      code_.type = a[1];
    } else {
      code_.attributes.emplace_back(a[0], a[1]);
    }
  }
  if (name == "bpt" || name == "ept" || name == "ph" || name == "it" || name == "ut") {
    code_.kind = name == "bpt"   ? CodeKind::kOpen
                 : name == "ept" ? CodeKind::kClose
                                 : CodeKind::kSingle;
    if (name == "it" || name == "ut") code_.element = name;
    code_depth_ = 0;
    code_markup_.clear();
    code_has_elements_ = false;
    stack_.push_back({Place::kCode, std::string(full_name)});
    return;
  }
  // <hi> and elements we do not know: their text belongs to the segment.
  if (name != "hi") warn(PUNTE_MSG("<{1}> inside <seg> is not TMX; kept"), {std::string(name)});
  code_.kind = CodeKind::kOpen;
  code_.element = full_name;
  variant_.text.codes.push_back(code_);
  stack_.push_back({Place::kSegment, std::string(full_name)});
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
  } else if (variant_.text.text.empty() && variant_.text.codes.empty()) {
    lack = PUNTE_MSG("a <tuv> with an empty <seg>; left out");
  }
  if (lack != nullptr) {
    ++report_.skipped_variants;
    warn(lack);
    return;
  }
  restore_attributes(variant_.properties, variant_.attributes);
  unit_.variants.push_back(std::move(variant_));
}

void Reader::finish_unit() {
  if (unit_.variants.empty()) {
    ++report_.skipped_units;
    warn(PUNTE_MSG("a <tu> without text; left out"));
    return;
  }
  restore_attributes(unit_.properties, unit_.attributes);
  ++report_.units;
  if (const auto taken = sink_(std::move(unit_)); !taken) stop(taken.error());
  unit_ = {};
}

void Reader::end() {
  if (error_ || stack_.empty()) return;
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
        close.element = frame.name;
        variant_.text.codes.push_back(std::move(close));
      }
      break;
    case Place::kText:
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
    case Place::kOutside:
    case Place::kHeader:
    case Place::kBody:
    case Place::kUnknown:
      break;
  }
}

void Reader::text(std::string_view text) {
  if (error_ || stack_.empty()) return;
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
  into->append(text);
}

Result<ReadReport> Reader::run() {
  std::string head(kChunkBytes, '\0');
  std::size_t filled = 0;
  while (filled < 1024) {
    const auto count = source_.read(std::span(head).subspan(filled));
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  if (head.empty()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("no TMX: the file is empty or cut short"), {},
                source_.name());
  }
  std::unique_ptr<Transcoder> transcoder;
  const std::string encoding = declared_encoding(head);
  constexpr std::array<std::string_view, 6> kExpatKnows = {"",         "UTF-8",      "UTF-16",
                                                           "US-ASCII", "ISO-8859-1", "UTF8"};
  if (std::find(kExpatKnows.begin(), kExpatKnows.end(), encoding) == kExpatKnows.end()) {
    transcoder = Transcoder::open(encoding);
    if (transcoder == nullptr) {
      return fail(ErrorCode::kUnsupported, PUNTE_MSG("the encoding “{1}” is not known"), {encoding},
                  source_.name());
    }
  }
  // Bytes in single units that say "UTF-16" were recoded by a tool that forgot the declaration.
  const bool as_utf8 = transcoder != nullptr || encoding == "UTF8" || encoding == "UTF-16";
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(as_utf8 ? "UTF-8" : nullptr), &XML_ParserFree);
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  parser_ = parser.get();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
  XML_SetCharacterDataHandler(parser_, &Reader::on_text);
  XML_SetSkippedEntityHandler(parser_, &Reader::on_skipped);

  std::string chunk = std::move(head);
  std::uint64_t fed = 0;
  std::size_t want = kChunkBytes;
  while (true) {
    const bool last = chunk.empty();
    const std::string bytes = transcoder ? transcoder->convert(chunk, last) : chunk;
    fed += bytes.size();
    if (XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0) ==
        XML_STATUS_ERROR) {
      if (error_ && error_->where.empty()) return tl::unexpected(*error_);
      Error error = error_ ? *error_ : syntax_error();
      if (error_ || !options_.recover || stack_.empty()) return tl::unexpected(std::move(error));
      ++report_.skipped_units;
      warn(PUNTE_MSG("the file is damaged from here on ({1}); the units before were kept"),
           {XML_ErrorString(XML_GetErrorCode(parser_))});
      return std::move(report_);
    }
    if (last) return std::move(report_);
    // A tag or comment that does not end is held by expat and scanned anew with every piece: feed
    // larger pieces then, and give up in the end.
    const auto parsed = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
    const std::uint64_t waiting = fed > parsed ? fed - parsed : 0;
    if (waiting > options_.max_segment_bytes + kChunkBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a tag of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)}, where());
    }
    want = std::max(kChunkBytes, static_cast<std::size_t>(waiting));
    chunk.resize(want);
    const auto count = source_.read(chunk);
    if (!count) return tl::unexpected(count.error());
    chunk.resize(*count);
  }
}

}  // namespace

Result<ReadReport> read_tmx(ByteSource& source, const UnitSink& sink,
                            const TmxReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
