#include "exchange/utf16_sink.h"

#include <string>
#include <utility>

#include "language/text.h"

namespace punte::exchange {
namespace {

class Utf16Sink final : public ByteSink {
 public:
  explicit Utf16Sink(ByteSink& sink) : sink_(sink) {}

  base::Result<void> write(std::string_view bytes) override {
    std::string wide;
    if (!std::exchange(begun_, true)) {
      put(wide, 0xFEFF);
      constexpr std::string_view kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
      if (bytes.starts_with(kDeclaration)) {
        for (const char c : std::string_view("<?xml version=\"1.0\" encoding=\"UTF-16\"?>")) {
          put(wide, static_cast<char32_t>(c));
        }
        bytes.remove_prefix(kDeclaration.size());
      }
    }
    for (std::size_t i = 0; i < bytes.size();) put(wide, language::next_code_point(bytes, i));
    return sink_.write(wide);
  }
  base::Result<void> commit() override { return sink_.commit(); }

 private:
  static void put_unit(std::string& out, char32_t unit) {
    out += static_cast<char>(unit & 0xFF);
    out += static_cast<char>(unit >> 8);
  }
  static void put(std::string& out, char32_t c) {
    if (c < 0x10000) {
      put_unit(out, c);
      return;
    }
    put_unit(out, 0xD7C0 + (c >> 10));
    put_unit(out, 0xDC00 + (c & 0x3FF));
  }

  ByteSink& sink_;
  bool begun_ = false;
};

}  // namespace

std::unique_ptr<ByteSink> utf16_sink(ByteSink& sink) { return std::make_unique<Utf16Sink>(sink); }

}  // namespace punte::exchange
