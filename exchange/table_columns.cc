#include "exchange/table_columns.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "exchange/code_text.h"
#include "exchange/language_names.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/readiness.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

// No name of a column that is known is longer.
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kShownRows = 3;
constexpr std::size_t kShownColumns = 60;

// Words for columns, folded, in the languages of the interface.
constexpr std::array<std::string_view, 24> kSourceWords = {
    "source",         "src",          "source text",    "source string", "source segment",
    "source term",    "sourcetext",   "msgid",          "original",      "original text",
    "originaltext",   "quelle",       "quelltext",      "ausgangstext",  "sursă",
    "sursa",          "text sursă",   "textul sursă",   "fuente",        "texto fuente",
    "texto original", "texte source", "texte original", "origen"};
constexpr std::array<std::string_view, 29> kTargetWords = {
    "target",          "tgt",         "trg",         "target text", "target string",
    "target segment",  "target term", "targettext",  "translation", "translated",
    "translated text", "msgstr",      "ziel",        "zieltext",    "übersetzung",
    "uebersetzung",    "traducere",   "traducerea",  "țintă",       "text țintă",
    "destinație",      "traducción",  "traduccion",  "destino",     "texto destino",
    "traduction",      "cible",       "texte cible", "traduit"};
// With a language beside them they are a column of texts.
constexpr std::array<std::string_view, 9> kTextWords = {
    "text", "string", "value", "term", "segment", "texte", "texto", "wert", "label"};
constexpr std::array<std::string_view, 21> kNoteWords = {"note",
                                                         "notes",
                                                         "comment",
                                                         "comments",
                                                         "com",
                                                         "remark",
                                                         "remarks",
                                                         "description",
                                                         "hint",
                                                         "developer_comments",
                                                         "developer comments",
                                                         "extracted comments",
                                                         "kommentar",
                                                         "bemerkung",
                                                         "notiz",
                                                         "comentariu",
                                                         "observații",
                                                         "notă",
                                                         "commentaire",
                                                         "remarque",
                                                         "comentario"};
constexpr std::array<std::string_view, 4> kTranslatorWords = {
    "translator_comments", "translator comments", "translator note", "translator notes"};
constexpr std::array<std::string_view, 7> kContextWords = {
    "ctx", "ctxt", "msgctxt", "context", "kontext", "contexte", "contexto"};
constexpr std::array<std::string_view, 3> kIgnoredWords = {"-", "skip", "ignore"};
constexpr std::array<std::string_view, 4> kKeyWords = {"key", "schlüssel", "cheie", "clé"};
// "yes" of a column named "fuzzy".
constexpr std::array<std::string_view, 4> kTrue = {"true", "yes", "1", "x"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string folded(std::string_view text) {
  std::string out;
  icu::UnicodeString::fromUTF8(std::string(language::trim(text))).foldCase().toUTF8String(out);
  return out;
}

std::size_t filled_cells(const TableRow& row) {
  return static_cast<std::size_t>(std::count_if(
      row.begin(), row.end(), [](const auto& cell) { return !language::trim(cell).empty(); }));
}

/// The language that a cell names, "" for none; a name of one that is not written as a tag counts.
std::string language_of_cell(std::string_view cell) {
  cell = language::trim(cell);
  if (auto tag = plausible_language(cell)) return *tag;
  const ReadLanguage read = read_language(cell);
  if (read.is_name) return read.tag;
  // "ENU"
  const bool is_capitals =
      cell.size() == 3 && std::all_of(cell.begin(), cell.end(), base::is_upper);
  const bool has_region = read.tag.find('-') != std::string::npos;
  return is_capitals && has_region ? read.tag : std::string();
}

/// True if a value may be what "no" or "id" stand for: a number, a key.
bool is_number_or_key(std::string_view value) {
  value = language::trim(value);
  bool has_sign = false;
  for (const char c : value) {
    if (c == ' ' || static_cast<unsigned char>(c) >= 0x80) return false;
    has_sign = has_sign || !base::is_alpha(c);
  }
  return has_sign || value.empty();
}

}  // namespace

TableColumns::Kind TableColumns::kind_of(std::string_view word) {
  if (contains(kSourceWords, word)) return Kind::kSource;
  if (contains(kTargetWords, word)) return Kind::kTarget;
  if (contains(kNoteWords, word)) return Kind::kNote;
  if (contains(kTranslatorWords, word)) return Kind::kTranslatorNote;
  if (contains(kContextWords, word)) return Kind::kContext;
  if (contains(kIgnoredWords, word)) return Kind::kIgnored;
  if (word == "language") return Kind::kLanguage;
  return word == "fuzzy" ? Kind::kFuzzy : Kind::kOther;
}

