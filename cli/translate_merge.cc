#include "cli/translate_merge.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "job/merge.h"
#include "job/merge_plan.h"
#include "job/page_segments.h"
#include "language/text.h"
#include "view/merge_json.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;
using job::MergePlan;
using job::WorkFault;

void say(const std::string& text) { std::fprintf(stderr, "punte: %s\n", printable(text).c_str()); }

void list(const std::string& file, const std::vector<WorkFault>& faults) {
  for (const WorkFault& fault : faults) {
    // A CAT tool shows the text, but not the id.
    constexpr std::size_t kShown = 60;
    say(file + ": " + fault.id + ": “" + language::fit_width(fault.source, kShown) +
        "”: " + messages().tr(fault.message));
  }
}

std::string summary_of(const MergePlan& plan, const job::Merged& merged) {
  const auto size = [](const auto& items) { return static_cast<std::int64_t>(items.size()); };
  return trn("{1} translation merged into the page", "{1} translations merged into the page",
             size(plan.merged) - static_cast<std::int64_t>(merged.left)) +
         ", " + trn("{1} unit new in the memory", "{1} units new in the memory", merged.added) +
         "; " +
         trn("{1} segment is not translated yet", "{1} segments are not translated yet",
             size(plan.open)) +
         ", " +
         trn("{1} segment of the page is not in the file",
             "{1} segments of the page are not in the file",
             static_cast<std::int64_t>(merged.not_in_file)) +
         "\n";
}

/// The work file, whole. Of one that is not, nothing is merged, whatever a reader could recover.
Result<std::vector<job::WorkFile>> read_work(const std::string& path) {
  PUNTE_TRY(const auto source, open_input(path));
  auto work = job::read_work_files(*source);
  if (work || work.error().code != ErrorCode::kSyntax) return work;
  base::Error error = work.error();
  error.message = PUNTE_MSG("no whole XLIFF file; nothing was merged: ask for it anew");
  error.arguments.clear();
  error.remedy = base::Remedy::kNone;
  return tl::unexpected(std::move(error));
}

Result<MergePlan> plan_of(const MergeArguments& arguments, const job::ReadPage& page,
                          const std::vector<job::PageSegment>& segments, const std::string& to) {
  PUNTE_TRY(const auto work, read_work(arguments.work));
  PUNTE_TRY(auto plan, job::plan_merge(work, page.page, segments, page.bytes, to, arguments.work));
  list(arguments.work, plan.faults);
  if (!plan.faults.empty() && !arguments.partial) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("nothing was merged; repair these segments, or leave them with "
                                "--partial"),
                      {}, arguments.work);
  }
  if (plan.page_changed) {
    say(page.name + ": " +
        tr("the page changed since the work file was made; what still fits is "
           "merged"));
  }
  list(arguments.work, plan.gone);
  return plan;
}

}  // namespace

void report_left(const page::Page& page, const page::WrittenPage& written) {
  for (const page::NotWritten& left : written.left) {
    constexpr std::size_t kShown = 60;
    const std::string_view text = page.blocks[left.block].text.text;
    say(tr("“{1}” was left as it is: {2}",
           {language::fit_width(text.substr(left.part), kShown), tr(left.reason.c_str())}));
  }
  if (written.recoded) {
    say(tr("the page has bytes that its encoding ({1}) does not allow; it is UTF-8 now",
           {page.charset}));
  }
}

Result<int> merge_work(const Context& context, const MergeArguments& arguments,
                       const job::ReadPage& page, const job::TranslateOptions& options) {
  job::PageSegmenter segmenter;
  const auto segments = segmenter.segments(page.page);
  PUNTE_TRY(const MergePlan plan, plan_of(arguments, page, segments, options.to));
  PUNTE_TRY(const auto memory_path, context.memory_path());
  const Opening opening = arguments.page_only ? Opening::kRead : Opening::kCreate;
  PUNTE_TRY(auto memory,
            tm::TranslationMemory::open(memory_path, memory_options(memory_path, opening)));
  PUNTE_TRY(const auto sink, open_output(context, arguments.output));
  job::MergeOptions merge;
  merge.translate = options;
  merge.into_memory = !arguments.page_only;
  merge.change = "translate --merge " + arguments.work;
  merge.origin = std::filesystem::path(page.name).filename().string();
  JobProgress progress;
  PUNTE_TRY(const job::Merged merged,
            job::merge(plan, page, segments, memory, *sink, merge, progress.go_on()));
  progress.clear();
  report_left(page.page, merged.page);
  if (context.output() == Output::kTable) {
    std::fputs(summary_of(plan, merged).c_str(), arguments.output == "-" ? stderr : stdout);
  } else {
    view::Json document{{"page", page.name}, {"work", arguments.work}};
    document.update(view::to_json(plan, merged, messages()));
    if (!print(view::json_document(document))) return kFailed;
  }
  return plan.merged.empty() ? kNothingFound : kDone;
}

}  // namespace punte::cli
