#include "language/matching_words.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

#include "language/match_key.h"
#include "language/matching_data.h"
#include "language/text.h"

namespace punte::language {
namespace {

constexpr std::size_t kMostTurned = 3;
constexpr std::uint16_t kSides = 16;         // at most, of a group of opposites
constexpr std::size_t kShortestStem = 3;     // letters of a word that a prefix may negate
constexpr std::size_t kMostDiffering = 100;  // words of a text that are tried with prefixes

std::string utf8(std::u32string_view word) {
  std::string out;
  for (const char32_t c : word) append_utf8(out, c);
  return out;
}

bool is_word_letter(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  return u_isalpha(code) != 0 || (U_GET_GC_MASK(code) & U_GC_M_MASK) != 0;
}

bool is_ideograph(char32_t c) {
  return c >= 0x2E80 && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0;
}

/// What of `a` is not in `b`, as often; both are copies that may be sorted.
MatchingWords::Words only_in(MatchingWords::Words a, MatchingWords::Words b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  MatchingWords::Words out;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

}  // namespace

void MatchingWords::List::add(std::u32string_view word, std::uint16_t value) {
  const bool at_start = !word.starts_with(U'*');
  if (!at_start) word.remove_prefix(1);
  const bool at_end = !word.ends_with(U'*');
  if (!at_end) word.remove_suffix(1);
  if (at_start && at_end) {
    whole_.emplace(word, value);
  } else {
    parts_.push_back({std::u32string(word), at_start, at_end, value});
  }
}

std::uint16_t MatchingWords::List::find(std::u32string_view word) const {
  if (!whole_.empty()) {
    const auto found = whole_.find(std::u32string(word));
    if (found != whole_.end()) return found->second;
  }
  const Part* best = nullptr;
  for (const Part& part : parts_) {
    const bool fits = part.at_start ? word.starts_with(part.text)
                      : part.at_end ? word.ends_with(part.text)
                                    : word.find(part.text) != std::u32string_view::npos;
    if (fits && (best == nullptr || part.text.size() > best->text.size())) best = &part;
  }
  return best == nullptr ? 0 : best->value;
}

/// Reads files of words into their objects.
class MatchingFile {
 public:
  /// False: something in the file is none of its sections or words.
  static bool read(std::string_view text, MatchingWords& words) {
    std::string_view section;
    std::uint16_t group = 0;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      line = trim(line.substr(0, line.find('#')));
      if (line.empty()) continue;
      if (line.front() == '[') {
        if (line.back() != ']') return false;
        section = line.substr(1, line.size() - 2);
      } else if (section == "opposites") {
        add_opposites(line, group++, words);
      } else if (!add_words(section, line, words)) {
        return false;
      }
    }
    return true;
  }

  static const std::vector<std::u32string>& labels(const MatchingWords& words) {
    return words.labels_;
  }

 private:
  static MatchingWords::Words split(std::string_view line) {
    MatchingWords::Words out;
    while (!(line = trim(line)).empty()) {
      const std::size_t end = std::min(line.find(' '), line.size());
      out.push_back(match_key(line.substr(0, end)));
      line.remove_prefix(end);
    }
    return out;
  }

  /// "before | after": forms of one side before the sign, of the other after it.
  static void add_opposites(std::string_view line, std::uint16_t group, MatchingWords& words) {
    for (std::uint16_t side = 0; side < kSides; ++side) {
      const std::size_t end = std::min(line.find('|'), line.size());
      for (const std::u32string& word : split(line.substr(0, end))) {
        words.opposites_.add(word, static_cast<std::uint16_t>(group * kSides + side + 1));
      }
      if (end == line.size()) return;
      line.remove_prefix(end + 1);
    }
  }

  static bool add_words(std::string_view section, std::string_view line, MatchingWords& words) {
    const MatchingWords::Words all = split(line);
    const auto add_to = [&](MatchingWords::List& list) {
      for (const std::u32string& word : all) list.add(word, 1);
      return true;
    };
    const auto append_to = [&](std::vector<std::u32string>& list) {
      list.insert(list.end(), all.begin(), all.end());
      return true;
    };
    if (section == "negations") return add_to(words.negations_);
    if (section == "negative words") return add_to(words.negative_words_);
    if (section == "not counted") return add_to(words.not_counted_);
    if (section == "negating prefixes") return append_to(words.prefixes_);
    if (section == "labels") return append_to(words.labels_);
    if (section == "linker endings") return append_to(words.linker_endings_);
    if (section == "blank before") {
      for (const std::u32string& mark : all) words.blank_before_ += mark;
      return true;
    }
    if (section != "linker" || all.size() != 2) return false;
    words.linker_category_ = utf8(all[0]);
    words.linker_ = utf8(all[1]);
    return true;
  }
};

namespace {

/// The built-in files, each read when it is first asked for.
class BuiltIn {
 public:
  BuiltIn() : files_(internal::matching_texts()), read_(files_.size()), words_(files_.size()) {}

  const MatchingWords& of(std::string_view tag) {
    static const MatchingWords none;
    const auto found =
        std::find_if(files_.begin(), files_.end(),
                     [&](const internal::MatchingText& file) { return file.tag == tag; });
    if (found == files_.end()) return none;
    const auto place = static_cast<std::size_t>(found - files_.begin());
    std::call_once(read_[place], [&] {
      // A test reads every built-in file.
      if (auto words = MatchingWords::read(found->text)) words_[place] = *std::move(words);
    });
    return words_[place];
  }

  /// Those of all languages.
  const std::unordered_set<std::u32string>& labels() {
    std::call_once(read_labels_, [&] {
      for (const internal::MatchingText& file : files_) {
        const auto& labels = MatchingFile::labels(of(file.tag));
        labels_.insert(labels.begin(), labels.end());
      }
    });
    return labels_;
  }

