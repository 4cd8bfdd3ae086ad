#include "exchange/xliff_codes.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "language/text.h"

namespace punte::exchange {
namespace {

constexpr std::string_view kOwnCtype = "x-punte-";
constexpr std::string_view kOwnPrefix = "punte:";

struct Type {
  std::string_view tmx;
  std::string_view ctype;  // of 1.2; "" if it has none
  std::string_view type;   // of XLIFF 2
  std::string_view sub_type;
};

constexpr std::array<Type, 11> kTypes = {{
    {"bold", "bold", "fmt", "xlf:b"},
    {"italic", "italic", "fmt", "xlf:i"},
    {"ulined", "underlined", "fmt", "xlf:u"},
    {"lb", "lb", "fmt", "xlf:lb"},
    {"pb", "pb", "fmt", "xlf:pb"},
    {"link", "link", "link", ""},
    {"image", "image", "image", ""},
    {"fmt", "", "fmt", ""},
    {"ui", "", "ui", ""},
    {"quote", "", "quote", ""},
    {"other", "", "other", ""},
}};

struct State {
  std::string_view of_1;
  std::string_view of_2;
};

// The first of each word of XLIFF 2 is what it becomes in 1.2.
constexpr std::array<State, 10> kStates = {{
    {"needs-translation", "initial"},
    {"new", "initial"},
    {"needs-adaptation", "initial"},
    {"needs-l10n", "initial"},
    {"translated", "translated"},
    {"needs-review-translation", "translated"},
    {"needs-review-adaptation", "translated"},
    {"needs-review-l10n", "translated"},
    {"signed-off", "reviewed"},
    {"final", "final"},
}};

}  // namespace

std::string ctype_of(std::string_view type) {
  if (type.empty()) return {};
  for (const Type& row : kTypes) {
    if (row.tmx == type && !row.ctype.empty()) return std::string(row.ctype);
  }
  const bool is_free = type.starts_with("x-") && !type.starts_with(kOwnCtype);
  return is_free ? std::string(type) : std::string(kOwnCtype).append(type);
}

std::string type_of_ctype(std::string_view ctype) {
  for (const Type& row : kTypes) {
    if (row.ctype == ctype && !ctype.empty()) return std::string(row.tmx);
  }
  return std::string(ctype.starts_with(kOwnCtype) ? ctype.substr(kOwnCtype.size()) : ctype);
}

std::pair<std::string, std::string> type_pair_of(std::string_view type) {
  if (type.empty()) return {};
  for (const Type& row : kTypes) {
    if (row.tmx == type) return {std::string(row.type), std::string(row.sub_type)};
  }
  return {"other", std::string(kOwnPrefix).append(type)};
}

std::string type_of_pair(std::string_view type, std::string_view sub_type) {
  if (sub_type.starts_with(kOwnPrefix)) return std::string(sub_type.substr(kOwnPrefix.size()));
  for (const Type& row : kTypes) {
    if (row.type == type && row.sub_type == sub_type) return std::string(row.tmx);
  }
  return std::string(type);
}

std::pair<std::string, std::string> state_of_2(std::string_view state) {
  if (state.empty()) return {};
  for (const State& row : kStates) {
    if (row.of_2 == state) return {std::string(state), ""};
  }
  const std::string kept = std::string(kOwnPrefix).append(state);
  const auto* const row = std::find_if(kStates.begin(), kStates.end(),
                                       [&](const State& known) { return known.of_1 == state; });
  return {row == kStates.end() ? "initial" : std::string(row->of_2), kept};
}

std::string state_of_1(std::string_view state) {
  for (const State& row : kStates) {
    if (row.of_1 == state) return std::string(state);
  }
  for (const State& row : kStates) {
    if (row.of_2 == state) return std::string(row.of_1);
  }
  return state.empty() || state.starts_with("x-") ? std::string(state)
                                                  : std::string("x-").append(state);
}

bool is_own_sub_state(std::string_view sub_state) { return sub_state.starts_with(kOwnPrefix); }

std::string read_state_2(std::string_view state, std::string_view sub_state) {
  if (sub_state.starts_with(kOwnPrefix)) return std::string(sub_state.substr(kOwnPrefix.size()));
  return std::string(state);
}

double read_percent(std::string_view text) {
  double value = -1;
  text = language::trim(text);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  const std::string_view rest = language::trim(text);
  const bool good = (rest.empty() || rest == "%") && value >= 0 && value <= 1000;
  return good ? value : -1;
}

bool is_state_qualifier(std::string_view word) {
  constexpr std::array<std::string_view, 10> kWords = {
      "exact-match",          "fuzzy-match",         "id-match",
      "leveraged-glossary",   "leveraged-inherited", "leveraged-mt",
      "leveraged-repository", "leveraged-tm",        "mt-suggestion",
      "tm-suggestion"};
  return word.starts_with("x-") || std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace punte::exchange
