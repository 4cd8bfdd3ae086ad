#include "exchange/po.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "exchange/language_names.h"
#include "exchange/po_header.h"
#include "exchange/po_properties.h"
#include "exchange/xml_input.h"
#include "language/language_tag.h"
#include "language/readiness.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxHeaderBytes = std::size_t{64} << 10;  // that are kept
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Previous {
  std::optional<std::string> context;
  std::optional<std::string> id;
  std::optional<std::string> plural;
};

struct Message {
  std::optional<std::string> context;
  std::optional<std::string> id;
  std::optional<std::string> plural;
  std::vector<std::string> translations;
  std::optional<std::string> extracted;   // "#."
  std::optional<std::string> translator;  // "# "
  std::string references;                 // a line for each
  std::string flags;                      // without "fuzzy"
  std::int64_t line = 0;                  // of its msgid
  Previous previous;                      // before the text changed
  bool fuzzy = false;
};

/// The name of a charset that a catalogue's header gives, lower case; empty: UTF-8.
std::string charset_in(std::string_view head) {
  constexpr std::string_view kCharset = "charset=";
  const std::size_t at = head.find(kCharset);
  if (at == std::string_view::npos) return {};
  head.remove_prefix(at + kCharset.size());
  const std::string name =
      base::lower(language::trim(head.substr(0, head.find_first_of("\\\"\r\n; "))));
  // "CHARSET" is the template's; ASCII is UTF-8 too.
  constexpr std::array<std::string_view, 6> kUtf8 = {"",        "utf-8", "utf8",
                                                     "charset", "ascii", "us-ascii"};
  return std::find(kUtf8.begin(), kUtf8.end(), name) == kUtf8.end() ? name : std::string();
}

void add_line(std::optional<std::string>& note, std::string_view line) {
  if (note) {
    note->append("\n").append(line);
  } else {
    note = line;
  }
}

/// True where a catalogue's header gives the name of a charset.
bool names_charset(std::string_view head) {
  const std::size_t at = head.find("charset=");
  return at != std::string_view::npos && !head.substr(at + 8).starts_with("CHARSET");
}

/// Escapes can make bytes that are no text.
void make_valid(Message& message) {
  for (std::optional<std::string>* text : {&message.context, &message.id, &message.plural}) {
    if (*text) *text = language::to_valid_utf8(**text);
  }
  for (std::string& text : message.translations) text = language::to_valid_utf8(text);
}

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const ReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}
  Result<ReadReport> run();

 private:
  Result<void> begin(std::string_view head);
  Result<void> lines(std::string& pending, std::size_t searched);
  Result<void> line(std::string_view bytes);
  Result<void> comment(std::string_view line);
  Result<void> keyword(std::string_view line, std::size_t at);
  Result<void> domain(std::string_view line, std::size_t at, std::size_t limit);
  Result<void> quoted(std::string_view line, std::size_t at);
  Result<void> one_quoted(std::string_view line, std::size_t& at);
  void escape(std::string_view line, std::size_t& i);
  Result<void> finish();
  Result<void> take(const Message& message);
  void header(const Message& message);
  void flags(std::string_view written);
  Result<void> previous(std::string_view line);
  Result<void> give(const Message& message, const std::string& source, const std::string& target,
                    std::vector<language::Property> more = {});
  [[nodiscard]] std::string target_tag() const;
  [[nodiscard]] std::string where(std::size_t column) const {
    return source_.name() + ":" + std::to_string(line_) + ":" + std::to_string(column + 1);
  }

  ByteSource& source_;
  const UnitSink& sink_;
  const ReadOptions& options_;
  ReadReport report_;
  std::int64_t line_ = 0;
  Message message_;
  std::string* open_ = nullptr;  // the string that a line in quotes goes on with
  bool begun_ = false;           // open_ has got a text in quotes
  std::string charset_;          // empty: UTF-8
  bool declared_ = false;        // the header names it
  char line_end_ = '\n';
  std::string from_;
  std::string to_;
  std::string domain_;
  bool has_byte_escapes_ = false;
  bool is_transcoded_ = false;  // the bytes are UTF-8 already, whatever the header says
};

/// What the file says counts; what is asked for may say more of it ("pt-BR" for "pt").
std::string settled(const std::string& said, const std::string& asked) {
  if (said.empty()) return asked;
  const bool says_more = asked.size() > said.size() && language::stand_for_each_other(said, asked);
  return says_more ? asked : said;
}

std::string Reader::target_tag() const { return settled(to_, options_.to); }

