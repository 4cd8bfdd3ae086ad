#include "exchange/xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "exchange/language_names.h"
#include "exchange/table_rows.h"
#include "exchange/xml_parser.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using language::Error;
using language::ErrorCode;
using language::fail;

constexpr std::size_t kMaxColumns = 1000;
constexpr std::size_t kSheetTextLimit = std::size_t{1} << 30;  // of all shared texts
constexpr std::size_t kMaxRowTexts = 4;                        // of the greatest length
constexpr std::size_t kMaxWarnings = 100;
constexpr std::uint64_t kMaxGrowth = 1000;  // of a part, beyond 64 MB
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{64} << 20;

/// One part of a package, unpacked while it is read.
class Part final : public ByteSource {
 public:
  /// Nothing where the package has no such part. Errors: kSyntax.
  static Result<std::unique_ptr<Part>> open(std::string_view package, const std::string& part,
                                            const std::string& name, std::uint64_t limit) {
    auto out = std::unique_ptr<Part>(new Part(name, limit, package.size()));
    archive* handle = out->archive_.get();
    if (handle == nullptr) return fail(ErrorCode::kIo, PUNTE_MSG("not enough memory"));
    archive_read_support_format_zip_seekable(handle);
    if (archive_read_open_memory(handle, package.data(), package.size()) != ARCHIVE_OK) {
      return tl::unexpected(out->error());
    }
    while (true) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(handle, &entry);
      if (status == ARCHIVE_EOF) return nullptr;
      if (status < ARCHIVE_WARN) return tl::unexpected(out->error());
      const char* const path = archive_entry_pathname(entry);
      if (path != nullptr && part == path) return out;
    }
  }

  Result<std::size_t> read(std::span<char> buffer) override {
    const la_ssize_t count = archive_read_data(archive_.get(), buffer.data(), buffer.size());
    if (count < 0) return tl::unexpected(error());
    unpacked_ += static_cast<std::uint64_t>(count);
    if (unpacked_ > kAlwaysAllowed && unpacked_ / kMaxGrowth > packed_) {
      return fail(ErrorCode::kLimit,
                  PUNTE_MSG("unpacks to more than {1} times its size; refused as a bomb"),
                  {std::to_string(kMaxGrowth)}, name_);
    }
    if (unpacked_ > limit_) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                  {std::to_string(limit_ >> 20)}, name_);
    }
    return static_cast<std::size_t>(count);
  }
  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::uint64_t consumed() const override { return unpacked_; }
  [[nodiscard]] std::uint64_t total() const override { return 0; }

 private:
  struct Free {
    void operator()(archive* handle) const { archive_read_free(handle); }
  };
  Part(std::string name, std::uint64_t limit, std::uint64_t packed)
      : archive_(archive_read_new()), name_(std::move(name)), limit_(limit), packed_(packed) {}
  [[nodiscard]] Error error() const {
    const char* text = archive_error_string(archive_.get());
    return {ErrorCode::kSyntax,
            PUNTE_MSG("the packed data is damaged or cut short ({1})"),
            {text == nullptr ? "?" : text},
            name_};
  }

  std::unique_ptr<archive, Free> archive_;
  std::string name_;
  std::uint64_t limit_;
  std::uint64_t packed_;
  std::uint64_t unpacked_ = 0;
};

/// Attributes of the elements that are asked for, in order: what workbooks and relations are.
class Attributes final : public XmlHandler {
 public:
  using Visit = std::function<void(std::string_view name, XmlAttributes attributes)>;
  explicit Attributes(Visit visit) : visit_(std::move(visit)) {}
  void start(std::string_view name, XmlAttributes attributes) override {
    visit_(local_name(name), attributes);
  }
  void end(std::string_view /*name*/) override {}
  void text(std::string_view /*text*/) override {}

 private:
  Visit visit_;
};

/// Texts of <si> and <is>: the runs of <t>, without those that say how Japanese is read.
class RichText {
 public:
  void start(std::string_view name) {
    if (name == "rPh") ++phonetic_;
    if (name == "t" && phonetic_ == 0) open_ = true;
  }
  void end(std::string_view name) {
    if (name == "rPh" && phonetic_ > 0) --phonetic_;
    if (name == "t") open_ = false;
  }
  [[nodiscard]] bool open() const { return open_; }

