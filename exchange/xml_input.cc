#include "exchange/xml_input.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

constexpr std::size_t kHeadBytes = 1024;

/// Bytes of any encoding that ICU knows, as UTF-8.
class Transcoder {
 public:
  static std::unique_ptr<Transcoder> open(const std::string& encoding, bool lenient) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter* from = ucnv_open(encoding.c_str(), &status);
    UConverter* to = ucnv_open("UTF-8", &status);
    auto out = std::unique_ptr<Transcoder>(new Transcoder(from, to));
    if (!lenient && U_SUCCESS(status)) {
      ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    }
    return U_SUCCESS(status) ? std::move(out) : nullptr;
  }
  Transcoder(const Transcoder&) = delete;
  Transcoder& operator=(const Transcoder&) = delete;
  ~Transcoder() {
    ucnv_close(from_);
    ucnv_close(to_);
  }

  /// Appends to `out`; false: at ill-formed bytes.
  bool convert(std::string_view bytes, bool last, std::string& out) {
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
      if (status == U_BUFFER_OVERFLOW_ERROR) continue;
      return U_SUCCESS(status);
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

/// The encoding that an XML declaration in single bytes names, in upper case, or nothing.
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
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return base::upper(c); });
  return name;
}

struct Mark {
  std::string_view bytes;
  const char* encoding;  // nullptr: UTF-8
  bool is_text;          // the first letter itself, to be kept
};

// The longer ones first: UTF-32's mark begins with that of UTF-16.
constexpr std::array<Mark, 8> kMarks = {{
    {std::string_view("\xEF\xBB\xBF", 3), nullptr, false},
    {std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE", false},
    {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE", false},
    {std::string_view("\xFF\xFE", 2), "UTF-16LE", false},
    {std::string_view("\xFE\xFF", 2), "UTF-16BE", false},
    {std::string_view("<\0\0\0", 4), "UTF-32LE", true},
    {std::string_view("<\0", 2), "UTF-16LE", true},
    {std::string_view("\0<", 2), "UTF-16BE", true},
}};

}  // namespace

struct XmlInput::State {
  ByteSource* source;
  std::string encoding;
  std::unique_ptr<Transcoder> transcoder;
  bool declaration_is_wrong = false;
  bool ill_formed = false;
  bool ended = false;
  std::string bytes;  // read; at first the head of the file
  std::string text;   // the same as UTF-8
};

XmlInput::XmlInput(std::unique_ptr<State> state) : state_(std::move(state)) {}
XmlInput::XmlInput(XmlInput&&) noexcept = default;
XmlInput& XmlInput::operator=(XmlInput&&) noexcept = default;
XmlInput::~XmlInput() = default;

bool XmlInput::ill_formed() const { return state_->ill_formed; }
const std::string& XmlInput::encoding() const { return state_->encoding; }
bool XmlInput::declaration_is_wrong() const { return state_->declaration_is_wrong; }

Result<XmlInput> XmlInput::open(ByteSource& source, bool lenient) {
  auto state = std::make_unique<State>();
  state->source = &source;
  std::string& head = state->bytes;
  head.resize(kHeadBytes);
  std::size_t filled = 0;
  while (filled < kHeadBytes) {
    const auto count = source.read(std::span(head).subspan(filled));
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    filled += *count;
  }
  head.resize(filled);
  if (head.empty()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("the file is empty"), {}, source.name() + ":1:1");
  }
  const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const Mark& candidate) {
    return head.starts_with(candidate.bytes);
  });
  if (mark != kMarks.end()) {
    if (mark->encoding != nullptr) state->encoding = mark->encoding;
    if (!mark->is_text) head.erase(0, mark->bytes.size());
  } else {
    const std::string declared = declared_encoding(head);
    if (declared.starts_with("UTF-16") || declared.starts_with("UTF-32")) {
      state->declaration_is_wrong = true;
    } else if (declared != "UTF-8" && declared != "UTF8" && declared != "US-ASCII") {
      state->encoding = declared;
    }
  }
  if (!state->encoding.empty()) {
    state->transcoder = Transcoder::open(state->encoding, lenient);
    if (state->transcoder == nullptr) {
      return fail(ErrorCode::kUnsupported, PUNTE_MSG("the encoding “{1}” is not known"),
                  {state->encoding}, source.name() + ":1:1");
    }
  }
  return XmlInput(std::move(state));
}

Result<std::string_view> XmlInput::next(std::size_t want) {
  State& state = *state_;
  while (!state.ended && !state.ill_formed) {
    if (state.bytes.empty()) {
      state.bytes.resize(want);
      const auto count = state.source->read(state.bytes);
      if (!count) return tl::unexpected(count.error());
      state.bytes.resize(*count);
      state.ended = *count == 0;
    }
    if (state.transcoder == nullptr) {
      // Swapped, so that neither buffer is allocated again.
      state.text.swap(state.bytes);
      state.bytes.clear();
      return std::string_view(state.text);
    }
    state.text.clear();
    state.ill_formed = !state.transcoder->convert(state.bytes, state.ended, state.text);
    state.bytes.clear();
    if (!state.text.empty()) return std::string_view(state.text);
  }
  return std::string_view();
}

}  // namespace punte::exchange
