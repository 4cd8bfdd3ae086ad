#include "exchange/xliff.h"

#include <expat.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::Error;
using language::ErrorCode;
using language::fail;
using language::InlineCode;
using language::MarkedText;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxWarnings = 100;
constexpr std::size_t kMaxSegments = 100'000;  // of one unit

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == *attributes) return attributes[1];
  }
  return {};
}

/// Tables for the encodings of one byte a character that expat does not know itself.
int on_unknown_encoding(void* /*data*/, const XML_Char* name, XML_Encoding* info) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const icu::UnicodeString text(&c, 1, name);
    if (text.isBogus()) return XML_STATUS_ERROR;
    info->map[byte] = text.length() == 1 && text[0] != 0xFFFD ? text[0] : -1;
  }
  if (info->map['<'] != '<') return XML_STATUS_ERROR;
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

struct Segment {
  std::string id;
  MarkedText source;
  MarkedText target;
  std::string state;
};

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const ReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}

  Result<ReadReport> run();

 private:
  enum class Place { kOther, kUnit, kText, kCode, kNote, kData, kSkipped };
  struct Frame {
    Place place = Place::kOther;
    std::string name;
    bool translate = true;
    bool splits = false;       // <mrk mtype="seg">
    bool writes_code = false;  // a pair whose end is a code
    std::string code_id;
  };

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* /*name*/) { static_cast<Reader*>(self)->end(); }
  static void on_text(void* self, const XML_Char* text, int length) {
    static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(length)});
  }

  void start(std::string_view full_name, const XML_Char** attributes);
  void start_inline(Frame& frame, std::string_view name, const XML_Char** attributes);
  void end();
  void text(std::string_view text);
  void finish_unit(bool translate);
  void give(Segment&& segment);
  Segment& segment_of(std::string_view id);
  MarkedText& current();

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

  ByteSource& source_;
  const UnitSink& sink_;
  const ReadOptions& options_;
  XML_Parser parser_ = nullptr;
  std::optional<Error> error_;
  ReadReport report_;

  std::vector<Frame> stack_;
  std::string from_;
  std::string to_;
  std::string unit_id_;
  std::string unit_key_;
  std::vector<tm::Note> notes_;
  std::map<std::string, std::string, std::less<>> data_;  // originalData of XLIFF 2
  std::string data_id_;
  Segment whole_;  // what is not in a segment of its own
  std::vector<Segment> segments_;
  std::map<std::string, std::size_t, std::less<>> segment_places_;
  bool in_target_ = false;
  bool in_seg_source_ = false;
  std::optional<std::size_t> segment_;  // the one that is open
  bool version_2_ = false;
  std::string code_content_;
};

Segment& Reader::segment_of(std::string_view id) {
  const auto known = segment_places_.find(id);
  if (known != segment_places_.end()) {
    segment_ = known->second;
  } else {
    segment_ = segments_.size();
    segment_places_.emplace(id, segments_.size());
    segments_.push_back({std::string(id), {}, {}, {}});
  }
  return segments_[*segment_];
}

MarkedText& Reader::current() {
  Segment& segment = segment_ ? segments_[*segment_] : whole_;
  return in_target_ ? segment.target : segment.source;
}

void Reader::start_inline(Frame& frame, std::string_view name, const XML_Char** attributes) {
  frame.place = Place::kText;
  if (name == "mrk" || name == "sm" || name == "em") {
    if (!version_2_ && attribute(attributes, "mtype") == "seg") {
      frame.splits = true;
      static_cast<void>(segment_of(attribute(attributes, "mid")));
    }
    return;
  }
  MarkedText& into = current();
  if (name == "cp") {  // a character that XML cannot hold has no place in a text either
    into.text += "\xEF\xBF\xBD";
    return;
  }
  InlineCode code;
  code.offset = into.text.size();
  code.type = attribute(attributes, version_2_ ? "type" : "ctype");
  code.link = attribute(attributes, "id");
  std::string_view pair = attribute(attributes, version_2_ ? "startRef" : "rid");
  if (pair.empty()) pair = code.link;
  const auto original = [&](std::string_view reference) {
    const auto found = data_.find(attribute(attributes, reference));
    return found == data_.end() ? std::string() : found->second;
  };
  if (name == "g" || name == "pc") {
    code.kind = CodeKind::kOpen;
    code.id = pair;
    code.content = original("dataRefStart");
    frame.writes_code = true;
    frame.code_id = code.id;
  } else if (name == "bx" || name == "bpt" || name == "sc") {
    code.kind = CodeKind::kOpen;
    code.id = pair;
  } else if (name == "ex" || name == "ept" || name == "ec") {
    code.kind = CodeKind::kClose;
    code.id = pair;
  } else if (name == "it") {
    code.element = "it";
    code.attributes.emplace_back("pos", attribute(attributes, "pos") == "close" ? "end" : "begin");
  }
  if (code.content.empty()) code.content = original("dataRef");
  into.codes.push_back(std::move(code));
  const bool holds_native_code =
      !version_2_ && (name == "bpt" || name == "ept" || name == "ph" || name == "it");
  if (holds_native_code) frame.place = Place::kCode;
}

