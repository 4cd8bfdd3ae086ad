#include "exchange/xlsx.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/table_columns.h"
#include "exchange/xlsx_text.h"
#include "exchange/xml_parser.h"
#include "exchange/zip_parts.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::Error;
using base::ErrorCode;
using base::fail;

constexpr std::size_t kMaxColumns = 1000;
constexpr std::size_t kMaxSheets = 256;
constexpr std::size_t kMaxRelations = 10'000;
constexpr std::size_t kMaxSharedBytes = std::size_t{512} << 20;
// What a string costs beside its letters, so that millions of empty ones count too.
constexpr std::size_t kStringBytes = sizeof(std::string);

/// Joins a target to the folder of the part that names it: "/xl/a.xml" and "../a.xml" included.
std::string resolved(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const std::size_t slash = folder.rfind('/', folder.empty() ? 0 : folder.size() - 2);
    folder = slash == std::string_view::npos ? std::string_view() : folder.substr(0, slash + 1);
  }
  return std::string(folder) + std::string(target);
}

struct Relation {
  std::string id;
  std::string type;
  std::string target;  // a part's name
};

class RelationReader final : public XmlHandler {
 public:
  RelationReader(std::string folder, std::vector<Relation>& relations)
      : folder_(std::move(folder)), relations_(relations) {}
  void start(std::string_view name, XmlAttributes attributes) override {
    if (local_name(name) != "Relationship" || relations_.size() >= kMaxRelations) return;
    relations_.push_back({std::string(attribute(attributes, "Id")),
                          std::string(attribute(attributes, "Type")),
                          resolved(folder_, attribute(attributes, "Target"))});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  std::string folder_;
  std::vector<Relation>& relations_;
};

struct Sheet {
  std::string name;
  std::string relation;
};

class WorkbookReader final : public XmlHandler {
 public:
  WorkbookReader(std::vector<Sheet>& sheets, bool& is_workbook)
      : sheets_(sheets), is_workbook_(is_workbook) {}
  void start(std::string_view full_name, XmlAttributes attributes) override {
    const std::string_view name = local_name(full_name);
    if (!std::exchange(root_seen_, true)) is_workbook_ = name == "workbook";
    if (name != "sheet" || sheets_.size() > kMaxSheets) return;
    Sheet sheet;
    sheet.name = attribute(attributes, "name");
    for (XmlAttributes at = attributes; at[0] != nullptr; at += 2) {
      const std::string_view written = at[0];
      if (written.ends_with(":id")) sheet.relation = at[1];
    }
    sheets_.push_back(std::move(sheet));
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

 private:
  std::vector<Sheet>& sheets_;
  bool& is_workbook_;
  bool root_seen_ = false;
};

/// Collects the text of <t>, without the phonetic reading of Japanese (<rPh>).
class TextCollector {
 public:
  void start(std::string_view name) {
    if (name == "rPh") ++phonetic_;
    if (name == "t") in_text_ = phonetic_ == 0;
  }
  void end(std::string_view name) {
    if (name == "rPh" && phonetic_ > 0) --phonetic_;
    if (name == "t") in_text_ = false;
  }
  void text(std::string_view text) {
    if (in_text_) text_ += text;
  }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] std::string take() {
    std::string out = unescape_xlsx(text_);
    text_.clear();
    return out;
  }

 private:
  std::string text_;
  std::size_t phonetic_ = 0;
  bool in_text_ = false;
};

class SharedReader final : public XmlHandler {
 public:
  SharedReader(XmlParser& parser, std::size_t max_text_bytes, std::vector<std::string>& texts)
      : parser_(parser), max_text_bytes_(max_text_bytes), texts_(texts) {}
  void start(std::string_view full_name, XmlAttributes) override {
    collector_.start(local_name(full_name));
  }
  void end(std::string_view full_name) override {
    const std::string_view name = local_name(full_name);
    collector_.end(name);
    if (name != "si") return;
    bytes_ += collector_.size() + kStringBytes;
    if (bytes_ > kMaxSharedBytes) {
      parser_.stop({ErrorCode::kLimit,
                    PUNTE_MSG("shared texts of more than {1} MB"),
                    {std::to_string(kMaxSharedBytes >> 20)},
                    parser_.where()});
      return;
    }
    texts_.push_back(collector_.take());
  }
  void text(std::string_view text) override {
    collector_.text(text);
    if (collector_.size() <= max_text_bytes_) return;
    parser_.stop({ErrorCode::kLimit,
                  PUNTE_MSG("a text of more than {1} MB"),
                  {std::to_string(max_text_bytes_ >> 20)},
                  parser_.where()});
  }

