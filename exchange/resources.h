#ifndef PUNTE_EXCHANGE_RESOURCES_H_
#define PUNTE_EXCHANGE_RESOURCES_H_

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "exchange/format.h"

namespace punte::exchange {

struct ResourceText {
  std::string key;  ///< "title"; for one form of a plural "files[few]", of an array "days[0]"
  language::MarkedText text;
  std::string comment;
  std::string product = {};  ///< of Android, that the text is for; "": any
};

struct ResourceFile {
  std::string language;             ///< canonical tag; empty: the default language
  std::vector<ResourceText> texts;  ///< in the file's order, every key once; none is empty
  ReadReport report;                ///< units: texts; what is not to be translated is skipped
};

/// Which files belong together, and in which language one is, by its path:
/// "ui_pt_BR.properties" next to "ui.properties", "ro.properties" next to "en.properties",
/// "ro/ui.properties" next to "en/ui.properties", "pt-BR.lproj/ui.strings" next to
/// "Base.lproj/ui.strings", "values-pt-rBR/strings.xml" next to "values/strings.xml".
struct ResourcePlace {
  std::string family;    ///< the path without its language; equal for files that belong together
  std::string language;  ///< canonical tag; empty: the default language
  friend bool operator==(const ResourcePlace&, const ResourcePlace&) = default;
};
[[nodiscard]] ResourcePlace resource_place(const std::filesystem::path& path, Format format);

/// Reads such a file, `language` left empty. .properties are UTF-8 or else Latin-1, the others say
/// their encoding or are UTF-8. Of texts with one key the last counts, with a warning. Markup in
/// Android's texts becomes inline codes. Errors: kSyntax with line and column; kLimit for more than
/// 64 MB, for options.max_depth and options.max_segment_bytes; kIo.
[[nodiscard]] Result<ResourceFile> read_resource(ByteSource& source, Format format,
                                                 const ReadOptions& options = {});

/// A unit for each key that at least two files have, in the order of the first file; its `tuid` is
/// the key. The first file gives the source language. A language that lacks a form of a plural has
/// the form "other" there. Files without language are in `default_language`; a file that names
/// the same language comes before them. Keys of the first file that no other has are counted in
/// `alone`.
[[nodiscard]] std::vector<language::Unit> resource_units(std::span<const ResourceFile> files,
                                                         const std::string& default_language,
                                                         std::int64_t& alone);

}  // namespace punte::exchange

#endif  // PUNTE_EXCHANGE_RESOURCES_H_
