#include "language/srx_segmenter.h"

#include <unicode/regex.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "language/srx_regex.h"
#include "language/text.h"

namespace punte::language {
namespace {

using internal::RegexBounds;

constexpr std::size_t kPage = 4096;      // UTF-16 units decided on one input of the matchers
constexpr std::size_t kNearBack = 24;    // tried first; most matches begin within a word
constexpr std::size_t kGroupRules = 64;  // joined to one expression
constexpr std::size_t kGroupUnits = 8192;
constexpr std::size_t kAsciiTable = 128;

// ICU calls back each 10,000 steps. So many calls a text, and one more for so many units.
constexpr std::int64_t kFreeCalls = 1000;
constexpr std::int64_t kUnitsACall = 20;
constexpr std::int64_t kCallsToBlame = 200;  // of a rule alone, when the guilty one is sought

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

/// Character sets with a table for the frequent ones.
class Filter {
 public:
  void add(const icu::UnicodeSet& set, bool nullable) {
    if (nullable) any_ = true;
    set_.addAll(set);
  }
  void freeze() {
    set_.freeze();
    for (std::size_t c = 0; c < kAsciiTable; ++c) {
      ascii_[c] = any_ || set_.contains(static_cast<UChar32>(c)) != 0;
    }
  }
  [[nodiscard]] bool has(UChar32 c) const {
    return static_cast<std::size_t>(c) < kAsciiTable ? ascii_[static_cast<std::size_t>(c)]
                                                     : any_ || set_.contains(c) != 0;
  }

 private:
  icu::UnicodeSet set_;
  std::array<bool, kAsciiTable> ascii_{};
  bool any_ = false;
};

using Pattern = std::unique_ptr<icu::RegexPattern>;

struct Rule {
  std::size_t line = 0;
  icu::UnicodeString before;
  icu::UnicodeString after;
  RegexBounds before_bounds;
  RegexBounds after_bounds;
};

/// Rules that stand one behind another and say the same: their order means nothing.
struct Group {
  bool breaks = false;
  Filter first;  // what may follow the place
  Filter last;   // what may stand before it
  std::size_t look_back = 0;
  std::vector<std::size_t> rules;
  Pattern joined;  // all of them, with the place at the end of the region; or, of a single rule:
  Pattern before;
  Pattern after;
};

/// `(?:before)\z(?=after)`: \z is the end of the region.
icu::UnicodeString at_end_of_region(const Rule& rule) {
  icu::UnicodeString out(u"(?:");
  if (!rule.before.isEmpty()) out += u"(?:" + rule.before + u")";
  out += u"\\z";
  if (!rule.after.isEmpty()) out += u"(?=" + rule.after + u")";
  return out + u")";
}

Pattern compile(const icu::UnicodeString& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError error{};
  Pattern out(icu::RegexPattern::compile(pattern, error, status));
  return U_SUCCESS(status) ? std::move(out) : nullptr;
}

std::string line_of(const std::string& path, std::size_t line) {
  return path + ":" + std::to_string(line);
}

}  // namespace

struct SrxSegmenter::Rules {
  std::string path;
  CodeHandling codes;
  std::vector<Rule> rules;
  std::vector<Group> groups;