 private:
  XmlParser& parser_;
  std::size_t max_text_bytes_;
  std::vector<std::string>& texts_;
  TextCollector collector_;
  std::size_t bytes_ = 0;
};

/// The column of "AB12", from 0; none if there are no letters in front.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || letters == 4) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    ++letters;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

std::optional<std::size_t> number_of(std::string_view text) {
  std::size_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

/// As Excel shows a number without a format: fifteen digits, so that 0.1 + 0.2 is 0.3.
std::string shown_number(std::string_view written) {
  double value = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc() || end != written.data() + written.size()) return std::string(written);
  return fmt::format("{:.15g}", value);
}

enum class FirstSheet { kNone, kHeader, kTexts };

class SheetReader final : public XmlHandler {
 public:
  SheetReader(XmlParser& parser, const Sheet& sheet, const std::vector<std::string>& shared,
              const UnitSink& sink, const ReadOptions& options, FirstSheet& first,
              ReadReport& report)
      : parser_(parser),
        sheet_(sheet),
        shared_(shared),
        sink_(sink),
        options_(options),
        first_(first),
        report_(report) {}

  void start(std::string_view full_name, XmlAttributes attributes) override {
    const std::string_view name = local_name(full_name);
    if (name == "row") {
      row_number_ = number_of(attribute(attributes, "r")).value_or(row_number_ + 1);
      row_.clear();
      row_bytes_ = 0;
      next_column_ = 0;
    } else if (name == "c") {
      column_ = column_of(attribute(attributes, "r")).value_or(next_column_);
      next_column_ = column_ + 1;
      type_ = attribute(attributes, "t");
      value_.clear();
      formula_ = false;
      in_cell_ = true;
    } else if (in_cell_ && name == "v") {
      in_value_ = true;
    } else if (in_cell_ && name == "f") {
      formula_ = true;
    } else if (in_cell_) {
      inline_.start(name);
    }
  }

  void end(std::string_view full_name) override {
    const std::string_view name = local_name(full_name);
    if (name == "v") {
      in_value_ = false;
    } else if (name == "c") {
      in_cell_ = false;
      end_cell();
    } else if (name == "row") {
      end_row();
    } else if (name == "sheetData") {
      if (!head_settled_) settle_head();
    } else {
      inline_.end(name);
    }
  }

  void text(std::string_view text) override {
    if (in_value_) {
      value_ += text;
    } else {
      inline_.text(text);
    }
    if (std::max(value_.size(), inline_.size()) > options_.max_segment_bytes) too_long();
  }

 private:
  void end_cell() {
    std::string text = inline_.take();
    if (type_ == "s") {
      const auto index = number_of(language::trim(value_));
      if (!index || *index >= shared_.size()) {
        if (!value_.empty()) {
          stop(ErrorCode::kSyntax, PUNTE_MSG("a cell names a shared text that is not there"));
        }
        return;
      }
      text = shared_[*index];
    } else if (type_ == "b") {
      text = value_ == "1" ? "TRUE" : "FALSE";
    } else if (type_ == "e") {
      warn(PUNTE_MSG("sheet “{1}”: the cell shows the error {2}; left out"), {sheet_.name, value_});
      return;
    } else if (type_ == "str" || type_ == "d") {
      text = unescape_xlsx(value_);
    } else if (type_ != "inlineStr" && !value_.empty()) {
      text = shown_number(language::trim(value_));
    }
    if (formula_ && value_.empty()) {
      warn(PUNTE_MSG("sheet “{1}”: a formula without a stored result; left out"), {sheet_.name});
      return;
    }
    if (text.empty()) return;
    if (column_ >= kMaxColumns) {
      parser_.stop({ErrorCode::kLimit,
                    PUNTE_MSG("a row of more than {1} columns"),
                    {std::to_string(kMaxColumns)},
                    where()});
      return;
    }
    row_bytes_ += text.size();
    if (row_bytes_ > options_.max_segment_bytes) return too_long();
    if (row_.size() <= column_) row_.resize(column_ + 1);
    row_[column_] = std::move(text);
  }

