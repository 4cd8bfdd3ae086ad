#include "language/stop_rules.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <string>

#include "language/text.h"

namespace punte::language::internal {
namespace {

/// Alone before a dot, these are no sentences; "No." may be one.
constexpr std::uint16_t kWholeWord = kAbbreviation | kMayEnd;

constexpr std::size_t kLongestSpacedPart = 3;  // letters: "г. зн."
constexpr char32_t kFirstOfHan = 0x2E80;       // and of what comes after: kana, Hangul

enum class Verdict { kUndecided, kEnds, kGoesOn };

Verdict verdict(bool ends) { return ends ? Verdict::kEnds : Verdict::kGoesOn; }

bool is_digit(char32_t c) { return u_isdigit(static_cast<UChar32>(c)) != 0; }
bool is_alpha(char32_t c) { return u_isalpha(static_cast<UChar32>(c)) != 0; }

/// Where an abbreviation begins that is spaced out, "т. д.", "z. B.", "г. зн.", whose last part is
/// [from, stop); `from` if it is none of the lists.
std::size_t spaced_start(const Passage& text, std::size_t from, std::size_t stop) {
  std::size_t out = from;
  std::size_t start = from;
  for (int parts = 1; parts < 4; ++parts) {
    std::size_t i = start;
    while (i > text.begin && text.kind(i - 1) == kSpace) --i;
    if (i == start || i < text.begin + 2 || text.kind(i - 1) != kStop ||
        !is_letter(text.kind(i - 2))) {
      break;
    }
    if (i - 2 > text.begin && !is_blank(text.kind(i - 3)) && text.kind(i - 3) != kOpen) break;
    start = i - 2;
    std::u32string joined;
    for (std::size_t k = start; k < stop; ++k) {
      if (text.kind(k) != kSpace) joined += text.at(k);
    }
    for (char32_t& c : joined) c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
    if (text.data.flags_of(joined) != 0) out = start;
  }
  return out;
}

/// A dot with a blank after it, and what stands on both sides of it.
struct Stop {
  Stop(const Passage& passage, std::size_t stop_place, std::size_t next_place, bool is_closed)
      : text(passage),
        stop(stop_place),
        next(next_place),
        closed(is_closed),
        n(passage.skip_opening(next_place)),
        after(passage.kind(n)) {}

  /// Reads the words on both sides; false if there is none before the dot.
  bool read_words();
  /// "She had an MR. The scan": what looks like an abbreviation is one of its own.
  [[nodiscard]] bool is_word_in_capitals() const;

  const Passage& text;
  std::size_t stop;
  std::size_t next;
  bool closed;
  std::size_t n;         // the first letter or digit after it
  Kind after;            // and its kind
  bool item = false;     // an item of a list begins after it
  std::size_t from = 0;  // where the word before it begins
  std::u32string word;   // folded
  std::uint16_t flags = 0;
  std::uint16_t part_flags = 0;  // of the word, or of its part after a hyphen or apostrophe
  std::u32string following;      // the word after it, folded
  std::uint16_t following_flags = 0;
  bool starter = false;  // what follows begins sentences
  std::size_t letters = 0;
  bool dotted = false;  // the word has dots inside
  bool capital = false;

