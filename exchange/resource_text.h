#ifndef PUNTE_EXCHANGE_RESOURCE_TEXT_H_
#define PUNTE_EXCHANGE_RESOURCE_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "exchange/resources.h"

namespace punte::exchange {

/// UTF-16 units that come one by one, as UTF-8; halves of a pair that stand alone become U+FFFD.
class Utf16Units {
 public:
  void add(std::string& out, char16_t unit);
  /// To be called before anything else is appended to the text, and at its end.
  void finish(std::string& out);

 private:
  char16_t high_ = 0;
};

/// The value of hexadecimal digits; nullopt if there is another character, or none.
[[nodiscard]] std::optional<std::uint32_t> hexadecimal(std::string_view digits);

/// All of a source. Errors: kLimit above 64 MB, kIo.
[[nodiscard]] Result<std::string> read_whole(ByteSource& source);

/// A file's texts as UTF-8: by byte order mark, by the zero bytes of UTF-16, else as they are.
[[nodiscard]] std::string decode_resource(std::string bytes);

/// "file:line:column" of a byte.
[[nodiscard]] std::string place_of(const ByteSource& source, std::string_view text, std::size_t at);

/// Gathers the texts of a file, in order, every key once.
class ResourceTexts {
 public:
  explicit ResourceTexts(std::size_t max_segment_bytes) : max_(max_segment_bytes) {}
  /// Errors: kLimit with `where`.
  [[nodiscard]] Result<void> add(ResourceText text, std::int64_t line, const std::string& where);
  void skip() { ++file_.report.skipped_units; }
  [[nodiscard]] ResourceFile take();

 private:
  std::size_t max_;
  ResourceFile file_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCE_TEXT_H_
