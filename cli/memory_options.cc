#include "cli/memory_options.h"

#include <cstdio>
#include <string>

#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {

tm::OpenOptions memory_options(const std::filesystem::path& path, Opening opening) {
  tm::OpenOptions options;
  options.create = opening == Opening::kCreate;
  options.read_only = opening == Opening::kRead;
  const std::string name = printable(path.string());
  options.on_wait = [told = false, name](int waited_ms) mutable {
    if (!told && waited_ms > 500) {
      told = true;
      std::fprintf(stderr, "punte: %s\n",
                   tr("{1}: another program is writing; waiting for it", {name}).c_str());
    }
    return !interrupted();
  };
  options.on_upgrade = [name](std::int64_t units) {
    std::fprintf(stderr, "punte: %s\n",
                 tr("{1}: bringing {2} units to the format of this version; this is done once, and "
                    "“punte tm optimize” then makes the file smaller",
                    {name, number(units)})
                     .c_str());
  };
  return options;
}

std::string updated_line(const job::KeptLexicon& lexicon) {
  return trn("The lexicon from {2} to {3} was learnt anew from {1} segment.",
             "The lexicon from {2} to {3} was learnt anew from {1} segments.", lexicon.pairs,
             {lexicon.from, lexicon.to});
}

}  // namespace punte::cli
