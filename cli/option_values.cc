#include "cli/option_values.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <type_traits>

#include "cli/app.h"
#include "cli/arguments.h"
#include "cli/messages.h"
#include "language/known_tag.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

Result<void> check_tag(const Context& context, std::string& value) {
  if (value.empty()) return {};
  auto tag = language::known_tag(value);
  // The memory is asked only about what is wrong otherwise, and not named for that.
  if (!tag) {
    const bool told = std::exchange(context.run->told_memory, true);
    tag = language::known_tag(value, languages_at_hand(context));
    context.run->told_memory = told;
  }
  if (!tag) return tl::unexpected(tag.error());
  value = tag->str();
  return {};
}

Result<void> check_input(const Context& context, const std::string& value) {
  if (value.empty()) return {};
  if (value != "-") return context.files().reads(value);
  if (std::exchange(context.run->takes_input, true)) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("standard input is read once; “-” names it twice"));
  }
  return {};
}

Result<void> check_output(const Context& context, const std::string& value) {
  if (value.empty()) return {};
  // Of what goes into a folder each file is checked when it is opened.
  std::error_code ignored;
  if (value.ends_with('/') || std::filesystem::is_directory(value, ignored)) return {};
  if (value != "-") return context.files().will_write(value);
  if (std::exchange(context.run->takes_output, true)) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("standard output takes one result; “-” names it twice"));
  }
  return {};
}

/// Registers the option, and a check of its value or values.
template <typename Value, typename Check>
CLI::Option* added(CLI::App& command, Context& context, CLI::Option* option, ValueKind kind,
                   Value& value, Check check) {
  context.run->values.set_kind(option, kind);
  context.run->values.add_check(&command, [&context, &value, check]() -> Result<void> {
    if constexpr (std::is_same_v<Value, std::string>) {
      return check(context, value);
    } else {
      for (std::string& one : value) PUNTE_CHECK(check(context, one));
      return {};
    }
  });
  return option;
}

}  // namespace

Result<void> OptionValues::check(const CLI::App* command) const {
  for (const auto& [owner, check] : checks_) {
    if (owner == command) PUNTE_CHECK(check());
  }
  return {};
}

CLI::Option* add_tag(CLI::App& command, Context& context, const std::string& names,
                     std::string& value, const std::string& description) {
  CLI::Option* option = command.add_option(names, value, description)->type_name(tr("TAG"));
  return added(command, context, option, ValueKind::kTag, value, check_tag);
}

CLI::Option* add_narrowing_tag(CLI::App& command, Context& context, const std::string& names,
                               std::string& value, const std::string& description) {
  CLI::Option* option = add_tag(command, context, names, value, description);
  context.run->values.set_narrows(option);
  return option;
}

CLI::Option* add_tags(CLI::App& command, Context& context, const std::string& names,
                      std::vector<std::string>& values, const std::string& description) {
  CLI::Option* option = command.add_option(names, values, description)
                            ->allow_extra_args(false)
                            ->delimiter(',')
                            ->type_name(tr("TAGS"));
  return added(command, context, option, ValueKind::kTag, values, check_tag);
}

CLI::Option* add_input(CLI::App& command, Context& context, const std::string& names,
                       std::string& value, const std::string& description) {
  CLI::Option* option = command.add_option(names, value, description)->type_name(tr("FILE"));
  return added(command, context, option, ValueKind::kInput, value, check_input);
}

CLI::Option* add_inputs(CLI::App& command, Context& context, const std::string& names,
                        std::vector<std::string>& values, const std::string& description) {
  CLI::Option* option = command.add_option(names, values, description)->type_name(tr("FILE"));
  return added(command, context, option, ValueKind::kInput, values, check_input);
}

CLI::Option* add_output(CLI::App& command, Context& context, const std::string& names,
                        std::string& value, const std::string& description) {
  CLI::Option* option = command.add_option(names, value, description)->type_name(tr("FILE"));
  return added(command, context, option, ValueKind::kOutput, value, check_output);
}

CLI::Option* add_outputs(CLI::App& command, Context& context, const std::string& names,
                         std::vector<std::string>& values, const std::string& description) {
  CLI::Option* option = command.add_option(names, values, description)
                            ->allow_extra_args(false)
                            ->type_name(tr("FILE"));
  return added(command, context, option, ValueKind::kOutput, values, check_output);
}

CLI::Option* add_memory_file(CLI::App& command, Context& context, const std::string& names,
                             std::string& value, const std::string& description) {
  CLI::Option* option = command.add_option(names, value, description)->type_name(tr("FILE"));
  context.run->values.set_kind(option, ValueKind::kMemory);
  return option;
}

}  // namespace punte::cli
