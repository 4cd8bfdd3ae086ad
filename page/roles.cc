#include <algorithm>
#include <cmath>
#include <vector>

#include "language/text.h"
#include "page/blocks.h"

namespace punte::page::internal {
namespace {

constexpr std::uint32_t kChromeHints =
    kInNav | kInFooter | kInAside | kInForm | kInButton | kChromeClass | kCommentClass | kHidden;

std::size_t letters_in(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = language::next_code_point(text, i);
    // Three Latin letters say about as much as one ideograph.
    count += c >= 0x3040 && c < 0xFB00 ? 3 : 1;
  }
  return count;
}

bool ends_a_sentence(std::string_view text) {
  if (text.empty()) return false;
  for (const std::string_view end :
       {".", "!", "?", "…", "”", "\"", "»", ":", "。", "！", "？", "।", "؟", "۔", ")"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

/// How much a block looks like running text by itself, about -4..5.
double prose(const RawBlock& block) {
  const double length = static_cast<double>(letters_in(block.text.text));
  const double linked = static_cast<double>(block.link_bytes) /
                        static_cast<double>(std::max<std::size_t>(block.text.text.size(), 1));
  double score = std::min(3.0, length / 60.0) - 0.7;
  if (ends_a_sentence(block.text.text)) score += 0.7;
  if (block.name == "p" || block.name == "blockquote") score += 0.8;
  if (linked > 0.5) score -= 2.5 * linked;
  if ((block.hints & (kInNav | kInFooter)) != 0) score -= 2;
  if ((block.hints & (kInForm | kInButton | kHidden)) != 0) score -= 2;
  if ((block.hints & kInAside) != 0) score -= 1;
  if ((block.hints & kChromeClass) != 0) score -= 1;
  if ((block.hints & kCommentClass) != 0) score -= 2;
  if ((block.hints & kBodyClass) != 0) score += 0.5;
  return score;
}

}  // namespace

void infer_roles(const Tree& tree, Page& page) {
  const std::size_t count = tree.blocks.size();
  std::vector<double> score(count);
  std::vector<double> mass(tree.elements.size(), 0);
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    score[i] = prose(block);
    if (score[i] < 1) continue;
    const double weight = score[i] * std::sqrt(static_cast<double>(letters_in(block.text.text)));
    for (std::size_t e = block.element;; e = tree.elements[e].parent) {
      mass[e] += weight;
      if (e == tree.elements[e].parent) break;
    }
  }
  // The smallest element that holds most of the running text.
  std::size_t container = 0;
  for (bool deeper = true; deeper && mass[container] > 0;) {
    deeper = false;
    for (std::size_t e = container + 1; e < tree.elements.size(); ++e) {
      if (tree.elements[e].parent == container && mass[e] >= 0.7 * mass[container]) {
        container = e;
        deeper = true;
        break;
      }
    }
  }
  const auto inside = [&](std::size_t element) {
    for (std::size_t e = element;; e = tree.elements[e].parent) {
      if (e == container) return true;
      if (e == tree.elements[e].parent) return false;
    }
  };
  // What the container itself carries says nothing about blocks in it.
  const std::uint32_t given = tree.elements.empty() ? 0 : tree.elements[container].hints;
  const bool any_text = !tree.elements.empty() && mass[container] > 0;

  std::size_t title = count;
  for (std::size_t i = 0; i < count && title == count; ++i) {
    if (tree.blocks[i].name == "h1" && (tree.blocks[i].hints & (kInNav | kInFooter)) == 0 &&
        letters_in(tree.blocks[i].text.text) >= 15) {
      title = i;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const RawBlock& block = tree.blocks[i];
    Block& out = page.blocks[i];
    const std::uint32_t own = block.hints & ~given;
    const double length = static_cast<double>(letters_in(block.text.text));
    double value = -2;
    if (any_text && inside(block.element)) {
      value = score[i] + 0.5;
      if ((own & kChromeHints) == 0) value += 0.7;
      if ((own & kChromeHints) != 0) value -= 0.8;
      if ((own & (kMetaClass | kInCaption)) != 0 && length < 200) value -= 1.5;
      // Text between paragraphs belongs with them, unless it is a link or a label.
      const bool before = i > 0 && score[i - 1] >= 1.2;
      const bool after = i + 1 < count && score[i + 1] >= 1.2;
      if (before && after) value += 0.7;
      if (is_heading(block.name)) value += after ? 0.8 : -0.8;
      if (block.name == "li" && block.link_bytes * 2 < block.text.text.size()) value += 0.3;
    } else if (any_text) {
      value = (own & kChromeHints) == 0 && score[i] >= 3.2 ? 0.2 : -1.5;
    }
    const bool body = value > 0;
    out.role_confidence = 1 / (1 + std::exp(-std::abs(value)));
    if (i == title) {
      out.role = Role::kTitle;
      out.role_confidence = 0.9;
    } else if (body) {
      out.role = Role::kBody;
    } else if ((block.hints & kInCaption) != 0 || (block.hints & kCommentClass) != 0) {
      out.role = Role::kOther;
    } else {
      out.role = Role::kChrome;
    }
  }
}

}  // namespace punte::page::internal
