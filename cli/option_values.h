#ifndef PUNTE_CLI_OPTION_VALUES_H_
#define PUNTE_CLI_OPTION_VALUES_H_

#include <CLI/App.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"

namespace punte::cli {

struct Context;

/// What the value of an option names: checked before a command runs, found from a project file,
/// and completed by shells accordingly.
enum class ValueKind { kText, kTag, kInput, kOutput, kMemory, kFolder };

/// What is known of the values of all options.
class OptionValues {
 public:
  void set_kind(const CLI::Option* option, ValueKind kind) { kinds_[option] = kind; }
  [[nodiscard]] ValueKind kind_of(const CLI::Option* option) const {
    const auto found = kinds_.find(option);
    return found == kinds_.end() ? ValueKind::kText : found->second;
  }

  /// The words that the value can be, where they are not in its check.
  void set_choices(const CLI::Option* option, std::vector<std::string> choices) {
    choices_[option] = std::move(choices);
  }
  [[nodiscard]] const std::vector<std::string>& choices_of(const CLI::Option* option) const {
    static const std::vector<std::string> kNone;
    const auto found = choices_.find(option);
    return found == choices_.end() ? kNone : found->second;
  }

  /// An option whose value leaves something out: what is set for all commands does not set it.
  void set_narrows(const CLI::Option* option) { narrowing_.insert(option); }
  [[nodiscard]] bool narrows(const CLI::Option* option) const {
    return narrowing_.contains(option);
  }

  using Check = std::function<base::Result<void>()>;
  void add_check(const CLI::App* command, Check check) {
    checks_.emplace_back(command, std::move(check));
  }
  /// Runs the checks of a command, in the order in which its options were added.
  [[nodiscard]] base::Result<void> check(const CLI::App* command) const;

 private:
  std::map<const CLI::Option*, ValueKind> kinds_;
  std::map<const CLI::Option*, std::vector<std::string>> choices_;
  std::set<const CLI::Option*> narrowing_;
  std::vector<std::pair<const CLI::App*, Check>> checks_;
};

// Options whose values are checked before the command runs. `names` is as for CLI::App.

/// A language: a known tag, put into its canonical form. Empty where it was not given.
CLI::Option* add_tag(CLI::App& command, Context& context, const std::string& names,
                     std::string& value, const std::string& description);
CLI::Option* add_tags(CLI::App& command, Context& context, const std::string& names,
                      std::vector<std::string>& values, const std::string& description);
/// A language that leaves out others.
CLI::Option* add_narrowing_tag(CLI::App& command, Context& context, const std::string& names,
                               std::string& value, const std::string& description);

/// Files or folders that are read; "-" is standard input, once.
CLI::Option* add_input(CLI::App& command, Context& context, const std::string& names,
                       std::string& value, const std::string& description);
CLI::Option* add_inputs(CLI::App& command, Context& context, const std::string& names,
                        std::vector<std::string>& values, const std::string& description);

/// A file that is written; "-" is standard output, once. What is read is not overwritten.
CLI::Option* add_output(CLI::App& command, Context& context, const std::string& names,
                        std::string& value, const std::string& description);
CLI::Option* add_outputs(CLI::App& command, Context& context, const std::string& names,
                         std::vector<std::string>& values, const std::string& description);

/// A translation memory; whether it is read or written, no result may go to it.
CLI::Option* add_memory_file(CLI::App& command, Context& context, const std::string& names,
                             std::string& value, const std::string& description);

}  // namespace punte::cli

#endif  // PUNTE_CLI_OPTION_VALUES_H_
