#ifndef PUNTE_CLI_FILTER_OPTIONS_H_
#define PUNTE_CLI_FILTER_OPTIONS_H_

#include <CLI/App.hpp>
#include <string>
#include <string_view>

#include "tm/unit_filter.h"

namespace punte::cli {

/// Adds the options that choose units, the same ones for every command that lists or changes them.
void add_filter_options(CLI::App& command, tm::UnitFilter& filter);

/// The same without those that look into texts, for commands that have their own.
void add_filter_options_but_text(CLI::App& command, tm::UnitFilter& filter);

/// The options that make this filter, as a history can keep them: " --language en,ro"; "" for all
/// units. Dates are as the user wrote them.
[[nodiscard]] std::string filter_words(const tm::UnitFilter& filter);

/// A word as a shell needs it: in quotes where it must be.
[[nodiscard]] std::string shell_word(std::string_view word);

}  // namespace punte::cli

#endif  // PUNTE_CLI_FILTER_OPTIONS_H_
