#include "exchange/csv.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "exchange/code_text.h"
#include "exchange/table_columns.h"
#include "exchange/xml_input.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kFlushBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxColumns = 1000;
// Between tabs, a quotation mark that is not closed within this opens no cell.
constexpr std::size_t kMaxQuotedCell = std::size_t{64} << 10;
constexpr std::size_t kJudgedLines = 10;

/// How a candidate divides the first lines of a file.
struct Division {
  std::size_t lines = 0;  // that have it
  std::size_t agree = 0;  // that have as many as the first line with it
  std::size_t first = 0;  // in that line
};

bool is_better(const Division& a, const Division& b) {
  return std::tie(a.lines, a.agree, a.first) > std::tie(b.lines, b.agree, b.first);
}

Division division_by(char candidate, std::string_view head) {
  Division out;
  std::size_t count = 0;
  std::size_t line = 0;
  bool quoted = false;
  const auto end_line = [&] {
    ++line;
    if (count == 0) return;
    if (out.lines++ == 0) out.first = count;
    if (count == out.first) ++out.agree;
    count = 0;
  };
  for (std::size_t i = 0; i < head.size() && line < kJudgedLines; ++i) {
    const char c = head[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == candidate) ++count;
    if (c == '\n' || c == '\r') end_line();
  }
  if (line < kJudgedLines) end_line();
  return out;
}

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const CsvReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}

  Result<ReadReport> run();

 private:
  enum class State {
    kStart,
    kPlain,
    kQuoted,
    kQuoteInQuoted,
    // Between tabs, where a quotation mark may be part of the text:
    kMaybeQuoted,
    kQuoteInMaybe,
  };
  struct Row {
    TableRow cells;
    std::int64_t line = 0;
  };

  void begin(std::string_view& head);
  Result<void> take(char c);
  Result<void> take_plain(char c);
  Result<void> take_quoted(char c);
  Result<void> take_maybe(char c);
  Result<void> close_maybe(char c);
  Result<void> not_quoted(std::optional<char> next);
  Result<void> end_field();
  Result<void> end_row();
  Result<void> end_input();
  Result<void> settle_head();
  Result<void> use(Row&& row);
  [[nodiscard]] std::string where(std::int64_t line) const {
    return source_.name() + ":" + std::to_string(line);
  }

  ByteSource& source_;
  const UnitSink& sink_;
  const CsvReadOptions& options_;
  ReadReport report_;
  State state_ = State::kStart;
  char separator_ = ',';
  bool ends_by_return_ = false;  // no line feed: old Macs
  std::string field_;
  std::string held_;        // of a cell that may be quoted, after its first quotation mark
  bool has_marks_ = false;  // the cell holds what Excel quotes it for
  TableRow row_;
  std::vector<Row> head_;  // the first rows, until it is known what they are
  bool head_settled_ = false;
  TableColumns columns_;
  std::int64_t line_ = 1;
  std::int64_t row_line_ = 1;
  std::int64_t quote_line_ = 1;
};

/// Finds from its first bytes how the file is written, and takes "sep=;" off them.
void Reader::begin(std::string_view& head) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  ends_by_return_ = head.find('\n') == std::string_view::npos;
  if (options_.tsv) {
    separator_ = '\t';
    return;
  }
  const std::string_view first = head.substr(0, head.find_first_of("\r\n"));
  std::string_view named = first;
  if (named.starts_with('"')) named = named.substr(1, named.find('"', 1) - 1);
  constexpr std::string_view kNamed = "sep=";
  if (named.starts_with(kNamed) && named.size() == kNamed.size() + 1) {
    separator_ = named.back();
    head.remove_prefix(first.size());
    return;
  }
  Division best;
  for (const char candidate : {',', ';', '\t', '|'}) {
    const Division own = division_by(candidate, head);
    if (is_better(own, best)) {
      best = own;
      separator_ = candidate;
    }
  }
}

Result<void> Reader::take(char c) {
  if (field_.size() >= options_.max_field_bytes) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
                {std::to_string(options_.max_field_bytes >> 20)}, where(row_line_));
  }
  switch (state_) {
    case State::kQuoted:
    case State::kQuoteInQuoted:
      return take_quoted(c);
    case State::kMaybeQuoted:
    case State::kQuoteInMaybe:
      return take_maybe(c);
    default:
      return take_plain(c);
  }
}