  [[nodiscard]] bool number_follows() const { return after == kDigit; }
  /// "P", "C" before what may be a name
  [[nodiscard]] bool is_capital_letter() const {
    return letters == 1 && word.size() == 1 && capital && after == kUpper;
  }
  [[nodiscard]] bool is_first_word() const { return from == text.begin; }
  [[nodiscard]] char32_t before_word() const {
    return from > text.begin ? text.at(from - 1) : U'\n';
  }
  [[nodiscard]] bool is_flagged(WordFlag flag) const { return (part_flags & flag) != 0; }
  [[nodiscard]] std::uint16_t flags_before_word() const {
    return text.flags_of(text.word_before(from), from);
  }
};

bool Stop::read_words() {
  item = begins_item(text, next);
  following = text.next_word(n);
  following_flags = text.data.flags_of(following);
  from = text.word_start(stop);
  if (from >= stop) return false;
  word = text.folded(from, stop);
  if (word.size() <= kLongestSpacedPart && is_letter(text.kind(from))) {
    const std::size_t start = spaced_start(text, from, stop);
    if (start < from) {
      from = start;
      word = text.folded(from, stop);
      std::erase_if(word, [](char32_t c) { return is_space(c); });
    }
  }
  flags = text.data.flags_of(word);
  if (is_word_in_capitals()) flags = 0;
  // "l'Ing.", "18:30-20.Uhr"
  part_flags = flags;
  if (flags == 0) {
    const std::size_t cut = word.find_last_of(U"'-");
    if (cut != std::u32string::npos && word.size() - cut > 2) {
      part_flags = text.data.flags_of(word.substr(cut + 1));
    }
  }
  // "i" begins sentences in Swedish, but not in "A. I. Rabin".
  starter =
      (following_flags & kStarter) != 0 && !(following.size() == 1 && text.kind(n + 1) == kStop);
  letters = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_alpha));
  dotted = word.find(U'.') != std::u32string::npos;
  capital = text.kind(from) == kUpper;
  return true;
}

bool Stop::is_word_in_capitals() const {
  if (stop - from < 2 || text.kind(n) != kUpper || text.kind(n + 1) != kLower) return false;
  for (std::size_t i = from; i < stop; ++i) {
    if (text.kind(i) != kUpper) return false;
  }
  return (flags & kMayEnd) == 0 && ((flags & kTitle) == 0 || (following_flags & kStarter) != 0);
}

// The rules, in the order of the table below. Each says what it knows, or leaves the decision to
// the next one.

Verdict omission_follows(const Stop& s) {
  if (s.text.kind(s.next) != kStop) return Verdict::kUndecided;
  return verdict(s.text.at(s.next + 1) == U'.' && s.text.at(s.next + 2) == U'.' &&
                 is_letter(s.text.kind(s.next + 3)));
}

Verdict sign_follows(const Stop& s) {
  const char32_t c = s.text.at(s.next);
  const bool goes_on = c == U';' || c == U':' || c == U'/' || s.text.kind(s.next) == kClose ||
                       c == 0x2116 || c == U'§' || c == U'&' ||
                       (c == U',' && s.text.at(s.next + 1) != U',');
  return goes_on ? Verdict::kGoesOn : Verdict::kUndecided;
}

/// True if a number, in digits or Roman, stands before the word at `i`.
bool number_before(const Passage& text, std::size_t i) {
  const std::size_t limit = text.before_blanks(i);
  if (limit == text.begin) return false;
  if (text.kind(limit - 1) == kDigit) return true;
  const std::size_t word = text.word_start(limit);
  if (text.kind(limit - 1) == kStop) {  // "3 mil. lei"
    if (word < limit && (text.flags_of(word, limit) & kCutShort) != 0) {
      const std::size_t before = text.before_blanks(word);
      return before > text.begin && before < word && text.kind(before - 1) == kDigit;
    }
  }
  return word < limit && text.kind(word) == kUpper && roman_value(text.folded(word, limit)) > 0;
}

/// "t. i.", where the second part looks like an item of a list.
Verdict spaced_abbreviation_goes_on(const Stop& s) {
  if (s.word.size() != 1 || s.following.size() != 1 || s.n != s.next ||
      s.text.kind(s.n + 1) != kStop) {
    return Verdict::kUndecided;
  }
  const bool known = s.text.data.flags_of(s.word + U"." + s.following) != 0;
  return known ? Verdict::kGoesOn : Verdict::kUndecided;
}

