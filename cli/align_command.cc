#include "cli/align_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/align_arguments.h"
#include "cli/align_delivery.h"
#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "job/align_folders.h"
#include "job/align_side.h"
#include "job/aligned_pairs.h"
#include "job/review.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

constexpr std::size_t kMaxTextBytes = std::size_t{256} << 20;
constexpr std::size_t kMaxReviewBytes = std::size_t{1} << 30;

tl::unexpected<base::Error> bad_arguments(std::string message) {
  return base::fail(ErrorCode::kInvalidArgument, std::move(message));
}

/// Says if nearly nothing of the texts aligns: they are then hardly translations.
void report_unrelated(const job::AlignedTexts& texts) {
  bool any_empty = false;
  for (const job::AlignSide* side : {&texts.source, &texts.target}) {
    if (!side->segments.empty()) continue;
    any_empty = true;
    report({ErrorCode::kInvalidArgument,
            PUNTE_MSG("there is no text in it to align"),
            {},
            side->name});
  }
  if (any_empty || job::aligned_share(texts) >= job::kLeastAligned) return;
  report({ErrorCode::kInvalidArgument,
          PUNTE_MSG("nearly nothing of it aligns with {1}; are the two translations of each other "
                    "({2}, {3})?"),
          {texts.target.name, texts.source.language, texts.target.language},
          texts.source.name});
}

/// Reads a file; whether it is HTML is told by its name.
Result<job::AlignSide> read_side(const std::string& file, job::SideOptions options) {
  PUNTE_TRY(const std::string bytes, read_file(file, kMaxTextBytes));
  options.page = job::is_html_name(file);
  return job::side_of(bytes, file, options);
}

Result<int> align_files(const Context& context, const AlignArguments& arguments) {
  job::SideOptions options;
  options.lines = arguments.lines;
  options.language = arguments.from;
  PUNTE_TRY(auto source, read_side(arguments.files[0], options));
  options.language = arguments.to;
  PUNTE_TRY(auto target, read_side(arguments.files[1], options));
  PUNTE_TRY(const auto wrong, job::check_languages(source, target));
  for (const job::WrongLanguage& side : wrong) {
    warn(side.name, tr("the text seems to be in {1}, not in {2}", {side.found, side.said}));
  }
  PUNTE_TRY(const auto lexicon, known_words(context, arguments, source.language, target.language));
  job::AlignedTexts texts{std::move(source), std::move(target), {}, 1};
  texts.ladder = job::align_sides(texts.source, texts.target, &lexicon);
  report_unrelated(texts);
  Delivery delivery(context, arguments.delivery, false);
  if (!delivery.add(texts)) return kFailed;
  PUNTE_TRY(const int code, delivery.finish());
  const bool nothing = texts.source.segments.empty() || texts.target.segments.empty();
  return code == kDone && nothing ? kNothingFound : code;
}

Result<int> from_review(const Context& context, const AlignArguments& arguments) {
  if (!arguments.delivery.has_place()) {
    return bad_arguments(
        PUNTE_MSG("say where the reviewed pairs go: --into-tm, -o FILE.tmx or --review FILE.html"));
  }
  PUNTE_TRY(const std::string bytes, read_file(arguments.from_review, kMaxReviewBytes));
  PUNTE_TRY(auto documents, job::read_review(bytes, arguments.from_review));
  Delivery delivery(context, arguments.delivery, true);
  for (job::AlignedDocument& document : documents) delivery.add(std::move(document));
  return delivery.finish();
}

Result<int> run_align(const Context& context, AlignArguments arguments) {
  if (!arguments.from_review.empty()) {
    if (!arguments.files.empty()) {
      return bad_arguments(PUNTE_MSG("--from-review reads its own file; name no other"));
    }
    return from_review(context, arguments);
  }
  const auto folders =
      std::count_if(arguments.files.begin(), arguments.files.end(), job::is_folder);
  if (arguments.files.size() == 1 && folders == 1) return align_folders(context, arguments);
  if (arguments.files.size() != 2) {
    return bad_arguments(PUNTE_MSG("align takes two files: a text and its translation"));
  }
  if (folders == 2) return align_folders(context, arguments);
  if (folders == 1 || arguments.documents) {
    return bad_arguments(PUNTE_MSG("name two files, two folders, or one folder"));
  }
  return align_files(context, arguments);
}

}  // namespace

void add_align_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<AlignArguments>();
  CLI::App& command =
      add_command(app, context, "align", tr("Align a text with its translation"),
                  "  punte align page.en.html page.ro.html --into-tm\n"
                  "  punte align book.en.txt book.ro.txt --from en --to ro -o book.tmx\n"
                  "  punte align site-en/ site-ro/ --documents\n"
                  "  punte align a.html b.html --review check.tsv --review check.html\n"
                  "  punte align --from-review check.tsv --into-tm\n"
                  "  punte align --lines --ladder a.txt b.txt --from de --to fr",
                  [&context, arguments] { return finished(run_align(context, *arguments)); });
  add_inputs(command, context, "files", arguments->files,
             tr("A page or text and its translation (.html: pages, else plain text); two folders "
                "or archives of them; or one folder of a whole site"))
      ->expected(0, 2);
  add_tag(command, context, "--from", arguments->from,
          tr("Language of the first; else identified"));
  add_tag(command, context, "--to", arguments->to, tr("Language of the second; else identified"));
  command.add_flag("--lines", arguments->lines, tr("Each line is a segment already"));
  command.add_flag("--ladder", arguments->delivery.ladder,
                   tr("Print the numbers of the segments only, a bead a line: 0,1:2"));
  add_output(command, context, "-o,--output", arguments->delivery.output,
             tr("Write the pairs to a TMX file"));
  command.add_flag("--into-tm", arguments->delivery.into_memory,
                   tr("Put the pairs into the memory"));
  command.add_flag("--documents", arguments->documents,
                   tr("Print only which documents of folders belong together, and how sure it is"));
  add_outputs(command, context, "--review", arguments->delivery.reviews,
              tr("Write a file to look through: .html to read, .tsv to edit"));
  add_input(command, context, "--from-review", arguments->from_review,
            tr("Take the pairs of an edited .tsv review file that are marked with +"));
  command
      .add_option("--min-confidence", arguments->delivery.min_confidence,
                  tr("Keep pairs that are at least this sure, 0 to 1 (default: 0.5)"))
      ->check(between(0.0, 1.0))
      ->type_name(tr("NUMBER"));
  command.add_flag("--no-lexicon", arguments->no_lexicon,
                   tr("Do not use the words that the memory knows"));
  add_memory_option(command, context);
  add_output_options(command, context);
}

}  // namespace punte::cli
