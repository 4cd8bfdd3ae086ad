#include "cli/line_filter.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include "cli/app.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {

int run_line_filter(const LineFilterOptions& options,
                    const std::function<std::string(std::string_view line)>& answer) {
  const std::size_t most_threads = std::max(1U, std::thread::hardware_concurrency());
  const auto begun = std::chrono::steady_clock::now();
  std::int64_t count = 0;
  std::size_t used_threads = 1;
  bool open = true;
  bool begins = true;
  Progress progress;
  LineReader reader(options.max_line_bytes);
  std::vector<std::string> lines;
  while (open && reader.read(lines)) {
    const std::size_t threads =
        std::clamp<std::size_t>(lines.size() / options.lines_worth_a_thread, 1, most_threads);
    used_threads = std::max(used_threads, threads);
    struct Part {
      std::string text;
      bool stopped = false;
    };
    std::vector<Part> parts(threads);
    const auto work = [&](std::size_t part) {
      const std::size_t start = lines.size() * part / threads;
      const std::size_t limit = lines.size() * (part + 1) / threads;
      for (std::size_t i = start; i < limit; ++i) {
        const std::string text = answer(lines[i]);
        if (text.empty()) {
          parts[part].stopped = true;
          return;
        }
        if (options.document) parts[part].text += ",\n";
        // Of a document the line ends come with the commas.
        parts[part].text.append(text, 0, text.size() - (options.document ? 1 : 0));
      }
    };
    std::vector<std::thread> helpers;
    for (std::size_t part = 1; part < threads; ++part) helpers.emplace_back(work, part);
    work(0);
    for (std::thread& helper : helpers) helper.join();
    for (const Part& part : parts) {
      std::string_view text = part.text;
      if (options.document && begins && !text.empty()) {
        text.remove_prefix(2);
        open = open && print("[\n");
        begins = false;
      }
      open = open && print(text);
      if (part.stopped) {
        open = false;
        break;
      }
    }
    std::fflush(stdout);
    count += static_cast<std::int64_t>(lines.size());
    progress.show(tr("Lines"), static_cast<std::uint64_t>(count), 0);
  }
  progress.clear();
  if (options.document && open) open = print(begins ? "[]\n" : "\n]\n");
  // Who waits at a terminal is told; who hands over a large job finds it in the log.
  if (used_threads > 1 && (is_terminal_for_errors() || count >= options.lines_worth_a_report)) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::fprintf(stderr, "%s\n",
                 trn("{1} line, {2} threads, {3} s", "{1} lines, {2} threads, {3} s", count,
                     {std::to_string(used_threads), std::to_string(took.count()).substr(0, 5)})
                     .c_str());
  }
  if (!open || interrupted()) return kFailed;
  return count > 0 ? kDone : kNothingFound;
}

}  // namespace punte::cli
