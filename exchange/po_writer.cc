#include "exchange/po_writer.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string_view>
#include <utility>

#include "exchange/code_text.h"
#include "exchange/po_properties.h"
#include "language/readiness.h"

namespace punte::exchange {
namespace {

using base::Result;

constexpr std::size_t kFlushBytes = std::size_t{256} << 10;

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view kCharacters = "\n\t\r\"\\\a\b\f\v";
    constexpr std::string_view kLetters = "ntr\"\\abfv";
    const std::size_t at = c == '\0' ? std::string_view::npos : kCharacters.find(c);
    if (at == std::string_view::npos) {
      out += c;
    } else {
      out += '\\';
      out += kLetters[at];
    }
  }
  return out;
}

/// A keyword and its text, a line in the file for each line of it.
void put_text(std::string& out, std::string_view keyword, std::string_view text,
              std::string_view mark = {}) {
  out.append(mark).append(keyword).append(" ");
  const std::size_t first = text.find('\n');
  const bool long_text = first != std::string_view::npos && first + 1 < text.size();
  if (long_text) out += "\"\"\n";
  do {
    const std::size_t end = long_text ? text.find('\n') : std::string_view::npos;
    const std::size_t limit = end == std::string_view::npos ? text.size() : end + 1;
    if (long_text) out += mark;
    out += '"' + escape(text.substr(0, limit)) + "\"\n";
    text.remove_prefix(limit);
  } while (!text.empty());
}

const std::string* find(const std::vector<language::Property>& properties, std::string_view type) {
  for (const language::Property& property : properties) {
    if (property.type == type) return &property.value;
  }
  return nullptr;
}

std::string_view value_of(const std::vector<language::Property>& properties,
                          std::string_view type) {
  const std::string* const value = find(properties, type);
  return value == nullptr ? std::string_view() : *value;
}

/// "1/3" as 1 and 3; of anything else, no form.
std::pair<std::size_t, std::size_t> form_of(std::string_view written) {
  std::size_t form = 0;
  std::size_t count = 0;
  const char* const end = written.data() + written.size();
  const auto first = std::from_chars(written.data(), end, form);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return {0, 0};
  const auto second = std::from_chars(first.ptr + 1, end, count);
  const bool good =
      second.ec == std::errc() && second.ptr == end && form < count && count <= kMaxPluralForms;
  return good ? std::pair(form, count) : std::pair<std::size_t, std::size_t>(0, 0);
}

void put_lines(std::string& out, std::string_view mark, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    out.append(mark);
    if (!line.empty()) out.append(" ").append(line);
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// A translator's remark may not look like another kind of comment.
void put_remark(std::string& out, std::string_view text) { put_lines(out, "#", text); }

/// The rules of the headers, that of most forms first, and the language's own.
std::vector<PluralRule> rules_of(const std::vector<PoHeader>& headers, const std::string& language,
                                 std::string& written) {
  std::vector<PluralRule> out;
  std::vector<std::string> texts;
  texts.reserve(headers.size() + 1);
  for (const PoHeader& header : headers) texts.push_back(header.field("Plural-Forms"));
  texts.push_back(plural_forms(language));
  for (const std::string& text : texts) {
    auto rule = PluralRule::parse(text);
    if (!rule) continue;
    const bool is_own = &text == &texts.back();
    const bool is_first = out.empty() || (!is_own && rule->count() > out.front().count());
    if (is_first) written = text;
    out.insert(is_first ? out.begin() : out.end(), std::move(*rule));
  }
  return out;
}

}  // namespace

PoWriter::PoWriter(ByteSink& sink, PoWriteOptions options)
    : sink_(sink),
      languages_(std::move(options.languages)),
      headers_(po_headers(options.header, languages_.to)) {
  if (headers_.size() == 1) notes_ = std::move(options.header.notes);
  put_header();
}

void PoWriter::put_header() {
  PoHeader header;
  if (!headers_.empty()) header = headers_.front();
  for (const PoHeader& other : headers_) header.keep_common(other);
  std::string target = languages_.to;
  std::replace(target.begin(), target.end(), '-', '_');
  // A spelling of the same language that the file had, as "sr@latin", stays.
  if (header.target_language() != languages_.to) header.set("Language", target);
  if (header.source_language() != languages_.from) {
    header.set("X-Source-Language", languages_.from);
  }
  header.set("MIME-Version", "1.0");
  header.set("Content-Type", "text/plain; charset=UTF-8");
  header.set("Content-Transfer-Encoding", "8bit");
  std::string forms;
  rules_ = rules_of(headers_, languages_.to, forms);
  if (forms.empty()) {
    header.remove("Plural-Forms");
  } else {
    header.set("Plural-Forms", forms);
  }
  header.set("X-Generator", "punte " PUNTE_VERSION);
  for (const language::Note& note : notes_) put_remark(out_, note.text);
  put_text(out_, "msgid", "");
  put_text(out_, "msgstr", header.text());
}

/// The forms of a message by the rule that the file has. Empty: a form is missing.
std::vector<std::string> PoWriter::fitted(const Message& message) const {
  std::vector<std::string> out;
  for (const auto& form : message.forms) out.push_back(form.value_or(""));
  if (rules_.empty() || out.size() == rules_.front().count()) return out;
  const PluralRule& rule = rules_.front();
  const auto own = std::find_if(rules_.begin(), rules_.end(),
                                [&](const PluralRule& one) { return one.count() == out.size(); });
  std::vector<std::string> fit;
  if (own != rules_.end()) {
    for (const std::size_t form : matching_forms(*own, rule)) fit.push_back(out[form]);
    return fit;
  }
  for (std::size_t i = 0; i < rule.count(); ++i) fit.push_back(out[std::min(i, out.size() - 1)]);
  return fit;
}

