#ifndef PUNTE_PAGE_SITE_MEMORY_H_
#define PUNTE_PAGE_SITE_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "page/page.h"

namespace punte::page {

/// What the pages of one site have in common: which texts recur, and in what language they were
/// taken to be. A text that recurs is site furniture and has one language on all pages that declare
/// the same language; together they tell it better than each page alone.
///
/// Holds hashes and counts, no texts: some 50 bytes a text, for at most 200,000 texts; of more,
/// those seen once are forgotten. Threads: as of a value.
class SiteMemory {
 public:
  /// Counts the texts of a page, each once. A page whose texts were all counted before, in the same
  /// order, is not counted again, unless thousands of others came between. Linear.
  void learn(const Page& page);

  /// Texts that recur become chrome where they were taken for the article, and get the language
  /// that the pages agree on. A page most of whose article recurs is another address of the same
  /// page (a printed view, a new version): its roles stay. Linear.
  void apply(Page& page) const;

  /// Pages counted.
  [[nodiscard]] std::size_t pages() const { return pages_; }
  [[nodiscard]] std::size_t texts() const { return texts_.size(); }

  /// As bytes for a file: at most 20,000 texts, the most frequent ones first, and the newest 4,096
  /// pages. Equal memories give equal bytes.
  [[nodiscard]] std::string encode() const;
  /// nullopt: damaged.
  [[nodiscard]] static std::optional<SiteMemory> decode(std::string_view bytes);

 private:
  struct Text {
    std::uint32_t pages = 0;
    /// Index into languages_, and the sum of confidences.
    std::vector<std::pair<std::uint32_t, float>> languages;
  };
  [[nodiscard]] std::uint32_t language(const std::string& tag);
  [[nodiscard]] bool recurs(const Text& text) const;
  void vote(Text& text, std::uint32_t language, float confidence) const;

  std::size_t pages_ = 0;
  std::vector<std::string> languages_;
  std::unordered_map<std::uint64_t, Text> texts_;  // by hash of declared language and text
  std::vector<std::uint64_t> page_order_;          // hashes of the pages, in order
  std::unordered_set<std::uint64_t> known_pages_;
};

/// The site of an address: its host in lower case without "www."; empty if it has none.
[[nodiscard]] std::string site_of_address(std::string_view address);

}  // namespace punte::page

#endif  // PUNTE_PAGE_SITE_MEMORY_H_
