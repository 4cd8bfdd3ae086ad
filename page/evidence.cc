#include "page/evidence.h"

#include <algorithm>

#include "language/identify.h"
#include "language/text.h"

namespace punte::page::internal {
namespace {

/// Letters, and whether there is a word at all: "16.5 C" has none.
struct Content {
  std::size_t letters = 0;
  std::size_t longest = 0;
  std::size_t digits = 0;
};

Content content_of(std::string_view text) {
  Content content;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    const bool digit = c >= U'0' && c <= U'9';
    const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                        (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) &&
                         !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFE00 && c < 0x20000));
    content.digits += digit ? 1 : 0;
    content.letters += letter ? 1 : 0;
    run = letter ? run + (c >= 0x3040 ? 2 : 1) : 0;
    content.longest = std::max(content.longest, run);
  }
  return content;
}

/// Enough of a text to know its language by, cut at a blank where there is one.
std::string_view start_of(std::string_view text) {
  constexpr std::size_t kEnough = 480;
  constexpr std::size_t kLongestWord = 80;
  if (text.size() <= kEnough) return text;
  const std::size_t blank = text.rfind(' ', kEnough);
  std::size_t cut =
      blank != std::string_view::npos && blank + kLongestWord > kEnough ? blank : kEnough;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80) --cut;
  return text.substr(0, cut);
}

const language::Identifier& identifier() {
  static const language::Identifier kEveryLanguage;
  return kEveryLanguage;
}

}  // namespace

Evidence::Evidence(const Tree& tree) : blocks_(tree.blocks.size(), nullptr) {
  for (std::size_t i = 0; i < tree.blocks.size(); ++i) {
    const std::string& text = tree.blocks[i].text.text;
    const Content content = content_of(text);
    if (content.longest < 2 || content.digits > 3 * content.letters) continue;
    const auto [place, is_new] = texts_.try_emplace(text);
    std::vector<float>& logits = place->second;
    if (is_new) {
      identifier().score(start_of(text), logits);
      if (std::all_of(logits.begin(), logits.end(), [](float value) { return value == 0; })) {
        logits.clear();
      }
    }
    if (!logits.empty()) blocks_[i] = &logits;
  }
}

const std::vector<std::string>& Evidence::languages() { return identifier().languages(); }

}  // namespace punte::page::internal