 private:
  std::size_t phonetic_ = 0;
  bool open_ = false;
};

class SharedTexts final : public XmlHandler {
 public:
  SharedTexts(ByteSource& source, const XlsxReadOptions& options)
      : parser_(source, {}), limit_(options.max_text_bytes) {}
  Result<std::vector<std::string>> run() {
    if (auto done = parser_.run(*this); !done) return tl::unexpected(done.error());
    return std::move(texts_);
  }
  void start(std::string_view full_name, XmlAttributes /*attributes*/) override {
    const std::string_view name = local_name(full_name);
    if (name == "si") {
      texts_.emplace_back();
      take(sizeof(std::string));  // so that very many empty ones are bounded, too
    }
    rich_.start(name);
  }
  void end(std::string_view full_name) override { rich_.end(local_name(full_name)); }
  void text(std::string_view text) override {
    if (!rich_.open() || texts_.empty()) return;
    if (texts_.back().size() + text.size() > limit_) {
      stop(limit_);
    } else if (take(text.size())) {
      texts_.back() += text;
    }
  }

 private:
  bool take(std::size_t bytes) {
    total_ += bytes;
    if (total_ > kSheetTextLimit) stop(kSheetTextLimit);
    return total_ <= kSheetTextLimit;
  }
  void stop(std::size_t limit) {
    parser_.stop({ErrorCode::kLimit,
                  PUNTE_MSG("a text of more than {1} MB"),
                  {std::to_string(limit >> 20)},
                  parser_.where()});
  }

  XmlParser parser_;
  RichText rich_;
  std::vector<std::string> texts_;
  std::size_t limit_;
  std::size_t total_ = 0;
};

/// "_x000D_" is a carriage return: how workbooks write what XML cannot hold.
void decode_escapes(std::string& text) {
  if (text.find("_x") == std::string::npos) return;
  constexpr std::size_t kLength = 7;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    unsigned code = 0;
    if (text.size() - i >= kLength && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_') {
      const char* const first = text.data() + i + 2;
      const auto [stop, error] = std::from_chars(first, first + 4, code, 16);
      const bool surrogate = code >= 0xD800 && code < 0xE000;
      if (error == std::errc() && stop == first + 4 && code != 0 && !surrogate) {
        language::append_utf8(out, static_cast<char32_t>(code));
        i += kLength;
        continue;
      }
    }
    out += text[i++];
  }
  text = std::move(out);
}

/// Numbers are stored with more digits than are shown: 0.30000000000000004 is 0.3.
void round_number(std::string& text) {
  constexpr std::size_t kShownDigits = 15;
  if (text.size() <= kShownDigits) return;
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && stop == text.data() + text.size()) {
    text = fmt::format("{:.15g}", value);
  }
}

/// "AB12": 27; nothing for what is no reference.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t i = 0;
  for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
    column = column * 26 + static_cast<std::size_t>(reference[i] - 'A') + 1;
    if (column > 1U << 20) return std::nullopt;
  }
  if (i == 0) return std::nullopt;
  return column - 1;
}

class Sheet final : public XmlHandler {
 public:
  Sheet(ByteSource& source, const std::vector<std::string>& shared, const UnitSink& sink,
        const XlsxReadOptions& options, std::string name)
      : parser_(source, {}),
        shared_(shared),
        rows_(sink, report_, options.from, options.to, false),
        limit_(options.max_text_bytes),
        name_(std::move(name)) {}

  Result<ReadReport> run() {
    if (auto done = parser_.run(*this); !done) return tl::unexpected(done.error());
    return std::move(report_);
  }

