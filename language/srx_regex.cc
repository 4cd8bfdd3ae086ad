#include "language/srx_regex.h"

#include <unicode/regex.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

namespace punte::language::internal {
namespace {

constexpr std::size_t kNoLimit = RegexBounds::kNoLimit;
constexpr int kMaxDepth = 200;
constexpr std::int32_t kMapSteps = 100;  // of ICU's time limit, some milliseconds each

const icu::UnicodeSet& everything() {
  static const icu::UnicodeSet kSet(0, 0x10FFFF);
  return kSet;
}

/// A property as ICU writes it, "[\\p{Lu}]", or everything if there is none of that name.
icu::UnicodeSet set_of(const icu::UnicodeString& written) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeSet set(written, status);
  return U_SUCCESS(status) ? set : everything();
}

const icu::UnicodeSet& set_of_letter(char32_t letter) {
  // As in ICU's user guide of regular expressions.
  static const icu::UnicodeSet kSpaces = set_of(u"[\\t\\n\\f\\r\\p{Z}\\u000B\\u0085]");
  static const icu::UnicodeSet kDigits = set_of(u"[\\p{Nd}]");
  static const icu::UnicodeSet kWords =
      set_of(u"[\\p{Alphabetic}\\p{Mark}\\p{Nd}\\p{Connector_Punctuation}\\u200c\\u200d]");
  static const icu::UnicodeSet kLines = set_of(u"[\\n\\u000B\\f\\r\\u0085\\u2028\\u2029]");
  switch (letter) {
    case U's':
    case U'h':
      return kSpaces;
    case U'd':
      return kDigits;
    case U'w':
      return kWords;
    case U'v':
    case U'R':
      return kLines;
    default:
      return everything();
  }
}

std::size_t plus(std::size_t a, std::size_t b) { return std::min(a + b, kNoLimit); }

struct Part {
  icu::UnicodeSet first;
  icu::UnicodeSet last;
  bool nullable = true;
  std::size_t longest = 0;
};

/// Reads a pattern as far as it must be understood to bound it. What ICU refuses never gets here
/// with a meaning; any answer is then fine.
class BoundsReader {
 public:
  explicit BoundsReader(const icu::UnicodeString& pattern) : pattern_(pattern) {}

  RegexBounds run() {
    const Part part = alternatives(0);
    RegexBounds bounds;
    if (lost_ || at_ < pattern_.length()) {
      bounds.first = everything();
      bounds.last = everything();
      return bounds;
    }
    bounds.first = part.first;
    bounds.last = part.last;
    bounds.nullable = part.nullable;
    bounds.longest = part.longest;
    bounds.joinable = joinable_;
    return bounds;
  }

 private:
  [[nodiscard]] bool more() const { return at_ < pattern_.length(); }
  [[nodiscard]] char32_t peek() const {
    return more() ? static_cast<char32_t>(pattern_.char32At(at_)) : 0;
  }
  char32_t next() {
    const char32_t c = peek();
    at_ += c > 0xFFFF ? 2 : 1;
    return c;
  }
  bool take(const char16_t* text) {
    const icu::UnicodeString wanted(text);
    if (pattern_.compare(at_, wanted.length(), wanted) != 0) return false;
    at_ += wanted.length();
    return true;
  }
  Part one_of(icu::UnicodeSet set) {
    if (fold_case_) set.closeOver(USET_CASE_INSENSITIVE);
    // A letter may match several when case does not matter: ß and "ss".
    const std::size_t longest = fold_case_ ? 3 : 2;
    set.removeAllStrings();
    return {set, set, false, longest};
  }
  Part one_of(char32_t c) {
    if (fold_case_ && c >= 0x80) {  // "ß" may match "ss", which is no single character
      return {everything(), everything(), false, 3};
    }
    icu::UnicodeSet set;
    set.add(static_cast<UChar32>(c));
    if (fold_case_) {  // "s" may be a part of "ß"
      set.closeOver(USET_CASE_INSENSITIVE);
      set.addAll(icu::UnicodeSet(0x80, 0x10FFFF));
    }
    set.removeAllStrings();
    return {set, set, false, 2};
  }

  Part alternatives(int depth);
  Part sequence(int depth);
  Part atom(int depth);
  Part group(int depth);
  void repeat(Part& part);
  Part escape();
  icu::UnicodeSet char_class(int depth);
  std::optional<icu::UnicodeSet> property();
  std::optional<char32_t> literal_escape(char32_t c);

