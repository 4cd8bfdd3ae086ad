#include <expat.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/xliff_work.h"
#include "exchange/xml_input.h"

namespace punte::exchange {
namespace {

using language::CodeKind;
using language::Error;
using language::ErrorCode;
using language::fail;
using language::InlineCode;
using language::MarkedText;
using language::Result;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;

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

WorkState state_of(std::string_view name) {
  if (name == "translated" || name.starts_with("needs-review-l10n")) return WorkState::kTranslated;
  if (name == "reviewed" || name == "final" || name == "signed-off") return WorkState::kReviewed;
  if (name == "new" || name == "needs-translation") return WorkState::kNew;
  return WorkState::kDraft;
}

int percent_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return static_cast<int>(std::clamp(value, 0.0, 100.0));
}

class Reader {
 public:
  Reader(ByteSource& source, const WorkReadOptions& options) : source_(source), options_(options) {}

  Result<std::vector<WorkFile>> run();

 private:
  enum class Place { kOther, kUnit, kMatch, kText, kCode, kSkipped };
  struct Frame {
    Place place = Place::kOther;
    bool pair = false;  ///< its end is a code
    std::string link;
  };

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reader*>(self)->start(local_name(name), attributes);
  }
  static void on_end(void* self, const XML_Char* name) {
    static_cast<Reader*>(self)->end(local_name(name));
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    static_cast<Reader*>(self)->text({text, static_cast<std::size_t>(length)});
  }

  void start(std::string_view name, const XML_Char** attributes);
  void start_file(const XML_Char** attributes);
  void start_in_unit(Frame& frame, std::string_view name, const XML_Char** attributes);
  void start_inline(Frame& frame, std::string_view name, const XML_Char** attributes);
  void end(std::string_view name);
  void text(std::string_view text);

  void stop(Error error) {
    if (!error_) error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  [[nodiscard]] std::string where() const {
    return source_.name() + ":" + std::to_string(XML_GetCurrentLineNumber(parser_)) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_) + 1);
  }

  ByteSource& source_;
  const WorkReadOptions& options_;
  XML_Parser parser_ = nullptr;
  std::optional<Error> error_;
  std::vector<WorkFile> files_;
  std::vector<Frame> stack_;
  std::string source_language_;  // of an XLIFF 2 document
  std::string target_language_;
  std::size_t segments_ = 0;
  bool version_2_ = false;
  WorkSegment segment_;
  std::optional<WorkState> state_;
  MarkedText match_source_;
  MarkedText* into_ = nullptr;  // the text that is read
};

void Reader::start_file(const XML_Char** attributes) {
  WorkFile file;
  file.original = attribute(attributes, "original");
  for (const XML_Char** at = attributes; *at != nullptr; at += 2) {
    // Whatever prefix a tool gave our names.
    if (local_name(at[0]) == "page") file.page = at[1];
  }
  file.source_language = version_2_ ? source_language_ : attribute(attributes, "source-language");
  file.target_language = version_2_ ? target_language_ : attribute(attributes, "target-language");
  files_.push_back(std::move(file));
}

void Reader::start_inline(Frame& frame, std::string_view name, const XML_Char** attributes) {
  frame.place = Place::kText;
  if (name == "mrk" || name == "sm" || name == "em") return;
  if (name == "cp") {  // a character that XML cannot hold
    into_->text += "\xEF\xBF\xBD";
    return;
  }
  InlineCode code;
  code.offset = into_->text.size();
  code.link = attribute(attributes, "id");
  if (name == "g" || name == "pc") {
    code.kind = CodeKind::kOpen;
    frame.pair = true;
    frame.link = code.link;
  } else if (name == "bpt" || name == "bx" || name == "sc") {
    code.kind = CodeKind::kOpen;
  } else if (name == "ept" || name == "ex" || name == "ec") {
    code.kind = CodeKind::kClose;
    if (const auto start = attribute(attributes, "startRef"); !start.empty()) code.link = start;
  } else if (name == "it") {
    const std::string_view position = attribute(attributes, "pos");
    code.kind = position == "close" || position == "end" ? CodeKind::kClose : CodeKind::kOpen;
  }
  code.id = code.link;
  into_->codes.push_back(std::move(code));
  if (!frame.pair) frame.place = Place::kCode;
}

void Reader::start_in_unit(Frame& frame, std::string_view name, const XML_Char** attributes) {
  const Place parent = stack_.back().place;
  frame.place = parent;
  if (name == "source" || name == "target") {
    frame.place = Place::kText;
    const bool target = name == "target";
    if (parent == Place::kMatch) {
      into_ = target ? &segment_.match->target : &match_source_;
    } else {
      into_ = target ? &segment_.target : &segment_.source;
      if (target && !version_2_) {
        const std::string_view state = attribute(attributes, "state");
        if (!state.empty()) state_ = state_of(state);
      }
    }
  } else if (name == "alt-trans" || name == "match") {
    // The first proposal is the one that was written.
    frame.place = segment_.match ? Place::kSkipped : Place::kMatch;
    if (!segment_.match) {
      segment_.match.emplace();
      segment_.match->origin = attribute(attributes, "origin");
      segment_.match->score =
          percent_of(attribute(attributes, version_2_ ? "similarity" : "match-quality"));
    }
  } else if (name == "segment") {
    if (const auto state = attribute(attributes, "state"); !state.empty()) {
      // Of parts, the one that is least far counts.
      const WorkState found = state_of(state);
      state_ = state_ ? std::min(*state_, found) : found;
    }
  } else if (name != "ignorable" && name != "matches") {
    frame.place = Place::kSkipped;
  }
}