void Reader::header(const Message& message) {
  const PoHeader fields(message.translations.front());
  from_ = fields.source_language();
  to_ = fields.target_language();
  if (to_.empty()) to_ = language_of_path(without_packer(source_.name())).value_or("");
  if (to_.empty()) to_ = fields.team_language();
  const std::string tag = target_tag();
  const std::string& text = message.translations.front();
  // Further headers are those of domains.
  const bool keep = report_.header.properties.empty() && text.size() <= kMaxHeaderBytes;
  if (tag.empty() || !keep) return;
  report_.header.properties.push_back({kPoHeader, fields.text(), {{"xml:lang", tag}}});
  if (message.translator) report_.header.notes.push_back({*message.translator, {}});
}

Result<void> Reader::give(const Message& message, const std::string& source,
                          const std::string& target, std::vector<language::Property> more) {
  if (source.empty() || target.empty()) {
    ++report_.skipped_units;
    return {};
  }
  const std::string to = target_tag();
  if (to.empty()) {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                PUNTE_MSG("the file does not name its languages"), {}, where(0));
  }
  const std::string from = settled(from_, options_.from);
  language::Unit unit;
  unit.source_language = from.empty() ? "en" : from;
  if (message.extracted) unit.notes.push_back({*message.extracted, {}});
  const auto add = [&](const char* type, const std::optional<std::string>& value) {
    if (value && !value->empty()) unit.properties.push_back({type, *value, {}});
  };
  if (message.context) {
    // The number that PoWriter gives to further translations of one text.
    const std::string& context = *message.context;
    const std::size_t mark = context.rfind("punte:");
    const bool numbered = mark != std::string::npos && mark + 6 < context.size() &&
                          context.find_first_not_of("0123456789", mark + 6) == std::string::npos;
    const bool is_own = numbered && mark == 0;
    // An empty context is another one than none.
    if (!is_own) {
      unit.properties.push_back({kPoContext, numbered ? context.substr(0, mark) : context, {}});
    }
  }
  add(kPoReference, message.references);
  add(kPoFlags, message.flags);
  add(kPoDomain, domain_);
  if (message.fuzzy) {
    unit.properties.push_back({language::kStateProperty, "needs-review-translation", {}});
    add(kPoPreviousContext, message.previous.context);
    add(kPoPreviousId, message.previous.id);
    add(kPoPreviousPlural, message.previous.plural);
  }
  unit.properties.insert(unit.properties.end(), more.begin(), more.end());
  language::Variant first;
  first.language = unit.source_language;
  first.text.text = source;
  language::Variant second;
  second.language = to;
  second.text.text = target;
  // What a translator remarks belongs to the translation.
  if (message.translator) second.notes.push_back({*message.translator, {}});
  unit.variants.push_back(std::move(first));
  unit.variants.push_back(std::move(second));
  unit.line = message.line;
  ++report_.units;
  return sink_(std::move(unit));
}

Result<void> Reader::finish() {
  open_ = nullptr;
  Message message = std::exchange(message_, {});
  if (!message.id) return {};
  if (message.translations.empty()) {
    ++report_.skipped_units;
    return {};
  }
  if (has_byte_escapes_) make_valid(message);
  if (!message.id->empty() || message.context) return take(message);
  header(message);
  return {};
}

Result<void> Reader::take(const Message& message) {
  // What was translated before the text changed is a translation still.
  if (message.fuzzy && message.previous.id && options_.alternatives) {
    Message before = message;
    before.fuzzy = false;
    PUNTE_CHECK(
        give(before, *message.previous.id, message.translations.front(), {{kPoPrevious, "1", {}}}));
  }
  if (!message.plural) return give(message, *message.id, message.translations.front());
  const std::size_t count = message.translations.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& source = i == 0 ? *message.id : *message.plural;
    const std::string& other = i == 0 ? *message.plural : *message.id;
    PUNTE_CHECK(give(
        message, source, message.translations[i],
        {{kPoForm, std::to_string(i) + "/" + std::to_string(count), {}}, {kPoOther, other, {}}}));
  }
  return {};
}

void Reader::flags(std::string_view written) {
  while (!written.empty()) {
    const std::string_view flag = language::trim(written.substr(0, written.find(',')));
    written.remove_prefix(
        std::min(written.size(), std::min(written.find(','), written.size()) + 1));
    if (flag == "fuzzy") {
      message_.fuzzy = true;
    } else if (!flag.empty()) {
      message_.flags.append(message_.flags.empty() ? "" : ", ").append(flag);
    }
  }
}