  const icu::UnicodeString& pattern_;
  std::int32_t at_ = 0;
  bool fold_case_ = false;
  bool joinable_ = true;
  bool lost_ = false;
};

Part BoundsReader::alternatives(int depth) {
  const bool fold = fold_case_;
  Part out = sequence(depth);
  while (more() && peek() == U'|') {
    next();
    const Part other = sequence(depth);
    out.first.addAll(other.first);
    out.last.addAll(other.last);
    out.nullable = out.nullable || other.nullable;
    out.longest = std::max(out.longest, other.longest);
  }
  fold_case_ = fold;  // (?i) holds to the end of its group
  return out;
}

Part BoundsReader::sequence(int depth) {
  Part out;
  while (more() && !lost_ && peek() != U'|' && peek() != U')') {
    Part part = atom(depth);
    repeat(part);
    if (out.nullable) out.first.addAll(part.first);
    if (part.nullable) {
      part.last.addAll(out.last);
    }
    out.last = part.last;
    out.nullable = out.nullable && part.nullable;
    out.longest = plus(out.longest, part.longest);
  }
  return out;
}

void BoundsReader::repeat(Part& part) {
  while (more()) {
    const char32_t c = peek();
    if (c == U'*' || c == U'?') {
      part.nullable = true;
      if (c == U'*' && part.longest > 0) part.longest = kNoLimit;
    } else if (c == U'+') {  // once or more, or possessive: the wider of both
      if (part.longest > 0) part.longest = kNoLimit;
    } else if (c == U'{') {
      std::int32_t from = at_ + 1;
      std::size_t low = 0;
      std::size_t high = 0;
      bool comma = false;
      for (; from < pattern_.length() && pattern_.charAt(from) != u'}'; ++from) {
        const char16_t digit = pattern_.charAt(from);
        if (digit == u',' && !comma) {
          comma = true;
        } else if (digit >= u'0' && digit <= u'9') {
          std::size_t& value = comma ? high : low;
          value = std::min<std::size_t>(value * 10 + (digit - u'0'), 1'000'000);
        } else {
          lost_ = true;
          return;
        }
      }
      if (low == 0) part.nullable = true;
      const std::size_t times = !comma ? low : high > 0 ? high : kNoLimit;
      if (part.longest > 0) {
        const bool wide = times >= kNoLimit / (part.longest + 1);
        part.longest = wide ? kNoLimit : part.longest * times;
      }
      at_ = from;
    } else {
      return;
    }
    next();
  }
}

Part BoundsReader::atom(int depth) {
  if (depth > kMaxDepth) {
    lost_ = true;
    return {};
  }
  const char32_t c = next();
  switch (c) {
    case U'(':
      return group(depth + 1);
    case U'[':
      return one_of(char_class(depth + 1));
    case U'.':
      return one_of(everything());
    case U'^':
    case U'$':
      joinable_ = false;
      return {};
    case U'\\':
      return escape();
    default:
      return one_of(c);
  }
}

Part BoundsReader::group(int depth) {
  bool empty = false;
  const bool fold = fold_case_;
  if (take(u"?")) {
    if (take(u"#")) {
      while (more() && next() != U')') {
      }
      return {};
    }
    if (take(u"=") || take(u"!") || take(u"<=") || take(u"<!")) {
      empty = true;
    } else if (take(u"<")) {
      while (more() && next() != U'>') {
      }
    } else if (!take(u">")) {
      bool on = true;
      while (more() && peek() != U':' && peek() != U')') {
        const char32_t flag = next();
        if (flag == U'-') {
          on = false;
        } else if (flag == U'i') {
          fold_case_ = on;
        } else if (flag == U'x') {
          lost_ = true;  // comments and blanks that mean nothing
        }
      }
      if (next() == U')') return {};  // holds to the end of the group around it
    }
  }
  Part out = alternatives(depth);
  if (!more() || next() != U')') lost_ = true;
  fold_case_ = fold;
  if (empty) return {};
  return out;
}

/// What one escaped character stands for, where it is a single one.
std::optional<char32_t> BoundsReader::literal_escape(char32_t c) {
  const auto hexadecimal = [&](int digits) -> std::optional<char32_t> {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
      const char32_t digit = next();
      const int number = u_digit(static_cast<UChar32>(digit), 16);
      if (number < 0) {
        lost_ = true;
        return std::nullopt;
      }
      value = value * 16 + static_cast<char32_t>(number);
    }
    return value;
  };
  switch (c) {
    case U't':
      return U'\t';
    case U'n':
      return U'\n';
    case U'r':
      return U'\r';
    case U'f':
      return U'\f';
    case U'a':
      return char32_t{7};
    case U'e':
      return char32_t{27};
    case U'u':
      return hexadecimal(4);
    case U'U':
      return hexadecimal(8);
    case U'x':
      if (!take(u"{")) return hexadecimal(2);
      {
        char32_t value = 0;
        while (more() && peek() != U'}') {
          const int number = u_digit(static_cast<UChar32>(next()), 16);
          if (number < 0 || value > 0x10FFFF) lost_ = true;
          if (lost_) return std::nullopt;
          value = value * 16 + static_cast<char32_t>(number);
        }
        next();
        return value;
      }
    default:
      if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9')) {
        lost_ = true;
        return std::nullopt;
      }
      return c;
  }
}

