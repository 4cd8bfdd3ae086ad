#include "exchange/po_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <string_view>
#include <utility>

#include "exchange/xliff_codes.h"
#include "language/language_tag.h"
#include "language/marked_text.h"

namespace punte::exchange {
namespace {

using base::Result;

constexpr std::size_t kFlushBytes = std::size_t{256} << 10;
constexpr std::size_t kMaxForms = 6;  // no language has more

struct Plural {
  std::string_view languages;  // each with a space on both sides
  std::string_view forms;
};

// Unicode's plural rules in gettext's form, for whole numbers.
constexpr std::array<Plural, 9> kPlurals = {{
    {" id ja km ko lo ms my th vi yue zh ", "nplurals=1; plural=0;"},
    {" fr hy kab pt ", "nplurals=2; plural=(n > 1);"},
    {" ro ", "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n!=1 && n%100>0 && n%100<20)) ? 1 : 2);"},
    {" be bs hr ru sr uk ",
     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) "
     "? 1 : 2);"},
    {" cs sk ", "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"},
    {" pl ",
     "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"},
    {" lt ",
     "nplurals=3; plural=(n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || "
     "n%100>19) ? 1 : 2);"},
    {" sl ", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"},
    {" af az bg bn ca da de el en eo es et eu fa fi fo gl gu he hi hu is it ka kk kn ky lb mk ml "
     "mn "
     "mr nb ne nl nn no or pa ps sq sv sw ta te tr ug ur uz ",
     "nplurals=2; plural=(n != 1);"},
}};

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
void put_text(std::string& out, std::string_view keyword, std::string_view text) {
  out.append(keyword).append(" ");
  const std::size_t first = text.find('\n');
  const bool long_text = first != std::string_view::npos && first + 1 < text.size();
  if (long_text) out += "\"\"\n";
  do {
    const std::size_t end = long_text ? text.find('\n') : std::string_view::npos;
    const std::size_t limit = end == std::string_view::npos ? text.size() : end + 1;
    out += '"' + escape(text.substr(0, limit)) + "\"\n";
    text.remove_prefix(limit);
  } while (!text.empty());
}

std::string_view value_of(const std::vector<language::Property>& properties,
                          std::string_view type) {
  for (const language::Property& property : properties) {
    if (property.type == type) return property.value;
  }
  return {};
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
      second.ec == std::errc() && second.ptr == end && form < count && count <= kMaxForms;
  return good ? std::pair(form, count) : std::pair<std::size_t, std::size_t>(0, 0);
}

void put_lines(std::string& out, std::string_view mark, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    out.append(mark).append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string plural_forms(const std::string& language) {
  const auto tag = language::LanguageTag::parse(language);
  if (!tag) return {};
  const std::string wanted = " " + tag->language() + " ";
  for (const Plural& row : kPlurals) {
    if (row.languages.find(wanted) != std::string_view::npos) return std::string(row.forms);
  }
  return {};
}

PoWriter::PoWriter(ByteSink& sink, PoWriteOptions options)
    : sink_(sink), options_(std::move(options)) {
  put_header();
}

void PoWriter::put_header() {
  std::string target = options_.to;
  std::replace(target.begin(), target.end(), '-', '_');
  std::string header = "Language: " + target + "\nX-Source-Language: " + options_.from +
                       "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
                       "Content-Transfer-Encoding: 8bit\n";
  if (const std::string forms = plural_forms(options_.to); !forms.empty()) {
    header += "Plural-Forms: " + forms + "\n";
  }
  header += "X-Generator: punte " PUNTE_VERSION "\n";
  put_text(out_, "msgid", "");
  put_text(out_, "msgstr", header);
}

void PoWriter::put(const Message& message) {
  std::string context = message.context;
  std::uint32_t& times = times_[std::hash<std::string>()(context + '\4' + message.id)];
  if (++times > 1) context += "punte:" + std::to_string(times);
  out_ += '\n';
  out_ += message.comments;
  if (!context.empty()) put_text(out_, "msgctxt", context);
  put_text(out_, "msgid", message.id);
  if (message.form_count == 0) {
    put_text(out_, "msgstr", message.forms.front());
    return;
  }
  put_text(out_, "msgid_plural", message.plural);
  for (std::size_t i = 0; i < message.forms.size(); ++i) {
    put_text(out_, "msgstr[" + std::to_string(i) + "]", message.forms[i]);
  }
}

/// Writes the plural message that is open: as one, or where forms are missing, those that it has as
/// messages of their own.
void PoWriter::put_open() {
  if (open_.forms.empty()) return;
  const Message message = std::exchange(open_, {});
  if (message.forms.size() == message.form_count) {
    put(message);
    return;
  }
  for (std::size_t i = 0; i < message.forms.size(); ++i) {
    Message single = message;
    if (i > 0) single.id = message.plural;
    single.forms = {message.forms[i]};
    single.form_count = 0;
    put(single);
  }
}

PoWriter::Message PoWriter::message_of(const language::Unit& unit, const language::Variant& source,
                                       const language::Variant& target) const {
  Message message;
  message.id = language::with_codes(source.text);
  message.forms = {language::with_codes(target.text)};
  message.context = value_of(unit.properties, kPoContext);
  for (const language::Note& note : unit.notes) put_lines(message.comments, "#. ", note.text);
  put_lines(message.comments, "#: ", value_of(unit.properties, kPoReference));
  std::string flags(value_of(unit.properties, kPoFlags));
  std::erase_if(flags, [](char c) { return c == '\n' || c == '\r'; });
  if (state_of_2(value_of(unit.properties, "x-xliff-state")).first == "initial") {
    flags = flags.empty() ? "fuzzy" : "fuzzy, " + flags;
  }
  if (!flags.empty()) message.comments += "#, " + flags + "\n";
  return message;
}

void PoWriter::add(Message message, std::size_t form) {
  const bool goes_on = message.form_count > 0 && form == open_.forms.size() && form > 0 &&
                       message.form_count == open_.form_count && message.id == open_.id &&
                       message.plural == open_.plural && message.context == open_.context;
  if (goes_on) {
    open_.forms.push_back(std::move(message.forms.front()));
    return;
  }
  put_open();
  if (message.form_count > 0 && form == 0) {
    open_ = std::move(message);
    return;
  }
  // A form whose message is not here.
  if (message.form_count > 0 && form > 0) message.id = message.plural;
  message.form_count = 0;
  put(message);
}

Result<void> PoWriter::write(const language::Unit& unit) {
  for (const language::Variant& source : unit.variants) {
    if (!language::stand_for_each_other(source.language, options_.from)) continue;
    for (const language::Variant& target : unit.variants) {
      if (&source == &target || !language::stand_for_each_other(target.language, options_.to))
        continue;
      Message message = message_of(unit, source, target);
      if (message.id.empty() || message.forms.front().empty()) continue;
      const auto [form, count] = form_of(value_of(unit.properties, kPoForm));
      message.form_count = count;
      if (count > 0) {
        message.plural = value_of(unit.properties, kPoOther);
        if (form > 0) std::swap(message.id, message.plural);
        if (message.id.empty() || message.plural.empty()) message.form_count = 0;
      }
      add(std::move(message), form);
    }
  }
  if (out_.size() < kFlushBytes) return {};
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

Result<void> PoWriter::finish() {
  put_open();
  auto written = sink_.write(out_);
  out_.clear();
  return written;
}

}  // namespace punte::exchange