/// An unknown abbreviation, or a text that begins sentences in lower case: long words are hardly
/// ever cut short.
Verdict lower_case_follows(const Stop& s) {
  if (s.after != kLower || s.item) return Verdict::kUndecided;
  if (s.flags != 0) return Verdict::kGoesOn;
  if (s.text.begins_address(s.n)) return Verdict::kEnds;
  const bool ends_in_consonants =
      s.word.size() > 2 &&
      !s.text.data.has_vowel(std::u32string_view(s.word).substr(s.word.size() - 2));
  if (ends_in_consonants && number_before(s.text, s.from)) {
    return Verdict::kGoesOn;  // "230 tūkst. eurų"
  }
  for (std::size_t k = s.from; k < s.stop; ++k) {
    if (s.text.kind(k) != kLower) return Verdict::kGoesOn;
  }
  const bool lower = s.text.kind(s.text.begin) == kLower && s.text.data.has_vowel(s.word);
  const std::size_t shortest = lower ? kLongWord - 2 : kLongWord;
  return verdict(!s.closed && s.word.size() >= shortest);
}

/// "2024. 3. 15.", as Koreans and Hungarians write a day.
bool ends_date_of_year_first(const Stop& s) {
  std::size_t from = s.from;
  for (const std::size_t most_digits : {std::size_t{2}, std::size_t{4}}) {
    const std::size_t limit = s.text.before_blanks(from);
    if (limit <= s.text.begin || limit >= from || s.text.kind(limit - 1) != kStop) return false;
    from = limit - 1;
    while (from > s.text.begin && s.text.kind(from - 1) == kDigit) --from;
    const std::size_t digits = limit - 1 - from;
    if (digits == 0 || digits > most_digits || (most_digits == 4 && digits != 4)) return false;
  }
  return s.word.size() <= 2;
}

/// True inside of dates in numbers: "11. 9. 2001", "2023. 5. 10".
bool is_part_of_date(const Stop& s) {
  if (ends_date_of_year_first(s)) return true;
  if (!s.number_follows() || s.n != s.next) return false;
  std::size_t limit = s.n;
  while (s.text.kind(limit) == kDigit) ++limit;
  const std::size_t digits = limit - s.n;
  const std::size_t before = s.text.before_blanks(s.from);
  const bool goes_on = before > s.text.begin + 1 && before < s.from &&
                       s.text.kind(before - 1) == kStop && s.text.kind(before - 2) == kDigit;
  if (s.word.size() <= 2 && goes_on && (digits == 4 || digits <= 2)) return true;
  const bool day_or_year = s.word.size() == 4 || (s.text.data.ordinals && s.word.size() <= 2);
  return day_or_year && digits <= 2 && s.text.kind(limit) == kStop &&
         s.text.list.shape == ListMarker::kNone;
}

/// Items of lists, ordinals.
Verdict after_number(const Stop& s) {
  if (s.closed || !std::all_of(s.word.begin(), s.word.end(), is_digit)) return Verdict::kUndecided;
  const Passage& text = s.text;
  if (s.is_first_word() && s.word.size() <= 3) return Verdict::kGoesOn;
  if (is_part_of_date(s)) return Verdict::kGoesOn;
  if (s.item) return Verdict::kEnds;
  if (text.at(text.begin) == U'§' && text.skip_blanks(text.begin + 1) == s.from) {
    return Verdict::kGoesOn;  // "§ 12. The tenant"
  }
  const std::size_t before = text.word_before(s.from);
  if (before == text.begin && before < s.from && (s.flags_before_word() & kBeforeNumber) != 0) {
    return Verdict::kGoesOn;  // "Art. 1. This law"
  }
  if (!text.data.ordinals || s.word.size() > 2) return Verdict::kEnds;
  // "Sonra 2. Toplantı": two words before the dot are no sentence.
  const bool short_sentence =
      before == text.begin && before < s.from && is_letter(text.kind(before));
  // "1. Bundesliga, 2. Bundesliga": what is listed goes on as well.
  const std::size_t limit = text.before_blanks(s.from);
  const bool listed = limit > text.begin && text.at(limit - 1) == U',';
  if ((short_sentence || listed) && s.after == kUpper && !s.starter) return Verdict::kGoesOn;
  const bool ordinal = (s.following_flags & kMonth) != 0 ||
                       ((s.flags_before_word() & kOrdinalLead) != 0 && !s.starter);
  return verdict(!ordinal);
}

