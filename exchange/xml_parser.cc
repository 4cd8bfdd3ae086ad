#include "exchange/xml_parser.h"

#include <expat.h>

#include <algorithm>
#include <utility>

#include "exchange/xml_input.h"

namespace punte::exchange {

using base::Error;
using base::ErrorCode;
using base::fail;
using base::Result;

namespace {
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
}  // namespace

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view attribute(XmlAttributes attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == *attributes) return attributes[1];
  }
  return {};
}

struct XmlParser::State {
  State(ByteSource& from, const XmlLimits& limits_of) : source(from), limits(limits_of) {}

  ByteSource& source;
  XmlLimits limits;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser{XML_ParserCreate("UTF-8"),
                                                                      &XML_ParserFree};
  XmlHandler* handler = nullptr;
  std::optional<Error> error;
  std::size_t depth = 0;
  bool damaged = false;

  void stop(Error why) {
    if (!error) error = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }
  [[nodiscard]] std::string where() const {
    return source.name() + ":" + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser.get()) + 1);
  }
  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    auto* state = static_cast<State*>(self);
    if (state->error) return;
    if (++state->depth > state->limits.max_depth) {
      state->stop({ErrorCode::kLimit,
                   PUNTE_MSG("elements nested deeper than {1}; refused"),
                   {std::to_string(state->limits.max_depth)},
                   state->where()});
      return;
    }
    state->handler->start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* name) {
    auto* state = static_cast<State*>(self);
    if (state->error) return;
    --state->depth;
    state->handler->end(name);
  }
  static void on_text(void* self, const XML_Char* text, int length) {
    auto* state = static_cast<State*>(self);
    if (!state->error) state->handler->text({text, static_cast<std::size_t>(length)});
  }

  [[nodiscard]] Error syntax_error() {
    const XML_Error code = XML_GetErrorCode(parser.get());
    if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
      return {ErrorCode::kLimit, PUNTE_MSG("entities that grow without end; refused"), {}, where()};
    }
    damaged = true;
    return {ErrorCode::kSyntax,
            PUNTE_MSG("not well-formed XML ({1})"),
            {XML_ErrorString(code)},
            where(),
            true};
  }
};

XmlParser::XmlParser(ByteSource& source, const XmlLimits& limits)
    : state_(std::make_unique<State>(source, limits)) {}
XmlParser::~XmlParser() = default;

void XmlParser::stop(Error error) { state_->stop(std::move(error)); }
bool XmlParser::stopped() const { return state_->error.has_value(); }
bool XmlParser::damaged() const { return state_->damaged; }
std::string XmlParser::where() const { return state_->where(); }
std::int64_t XmlParser::line() const {
  return static_cast<std::int64_t>(XML_GetCurrentLineNumber(state_->parser.get()));
}
std::int64_t XmlParser::column() const {
  return static_cast<std::int64_t>(XML_GetCurrentColumnNumber(state_->parser.get())) + 1;
}

Result<void> XmlParser::run(XmlHandler& handler) {
  State& state = *state_;
  XML_Parser parser = state.parser.get();
  if (parser == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
  auto input = XmlInput::open(state.source, false);
  if (!input) return tl::unexpected(input.error());
  state.handler = &handler;
  XML_SetUserData(parser, &state);
  XML_SetElementHandler(parser, &State::on_start, &State::on_end);
  XML_SetCharacterDataHandler(parser, &State::on_text);
  std::uint64_t fed = 0;
  std::size_t want = kChunkBytes;
  while (true) {
    const auto bytes = input->next(want);
    if (!bytes) return tl::unexpected(bytes.error());
    const bool last = bytes->empty();
    if (last && input->ill_formed()) {
      state.damaged = true;
      return tl::unexpected(Error{ErrorCode::kSyntax,
                                  PUNTE_MSG("bytes that are not {1}"),
                                  {input->encoding()},
                                  where(),
                                  true});
    }
    if (XML_Parse(parser, bytes->data(), static_cast<int>(bytes->size()), last ? 1 : 0) ==
        XML_STATUS_ERROR) {
      return tl::unexpected(state.error ? *state.error : state.syntax_error());
    }
    if (last) return {};
    fed += bytes->size();
    // A tag that does not end is scanned anew with every piece: larger pieces then, and a limit.
    const auto parsed =
        static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser), 0));
    const std::uint64_t waiting = fed > parsed ? fed - parsed : 0;
    if (waiting > state.limits.max_tag_bytes + kChunkBytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a tag of more than {1} MB"),
                  {std::to_string(state.limits.max_tag_bytes >> 20)}, where());
    }
    want = std::max(kChunkBytes, static_cast<std::size_t>(waiting));
  }
}

}  // namespace punte::exchange
