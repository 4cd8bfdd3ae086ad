#ifndef PUNTE_CLI_LEARN_ABBREVIATIONS_H_
#define PUNTE_CLI_LEARN_ABBREVIATIONS_H_

#include <string>
#include <vector>

#include "cli/app.h"

namespace punte::cli {

/// Prints the words of texts and TMX files (told by ".tmx" in their name) that seem to be
/// abbreviations of the language `tag`, best first, each with its evidence: a list that
/// `segment --abbreviations` reads once a person has looked at it. An empty tag takes all
/// languages of a TMX file. Returns the exit code.
int learn_abbreviations(const Context& context, const std::string& tag,
                        const std::vector<std::string>& files);

}  // namespace punte::cli

#endif  // PUNTE_CLI_LEARN_ABBREVIATIONS_H_
