// Reads a TMX file with Punte's reader and with a bare expat pass, in turns in one run:
//   tmx_bench FILE.tmx [ROUNDS]
// The file is unpacked into memory first, so that neither waits for a disk or an unpacker. The
// bare pass hands its events to functions that do nothing. Prints CPU time of each (the best
// round, and the sum of all) and how fast the reader is as a share of the bare pass.
#include <expat.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <string>
#include <string_view>

#include "exchange/stream.h"
#include "exchange/tmx_reader.h"

namespace {

using punte::exchange::ByteSource;
namespace exchange = punte::exchange;

constexpr std::size_t kPiece = std::size_t{64} << 10;

double cpu_seconds() {
  return static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}

/// Lends bytes that outlive it, so that no round copies them first.
class Lent : public ByteSource {
 public:
  explicit Lent(std::string_view bytes) : bytes_(bytes) {}
  punte::base::Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t count = std::min(buffer.size(), bytes_.size() - at_);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), count, buffer.begin());
    at_ += count;
    return count;
  }
  [[nodiscard]] std::string name() const override { return "memory"; }
  [[nodiscard]] std::uint64_t consumed() const override { return at_; }
  [[nodiscard]] std::uint64_t total() const override { return bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

void on_start(void* /*self*/, const XML_Char* /*name*/, const XML_Char** /*attributes*/) {}
void on_end(void* /*self*/, const XML_Char* /*name*/) {}
void on_text(void* /*self*/, const XML_Char* /*text*/, int /*length*/) {}

bool bare_pass(std::string_view bytes) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  if (parser == nullptr) return false;
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_text);
  bool good = true;
  for (std::size_t at = 0; good && at < bytes.size(); at += kPiece) {
    const std::string_view piece = bytes.substr(at, kPiece);
    good = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()),
                     at + piece.size() == bytes.size() ? 1 : 0) != XML_STATUS_ERROR;
  }
  XML_ParserFree(parser);
  return good;
}

bool read_all(const char* path, std::string& bytes) {
  auto source = exchange::open_source(path);
  if (!source) return false;
  std::string piece(kPiece, '\0');
  while (true) {
    const auto count = (*source)->read(piece);
    if (!count) return false;
    if (*count == 0) return true;
    bytes.append(piece, 0, *count);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("tmx_bench FILE.tmx [ROUNDS]\n", stderr);
    return 2;
  }
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  std::string bytes;
  if (!read_all(argv[1], bytes)) {
    std::fprintf(stderr, "cannot read %s\n", argv[1]);
    return 2;
  }
  double bare_best = 1e9;
  double bare_sum = 0;
  double ours_best = 1e9;
  double ours_sum = 0;
  std::int64_t units = 0;
  for (int round = 0; round < rounds; ++round) {
    const double begin = cpu_seconds();
    if (!bare_pass(bytes)) {
      std::fputs("expat: not well-formed UTF-8\n", stderr);
      return 2;
    }
    const double middle = cpu_seconds();
    Lent source(bytes);
    const auto report = exchange::read_tmx(
        source, [](punte::language::Unit&&) { return punte::base::Result<void>{}; });
    const double end = cpu_seconds();
    if (!report) {
      std::fputs("punte: refused\n", stderr);
      return 2;
    }
    units = report->units;
    bare_best = std::min(bare_best, middle - begin);
    ours_best = std::min(ours_best, end - middle);
    bare_sum += middle - begin;
    ours_sum += end - middle;
  }
  const double megabytes = static_cast<double>(bytes.size()) / 1e6;
  std::printf("%.1f MB, %lld units, %d rounds\n", megabytes, static_cast<long long>(units), rounds);
  std::printf("bare expat  best %.3f s (%.0f MB/s), all %.3f s\n", bare_best, megabytes / bare_best,
              bare_sum);
  std::printf("read_tmx    best %.3f s (%.0f MB/s), all %.3f s\n", ours_best, megabytes / ours_best,
              ours_sum);
  std::printf("share of the bare pass: %.2f (best rounds), %.2f (all)\n", bare_best / ours_best,
              bare_sum / ours_sum);
}
