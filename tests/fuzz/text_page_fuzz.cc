#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "page/write_back.h"
#include "tests/fuzz/fuzz_input.h"

// Any bytes as plain text, in a markup of lines, as an extractor's JSON or a feed. Without
// replacements the file is the same; pieces lie in it, in order; with replacements it can be
// written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using punte::page::Format;
  constexpr std::array<Format, 7> kFormats = {Format::kAuto,
                                              Format::kText,
                                              Format::kMarkdown,
                                              Format::kAsciiDoc,
                                              Format::kReStructuredText,
                                              Format::kArticle,
                                              Format::kFeed};
  if (size == 0) return 0;
  const std::string_view bytes = fuzz_text(data + 1, size - 1);
  punte::page::ExtractOptions options;
  options.keep_source = true;
  options.format = kFormats[data[0] % kFormats.size()];
  const auto page = punte::page::extract(bytes, options);
  if (!page) return 0;
  const auto same = punte::page::write_back(bytes, *page, {});
  if (!same || same->bytes != bytes) std::abort();
  std::vector<punte::page::Replacement> replacements;
  for (std::size_t i = 0; i < page->blocks.size(); ++i) {
    const punte::page::Block& block = page->blocks[i];
    for (const punte::page::Piece& piece : block.pieces) {
      if (piece.source.start > piece.source.limit || piece.source.limit > page->source.size() ||
          piece.text.start > piece.text.limit || piece.text.limit > block.text.text.size()) {
        std::abort();
      }
    }
    if ((data[0] >> (i % 4 + 4) & 1U) != 0) continue;
    punte::page::Replacement replacement;
    replacement.block = i;
    replacement.text = block.text;
    replacement.text.text += " <&\"\\*_ 12. x";
    replacements.push_back(replacement);
  }
  if (!punte::page::write_back(bytes, *page, std::move(replacements))) std::abort();
  return 0;
}
