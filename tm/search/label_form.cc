#include "tm/search/label_form.h"

#include <unicode/uchar.h>

#include <string>
#include <utility>

#include "language/match_key.h"
#include "language/matching_words.h"
#include "language/text.h"
#include "tm/text/shape.h"

namespace punte::tm::internal {
namespace {

using language::Span;

constexpr std::u32string_view kClosing = U".:;!?\u2026,";

/// The last letter before the closing marks; 0 where there is none.
char32_t last_letter(std::string_view text, std::size_t end) {
  char32_t last = 0;
  for (std::size_t at = 0; at < end;) last = language::next_code_point(text, at);
  return last;
}

/// Whether punctuation may follow the query's: not within quotes or brackets, where it belongs to
/// what they hold, nor in a script that has marks of its own.
bool can_follow(std::string_view text, std::size_t end) {
  const char32_t last = last_letter(text, end);
  return u_isalnum(static_cast<UChar32>(last)) != 0 && letter_weight(last) <= 1;
}

}  // namespace

std::size_t end_of_words(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t place = 0; place < text.size();) {
    const char32_t c = language::next_code_point(text, place);
    const bool ends = language::is_space(c) || kClosing.find(c) != std::u32string_view::npos;
    if (!ends) end = place;
  }
  return end;
}

std::optional<Exchange> closing_marks(std::string_view query, const Match& match) {
  const std::string_view source = match.source.text;
  const std::string_view target = match.target.text;
  const std::size_t end = end_of_words(target);
  // Blanks at the very end are no punctuation.
  const std::string_view wanted = language::trim(query.substr(end_of_words(query)));
  const std::string_view had = language::trim(source.substr(end_of_words(source)));
  const std::string_view ours = language::trim(target.substr(end));
  if (wanted == had || had != ours || !can_follow(target, end) ||
      !can_follow(query, end_of_words(query)) || !can_follow(source, end_of_words(source))) {
    return std::nullopt;
  }
  const std::size_t start = static_cast<std::size_t>(ours.data() - target.data());
  const auto& words = language::MatchingWords::of(match.target_language);
  std::size_t first = 0;
  const bool blank =
      !wanted.empty() && words.has_blank_before(language::next_code_point(wanted, first));
  std::string with = (blank ? "\u00A0" : "") + std::string(wanted);
  // A blank that is there before a mark stays before another one that wants it.
  if (ours.empty()) return Exchange{{end, end}, std::move(with)};
  if (blank && start > end) return Exchange{{start, start + ours.size()}, std::string(wanted)};
  return Exchange{{end, start + ours.size()}, std::move(with)};
}

void follow_label(std::string_view query, Match& match) {
  const Span in_source = language::accelerator_of(match.source.text);
  const Span in_target = language::accelerator_of(match.target.text);
  const Span in_query = language::accelerator_of(query);
  const auto is_empty = [](Span span) { return span.start == span.limit; };
  if (!is_empty(in_source) && is_empty(in_query) && !is_empty(in_target)) {
    std::string sign = match.target.text.substr(in_target.start, in_target.limit - in_target.start);
    if (apply({{in_target, {}}}, match.target)) {
      match.reasons.push_back({"accelerator", 0, std::move(sign)});
    }
  }
  auto marks = closing_marks(query, match);
  if (!marks) return;
  std::string before(
      language::trim(std::string_view(match.target.text)
                         .substr(marks->span.start, marks->span.limit - marks->span.start)));
  std::string after(language::trim(marks->with));
  if (!apply({*std::move(marks)}, match.target)) return;
  match.reasons.push_back(
      {"marks", 0, (before.empty() ? "∅" : before) + " → " + (after.empty() ? "∅" : after)});
}

}  // namespace punte::tm::internal