Verdict after_section_number(const Stop& s) {
  const bool number = std::all_of(s.word.begin(), s.word.end(),
                                  [](char32_t c) { return c == U'.' || is_digit(c); });
  if (s.closed || !number) return Verdict::kUndecided;
  const bool title = s.is_first_word() || (s.text.kind(s.text.begin) == kUpper &&
                                           s.text.word_before(s.from) == s.text.begin);
  return title ? Verdict::kGoesOn : Verdict::kUndecided;
}

Verdict after_closing_mark(const Stop& s) {
  if (!s.closed) return Verdict::kUndecided;
  return (s.flags & kAbbreviation) == 0 || s.starter ? Verdict::kEnds : Verdict::kUndecided;
}

Verdict abbreviation_alone(const Stop& s) {
  const bool alone = s.is_first_word() && (s.dotted || (s.flags & kWholeWord) != 0);
  return alone ? Verdict::kGoesOn : Verdict::kUndecided;
}

Verdict after_address(const Stop& s) {
  const bool address = s.dotted && (s.word.starts_with(U"www.") || s.before_word() == U'@' ||
                                    s.before_word() == U'/');
  return address ? Verdict::kEnds : Verdict::kUndecided;
}

Verdict after_measure(const Stop& s) {
  const char32_t c = s.before_word();
  const bool measure = s.letters <= 2 && (c == U'/' || c == 0xB0 || c == 0xBA);
  return measure ? Verdict::kEnds : Verdict::kUndecided;
}

/// What hardly ever is part of a name by its ending: Romanian "Contractul", with its article.
bool ends_like_a_starter(const Stop& s) {
  constexpr std::size_t kShortest = 6;
  if (s.after != kUpper || s.following.size() < kShortest || s.text.kind(s.n + 1) != kLower) {
    return false;
  }
  const std::size_t after = s.text.skip_blanks(s.n + s.following.size());
  if (s.text.kind(after) != kLower) return false;
  return std::any_of(s.text.data.starter_endings.begin(), s.text.data.starter_endings.end(),
                     [&](const std::u32string& ending) { return s.following.ends_with(ending); });
}

/// What is known of the word after the dot. "L'esame" begins a sentence as "l'" does.
bool begins_sentences(const Stop& s) {
  if (s.starter || (s.dotted && ends_like_a_starter(s))) return true;
  std::uint16_t flags = s.following_flags;
  const std::size_t mark = s.following.find(U'\'');
  if (flags == 0 && mark != std::u32string::npos && mark <= 6 && s.text.kind(s.n) == kUpper) {
    flags = s.text.data.flags_of(s.following.substr(0, mark + 1));
  }
  return (flags & kStarter) != 0;
}

/// "GmbH & Co. KG"
bool joins_firm(const Stop& s) {
  const std::size_t before = s.text.before_blanks(s.from);
  return SegmentData::holds(s.text.data.after_ampersand, s.word) && before > s.text.begin &&
         s.text.at(before - 1) == U'&' && s.text.kind(s.n) == kUpper &&
         s.text.kind(s.n + 1) == kUpper;
}

Verdict after_word_that_may_end(const Stop& s) {
  if (!s.is_flagged(kMayEnd)) return Verdict::kUndecided;
  if (s.number_follows() || s.text.at(s.next) == U'(') return Verdict::kGoesOn;  // "10 a.m. (CDT)"
  if (joins_firm(s)) return Verdict::kGoesOn;
  if (s.is_capital_letter()) return Verdict::kUndecided;  // an initial
  const bool title =
      (s.following_flags & kAbbreviation) != 0 && s.text.kind(s.n + s.following.size()) == kStop;
  if (title && s.dotted) {  // "At 5 a.m. Mr. Smith left."
    return verdict(s.from - s.text.begin > kShortSentence);
  }
  const bool counted = number_before(s.text, s.from) && !s.is_flagged(kMultiplier);
  if (begins_sentences(s) || (counted && !title)) {
    return Verdict::kEnds;  // "1998 г. Однако", but "г. Москва"
  }
  if (s.is_flagged(kAbbreviation)) return Verdict::kGoesOn;
  return verdict(s.dotted ? !s.capital : s.letters > 1 || s.capital);
}

