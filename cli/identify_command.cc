#include "cli/identify_command.h"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/line_filter.h"
#include "cli/messages.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "view/json.h"

namespace punte::cli {

using view::Json;
using view::json_line;
namespace {

using base::ErrorCode;
using language::Identifier;

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

struct IdentifyArguments {
  language::IdentifyOptions options;
  std::vector<std::string> priors;
  std::string model;
  bool spans = false;
};

double rounded(double value) { return std::round(value * 10000) / 10000; }

std::string answer(const Identifier& identifier, const IdentifyArguments& arguments, Output output,
                   std::string_view line) {
  if (arguments.spans) {
    Json spans = Json::array();
    for (const language::LanguageSpan& span : identifier.spans(line)) {
      spans.push_back(
          {{"start", span.span.start}, {"limit", span.span.limit}, {"lang", span.language}});
    }
    return json_line({{"spans", std::move(spans)}});
  }
  const language::Identification found = identifier.identify(line);
  if (output == Output::kTable) return found.language + "\n";
  Json candidates = Json::array();
  for (const language::LanguageScore& candidate : found.candidates) {
    candidates.push_back(
        {{"lang", candidate.language}, {"confidence", rounded(candidate.probability)}});
  }
  return json_line({{"lang", found.language},
                    {"confidence", rounded(found.confidence)},
                    {"candidates", std::move(candidates)}});
}

int run_identify(const Context& context, IdentifyArguments arguments) {
  for (std::string& tag : arguments.options.languages) {
    auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return report(parsed.error());
    tag = parsed->str();
  }
  for (const std::string& prior : arguments.priors) {
    const std::size_t equals = prior.find('=');
    const auto tag = language::LanguageTag::parse(prior.substr(0, equals));
    if (!tag) return report(tag.error());
    char* end = nullptr;
    const double factor =
        equals == std::string::npos ? 0 : std::strtod(prior.c_str() + equals + 1, &end);
    if (end == nullptr || *end != '\0' || !(factor > 0)) {
      return report({ErrorCode::kInvalidArgument,
                     PUNTE_MSG("“{1}” is no prior; write it as ro=20"),
                     {prior},
                     {}});
    }
    arguments.options.priors.push_back({tag->str(), factor});
  }
  std::optional<Identifier> identifier;
  if (arguments.model.empty()) {
    identifier.emplace(arguments.options);
  } else {
    auto opened = Identifier::open(arguments.model, arguments.options);
    if (!opened) return report(opened.error());
    identifier.emplace(std::move(*opened));
  }

  LineFilterOptions filter;
  filter.max_line_bytes = kMaxLineBytes;
  filter.document = context.output() == Output::kJson;
  return run_line_filter(filter, [&](std::string_view line) {
    return answer(*identifier, arguments, context.output(), line);
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
                  [&context, arguments] { return run_identify(context, *arguments); });
  command
      .add_option("--languages", arguments->options.languages,
                  tr("The only languages that may be answered"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAGS"));
  command
      .add_option("--prior", arguments->priors,
                  tr("How much more likely than others a language is, as ro=20"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAG=FACTOR"));
  command
      .add_option("--min-confidence", arguments->options.min_confidence,
                  tr("Answer und below this confidence, 0 to 1 (default: 0.2)"))
      ->check(CLI::Range(0.0, 1.0))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--candidates", arguments->options.max_candidates,
                  tr("Most candidates shown with --jsonl (default: 3)"))
      ->check(CLI::Range(1, 300))
      ->type_name(tr("NUMBER"));
  command.add_flag("--spans", arguments->spans,
                   tr("Cut each line into runs of one language (JSON lines)"));
  command.add_option("--model", arguments->model, tr("Another model than the built-in one"))
      ->type_name(tr("FILE"));
  add_output_options(command, context);
}

}  // namespace punte::cli