 private:
  std::span<const internal::MatchingText> files_;
  std::vector<std::once_flag> read_;
  std::vector<MatchingWords> words_;
  std::once_flag read_labels_;
  std::unordered_set<std::u32string> labels_;
};

BuiltIn& built_in() {
  static BuiltIn files;
  return files;
}

}  // namespace

std::optional<MatchingWords> MatchingWords::read(std::string_view text) {
  MatchingWords words;
  if (!MatchingFile::read(text, words)) return std::nullopt;
  return words;
}

const MatchingWords& MatchingWords::of(std::string_view tag) {
  return built_in().of(tag.substr(0, tag.find('-')));
}

bool MatchingWords::is_label(std::u32string_view word) {
  return built_in().labels().contains(std::u32string(word));
}

MatchingWords::Words MatchingWords::words_of(std::u32string_view key) {
  Words out;
  for (std::size_t i = 0; i < key.size();) {
    const std::size_t start = i;
    if (is_ideograph(key[i])) {
      out.emplace_back(key.substr(i++, 1));
      continue;
    }
    while (i < key.size() && !is_ideograph(key[i]) &&
           (is_word_letter(key[i]) || (i > start && (key[i] == U'\'' || key[i] == U'-') &&
                                       i + 1 < key.size() && is_word_letter(key[i + 1])))) {
      ++i;
    }
    if (i > start) {
      out.emplace_back(key.substr(start, i - start));
    } else {
      ++i;
    }
  }
  return out;
}

std::vector<std::size_t> MatchingWords::negations_in(const Words& words) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (negations_.find(words[i]) != 0) out.push_back(i);
  }
  if (!out.empty() || negative_words_.empty()) return out;
  // "Niemand" alone denies; beside "nie" it only goes along.
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (negative_words_.find(words[i]) != 0) return {i};
  }
  return out;
}

namespace {

/// The words of one group of opposites in a text, with their sides.
using Sides = std::vector<std::pair<int, const std::u32string*>>;

/// A word that came for one of another side, or changed places with it.
std::optional<std::pair<std::u32string, std::u32string>> exchanged(const Sides& a, const Sides& b) {
  const auto by_side = [](const auto& x, const auto& y) { return x.first < y.first; };
  Sides ours = a;
  Sides theirs = b;
  std::stable_sort(ours.begin(), ours.end(), by_side);
  std::stable_sort(theirs.begin(), theirs.end(), by_side);
  Sides lost;
  Sides won;
  std::set_difference(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                      std::back_inserter(lost), by_side);
  std::set_difference(theirs.begin(), theirs.end(), ours.begin(), ours.end(),
                      std::back_inserter(won), by_side);
  if (!lost.empty() && !won.empty()) return std::pair(*lost[0].second, *won[0].second);
  if (!lost.empty() || !won.empty()) return std::nullopt;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].first != b[i].first) return std::pair(*a[i].second, *b[i].second);
  }
  return std::nullopt;
}

}  // namespace

std::vector<TurnedMeaning> MatchingWords::turned(const Words& source, const Words& query) const {
  std::vector<TurnedMeaning> out;
  if (source == query) return out;
  const auto note = [&](std::string before, std::string after) {
    TurnedMeaning one{std::move(before), std::move(after)};
    if (out.size() < kMostTurned && std::find(out.begin(), out.end(), one) == out.end()) {
      out.push_back(std::move(one));
    }
  };
  const auto ours = negations_in(source);
  const auto theirs = negations_in(query);
  if (ours.size() > theirs.size()) note(utf8(source[ours.back()]), {});
  if (ours.size() < theirs.size()) note({}, utf8(query[theirs.back()]));

  // Of each group of opposites, the words in their order.
  std::map<int, std::pair<Sides, Sides>> groups;
  if (!opposites_.empty()) {
    for (const std::u32string& word : source) {
      const int value = opposites_.find(word);
      if (value > 0) groups[(value - 1) / kSides].first.emplace_back(value, &word);
    }
    for (const std::u32string& word : query) {
      const int value = opposites_.find(word);
      if (value > 0) groups[(value - 1) / kSides].second.emplace_back(value, &word);
    }
  }
  for (auto& [group, sides] : groups) {
    if (const auto turned = exchanged(sides.first, sides.second)) {
      note(utf8(turned->first), utf8(turned->second));
    }
  }

  if (prefixes_.empty()) return out;
  const Words before = only_in(source, query);
  const Words after = only_in(query, source);
  if (std::max(before.size(), after.size()) > kMostDiffering) return out;
  for (const std::u32string& prefix : prefixes_) {
    for (const std::u32string& a : before) {
      for (const std::u32string& b : after) {
        const bool longer = a.size() > b.size();
        const std::u32string& negated = longer ? a : b;
        const std::u32string& plain = longer ? b : a;
        if (plain.size() >= kShortestStem && negated.size() == plain.size() + prefix.size() &&
            negated.starts_with(prefix) && negated.ends_with(plain)) {
          note(utf8(a), utf8(b));
        }
      }
    }
  }
  return out;
}

bool MatchingWords::may_be_counted(std::u32string_view word) const {
  return not_counted_.find(word) == 0 && of("und").not_counted_.find(word) == 0;
}

std::string_view MatchingWords::linker(std::string_view category) const {
  return !linker_.empty() && category == linker_category_ ? std::string_view(linker_)
                                                          : std::string_view();
}

bool MatchingWords::takes_linker(std::u32string_view word) const {
  return std::any_of(linker_endings_.begin(), linker_endings_.end(),
                     [&](const std::u32string& ending) { return word.ends_with(ending); });
}

}  // namespace punte::language