  void add_group(bool breaks, const std::vector<std::size_t>& members);
  void add_run(bool breaks, std::size_t from, std::size_t limit);
};

void SrxSegmenter::Rules::add_group(bool breaks, const std::vector<std::size_t>& members) {
  if (members.empty()) return;
  Group group;
  group.breaks = breaks;
  group.rules = members;
  icu::UnicodeString joined;
  bool joinable = true;
  for (const std::size_t i : members) {
    const Rule& rule = rules[i];
    group.first.add(rule.after_bounds.first, rule.after_bounds.nullable);
    group.last.add(rule.before_bounds.last, rule.before_bounds.nullable);
    group.look_back = std::max(group.look_back, rule.before_bounds.longest);
    joinable = joinable && rule.before_bounds.joinable && rule.after_bounds.joinable;
    if (!joined.isEmpty()) joined += u"|";
    joined += at_end_of_region(rule);
  }
  group.look_back = std::min(group.look_back, kLookBack);
  group.first.freeze();
  group.last.freeze();
  if (joinable) group.joined = compile(joined);
  if (group.joined == nullptr) {
    if (members.size() > 1) {  // two of them cannot stand together: names that are there twice
      for (const std::size_t i : members) add_group(breaks, {i});
      return;
    }
    group.before = compile(rules[members.front()].before);
    group.after = compile(rules[members.front()].after);
  }
  groups.push_back(std::move(group));
}

void SrxSegmenter::Rules::add_run(bool breaks, std::size_t from, std::size_t limit) {
  std::vector<std::size_t> near;  // by how far back they must look
  std::vector<std::size_t> wide;
  std::size_t near_units = 0;
  std::size_t wide_units = 0;
  for (std::size_t i = from; i < limit; ++i) {
    const Rule& rule = rules[i];
    if (!rule.before_bounds.joinable || !rule.after_bounds.joinable) {
      add_group(breaks, {i});
      continue;
    }
    const bool is_near = rule.before_bounds.longest <= kNearBack;
    std::vector<std::size_t>& members = is_near ? near : wide;
    std::size_t& units = is_near ? near_units : wide_units;
    members.push_back(i);
    units += static_cast<std::size_t>(rule.before.length() + rule.after.length());
    if (members.size() >= kGroupRules || units > kGroupUnits) {
      add_group(breaks, members);
      members.clear();
      units = 0;
    }
  }
  add_group(breaks, near);
  add_group(breaks, wide);
}

SrxSegmenter::SrxSegmenter(std::unique_ptr<const Rules> rules) : rules_(std::move(rules)) {}
SrxSegmenter::SrxSegmenter(SrxSegmenter&&) noexcept = default;
SrxSegmenter& SrxSegmenter::operator=(SrxSegmenter&&) noexcept = default;
SrxSegmenter::~SrxSegmenter() = default;

const CodeHandling& SrxSegmenter::codes() const { return rules_->codes; }

base::Result<SrxSegmenter> SrxSegmenter::make(const SrxDocument& document, std::string_view tag) {
  const auto read = document.rules_for(tag);
  if (!read) return tl::unexpected(read.error());
  auto rules = std::make_unique<Rules>();
  rules->path = document.path;
  rules->codes = document.codes;
  std::size_t run = 0;
  for (std::size_t i = 0; i < read->size(); ++i) {
    const SrxRule& written = (*read)[i];
    Rule rule;
    rule.line = written.line;
    rule.before = internal::with_bounded_look_behinds(utf16(written.before));
    rule.after = internal::with_bounded_look_behinds(utf16(written.after));
    for (const icu::UnicodeString* pattern : {&rule.before, &rule.after}) {
      UErrorCode status = U_ZERO_ERROR;
      UParseError error{};
      const Pattern compiled(icu::RegexPattern::compile(*pattern, error, status));
      if (U_SUCCESS(status)) continue;
      return base::fail(
          base::ErrorCode::kSyntax,
          PUNTE_MSG("rule {1} for {2}: the pattern “{3}” cannot be read at character {4} "
                    "({5}); repair or remove it"),
          {std::to_string(i + 1), std::string(tag),
           pattern == &rule.before ? written.before : written.after,
           std::to_string(std::max(error.offset, 1)), u_errorName(status)},
          line_of(document.path, written.line));
    }
    rule.before_bounds = internal::regex_bounds(rule.before);
    rule.after_bounds = internal::regex_bounds(rule.after);
    rules->rules.push_back(std::move(rule));
    if ((*read)[run].breaks != written.breaks) {
      rules->add_run((*read)[run].breaks, run, i);
      run = i;
    }
  }
  if (run < read->size()) rules->add_run((*read)[run].breaks, run, read->size());
  return SrxSegmenter(std::move(rules));
}

namespace {

struct Budget {
  std::int64_t calls = 0;

  static UBool U_CALLCONV on_steps(const void* context, std::int32_t /*steps*/) {
    auto* budget = const_cast<Budget*>(static_cast<const Budget*>(context));
    return --budget->calls >= 0 ? 1 : 0;
  }
};

/// One text while it is cut.
class Decider {
 public:
  Decider(const std::vector<Rule>& rules, const std::vector<Group>& groups, std::string_view text)
      : rules_(rules), groups_(groups), matchers_(groups.size()) {
    units_.reserve(text.size());
    bytes_.reserve(text.size() + 1);
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t start = at;
      const char32_t c = next_code_point(text, at);
      if (c > 0xFFFF) {
        units_.push_back(U16_LEAD(c));
        bytes_.push_back(start);
        units_.push_back(U16_TRAIL(c));
      } else {
        units_.push_back(static_cast<char16_t>(c));
      }
      bytes_.push_back(start);
    }
    bytes_.push_back(text.size());
    budget_.calls = kFreeCalls + static_cast<std::int64_t>(units_.size()) / kUnitsACall;
  }