Result<void> Reader::take_quoted(char c) {
  if (state_ == State::kQuoted) {
    if (c == '"') {
      state_ = State::kQuoteInQuoted;
    } else {
      if (c == '\n') ++line_;
      field_ += c;
    }
    return {};
  }
  if (c == '"') {
    field_ += '"';
    state_ = State::kQuoted;
    return {};
  }
  if (c != separator_ && c != '\n' && c != '\r') {
    if (c == ' ') return {};  // "a" , "b"
    return fail(ErrorCode::kSyntax,
                PUNTE_MSG("text after a closing quotation mark; inside a quoted field, write a "
                          "quotation mark twice"),
                {}, where(line_));
  }
  state_ = State::kPlain;
  return take(c);
}

Result<void> Reader::take_maybe(char c) {
  if (state_ == State::kQuoteInMaybe) {
    if (c == separator_ || c == '\n' || c == '\r') return close_maybe(c);
    if (c != '"') return not_quoted(c);
    has_marks_ = true;
    state_ = State::kMaybeQuoted;
    held_ += c;
    return {};
  }
  held_ += c;
  if (c == '"') state_ = State::kQuoteInMaybe;
  if (c == separator_ || c == '\n' || c == '\r') has_marks_ = true;
  return held_.size() > kMaxQuotedCell ? not_quoted(std::nullopt) : Result<void>();
}

/// The cell ends with a quotation mark, before `c`.
Result<void> Reader::close_maybe(char c) {
  state_ = State::kPlain;
  if (!has_marks_) {
    // Excel would not have quoted it: the quotation marks are the text's.
    field_ += '"' + held_;
  } else {
    held_.pop_back();
    for (std::size_t i = 0; i < held_.size(); ++i) {
      field_ += held_[i];
      if (held_[i] == '\n') ++line_;
      if (held_[i] == '"') ++i;
    }
  }
  held_.clear();
  return take(c);
}

/// What was held is read again as text that begins with a quotation mark.
Result<void> Reader::not_quoted(std::optional<char> next) {
  std::string again = std::exchange(held_, {});
  if (next) again += *next;
  field_ += '"';
  state_ = State::kPlain;
  for (const char c : again) PUNTE_CHECK(take(c));
  return {};
}

Result<void> Reader::take_plain(char c) {
  if (c == separator_) return end_field();
  if (c == '\n') {
    if (!field_.empty() && field_.back() == '\r') field_.pop_back();
    PUNTE_CHECK(end_row());
    row_line_ = ++line_;
    return {};
  }
  const bool is_first = field_.find_first_not_of(' ') == std::string::npos;
  if (c == '"' && options_.tsv && state_ == State::kStart) {
    state_ = State::kMaybeQuoted;
    has_marks_ = false;
    return {};
  }
  if (c == '"' && !options_.tsv && is_first) {
    field_.clear();
    state_ = State::kQuoted;
    quote_line_ = line_;
    return {};
  }
  state_ = State::kPlain;
  field_ += c;
  return {};
}

Result<void> Reader::end_field() {
  state_ = State::kStart;
  if (row_.size() >= kMaxColumns) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("a row of more than {1} columns"),
                {std::to_string(kMaxColumns)}, where(row_line_));
  }
  if (!language::is_valid_utf8(field_)) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("bytes that are not UTF-8; save the file as UTF-8"),
                {}, where(row_line_));
  }
  row_.push_back(std::move(field_));
  field_.clear();
  return {};
}

Result<void> Reader::end_row() {
  PUNTE_CHECK(end_field());
  Row row{std::exchange(row_, {}), row_line_};
  const bool blank = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) {
    return language::trim(cell).empty();
  });
  if (blank) return {};
  if (head_settled_) return use(std::move(row));
  head_.push_back(std::move(row));
  return head_.size() < TableColumns::kHeadRows ? Result<void>() : settle_head();
}