TableColumns::Column TableColumns::column_of(const std::string& cell) {
  Column out;
  const std::string_view trimmed = language::trim(cell);
  out.name = trimmed;
  if (trimmed.empty() || trimmed.size() > kMaxNameBytes) return out;
  const std::string word = folded(trimmed);
  out.kind = kind_of(word);
  if (out.kind != Kind::kOther || contains(kKeyWords, word)) return out;
  out.language = language_of_cell(trimmed);
  out.may_be_other = word == "no" || word == "id";
  // "Source (en)", "target:ro", "text_de", "ro translation"
  constexpr std::string_view kSeparators = " _-:.([|/";
  const auto is_text_word = [](const std::string& side) {
    const Kind kind = kind_of(side);
    return kind == Kind::kSource || kind == Kind::kTarget || contains(kTextWords, side);
  };
  for (std::size_t at = trimmed.find_first_of(kSeparators);
       out.language.empty() && at != std::string_view::npos;
       at = trimmed.find_first_of(kSeparators, at + 1)) {
    const std::string_view left = language::trim(trimmed.substr(0, at));
    std::string_view right = language::trim(trimmed.substr(at + 1));
    right.remove_prefix(std::min(right.find_first_not_of("([ "), right.size()));
    while (right.ends_with(')') || right.ends_with(']')) right.remove_suffix(1);
    if (is_text_word(folded(left))) out.language = language_of_cell(right);
    if (out.language.empty() && is_text_word(folded(right))) {
      out.language = language_of_cell(left);
    }
  }
  if (!out.language.empty()) out.kind = Kind::kText;
  return out;
}

std::vector<TableColumns::Column> TableColumns::columns_of(std::span<const TableRow> rows,
                                                           std::size_t at,
                                                           const TableOptions& options) {
  std::vector<Column> out;
  bool has_key = false;
  for (const std::string& cell : rows[at]) {
    Column& column = out.emplace_back(column_of(cell));
    has_key = has_key || contains(kKeyWords, folded(cell));
    if (column.kind == Kind::kSource) column.language = options.from;
    if (column.kind == Kind::kTarget) column.language = options.to;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (!out[i].may_be_other) continue;
    const auto below = rows.subspan(at + 1);
    const bool holds_texts = std::any_of(below.begin(), below.end(), [&](const TableRow& row) {
      return i < row.size() && !is_number_or_key(row[i]);
    });
    const bool is_key = folded(out[i].name) == "id" && !has_key &&
                        std::none_of(below.begin(), below.end(), [&](const TableRow& row) {
                          return i < row.size() && row[i].find(' ') != std::string::npos;
                        });
    if (holds_texts && !is_key) continue;
    out[i].kind = Kind::kOther;
    out[i].language.clear();
  }
  return out;
}

bool TableColumns::is_header(const std::vector<Column>& columns, const TableOptions& options) {
  std::set<std::string> languages;
  bool agrees = options.from.empty() && options.to.empty();
  bool is_plain = true;  // nothing but short tags, which may be words as well
  for (const Column& column : columns) {
    is_plain = is_plain && column.kind == Kind::kText && column.name.size() <= 2;
    if (column.language.empty()) continue;
    languages.insert(column.language);
    for (const std::string* asked : {&options.from, &options.to}) {
      agrees = agrees || language::stand_for_each_other(column.language, *asked);
    }
  }
  return languages.size() >= 2 && (agrees || !is_plain);
}

TableHead TableColumns::read(std::span<const TableRow> rows, const TableOptions& options) {
  from_ = options.from;
  std::size_t header = 0;
  std::vector<Column> found;
  std::size_t most_above = 0;
  bool lacks_languages = false;
  for (; header < rows.size(); ++header) {
    found = columns_of(rows, header, options);
    const std::size_t filled = filled_cells(rows[header]);
    const bool is_below_titles = header == 0 || filled > most_above;
    if (is_below_titles && is_header(found, options)) break;
    const auto has = [&](Kind kind) {
      return std::any_of(found.begin(), found.end(),
                         [&](const Column& column) { return column.kind == kind; });
    };
    lacks_languages = lacks_languages || (is_below_titles && has(Kind::kTarget) &&
                                          (has(Kind::kSource) || has(Kind::kText)));
    most_above = std::max(most_above, filled);
  }
  if (!options.columns.empty()) {
    const std::vector<TableRow> named = {options.columns};
    columns_ = columns_of(named, 0, options);
    // What names itself by --columns is meant, whatever is below.
    for (Column& column : columns_) {
      if (column.may_be_other && column.kind == Kind::kOther) column = column_of(column.name);
    }
    if (!is_header(columns_, {})) return {TableHead::Kind::kAmbiguous};
    const bool has_header = header < rows.size();
    return {TableHead::Kind::kHeader, has_header ? header + 1 : 0};
  }
  if (header < rows.size()) {
    columns_ = std::move(found);
    return {TableHead::Kind::kHeader, header + 1};
  }
  const bool named = !options.from.empty() && !options.to.empty();
  if (!named || lacks_languages) return {};
  return without_header(rows, options);
}