/// Behind \p or \P: the name with its braces.
std::optional<icu::UnicodeSet> BoundsReader::property() {
  const std::int32_t from = at_ - 2;
  if (!more() || peek() != U'{') return std::nullopt;
  while (more() && peek() != U'}') next();
  next();
  icu::UnicodeString written(pattern_, from, at_ - from);
  return set_of(u"[" + written + u"]");
}

Part BoundsReader::escape() {
  const char32_t c = next();
  switch (c) {
    case U'b':
    case U'B':
      return {};
    case U'A':
    case U'Z':
    case U'z':
    case U'G':
      joinable_ = false;
      return {};
    case U's':
    case U'd':
    case U'w':
    case U'h':
    case U'v':
      return one_of(set_of_letter(c));
    case U'S':
    case U'D':
    case U'W':
    case U'H':
    case U'V': {
      if (c == U'H' || c == U'V') return one_of(everything());
      icu::UnicodeSet set = set_of_letter(c + 32);
      set.complement();
      return one_of(set);
    }
    case U'R':
      return {set_of_letter(c), set_of_letter(c), false, 2};
    case U'X': {
      return {everything(), everything(), false, kNoLimit};
    }
    case U'p':
    case U'P': {
      const auto set = property();
      if (!set) {
        lost_ = true;
        return {};
      }
      return one_of(*set);
    }
    default: {
      const auto literal = literal_escape(c);
      return literal ? one_of(*literal) : Part{};
    }
  }
}

/// Behind "[". Set operations and whatever else is rare give everything.
icu::UnicodeSet BoundsReader::char_class(int depth) {
  if (depth > kMaxDepth) lost_ = true;
  icu::UnicodeSet set;
  const bool negated = take(u"^");
  bool wide = false;
  bool first = true;
  constexpr char32_t kNone = 0xFFFFFFFF;
  char32_t low = kNone;  // what a "-" may stand behind
  while (!lost_) {
    if (!more()) {
      lost_ = true;
      break;
    }
    const std::int32_t start = at_;
    char32_t c = next();
    if (c == U']' && !first) break;
    first = false;
    if (c == U'[') {
      if (peek() == U':') wide = true;
      set.addAll(char_class(depth + 1));
      low = kNone;
      continue;
    }
    if ((c == U'&' || c == U'-') && peek() == c) wide = true;
    if (c == U'\\') {
      c = next();
      std::optional<icu::UnicodeSet> known;
      if (c == U'p' || c == U'P') {
        known = property();
        if (!known) lost_ = true;
      } else if (c == U's' || c == U'd' || c == U'w' || c == U'h' || c == U'v') {
        known = set_of_letter(c);
      } else if (c == U'S' || c == U'D' || c == U'W') {
        known = set_of_letter(c + 32);
        known->complement();
      } else if (c == U'H' || c == U'V' || c == U'N') {
        known = everything();
        if (c == U'N') lost_ = true;
      }
      if (lost_) break;
      if (known) {
        set.addAll(*known);
        low = kNone;
        continue;
      }
      const auto literal = literal_escape(c);
      if (!literal) break;
      c = *literal;
    } else if (c == U'-' && low != kNone && more() && peek() != U']' && peek() != U'[' &&
               start > 0) {
      char32_t high = next();
      if (high == U'\\') {
        const auto literal = literal_escape(next());
        if (!literal) break;
        high = *literal;
      }
      if (high >= low && high <= 0x10FFFF) {
        set.add(static_cast<UChar32>(low), static_cast<UChar32>(high));
      } else {
        wide = true;
      }
      low = kNone;
      continue;
    }
    if (c <= 0x10FFFF) set.add(static_cast<UChar32>(c));
    low = c;
  }
  if (wide) return everything();
  // The case of a negated class is folded before it is turned round.
  if (fold_case_) set.closeOver(USET_CASE_INSENSITIVE);
  set.removeAllStrings();
  if (negated) set.complement();
  return set;
}

/// Copies a pattern and bounds the repetitions inside of its look-behinds.
class LookBehindBounder {
 public:
  explicit LookBehindBounder(const icu::UnicodeString& pattern) : pattern_(pattern) {}

