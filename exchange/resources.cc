#include "exchange/resources.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "exchange/language_names.h"
#include "exchange/resource_android.h"
#include "exchange/resource_json.h"
#include "exchange/resource_properties.h"
#include "exchange/resource_strings.h"

namespace punte::exchange {
namespace {

namespace fs = std::filesystem;

/// "no_NO_NY" is what Java calls Nynorsk.
std::optional<std::string> java_language(const std::string& written) {
  return written == "no_NO_NY" ? std::optional<std::string>("nn-NO") : plausible_language(written);
}

/// "ro.properties", "ui_pt_BR.properties", "ui-ro.json", "ui.ro.json": the longest end of the name
/// that is a language; else a folder of that name, "ro/ui.properties".
ResourcePlace place_by_name(const fs::path& path) {
  const std::string stem = path.stem().string();
  const std::string ending = path.extension().string();
  const fs::path folder = path.parent_path();
  if (const auto tag = java_language(stem)) return {(folder / ("*" + ending)).string(), *tag};
  for (std::size_t cut = stem.find_first_of("._-"); cut != std::string::npos;
       cut = stem.find_first_of("._-", cut + 1)) {
    const auto tag = cut > 0 ? java_language(stem.substr(cut + 1)) : std::nullopt;
    if (tag) return {(folder / (stem.substr(0, cut) + ending)).string(), *tag};
  }
  if (const auto tag = plausible_language(folder.filename().string())) {
    return {(folder.parent_path() / "*" / path.filename()).string(), *tag};
  }
  return {path.string(), {}};
}

/// "pt-BR.lproj/ui.strings"
ResourcePlace place_of_strings(const fs::path& path) {
  const fs::path folder = path.parent_path();
  if (folder.extension() != ".lproj") return place_by_name(path);
  const std::string family = (folder.parent_path() / path.filename()).string();
  const std::string name = folder.stem().string();
  if (name == "Base") return {family, {}};
  if (auto tag = plausible_language(name)) return {family, *tag};
  // Old projects have "English.lproj".
  const ReadLanguage read = read_language(name);
  return {family, read.is_name ? read.tag : std::string()};
}

/// "values-mcc310-pt-rBR-land/strings.xml", "values-b+sr+Latn/strings.xml"
ResourcePlace place_of_android(const fs::path& path) {
  const std::string folder = path.parent_path().filename().string();
  constexpr std::string_view kValues = "values";
  if (!folder.starts_with(kValues)) return place_by_name(path);
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
    const auto tag = language.empty() ? plausible_language(written) : std::nullopt;
    if (!tag) {
      others += "-" + parts[i];
      continue;
    }
    language = *tag;
    const bool has_region =
        i + 1 < parts.size() && parts[i + 1].size() == 3 && parts[i + 1][0] == 'r';
    if (!has_region) continue;
    if (const auto whole = plausible_language(written + "-" + parts[i + 1].substr(1))) {
      language = *whole;
      ++i;
    }
  }
  const fs::path above = path.parent_path().parent_path();
  return {(above / (std::string(kValues) + others) / path.filename()).string(), language};
}

/// "files[few]" as "files[other]", "files.few" as "files.other"; nullopt for what is no form of a
/// plural.
std::optional<std::string> other_form(const std::string& key) {
  const bool in_brackets = key.ends_with("]");
  const std::size_t open = key.rfind(in_brackets ? '[' : '.');
  if (open == std::string::npos) return std::nullopt;
  const std::string_view form =
      std::string_view(key).substr(open + 1, key.size() - open - (in_brackets ? 2 : 1));
  for (const std::string_view known : {"zero", "one", "two", "few", "many"}) {
    if (form == known) return key.substr(0, open + 1) + (in_brackets ? "other]" : "other");
  }
  return std::nullopt;
}

/// What a text is told by, in all languages.
std::string identity_of(const std::string& key, const std::string& product) {
  return product.empty() ? key : key + '\0' + product;
}

struct Side {
  std::string language;
  const ResourceFile* file = nullptr;
  std::unordered_map<std::string, const ResourceText*> texts;
};

/// The text of a key; of a form or a product that the language lacks, the one that is shown for it.
const ResourceText* find(const Side& side, const ResourceText& wanted) {
  std::vector<std::string> keys = {wanted.key};
  if (const auto other = other_form(wanted.key)) keys.push_back(*other);
  for (const std::string& product : {wanted.product, std::string()}) {
    for (const std::string& key : keys) {
      const auto found = side.texts.find(identity_of(key, product));
      if (found != side.texts.end()) return found->second;
    }
  }
  return nullptr;
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
      const auto [place, is_new] =
          side->texts.try_emplace(identity_of(text.key, text.product), &text);
      if (!is_new && side->file->language.empty() && !file.language.empty()) place->second = &text;
    }
  }
  return out;
}

}  // namespace

ResourcePlace resource_place(const fs::path& path, Format format) {
  switch (format) {
    case Format::kStrings:
      return place_of_strings(path);
    case Format::kAndroid:
      return place_of_android(path);
    default:
      return place_by_name(path);
  }
}

Result<ResourceFile> read_resource(ByteSource& source, Format format, const ReadOptions& options) {
  if (format == Format::kProperties) return read_properties(source, options);
  if (format == Format::kStrings) return read_strings(source, options);
  if (format == Format::kJson) return read_json(source, options);
  return read_android(source, options);
}

std::vector<language::Unit> resource_units(std::span<const ResourceFile> files,
                                           const std::string& default_language,
                                           std::int64_t& alone) {
  const std::vector<Side> sides = sides_of(files, default_language);
  std::vector<language::Unit> out;
  std::unordered_set<std::string> done;
  for (const Side& first : sides) {
    for (const ResourceText& text : first.file->texts) {
      if (!done.insert(identity_of(text.key, text.product)).second) continue;
      language::Unit unit;
      unit.source_language = sides[0].language;
      unit.attributes.emplace_back("tuid", text.key);
      // A tuid may be any number, this one tells units of equal texts apart.
      unit.properties.push_back({"x-key", text.key, {}});
      if (!text.product.empty()) unit.properties.push_back({"x-product", text.product, {}});
      for (const Side& side : sides) {
        const ResourceText* own = find(side, text);
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
