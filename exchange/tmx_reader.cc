#include "exchange/tmx_reader.h"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/tmx_elements.h"
#include "exchange/xml_input.h"

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::string_view kPrologue = "<tmx><header/><body>";
// A file with more damage than this is not worth its time.
constexpr std::int64_t kMaxDamages = 100'000;

/// Gives the elements of a file to TmxElements. In recovery, damage ends the unit that it is in,
/// and another parser goes on at the next <tu.
class Reader final : public TmxParserControl {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const ReadOptions& options)
      : source_(source), options_(options), elements_(sink, options, *this) {}

  Result<ReadReport> run();

  /// Of the file, also after damage, where the parser counts from one again.
  [[nodiscard]] std::int64_t line() const override {
    return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_)) + restart_.line - 1;
  }
  [[nodiscard]] std::int64_t column() const override {
    const auto column = static_cast<std::int64_t>(XML_GetCurrentColumnNumber(parser_)) + 1;
    const bool first_line = XML_GetCurrentLineNumber(parser_) == 1;
    return first_line ? column + restart_.column - 1 : column;
  }
  [[nodiscard]] std::string where() const override {
    return source_.name() + ":" + std::to_string(line()) + ":" + std::to_string(column());
  }
  void stop(Error error) override {
    if (!error_) error_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }
  void break_off() override {
    nested_unit_ = true;
    XML_StopParser(parser_, XML_FALSE);
  }

 private:
  /// Where the reading goes on after damage.
  struct Restart {
    std::int64_t line = 1;
    std::int64_t column = 1;
  };

  static TmxElements& elements_of(void* self) { return static_cast<Reader*>(self)->elements_; }
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    elements_of(self).start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* /*name*/) { elements_of(self).end(); }
  static void on_text(void* self, const XML_Char* text, int length) {
    elements_of(self).text({text, static_cast<std::size_t>(length)});
  }
  static void on_skipped(void* self, const XML_Char* entity, int is_parameter) {
    if (is_parameter != 0) return;
    elements_of(self).problems().warn(PUNTE_MSG("the entity &{1}; is not declared; left out"),
                                      {entity});
  }
  void set_handlers();
  [[nodiscard]] Error syntax_error() const;
  [[nodiscard]] Result<bool> feed(std::string_view bytes, bool last);
  [[nodiscard]] Result<bool> feed_recovering(std::string_view bytes, bool last);
  [[nodiscard]] Result<void> bound_waiting(std::uint64_t given);
  void drop_parsed();
  void begin_damage();
  [[nodiscard]] std::size_t find_unit() const;
  [[nodiscard]] Result<void> resume();

  ByteSource& source_;
  const ReadOptions& options_;
  TmxElements elements_;
  XML_Parser parser_ = nullptr;
  std::optional<Error> error_;
  std::size_t want_ = kChunkBytes;  // bytes for the next piece

  Restart restart_;
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
  if (code == XML_ERROR_NO_ELEMENTS && !elements_.any_open()) {
    return {ErrorCode::kSyntax, PUNTE_MSG("no TMX: the file is empty or cut short"), {}, where()};
  }
  return {ErrorCode::kSyntax,
          PUNTE_MSG("not well-formed XML ({1})"),
          {XML_ErrorString(code)},
          where(),
          true};
}

void Reader::set_handlers() {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, &Reader::on_start, &Reader::on_end);
  XML_SetCharacterDataHandler(parser_, &Reader::on_text);
  XML_SetSkippedEntityHandler(parser_, &Reader::on_skipped);
}

/// Notes the damage at the parser's place and gives up the unit that is open there.
void Reader::begin_damage() {
  const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
  const std::size_t skip = std::min<std::size_t>(at - pending_start_, pending_.size());
  const Restart here = {line(), column()};
  pending_.erase(0, skip);
  const bool at_unit = pending_.starts_with("<tu") && !nested_unit_;
  if (elements_.in_unit() || at_unit) elements_.lose_unit();
  elements_.problems().warn(
      nested_unit_ ? PUNTE_MSG("a unit that is not closed is lost here")
                   : PUNTE_MSG("the file is damaged here ({1}); read on at the next unit"),
      {XML_ErrorString(XML_GetErrorCode(parser_))});
  restart_ = here;
  if (at_unit) {
    pending_.erase(0, 3);
    restart_.column += 3;
  }
  nested_unit_ = false;
  searching_ = true;
  elements_.drop_open();
}

