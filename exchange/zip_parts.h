#ifndef PUNTE_EXCHANGE_ZIP_PARTS_H_
#define PUNTE_EXCHANGE_ZIP_PARTS_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "exchange/stream.h"

namespace punte::exchange {

/// The files in a zip container that must be read out of their order. The packed bytes stay in
/// memory (at most 256 MB), what they unpack to is streamed.
class ZipParts {
 public:
  /// Errors: kLimit, kIo.
  [[nodiscard]] static base::Result<ZipParts> read(ByteSource& packed);

  /// A part by its name, without regard to the case of ASCII letters as in Office documents; null
  /// if there is none. The part must not outlive this. Errors: kSyntax for a damaged container,
  /// kLimit for one of more than ten thousand parts. Reading: kSyntax, kLimit (a bomb).
  [[nodiscard]] base::Result<std::unique_ptr<ByteSource>> open(std::string_view name) const;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  std::string name_;
  std::string bytes_;
};

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_ZIP_PARTS_H_