  [[nodiscard]] std::size_t size() const { return units_.size(); }
  [[nodiscard]] std::size_t byte_of(std::size_t place) const { return bytes_[place]; }
  [[nodiscard]] std::size_t place_of(std::size_t byte) const {
    return static_cast<std::size_t>(std::lower_bound(bytes_.begin(), bytes_.end(), byte) -
                                    bytes_.begin());
  }

  /// True if the first rule that fits at the place, which lies inside the text, breaks.
  bool breaks_at(std::size_t place) {
    const UChar32 before = units_[place - 1];
    const UChar32 behind = units_[place];
    if (U16_IS_TRAIL(behind)) return false;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (!groups_[i].breaks || !fits(i, place, before, behind)) continue;
      for (std::size_t k = 0; k < i; ++k) {
        if (!groups_[k].breaks && fits(k, place, before, behind)) return false;
      }
      return !failed();
    }
    return false;
  }

  /// What the first rule that fits says; nothing if none does.
  std::optional<bool> decide(std::size_t place) {
    if (place == 0 || place >= units_.size() || U16_IS_TRAIL(units_[place])) return std::nullopt;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (fits(i, place, units_[place - 1], units_[place])) return groups_[i].breaks;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool failed() const { return failed_group_ != nullptr; }
  /// Line of the rule that took too long.
  [[nodiscard]] std::size_t failed_line();

 private:
  struct Matchers {
    std::unique_ptr<icu::RegexMatcher> joined;
    std::unique_ptr<icu::RegexMatcher> before;
    std::unique_ptr<icu::RegexMatcher> after;
    std::size_t page = static_cast<std::size_t>(-1);
  };

  bool fits(std::size_t index, std::size_t place, UChar32 before, UChar32 behind) {
    const Group& group = groups_[index];
    // A surrogate stands for what the sets hold as a whole; only real characters are looked up.
    if (!U16_IS_SURROGATE(before) && !group.last.has(before)) return false;
    if (!U16_IS_SURROGATE(behind) && !group.first.has(behind)) return false;
    if (failed()) return false;
    turn_to(place);
    Matchers& matchers = matchers_[index];
    if (matchers.page != page_) prepare(group, matchers);
    const auto limit = static_cast<std::int32_t>(place - page_start_);
    return matches(group, matchers, limit);
  }

  void turn_to(std::size_t place) {
    const std::size_t page = place / kPage;
    if (page == page_) return;
    page_ = page;
    const std::size_t start = page * kPage;
    page_start_ = start > SrxSegmenter::kLookAhead ? start - SrxSegmenter::kLookAhead : 0;
    const std::size_t limit = std::min(units_.size(), start + kPage + SrxSegmenter::kLookAhead);
    input_.setTo(0, units_.data() + page_start_, static_cast<std::int32_t>(limit - page_start_));
  }

  void prepare(const Group& group, Matchers& matchers) {
    const auto reset = [&](const Pattern& pattern, std::unique_ptr<icu::RegexMatcher>& matcher,
                           bool anchoring) {
      if (pattern == nullptr) return;
      UErrorCode status = U_ZERO_ERROR;
      if (matcher == nullptr) {
        matcher.reset(pattern->matcher(status));
        if (matcher == nullptr) return;
        matcher->setMatchCallback(Budget::on_steps, &budget_, status);
        matcher->useTransparentBounds(1);
        matcher->useAnchoringBounds(anchoring ? 1 : 0);
      }
      matcher->reset(input_);
    };
    reset(group.joined, matchers.joined, true);
    reset(group.before, matchers.before, false);
    reset(group.after, matchers.after, false);
    matchers.page = page_;
  }

  bool matches(const Group& group, Matchers& matchers, std::int32_t limit) {
    UErrorCode status = U_ZERO_ERROR;
    bool found = false;
    if (group.joined != nullptr) {
      for (const std::size_t back : {std::min(group.look_back, kNearBack), group.look_back}) {
        const std::int32_t start = back_from(limit, back);
        matchers.joined->region(start, limit, status);
        found = matchers.joined->find(status) != 0;
        if (found || U_FAILURE(status) || back == group.look_back) break;
      }
    } else {
      matchers.after->region(limit, input_.length(), status);
      if (matchers.after->lookingAt(status) != 0) {
        const std::int32_t floor = back_from(limit, group.look_back);
        for (std::int32_t start = limit; !found && U_SUCCESS(status) && start >= floor; --start) {
          if (start < limit && U16_IS_TRAIL(input_.charAt(start))) continue;
          matchers.before->region(start, limit, status);
          found = matchers.before->matches(status) != 0;
        }
      }
    }
    if (U_FAILURE(status)) {
      failed_group_ = &group;
      failed_limit_ = limit;
      return false;
    }
    return found;
  }

  [[nodiscard]] std::int32_t back_from(std::int32_t limit, std::size_t back) const {
    const auto start = std::max<std::int32_t>(0, limit - static_cast<std::int32_t>(back));
    return start < limit && U16_IS_TRAIL(input_.charAt(start)) ? start + 1 : start;
  }

  const std::vector<Rule>& rules_;
  const std::vector<Group>& groups_;
  std::vector<Matchers> matchers_;
  std::vector<char16_t> units_;
  std::vector<std::size_t> bytes_;  // where each unit begins
  icu::UnicodeString input_;        // a view of the page with what lies around it
  std::size_t page_ = static_cast<std::size_t>(-1);
  std::size_t page_start_ = 0;
  Budget budget_;
  const Group* failed_group_ = nullptr;
  std::int32_t failed_limit_ = 0;
};

std::size_t Decider::failed_line() {
  const Group& group = *failed_group_;
  for (const std::size_t i : group.rules) {
    const Pattern pattern = compile(at_end_of_region(rules_[i]));
    if (pattern == nullptr) continue;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::RegexMatcher> matcher(pattern->matcher(input_, status));
    Budget alone{kCallsToBlame};
    matcher->setMatchCallback(Budget::on_steps, &alone, status);
    matcher->useTransparentBounds(1);
    matcher->region(back_from(failed_limit_, group.look_back), failed_limit_, status);
    static_cast<void>(matcher->find(status));
    if (U_FAILURE(status)) return rules_[i].line;
  }
  return rules_[group.rules.front()].line;
}

void add_trimmed(std::vector<Span>& out, std::string_view text, std::size_t start,
                 std::size_t limit) {
  const std::string_view kept = trim(text.substr(start, limit - start));
  if (kept.empty()) return;
  const auto begin = static_cast<std::size_t>(kept.data() - text.data());
  out.push_back({begin, begin + kept.size()});
}

tl::unexpected<base::Error> too_slow(Decider& decider, const std::string& path) {
  return base::fail(
      base::ErrorCode::kLimit,
      PUNTE_MSG("this rule takes too long on the text; its pattern backtracks without end"), {},
      line_of(path, decider.failed_line()));
}

}  // namespace