void Reader::start(std::string_view name, const XML_Char** attributes) {
  if (error_) return;
  if (stack_.size() >= options_.max_depth) {
    stop({ErrorCode::kLimit,
          PUNTE_MSG("elements nested deeper than {1}; refused"),
          {std::to_string(options_.max_depth)},
          where()});
    return;
  }
  Frame frame;
  if (stack_.empty()) {
    if (name != "xliff") {
      stop({ErrorCode::kSyntax,
            PUNTE_MSG("no XLIFF: the root element is <{1}>"),
            {std::string(name)},
            where()});
      return;
    }
    version_2_ = attribute(attributes, "version").starts_with('2');
    source_language_ = attribute(attributes, "srcLang");
    target_language_ = attribute(attributes, "trgLang");
    stack_.push_back(std::move(frame));
    return;
  }
  switch (stack_.back().place) {
    case Place::kSkipped:
    case Place::kCode:
      frame.place = stack_.back().place;
      break;
    case Place::kText:
      start_inline(frame, name, attributes);
      break;
    case Place::kUnit:
    case Place::kMatch:
      start_in_unit(frame, name, attributes);
      break;
    case Place::kOther:
      if (name == "file") {
        start_file(attributes);
      } else if ((name == "unit" || name == "trans-unit") && !files_.empty()) {
        if (++segments_ > options_.max_segments) {
          stop({ErrorCode::kLimit,
                PUNTE_MSG("a file of more than {1} segments"),
                {std::to_string(options_.max_segments)},
                where()});
          return;
        }
        frame.place = Place::kUnit;
        segment_ = {};
        segment_.id = attribute(attributes, "id");
        segment_.path = attribute(attributes, version_2_ ? "name" : "resname");
        segment_.line = static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_));
        state_.reset();
        match_source_ = {};
      }
  }
  stack_.push_back(std::move(frame));
}

void Reader::end(std::string_view name) {
  if (error_ || stack_.empty()) return;
  const Frame frame = std::move(stack_.back());
  stack_.pop_back();
  if (frame.place == Place::kText && frame.pair) {
    InlineCode close;
    close.offset = into_->text.size();
    close.kind = CodeKind::kClose;
    close.link = close.id = frame.link;
    into_->codes.push_back(std::move(close));
  }
  const bool ends_unit = frame.place == Place::kUnit && (name == "unit" || name == "trans-unit");
  if (!ends_unit) return;
  // A tool that sets no states leaves what it was given, or what a person wrote.
  segment_.state = state_.value_or(WorkState::kDraft);
  if (segment_.match) segment_.match->source = std::move(match_source_.text);
  files_.back().segments.push_back(std::move(segment_));
}

void Reader::text(std::string_view text) {
  if (error_ || stack_.empty() || stack_.back().place != Place::kText) return;
  if (into_->text.size() + text.size() > options_.max_segment_bytes) {
    stop({ErrorCode::kLimit,
          PUNTE_MSG("a text of more than {1} MB"),
          {std::to_string(options_.max_segment_bytes >> 20)},
          where()});
    return;
  }
  into_->text += text;
}

Result<std::vector<WorkFile>> Reader::run() {
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  parser_ = parser.get();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
  XML_SetCharacterDataHandler(parser_, &Reader::on_text);
  auto input = XmlInput::open(source_, false);
  if (!input) return tl::unexpected(input.error());
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
    const auto piece = input->next(std::max(kChunkBytes, static_cast<std::size_t>(waiting)));
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty() && input->ill_formed()) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("bytes that the encoding {1} does not have"),
                  {input->encoding()}, where());
    }
    fed += piece->size();
    if (XML_Parse(parser_, piece->data(), static_cast<int>(piece->size()),
                  piece->empty() ? 1 : 0) == XML_STATUS_ERROR) {
      if (error_) return tl::unexpected(*error_);
      const XML_Error code = XML_GetErrorCode(parser_);
      if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
        return fail(ErrorCode::kLimit, PUNTE_MSG("entities that grow without end; refused"), {},
                    where());
      }
      return fail(ErrorCode::kSyntax, PUNTE_MSG("not well-formed XML ({1})"),
                  {XML_ErrorString(code)}, where());
    }
    if (piece->empty()) return std::move(files_);
  }
}

}  // namespace

Result<std::vector<WorkFile>> read_work_files(ByteSource& source, const WorkReadOptions& options) {
  return Reader(source, options).run();
}

}  // namespace punte::exchange