void Reader::start(std::string_view full_name, const XML_Char** attributes) {
  if (error_) return;
  if (stack_.size() >= options_.max_depth) {
    stop({ErrorCode::kLimit,
          PUNTE_MSG("elements nested deeper than {1}; refused"),
          {std::to_string(options_.max_depth)},
          where()});
    return;
  }
  const std::string_view name = local_name(full_name);
  Frame frame;
  frame.name = name;
  if (stack_.empty()) {
    if (name != "xliff") {
      stop({ErrorCode::kSyntax,
            PUNTE_MSG("no XLIFF: the root element is <{1}>"),
            {std::string(name)},
            where()});
      return;
    }
    version_2_ = attribute(attributes, "version").starts_with('2');
    from_ = attribute(attributes, "srcLang");
    to_ = attribute(attributes, "trgLang");
    stack_.push_back(std::move(frame));
    return;
  }
  const Frame& parent = stack_.back();
  frame.translate = parent.translate;
  if (const auto translate = attribute(attributes, "translate"); !translate.empty()) {
    frame.translate = translate != "no";
  }
  if (parent.place == Place::kSkipped || parent.place == Place::kNote ||
      parent.place == Place::kData || parent.place == Place::kCode) {
    frame.place = parent.place;
  } else if (parent.place == Place::kText) {
    frame.translate = parent.translate;
    start_inline(frame, name, attributes);
  } else if (name == "file" && !version_2_) {
    from_ = attribute(attributes, "source-language");
    to_ = attribute(attributes, "target-language");
  } else if (name == (version_2_ ? "unit" : "trans-unit")) {
    frame.place = Place::kUnit;
    unit_id_ = attribute(attributes, "id");
    unit_key_ = attribute(attributes, version_2_ ? "name" : "resname");
    notes_.clear();
    data_.clear();
    whole_ = {};
    segments_.clear();
    segment_places_.clear();
    segment_.reset();
  } else if (name == "alt-trans" || name == "matches" || name == "skeleton" || name == "header" ||
             name == "skl" || name == "bin-unit" || name == "glossary") {
    frame.place = Place::kSkipped;
  } else if (parent.place == Place::kUnit && version_2_ &&
             (name == "segment" || name == "ignorable")) {
    frame.place = Place::kUnit;
    segment_ = segments_.size();
    segments_.push_back({std::string(attribute(attributes, "id")), {}, {}, {}});
    segments_.back().state = attribute(attributes, "state");
    if (name == "ignorable") frame.place = Place::kSkipped;
    if (segments_.size() > kMaxSegments) {
      stop({ErrorCode::kLimit,
            PUNTE_MSG("a unit of more than {1} segments"),
            {std::to_string(kMaxSegments)},
            where()});
      return;
    }
  } else if (parent.place == Place::kUnit && (name == "source" || name == "seg-source")) {
    frame.place = Place::kText;
    in_target_ = false;
    // The segmented copy of the source counts only by its <mrk>; the rest was read already.
    in_seg_source_ = name == "seg-source";
    if (in_seg_source_) whole_.source = {};
  } else if (parent.place == Place::kUnit && name == "target") {
    frame.place = Place::kText;
    in_target_ = true;
    if (!version_2_) whole_.state = attribute(attributes, "state");
  } else if (name == "note") {
    frame.place = Place::kNote;
    if (unit_id_.empty()) frame.place = Place::kSkipped;
    if (frame.place == Place::kNote) notes_.emplace_back();
  } else if (name == "data") {
    frame.place = Place::kData;
    data_id_ = attribute(attributes, "id");
  } else if (parent.place == Place::kUnit) {
    // Containers such as <notes>; what is not known in them passes by.
    frame.place = Place::kOther;
  }
  stack_.push_back(std::move(frame));
}

