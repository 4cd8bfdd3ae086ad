#include "cli/memory_options.h"

#include <cstdio>
#include <string>

#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {

namespace {

/// Where nobody sees that it waits: long enough for an import of a million units.
constexpr int kUnseenWait = 60;  // seconds

std::optional<int>& wait() {
  static std::optional<int> seconds;
  return seconds;
}

int wait_ms() {
  constexpr int kForever = -1;
  constexpr int kSecond = 1000;
  if (wait()) return *wait() * kSecond;
  return is_terminal_for_errors() ? kForever : kUnseenWait * kSecond;
}

}  // namespace

void set_wait(std::optional<int> seconds) { wait() = seconds; }

tm::OpenOptions memory_options(const std::filesystem::path& path, Opening opening) {
  tm::OpenOptions options;
  options.create = opening == Opening::kCreate;
  options.read_only = opening == Opening::kRead;
  const std::string name = printable(path.string());
  options.busy_timeout_ms = wait_ms();
  options.on_wait = [told = false, name](int waited_ms) mutable {
    if (!told && waited_ms > 500) {
      told = true;
      std::fprintf(
          stderr, "punte: %s\n",
          tr("{1}: another program is writing; waiting until it is done (Ctrl-C gives up)", {name})
              .c_str());
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
