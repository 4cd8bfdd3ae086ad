#include "qa/checks.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "language/language_tag.h"
#include "language/match_key.h"
#include "language/text.h"
#include "language/text_facts.h"
#include "qa/consistency.h"
#include "qa/term_index.h"
#include "qa/tokens.h"

namespace punte::qa {
namespace {

using language::next_code_point;
using language::primary_language;
using language::TextFactKind;

// In the order in which they are made. Ids are stable: people write them into configurations.
constexpr std::array<CheckInfo, 20> kChecks = {{
    {"empty", Severity::kError, PUNTE_MSG("there is no translation")},
    {"same", Severity::kWarning, PUNTE_MSG("the translation equals the source")},
    {"language", Severity::kError, PUNTE_MSG("the translation is in another language")},
    {"numbers", Severity::kError, PUNTE_MSG("numbers are missing or were changed")},
    {"codes", Severity::kError, PUNTE_MSG("inline codes are missing, added or out of order")},
    {"placeholders", Severity::kError, PUNTE_MSG("placeholders are missing or were changed")},
    {"addresses", Severity::kWarning, PUNTE_MSG("addresses are missing or were changed")},
    {"ending", Severity::kWarning, PUNTE_MSG("source and translation end in different marks")},
    {"brackets", Severity::kWarning, PUNTE_MSG("brackets do not pair up")},
    {"spaces", Severity::kWarning, PUNTE_MSG("spaces are doubled, or differ at the ends")},
    {"repeated-word", Severity::kWarning, PUNTE_MSG("a word stands twice in a row")},
    {"length", Severity::kWarning, PUNTE_MSG("the translation is very long or very short")},
    {"scripts", Severity::kError, PUNTE_MSG("a word mixes letters of several scripts")},
    {"cedilla", Severity::kWarning,
     PUNTE_MSG("Romanian letters with a cedilla instead of a comma below")},
    {"diacritics", Severity::kWarning, PUNTE_MSG("the translation has no diacritics")},
    {"damaged", Severity::kError, PUNTE_MSG("characters were damaged by a wrong encoding")},
    {"capital", Severity::kNote, PUNTE_MSG("one begins with a capital letter, the other does not")},
    {"terms", Severity::kWarning, PUNTE_MSG("a term is not translated as agreed")},
    {"inconsistent-target", Severity::kNote, PUNTE_MSG("one source has several translations")},
    {"inconsistent-source", Severity::kNote,
     PUNTE_MSG("one translation stands for several sources")},
}};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::vector<std::string> facts_of(const language::MarkedText& text, TextFactKind kind) {
  return language::values_of(language::text_facts(text.text), kind);
}

std::u32string points_of(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) out += next_code_point(text, i);
  return out;
}

std::size_t count_letters(std::u32string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) != 0;
  }));
}

/// Roughly how much is said: an ideograph says as much as two or three letters.
double weight_of(std::u32string_view text) {
  double out = 0;
  for (const char32_t c : text) {
    out += u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC) != 0 ? 2.5 : 1;
  }
  return out;
}

/// Codes as they are compared: pairs by kind and content, whatever their ids.
std::vector<std::string> code_names(const language::MarkedText& text) {
  std::vector<std::string> out;
  for (const language::InlineCode& code : text.codes) {
    std::string name = code.content;
    if (name.empty()) {
      name = (code.kind == language::CodeKind::kClose ? "/" : "") +
             (code.type.empty() ? code.id : code.type);
    }
    out.push_back(std::move(name));
  }
  return out;
}

/// True if every code that closes a pair comes behind the one that opens it.
bool codes_nest(const language::MarkedText& text) {
  std::map<std::string, int> open;
  for (const language::InlineCode& code : text.codes) {
    if (code.kind == language::CodeKind::kOpen) ++open[code.id];
    if (code.kind == language::CodeKind::kClose && --open[code.id] < 0) return false;
  }
  return true;
}

