#include "exchange/po_header.h"

#include <algorithm>
#include <initializer_list>

#include "base/ascii.h"
#include "exchange/language_names.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::exchange {
namespace {

bool same_name(std::string_view a, std::string_view b) { return base::lower(a) == base::lower(b); }

/// The first of these fields that names a language.
std::string language_of(const PoHeader& header, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const std::string value = header.field(name);
    if (value.empty()) continue;
    std::string tag = read_language(value).tag;
    if (tag != "und") return tag;
  }
  return {};
}

}  // namespace

PoHeader::PoHeader(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      if (!fields_.empty() && !language::trim(line).empty()) {
        fields_.back().second.append("\n").append(line);
      }
      continue;
    }
    fields_.emplace_back(language::trim(line.substr(0, colon)),
                         language::trim(line.substr(colon + 1)));
  }
}

std::string PoHeader::field(std::string_view name) const {
  for (const auto& [own, value] : fields_) {
    if (same_name(own, name)) return value;
  }
  return {};
}

void PoHeader::set(std::string_view name, std::string value) {
  for (auto& [own, old] : fields_) {
    if (!same_name(own, name)) continue;
    old = std::move(value);
    return;
  }
  fields_.emplace_back(name, std::move(value));
}

void PoHeader::remove(std::string_view name) {
  std::erase_if(fields_, [&](const auto& field) { return same_name(field.first, name); });
}

void PoHeader::keep_common(const PoHeader& other) {
  std::erase_if(fields_, [&](const auto& field) {
    return std::find(other.fields_.begin(), other.fields_.end(), field) == other.fields_.end();
  });
}

std::string PoHeader::source_language() const {
  return language_of(*this, {"X-Source-Language", "X-Source-Language-Code", "Source-Language",
                             "X-Loco-Source-Locale", "X-Poedit-SourceLanguage"});
}

std::string PoHeader::target_language() const {
  std::string tag =
      language_of(*this, {"Language", "X-Language", "X-Crowdin-Language", "X-Loco-Target-Locale"});
  if (!tag.empty()) return tag;
  const std::string name = field("X-Poedit-Language");
  const std::string country = field("X-Poedit-Country");
  const std::string written = country.empty() ? name : name + " (" + country + ")";
  tag = read_language(written).tag;
  return tag == "und" ? std::string() : tag;
}

std::string PoHeader::team_language() const {
  const std::string team = field("Language-Team");
  const std::string_view name =
      language::trim(std::string_view(team).substr(0, team.find_first_of("<(")));
  const ReadLanguage read = read_language(name);
  return read.is_name ? read.tag : plausible_language(name).value_or("");
}

std::string PoHeader::text() const {
  std::string out;
  for (const auto& [name, value] : fields_) out.append(name).append(": ").append(value) += '\n';
  return out;
}

std::vector<PoHeader> po_headers(const TmxHeader& header, const std::string& language) {
  std::vector<PoHeader> exact;
  std::vector<PoHeader> like;
  for (const language::Property& property : header.properties) {
    if (property.type != kPoHeader) continue;
    for (const auto& [name, value] : property.attributes) {
      if (name != "xml:lang") continue;
      if (value == language) exact.emplace_back(property.value);
      if (language::stand_for_each_other(value, language)) like.emplace_back(property.value);
    }
  }
  return exact.empty() ? like : exact;
}

}  // namespace punte::exchange
