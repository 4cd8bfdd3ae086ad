#include "exchange/csv.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "exchange/table_columns.h"
#include "exchange/xml_input.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;
using language::LanguageTag;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kFlushBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxColumns = 1000;

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const CsvReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}

  Result<ReadReport> run();

 private:
  enum class State { kStart, kPlain, kQuoted, kQuoteInQuoted, kEscape };

  Result<void> take(char c);
  Result<void> end_field();
  Result<void> end_row();
  Result<void> use_row();
  [[nodiscard]] std::string where(std::int64_t line) const {
    return source_.name() + ":" + std::to_string(line);
  }
  void skip(const char* message) {
    ++report_.skipped_units;
    report_.warnings.add(row_line_, 1, message);
  }
  /// The separator that the first row has most of, outside quotes.
  void find_separator(std::string_view head);

  ByteSource& source_;
  const UnitSink& sink_;
  const CsvReadOptions& options_;
  ReadReport report_;
  State state_ = State::kStart;
  char separator_ = ',';
  std::string field_;
  std::vector<std::string> row_;
  TableColumns columns_;
  bool first_row_ = true;
  std::int64_t line_ = 1;
  std::int64_t row_line_ = 1;
  std::int64_t quote_line_ = 1;
};

void Reader::find_separator(std::string_view head) {
  if (options_.tsv) {
    separator_ = '\t';
    return;
  }
  std::ptrdiff_t best = 0;
  for (const char candidate : {',', ';', '\t'}) {
    std::ptrdiff_t count = 0;
    bool quoted = false;
    for (const char c : head) {
      if (c == '"') quoted = !quoted;
      if (c == '\n' && !quoted) break;
      if (c == candidate && !quoted) ++count;
    }
    if (count > best) {
      best = count;
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
    case State::kEscape:
      state_ = State::kPlain;
      switch (c) {
        case 't':
          field_ += '\t';
          return {};
        case 'n':
          field_ += '\n';
          return {};
        case 'r':
          field_ += '\r';
          return {};
        case '\\':
          field_ += '\\';
          return {};
        default:  // a backslash that escapes nothing is itself
          field_ += '\\';
          return take(c);
      }
    case State::kQuoted:
      if (c == '"') {
        state_ = State::kQuoteInQuoted;
      } else {
        if (c == '\n') ++line_;
        field_ += c;
      }
      return {};
    case State::kQuoteInQuoted:
      if (c == '"') {
        field_ += '"';
        state_ = State::kQuoted;
        return {};
      }
      if (c != separator_ && c != '\n' && c != '\r') {
        return fail(ErrorCode::kSyntax,
                    PUNTE_MSG("text behind a closing quotation mark; inside a quoted field, write "
                              "a quotation mark twice"),
                    {}, where(line_));
      }
      state_ = State::kPlain;
      return take(c);
    case State::kStart:
    case State::kPlain:
      if (c == separator_) return end_field();
      if (c == '\n') {
        if (!field_.empty() && field_.back() == '\r') field_.pop_back();
        const auto ended = end_row();
        ++line_;
        row_line_ = line_;
        return ended;
      }
      if (c == '"' && state_ == State::kStart && !options_.tsv) {
        state_ = State::kQuoted;
        quote_line_ = line_;
        return {};
      }
      if (c == '\\' && options_.tsv) {
        state_ = State::kEscape;
        return {};
      }
      state_ = State::kPlain;
      field_ += c;
      return {};
  }
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
  if (auto ended = end_field(); !ended) return ended;
  Result<void> done;
  const bool blank = row_.size() == 1 && row_[0].empty();
  if (!blank) done = use_row();
  row_.clear();
  return done;
}

Result<void> Reader::use_row() {
  if (std::exchange(first_row_, false)) {
    // Tables by tabs are written without a header, so that only a lack makes one of a row.
    const bool may_be_header = !options_.tsv || options_.from.empty() || options_.to.empty();
    switch (columns_.read(row_, options_.from, options_.to, may_be_header)) {
      case TableColumns::FirstRow::kHeader:
        return {};
      case TableColumns::FirstRow::kUnknown:
        return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                    PUNTE_MSG("the first row does not name the languages of the columns"), {},
                    where(row_line_));
      case TableColumns::FirstRow::kTexts:
        break;
    }
  }
  auto unit = columns_.unit(row_);
  if (!unit) {
    skip(PUNTE_MSG("a row without two texts; left out"));
    return {};
  }
  ++report_.units;
  return sink_(std::move(*unit));
}

Result<ReadReport> Reader::run() {
  auto input = XmlInput::open(source_, false);
  if (!input) return tl::unexpected(input.error());
  bool begun = false;
  while (true) {
    const auto bytes = input->next(kChunkBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    if (bytes->empty()) break;
    if (!std::exchange(begun, true)) find_separator(*bytes);
    for (const char c : *bytes) {
      if (const auto taken = take(c); !taken) return tl::unexpected(taken.error());
    }
  }
  if (input->ill_formed()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("bytes that are not UTF-8; save the file as UTF-8"),
                {}, where(line_));
  }
  if (state_ == State::kQuoted) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a quotation mark that is never closed"), {},
                where(quote_line_));
  }
  if (state_ == State::kEscape) field_ += '\\';
  if (!field_.empty() || !row_.empty()) {
    if (const auto ended = end_row(); !ended) return tl::unexpected(ended.error());
  }
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
  if (!options_.tsv) out_ = options_.from + "," + options_.to + "\r\n";
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out;
  append_quoted(out, text);
  return out;
}

void CsvWriter::put(std::string_view text) {
  if (!options_.tsv) {
    append_quoted(out_, text);
    return;
  }
  for (const char c : text) {
    switch (c) {
      case '\t':
        out_ += "\\t";
        break;
      case '\n':
        out_ += "\\n";
        break;
      case '\r':
        out_ += "\\r";
        break;
      case '\\':
        out_ += "\\\\";
        break;
      default:
        out_ += c;
    }
  }
}

Result<void> CsvWriter::write(const language::Unit& unit) {
  for (const language::Variant& source : unit.variants) {
    if (!language::stand_for_each_other(source.language, options_.from)) continue;
    for (const language::Variant& target : unit.variants) {
      if (&source == &target || !language::stand_for_each_other(target.language, options_.to))
        continue;
      put(source.text.text);
      out_ += options_.tsv ? '\t' : ',';
      put(target.text.text);
      out_ += options_.tsv ? "\n" : "\r\n";
    }
  }
  return out_.size() < kFlushBytes ? Result<void>() : finish();
}

Result<void> CsvWriter::finish() {
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

}  // namespace punte::exchange
