#include "exchange/stream.h"

#include <algorithm>
#include <utility>

namespace punte::exchange {
namespace {

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string bytes, std::string name)
      : bytes_(std::move(bytes)), name_(std::move(name)) {}

  language::Result<std::size_t> read(std::span<char> buffer) override {
    const std::size_t count = std::min(buffer.size(), bytes_.size() - at_);
    std::copy_n(bytes_.data() + at_, count, buffer.data());
    at_ += count;
    return count;
  }
  std::string name() const override { return name_; }
  std::uint64_t consumed() const override { return at_; }
  std::uint64_t total() const override { return bytes_.size(); }

 private:
  std::string bytes_;
  std::string name_;
  std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> memory_source(std::string bytes, std::string name) {
  return std::make_unique<MemorySource>(std::move(bytes), std::move(name));
}

}  // namespace punte::exchange