Result<void> Reader::comment(std::string_view line) {
  // A comment after a translation belongs to the next message, and what was said before an
  // obsolete message belongs to that.
  const bool obsolete = line.starts_with("#~");
  if (obsolete || !message_.translations.empty()) PUNTE_CHECK(finish());
  if (obsolete) return {};
  if (line.starts_with("#|")) return previous(line);
  // A text in quotes may not go on across a comment.
  if (open_ != nullptr && !message_.id) open_ = nullptr;
  if (line.starts_with("#,") || line.starts_with("#=")) {
    flags(line.substr(2));
  } else if (line.starts_with("#:")) {
    if (!message_.references.empty()) message_.references += '\n';
    message_.references += language::trim(line.substr(2));
  } else {
    const bool extracted = line.starts_with("#.");
    std::string_view text = line.substr(extracted ? 2 : 1);
    if (text.starts_with(' ')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    add_line(extracted ? message_.extracted : message_.translator, text);
  }
  return {};
}

/// "#| msgid" and the lines in quotes after it.
Result<void> Reader::previous(std::string_view line) {
  const std::string_view text = language::trim(line.substr(2));
  Previous& before = message_.previous;
  if (text.starts_with("msgid_plural")) {
    open_ = &before.plural.emplace();
  } else if (text.starts_with("msgid")) {
    open_ = &before.id.emplace();
  } else if (text.starts_with("msgctxt")) {
    open_ = &before.context.emplace();
  } else if (!text.starts_with('"')) {
    open_ = nullptr;
    return {};
  }
  const std::size_t at = line.find('"');
  if (open_ == nullptr || at == std::string_view::npos) return {};
  return quoted(line, at);
}

/// Moves to the last byte of an escape whose backslash is at `i`, and appends what it means.
void Reader::escape(std::string_view line, std::size_t& i) {
  constexpr std::string_view kLetters = "ntrabfv";
  constexpr std::string_view kMeanings = "\n\t\r\a\b\f\v";
  const auto digit = [&](std::size_t at, unsigned base) -> unsigned {
    if (at >= line.size()) return base;
    const char c = base::lower(line[at]);
    if (base::is_digit(c)) return std::min(static_cast<unsigned>(c - '0'), base);
    return c >= 'a' && c <= 'f' ? std::min(static_cast<unsigned>(c - 'a') + 10, base) : base;
  };
  const char c = line[++i];
  if (const std::size_t letter = kLetters.find(c); letter != std::string_view::npos) {
    *open_ += kMeanings[letter];
    return;
  }
  const bool hexadecimal = c == 'x' && digit(i + 1, 16) < 16;
  if (!hexadecimal && digit(i, 8) >= 8) {
    *open_ += c;
    return;
  }
  const unsigned base = hexadecimal ? 16 : 8;
  const std::size_t most = hexadecimal ? 2 : 3;
  std::size_t at = hexadecimal ? i + 1 : i;
  unsigned value = 0;
  for (std::size_t digits = 0; digits < most && digit(at, base) < base; ++digits, ++at) {
    value = value * base + digit(at, base);
  }
  i = at - 1;
  *open_ += static_cast<char>(value & 0xFF);
  has_byte_escapes_ = true;
}

Result<void> Reader::one_quoted(std::string_view line, std::size_t& at) {
  const std::size_t start = at;
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (open_->size() > options_.max_segment_bytes) {
        return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
                    {std::to_string(options_.max_segment_bytes >> 20)}, where(start));
      }
      at = i + 1;
      return {};
    }
    if (line[i] == '\\' && i + 1 < line.size()) {
      escape(line, i);
    } else {
      *open_ += line[i];
    }
  }
  return fail(ErrorCode::kSyntax, PUNTE_MSG("the closing quotation mark is missing"), {},
              where(line.size()));
}

/// One text in quotation marks or several, which are one.
Result<void> Reader::quoted(std::string_view line, std::size_t at) {
  if (at >= line.size() || line[at] != '"') {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a text in quotation marks is expected here"), {},
                where(at));
  }
  begun_ = true;
  std::size_t end = at;
  while (at < line.size() && line[at] == '"') {
    PUNTE_CHECK(one_quoted(line, at));
    end = at;
    at = std::min(line.find_first_not_of(" \t\r", at), line.size());
  }
  if (at < line.size()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("nothing may follow the closing quotation mark"), {},
                where(end));
  }
  return {};
}

Result<void> Reader::domain(std::string_view line, std::size_t at, std::size_t limit) {
  PUNTE_CHECK(finish());
  open_ = &domain_;
  domain_.clear();
  const std::string_view rest = language::trim(line.substr(limit));
  if (rest.empty() || rest.find('"') != std::string_view::npos) {
    return quoted(line, std::min(line.find_first_not_of(" \t", limit), line.size()));
  }
  // gettext wants it in quotes; tools exist that write it without.
  domain_ = rest;
  open_ = nullptr;
  report_.warnings.add(line_, static_cast<std::int64_t>(at + 1),
                       PUNTE_MSG("a domain without quotation marks; read as “{1}”"),
                       {std::string(rest)});
  return {};
}

