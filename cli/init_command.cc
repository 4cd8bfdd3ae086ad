#include "cli/init_command.h"

#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include "cli/config_file.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

struct InitArguments {
  std::string memory = "memory.tm";
  std::string from;
  std::string to;
};

/// A string of TOML.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// A setting, or an example of it where there is no value.
std::string setting(const std::string& name, const std::string& value, const char* example) {
  return value.empty() ? "# " + name + " = " + example + "\n" : name + " = " + quoted(value) + "\n";
}

std::string comment(const std::string& text) { return "\n# " + text + "\n"; }

std::string project_text(const InitArguments& arguments) {
  return "# " + tr("Settings of this project for punte, in this folder and those below it.") +
         "\n" + comment(tr("The translation memory. Paths start at this folder.")) +
         setting("tm", arguments.memory, "") +
         comment(tr("The languages of the project: from this one into that one.")) +
         setting("from", arguments.from, "\"en\"") + setting("to", arguments.to, "\"ro\"") +
         comment(tr("The lowest score, in percent, of the matches that are shown.")) +
         setting("threshold", {}, "70") +
         comment(tr("What a word of a band costs, as a share of a new one.")) +
         setting("rates", {}, "[\"100=0.1\", \"95-99=0.3\", \"85-94=0.5\"]") +
         comment(tr("Terms that translations are checked against.")) +
         setting("terms", {}, "\"client.tbx\"") +
         comment(tr("Other memories, which are only read; their matches cost points.")) +
         setting("reference", {}, "[\"old.tm=5\"]");
}

Result<int> run_init(const Context& context, const InitArguments& arguments) {
  std::error_code ignored;
  if (fs::exists(kProjectFile, ignored)) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("the project is set up already; edit this file"), {}, kProjectFile);
  }
  PUNTE_CHECK(write_file(context, kProjectFile, project_text(arguments)));
  std::string text = tr("Written: {1}", {kProjectFile}) + "\n";
  if (!fs::exists(arguments.memory, ignored)) {
    text +=
        tr("The memory {1} is made by “punte import FILE”.", {printable(arguments.memory)}) + "\n";
  }
  return print(text) ? kDone : kFailed;
}

}  // namespace

void add_init_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<InitArguments>();
  CLI::App& command =
      add_command(app, context, "init", tr("Set up a project: its memory and languages"),
                  "  punte init --from en --to ro\n"
                  "  punte init --tm client.tm --to ro",
                  [&context, arguments] { return finished(run_init(context, *arguments)); });
  CLI::Option* const memory =
      add_memory_file(command, context, "--tm", arguments->memory,
                      tr("The project's memory, as seen from here (default: memory.tm)"));
  // The memory of all commands is another project's, or nobody's.
  context.run->values.set_narrows(memory);
  add_narrowing_tag(command, context, "--from", arguments->from, tr("The usual source language"));
  add_narrowing_tag(command, context, "--to", arguments->to, tr("The usual target language"));
}

}  // namespace punte::cli