base::Result<std::vector<Span>> SrxSegmenter::segment(std::string_view text) const {
  Decider decider(rules_->rules, rules_->groups, text);
  std::vector<Span> out;
  std::size_t start = 0;
  for (std::size_t place = 1; place < decider.size() && !decider.failed(); ++place) {
    if (!decider.breaks_at(place)) continue;
    add_trimmed(out, text, start, decider.byte_of(place));
    start = decider.byte_of(place);
  }
  if (decider.failed()) return too_slow(decider, rules_->path);
  add_trimmed(out, text, start, text.size());
  return out;
}

base::Result<std::vector<Span>> SrxSegmenter::segment(std::string_view text,
                                                      const Segmenter& own) const {
  Decider decider(rules_->rules, rules_->groups, text);
  const std::vector<Span> spans = own.segment(text);
  std::vector<Span> out;
  std::size_t start = 0;
  std::size_t place = 1;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const std::size_t limit = decider.place_of(spans[i].limit);
    for (; place < limit && place < decider.size() && !decider.failed(); ++place) {
      if (!decider.breaks_at(place)) continue;
      add_trimmed(out, text, start, decider.byte_of(place));
      start = decider.byte_of(place);
    }
    if (i + 1 == spans.size() || decider.failed()) break;
    const std::size_t behind = decider.place_of(spans[i + 1].start);
    std::optional<bool> said;
    for (place = limit; place <= behind && !said; ++place) said = decider.decide(place);
    place = std::max(place, behind + 1);
    if (!said.value_or(true)) continue;
    add_trimmed(out, text, start, spans[i].limit);
    start = spans[i].limit;
  }
  if (decider.failed()) return too_slow(decider, rules_->path);
  add_trimmed(out, text, start, text.size());
  return out;
}

}  // namespace punte::language
