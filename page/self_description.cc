#include "page/self_description.h"

#include <algorithm>

#include "page/block_measures.h"

namespace punte::page::internal {

SelfDescription::SelfDescription(const Tree& tree) {
  constexpr std::size_t kShortestArticle = 200;  // bytes
  for (const std::string& body : tree.hints.article_bodies) bodies_ += skeleton(body) + ' ';
  if (bodies_.size() < kShortestArticle) bodies_.clear();
  titles_.push_back(skeleton(tree.title));
  for (const std::string& headline : tree.hints.headlines) titles_.push_back(skeleton(headline));
  for (const std::string& text : tree.hints.descriptions) {
    descriptions_.push_back(skeleton(text));
  }
  for (const std::string& author : tree.hints.authors) {
    if (author.size() >= 4) authors_.push_back(skeleton(author));
  }
  for (const std::string& date : tree.hints.dates) {
    // "2024-05-02T06:00+02:00"; written in words in the text, but with the same numbers.
    if (date.size() < 10 || date[4] != '-' || date[7] != '-') continue;
    dates_.emplace_back(date.substr(0, 4),
                        date.substr(date[8] == '0' ? 9 : 8, date[8] == '0' ? 1 : 2));
  }
}

float SelfDescription::in_article(const std::string& bare) const {
  if (bodies_.empty()) return 0.5F;
  return bare.size() >= 12 && bodies_.find(bare.substr(0, 48)) != std::string::npos ? 1.0F : 0.0F;
}

bool SelfDescription::is_title(const std::string& bare) const {
  return bare.size() >= 10 && std::any_of(titles_.begin(), titles_.end(), [&](const auto& title) {
           return title.find(bare) != std::string::npos ||
                  (title.size() >= 20 && bare.find(title) != std::string::npos);
         });
}

bool SelfDescription::is_description(const std::string& bare) const {
  return bare.size() >= 20 &&
         std::any_of(descriptions_.begin(), descriptions_.end(), [&](const auto& text) {
           return text.size() >= 20 && (text.starts_with(bare.substr(0, 40)));
         });
}

bool SelfDescription::is_byline(const std::string& bare) const {
  return bare.size() <= 80 &&
         std::any_of(authors_.begin(), authors_.end(), [&](const std::string& author) {
           return !author.empty() && bare.find(author) != std::string::npos;
         });
}

bool SelfDescription::is_date_line(std::string_view text) const {
  constexpr std::size_t kMostBytes = 80;
  return text.size() <= kMostBytes &&
         std::any_of(dates_.begin(), dates_.end(), [&](const auto& date) {
           const auto& [year, day] = date;
           const std::size_t at = text.find(year);
           if (at == std::string_view::npos) return false;
           std::string rest(text);
           rest.erase(at, year.size());
           return rest.find(day) != std::string::npos;
         });
}

}  // namespace punte::page::internal