/// The word whose letters are of several scripts, or "". Greek and Latin side by side are common in
/// units and formulas of one letter, so a script must have two letters to count.
std::string mixed_word(std::u32string_view text) {
  const auto end = text.size();
  for (std::size_t i = 0; i < end;) {
    if (u_isalpha(static_cast<UChar32>(text[i])) == 0) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    std::size_t latin = 0;
    std::size_t cyrillic = 0;
    std::size_t greek = 0;
    while (i < end && u_isalpha(static_cast<UChar32>(text[i])) != 0) {
      UErrorCode status = U_ZERO_ERROR;
      switch (uscript_getScript(static_cast<UChar32>(text[i]), &status)) {
        case USCRIPT_LATIN:
          ++latin;
          break;
        case USCRIPT_CYRILLIC:
          ++cyrillic;
          break;
        case USCRIPT_GREEK:
          ++greek;
          break;
        default:
          break;
      }
      ++i;
    }
    const std::size_t length = i - start;
    if (length >= 3 && (latin > 0) + (cyrillic > 0) + (greek > 0) > 1) {
      std::string out;
      for (const char32_t c : text.substr(start, length)) language::append_utf8(out, c);
      return out;
    }
  }
  return {};
}

/// The first word that stands twice in a row, or "". One letter and capitals ("New York, York") are
/// left alone.
std::string repeated_word(std::u32string_view text) {
  std::u32string_view last;
  bool adjacent = false;  // only blanks since the last word
  for (std::size_t i = 0; i < text.size();) {
    if (u_isalpha(static_cast<UChar32>(text[i])) == 0) {
      if (!language::is_space(text[i])) adjacent = false;
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < text.size() && (u_isalnum(static_cast<UChar32>(text[i])) != 0 || text[i] == '-' ||
                               text[i] == '\'' || text[i] == U'’')) {
      ++i;
    }
    const std::u32string_view word = text.substr(start, i - start);
    if (adjacent && word == last && word.size() > 1 &&
        u_isupper(static_cast<UChar32>(word.front())) == 0) {
      std::string out;
      for (const char32_t c : word) language::append_utf8(out, c);
      return out;
    }
    last = word;
    adjacent = true;
  }
  return {};
}

/// Opening brackets less closing ones, or the first that closes without being opened.
std::string unpaired_bracket(std::u32string_view text) {
  std::u32string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == '(' || c == '[' || c == '{') open += c;
    if (c != ')' && c != ']' && c != '}') continue;
    const char32_t wanted = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (!open.empty() && open.back() == wanted) {
      open.pop_back();
      continue;
    }
    // "a)", "1)": the marker of a list item; ":)" is a face.
    const bool marker = c == ')' && i > 0 &&
                        (u_isalnum(static_cast<UChar32>(text[i - 1])) != 0 || text[i - 1] == ':' ||
                         text[i - 1] == '-') &&
                        open.empty();
    if (!marker) return {static_cast<char>(c)};
  }
  return open.empty() ? std::string() : std::string(1, static_cast<char>(open.back()));
}

/// Sequences that UTF-8 read as Latin-1 or windows-1252 leaves behind, and U+FFFD.
bool looks_damaged(std::string_view text) {
  constexpr std::array<std::string_view, 9> kSigns = {"\uFFFD", "Ã©", "Ã¨", "Ã¤", "Ã¶",
                                                      "Ã¼",     "â€", "Äƒ", "È™"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) {
    return text.find(sign) != std::string_view::npos;
  });
}

/// Letters that texts of the language cannot do without; "" where plain letters may do.
std::u32string_view needed_letters(const std::string& language) {
  if (language == "ro") return U"ăâîșțşţ";
  if (language == "pl") return U"ąćęłńóśźż";
  if (language == "cs") return U"áčďéěíňóřšťúůýž";
  if (language == "hu") return U"áéíóöőúüű";
  if (language == "tr") return U"çğıöşü";
  if (language == "fr") return U"éèêàâçîôûù";
  if (language == "vi") return U"ăâđêôơưáàảãạ";
  return {};
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      break;
  }
  return "note";
}

std::span<const CheckInfo> checks() { return kChecks; }

