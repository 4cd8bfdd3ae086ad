#include "page/evidence.h"

#include <algorithm>
#include <set>

#include "base/ascii.h"
#include "language/identify.h"
#include "language/own_names.h"
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

/// "Language: English Español Français": names of languages, each in itself, are in none together.
bool is_list_of_languages(std::string_view text) {
  constexpr std::size_t kLongest = 200;  // bytes
  if (text.size() > kLongest) return false;
  // Sentences are told from lists without a look at the names: names have capitals, or none at all.
  std::size_t small = 0;
  std::size_t begun = 0;
  char before = ' ';
  for (const char c : text) {
    if (before == ' ' && c != ' ') {
      ++begun;
      small += base::is_lower(c) ? 1 : 0;
    }
    before = c;
  }
  if (begun < 3 || small * 2 > begun) return false;
  std::set<std::string_view> named;
  std::size_t names = 0;
  std::size_t words = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" |/,"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (content_of(word).letters < 2) continue;
    ++words;
    const std::string_view tag = language::language_of_own_name(word);
    if (tag.empty()) continue;
    ++names;
    named.insert(tag);
  }
  return named.size() >= 3 && names * 2 >= words;
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

Evidence::Evidence(const Tree& tree) {
  for (const RawBlock& block : tree.blocks) {
    blocks_.push_back(judge(block.breaks.empty() ? block.text.text : parted(block)));
  }
  for (const RawAttribute& attribute : tree.attributes) {
    attributes_.push_back(judge(attribute.block.text.text));
  }
}

/// The words of links that stand side by side are not one.
const std::string& Evidence::parted(const RawBlock& block) {
  std::string& out = parted_.emplace_back(block.text.text);
  for (auto at = block.breaks.rbegin(); at != block.breaks.rend(); ++at) out.insert(*at, 1, ' ');
  return out;
}

const std::vector<float>* Evidence::judge(const std::string& text) {
  if (is_list_of_languages(text)) return nullptr;
  const Content content = content_of(text);
  if (content.longest < 2 || content.digits > 3 * content.letters) return nullptr;
  const auto [place, is_new] = texts_.try_emplace(text);
  std::vector<float>& logits = place->second;
  if (is_new) {
    identifier().score(start_of(text), logits);
    if (std::all_of(logits.begin(), logits.end(), [](float value) { return value == 0; })) {
      logits.clear();
    }
  }
  return logits.empty() ? nullptr : &logits;
}

const std::vector<std::string>& Evidence::languages() { return identifier().languages(); }

}  // namespace punte::page::internal
