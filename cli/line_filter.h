#ifndef PUNTE_CLI_LINE_FILTER_H_
#define PUNTE_CLI_LINE_FILTER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace punte::cli {

struct LineFilterOptions {
  std::size_t max_line_bytes = std::size_t{1} << 20;  ///< longer lines are cut there
  std::size_t lines_worth_a_thread = 500;
  std::int64_t lines_worth_a_report = 100'000;  ///< then it is reported where no terminal is, too
  bool document = false;  ///< answers are JSON objects, and all of them one array
};

/// Turns each line of standard input into output, on all cores, in input order. `answer` is called
/// by several threads at once; an empty answer stops the filter after what came before it.
/// Says on a terminal how far it is and, there or after many lines, how many threads worked.
/// Returns the exit code.
int run_line_filter(const LineFilterOptions& options,
                    const std::function<std::string(std::string_view line)>& answer);

}  // namespace punte::cli

#endif  // PUNTE_CLI_LINE_FILTER_H_
