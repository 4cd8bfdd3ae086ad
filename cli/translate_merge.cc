#include "cli/translate_merge.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/json.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/page_segments.h"
#include "cli/terminal.h"
#include "cli/work_units.h"
#include "page/write_back.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

void say(const std::string& text) { std::fprintf(stderr, "punte: %s\n", printable(text).c_str()); }

void list(const std::string& file, const std::vector<WorkFault>& faults) {
  for (const WorkFault& fault : faults) {
    say(file + ": " + fault.id + ": " + fault.message);
  }
}

Json faults_json(const std::vector<WorkFault>& faults) {
  Json out = Json::array();
  for (const WorkFault& fault : faults) {
    out.push_back({{"id", fault.id}, {"source", fault.source}, {"message", fault.message}});
  }
  return out;
}

struct Counts {
  std::int64_t added = 0;
  std::int64_t merged = 0;
  std::int64_t unchanged = 0;
};

/// Adds what people stand behind, in the order of the page, whose neighbours are the context.
Result<Counts> add_units(tm::Writer& writer, const MergePlan& plan,
                         const std::vector<PageSegment>& segments, const std::string& to,
                         const std::string& origin) {
  Counts counts;
  for (const MergedSegment& merged : plan.merged) {
    if (!merged.confirmed) continue;
    const PageSegment& segment = segments[merged.segment];
    language::Unit unit;
    unit.source_language = segment.language;
    unit.variants.resize(2);
    unit.variants[0].language = segment.language;
    unit.variants[0].text = segment.text;
    unit.variants[1].language = to;
    unit.variants[1].text = merged.target;
    const auto outcome = writer.add(unit, origin);
    if (!outcome) return tl::unexpected(outcome.error());
    if (*outcome == tm::AddOutcome::kAdded) ++counts.added;
    if (*outcome == tm::AddOutcome::kMerged) ++counts.merged;
    if (*outcome == tm::AddOutcome::kUnchanged) ++counts.unchanged;
  }
  return counts;
}

std::string summary_of(const MergePlan& plan, std::size_t unknown, const Counts& counts) {
  const auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  return trn("{1} translation merged into the page", "{1} translations merged into the page",
             size(plan.merged)) +
         ", " + trn("{1} unit new in the memory", "{1} units new in the memory", counts.added) +
         "; " +
         trn("{1} segment is not translated yet", "{1} segments are not translated yet",
             size(plan.open)) +
         ", " +
         trn("{1} segment of the page is not in the file",
             "{1} segments of the page are not in the file", static_cast<std::int64_t>(unknown)) +
         "\n";
}

}  // namespace

void report_left(const page::Page& page, const page::WrittenPage& written) {
  for (const page::NotWritten& left : written.left) {
    say(tr("block {1} was left as it is: {2}",
           {std::to_string(left.block), tr(left.reason.c_str())}));
  }
  if (written.recoded) {
    say(tr("the page has bytes that its encoding ({1}) does not allow; it is UTF-8 now",
           {page.charset}));
  }
}

int merge_work(const Context& context, const MergeOptions& merge, const std::string& name,
               const ReadPage& page, const TranslateOptions& options) {
  auto source = open_input(merge.work);
  if (!source) return report(source.error());
  const auto work = read_work_files(**source);
  if (!work) {
    base::Error error = work.error();
    if (error.code == ErrorCode::kSyntax) {
      // The reader's advice is for imports: of a work file nothing is merged unless it is whole.
      error.message = PUNTE_MSG("no whole XLIFF file; nothing was merged: ask for it anew");
      error.arguments.clear();
    }
    return report(error);
  }
  PageSegmenter segmenter;
  const std::vector<PageSegment> segments = segmenter.segments(page.page);
  const auto plan = plan_merge(*work, page.page, segments, page.bytes, options.to, merge.work);
  if (!plan) return report(plan.error());
  list(merge.work, plan->faults);
  if (!plan->faults.empty() && !merge.partial) {
    return report({ErrorCode::kInvalidArgument,
                   PUNTE_MSG("nothing was merged; repair these segments, or leave them with "
                             "--partial"),
                   {},
                   merge.work});
  }
  if (plan->page_changed) {
    say(name + ": " +
        tr("the page changed since the work file was made; what still fits is "
           "merged"));
  }
  list(merge.work, plan->gone);

  const auto memory_path = context.memory_path();
  if (!memory_path) return report(memory_path.error());
  const Opening opening = merge.page_only ? Opening::kRead : Opening::kCreate;
  auto memory = tm::TranslationMemory::open(*memory_path, memory_options(*memory_path, opening));
  if (!memory) return report(memory.error());
  PageTranslator translator(*memory, options);
  auto filled = translator.translate(page.page);
  if (!filled) return report(filled.error());
  // Where the translator has not been, nothing is put that nobody saw.
  for (const std::size_t open : plan->open) {
    (*filled)[open].fill = Fill::kNothing;
    (*filled)[open].text = segments[open].text;
  }
  std::vector<bool> in_file(segments.size(), false);
  for (const std::size_t open : plan->open) in_file[open] = true;
  for (const MergedSegment& merged : plan->merged) {
    in_file[merged.segment] = true;
    (*filled)[merged.segment].fill = Fill::kGiven;
    (*filled)[merged.segment].text = merged.target;
  }
  std::size_t unknown = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (!in_file[i] && (*filled)[i].fill != Fill::kTarget && segments[i].language != "und") {
      ++unknown;
    }
  }
  const auto written =
      page::write_back(page.bytes, page.page, translator.replacements(page.page, *filled));
  if (!written) return report(written.error());

  // The page is complete beside its place before the memory changes, and takes its name after.
  auto sink = open_output(merge.output);
  if (!sink) return report(sink.error());
  if (const auto done = (*sink)->write(written->bytes); !done) return report(done.error());
  Counts counts;
  std::int64_t change = 0;
  if (!merge.page_only) {
    auto writer = memory->begin({"translate --merge " + merge.work, {}});
    if (!writer) return report(writer.error());
    const auto added = add_units(*writer, *plan, segments, options.to,
                                 std::filesystem::path(name).filename().string());
    if (!added) return report(added.error());
    counts = *added;
    if (const auto done = writer->commit(); !done) return report(done.error());
    change = writer->change();
  }
  if (const auto done = (*sink)->commit(); !done) {
    if (change != 0) {
      if (const auto undone = memory->undo(change); !undone) report(undone.error());
    }
    return report(done.error());
  }
  report_left(page.page, *written);
  const std::string summary = summary_of(*plan, unknown, counts);
  if (context.output() == Output::kTable) {
    std::fputs(summary.c_str(), merge.output == "-" ? stderr : stdout);
  } else if (!print(json_document({{"page", name},
                                   {"work", merge.work},
                                   {"page_changed", plan->page_changed},
                                   {"merged", plan->merged.size()},
                                   {"untranslated", plan->open.size()},
                                   {"not_in_file", unknown},
                                   {"memory",
                                    {{"added", counts.added},
                                     {"merged", counts.merged},
                                     {"unchanged", counts.unchanged}}},
                                   {"faults", faults_json(plan->faults)},
                                   {"gone", faults_json(plan->gone)}}))) {
    return kFailed;
  }
  return plan->merged.empty() ? kNothingFound : kDone;
}

}  // namespace punte::cli
