#ifndef PUNTE_CLI_LOOKUP_ARGUMENTS_H_
#define PUNTE_CLI_LOOKUP_ARGUMENTS_H_

#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/app.h"
#include "cli/page_arguments.h"
#include "job/memories.h"
#include "tm/match.h"
#include "tm/translation_memory.h"

namespace punte::cli {

struct LookupArguments {
  PageArguments pages;
  std::string from;
  std::vector<std::string> to;
  bool text = false;  ///< what `pages` names are texts
  bool lines = false;
  bool repair = false;
  bool assemble = false;
  bool fragments = false;
  std::string order = "useful";
  std::vector<std::string> penalties;
  std::vector<std::string> references;
  std::string output;   ///< a file of what was found
  std::string missing;  ///< a file of what was not
  tm::LookupOptions options;
};

void add_lookup_options(CLI::App& command, Context& context, LookupArguments& arguments);

/// Checks what goes together, and puts tags and penalties into their final form.
[[nodiscard]] base::Result<void> check_lookup_arguments(LookupArguments& arguments);

/// What --reference names: "old.tm", or with points taken off its scores "old.tm=5".
struct NamedReference {
  std::filesystem::path path;
  int points = 0;
};
[[nodiscard]] NamedReference named_reference(const std::string& text);

/// The memories that a look-up names: the main one and its references, all opened to be read.
class OpenMemories {
 public:
  [[nodiscard]] static base::Result<OpenMemories> open(const Context& context,
                                                       const std::vector<std::string>& references);
  [[nodiscard]] job::Memories memories() const;

 private:
  explicit OpenMemories(tm::TranslationMemory main) : main_(std::move(main)) {}
  struct Named {
    tm::TranslationMemory memory;
    std::string name;
    int points = 0;
  };
  tm::TranslationMemory main_;
  std::deque<Named> references_;
};

}  // namespace punte::cli

#endif  // PUNTE_CLI_LOOKUP_ARGUMENTS_H_