Verdict after_abbreviation(const Stop& s) {
  // A capital letter is an initial, whatever the small one abbreviates.
  return s.is_flagged(kAbbreviation) && !s.is_capital_letter() ? Verdict::kGoesOn
                                                               : Verdict::kUndecided;
}

Verdict after_word_before_numbers(const Stop& s) {
  if (!s.is_flagged(kBeforeNumber) || s.is_capital_letter()) return Verdict::kUndecided;
  const bool roman =
      !s.following.empty() && s.text.kind(s.n) == kUpper && roman_value(s.following) > 0;
  return verdict(!s.number_follows() && !roman);
}

Verdict after_initial(const Stop& s) {
  if (s.letters != 1 || s.word.size() != 1) return Verdict::kUndecided;
  if (s.number_follows()) return Verdict::kGoesOn;
  // A sign of Han or Hangul is a word: "네." A letter of other scripts without case is an initial.
  if (s.text.kind(s.from) == kLetter) return verdict(s.text.at(s.from) >= kFirstOfHan);
  if (s.capital) {
    const std::size_t before = s.text.word_before(s.from);
    const bool labelled =
        before < s.from && s.after == kUpper &&
        SegmentData::holds(s.text.data.before_letters, s.text.folded(before, s.from)) &&
        s.following.size() > 1 && s.text.kind(s.n + s.following.size()) != kStop;
    // "N. R. A razão": after initials one letter may be another.
    const bool another = s.following.size() == 1 && before < s.from &&
                         s.text.kind(s.text.before_blanks(s.from) - 1) == kStop;
    return verdict((s.starter && s.from > s.text.begin && !another) || labelled);
  }
  return verdict((s.following_flags & kAbbreviation) == 0 ||
                 s.text.kind(s.n + s.following.size()) != kStop);  // "1 n. Chr."
}

/// U.S. · S.R.L. · е.g.: letters and dots by turns, or "Ph.D", "т.е".
bool is_acronym(const std::u32string& word) {
  std::size_t run = 0;
  for (const char32_t c : word) {
    if (c == U'.') {
      run = 0;
    } else if (++run > 2 || is_digit(c)) {
      return false;
    }
  }
  return true;
}

Verdict after_dotted_word(const Stop& s) {
  if (!s.dotted) return Verdict::kUndecided;
  if (is_acronym(s.word)) return verdict(s.starter || ends_like_a_starter(s));
  // "Pop.I.": the last part is an initial.
  const std::u32string last = s.word.substr(s.word.rfind(U'.') + 1);
  if (last.size() == 1 && is_alpha(last[0])) return verdict(s.starter);
  return verdict((s.text.data.flags_of(last) & kAbbreviation) == 0);
}

Verdict after_indic_initial(const Stop& s) {
  const char32_t first = s.text.at(s.from);
  const bool initial = s.word.size() <= 2 && first >= 0x900 && first < 0xE00;
  return initial ? Verdict::kGoesOn : Verdict::kUndecided;
}

Verdict after_roman_ordinal(const Stop& s) {
  const bool ordinal = s.text.data.ordinals && s.capital && s.word.size() >= 2 &&
                       roman_value(s.word) > 0 && s.text.kind(s.from + 1) == kUpper && !s.starter;
  return ordinal ? Verdict::kGoesOn : Verdict::kUndecided;
}

Verdict after_ending_before_numbers(const Stop& s) {
  if (!s.number_follows()) return Verdict::kUndecided;
  for (const std::u32string& ending : s.text.data.endings_before_numbers) {
    if (s.word.ends_with(ending)) return Verdict::kGoesOn;
  }
  return Verdict::kUndecided;
}

/// No language has words without vowels of such length.
Verdict after_consonants(const Stop& s) {
  const bool cut_short = s.letters == s.word.size() && s.letters <= 4 && !s.capital &&
                         s.number_follows() && !s.text.data.has_vowel(s.word);
  return cut_short ? Verdict::kGoesOn : Verdict::kUndecided;
}

struct Rule {
  Verdict (*decide)(const Stop&);
  const char* example;  // • where a sentence ends, · where it goes on
};

