#include "cli/identify_command.h"

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/line_filter.h"
#include "cli/messages.h"
#include "language/identify.h"
#include "language/known_tag.h"
#include "view/json.h"
#include "view/text_json.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;
using language::Identifier;
using view::json_line;

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

struct IdentifyArguments {
  language::IdentifyOptions options;
  std::vector<std::string> priors;
  std::string model;
  bool spans = false;
};

std::string answer(const Identifier& identifier, const IdentifyArguments& arguments, Output output,
                   std::string_view line) {
  if (arguments.spans) return json_line(view::to_json(identifier.spans(line)));
  const language::Identification found = identifier.identify(line);
  return output == Output::kTable ? found.language + "\n" : json_line(view::to_json(found));
}

/// "ro=20". Errors: kInvalidArgument.
Result<language::LanguageScore> prior_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  PUNTE_TRY(const auto tag, language::known_tag(text.substr(0, equals)));
  char* end = nullptr;
  const double factor =
      equals == std::string::npos ? 0 : std::strtod(text.c_str() + equals + 1, &end);
  if (end == nullptr || *end != '\0' || !(factor > 0)) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("“{1}” is no prior; write it as ro=20"), {text});
  }
  return language::LanguageScore{tag.str(), factor};
}

Result<Identifier> make_identifier(IdentifyArguments& arguments) {
  for (const std::string& text : arguments.priors) {
    if (text == "flat") {
      arguments.options.flat_prior = true;
      continue;
    }
    PUNTE_TRY(auto prior, prior_of(text));
    arguments.options.priors.push_back(std::move(prior));
  }
  PUNTE_TRY(Identifier identifier, arguments.model.empty()
                                       ? Result<Identifier>(Identifier(arguments.options))
                                       : Identifier::open(arguments.model, arguments.options));
  PUNTE_CHECK(identifier.check_known(arguments.options.languages));
  return identifier;
}

Result<int> run_identify(const Context& context, IdentifyArguments arguments) {
  PUNTE_TRY(const Identifier identifier, make_identifier(arguments));
  LineFilterOptions filter;
  filter.max_line_bytes = kMaxLineBytes;
  filter.document = context.output() == Output::kJson;
  return run_line_filter(filter, [&](std::string_view line) {
    return answer(identifier, arguments, context.output(), line);
  });
}

}  // namespace

void add_identify_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<IdentifyArguments>();
  CLI::App& command =
      add_command(app, context, "identify", tr("Tell the language of each line of text"),
                  "  punte identify < lines.txt\n"
                  "  punte identify --languages ro,en,fr --jsonl < lines.txt\n"
                  "  echo 'He said: « Je ne sais pas », and left.' | punte identify --spans",
                  [&context, arguments] { return finished(run_identify(context, *arguments)); });
  add_tags(command, context, "--languages", arguments->options.languages,
           tr("The only languages that may be answered"));
  command
      .add_option("--prior", arguments->priors,
                  tr("How much more likely than others a language is, as ro=20; flat: all alike "
                     "from the start, not as common as on the web"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAG=FACTOR"));
  command
      .add_option("--min-confidence", arguments->options.min_confidence,
                  tr("Answer und below this confidence, 0 to 1 (default: 0.2)"))
      ->check(between(0.0, 1.0))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--candidates", arguments->options.max_candidates,
                  tr("Most candidates shown with --jsonl (default: 3)"))
      ->check(between(1, 300))
      ->type_name(tr("NUMBER"));
  command.add_flag("--spans", arguments->spans,
                   tr("Cut each line into runs of one language (JSON lines)"));
  add_input(command, context, "--model", arguments->model,
            tr("Another model than the built-in one"));
  add_output_options(command, context);
}

}  // namespace punte::cli