  void start(std::string_view full_name, XmlAttributes attributes) override {
    const std::string_view name = local_name(full_name);
    if (name == "row") {
      const std::string_view number = attribute(attributes, "r");
      std::int64_t given = 0;
      std::from_chars(number.data(), number.data() + number.size(), given);
      line_ = given > line_ ? given : line_ + 1;
      row_.clear();
      row_bytes_ = 0;
      next_column_ = 0;
    } else if (name == "c") {
      column_ = column_of(attribute(attributes, "r")).value_or(next_column_);
      next_column_ = column_ + 1;
      type_ = attribute(attributes, "t");
      value_.clear();
      is_formula_ = false;
    } else if (name == "v") {
      in_value_ = true;
    } else if (name == "f") {
      is_formula_ = true;
    }
    rich_.start(name);
  }
  void end(std::string_view full_name) override {
    const std::string_view name = local_name(full_name);
    rich_.end(name);
    if (name == "v") {
      in_value_ = false;
    } else if (name == "c") {
      end_cell();
    } else if (name == "row" && !row_.empty()) {
      if (auto done = rows_.take(std::move(row_), line_, where()); !done) {
        parser_.stop(done.error());
      }
      row_.clear();
    }
  }
  void text(std::string_view text) override {
    if (!in_value_ && !(rich_.open() && type_ == "inlineStr")) return;
    if (value_.size() + text.size() > limit_) {
      parser_.stop({ErrorCode::kLimit,
                    PUNTE_MSG("a text of more than {1} MB"),
                    {std::to_string(limit_ >> 20)},
                    where()});
      return;
    }
    value_ += text;
  }

 private:
  [[nodiscard]] std::string where() const { return name_ + ":" + std::to_string(line_); }
  void warn(const char* message, std::vector<std::string> arguments = {}) {
    ++report_.warning_count;
    if (report_.warnings.size() >= kMaxWarnings) return;
    report_.warnings.push_back(
        {line_, static_cast<std::int64_t>(column_) + 1, message, std::move(arguments)});
  }

  void end_cell() {
    if (type_ == "s") {
      std::size_t number = shared_.size();
      std::from_chars(value_.data(), value_.data() + value_.size(), number);
      if (number >= shared_.size()) {
        parser_.stop({ErrorCode::kSyntax,
                      PUNTE_MSG("a cell names shared text {1}, which the file does not have"),
                      {value_},
                      where()});
        return;
      }
      value_ = shared_[number];
    } else if (type_ == "e") {
      warn(PUNTE_MSG("a formula gave the error {1}; its cell is read as empty"), {value_});
      value_.clear();
    } else if (type_.empty() || type_ == "n") {
      round_number(value_);
    }
    if (value_.empty()) {
      if (is_formula_ && type_ != "e" && type_ != "str") {
        warn(PUNTE_MSG("a formula without a stored value; its cell is read as empty"));
      }
      return;
    }
    decode_escapes(value_);
    if (column_ >= kMaxColumns) {
      parser_.stop({ErrorCode::kLimit,
                    PUNTE_MSG("a row of more than {1} columns"),
                    {std::to_string(kMaxColumns)},
                    where()});
      return;
    }
    row_bytes_ += value_.size();
    if (row_bytes_ > kMaxRowTexts * limit_) {
      parser_.stop({ErrorCode::kLimit,
                    PUNTE_MSG("a row of more than {1} MB"),
                    {std::to_string(kMaxRowTexts * limit_ >> 20)},
                    where()});
      return;
    }
    if (row_.size() <= column_) row_.resize(column_ + 1);
    row_[column_] = std::move(value_);
    value_.clear();
  }

  XmlParser parser_;
  const std::vector<std::string>& shared_;
  ReadReport report_;
  TableRows rows_;
  RichText rich_;
  std::size_t limit_;
  std::string name_;
  std::vector<std::string> row_;
  std::string value_;
  std::string type_;
  bool is_formula_ = false;
  std::size_t row_bytes_ = 0;
  std::size_t column_ = 0;
  std::size_t next_column_ = 0;
  std::int64_t line_ = 0;
  bool in_value_ = false;
};

class Package {
 public:
  Package(std::string bytes, std::string name, const XlsxReadOptions& options)
      : bytes_(std::move(bytes)), name_(std::move(name)), options_(options) {}

  Result<ReadReport> read(const UnitSink& sink) {
    const auto sheet = first_sheet();
    if (!sheet) return tl::unexpected(sheet.error());
    std::vector<std::string> shared;
    auto texts = part(shared_path_);
    if (!texts) return tl::unexpected(texts.error());
    if (*texts != nullptr) {
      auto done = SharedTexts(**texts, options_).run();
      if (!done) return tl::unexpected(done.error());
      shared = std::move(*done);
    }
    auto rows = part(*sheet);
    if (!rows) return tl::unexpected(rows.error());
    if (*rows == nullptr) return tl::unexpected(no_workbook());
    auto report = Sheet(**rows, shared, sink, options_, name_).run();
    if (report && sheet_count_ > 1) {
      ++report->warning_count;
      report->warnings.push_back({1,
                                  1,
                                  PUNTE_MSG("the workbook has {1} sheets; only the first is read"),
                                  {std::to_string(sheet_count_)}});
    }
    return report;
  }

