#include "cli/lookup_arguments.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/arguments.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/page_options.h"
#include "language/language_tag.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;

constexpr int kMostPoints = 100;

/// "old.tmx=5": the name and the points after its last sign; nullopt where it is written otherwise.
std::optional<std::pair<std::string, int>> named_points(const std::string& text) {
  const std::size_t sign = text.rfind('=');
  if (sign == std::string::npos || sign == 0) return std::nullopt;
  int points = -1;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + sign + 1, end, points);
  if (error != std::errc() || stop != end || points < 0 || points > kMostPoints) {
    return std::nullopt;
  }
  return std::pair(text.substr(0, sign), points);
}

/// Points by the name of a penalty, or else of an origin.
Result<void> set_penalty(const std::string& text, tm::Penalties& penalties) {
  const auto named = named_points(text);
  if (!named) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("a penalty is written NAME=POINTS, as old.tmx=5; “{1}” is not"),
                      {text});
  }
  const std::map<std::string, int*> known = {
      {"aligned", &penalties.aligned},       {"machine", &penalties.machine},
      {"unreviewed", &penalties.unreviewed}, {"placeables", &penalties.placeables},
      {"meaning", &penalties.meaning},       {"variant", &penalties.variant}};
  const auto found = known.find(named->first);
  if (found != known.end()) {
    *found->second = named->second;
  } else {
    penalties.origins.push_back(*named);
  }
  return {};
}

/// True if somebody means the words themselves, not a file or a pattern of files.
bool is_sentence(const std::string& argument) {
  std::error_code ignored;
  return argument.find(' ') != std::string::npos && argument.find("*.") == std::string::npos &&
         argument.find("/*") == std::string::npos && !fs::exists(argument, ignored);
}

/// Finds out whether pages or sentences are named. Errors: both are.
Result<void> find_sentences(LookupArguments& arguments) {
  const std::vector<std::string>& named = arguments.pages.pages;
  const auto sentences = std::count_if(named.begin(), named.end(), is_sentence);
  if (arguments.text || sentences == 0) return {};
  if (sentences < std::ssize(named) || !arguments.pages.list.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("name pages or sentences, not both: “{1}” is no file"),
                      {*std::find_if(named.begin(), named.end(), is_sentence)});
  }
  arguments.text = true;
  return {};
}

void add_text_options(CLI::App& command, LookupArguments& arguments) {
  command.add_flag("--text", arguments.text,
                   tr("The arguments are sentences, not pages (what has a space and is no file is "
                      "one anyway)"));
  CLI::Option* lines =
      command.add_flag("--lines", arguments.lines,
                       tr("A sentence a line on standard input; a JSON object a line out, a table "
                          "on a terminal"));
  command
      .add_flag("--repair", arguments.repair,
                tr("With --lines: give fuzzy matches made to fit, too, where the memory knows how"))
      ->needs(lines);
  command
      .add_flag("--assemble", arguments.assemble,
                tr("With --lines: put translations of parts together, too"))
      ->needs(lines);
  command
      .add_flag("--fragments", arguments.fragments,
                tr("With --lines: where there is no match, show longer texts that contain parts "
                   "(sentences have it anyway)"))
      ->needs(lines);
}

void add_match_options(CLI::App& command, LookupArguments& arguments) {
  command
      .add_option("--threshold", arguments.options.threshold,
                  tr("Lowest score shown, in percent (default: 70)"))
      ->check(between(1, 102))
      ->type_name(tr("NUMBER"));
  command.add_option("--limit", arguments.options.limit, tr("Most matches a segment (default: 5)"))
      ->check(between(1, 1000))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--order", arguments.order,
                  tr("useful: first what is likely to help most (default); score: by the score"))
      ->check(one_of({"useful", "score"}))
      ->type_name(tr("ORDER"));
  command
      .add_option("--penalty", arguments.penalties,
                  tr("Points off for units that came from a file, or for aligned, machine, "
                     "unreviewed, placeables, meaning, variant"))
      ->allow_extra_args(false)
      ->type_name(tr("NAME=POINTS"));
  command.add_flag("!--no-adapt", arguments.options.adapt,
                   tr("Leave the numbers, codes and addresses of translations as they are"));
}

}  // namespace