struct Checker::State {
  explicit State(Options with)
      : options(std::move(with)),
        terms(options.terms),
        consistency(wants("inconsistent-target"), wants("inconsistent-source")) {}

  Options options;
  internal::TermIndex terms;
  internal::Consistency consistency;
  language::Identifier identifier;
  std::size_t pairs = 0;

  // The pair at hand.
  const Pair* pair = nullptr;
  std::vector<Finding>* out = nullptr;
  std::u32string source;
  std::u32string target;

  [[nodiscard]] bool wants(std::string_view id) const {
    return !options.off.contains(std::string(id));
  }

  void find(std::string_view id, std::string_view message, std::vector<std::string> arguments = {},
            std::optional<Severity> severity = {}) {
    const auto* const info =
        std::find_if(kChecks.begin(), kChecks.end(), [&](const auto& c) { return c.id == id; });
    out->push_back({std::string(id), severity.value_or(info->severity), pairs, std::string(message),
                    std::move(arguments)});
  }

  void check_language();
  void check_numbers();
  void check_codes();
  void check_lists();
  void check_marks();
  void check_spaces();
  void check_letters();
  void check_length();
  void check_repeated_word();
  void check_terms();
};

void Checker::State::check_language() {
  const std::string plain = internal::plain_words(pair->target.text);
  const std::u32string letters = points_of(plain);
  if (pair->source.text == pair->target.text &&
      !language::same_language(pair->source_language, pair->target_language)) {
    // One or two words are often a name or the same in both languages.
    const std::size_t words = internal::words_of(letters).size();
    if (wants("same") && words > 1 && count_letters(letters) > 3) {
      find("same", PUNTE_MSG("the translation equals the source"), {},
           words > 2 ? Severity::kWarning : Severity::kNote);
    }
    return;  // that it is in the language of the source goes without saying
  }
  if (!wants("language") || count_letters(letters) < 20) return;
  const auto found = identifier.identify(plain);
  if (found.language == "und" || found.confidence < 0.95) return;
  const auto claimed = language::LanguageTag::parse(pair->target_language);
  const auto actual = language::LanguageTag::parse(found.language);
  if (!claimed || !actual || claimed->is_undetermined() || claimed->is_variant_of(*actual)) return;
  // A language that the identifier does not know, or its close relative, cannot be accused.
  if (std::any_of(found.candidates.begin(), found.candidates.end(), [&](const auto& candidate) {
        return primary_language(candidate.language) == claimed->language() &&
               candidate.probability > 0.02;
      })) {
    return;
  }
  const auto& known = identifier.languages();
  if (std::none_of(known.begin(), known.end(), [&](const std::string& tag) {
        return primary_language(tag) == claimed->language();
      })) {
    return;
  }
  find("language", PUNTE_MSG("the translation seems to be in “{1}”, not in “{2}”"),
       {found.language, pair->target_language});
}

void Checker::State::check_numbers() {
  const std::vector<std::string> in_source = facts_of(pair->source, TextFactKind::kNumber);
  const std::vector<std::string> in_target = facts_of(pair->target, TextFactKind::kNumber);
  std::vector<std::string> lost = internal::missing(in_source, in_target);
  std::vector<std::string> added = internal::missing(in_target, in_source);
  if (lost.empty() && added.empty()) return;
  // Other groups of the same digits: "1 234" and "1,234", "7:43" and "7.43".
  const auto digits = [](const std::vector<std::string>& list) {
    std::string all;
    for (const std::string& number : list) all += number;
    return all;
  };
  if (digits(in_source) == digits(in_target)) return;
  // Small numbers may be written out in words.
  const auto small = [](const std::string& number) {
    return number.size() == 1 || number == "10" || number == "11" || number == "12";
  };
  const bool all_small = std::all_of(lost.begin(), lost.end(), small) &&
                         std::all_of(added.begin(), added.end(), small) &&
                         (lost.empty() || added.empty());
  const auto severity = all_small ? Severity::kNote : Severity::kError;
  if (!lost.empty() && !added.empty()) {
    find("numbers", PUNTE_MSG("numbers differ: {1} in the source, {2} in the translation"),
         {joined(lost), joined(added)}, severity);
  } else if (!lost.empty()) {
    find("numbers", PUNTE_MSG("numbers missing in the translation: {1}"), {joined(lost)}, severity);
  } else {
    find("numbers", PUNTE_MSG("numbers that the source does not have: {1}"), {joined(added)},
         severity);
  }
}