  void end_row() {
    if (row_.empty() || left_out_) return;
    if (head_settled_) {
      use(row_, row_number_);
      return;
    }
    head_.push_back(row_);
    head_numbers_.push_back(row_number_);
    if (head_.size() == TableColumns::kHeadRows) settle_head();
  }

  void use(TableRow& row, std::size_t number) {
    auto unit = columns_.unit(row);
    if (!unit) {
      ++report_.skipped_units;
      warn_of_row(number, PUNTE_MSG("sheet “{1}”: a row without two texts; left out"),
                  {sheet_.name});
      return;
    }
    ++report_.units;
    if (auto taken = sink_(std::move(*unit)); !taken) parser_.stop(taken.error());
  }

  /// Decides what the columns are, and gives the rows that were held for it.
  void settle_head() {
    head_settled_ = true;
    if (head_.empty()) return;
    const TableHead head = columns_.read(head_, {options_.from, options_.to, options_.columns});
    const bool is_header = head.kind == TableHead::Kind::kHeader;
    const bool is_unknown =
        head.kind == TableHead::Kind::kUnknown || head.kind == TableHead::Kind::kAmbiguous;
    if (is_unknown && first_ == FirstSheet::kNone) {
      parser_.stop(unknown_columns(head, head_, where()));
      return;
    }
    // After a table with a header, a sheet without one is something else: notes, a price list.
    if (is_unknown || (!is_header && first_ == FirstSheet::kHeader)) {
      left_out_ = true;
      warn_of_row(head_numbers_.front(),
                  PUNTE_MSG("sheet “{1}” does not name its languages in the first rows; left out"),
                  {sheet_.name});
      return;
    }
    if (first_ == FirstSheet::kNone) {
      first_ = is_header ? FirstSheet::kHeader : FirstSheet::kTexts;
    }
    for (std::size_t i = head.rows; i < head_.size(); ++i) use(head_[i], head_numbers_[i]);
    head_.clear();
  }

  void warn_of_row(std::size_t number, std::string message, std::vector<std::string> arguments) {
    report_.warnings.add(static_cast<std::int64_t>(number), 1, std::move(message),
                         std::move(arguments));
  }
  void warn(std::string message, std::vector<std::string> arguments) {
    report_.warnings.add(static_cast<std::int64_t>(row_number_),
                         static_cast<std::int64_t>(column_ + 1), std::move(message),
                         std::move(arguments));
  }
  [[nodiscard]] std::string where() const {
    return parser_.where() + " (" + sheet_.name + "!" + std::to_string(row_number_) + ")";
  }
  void stop(ErrorCode code, std::string message) {
    parser_.stop({code, std::move(message), {}, where()});
  }
  void too_long() {
    parser_.stop({ErrorCode::kLimit,
                  PUNTE_MSG("a text of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)},
                  where()});
  }

  XmlParser& parser_;
  const Sheet& sheet_;
  const std::vector<std::string>& shared_;
  const UnitSink& sink_;
  const ReadOptions& options_;
  FirstSheet& first_;
  ReadReport& report_;
  TableColumns columns_;
  TextCollector inline_;
  std::vector<std::string> row_;
  std::size_t row_bytes_ = 0;
  std::size_t row_number_ = 0;
  std::size_t next_column_ = 0;
  std::size_t column_ = 0;
  std::string type_;
  std::string value_;
  bool in_cell_ = false;
  bool in_value_ = false;
  bool formula_ = false;
  std::vector<TableRow> head_;  // the first rows, until it is known what they are
  std::vector<std::size_t> head_numbers_;
  bool head_settled_ = false;
  bool left_out_ = false;
};

Error no_workbook(const std::string& where) {
  return {ErrorCode::kUnsupported,
          PUNTE_MSG("this holds no Excel workbook that can be read; save it as .xlsx"),
          {},
          where};
}

/// Reads a part through the handler. False if the container has no such part.
template <typename MakeHandler>
Result<bool> read_part(const ZipParts& parts, const std::string& name, const XmlLimits& limits,
                       const MakeHandler& make) {
  auto part = parts.open(name);
  if (!part) return tl::unexpected(part.error());
  if (*part == nullptr) return false;
  XmlParser parser(**part, limits);
  auto handler = make(parser);
  if (auto done = parser.run(*handler); !done) return tl::unexpected(done.error());
  return true;
}

Result<std::vector<Relation>> relations_of(const ZipParts& parts, const std::string& part,
                                           const XmlLimits& limits) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : part.substr(0, slash + 1);
  std::vector<Relation> out;
  const auto read =
      read_part(parts, folder + "_rels/" + part.substr(folder.size()) + ".rels", limits,
                [&](XmlParser&) { return std::make_unique<RelationReader>(folder, out); });
  if (!read) return tl::unexpected(read.error());
  return out;
}

std::string target_of_type(const std::vector<Relation>& relations, std::string_view type) {
  for (const Relation& relation : relations) {
    if (relation.type.ends_with(type)) return relation.target;
  }
  return {};
}

}  // namespace

