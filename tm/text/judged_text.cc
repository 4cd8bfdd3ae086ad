#include "tm/text/judged_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include "language/text_facts.h"

namespace punte::tm::internal {
namespace {

// By the relabels of the memory of docs/decisions/562: with fewer words nearly all were names,
// terms and loan words.
constexpr std::size_t kLeastWords = 4;
constexpr std::size_t kLeastLetters = 8;  // of scripts without case

/// A part must be able to tell its language.
constexpr std::size_t kWordsOfPart = 8;

/// Bytes of a tag or of braces; longer ones are text with a sign in it.
constexpr std::size_t kLongestMarkup = 2000;

/// The end of the tag or of the braces that begin at `start`, or `start` where none do.
std::size_t end_of_markup(std::string_view text, std::size_t start) {
  const char opening = text[start];
  const char closing = opening == '<' ? '>' : '}';
  if (opening == '<') {
    const char next = start + 1 < text.size() ? text[start + 1] : ' ';
    const bool is_tag = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') ||
                        next == '/' || next == '!' || next == '?';
    if (!is_tag) return start;
  } else if (opening != '{') {
    return start;
  }
  int depth = 0;
  const std::size_t limit = std::min(text.size(), start + kLongestMarkup);
  for (std::size_t i = start; i < limit; ++i) {
    if (text[i] == opening) ++depth;
    if (text[i] == closing && --depth == 0) return i + 1;
  }
  return start;
}

/// The text with blanks in place of markup, placeholders and addresses.
std::string without_markup(std::string_view text) {
  std::string out(text);
  const auto blank = [&](std::size_t from, std::size_t to) {
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(from),
              out.begin() + static_cast<std::ptrdiff_t>(to), ' ');
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = end_of_markup(text, i);
    if (end > i) blank(i, end);
    i = std::max(end, i + 1);
  }
  for (const language::TextFact& fact : language::text_facts(out)) {
    if (fact.kind != language::TextFactKind::kNumber) blank(fact.span.start, fact.span.limit);
  }
  return out;
}

struct Token {
  std::string_view word;  ///< without punctuation around it
  bool capital = false;   ///< at its beginning
  bool ends_sentence = false;
  bool is_word = true;  ///< no file name, code or acronym
  std::size_t uncased = 0;
};

/// Looks at the letters of what stands between blanks.
Token token_of(std::string_view bytes) {
  Token out;
  std::size_t first = bytes.size();
  std::size_t last = 0;
  bool capital_inside = false;
  const auto* const letters = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    const auto start = static_cast<std::size_t>(i);
    UChar32 c = 0;
    U8_NEXT(letters, i, size, c);
    if (c < 0) continue;
    if (u_isalnum(c)) {
      const bool begins = first == bytes.size();
      first = std::min(first, start);
      last = static_cast<std::size_t>(i);
      if (u_isdigit(c)) out.is_word = false;
      if (u_isupper(c) || u_istitle(c)) (begins ? out.capital : capital_inside) = true;
      if (u_isalpha(c) && !u_isupper(c) && !u_islower(c)) ++out.uncased;
    }
    out.ends_sentence = c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026;
  }
  if (first == bytes.size()) {
    out.is_word = false;
    return out;
  }
  out.word = bytes.substr(first, last - first);
  // Signs inside of a word: paths, host names, options, code. Outside they may be punctuation.
  constexpr std::string_view kCode = "_/\\@#=$%<>{}[]|*^~+.:&";
  if (capital_inside || out.word.find_first_of(kCode) != std::string_view::npos ||
      bytes.find_first_of("_\\@#=$%<>{}|^~&") != std::string_view::npos) {
    out.is_word = false;
  }
  return out;
}

bool is_number(std::string_view word) {
  return std::none_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> out;
  const auto* const letters = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  std::size_t begin = 0;
  for (std::int32_t i = 0; i <= size;) {
    const auto at = static_cast<std::size_t>(i);
    UChar32 c = ' ';
    if (i < size) {
      U8_NEXT(letters, i, size, c);
    } else {
      ++i;
    }
    if (c >= 0 && u_isUWhiteSpace(c) == 0) continue;
    if (at > begin) out.push_back(token_of(text.substr(begin, at - begin)));
    begin = static_cast<std::size_t>(i);
  }
  return out;
}

}  // namespace

bool JudgedText::is_enough_of_its_own() const { return own >= kLeastWords; }

bool JudgedText::is_enough() const {
  return letters >= kLeastLetters || (words >= kLeastWords && words > left_out);
}

JudgedText judged_text(std::string_view text, std::span<const std::string_view> others) {
  std::unordered_set<std::string> shared;  // with the other texts
  for (const std::string_view other : others) {
    const std::string plain = without_markup(other);
    for (const Token& token : tokens_of(plain)) {
      if (!token.word.empty()) shared.emplace(token.word);
    }
  }
  const std::string plain = without_markup(text);
  const std::vector<Token> tokens = tokens_of(plain);
  JudgedText out;
  std::vector<std::size_t> starts;  // of words
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (!token.is_word) {
      if (!token.word.empty() && !is_number(token.word)) ++out.left_out;
      continue;
    }
    const bool is_shared = shared.count(std::string(token.word)) > 0;
    if (token.capital) {
      const bool begins = i == 0 || tokens[i - 1].ends_sentence;
      const bool name_begins = i + 1 < tokens.size() && tokens[i + 1].capital;
      if (!begins || name_begins || is_shared) {
        ++out.left_out;
        continue;
      }
    }
    if (!out.text.empty()) out.text += ' ';
    starts.push_back(out.text.size());
    out.text += token.word;
    if (token.uncased > 0) {
      out.letters += token.uncased;
    } else {
      ++out.words;
    }
    if (!is_shared) out.own += std::max<std::size_t>(1, token.uncased);
  }
  const std::size_t parts = std::max<std::size_t>(2, starts.size() / kWordsOfPart);
  for (std::size_t i = 0; i < parts && starts.size() >= 2; ++i) {
    out.parts.push_back(starts[starts.size() * i / parts]);
  }
  return out;
}

}  // namespace punte::tm::internal
