#include "exchange/resources.h"

#include <unicode/uloc.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "exchange/language_names.h"
#include "exchange/resource_android.h"
#include "exchange/resource_properties.h"
#include "exchange/resource_strings.h"
#include "language/language_tag.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;
using language::LanguageTag;

/// The tag if it is one of a language that is in use: "ui_app" ends in no language.
std::optional<std::string> known_language(const std::string& written) {
  const std::string first = written.substr(0, written.find_first_of("-_"));
  if (first.size() < 2 || first.size() > 3 || *uloc_getISO3Language(first.c_str()) == '\0') {
    return std::nullopt;
  }
  const auto tag = LanguageTag::parse(written);
  if (!tag) return std::nullopt;
  return tag->str();
}

/// "ui_pt_BR.properties": the longest end of the name that is a language.
ResourcePlace place_of_properties(const fs::path& path) {
  const std::string stem = path.stem().string();
  for (std::size_t cut = stem.find('_'); cut != std::string::npos; cut = stem.find('_', cut + 1)) {
    const auto tag = cut > 0 ? known_language(stem.substr(cut + 1)) : std::nullopt;
    if (!tag) continue;
    return {(path.parent_path() / (stem.substr(0, cut) + path.extension().string())).string(),
            *tag};
  }
  return {path.string(), {}};
}

/// "pt-BR.lproj/ui.strings"
ResourcePlace place_of_strings(const fs::path& path) {
  const fs::path folder = path.parent_path();
  if (folder.extension() != ".lproj") return {path.string(), {}};
  const std::string family = (folder.parent_path() / path.filename()).string();
  const std::string name = folder.stem().string();
  if (name == "Base") return {family, {}};
  // Old projects have "English.lproj".
  const ReadLanguage read = read_language(name);
  return {family, read.tag == "und" ? std::string() : read.tag};
}

/// "values-mcc310-pt-rBR-land/strings.xml", "values-b+sr+Latn/strings.xml"
ResourcePlace place_of_android(const fs::path& path) {
  const std::string folder = path.parent_path().filename().string();
  constexpr std::string_view kValues = "values";
  if (!folder.starts_with(kValues)) return {path.string(), {}};
  std::vector<std::string> parts;
  for (std::size_t at = kValues.size(); at < folder.size();) {
    const std::size_t limit = std::min(folder.find('-', at + 1), folder.size());
    parts.push_back(folder.substr(at + 1, limit - at - 1));
    at = limit;
  }
  std::string language;
  std::string others;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    std::string written = parts[i];
    if (written.starts_with("b+")) {
      written.erase(0, 2);
      std::replace(written.begin(), written.end(), '+', '-');
    } else if (written == "car") {
      written.clear();  // the device, not the language
    }
    const auto tag = language.empty() ? known_language(written) : std::nullopt;
    if (!tag) {
      others += "-" + parts[i];
      continue;
    }
    language = *tag;
    const bool has_region =
        i + 1 < parts.size() && parts[i + 1].size() == 3 && parts[i + 1][0] == 'r';
    if (!has_region) continue;
    if (const auto whole = known_language(written + "-" + parts[i + 1].substr(1))) {
      language = *whole;
      ++i;
    }
  }
  const fs::path above = path.parent_path().parent_path();
  return {(above / (std::string(kValues) + others) / path.filename()).string(), language};
}

/// "files[few]" as "files[other]"; nullopt for what is no form of a plural.
std::optional<std::string> other_form(const std::string& key) {
  const std::size_t open = key.rfind('[');
  if (open == std::string::npos || !key.ends_with("]")) return std::nullopt;
  const std::string_view form = std::string_view(key).substr(open + 1, key.size() - open - 2);
  for (const std::string_view known : {"zero", "one", "two", "few", "many"}) {
    if (form == known) return key.substr(0, open) + "[other]";
  }
  return std::nullopt;
}

struct Side {
  std::string language;
  const ResourceFile* file = nullptr;
  std::unordered_map<std::string_view, const ResourceText*> texts;
};

const ResourceText* find(const Side& side, const std::string& key) {
  auto found = side.texts.find(key);
  if (found == side.texts.end()) {
    const auto other = other_form(key);
    if (other) found = side.texts.find(*other);
  }
  return found == side.texts.end() ? nullptr : found->second;
}

/// A side for each language; of files of one language the earlier of `files` counts, but one that
/// names its language before one that does not.
std::vector<Side> sides_of(std::span<const ResourceFile> files,
                           const std::string& default_language) {
  std::vector<Side> out;
  for (const ResourceFile& file : files) {
    const std::string& language = file.language.empty() ? default_language : file.language;
    auto side = std::find_if(out.begin(), out.end(),
                             [&](const Side& one) { return one.language == language; });
    if (side == out.end()) side = out.insert(out.end(), {language, &file, {}});
    for (const ResourceText& text : file.texts) {
      const auto [place, is_new] = side->texts.try_emplace(text.key, &text);
      if (!is_new && side->file->language.empty() && !file.language.empty()) place->second = &text;
    }
  }
  return out;
}

}  // namespace

ResourcePlace resource_place(const fs::path& path, Format format) {
  switch (format) {
    case Format::kProperties:
      return place_of_properties(path);
    case Format::kStrings:
      return place_of_strings(path);
    case Format::kAndroid:
      return place_of_android(path);
    default:
      return {path.string(), {}};
  }
}

Result<ResourceFile> read_resource(ByteSource& source, Format format, const ReadOptions& options) {
  if (format == Format::kProperties) return read_properties(source, options);
  if (format == Format::kStrings) return read_strings(source, options);
  return read_android(source, options);
}

std::vector<language::Unit> resource_units(std::span<const ResourceFile> files,
                                           const std::string& default_language,
                                           std::int64_t& alone) {
  const std::vector<Side> sides = sides_of(files, default_language);
  std::vector<language::Unit> out;
  std::unordered_set<std::string_view> done;
  for (const Side& first : sides) {
    for (const ResourceText& text : first.file->texts) {
      if (!done.insert(text.key).second) continue;
      language::Unit unit;
      unit.source_language = sides[0].language;
      unit.attributes.emplace_back("tuid", text.key);
      // A tuid may be any number, this one tells units of equal texts apart.
      unit.properties.push_back({"x-key", text.key, {}});
      for (const Side& side : sides) {
        const ResourceText* own = find(side, text.key);
        if (own == nullptr) continue;
        language::Variant& variant = unit.variants.emplace_back();
        variant.language = side.language;
        variant.text = own->text;
        if (!own->comment.empty()) variant.notes.push_back({own->comment, {}});
      }
      if (unit.variants.size() >= 2) {
        out.push_back(std::move(unit));
      } else if (&first == sides.data()) {
        ++alone;
      }
    }
  }
  return out;
}

}  // namespace punte::exchange
