#include "job/merge.h"

namespace punte::job {
namespace {

using base::Result;

/// Adds what people confirmed, in the order of the page, whose neighbours are the context.
Result<void> add_units(tm::Writer& writer, const MergePlan& plan,
                       const std::vector<PageSegment>& segments,
                       const std::vector<TranslatedSegment>& filled, const MergeOptions& options,
                       Merged& out) {
  for (const MergedSegment& merged : plan.merged) {
    if (!merged.confirmed || filled[merged.segment].fill != Fill::kGiven) continue;
    const PageSegment& segment = segments[merged.segment];
    language::Unit unit;
    unit.source_language = segment.language;
    unit.variants.resize(2);
    unit.variants[0].language = segment.language;
    unit.variants[0].text = segment.text;
    unit.variants[1].language = options.translate.to;
    unit.variants[1].text = merged.target;
    PUNTE_TRY(const tm::AddOutcome outcome, writer.add(unit, options.origin));
    if (outcome == tm::AddOutcome::kAdded) ++out.added;
    if (outcome == tm::AddOutcome::kMerged) ++out.joined;
    if (outcome == tm::AddOutcome::kUnchanged) ++out.unchanged;
  }
  return {};
}

/// The segments of the page with the translator's texts in their places.
void fill_in(const MergePlan& plan, const std::vector<PageSegment>& segments,
             std::vector<TranslatedSegment>& filled, Merged& out) {
  std::vector<bool> in_file(segments.size(), false);
  // Where the translator has not been, nothing is put that nobody saw.
  for (const std::size_t open : plan.open) {
    in_file[open] = true;
    filled[open].fill = Fill::kNothing;
    filled[open].text = segments[open].text;
  }
  for (const MergedSegment& merged : plan.merged) {
    in_file[merged.segment] = true;
    filled[merged.segment].fill = Fill::kGiven;
    filled[merged.segment].text = merged.target;
  }
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool wanted = filled[i].fill != Fill::kTarget && segments[i].language != "und";
    if (!in_file[i] && wanted) ++out.not_in_file;
  }
}

}  // namespace

Result<Merged> merge(const MergePlan& plan, const ReadPage& page,
                     const std::vector<PageSegment>& segments, tm::Memory& memory,
                     exchange::ByteSink& sink, const MergeOptions& options,
                     const base::Continue& go_on) {
  Merged out;
  PageTranslator translator(memory, options.translate);
  PUNTE_TRY(auto filled, translator.translate(page.page, go_on));
  fill_in(plan, segments, filled, out);
  PUNTE_TRY(out.page, translator.write(page, filled));
  for (const MergedSegment& merged : plan.merged) {
    if (filled[merged.segment].fill != Fill::kGiven) ++out.left;
  }
  PUNTE_CHECK(sink.write(out.page.bytes));
  std::int64_t change = 0;
  if (options.into_memory) {
    PUNTE_TRY(auto writer, memory.begin({options.change, {}}));
    PUNTE_CHECK(add_units(writer, plan, segments, filled, options, out));
    PUNTE_CHECK(writer.commit());
    change = writer.change();
  }
  if (auto done = sink.commit(); !done) {
    if (change != 0) PUNTE_CHECK(memory.undo(change));
    return tl::unexpected(std::move(done).error());
  }
  return out;
}

}  // namespace punte::job