Result<void> Reader::keyword(std::string_view line, std::size_t at) {
  const std::size_t limit = std::min(line.find_first_of(" \t\"", at), line.size());
  const std::string_view keyword = line.substr(at, limit - at);
  if (keyword == "domain") return domain(line, at, limit);
  if (keyword == "msgctxt" || keyword == "msgid") {
    if (message_.id) PUNTE_CHECK(finish());
    std::optional<std::string>& into = keyword == "msgid" ? message_.id : message_.context;
    message_.line = line_;
    open_ = &into.emplace();
  } else if (keyword == "msgid_plural" && message_.id) {
    open_ = &message_.plural.emplace();
  } else if (keyword.starts_with("msgstr") && message_.id) {
    open_ = &message_.translations.emplace_back();
  } else {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("“{1}” is not expected here in a PO file"),
                {std::string(keyword.substr(0, 40))}, where(at));
  }
  begun_ = false;
  const std::size_t text_at = line.find_first_not_of(" \t\r", limit);
  // The text may begin on the next line.
  return text_at == std::string_view::npos ? Result<void>() : quoted(line, text_at);
}

Result<void> Reader::line(std::string_view bytes) {
  ++line_;
  if (line_ == 1 && bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  std::string converted;
  if (!charset_.empty()) {
    icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), charset_.c_str())
        .toUTF8String(converted);
  }
  const bool is_text = charset_.empty() ? language::is_valid_utf8(bytes)
                                        : converted.find("\xEF\xBF\xBD") == std::string::npos;
  if (!is_text && declared_) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("bytes that are not {1}"),
                {charset_.empty() ? "UTF-8" : charset_}, where(0));
  }
  if (!is_text) {
    // Old files without a header: of what their bytes can be, this is most often right.
    report_.warnings.add(line_, 1, PUNTE_MSG("the file names no encoding; read as {1}"),
                         {"windows-1252"});
    converted.clear();
    icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1252")
        .toUTF8String(converted);
  }
  const std::string_view full = is_text && charset_.empty() ? bytes : std::string_view(converted);
  const std::size_t at = full.find_first_not_of(" \t\r\f");
  if (at == std::string_view::npos) return {};
  if (full[at] != '"' && open_ != nullptr && message_.id && !begun_) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a text in quotation marks is expected here"), {},
                where(at));
  }
  if (full[at] == '#') return comment(full.substr(at));
  if (full[at] != '"') return keyword(full, at);
  if (open_ != nullptr) return quoted(full, at);
  return fail(ErrorCode::kSyntax, PUNTE_MSG("a text that belongs to no keyword"), {}, where(at));
}

/// Finds from its first bytes how the file is written.
Result<void> Reader::begin(std::string_view head) {
  // Old Macs' files have no line feed at all.
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos) {
    line_end_ = '\r';
  }
  to_ = language_of_path(without_packer(source_.name())).value_or("");
  if (is_transcoded_) return {};
  charset_ = charset_in(head);
  declared_ = names_charset(head);
  // A first byte above ASCII becomes one character in what ICU knows, and nothing else.
  const bool known =
      charset_.empty() || icu::UnicodeString("a", 1, charset_.c_str()) == icu::UnicodeString(u'a');
  if (known) return {};
  return fail(ErrorCode::kUnsupported, PUNTE_MSG("the encoding “{1}” is not known"), {charset_},
              where(0));
}

Result<void> Reader::lines(std::string& pending, std::size_t searched) {
  std::size_t start = 0;
  for (std::size_t end = pending.find(line_end_, searched); end != std::string::npos;
       end = pending.find(line_end_, start)) {
    PUNTE_CHECK(line(std::string_view(pending).substr(start, end - start)));
    start = end + 1;
  }
  pending.erase(0, start);
  if (pending.size() <= options_.max_segment_bytes) return {};
  return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
              {std::to_string(options_.max_segment_bytes >> 20)}, where(0));
}

Result<ReadReport> Reader::run() {
  std::string pending;
  // UTF-16 by its byte order mark; all else comes through as it is.
  PUNTE_TRY(auto input, XmlInput::open(source_, false));
  is_transcoded_ = !input.encoding().empty();
  for (bool first = true;; first = false) {
    PUNTE_TRY(const std::string_view bytes, input.next(kChunkBytes));
    if (first) PUNTE_CHECK(begin(bytes));
    if (bytes.empty()) break;
    const std::size_t searched = pending.size();
    pending += bytes;
    PUNTE_CHECK(lines(pending, searched));
  }
  if (input.ill_formed()) {
    return tl::unexpected(base::Error{ErrorCode::kSyntax,
                                      PUNTE_MSG("bytes that are not {1}"),
                                      {input.encoding()},
                                      where(0),
                                      true});
  }
  if (!pending.empty()) PUNTE_CHECK(line(pending));
  PUNTE_CHECK(finish());
  if (line_ == 0) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("no PO file: it is empty"), {}, where(0));
  }
  return std::move(report_);
}

}  // namespace

Result<ReadReport> read_po(ByteSource& source, const UnitSink& sink, const ReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
