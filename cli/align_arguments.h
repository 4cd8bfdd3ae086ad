#ifndef PUNTE_CLI_ALIGN_ARGUMENTS_H_
#define PUNTE_CLI_ALIGN_ARGUMENTS_H_

#include <string>
#include <vector>

#include "aligner/lexicon.h"
#include "base/result.h"
#include "cli/align_delivery.h"
#include "cli/app.h"

namespace punte::cli {

struct AlignArguments {
  std::vector<std::string> files;
  std::string from;
  std::string to;
  bool lines = false;
  bool documents = false;
  bool no_lexicon = false;
  std::string from_review;
  DeliveryArguments delivery;
};

/// Says on standard error what is odd about a file.
void warn(const std::string& name, const std::string& text);

/// What the memory knows of two languages; empty where it is not asked.
[[nodiscard]] base::Result<aligner::Lexicon> known_words(const Context& context,
                                                         const AlignArguments& arguments,
                                                         const std::string& from,
                                                         const std::string& to);

/// Aligns the documents of two folders, or those of one that is a whole site. Returns the exit
/// code.
[[nodiscard]] base::Result<int> align_folders(const Context& context,
                                              const AlignArguments& arguments);

}  // namespace punte::cli

#endif  // PUNTE_CLI_ALIGN_ARGUMENTS_H_