 private:
  Result<std::unique_ptr<Part>> part(const std::string& path) {
    return Part::open(bytes_, path, name_, options_.max_unpacked_bytes);
  }
  [[nodiscard]] Error no_workbook() const {
    return {ErrorCode::kUnsupported, PUNTE_MSG("this archive is no XLSX workbook"), {}, name_};
  }

  /// Targets of relations are relative to the workbook.
  static std::string path_of(std::string_view target) {
    return target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
  }

  /// Path of the first sheet that the workbook lists.
  Result<std::string> first_sheet() {
    auto book = part("xl/workbook.xml");
    if (!book) return tl::unexpected(book.error());
    if (*book == nullptr) return tl::unexpected(no_workbook());
    std::string relation;
    Attributes sheets([&](std::string_view name, XmlAttributes attributes) {
      if (name != "sheet" || ++sheet_count_ > 1) return;
      for (XmlAttributes at = attributes; *at != nullptr; at += 2) {
        if (local_name(at[0]) == "id") relation = at[1];
      }
    });
    if (auto done = XmlParser(**book, {}).run(sheets); !done) return tl::unexpected(done.error());
    auto relations = part("xl/_rels/workbook.xml.rels");
    if (!relations) return tl::unexpected(relations.error());
    std::string target = "worksheets/sheet1.xml";
    if (*relations != nullptr) {
      Attributes targets([&](std::string_view name, XmlAttributes attributes) {
        if (name == "Relationship" && attribute(attributes, "Id") == relation) {
          target = attribute(attributes, "Target");
        } else if (attribute(attributes, "Type").ends_with("/sharedStrings")) {
          shared_path_ = path_of(attribute(attributes, "Target"));
        }
      });
      if (auto done = XmlParser(**relations, {}).run(targets); !done) {
        return tl::unexpected(done.error());
      }
    }
    return path_of(target);
  }

  std::string bytes_;
  std::string name_;
  const XlsxReadOptions& options_;
  std::string shared_path_ = "xl/sharedStrings.xml";
  std::size_t sheet_count_ = 0;
};

}  // namespace

Result<ReadReport> read_xlsx(ByteSource& source, const UnitSink& sink,
                             const XlsxReadOptions& options) {
  std::string bytes;
  std::array<char, 65536> buffer;
  while (true) {
    const auto count = source.read(buffer);
    if (!count) return tl::unexpected(count.error());
    if (*count == 0) break;
    if (bytes.size() + *count > options.max_packed_bytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                  {std::to_string(options.max_packed_bytes >> 20)}, source.name());
    }
    bytes.append(buffer.data(), *count);
  }
  return Package(std::move(bytes), source.name(), options).read(sink);
}

XlsxWriter::XlsxWriter(ByteSink& sink, XlsxWriteOptions options, Workbook book)
    : sink_(sink), options_(std::move(options)), book_(std::move(book)) {}

Result<XlsxWriter> XlsxWriter::create(ByteSink& sink, const XlsxWriteOptions& options) {
  auto book = Workbook::create();
  if (!book) return tl::unexpected(book.error());
  constexpr double kTextWidth = 60;
  const auto begun =
      book->add_sheet(options.from + " – " + options.to, {options.from, options.to}, kTextWidth);
  if (!begun) return tl::unexpected(begun.error());
  return XlsxWriter(sink, options, std::move(*book));
}

Result<void> XlsxWriter::write(const tm::Unit& unit) {
  for (const tm::Variant& source : unit.variants) {
    if (!stand_for_each_other(source.language, options_.from)) continue;
    for (const tm::Variant& target : unit.variants) {
      if (&source == &target || !stand_for_each_other(target.language, options_.to)) continue;
      if (auto done = book_.add_row({source.text.text, target.text.text}); !done) return done;
    }
  }
  return {};
}

Result<void> XlsxWriter::finish() { return book_.finish(sink_); }

}  // namespace punte::exchange
