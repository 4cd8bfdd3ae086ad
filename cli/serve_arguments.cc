#include "cli/serve_arguments.h"

#include "cli/config_file.h"
#include "cli/lookup_arguments.h"
#include "cli/messages.h"

namespace punte::cli {

using base::Result;

void add_served_options(CLI::App& command, Context& context, ServedMemories& memories) {
  CLI::Option* const memory = add_memory_option(command, context);
  command
      .add_option("--tm-folder", memories.folder,
                  tr("Serve all memories (*.tm) of this folder, each by its name"))
      ->excludes(memory)
      ->type_name(tr("FOLDER"));
  command
      .add_option("--reference", memories.references,
                  tr("A further memory to look in, never written to; FILE=POINTS takes points off "
                     "its scores"))
      ->allow_extra_args(false)
      ->type_name(tr("FILE"));
}

Result<server::CatalogOptions> catalog_options(const Context& context,
                                               const ServedMemories& memories) {
  server::CatalogOptions out;
  out.folder = memories.folder;
  if (!out.folder.empty()) PUNTE_CHECK(context.files().reads(out.folder));
  if (out.folder.empty()) {
    PUNTE_TRY(out.file, context.memory_path());
  }
  for (const std::string& reference : memories.references) {
    const auto [path, points] = named_reference(reference);
    PUNTE_CHECK(context.files().reads(path));
    out.references.push_back({"", path, points});
  }
  return out;
}

std::filesystem::path token_file(const std::string& text) {
  if (!text.empty()) return text;
  return user_config().replace_filename("tokens.json");
}

}  // namespace punte::cli
