#include "view/import_json.h"

#include <cstdint>
#include <utility>

#include "view/align_json.h"

namespace punte::view {

std::string name_text(const job::ImportedFile& file, const Messages& messages) {
  if (file.other_files == 0) return file.name;
  return messages.trn("{2} and {1} other file", "{2} and {1} other files",
                      static_cast<std::int64_t>(file.other_files), {file.name});
}

Json to_json(const job::ImportedFile& file, const Messages& messages) {
  Json warnings = Json::array();
  for (const exchange::Warning& warning : file.read.warnings.kept()) {
    Json one = {{"line", warning.line},
                {"column", warning.column},
                {"message", messages.tr(warning.message.c_str(), warning.arguments)}};
    if (!warning.file.empty()) one["file"] = warning.file;
    warnings.push_back(std::move(one));
  }
  Json set_aside = Json::array();
  for (const job::SetAside& text : file.set_aside) {
    set_aside.push_back({{"unit", text.unit},
                         {"language", text.language},
                         {"found", text.found},
                         {"confidence", text.confidence},
                         {"text", text.text}});
  }
  return {{"file", name_text(file, messages)},
          {"set_aside", std::move(set_aside)},
          {"set_aside_count", file.set_aside_count},
          {"glossary", file.terms},
          {"read", file.read.units},
          {"added", file.added},
          {"merged", file.merged},
          {"unchanged", file.unchanged},
          {"replaced", file.replaced},
          {"kept_old", file.kept_old},
          {"variants", file.variants},
          {"languages", file.languages},
          {"other_languages", file.other_languages},
          {"lost_units", file.read.lost_units},
          {"skipped_units", file.read.skipped_units},
          {"skipped_variants", file.read.skipped_variants},
          {"warnings", std::move(warnings)},
          {"warning_count", file.read.warnings.count()}};
}

Json to_json(const std::vector<job::ImportedFile>& files,
             const std::vector<job::KeptLexicon>& lexicons, const std::filesystem::path& memory,
             const Messages& messages) {
  Json documents = Json::array();
  for (const job::ImportedFile& file : files) documents.push_back(to_json(file, messages));
  Json updated = Json::array();
  for (const job::KeptLexicon& lexicon : lexicons) updated.push_back(to_json(lexicon));
  return {{"memory", memory.string()},
          {"files", std::move(documents)},
          {"lexicons", std::move(updated)}};
}

}  // namespace punte::view