void add_lookup_options(CLI::App& command, Context& context, LookupArguments& arguments) {
  add_page_arguments(command, context, arguments.pages);
  add_tags(command, context, "--to", arguments.to,
           tr("Language wanted; each segment in another one is looked up into it"))
      ->required();
  add_narrowing_tag(command, context, "--from", arguments.from,
                    tr("Language of all segments (default: that of each is told by its text)"));
  add_attributes_option(command, arguments.pages.extract);
  add_text_options(command, arguments);
  add_match_options(command, arguments);
  add_output(command, context, "-o,--output", arguments.output,
             tr("Write the matches that were found to this TMX file"));
  add_output(command, context, "--missing", arguments.missing,
             tr("Write the segments without a match to this file (.xlf, .csv or .txt)"));
  CLI::Option* const reference =
      command
          .add_option("--reference", arguments.references,
                      tr("Look this memory up too, without changing it; its matches cost POINTS"))
          ->allow_extra_args(false)
          ->type_name(tr("FILE[=POINTS]"));
  context.run->values.set_kind(reference, ValueKind::kMemory);
  add_memory_option(command, context);
  add_output_options(command, context);
}

Result<void> check_lookup_arguments(LookupArguments& arguments) {
  const auto wrong = [](const char* message) {
    return base::fail(ErrorCode::kInvalidArgument, message);
  };
  const bool names_pages = !arguments.pages.pages.empty() || !arguments.pages.list.empty();
  if (arguments.lines && names_pages) {
    return wrong(PUNTE_MSG("--lines reads standard input; name no page with it"));
  }
  if (!arguments.lines && !names_pages) {
    return wrong(PUNTE_MSG("name a page or a sentence, or give --lines"));
  }
  PUNTE_CHECK(find_sentences(arguments));
  const bool texts = arguments.lines || arguments.text;
  if (texts && arguments.to.size() != 1) {
    return wrong(PUNTE_MSG("sentences are looked up into one language; give one --to"));
  }
  if (texts && !(arguments.output.empty() && arguments.missing.empty())) {
    return wrong(PUNTE_MSG("--output and --missing go with pages, not with sentences"));
  }
  for (const std::string& to : arguments.to) {
    if (!language::same_language(arguments.from, to)) continue;
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("--from and --to name the same language, {1}"), {to});
  }
  arguments.options.order =
      arguments.order == "score" ? tm::MatchOrder::kScore : tm::MatchOrder::kUseful;
  for (const std::string& penalty : arguments.penalties) {
    PUNTE_CHECK(set_penalty(penalty, arguments.options.penalties));
  }
  return {};
}

NamedReference named_reference(const std::string& text) {
  std::error_code ignored;
  // A file may have the sign in its name.
  const auto named = fs::exists(text, ignored) ? std::nullopt : named_points(text);
  return named ? NamedReference{named->first, named->second} : NamedReference{text, 0};
}

Result<OpenMemories> OpenMemories::open(const Context& context,
                                        const std::vector<std::string>& references) {
  PUNTE_TRY(auto main, open_to_read(context));
  OpenMemories out(std::move(main));
  for (const std::string& reference : references) {
    const auto [path, points] = named_reference(reference);
    PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, Opening::kRead)));
    out.references_.push_back({std::move(memory), path.filename().string(), points});
  }
  return out;
}

job::Memories OpenMemories::memories() const {
  std::vector<job::Reference> references;
  for (const Named& reference : references_) {
    references.push_back({&reference.memory, reference.name, reference.points});
  }
  return job::Memories(main_, std::move(references));
}

}  // namespace punte::cli
