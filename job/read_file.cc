#include "job/read_file.h"

#include <array>
#include <utility>

namespace punte::job {

base::Result<std::string> read_all(exchange::ByteSource& source, std::size_t max_bytes,
                                   std::string begun) {
  std::string bytes = std::move(begun);
  std::array<char, 65536> buffer;
  while (true) {
    PUNTE_TRY(const std::size_t count, source.read(buffer));
    if (count == 0) return bytes;
    if (bytes.size() + count > max_bytes) {
      return base::fail(base::ErrorCode::kLimit,
                        PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                        {std::to_string(max_bytes >> 20)}, source.name());
    }
    bytes.append(buffer.data(), count);
  }
}

}  // namespace punte::job
