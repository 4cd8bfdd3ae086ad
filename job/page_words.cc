#include "job/page_words.h"

#include "language/language_tag.h"

namespace punte::job {

void PageWords::add(const PageWords& other) {
  for (const auto& [language, roles] : other.words) {
    for (const auto& [role, count] : roles) words[language][role] += count;
  }
}

std::int64_t PageWords::in(const std::string& language) const {
  const auto found = words.find(language);
  std::int64_t out = 0;
  if (found == words.end()) return out;
  for (const auto& [role, count] : found->second) out += count;
  return out;
}

std::int64_t PageWords::with_language() const {
  std::int64_t out = 0;
  for (const auto& [language, roles] : words) {
    if (language != "und") out += in(language);
  }
  return out;
}

double PageWords::share_of_others(const std::string& language) const {
  const std::int64_t all = with_language();
  if (all == 0) return 0;
  std::int64_t others = 0;
  for (const auto& [tag, roles] : words) {
    if (tag != "und" && !language::same_language(tag, language)) others += in(tag);
  }
  return static_cast<double>(others) / static_cast<double>(all);
}

PageWords words_of(const page::Page& page, language::WordCounter& counter) {
  PageWords out;
  for (const page::Block& block : page.blocks) {
    out.words[block.language][std::string(page::role_name(block.role))] +=
        counter.count(block.text.text).words;
  }
  return out;
}

}  // namespace punte::job
