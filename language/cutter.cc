#include "language/cutter.h"

#include <cstdint>
#include <string_view>

#include "language/list_marker.h"
#include "language/passage.h"
#include "language/speech_tag.h"
#include "language/stop_rules.h"

namespace punte::language::internal {
namespace {

constexpr std::size_t kLongestAside = 12;  // letters: "(sic!)"
constexpr std::size_t kMaxBracket = 400;   // code points within which an open bracket must close

bool closes_bracket(char32_t c) { return c == U')' || c == U']' || c == 0xFF09 || c == 0x3011; }
bool closes_corner_quote(char32_t c) { return c == 0x300D || c == 0x300F || c == 0x300B; }
bool closes_quotation(char32_t c) {
  return std::u32string_view(U"\"'»«›‹”“’‘」』").find(c) != std::u32string_view::npos;
}

/// A run of terminators, spaced dots included: "...", "?!", ". . .".
struct Run {
  std::size_t first = 0;
  std::size_t last = 0;      // the last terminator
  std::size_t stops = 0;     // dots; an ellipsis is three
  bool strong = false;       // has ! ? or the full stop of another script
  bool full = false;         // has the latter
  bool question = false;     // is the language's own question mark
  bool own_stop = false;     // is its own sign before capitals
  bool omission = false;     // ended before the dots of an omission
  bool in_brackets = false;  // "(!)", "[sic!]"
  [[nodiscard]] bool is_ellipsis() const { return stops >= 2 && !strong; }
};

class Cutter {
 public:
  Cutter(const SegmentData& data, LineBreaks line_breaks, std::span<const CodePoint> text)
      : line_breaks_(line_breaks), text_(data, text) {
    if (!data.half_stop) return;
    for (std::size_t i = 0; i < text_.size() && !has_full_stop_; ++i) {
      has_full_stop_ = text_.kind(i) == kFullStop;
    }
  }

  std::vector<std::size_t> cut();

 private:
  /// Signs that end sentences in this language alone.
  [[nodiscard]] bool is_own_stop(std::size_t i) const {
    return text_.data.before_capitals.find(text_.at(i)) != std::u32string::npos &&
           is_blank(text_.kind(i + 1));
  }
  [[nodiscard]] bool is_own_question_mark(std::size_t i) const {
    return text_.data.question_marks.find(text_.at(i)) != std::u32string::npos;
  }
  void begin_segment(std::size_t i);
  std::size_t take_blanks(std::size_t i);
  std::size_t take_run(std::size_t i);
  void track(std::size_t i);
  [[nodiscard]] bool newline_ends(std::size_t before, std::size_t next) const;
  [[nodiscard]] bool item_follows(std::size_t i, std::size_t next) const;
  [[nodiscard]] bool may_end_without_stop(std::size_t i, const ListMarker& marker) const;
  [[nodiscard]] Run read_run(std::size_t i) const;
  std::size_t take_closing_marks(std::size_t k, bool& closed);
  [[nodiscard]] std::size_t after_signs(std::size_t i) const;
  [[nodiscard]] std::size_t after_note_number(const Run& run, std::size_t k) const;
  [[nodiscard]] std::size_t after_superscripts(std::size_t k) const;
  [[nodiscard]] bool is_inside(std::size_t k) const;
  [[nodiscard]] bool is_citation(std::size_t i) const;
  [[nodiscard]] bool run_ends(const Run& run, std::size_t k, std::size_t next, bool closed) const;
  [[nodiscard]] bool full_stop_ends(const Run& run, std::size_t k, std::size_t next,
                                    bool closed) const;
  [[nodiscard]] bool joined_run_ends(const Run& run, std::size_t next, bool closed) const;
  [[nodiscard]] bool strong_ends(const Run& run, std::size_t next, std::size_t n,
                                 bool closed) const;
  [[nodiscard]] bool ellipsis_ends(const Run& run, std::size_t n) const;