void Checker::State::check_codes() {
  const std::vector<std::string> in_source = code_names(pair->source);
  const std::vector<std::string> in_target = code_names(pair->target);
  const std::vector<std::string> lost = internal::missing(in_source, in_target);
  const std::vector<std::string> added = internal::missing(in_target, in_source);
  if (!lost.empty()) {
    find("codes", PUNTE_MSG("inline codes missing in the translation: {1}"), {joined(lost)});
  }
  if (!added.empty()) {
    find("codes", PUNTE_MSG("inline codes that the source does not have: {1}"), {joined(added)});
  }
  if (lost.empty() && added.empty() && codes_nest(pair->source) && !codes_nest(pair->target)) {
    find("codes", PUNTE_MSG("an inline code closes before it opens"));
  }
}

void Checker::State::check_lists() {
  if (wants("placeholders")) {
    const auto in_source = facts_of(pair->source, TextFactKind::kPlaceholder);
    const auto in_target = facts_of(pair->target, TextFactKind::kPlaceholder);
    const auto lost = internal::missing(in_source, in_target);
    const auto added = internal::missing(in_target, in_source);
    if (!lost.empty()) {
      find("placeholders", PUNTE_MSG("placeholders missing in the translation: {1}"),
           {joined(lost)});
    }
    if (!added.empty()) {
      find("placeholders", PUNTE_MSG("placeholders that the source does not have: {1}"),
           {joined(added)});
    }
  }
  if (wants("addresses")) {
    const auto lost = internal::missing(facts_of(pair->source, TextFactKind::kAddress),
                                        facts_of(pair->target, TextFactKind::kAddress));
    if (!lost.empty()) {
      find("addresses", PUNTE_MSG("addresses missing in the translation: {1}"), {joined(lost)});
    }
  }
}

void Checker::State::check_marks() {
  if (wants("ending")) {
    const char32_t in_source = internal::ending(pair->source.text);
    const char32_t in_target = internal::ending(pair->target.text);
    // Thai does without a full stop; ";" is the Greek question mark.
    const bool thai = primary_language(pair->target_language) == "th" ||
                      primary_language(pair->source_language) == "th";
    const bool greek =
        primary_language(pair->target_language) == "el" && in_source == '?' && in_target == ';';
    const bool greek_source =
        primary_language(pair->source_language) == "el" && in_source == ';' && in_target == '?';
    if (in_source != in_target && !thai && !greek && !greek_source) {
      const auto shown = [](char32_t mark) {
        std::string text;
        if (mark != 0) language::append_utf8(text, mark);
        return text.empty() ? std::string("-") : text;
      };
      find("ending", PUNTE_MSG("the source ends in “{1}”, the translation in “{2}”"),
           {shown(in_source), shown(in_target)});
    }
  }
  if (wants("brackets")) {
    const std::string loose = unpaired_bracket(target);
    if (!loose.empty() && unpaired_bracket(source).empty()) {
      find("brackets", PUNTE_MSG("“{1}” has no partner in the translation"), {loose});
    }
  }
}

void Checker::State::check_spaces() {
  const auto doubled = [](std::u32string_view text) {
    return text.find(U"  ") != std::u32string_view::npos;
  };
  if (doubled(target) && !doubled(source)) find("spaces", PUNTE_MSG("two spaces in a row"));
  const auto space_at = [](std::u32string_view text, bool front) {
    return !text.empty() && language::is_space(front ? text.front() : text.back());
  };
  if (space_at(source, true) != space_at(target, true)) {
    find("spaces", PUNTE_MSG("the space at the beginning differs"));
  }
  if (space_at(source, false) != space_at(target, false)) {
    find("spaces", PUNTE_MSG("the space at the end differs"));
  }
}

