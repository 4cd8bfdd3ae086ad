#include "exchange/po.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "exchange/po_writer.h"
#include "exchange/xml_input.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Message {
  std::optional<std::string> context;
  std::optional<std::string> id;
  std::optional<std::string> plural;
  std::vector<std::string> translations;
  std::vector<language::Note> notes;
  std::string references;
  std::string flags;                    // without "fuzzy"
  std::optional<std::string> previous;  // the text before it changed
  bool fuzzy = false;
};

class Reader {
 public:
  Reader(ByteSource& source, const UnitSink& sink, const ReadOptions& options)
      : source_(source), sink_(sink), options_(options) {}
  Result<ReadReport> run();

 private:
  Result<void> line(std::string_view line);
  Result<void> comment(std::string_view line);
  Result<void> quoted(std::string_view line, std::size_t at);
  Result<void> finish();
  Result<void> header(std::string_view text);
  Result<void> previous(std::string_view line);
  Result<void> give(const std::string& source, const std::string& target,
                    std::vector<language::Property> more = {});
  [[nodiscard]] std::string utf8(const std::string& bytes) const;
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
  std::string charset_;          // empty: UTF-8
  std::string language_;
  std::string domain_;
  bool is_transcoded_ = false;  // the bytes are UTF-8 already, whatever the header says
  bool any_ = false;
};

std::string Reader::utf8(const std::string& bytes) const {
  if (charset_.empty() || is_transcoded_) return bytes;
  std::string out;
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), charset_.c_str())
      .toUTF8String(out);
  return out;
}

Result<void> Reader::header(std::string_view text) {
  while (!text.empty()) {
    const std::string_view field = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), field.size() + 1));
    constexpr std::string_view kLanguage = "Language:";
    constexpr std::string_view kCharset = "charset=";
    if (field.starts_with(kLanguage)) {
      language_ = language::trim(field.substr(kLanguage.size()));
      // "ca@valencia": the modifier is no part of a tag.
      language_.resize(std::min(language_.size(), language_.find('@')));
    } else if (const auto at = field.find(kCharset); at != std::string_view::npos) {
      const std::string charset = base::lower(language::trim(field.substr(at + kCharset.size())));
      if (is_transcoded_ || charset == "utf-8" || charset == "utf8" || charset == "charset") {
        continue;
      }
      // A first byte above ASCII becomes one character in what ICU knows, and nothing else.
      if (icu::UnicodeString("a", 1, charset.c_str()) != icu::UnicodeString(u'a')) {
        return fail(ErrorCode::kUnsupported, PUNTE_MSG("the encoding “{1}” is not known"),
                    {charset}, where(0));
      }
      charset_ = charset;
    }
  }
  return {};
}

Result<void> Reader::give(const std::string& source, const std::string& target,
                          std::vector<language::Property> more) {
  if (source.empty() || target.empty()) {
    ++report_.skipped_units;
    return {};
  }
  const auto from = language::LanguageTag::parse(options_.from.empty() ? "en" : options_.from);
  const auto to = language::LanguageTag::parse(options_.to.empty() ? language_ : options_.to);
  if (!from || !to) {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                PUNTE_MSG("the file does not name its languages"), {}, where(0));
  }
  language::Unit unit;
  unit.source_language = from->str();
  unit.notes = message_.notes;
  const auto add = [&](const char* type, const std::string& value) {
    if (!value.empty()) unit.properties.push_back({type, value, {}});
  };
  if (message_.context) {
    // The number that PoWriter gives to further translations of one text.
    const std::string context = utf8(*message_.context);
    const std::size_t mark = context.rfind("punte:");
    const bool numbered = mark != std::string::npos && mark + 6 < context.size() &&
                          context.find_first_not_of("0123456789", mark + 6) == std::string::npos;
    add(kPoContext, numbered ? context.substr(0, mark) : context);
  }
  add(kPoReference, message_.references);
  add(kPoFlags, message_.flags);
  add(kPoDomain, domain_);
  unit.properties.insert(unit.properties.end(), more.begin(), more.end());
  language::Variant first;
  first.language = from->str();
  first.text.text = utf8(source);
  language::Variant second;
  second.language = to->str();
  second.text.text = utf8(target);
  unit.variants.push_back(std::move(first));
  unit.variants.push_back(std::move(second));
  ++report_.units;
  return sink_(std::move(unit));
}

