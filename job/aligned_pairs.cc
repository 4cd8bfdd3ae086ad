#include "job/aligned_pairs.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "base/workers.h"
#include "language/identify.h"
#include "language/language_tag.h"
#include "language/text.h"

namespace punte::job {
namespace {

using base::Result;

/// Of units whose text has no name, as standard input.
constexpr const char* kOrigin = "aligned";

/// The name, without folders, of the text that a unit of units_of() was aligned from.
std::string origin_of(const language::Unit& unit) {
  for (const language::Property& property : unit.properties) {
    if (property.type != "x-punte-source") continue;
    std::string name = std::filesystem::path(property.value).filename().string();
    if (!name.empty() && name != "-") return name;
  }
  return kOrigin;
}

/// A text of at least so many bytes tells its language.
constexpr std::size_t kLeastToTell = 25;
constexpr double kSure = 0.95;

/// The text is surely in `other`, the language of the text that it should be a translation of.
bool is_left_in(const std::string& other, std::string_view text) {
  if (text.size() < kLeastToTell) return false;
  const language::Identification found = language::identify(text);
  return found.confidence >= kSure && language::same_language(found.language, other);
}

/// Neither side is what the translator left as it was.
bool is_translated(const AlignedDocument& document, const AlignedPair& pair) {
  // Two regions of a language write most texts alike.
  if (language::same_language(document.from, document.to)) return true;
  return pair.source.text != pair.target.text && !is_left_in(document.from, pair.target.text) &&
         !is_left_in(document.to, pair.source.text);
}

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
                !language::trim(pair.target.text).empty() && is_translated(out, pair);
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

Result<void> align_pairs(const std::vector<FolderPair>& pairs, const aligner::Lexicon* lexicon,
                         const std::function<bool(const AlignedTexts&)>& use,
                         const base::Continue& go_on) {
  base::Workers workers(base::cores());
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (!go_on(base::Stage::kDocuments, i, pairs.size())) return base::cancelled();
    const FolderPair& pair = pairs[i];
    const bool open = workers.add([&pair, lexicon, &use]() -> base::Workers::Delivery {
      const auto texts = std::make_shared<AlignedTexts>(
          AlignedTexts{*pair.source, *pair.target, align_sides(*pair.source, *pair.target, lexicon),
                       pair.score});
      return [texts, &use] { return use(*texts); };
    });
    if (!open) return base::cancelled();
  }
  if (!workers.finish()) return base::cancelled();
  return {};
}

double aligned_share(const AlignedTexts& texts) {
  double all = 0;
  double aligned = 0;
  for (const aligner::Bead& bead : texts.ladder) {
    double letters = 0;
    for (std::size_t i = bead.source_start; i < bead.source_limit; ++i) {
      letters += static_cast<double>(texts.source.segments[i].text.size());
    }
    all += letters;
    if (bead.target_start != bead.target_limit) aligned += letters * bead.confidence;
  }
  return all == 0 ? 1 : aligned / all;
}

Result<std::int64_t> add_units(tm::Memory& memory, tm::ChangeInfo info,
                               const std::vector<language::Unit>& units) {
  PUNTE_TRY(auto writer, memory.begin(std::move(info)));
  std::int64_t added = 0;
  for (const language::Unit& unit : units) {
    PUNTE_TRY(const tm::AddOutcome outcome, writer.add(unit, origin_of(unit)));
    if (outcome == tm::AddOutcome::kAdded) ++added;
  }
  PUNTE_CHECK(writer.commit());
  return added;
}

}  // namespace punte::job
