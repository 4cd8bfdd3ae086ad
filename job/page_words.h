#ifndef PUNTE_JOB_PAGE_WORDS_H_
#define PUNTE_JOB_PAGE_WORDS_H_

#include <cstdint>
#include <map>
#include <string>

#include "language/word_count.h"
#include "page/page.h"

namespace punte::job {

/// Words of pages by language and role.
struct PageWords {
  /// By canonical tag ("und": numbers, names), then by page::role_name().
  std::map<std::string, std::map<std::string, std::int64_t>> words;

  void add(const PageWords& other);
  /// Words in the language.
  [[nodiscard]] std::int64_t in(const std::string& language) const;
  /// Words that have a language.
  [[nodiscard]] std::int64_t with_language() const;
  /// Of the words that have a language, the share that is in another one than `language`, 0..1; 0
  /// where there are none. Varieties of a language are the same language.
  [[nodiscard]] double share_of_others(const std::string& language) const;
};

/// Cost: one pass with a break iterator. Threads: one counter each.
[[nodiscard]] PageWords words_of(const page::Page& page, language::WordCounter& counter);

}  // namespace punte::job

#endif  // PUNTE_JOB_PAGE_WORDS_H_
