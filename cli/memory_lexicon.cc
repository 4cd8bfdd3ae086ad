#include "cli/memory_lexicon.h"

#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "tm/lexicon_store.h"
#include "tm/translation_memory.h"

namespace punte::cli {

using view::Json;
using view::to_json;
namespace {

using base::Result;

constexpr std::size_t kMostPairs = 200'000;

/// True if a lexicon learnt of `before` units still fits a memory of `now`.
bool is_fresh(std::int64_t before, std::int64_t now) {
  return now <= before + before / 4 + 500 && now >= before / 2;
}

Result<std::int64_t> count_units(const std::filesystem::path& memory) {
  const auto opened = tm::TranslationMemory::open(memory, memory_options(memory, Opening::kRead));
  if (!opened) return tl::unexpected(opened.error());
  const auto info = opened->info();
  if (!info) return tl::unexpected(info.error());
  return info->units;
}

}  // namespace

Result<BuiltLexicon> build_lexicon(const std::filesystem::path& memory, const std::string& from,
                                   const std::string& to) {
  const auto opened = tm::TranslationMemory::open(memory, memory_options(memory, Opening::kRead));
  if (!opened) return tl::unexpected(opened.error());
  const auto info = opened->info();
  if (!info) return tl::unexpected(info.error());
  std::vector<std::pair<std::string, std::string>> pairs;
  // Every so many units, where the memory is larger than what is worth reading.
  const std::size_t stride = 1 + static_cast<std::size_t>(info->units) / kMostPairs;
  std::size_t seen = 0;
  std::uint64_t units = 0;
  const std::string what = tr("Learning the lexicon from {1} to {2}", {from, to});
  Progress progress;
  const auto read = opened->for_each({}, [&](const language::Unit& unit) -> Result<void> {
    progress.show(what, ++units, static_cast<std::uint64_t>(info->units));
    if (interrupted()) return base::fail(base::ErrorCode::kCancelled, PUNTE_MSG("stopped"));
    const language::Variant* source = nullptr;
    const language::Variant* target = nullptr;
    for (const language::Variant& variant : unit.variants) {
      if (source == nullptr && language::same_language(variant.language, from)) source = &variant;
      if (target == nullptr && language::same_language(variant.language, to)) target = &variant;
    }
    if (source != nullptr && target != nullptr && seen++ % stride == 0) {
      pairs.emplace_back(source->text.text, target->text.text);
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return BuiltLexicon{aligner::learn_lexicon(pairs), static_cast<std::int64_t>(pairs.size()),
                      info->units};
}

Result<aligner::Lexicon> memory_lexicon(const std::filesystem::path& memory,
                                        const std::string& from, const std::string& to) {
  std::error_code ignored;
  if (!std::filesystem::exists(memory, ignored)) return aligner::Lexicon();
  const auto counted = count_units(memory);
  if (!counted) return tl::unexpected(counted.error());
  const std::int64_t units = *counted;
  for (const bool turned : {false, true}) {
    const auto stored =
        turned ? tm::load_lexicon(memory, to, from) : tm::load_lexicon(memory, from, to);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored || !is_fresh((*stored)->units, units)) continue;
    auto lexicon = aligner::Lexicon::from_bytes((*stored)->bytes);
    if (!lexicon) continue;  // damaged: learnt anew
    return turned ? lexicon->reversed() : std::move(*lexicon);
  }
  auto built = build_lexicon(memory, from, to);
  if (!built) return tl::unexpected(built.error());
  return std::move(built->lexicon);
}

Result<std::vector<KeptLexicon>> kept_lexicons(const std::filesystem::path& memory) {
  const auto stored = tm::list_lexicons(memory);
  if (!stored) return tl::unexpected(stored.error());
  std::vector<KeptLexicon> out;
  if (stored->empty()) return out;
  const auto units = count_units(memory);
  if (!units) return tl::unexpected(units.error());
  for (const tm::StoredLexicon& lexicon : *stored) {
    out.push_back({lexicon.source_language, lexicon.target_language, lexicon.pairs,
                   !is_fresh(lexicon.units, *units)});
  }
  return out;
}

Json to_json(const KeptLexicon& lexicon) {
  return {{"from", lexicon.from},
          {"to", lexicon.to},
          {"pairs", lexicon.pairs},
          {"stale", lexicon.stale}};
}

std::string updated_line(const KeptLexicon& lexicon) {
  return trn("The lexicon from {2} to {3} was learnt anew from {1} segment.",
             "The lexicon from {2} to {3} was learnt anew from {1} segments.", lexicon.pairs,
             {lexicon.from, lexicon.to});
}

Result<std::vector<KeptLexicon>> update_lexicons(const std::filesystem::path& memory) {
  auto kept = kept_lexicons(memory);
  if (!kept) return kept;
  std::vector<KeptLexicon> updated;
  for (KeptLexicon& lexicon : *kept) {
    if (!lexicon.stale || interrupted()) continue;
    const auto built = build_lexicon(memory, lexicon.from, lexicon.to);
    if (!built && built.error().code == base::ErrorCode::kCancelled) break;
    if (!built) return tl::unexpected(built.error());
    if (built->pairs == 0) continue;
    const auto saved = tm::save_lexicon(
        memory, {lexicon.from, lexicon.to, built->units, built->pairs, built->lexicon.to_bytes()});
    if (!saved) return tl::unexpected(saved.error());
    lexicon.pairs = built->pairs;
    lexicon.stale = false;
    updated.push_back(std::move(lexicon));
  }
  return updated;
}

}  // namespace punte::cli
