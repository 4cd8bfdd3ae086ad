#include "job/review.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::job {
namespace {

using Json = nlohmann::ordered_json;
using base::ErrorCode;
using base::fail;
using base::Result;
using language::InlineCode;
using language::MarkedText;

constexpr std::string_view kTitle = "# punte-review\t1";
constexpr std::string_view kColumns =
    "keep\tconfidence\tbead\tsource\ttarget\tsource codes\ttarget codes";
constexpr std::size_t kMaxLines = 10'000'000;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
  }
  return out;
}

/// Spreadsheets put quotes around cells that hold quotes, and double those.
std::string unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  std::string out;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '"') {
      // A lone quote inside: the cell was not quoted by a spreadsheet.
      if (i + 1 == inside.size() || inside[i + 1] != '"') return std::string(cell);
      ++i;
    }
    out += inside[i];
  }
  return out;
}

/// A cell as spreadsheets write it: one that starts with a quote is quoted.
std::string cell_of(std::string_view text) {
  std::string cell = escaped(text);
  if (!cell.starts_with('"')) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// The codes, and the length of the text that they belong to.
std::string codes_cell(const MarkedText& text) {
  if (text.codes.empty()) return {};
  Json codes = Json::array();
  for (const InlineCode& code : text.codes) {
    codes.push_back(
        {code.offset, static_cast<int>(code.kind), code.id, code.link, code.type, code.content});
  }
  const Json cell{{"bytes", text.text.size()}, {"codes", std::move(codes)}};
  return escaped(cell.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void read_codes(const std::string& cell, MarkedText& text) {
  const Json json = Json::parse(cell, nullptr, false);
  if (!json.is_object() || !json.contains("bytes") || !json.contains("codes")) return;
  const Json& codes = json["codes"];
  if (!json["bytes"].is_number_unsigned() || json["bytes"] != text.text.size() ||
      !codes.is_array()) {
    return;
  }
  std::vector<InlineCode> out;
  for (const Json& value : codes) {
    if (!value.is_array() || value.size() != 6 || !value[0].is_number_unsigned() ||
        !value[1].is_number_unsigned() || value[1] > 2 ||
        !std::all_of(value.begin() + 2, value.end(), [](const Json& v) { return v.is_string(); })) {
      return;
    }
    const auto offset = value[0].get<std::size_t>();
    if (offset > text.text.size() || (!out.empty() && offset < out.back().offset)) return;
    InlineCode& code = out.emplace_back();
    code.offset = offset;
    code.kind = static_cast<language::CodeKind>(value[1].get<int>());
    code.id = value[2].get<std::string>();
    code.link = value[3].get<std::string>();
    code.type = value[4].get<std::string>();
    code.content = value[5].get<std::string>();
  }
  text.codes = std::move(out);
}

std::optional<double> confidence_of(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');  // as some spreadsheets write it
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1)) {
    return std::nullopt;
  }
  return value;
}

/// The cells of a line.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t tab = line.find('\t');
    out.push_back(unescaped(unquoted(line.substr(0, tab))));
    if (tab == std::string_view::npos) return out;
    line.remove_prefix(tab + 1);
  }
}

/// Takes the lines of a review file, one after the other.
class ReviewReader {
 public:
  /// `where` is file and line, for errors.
  Result<void> add(std::string_view line, const std::string& where);
  /// All that was read. A heading that names no languages has no pairs, and could not be written
  /// again. Errors: kSyntax for an empty file.
  Result<std::vector<AlignedDocument>> finish(const std::string& name);

 private:
  Result<void> add_heading(const std::vector<std::string>& cells, const std::string& where);
  Result<void> add_pair(std::vector<std::string> cells, const std::string& where);

  std::vector<AlignedDocument> documents_;
  bool titled_ = false;
  bool in_heading_ = false;  // in the lines that say languages and paths
};

