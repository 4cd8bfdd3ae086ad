#ifndef PUNTE_CLI_FILTER_OPTIONS_H_
#define PUNTE_CLI_FILTER_OPTIONS_H_

#include <CLI/App.hpp>

#include "tm/unit_filter.h"

namespace punte::cli {

/// Adds the options that choose units, the same ones for every command that lists or changes them.
void add_filter_options(CLI::App& command, tm::UnitFilter& filter);

}  // namespace punte::cli

#endif  // PUNTE_CLI_FILTER_OPTIONS_H_