Result<void> Reader::finish() {
  open_ = nullptr;
  if (!message_.id) {
    message_ = {};
    return {};
  }
  any_ = true;
  Result<void> done;
  if (message_.id->empty() && !message_.context) {
    if (!message_.translations.empty()) done = header(message_.translations.front());
  } else if (message_.translations.empty()) {
    ++report_.skipped_units;
  } else {
    for (language::Note& note : message_.notes) note.text = utf8(note.text);
    if (message_.fuzzy) {
      ++report_.skipped_units;
      // What was translated before the text changed is a translation still.
      if (message_.previous && options_.alternatives) {
        done = give(*message_.previous, message_.translations.front(), {{kPoPrevious, "1", {}}});
      }
    } else if (!message_.plural) {
      done = give(*message_.id, message_.translations.front());
    } else {
      const std::size_t count = message_.translations.size();
      for (std::size_t i = 0; i < count && done; ++i) {
        const std::string& source = i == 0 ? *message_.id : *message_.plural;
        const std::string& other = i == 0 ? *message_.plural : *message_.id;
        done = give(source, message_.translations[i],
                    {{kPoForm, std::to_string(i) + "/" + std::to_string(count), {}},
                     {kPoOther, utf8(other), {}}});
      }
    }
  }
  message_ = {};
  return done;
}

Result<void> Reader::comment(std::string_view line) {
  // A comment after a translation belongs to the next message.
  if (!message_.translations.empty()) {
    if (auto done = finish(); !done) return done;
  }
  if (line.starts_with("#~")) return {};
  if (line.starts_with("#|")) return previous(line);
  if (line.starts_with("#,")) {
    std::string_view rest = line.substr(2);
    while (!rest.empty()) {
      const std::string_view flag = language::trim(rest.substr(0, rest.find(',')));
      rest.remove_prefix(std::min(rest.size(), std::min(rest.find(','), rest.size()) + 1));
      if (flag == "fuzzy") {
        message_.fuzzy = true;
      } else if (!flag.empty()) {
        message_.flags.append(message_.flags.empty() ? "" : ", ").append(flag);
      }
    }
  } else if (line.starts_with("#:")) {
    if (!message_.references.empty()) message_.references += ' ';
    message_.references += language::trim(line.substr(2));
  } else {
    const std::string_view text = language::trim(line.substr(line.starts_with("#.") ? 2 : 1));
    if (!text.empty()) message_.notes.push_back({std::string(text), {}});
  }
  return {};
}

/// "#| msgid" and the lines in quotes behind it.
Result<void> Reader::previous(std::string_view line) {
  const std::string_view text = language::trim(line.substr(2));
  constexpr std::string_view kKeyword = "msgid ";
  if (text.starts_with(kKeyword)) {
    open_ = &message_.previous.emplace();
  } else if (!text.starts_with('"')) {
    open_ = nullptr;  // of the context or the plural
    return {};
  }
  const std::size_t at = line.find('"');
  if (open_ == nullptr || at == std::string_view::npos) return {};
  return quoted(line, at);
}

Result<void> Reader::quoted(std::string_view line, std::size_t at) {
  if (at >= line.size() || line[at] != '"') {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("a text in quotation marks is expected here"), {},
                where(at));
  }
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    char c = line[i];
    if (c == '"') {
      if (!language::trim(line.substr(i + 1)).empty()) {
        return fail(ErrorCode::kSyntax, PUNTE_MSG("nothing may follow the closing quotation mark"),
                    {}, where(i + 1));
      }
      if (open_->size() > options_.max_segment_bytes) {
        return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
                    {std::to_string(options_.max_segment_bytes >> 20)}, where(at));
      }
      return {};
    }
    if (c == '\\' && i + 1 < line.size()) {
      c = line[++i];
      constexpr std::string_view kLetters = "ntrabfv";
      constexpr std::string_view kMeanings = "\n\t\r\a\b\f\v";
      const std::size_t letter = kLetters.find(c);
      if (letter != std::string_view::npos) c = kMeanings[letter];
    }
    *open_ += c;
  }
  return fail(ErrorCode::kSyntax, PUNTE_MSG("the closing quotation mark is missing"), {},
              where(line.size()));
}