Result<void> ReviewReader::add(std::string_view line, const std::string& where) {
  if (!titled_) {
    // Spreadsheets fill every line up to the same number of cells.
    if (!line.starts_with(kTitle)) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("this is not a review file"), {}, where);
    }
    titled_ = true;
    return {};
  }
  std::vector<std::string> cells = cells_of(line);
  if (language::trim(line).empty() || cells[0] == "keep") return {};
  return cells[0].starts_with("# ") ? add_heading(cells, where) : add_pair(std::move(cells), where);
}

Result<void> ReviewReader::add_heading(const std::vector<std::string>& cells,
                                       const std::string& where) {
  const std::string& name = cells[0];
  const bool is_tag = name == "# from" || name == "# to";
  if (!is_tag && name != "# source" && name != "# target") return {};  // a remark
  if (!in_heading_) documents_.emplace_back();
  in_heading_ = true;
  AlignedDocument& document = documents_.back();
  const std::string value = cells.size() > 1 ? cells[1] : std::string();
  if (!is_tag) {
    (name == "# source" ? document.source : document.target) = value;
    return {};
  }
  auto tag = language::LanguageTag::parse(value);
  if (!tag) {
    base::Error error = std::move(tag).error();
    error.where = where;
    return tl::unexpected(std::move(error));
  }
  (name == "# from" ? document.from : document.to) = tag->str();
  return {};
}

Result<void> ReviewReader::add_pair(std::vector<std::string> cells, const std::string& where) {
  in_heading_ = false;
  if (documents_.empty() || documents_.back().from.empty() || documents_.back().to.empty()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("no “# from” and “# to” line before this one"), {},
                where);
  }
  if (cells.size() < 5 || (cells[0] != "+" && cells[0] != "-")) {
    return fail(ErrorCode::kSyntax,
                PUNTE_MSG("a line needs “+” or “-”, confidence, bead, source and target, with "
                          "tabs between"),
                {}, where);
  }
  const auto confidence = confidence_of(cells[1]);
  if (!confidence) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("“{1}” is no confidence from 0 to 1"), {cells[1]},
                where);
  }
  AlignedPair& pair = documents_.back().pairs.emplace_back();
  pair.confidence = *confidence;
  pair.bead = std::move(cells[2]);
  pair.source.text = std::move(cells[3]);
  pair.target.text = std::move(cells[4]);
  pair.keep = cells[0] == "+" && !language::trim(pair.source.text).empty() &&
              !language::trim(pair.target.text).empty();
  if (cells.size() > 5 && !cells[5].empty()) read_codes(cells[5], pair.source);
  if (cells.size() > 6 && !cells[6].empty()) read_codes(cells[6], pair.target);
  return {};
}

Result<std::vector<AlignedDocument>> ReviewReader::finish(const std::string& name) {
  if (!titled_) return fail(ErrorCode::kSyntax, PUNTE_MSG("the file is empty"), {}, name);
  std::erase_if(documents_, [](const AlignedDocument& document) {
    return document.from.empty() || document.to.empty();
  });
  return std::move(documents_);
}

}  // namespace

std::string review_table(const std::vector<AlignedDocument>& documents) {
  std::string out = std::string(kTitle) + "\n";
  for (const AlignedDocument& document : documents) {
    out += "# from\t" + document.from + "\n# to\t" + document.to + "\n# source\t" +
           escaped(document.source) + "\n# target\t" + escaped(document.target) + "\n";
    out += std::string(kColumns) + "\n";
    for (const AlignedPair& pair : document.pairs) {
      out += fmt::format("{}\t{:.3f}\t{}\t{}\t{}\t{}\t{}\n", pair.keep ? "+" : "-", pair.confidence,
                         pair.bead, cell_of(pair.source.text), cell_of(pair.target.text),
                         codes_cell(pair.source), codes_cell(pair.target));
    }
  }
  return out;
}

Result<std::vector<AlignedDocument>> read_review(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  ReviewReader reader;
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string where = name + ":" + std::to_string(number);
    if (number > kMaxLines) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("more than ten million lines"), {}, where);
    }
    PUNTE_CHECK(reader.add(line, where));
  }
  return reader.finish(name);
}

}  // namespace punte::job