/// Where the next unit begins in what is pending; npos if it is not there or not yet to be seen.
std::size_t Reader::find_unit() const {
  constexpr std::string_view kStart = "<tu";
  std::size_t at = pending_.find(kStart);
  while (at != std::string::npos && at + kStart.size() < pending_.size() &&
         std::string_view(" \t\r\n>/").find(pending_[at + kStart.size()]) ==
             std::string_view::npos) {
    at = pending_.find(kStart, at + 1);
  }
  return at != std::string::npos && at + kStart.size() < pending_.size() ? at : std::string::npos;
}

/// Looks in what is pending for the next unit and starts a parser there if there is one.
Result<void> Reader::resume() {
  const std::size_t at = find_unit();
  const bool found = at != std::string::npos;
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
  elements_.enter_body();
  restart_.column -= static_cast<std::int64_t>(kPrologue.size());
  pending_start_ = kPrologue.size();
  return {};
}

/// Gives bytes to the parser. False: nothing more can come.
Result<bool> Reader::feed(std::string_view bytes, bool last) {
  if (options_.recover) return feed_recovering(bytes, last);
  if (XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0) !=
      XML_STATUS_ERROR) {
    return true;
  }
  return tl::unexpected(error_ ? *error_ : syntax_error());
}

/// The same, as often as damage stops the parser.
Result<bool> Reader::feed_recovering(std::string_view bytes, bool last) {
  pending_ += bytes;
  std::size_t fed = pending_.size() - bytes.size();  // already in the parser
  while (true) {
    if (searching_) {
      PUNTE_CHECK(resume());
      if (searching_) return !last;
      fed = 0;
    }
    const std::string_view rest = std::string_view(pending_).substr(fed);
    if (XML_Parse(parser_, rest.data(), static_cast<int>(rest.size()), last ? 1 : 0) !=
        XML_STATUS_ERROR) {
      drop_parsed();
      return true;
    }
    if (error_) return tl::unexpected(*error_);
    if (!elements_.root_seen()) return tl::unexpected(syntax_error());
    begin_damage();
  }
}

/// Forgets what the parser has consumed.
void Reader::drop_parsed() {
  const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
  if (at <= pending_start_) return;
  const std::size_t done = std::min<std::size_t>(at - pending_start_, pending_.size());
  pending_.erase(0, done);
  pending_start_ += done;
}

/// A tag or comment that does not end is held by expat and scanned again with every piece: larger
/// pieces are fed then, and in the end the file is given up. `given`: bytes fed in all.
Result<void> Reader::bound_waiting(std::uint64_t given) {
  const auto parsed = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_));
  const std::uint64_t waiting = options_.recover ? (searching_ ? 0 : pending_.size())
                                : given > parsed ? given - parsed
                                                 : 0;
  if (waiting > options_.max_segment_bytes + kChunkBytes) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("a tag of more than {1} MB"),
                {std::to_string(options_.max_segment_bytes >> 20)}, where());
  }
  want_ = std::max(kChunkBytes, static_cast<std::size_t>(waiting));
  return {};
}

Result<ReadReport> Reader::run() {
  PUNTE_TRY(auto input, XmlInput::open(source_, options_.recover));
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate("UTF-8"), &XML_ParserFree);
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  parser_ = parser.get();
  set_handlers();
  if (input.declaration_is_wrong()) {
    elements_.problems().warn(
        PUNTE_MSG("the file says that it is UTF-16, but it is UTF-8; read as that"));
  }
  std::uint64_t given = 0;
  bool begun = false;
  while (true) {
    PUNTE_TRY(auto bytes, input.next(want_));
    const bool last = bytes.empty();
    if (last && input.ill_formed()) {
      return tl::unexpected(Error{ErrorCode::kSyntax,
                                  PUNTE_MSG("bytes that are not {1}"),
                                  {input.encoding()},
                                  where(),
                                  true});
    }
    if (options_.recover && !begun) {
      // Blank lines before the XML declaration are damage that costs nothing.
      bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
      begun = !bytes.empty();
    }
    PUNTE_TRY(const bool more, feed(bytes, last));
    if (last || !more) return elements_.finish();
    given += bytes.size();
    PUNTE_CHECK(bound_waiting(given));
  }
}

}  // namespace

Result<ReadReport> read_tmx(ByteSource& source, const UnitSink& sink, const ReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