  icu::UnicodeString run() {
    while (at_ < pattern_.length()) step();
    return out_;
  }

 private:
  static constexpr const char16_t* kMost = u"32";  // longer words before a place are not expected

  [[nodiscard]] bool follows(const char16_t* text) const {
    const icu::UnicodeString wanted(text);
    return pattern_.compare(at_, wanted.length(), wanted) == 0;
  }
  void copy(std::int32_t units) {
    out_.append(pattern_, at_, units);
    at_ += units;
  }
  void step();
  void copy_class();
  void copy_counts();
  void copy_manner();

  const icu::UnicodeString& pattern_;
  icu::UnicodeString out_;
  std::int32_t at_ = 0;
  std::vector<bool> groups_;  // of those that are open: whether it is within a look-behind
};

void LookBehindBounder::step() {
  const char16_t c = pattern_.charAt(at_);
  const bool inside = !groups_.empty() && groups_.back();
  if (follows(u"\\Q")) {
    const std::int32_t end = pattern_.indexOf(u"\\E", 2, at_);
    copy(end < 0 ? pattern_.length() - at_ : end + 2 - at_);
  } else if (c == u'\\') {
    copy(std::min(2, pattern_.length() - at_));
  } else if (c == u'[') {
    copy_class();
  } else if (c == u'(') {
    groups_.push_back(inside || follows(u"(?<=") || follows(u"(?<!"));
    copy(1);
  } else if (c == u')') {
    if (!groups_.empty()) groups_.pop_back();
    copy(1);
  } else if (inside && (c == u'+' || c == u'*')) {
    out_ += c == u'+' ? u"{1," : u"{0,";
    out_ += kMost;
    out_ += u"}";
    ++at_;
    copy_manner();
  } else if (inside && c == u'{') {
    copy_counts();
  } else {
    copy(1);
  }
}

/// "[…]" with the classes in it.
void LookBehindBounder::copy_class() {
  int depth = 0;
  do {
    const char16_t c = pattern_.charAt(at_);
    const bool opens = c == u'[';
    if (c == u'\\') copy(1);
    if (at_ < pattern_.length()) copy(1);
    if (opens) {
      ++depth;
      if (at_ < pattern_.length() && pattern_.charAt(at_) == u'^') copy(1);
      if (at_ < pattern_.length() && pattern_.charAt(at_) == u']') copy(1);
    } else if (c == u']') {
      --depth;
    }
  } while (depth > 0 && at_ < pattern_.length());
}

/// "{2,}" becomes "{2,32}", or "{50,50}" where that is more.
void LookBehindBounder::copy_counts() {
  const std::int32_t end = pattern_.indexOf(u'}', at_);
  if (end < 0) {
    copy(1);
    return;
  }
  const icu::UnicodeString least(pattern_, at_ + 1, end - at_ - 2);
  const bool open = pattern_.charAt(end - 1) == u',';
  copy(end - at_);
  if (open) {
    const bool wide = least.length() > 2 || (least.length() == 2 && least > kMost);
    out_ += wide ? least : icu::UnicodeString(kMost);
  }
  copy(1);
  copy_manner();
}

/// What makes a repetition possessive or lazy is no repetition.
void LookBehindBounder::copy_manner() {
  const char16_t c = at_ < pattern_.length() ? pattern_.charAt(at_) : u'\0';
  if (c == u'+' || c == u'?') copy(1);
}

}  // namespace

icu::UnicodeString with_bounded_look_behinds(const icu::UnicodeString& pattern) {
  if (pattern.indexOf(u"(?<") < 0) return pattern;
  return LookBehindBounder(pattern).run();
}

RegexBounds regex_bounds(const icu::UnicodeString& pattern) { return BoundsReader(pattern).run(); }

base::Result<bool> tag_matches(const std::string& pattern, std::string_view tag,
                               const std::string& where) {
  UErrorCode status = U_ZERO_ERROR;
  icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern), UREGEX_CASE_INSENSITIVE, status);
  const icu::UnicodeString input =
      icu::UnicodeString::fromUTF8({tag.data(), static_cast<std::int32_t>(tag.size())});
  if (U_SUCCESS(status)) {
    matcher.setTimeLimit(kMapSteps, status);
    matcher.reset(input);
    const bool matched = matcher.matches(status) != 0;
    if (U_SUCCESS(status)) return matched;
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("the language pattern “{1}” takes too long; simplify it"),
                      {pattern}, where);
  }
  return base::fail(base::ErrorCode::kSyntax,
                    PUNTE_MSG("the language pattern “{1}” cannot be read ({2})"),
                    {pattern, u_errorName(status)}, where);
}

}  // namespace punte::language::internal
