#include "page/block_measures.h"

#include "language/text.h"

namespace punte::page::internal {

bool ends_a_sentence(std::string_view text) {
  if (text.empty()) return false;
  for (const std::string_view end :
       {".", "!", "?", "…", "”", "\"", "»", ":", "。", "！", "？", "।", "؟", "۔", ")"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

Measures measure(const RawBlock& block) {
  Measures out;
  const std::string_view text = block.text.text;
  bool begins = true;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    out.letters += c >= 0x3040 && c < 0xFB00 ? 3 : 1;
    if (c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
        c == 0x964 || c == 0x61F || c == 0x6D4) {
      out.sentences += 1;
    }
    if (c == ',' || c == 0x3001 || c == 0xFF0C || c == 0x60C || c == ';') out.commas += 1;
    if (c >= '0' && c <= '9') out.digits += 1;
    if (begins && c != ' ') {
      out.words += 1;
      if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x410 && c <= 0x42F)) {
        out.capitals += 1;
      }
    }
    begins = c == ' ';
  }
  out.linked = ratio(static_cast<double>(block.link_bytes), static_cast<double>(text.size()));
  out.ends = ends_a_sentence(text);
  out.prose = std::min(3.0, out.letters / 60.0) - 0.7 + (out.ends ? 0.7 : 0);
  if (block.name == "p" || block.name == "blockquote") out.prose += 0.8;
  if (out.linked > 0.5F) out.prose -= 2.5 * static_cast<double>(out.linked);
  if ((block.hints & (kInNav | kInFooter)) != 0) out.prose -= 2;
  if ((block.hints & (kInForm | kInButton | kHidden)) != 0) out.prose -= 2;
  if ((block.hints & (kInAside | kChromeClass)) != 0) out.prose -= 1;
  if ((block.hints & kCommentClass) != 0) out.prose -= 2;
  return out;
}

std::size_t letters_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    count += c >= 0x3040 && c < 0xFB00 ? 3 : 1;
  }
  return count;
}

std::string skeleton(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = language::next_code_point(text, i);
    if (c < 0x80) {
      const char byte = static_cast<char>(c);
      if (byte >= 'A' && byte <= 'Z') {
        out += static_cast<char>(byte - 'A' + 'a');
      } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
        out += byte;
      }
    } else if (c >= 0xC0 && !(c >= 0x2000 && c < 0x2070) && !(c >= 0x3000 && c < 0x3040) &&
               c < 0xFE00) {
      out.append(text, start, i - start);
    }
  }
  return out;
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

}  // namespace punte::page::internal