  LineBreaks line_breaks_;
  Passage text_;
  std::size_t bracket_ = 0;  // 1 + the place of the outermost open bracket
  std::size_t depth_ = 0;
  std::size_t guillemet_ = 0;   // 1 + the place of an open « or », 「, 『, 《
  std::size_t left_open_ = 0;   // that of one that was open where the segment began
  bool straight_ = false;       // inside "…"
  std::size_t list_limit_ = 0;  // after the marker that begins the open segment
  bool has_full_stop_ = false;  // where dots are half stops
  std::vector<std::size_t> borders_;
};

std::vector<std::size_t> Cutter::cut() {
  text_.begin = text_.skip_blanks(0);
  begin_segment(text_.begin);
  std::size_t i = text_.begin;
  while ((i = text_.skip_words(i)) < text_.size()) {
    const Kind now = text_.kind(i);
    if (is_blank(now)) {
      i = take_blanks(i);
    } else if (is_terminator(now) || is_own_stop(i) || is_own_question_mark(i)) {
      i = take_run(i);
    } else {
      track(i);
      ++i;
    }
  }
  return std::move(borders_);
}

void Cutter::begin_segment(std::size_t i) {
  if (i > text_.begin && i < text_.size()) borders_.push_back(i);
  text_.begin = i;
  depth_ = 0;
  if (guillemet_ != 0) left_open_ = guillemet_;
  guillemet_ = 0;
  const ListMarker marker = marker_at(text_, i);
  list_limit_ = marker.shape != ListMarker::kNone ? marker.limit : 0;
  if (marker.shape != ListMarker::kNone) {
    text_.list = marker;
  } else if (text_.kind(i) == kBullet) {
    const ListMarker after = marker_at(text_, text_.skip_blanks(i + 1));
    if (after.shape != ListMarker::kNone) {
      text_.list = after;
      list_limit_ = after.limit;
    }
  }
}

/// Decides on blanks; gives where to go on.
std::size_t Cutter::take_blanks(std::size_t i) {
  const std::size_t next = text_.skip_blanks(i);
  if (next >= text_.size()) return next;
  const bool ends = (text_.has_newline(i, next) && newline_ends(i, next)) ||
                    (text_.kind(next) == kBullet &&
                     (is_blank(text_.kind(next + 1)) || text_.kind(next + 1) == kDigit)) ||
                    item_follows(i, next);
  if (ends) begin_segment(next);
  return next;
}

bool Cutter::newline_ends(std::size_t before, std::size_t next) const {
  if (line_breaks_ == LineBreaks::kSpace) return false;
  if (line_breaks_ == LineBreaks::kAlways) return true;
  std::size_t lines = 0;
  for (std::size_t i = before; i < next; ++i) lines += text_.kind(i) == kNewline ? 1 : 0;
  if (lines >= 2) return true;
  if (is_terminator(text_.kind(next))) return false;
  return text_.kind(next) != kLower || marker_at(text_, next).shape != ListMarker::kNone;
}

/// True if the next item of the open list comes after the blanks.
bool Cutter::item_follows(std::size_t i, std::size_t next) const {
  if (text_.list.shape == ListMarker::kNone) return false;
  const ListMarker marker = marker_at(text_, next);
  if (marker.shape == ListMarker::kNone || !marker.continues(text_.list)) return false;
  const std::size_t word = text_.word_start(text_.kind(i - 1) == kStop ? i - 1 : i);
  if ((text_.flags_of(word, i) & kCutShort) != 0) return false;
  if (text_.kind(text_.skip_blanks(marker.limit)) == kDigit) return false;
  const bool stopped = is_terminator(text_.kind(i - 1)) || text_.has_newline(i, next);
  return stopped || may_end_without_stop(i, marker);
}

/// True if an item may end at `i` without a terminator: "1. Apples 2. Pears", but not "1. Mai und
/// 2. Mai", "A. Smith and B. Jones", "(1) holds, see (2)".
bool Cutter::may_end_without_stop(std::size_t i, const ListMarker& marker) const {
  const std::size_t word = text_.word_start(i);
  constexpr std::uint16_t kLeads = kStarter | kOrdinalLead;
  if (text_.at(i - 1) == U',') return false;
  const bool bare_letter = marker.shape == ListMarker::kLetterShape && !marker.upper &&
                           marker.closer == U'.' && !marker.opened;  // "a. here it is b. another"
  if (!bare_letter && word < i && text_.kind(word) == kLower &&
      (text_.flags_of(word, i) & kLeads) != 0) {
    return false;
  }
  const std::size_t content = text_.skip_blanks(marker.limit);
  const Kind after = text_.kind(content);
  const std::uint16_t following = text_.data.flags_of(text_.next_word(content));
  if (marker.shape == ListMarker::kNumber && marker.closer == U'.' && text_.data.ordinals) {
    return after == kUpper && (following & kMonth) == 0;
  }
  // An initial, unless what follows hardly ever is a name.
  if (marker.upper && marker.closer == U'.' && !marker.opened) return (following & kStarter) != 0;
  return after != kLower || list_limit_ == 0 ||
         text_.kind(text_.skip_blanks(list_limit_)) == kLower;
}

/// Decides on a run of terminators; gives where to go on.
std::size_t Cutter::take_run(std::size_t i) {
  const Run run = read_run(i);
  bool closed = false;
  std::size_t k = take_closing_marks(run.last + 1, closed);
  const bool note = text_.kind(run.first) != kFullStop ||
                    (text_.at(text_.skip_blanks(k)) == U'[' && !is_inside(k));
  if (note) k = after_signs(k);
  k = after_note_number(run, k);
  const std::size_t next = text_.skip_blanks(k);
  if (next >= text_.size()) return text_.size();
  if (!run_ends(run, k, next, closed) || is_citation(next)) return k;
  begin_segment(next);
  return next;
}

/// Keeps the open brackets and quotations.
void Cutter::track(std::size_t i) {
  const char32_t c = text_.at(i);
  if (c == U'(' || c == U'[' || c == 0xFF08 || c == 0x3010) {
    if (depth_ == 0) bracket_ = i + 1;
    ++depth_;
  } else if (closes_bracket(c) && depth_ > 0) {
    --depth_;
  } else if (c == 0xAB || c == 0xBB) {
    guillemet_ = text_.kind(i) == kOpen ? i + 1 : 0;
    left_open_ = 0;
  } else if (c == 0x300C || c == 0x300E || c == 0x300A) {
    guillemet_ = i + 1;
  } else if (closes_corner_quote(c)) {
    guillemet_ = 0;
    left_open_ = 0;
  } else if (c == U'"') {
    straight_ = !straight_;
  }
}

Run Cutter::read_run(std::size_t i) const {
  const Kind now = text_.kind(i);
  Run run;
  run.first = run.last = i;
  run.strong = now != kStop && now != kEllipsis;
  run.full = now == kFullStop;
  run.stops = now == kStop ? 1 : now == kEllipsis ? 3 : 0;
  run.own_stop = is_own_stop(i);
  std::size_t word = i;
  while (i - word < kLongestAside && word > text_.begin && is_letter(text_.kind(word - 1))) --word;
  run.in_brackets =
      word > text_.begin + 1 && (text_.at(word - 1) == U'(' || text_.at(word - 1) == U'[');
  run.question = is_own_question_mark(i);
  for (std::size_t j = i + 1; j < text_.size(); ++j) {
    const Kind kind = text_.kind(j);
    if (is_terminator(kind)) {
      if (kind == kStop) ++run.stops;
      if (kind == kEllipsis) run.stops += 3;
      run.strong = run.strong || kind == kStrong || kind == kFullStop;
      run.full = run.full || kind == kFullStop;
      run.last = j;
      continue;
    }
    const bool spaced = kind == kSpace && text_.kind(j + 1) == kStop &&
                        text_.kind(run.last) == kStop &&
                        (is_blank(text_.kind(j + 2)) ||
                         (text_.kind(j + 2) == kStop && !is_letter(text_.kind(j + 4))));
    // "Really ? ? ?"
    const bool spaced_strong = kind == kSpace && text_.kind(j + 1) == kStrong &&
                               text_.kind(run.last) == kStrong && is_blank(text_.kind(j + 2));
    if (!spaced && !spaced_strong) break;
  }
  // "compounds. . . . The": the first dot ends a sentence, the next begins with an omission.
  run.omission = run.stops == 4 && run.last == run.first + 6 && run.first > text_.begin &&
                 is_letter(text_.kind(run.first - 1)) &&
                 text_.skip_blanks(run.last + 1) < text_.size();
  if (run.omission) {
    run.last = run.first;
    run.stops = 1;
  }
  return run;
}

/// What closes: marks right after, or after a blank where the quotation was opened. Gives where
/// they end.
std::size_t Cutter::take_closing_marks(std::size_t k, bool& closed) {
  const auto is_alone = [&](std::size_t i) { return is_blank(text_.kind(i)); };
  while (k < text_.size()) {
    const char32_t c = text_.at(k);
    if (text_.kind(k) == kClose || text_.kind(k) == kQuote) {
      // A straight mark after a blank may open; right after a terminator it closes.
      const bool apostrophe = c == 0x2019 && is_letter(text_.kind(k + 1));
      if (apostrophe) break;
      track(k);
      closed = true;
      ++k;
      continue;
    }
    if (text_.kind(k) != kSpace) break;
    const std::size_t mark = text_.skip_blanks(k);
    const char32_t m = text_.at(mark);
    // '' is written for ” in some texts.
    const std::size_t width = m == U'\'' && text_.at(mark + 1) == U'\'' ? 2 : 1;
    const bool alone = is_alone(mark + width);
    const bool open = guillemet_ != 0 || (left_open_ != 0 && k - left_open_ < kMaxBracket);
    const bool closes = (m == 0xBB && open && text_.kind(mark) == kClose) ||
                        (m == U'"' && straight_ && alone) || (m == 0x201D && alone) ||
                        (width == 2 && alone);
    if (!closes || text_.has_newline(k, mark)) break;
    track(mark);
    closed = true;
    k = mark + width;
  }
  return k;
}

/// After what belongs to the end of a sentence though it is no bracket or quotation mark: notes
/// ("martyr.[1]", "word. [12]") and faces (":-)").
std::size_t Cutter::after_signs(std::size_t i) const {
  while (true) {
    std::size_t k = text_.skip_blanks(i);
    if (k > i && text_.has_newline(i, k)) return i;
    if (text_.at(k) == U'[') {
      std::size_t close = k + 1;
      while (close - k < 5 && text_.kind(close) == kDigit) ++close;
      if (close == k + 1 || text_.at(close) != U']') return i;
      i = close + 1;
      continue;
    }
    if (text_.at(k) != U':' && text_.at(k) != U';') return i;
    ++k;
    if (text_.at(k) == U'-') ++k;
    const char32_t mouth = text_.at(k);
    const bool face = mouth == U')' || mouth == U'(' || mouth == U'D' || mouth == U'P';
    if (!face || !is_blank(text_.kind(k + 1))) return i;
    i = k + 1;
  }
}

/// After the number of a note: "efficiency.10 This", "(1987).1 According". `k` if there is none.
std::size_t Cutter::after_note_number(const Run& run, std::size_t k) const {
  if (const std::size_t limit = after_superscripts(k); limit > k) return limit;
  if (text_.kind(run.first) != kStop || run.last != run.first || text_.kind(k) != kDigit ||
      run.first <= text_.begin) {
    return k;
  }
  const Kind before = text_.kind(run.first - 1);
  if (before != kLower && before != kClose) return k;
  std::size_t limit = k;
  while (limit - k < 8 && (text_.kind(limit) == kDigit ||
                           (text_.kind(limit) == kSpace && text_.kind(limit + 1) == kDigit))) {
    ++limit;
  }
  if (!is_blank(text_.kind(limit)) || text_.kind(text_.skip_blanks(limit)) != kUpper) return k;
  // "home.2 The", but not "vol.2 The", "v.2 The".
  const std::size_t word = text_.word_start(run.first);
  const bool is_word = run.first - word >= kLongWord ||
                       (run.first - word + 1 >= kLongWord && text_.flags_of(word, run.first) == 0 &&
                        text_.data.has_vowel(text_.folded(word, run.first)));
  return before == kClose || is_word ? limit : k;
}

/// After raised numbers before a blank: "sentence.¹²". `k` if there are none.
std::size_t Cutter::after_superscripts(std::size_t k) const {
  const auto is_raised = [](char32_t c) {
    return c == 0xB9 || c == 0xB2 || c == 0xB3 || (c >= 0x2070 && c <= 0x2079);
  };
  std::size_t limit = k;
  while (is_raised(text_.at(limit))) ++limit;
  return is_blank(text_.kind(limit)) ? limit : k;
}

/// True in a bracket or quotation that is open, did not begin the segment and closes soon: it holds
/// together.
bool Cutter::is_inside(std::size_t k) const {
  const auto closes_soon = [&](std::size_t opened, bool (*closes)(char32_t)) {
    for (std::size_t j = k; j < text_.size() && j - opened < kMaxBracket; ++j) {
      if (closes(text_.at(j))) return true;
    }
    return false;
  };
  if (depth_ > 0 && bracket_ > text_.begin + 1 && closes_soon(bracket_, closes_bracket)) {
    return true;
  }
  return guillemet_ != 0 && text_.at(guillemet_ - 1) >= 0x3000 &&
         closes_soon(guillemet_, closes_corner_quote);
}

/// True if a short bracket begins here that takes its full stop from the sentence before:
/// "“…” (Smith 55)."
bool Cutter::is_citation(std::size_t i) const {
  if (text_.at(i) != U'(') return false;
  for (std::size_t k = i + 1; k < text_.size() && k - i < kLongestWord; ++k) {
    if (text_.at(k) == U')') return text_.kind(k + 1) == kStop;
    if (is_terminator(text_.kind(k)) || text_.kind(k) == kNewline) return false;
  }
  return false;
}

/// True if a segment ends after the run and what closes it, at `k`; `next`: after the blanks.
bool Cutter::run_ends(const Run& run, std::size_t k, std::size_t next, bool closed) const {
  // What the next sentence begins with, marks before it left aside.
  const std::size_t n = text_.skip_opening(next);
  if (guillemet_ != 0 && text_.kind(next) == kDash && guillemet_ > text_.begin) {
    return false;  // «К чему? – спросила мама. – Завтра выходной»
  }
  if (list_limit_ != 0 && k == list_limit_) return false;  // "1.) The first item"
  if (run.own_stop) return text_.kind(n) == kUpper || text_.kind(n) == kLetter;
  if (is_inside(k) || (run.in_brackets && closed && run.strong)) return false;
  if (closed && (run.strong || run.question) && closes_quotation(text_.at(k - 1)) &&
      speech_tag_follows(text_, k, next)) {
    return false;
  }
  if (has_full_stop_ && run.stops == 1 && !run.strong) return false;
  if (run.full) return full_stop_ends(run, k, next, closed);
  if (next == k) return joined_run_ends(run, next, closed);
  if ((text_.at(next) == U',' && text_.at(next + 1) != U',') || text_.at(next) == U';' ||
      text_.kind(next) == kClose) {
    return false;
  }
  if (run.strong || run.question) return strong_ends(run, next, n, closed);
  if (run.is_ellipsis()) return ellipsis_ends(run, n);
  return run.omission || stop_ends(text_, run.first, next, closed);
}

/// 。 and its like.
bool Cutter::full_stop_ends(const Run& run, std::size_t k, std::size_t next, bool closed) const {
  // 「…。」と: what was quoted goes on.
  if (closed && next == k && text_.kind(next) == kLetter && text_.at(run.last) >= 0x3000 &&
      text_.at(k - 1) != 0xFF09 && text_.at(next) >= 0x3041 && text_.at(next) <= 0x309F) {
    return false;
  }
  return text_.kind(next) != kClose && text_.at(next) != U',' && text_.at(next) != 0x3001 &&
         text_.at(next) != 0xFF0C;
}

/// No blank follows.
bool Cutter::joined_run_ends(const Run& run, std::size_t next, bool closed) const {
  const Kind now = text_.kind(run.first);
  const Kind before = run.first > text_.begin ? text_.kind(run.first - 1) : kOther;
  if (now == kStop && run.stops == 1 && !run.strong && !closed) {
    if (joined_stop_ends(text_, run.first, next)) return true;
    return text_.at(run.first) == 0xFF0E && text_.kind(next) != kDigit;
  }
  if (run.strong) {
    // "Yes!No" and, in scripts without case, "吗?他".
    return (text_.kind(next) == kUpper && text_.kind(next + 1) == kLower && before == kLower) ||
           (text_.kind(next) == kLetter && text_.at(next) >= 0x3000 && before == kLetter);
  }
  return run.is_ellipsis() && now == kEllipsis && closed && text_.kind(next) == kUpper;
}

/// ! ? and their like.
bool Cutter::strong_ends(const Run& run, std::size_t next, std::size_t n, bool closed) const {
  std::size_t word = n;  // after "..", which goes on
  while (text_.kind(word) == kStop && word - n < 3) ++word;
  const bool ends = text_.kind(word) != kLower || begins_item(text_, next) ||
                    text_.begins_address(n) ||
                    (!closed && n == next && text_.kind(text_.begin) == kLower);
  if (!ends || run.first <= text_.begin || closed || run.last != run.first) return ends;
  // Names with their own sign: Yahoo!
  const std::size_t from = text_.word_start(run.first);
  return from >= run.first || (text_.flags_of(from, run.first) & kProtected) == 0 ||
         (text_.data.flags_of(text_.next_word(n)) & kStarter) != 0;
}

bool Cutter::ellipsis_ends(const Run& run, std::size_t n) const {
  if (run.first <= text_.begin) return false;  // "... and then"
  // ". . . I": spaced out and between blanks, it is a pause.
  const bool before_blank = is_blank(text_.kind(run.first - 1));
  if (run.last - run.first > run.stops && run.stops == 3 && before_blank) return false;
  // Of scripts without case only words that begin sentences tell.
  const bool starter =
      text_.kind(n) == kLetter && (text_.data.flags_of(text_.next_word(n)) & kStarter) != 0;
  return text_.kind(n) == kUpper || text_.begins_address(n) || (starter && !before_blank) ||
         (text_.kind(n) == kDigit && !before_blank);
}

}  // namespace

std::vector<std::size_t> cut(const SegmentData& data, LineBreaks line_breaks,
                             std::span<const CodePoint> text) {
  return Cutter(data, line_breaks, text).cut();
}

}  // namespace punte::language::internal
