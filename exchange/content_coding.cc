#include "exchange/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/late_library.h"
#include "exchange/stream.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

struct ZlibApi {
  decltype(&::inflateInit2_) init = nullptr;
  decltype(&::inflate) inflate = nullptr;
  decltype(&::inflateEnd) end = nullptr;
};

struct BrotliApi {
  decltype(&::BrotliDecoderCreateInstance) create = nullptr;
  decltype(&::BrotliDecoderDestroyInstance) destroy = nullptr;
  decltype(&::BrotliDecoderDecompressStream) decompress = nullptr;
};

using Zlib = base::LateLibrary<ZlibApi>;
using Brotli = base::LateLibrary<BrotliApi>;

const Zlib& zlib_library() {
  static constexpr std::array kFunctions = {Zlib::symbol<&ZlibApi::init>("inflateInit2_"),
                                            Zlib::symbol<&ZlibApi::inflate>("inflate"),
                                            Zlib::symbol<&ZlibApi::end>("inflateEnd")};
  static constexpr Zlib kLibrary(PUNTE_ZLIB, kFunctions);
  return kLibrary;
}

const Brotli& brotli_library() {
  static constexpr std::array kFunctions = {
      Brotli::symbol<&BrotliApi::create>("BrotliDecoderCreateInstance"),
      Brotli::symbol<&BrotliApi::destroy>("BrotliDecoderDestroyInstance"),
      Brotli::symbol<&BrotliApi::decompress>("BrotliDecoderDecompressStream")};
  static constexpr Brotli kLibrary(PUNTE_BROTLI, kFunctions);
  return kLibrary;
}

tl::unexpected<base::Error> damaged(const std::string& name) {
  return fail(ErrorCode::kSyntax, PUNTE_MSG("its packed content is damaged"), {}, name);
}

tl::unexpected<base::Error> no_library(const char* file, const std::string& name) {
  return fail(ErrorCode::kUnsupported, PUNTE_MSG("the library {1} is missing"), {file}, name);
}

tl::unexpected<base::Error> too_large(std::size_t max_bytes, const std::string& name) {
  return fail(ErrorCode::kLimit, PUNTE_MSG("more than {1} MB; split it or raise the limit"),
              {std::to_string(max_bytes >> 20U)}, name);
}

/// What is there of a body that is cut short is taken, as browsers do. Nothing: not of this form.
Result<std::optional<std::string>> inflated(std::string_view body, int window,
                                            std::size_t max_bytes, const std::string& name) {
  static const std::unique_ptr<const ZlibApi> api = zlib_library().load();
  if (api == nullptr) return no_library(PUNTE_ZLIB, name);
  z_stream stream{};
  if (api->init(&stream, window, ZLIB_VERSION, sizeof stream) != Z_OK) return damaged(name);
  std::string in(body);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  std::string out;
  std::array<char, 65536> piece;
  int status = Z_OK;
  while (status == Z_OK && out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = api->inflate(&stream, Z_NO_FLUSH);
    out.append(piece.data(), piece.size() - stream.avail_out);
    if (stream.avail_in == 0 && stream.avail_out > 0) break;
  }
  api->end(&stream);
  if (out.size() > max_bytes) return too_large(max_bytes, name);
  const bool is_cut = status == Z_OK || status == Z_BUF_ERROR;
  if (status != Z_STREAM_END && (!is_cut || out.empty())) {
    return std::optional<std::string>();
  }
  return std::optional<std::string>(std::move(out));
}

Result<std::string> undo_deflate(std::string_view body, std::size_t max_bytes,
                                 const std::string& name) {
  // Some send the bare stream, against the standard (RFC 9110, 8.4.1.2).
  for (const int window : {MAX_WBITS, -MAX_WBITS}) {
    auto out = inflated(body, window, max_bytes, name);
    if (!out) return tl::unexpected(out.error());
    if (*out) return std::move(**out);
  }
  return damaged(name);
}

Result<std::string> undo_brotli(std::string_view body, std::size_t max_bytes,
                                const std::string& name) {
  static const std::unique_ptr<const BrotliApi> api = brotli_library().load();
  if (api == nullptr) return no_library(PUNTE_BROTLI, name);
  const std::unique_ptr<BrotliDecoderState, decltype(api->destroy)> state(
      api->create(nullptr, nullptr, nullptr), api->destroy);
  if (state == nullptr) return damaged(name);
  std::string out;
  std::array<char, 65536> piece;
  std::size_t left = body.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(body.data());
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && out.size() <= max_bytes) {
    auto* to = reinterpret_cast<std::uint8_t*>(piece.data());
    std::size_t room = piece.size();
    result = api->decompress(state.get(), &left, &in, &room, &to, nullptr);
    out.append(piece.data(), piece.size() - room);
  }
  if (out.size() > max_bytes) return too_large(max_bytes, name);
  if (result == BROTLI_DECODER_RESULT_ERROR) return damaged(name);
  return out;
}

/// By the signature at the start of its bytes.
Result<std::string> undo_signed(std::string body, std::size_t max_bytes, const std::string& name) {
  PUNTE_TRY(const auto source, unpacked(memory_source(std::move(body), name)));
  std::string out;
  std::array<char, 65536> piece;
  while (out.size() <= max_bytes) {
    PUNTE_TRY(const std::size_t count, source->read(piece));
    if (count == 0) return out;
    out.append(piece.data(), count);
  }
  return too_large(max_bytes, name);
}

bool has_signature(std::string_view coding, std::string_view body) {
  if (coding == "zstd") return body.starts_with("\x28\xB5\x2F\xFD");
  return body.starts_with("\x1f\x8b") || body.starts_with("\x1f\x9d");
}

/// Text, in any charset but those of sixteen bits.
bool is_text(std::string_view body) {
  const std::string_view head = body.substr(0, 4096);
  return std::none_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !base::is_blank(c) && byte != 0x1B;
  });
}

Result<std::string> undo(std::string body, std::string_view coding, std::size_t max_bytes,
                         const std::string& name) {
  if (coding.empty() || coding == "identity" || coding == "chunked") return body;
  if (coding == "gzip" || coding == "x-gzip" || coding == "zstd" || coding == "compress" ||
      coding == "x-compress") {
    if (!has_signature(coding, body)) return body;
    return undo_signed(std::move(body), max_bytes, name);
  }
  if (is_text(body)) return body;
  if (coding == "deflate") return undo_deflate(body, max_bytes, name);
  if (coding == "br") return undo_brotli(body, max_bytes, name);
  return fail(ErrorCode::kUnsupported,
              PUNTE_MSG("sent in the encoding “{1}”, which cannot be read"), {std::string(coding)},
              name);
}

}  // namespace

Result<std::string> undo_codings(std::string body, std::string_view codings, std::size_t max_bytes,
                                 const std::string& name) {
  while (!codings.empty()) {
    const std::size_t comma = codings.rfind(',');
    const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
    const std::string coding = base::lower(base::trim_blanks(codings.substr(start)));
    codings = codings.substr(0, comma == std::string_view::npos ? 0 : comma);
    PUNTE_TRY(body, undo(std::move(body), coding, max_bytes, name));
  }
  return body;
}

std::vector<std::string> missing_for_codings() {
  std::vector<std::string> out = zlib_library().missing();
  for (std::string& name : brotli_library().missing()) out.push_back(std::move(name));
  return out;
}

}  // namespace punte::exchange