void PoWriter::put(const Message& message) {
  if (message.domain != domain_) {
    domain_ = message.domain;
    out_ += '\n';
    put_text(out_, "domain", domain_);
    out_ += '\n';
    put_header();
  }
  std::optional<std::string> context = message.context;
  const std::string key = message.domain + '\4' + context.value_or("") + '\4' +
                          (context ? "c" : "") + '\4' + message.id;
  std::uint32_t& times = times_[std::hash<std::string>()(key)];
  if (++times > 1) context = context.value_or("") + "punte:" + std::to_string(times);
  const std::vector<std::string> forms =
      message.has_plural ? fitted(message)
                         : std::vector<std::string>{message.forms.front().value_or("")};
  const bool lacks = std::any_of(forms.begin(), forms.end(), std::mem_fn(&std::string::empty));
  out_ += '\n';
  out_ += message.comments;
  std::string flags = message.fuzzy || lacks ? "fuzzy" : "";
  if (!message.flags.empty()) flags.append(flags.empty() ? "" : ", ").append(message.flags);
  if (!flags.empty()) out_ += "#, " + flags + "\n";
  out_ += message.previous;
  if (context) put_text(out_, "msgctxt", *context);
  put_text(out_, "msgid", message.id);
  if (!message.has_plural) {
    put_text(out_, "msgstr", forms.front());
    return;
  }
  put_text(out_, "msgid_plural", message.plural);
  for (std::size_t i = 0; i < forms.size(); ++i) {
    put_text(out_, "msgstr[" + std::to_string(i) + "]", forms[i]);
  }
}

PoWriter::Message PoWriter::message_of(const language::Unit& unit, const Pair& pair,
                                       const std::string& asked) {
  const auto& [source, target] = pair;
  Message message;
  message.id = native_text(source->text);
  message.forms = {native_text(target->text)};
  message.domain = value_of(unit.properties, kPoDomain);
  if (const std::string* const context = find(unit.properties, kPoContext)) {
    message.context = *context;
  }
  for (const language::Note& note : target->notes) put_remark(message.comments, note.text);
  for (const language::Note& note : unit.notes) put_lines(message.comments, "#.", note.text);
  for (const language::Property& property : unit.properties) {
    if (property.type == kPoReference) put_lines(message.comments, "#:", property.value);
  }
  // What a fallback took, where nothing else can say it.
  if (is_other_region(target->language, asked)) put_lines(message.comments, "#.", target->language);
  message.flags = value_of(unit.properties, kPoFlags);
  std::erase_if(message.flags, [](char c) { return c == '\n' || c == '\r'; });
  message.fuzzy = language::is_unready(unit);
  for (const auto& [type, keyword] :
       {std::pair(kPoPreviousContext, "msgctxt"), std::pair(kPoPreviousId, "msgid"),
        std::pair(kPoPreviousPlural, "msgid_plural")}) {
    const std::string* const text = find(unit.properties, type);
    if (text != nullptr && message.fuzzy) put_text(message.previous, keyword, *text, "#| ");
  }
  return message;
}

/// Writes the message that lacks forms; those that it shares with the one before are in that one.
void PoWriter::complete(Plural& plural) {
  Message& message = *plural.open;
  for (std::size_t i = 0; i < plural.whole.size(); ++i) {
    if (!message.forms[i]) message.forms[i] = plural.whole[i];
  }
}

void PoWriter::add_form(Plural& plural, Message message, std::size_t form) {
  if (plural.open && plural.open->forms[form]) {
    complete(plural);
    put(*plural.open);
    plural.open.reset();
  }
  std::string text = std::move(*message.forms.front());
  const bool fuzzy = message.fuzzy;
  if (!plural.open) {
    message.forms.assign(message.forms.size(), std::nullopt);
    plural.open = std::move(message);
  }
  Message& open = *plural.open;
  open.forms[form] = std::move(text);
  open.fuzzy = open.fuzzy || fuzzy;
  const bool whole = std::all_of(open.forms.begin(), open.forms.end(),
                                 [](const auto& one) { return one.has_value(); });
  if (!whole) return;
  put(open);
  plural.whole = std::move(open.forms);
  plural.open.reset();
}

void PoWriter::add(Message message, std::size_t form) {
  if (!message.has_plural) {
    put(message);
    return;
  }
  std::string key = message.domain;
  for (const std::string& part : {message.context.value_or("\3"), message.id, message.plural,
                                  std::to_string(message.forms.size())}) {
    key.append("\4").append(part);
  }
  add_form(plurals_[key], std::move(message), form);
}

Result<void> PoWriter::write(const language::Unit& unit) {
  for (const Pair& pair : pairs_of(unit, languages_)) {
    Message message = message_of(unit, pair, languages_.to);
    if (message.id.empty() || message.forms.front()->empty()) continue;
    const auto [form, count] = form_of(value_of(unit.properties, kPoForm));
    const std::string_view other = value_of(unit.properties, kPoOther);
    message.has_plural = count > 0 && !other.empty();
    if (message.has_plural) {
      message.forms.resize(count);
      message.plural = other;
      if (form > 0) std::swap(message.id, message.plural);
    }
    add(std::move(message), form);
  }
  if (out_.size() < kFlushBytes) return {};
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

Result<void> PoWriter::finish() {
  for (auto& [key, plural] : plurals_) {
    if (!plural.open) continue;
    complete(plural);
    put(*plural.open);
  }
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

}  // namespace punte::exchange
