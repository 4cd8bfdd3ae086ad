#ifndef PUNTE_CLI_PARSE_ERRORS_H_
#define PUNTE_CLI_PARSE_ERRORS_H_

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace punte::cli {

/// Says what is wrong with the arguments of the program, in the user's language, with what was
/// probably meant. Returns the exit code.
int explain(const CLI::App& app, const CLI::ParseError& error);

/// A number in this range; the end counts.
[[nodiscard]] CLI::Validator between(double least, double most);
/// One of these words.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> words);

}  // namespace punte::cli

#endif  // PUNTE_CLI_PARSE_ERRORS_H_