/// Decides what the columns are, and gives the rows that were held for it.
Result<void> Reader::settle_head() {
  head_settled_ = true;
  if (head_.empty()) return {};
  std::vector<TableRow> rows;
  for (const Row& row : head_) rows.push_back(row.cells);
  const TableHead head = columns_.read(rows, {options_.from, options_.to, options_.columns});
  if (head.kind == TableHead::Kind::kUnknown || head.kind == TableHead::Kind::kAmbiguous) {
    return tl::unexpected(unknown_columns(head, rows, where(head_.front().line)));
  }
  if (head.kind == TableHead::Kind::kGuessed) {
    report_.warnings.add(
        head_.front().line, 1,
        PUNTE_MSG("the table has no header; by their language, columns {1} and "
                  "{2} are read"),
        {std::to_string(head.source_column + 1), std::to_string(head.target_column + 1)});
  }
  for (std::size_t i = head.rows; i < head_.size(); ++i) PUNTE_CHECK(use(std::move(head_[i])));
  head_.clear();
  return {};
}

Result<void> Reader::use(Row&& row) {
  auto unit = columns_.unit(row.cells);
  if (!unit) {
    ++report_.skipped_units;
    report_.warnings.add(row.line, 1, PUNTE_MSG("a row without two texts; left out"));
    return {};
  }
  unit->line = row.line;
  ++report_.units;
  return sink_(std::move(*unit));
}

Result<void> Reader::end_input() {
  if (state_ == State::kQuoted) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a quotation mark that is never closed"), {},
                where(quote_line_));
  }
  while (state_ == State::kMaybeQuoted) PUNTE_CHECK(not_quoted(std::nullopt));
  if (state_ == State::kQuoteInMaybe) PUNTE_CHECK(close_maybe('\n'));
  if (!field_.empty() || !row_.empty()) PUNTE_CHECK(end_row());
  return head_settled_ ? Result<void>() : settle_head();
}

Result<ReadReport> Reader::run() {
  PUNTE_TRY(auto input, XmlInput::open(source_, false));
  bool begun = false;
  while (true) {
    PUNTE_TRY(std::string_view bytes, input.next(kChunkBytes));
    if (bytes.empty()) break;
    if (!std::exchange(begun, true)) begin(bytes);
    for (const char c : bytes) PUNTE_CHECK(take(ends_by_return_ && c == '\r' ? '\n' : c));
  }
  if (input.ill_formed()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("bytes that are not UTF-8; save the file as UTF-8"),
                {}, where(line_));
  }
  PUNTE_CHECK(end_input());
  return std::move(report_);
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

Result<ReadReport> read_csv(ByteSource& source, const UnitSink& sink,
                            const CsvReadOptions& options) {
  return Reader(source, sink, options).run();
}

CsvWriter::CsvWriter(ByteSink& sink, CsvWriteOptions options)
    : sink_(sink), options_(std::move(options)) {
  const PairLanguages& languages = options_.languages;
  const char separator = options_.tsv ? '\t' : ',';
  const bool has_header = !options_.tsv || languages.fallback;
  if (!has_header) return;
  out_ = languages.from + separator + languages.to;
  // What is in another region is labelled as it is.
  if (languages.fallback) out_ += separator + std::string("language");
  out_ += options_.tsv ? "\n" : "\r\n";
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out;
  append_quoted(out, text);
  return out;
}

void CsvWriter::put(std::string_view text) {
  const bool needs_quotes = !options_.tsv || text.starts_with('"') ||
                            text.find_first_of("\t\r\n") != std::string_view::npos;
  if (needs_quotes) {
    append_quoted(out_, text);
  } else {
    out_ += text;
  }
}

Result<void> CsvWriter::write(const language::Unit& unit) {
  for (const auto& [source, target] : pairs_of(unit, options_.languages)) {
    put(table_text(source->text));
    out_ += options_.tsv ? '\t' : ',';
    put(table_text(target->text));
    if (options_.languages.fallback) {
      out_ += options_.tsv ? '\t' : ',';
      put(target->language);
    }
    out_ += options_.tsv ? "\n" : "\r\n";
  }
  return out_.size() < kFlushBytes ? Result<void>() : finish();
}

Result<void> CsvWriter::finish() {
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

}  // namespace punte::exchange