/// What follows decides, whatever the word before the dot.
constexpr std::array kRulesOfSigns = {
    Rule{omission_follows, "…and then. •...and so"},
    Rule{sign_follows, "etc. ·; approx. ·§ 5"},
};

/// The first rule that knows decides; where none does, the dot ends a sentence.
constexpr std::array kRulesOfWords = {
    Rule{spaced_abbreviation_goes_on, "z. ·B. in Rom; t. ·i. Dolina"},
    Rule{lower_case_follows, "approx. ·ten; so it was. •then they"},
    Rule{after_number, "in 1998. •Later; am 3. ·Oktober; § 12. ·The tenant; 11. ·9. ·2001"},
    Rule{after_section_number, "3.4.2. ·Tests; Chapter 3.2. ·Tests"},
    Rule{after_closing_mark, "(it was so.) •Later"},
    Rule{abbreviation_alone, "P.S. ·Do come."},
    Rule{after_address, "at www.example.com. •Then"},
    Rule{after_measure, "12 g/l. •Then; 38 °C. •Then"},
    Rule{after_word_that_may_end, "at 5 a.m. •The; 10 a.m. ·(CDT); GmbH & Co. ·KG"},
    Rule{after_abbreviation, "Dr. ·Smith"},
    Rule{after_word_before_numbers, "No. ·5; vol. ·II; no. •Then"},
    Rule{after_initial, "J. ·Smith; plan B. •The"},
    Rule{after_dotted_word, "U.S. ·Army; U.S. •The; Ph.D. ·Smith"},
    Rule{after_indic_initial, "के. ·एम."},
    Rule{after_roman_ordinal, "im XIX. ·Jahrhundert"},
    Rule{after_ending_before_numbers, "Hauptstr. ·5"},
    Rule{after_consonants, "bldg. ·4"},
};

}  // namespace

bool stop_ends(const Passage& text, std::size_t stop, std::size_t next, bool closed) {
  Stop facts(text, stop, next, closed);
  for (const Rule& rule : kRulesOfSigns) {
    const Verdict found = rule.decide(facts);
    if (found != Verdict::kUndecided) return found == Verdict::kEnds;
  }
  if (!facts.read_words()) {  // "3 %.", "(…)."
    return facts.after != kLower || facts.item || text.begins_address(facts.n);
  }
  for (const Rule& rule : kRulesOfWords) {
    const Verdict found = rule.decide(facts);
    if (found != Verdict::kUndecided) return found == Verdict::kEnds;
  }
  return true;
}

bool joined_stop_ends(const Passage& text, std::size_t stop, std::size_t next) {
  if (text.kind(next) != kUpper) return false;
  const Kind before = stop > text.begin ? text.kind(stop - 1) : kOther;
  if (before != kLower && before != kDigit) return false;
  // Both words must look like words of a text, not like an address, a name of a file or a method.
  std::size_t from = stop;
  while (from > text.begin && !is_blank(text.kind(from - 1))) {
    --from;
    const char32_t c = text.at(from);
    const Kind kind = text.kind(from);
    const bool plain = is_letter(kind) || kind == kDigit || c == U',' || c == U'\'' ||
                       c == 0x2019 || c == U'-' || kind == kOpen || kind == kQuote;
    if (!plain && !(before == kDigit && c == U'.')) return false;
  }
  if (stop - from < 3) return false;
  if (before == kDigit && is_letter(text.kind(from))) return false;  // "v2.Next"
  if (text.flags_of(from, stop) != 0) return false;
  std::size_t limit = next;
  while (is_letter(text.kind(limit))) ++limit;
  if (SegmentData::holds(text.data.domains, text.folded(next, limit))) return false;
  const Kind after = text.kind(limit);
  // "end.A", "end.Next", "end.XIX"
  if (limit - next < 2 ? !is_blank(after)
                       : text.kind(next + 1) != kLower && (before != kLower || !is_blank(after))) {
    return false;
  }
  return is_blank(after) || text.at(limit) == U',' || text.at(limit) == U'\'' ||
         text.at(limit) == 0x2019 || (after == kStop && is_blank(text.kind(limit + 1)));
}

}  // namespace punte::language::internal