Result<void> Reader::line(std::string_view full) {
  ++line_;
  if (line_ == 1 && full.starts_with(kByteOrderMark)) full.remove_prefix(kByteOrderMark.size());
  std::size_t at = full.find_first_not_of(" \t\r\f");
  if (at == std::string_view::npos) return {};
  if (full[at] == '#') return comment(full.substr(at));
  if (full[at] == '"') {
    if (open_ == nullptr) {
      return fail(ErrorCode::kSyntax, PUNTE_MSG("a text that belongs to no keyword"), {},
                  where(at));
    }
    return quoted(full, at);
  }
  const std::size_t limit = std::min(full.find_first_of(" \t\"", at), full.size());
  const std::string_view keyword = full.substr(at, limit - at);
  if (keyword == "domain") {
    if (auto done = finish(); !done) return done;
    open_ = &domain_;
    domain_.clear();
    const std::string_view rest = language::trim(full.substr(limit));
    if (!rest.empty() && rest.find('"') == std::string_view::npos) {
      // gettext wants it in quotes; tools exist that write it without.
      domain_ = rest;
      open_ = nullptr;
      report_.warnings.add(line_, static_cast<std::int64_t>(at + 1),
                           PUNTE_MSG("a domain without quotation marks; read as “{1}”"),
                           {std::string(rest)});
      return {};
    }
  }
  const std::size_t text_at = std::min(full.find_first_not_of(" \t", limit), full.size());
  if (keyword == "domain") return quoted(full, text_at);
  if (keyword == "msgctxt" || keyword == "msgid") {
    if (message_.id) {
      if (auto done = finish(); !done) return done;
    }
    std::optional<std::string>& into = keyword == "msgid" ? message_.id : message_.context;
    open_ = &into.emplace();
  } else if (keyword == "msgid_plural" && message_.id) {
    open_ = &message_.plural.emplace();
  } else if (keyword.starts_with("msgstr") && message_.id) {
    open_ = &message_.translations.emplace_back();
  } else {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("“{1}” is not expected here in a PO file"),
                {std::string(keyword.substr(0, 40))}, where(at));
  }
  return quoted(full, text_at);
}

Result<ReadReport> Reader::run() {
  std::string pending;
  // UTF-16 by its byte order mark; all else comes through as it is.
  auto input = XmlInput::open(source_, false);
  if (!input) return tl::unexpected(input.error());
  is_transcoded_ = !input->encoding().empty();
  while (true) {
    const auto bytes = input->next(kChunkBytes);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::size_t searched = pending.size();
    pending += *bytes;
    std::size_t start = 0;
    for (std::size_t end = pending.find('\n', searched); end != std::string::npos;
         end = pending.find('\n', start)) {
      if (auto done = line(std::string_view(pending).substr(start, end - start)); !done) {
        return tl::unexpected(done.error());
      }
      start = end + 1;
    }
    pending.erase(0, start);
    if (pending.size() > options_.max_segment_bytes) {
      return fail(ErrorCode::kLimit, PUNTE_MSG("a text of more than {1} MB"),
                  {std::to_string(options_.max_segment_bytes >> 20)}, where(0));
    }
    if (!bytes->empty()) continue;
    if (input->ill_formed()) {
      return tl::unexpected(base::Error{ErrorCode::kSyntax,
                                        PUNTE_MSG("bytes that are not {1}"),
                                        {input->encoding()},
                                        where(0),
                                        true});
    }
    break;
  }
  if (!pending.empty()) {
    if (auto done = line(pending); !done) return tl::unexpected(done.error());
  }
  if (auto done = finish(); !done) return tl::unexpected(done.error());
  if (!any_ && line_ == 0) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("no PO file: it is empty"), {}, where(0));
  }
  return std::move(report_);
}

}  // namespace

Result<ReadReport> read_po(ByteSource& source, const UnitSink& sink, const ReadOptions& options) {
  return Reader(source, sink, options).run();
}

}  // namespace punte::exchange