Result<ReadReport> read_xlsx(ByteSource& source, const UnitSink& sink, const ReadOptions& options) {
  const XmlLimits limits{options.max_depth, options.max_segment_bytes};
  const auto parts = ZipParts::read(source);
  if (!parts) return tl::unexpected(parts.error());
  if (!parts->bytes().starts_with("PK")) return tl::unexpected(no_workbook(parts->name()));
  const auto package = relations_of(*parts, "", limits);
  if (!package) return tl::unexpected(package.error());
  const std::string workbook = target_of_type(*package, "/officeDocument");
  if (workbook.empty() || workbook.ends_with(".bin")) {
    return tl::unexpected(no_workbook(parts->name()));
  }
  std::vector<Sheet> sheets;
  bool is_workbook = false;
  const auto found = read_part(*parts, workbook, limits, [&](XmlParser&) {
    return std::make_unique<WorkbookReader>(sheets, is_workbook);
  });
  if (!found) return tl::unexpected(found.error());
  if (!*found || !is_workbook) return tl::unexpected(no_workbook(parts->name()));
  if (sheets.size() > kMaxSheets) {
    return fail(ErrorCode::kLimit, PUNTE_MSG("a workbook of more than {1} sheets"),
                {std::to_string(kMaxSheets)}, parts->name());
  }
  const auto relations = relations_of(*parts, workbook, limits);
  if (!relations) return tl::unexpected(relations.error());
  std::vector<std::string> shared;
  if (const std::string name = target_of_type(*relations, "/sharedStrings"); !name.empty()) {
    const auto read = read_part(*parts, name, limits, [&](XmlParser& parser) {
      return std::make_unique<SharedReader>(parser, options.max_segment_bytes, shared);
    });
    if (!read) return tl::unexpected(read.error());
  }
  ReadReport report;
  FirstSheet first = FirstSheet::kNone;
  for (const Sheet& sheet : sheets) {
    const auto relation =
        std::find_if(relations->begin(), relations->end(),
                     [&](const Relation& one) { return one.id == sheet.relation; });
    // Sheets of charts and dialogs hold no cells.
    if (relation == relations->end() || !relation->type.ends_with("/worksheet")) continue;
    const auto read = read_part(*parts, relation->target, limits, [&](XmlParser& parser) {
      return std::make_unique<SheetReader>(parser, sheet, shared, sink, options, first, report);
    });
    if (!read) return tl::unexpected(read.error());
    if (!*read) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("the sheet “{1}” is missing in the file"),
                  {sheet.name}, parts->name());
    }
  }
  return report;
}

}  // namespace punte::exchange