void Checker::State::check_letters() {
  const std::string language(primary_language(pair->target_language));
  if (wants("scripts")) {
    const std::string word = mixed_word(target);
    if (!word.empty() && mixed_word(source).empty()) {
      find("scripts", PUNTE_MSG("letters of several scripts in “{1}”"), {word});
    }
  }
  if (wants("cedilla") && language == "ro" &&
      target.find_first_of(U"şţŞŢ") != std::u32string::npos) {
    find("cedilla", PUNTE_MSG("Romanian letters with a cedilla instead of a comma below"));
  }
  const std::u32string_view needed = needed_letters(language);
  if (wants("diacritics") && !needed.empty() && count_letters(target) >= 60 &&
      language::match_key(pair->target.text).find_first_of(needed) == std::u32string::npos) {
    find("diacritics", PUNTE_MSG("the translation has no diacritics"));
  }
  if (wants("damaged") && looks_damaged(pair->target.text)) {
    find("damaged", PUNTE_MSG("characters were damaged by a wrong encoding"));
  }
  if (wants("capital")) {
    const auto first = [](std::u32string_view text) {
      const auto letter = std::find_if(text.begin(), text.end(), [](char32_t c) {
        return u_isalnum(static_cast<UChar32>(c)) != 0;
      });
      return letter == text.end() ? char32_t{0} : *letter;
    };
    const auto a = static_cast<UChar32>(first(source));
    const auto b = static_cast<UChar32>(first(target));
    if ((u_isupper(a) != 0 && u_islower(b) != 0) || (u_islower(a) != 0 && u_isupper(b) != 0)) {
      find("capital", PUNTE_MSG("one begins with a capital letter, the other does not"));
    }
  }
}

void Checker::State::check_repeated_word() {
  const std::string word = repeated_word(target);
  if (!word.empty() && repeated_word(source).empty()) {
    find("repeated-word", PUNTE_MSG("“{1}” stands twice in a row"), {word});
  }
}

void Checker::State::check_length() {
  constexpr double kShortest = 20;  // of sources whose translations have a usual length
  constexpr double kMost = 3;       // times as long
  const double a = weight_of(source);
  const double b = weight_of(target);
  if (a < kShortest) return;
  if (b > a * kMost) {
    find("length", PUNTE_MSG("the translation is more than three times as long as the source"));
  } else if (b < a / kMost) {
    find("length", PUNTE_MSG("the translation is less than a third as long as the source"));
  }
}

void Checker::State::check_terms() {
  for (const Term* const term : terms.violated_in(*pair)) {
    find("terms", PUNTE_MSG("“{1}” should be translated as “{2}”"), {term->source, term->target});
  }
}

Checker::Checker(Options options) : state_(std::make_unique<State>(std::move(options))) {}

Checker::~Checker() = default;

std::vector<Finding> Checker::add(const Pair& pair) {
  std::vector<Finding> out;
  State& state = *state_;
  state.pair = &pair;
  state.out = &out;
  state.source = points_of(pair.source.text);
  state.target = points_of(pair.target.text);
  if (language::trim(pair.target.text).empty()) {
    if (state.wants("empty") && !language::trim(pair.source.text).empty()) {
      state.find("empty", PUNTE_MSG("there is no translation"));
    }
    ++state.pairs;
    return out;
  }
  state.check_language();
  if (state.wants("numbers")) state.check_numbers();
  if (state.wants("codes")) state.check_codes();
  state.check_lists();
  state.check_marks();
  if (state.wants("spaces")) state.check_spaces();
  if (state.wants("repeated-word")) state.check_repeated_word();
  if (state.wants("length")) state.check_length();
  state.check_letters();
  if (state.wants("terms")) state.check_terms();
  state.consistency.add(state.pairs, pair);
  ++state.pairs;
  return out;
}

std::vector<Finding> Checker::finish() { return state_->consistency.findings(); }

}  // namespace punte::qa
