#include "job/aligned_pairs.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cli/memory_options.h"
#include "exchange/stream.h"
#include "exchange/tmx.h"
#include "language/text.h"
#include "tm/translation_memory.h"

namespace punte::job {
namespace {

using base::Result;
using language::MarkedText;

constexpr const char* kOrigin = "aligned";

}  // namespace

AlignedDocument pairs_of(const AlignedTexts& aligned, double min_confidence) {
  const AlignSide& source = aligned.source;
  const AlignSide& target = aligned.target;
  AlignedDocument out{source.language, target.language, source.name, target.name, {}};
  for (const aligner::Bead& bead : aligned.ladder) {
    AlignedPair& pair = out.pairs.emplace_back();
    pair.confidence = bead.confidence * aligned.score;
    pair.bead = aligner::bead_text(bead);
    pair.source = joined(source.segments, bead.source_start, bead.source_limit);
    pair.target = joined(target.segments, bead.target_start, bead.target_limit);
    pair.keep = pair.confidence >= min_confidence && bead.source_start != bead.source_limit &&
                bead.target_start != bead.target_limit &&
                !language::trim(pair.source.text).empty() &&
                !language::trim(pair.target.text).empty() && pair.source.text != pair.target.text;
  }
  return out;
}

std::vector<language::Unit> units_of(const AlignedDocument& document) {
  std::vector<language::Unit> units;
  for (const AlignedPair& pair : document.pairs) {
    if (!pair.keep) continue;
    language::Unit& unit = units.emplace_back();
    unit.source_language = document.from;
    language::Variant source;
    source.language = document.from;
    source.text = pair.source;
    language::Variant target;
    target.language = document.to;
    target.text = pair.target;
    unit.variants = {std::move(source), std::move(target)};
    unit.properties = {{"x-punte-method", "pair-hmm", {}},
                       {"x-punte-confidence", fmt::format("{:.3f}", pair.confidence), {}},
                       {"x-punte-source", document.source, {}},
                       {"x-punte-target", document.target, {}}};
  }
  return units;
}

Result<void> write_units(const std::string& file, const std::vector<language::Unit>& units,
                         const std::string& source_language) {
  auto sink = exchange::create_file(file);
  if (!sink) return tl::unexpected(sink.error());
  exchange::TmxWriteOptions options;
  options.source_language = source_language;
  exchange::TmxWriter writer(**sink, options);
  for (const language::Unit& unit : units) {
    if (auto written = writer.write(unit); !written) return written;
  }
  if (auto finished = writer.finish(); !finished) return finished;
  return (*sink)->commit();
}

Result<std::int64_t> add_units(const std::filesystem::path& memory,
                               const std::vector<language::Unit>& units) {
  auto opened = tm::TranslationMemory::open(memory, memory_options(memory, Opening::kCreate));
  if (!opened) return tl::unexpected(opened.error());
  auto writer = opened->begin();
  if (!writer) return tl::unexpected(writer.error());
  std::int64_t added = 0;
  for (const language::Unit& unit : units) {
    const auto outcome = writer->add(unit, kOrigin);
    if (!outcome) return tl::unexpected(outcome.error());
    if (*outcome == tm::AddOutcome::kAdded) ++added;
  }
  if (const auto committed = writer->commit(); !committed) {
    return tl::unexpected(committed.error());
  }
  return added;
}

}  // namespace punte::job