void Reader::give(Segment&& segment) {
  const bool has_target = !language::trim(segment.target.text).empty();
  if (language::trim(segment.source.text).empty() || !has_target) {
    ++report_.skipped_units;
    return;
  }
  const auto from = language::LanguageTag::parse(from_.empty() ? options_.from : from_);
  const auto to = language::LanguageTag::parse(to_.empty() ? options_.to : to_);
  if (!from || !to) {
    stop({ErrorCode::kInvalidArgument,
          PUNTE_MSG("the file does not name its languages; say them with --from and --to"),
          {},
          where()});
    return;
  }
  tm::Unit unit;
  unit.source_language = from->str();
  if (!unit_id_.empty()) unit.attributes.emplace_back("tuid", unit_id_);
  if (!unit_key_.empty()) unit.properties.push_back({"x-xliff-resname", unit_key_, {}});
  if (!segment.id.empty()) unit.properties.push_back({"x-xliff-segment", segment.id, {}});
  if (!segment.state.empty()) unit.properties.push_back({"x-xliff-state", segment.state, {}});
  unit.notes = notes_;
  tm::Variant source;
  source.language = from->str();
  source.text = std::move(segment.source);
  tm::Variant target;
  target.language = to->str();
  target.text = std::move(segment.target);
  unit.variants.push_back(std::move(source));
  unit.variants.push_back(std::move(target));
  ++report_.units;
  if (const auto taken = sink_(std::move(unit)); !taken) stop(taken.error());
}

void Reader::finish_unit(bool translate) {
  if (!translate) {
    ++report_.skipped_units;
  } else if (segments_.empty()) {
    give(std::move(whole_));
  } else {
    // A target that was never cut answers the whole source.
    const bool whole_target = !version_2_ && !language::trim(whole_.target.text).empty() &&
                              std::all_of(segments_.begin(), segments_.end(), [](const auto& s) {
                                return language::trim(s.target.text).empty();
                              });
    if (whole_target && segments_.size() == 1) {
      segments_[0].target = std::move(whole_.target);
    }
    for (Segment& segment : segments_) {
      if (error_) break;
      if (segment.state.empty()) segment.state = whole_.state;
      give(std::move(segment));
    }
  }
  unit_id_.clear();
}

void Reader::end() {
  if (error_ || stack_.empty()) return;
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  if (frame.place == Place::kText && frame.writes_code) {
    MarkedText& into = current();
    InlineCode close;
    close.offset = into.text.size();
    close.kind = CodeKind::kClose;
    close.id = frame.code_id;
    into.codes.push_back(std::move(close));
  }
  if (frame.splits) segment_.reset();
  if (frame.name == (version_2_ ? "unit" : "trans-unit") && frame.place == Place::kUnit) {
    finish_unit(frame.translate);
  } else if (version_2_ && (frame.name == "segment" || frame.name == "ignorable") && segment_ &&
             !stack_.empty() && stack_.back().place == Place::kUnit) {
    if (frame.name == "ignorable") segments_.pop_back();
    segment_.reset();
  }
}

void Reader::text(std::string_view text) {
  if (error_ || stack_.empty()) return;
  std::string* into = nullptr;
  switch (stack_.back().place) {
    case Place::kText:
      into = &current().text;
      break;
    case Place::kCode:
      into = &current().codes.back().content;
      break;
    case Place::kNote:
      into = &notes_.back().text;
      break;
    case Place::kData:
      into = &data_[data_id_];
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
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate(nullptr), &XML_ParserFree);
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  parser_ = parser.get();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
  XML_SetCharacterDataHandler(parser_, &Reader::on_text);
  XML_SetUnknownEncodingHandler(parser_, &on_unknown_encoding, nullptr);
  std::string chunk;
  std::uint64_t fed = 0;
  while (true) {
    // A tag that does not end is scanned anew with every piece: larger pieces then, and a limit.
    const auto parsed =
        static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_), 0));
    const std::uint64_t waiting = fed > parsed ? fed - parsed : 0;
    if (waiting > options_.max_segment_bytes + kChunkBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a tag of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)}, where());
    }
    chunk.resize(std::max(kChunkBytes, static_cast<std::size_t>(waiting)));
    const auto count = source_.read(chunk);
    if (!count) return tl::unexpected(count.error());
    const bool last = *count == 0;
    fed += *count;
    if (XML_Parse(parser_, chunk.data(), static_cast<int>(*count), last ? 1 : 0) ==
        XML_STATUS_ERROR) {
      if (error_) return tl::unexpected(*error_);
      const XML_Error code = XML_GetErrorCode(parser_);
      if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
        return fail(ErrorCode::kLimit, PUNTE_MSG("entities that grow without end; refused"), {},
                    where());
      }
      if (!options_.recover || stack_.empty()) {
        return fail(
            ErrorCode::kSyntax,
            PUNTE_MSG("not well-formed XML ({1}); repair it, or keep what is whole with --recover"),
            {XML_ErrorString(code)}, where());
      }
      ++report_.skipped_units;
      warn(PUNTE_MSG("the file is damaged from here on ({1}); the units before were kept"),
           {XML_ErrorString(code)});
      return std::move(report_);
    }
    if (last) return std::move(report_);
  }
}

}  // namespace

Result<ReadReport> read_xliff(ByteSource& source, const UnitSink& sink,
                              const ReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