TableHead TableColumns::without_header(std::span<const TableRow> rows,
                                       const TableOptions& options) {
  std::size_t width = 0;
  for (const TableRow& row : rows) {
    for (std::size_t i = width; i < row.size(); ++i) {
      if (!language::trim(row[i]).empty()) width = i + 1;
    }
  }
  columns_ = {{Kind::kSource, options.from}, {Kind::kTarget, options.to}};
  if (width <= 2) return {TableHead::Kind::kTexts};
  std::vector<std::size_t> sources;
  std::vector<std::size_t> targets;
  for (std::size_t i = 0; i < width; ++i) {
    std::string sample;
    for (const TableRow& row : rows) {
      if (i < row.size()) sample.append(row[i]).append("\n");
    }
    const std::string language = language::identify(sample).language;
    if (language::stand_for_each_other(language, options.from)) sources.push_back(i);
    if (language::stand_for_each_other(language, options.to)) targets.push_back(i);
  }
  if (sources.size() != 1 || targets.size() != 1 || sources == targets) {
    return {TableHead::Kind::kAmbiguous};
  }
  columns_.assign(width, {Kind::kIgnored});
  columns_[sources[0]] = {Kind::kSource, options.from};
  columns_[targets[0]] = {Kind::kTarget, options.to};
  return {TableHead::Kind::kGuessed, 0, sources[0], targets[0]};
}

std::optional<language::Unit> TableColumns::unit(TableRow& row) const {
  language::Unit unit;
  std::optional<language::Note> of_translator;
  std::optional<std::string> label;
  for (std::size_t i = 0; i < row.size() && i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (language::trim(row[i]).empty()) continue;
    switch (column.kind) {
      case Kind::kText:
      case Kind::kSource:
      case Kind::kTarget: {
        if (column.language.empty()) break;
        const bool is_first = unit.source_language.empty() && column.kind != Kind::kTarget;
        if (is_first || column.kind == Kind::kSource) unit.source_language = column.language;
        language::Variant& variant = unit.variants.emplace_back();
        variant.language = column.language;
        variant.text = from_table_text(std::move(row[i]));
        break;
      }
      case Kind::kNote:
        unit.notes.push_back({std::move(row[i]), {}});
        break;
      case Kind::kTranslatorNote:
        of_translator = language::Note{std::move(row[i]), {}};
        break;
      case Kind::kContext:
        unit.properties.push_back({"x-context", std::move(row[i]), {}});
        break;
      case Kind::kFuzzy:
        if (contains(kTrue, folded(row[i]))) {
          unit.properties.push_back({language::kStateProperty, "needs-review-translation", {}});
        }
        break;
      case Kind::kLanguage:
        label = plausible_language(language::trim(row[i]));
        break;
      case Kind::kIgnored:
        break;
      case Kind::kOther:
        if (!column.name.empty()) {
          unit.properties.push_back({column.name, std::move(row[i]), {}});
        }
    }
  }
  if (unit.variants.size() < 2) return std::nullopt;
  if (!from_.empty()) unit.source_language = from_;
  // It says more of the language of the column, or another region.
  std::string& last = unit.variants.back().language;
  if (label && language::same_language(*label, last)) last = *label;
  if (of_translator) unit.variants.back().notes.push_back(std::move(*of_translator));
  return unit;
}

base::Error unknown_columns(const TableHead& head, std::span<const TableRow> rows,
                            std::string where) {
  std::string shown;
  for (const TableRow& row : rows.subspan(0, std::min(rows.size(), kShownRows))) {
    std::string line;
    for (const std::string& cell : row) {
      line.append(line.empty() ? "" : " | ").append(language::trim(cell));
    }
    std::replace(line.begin(), line.end(), '\n', ' ');
    shown.append(shown.empty() ? "" : " ⏎ ").append(language::fit_width(line, kShownColumns));
  }
  const bool ambiguous = head.kind == TableHead::Kind::kAmbiguous;
  base::Error error;
  error.message =
      ambiguous ? PUNTE_MSG("nothing says which columns hold the texts; it begins: {1}")
                : PUNTE_MSG("nothing says in which languages the columns are; it begins: {1}");
  error.arguments = {std::move(shown)};
  error.where = std::move(where);
  error.remedy = ambiguous ? base::Remedy::kNameColumns : base::Remedy::kNameLanguages;
  return error;
}

}  // namespace punte::exchange
