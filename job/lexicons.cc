#include "job/lexicons.h"

#include <cstddef>
#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "tm/translation_memory.h"

namespace punte::job {

namespace {

using base::Result;

constexpr std::size_t kMostPairs = 200'000;

/// True if a lexicon learnt of `before` units still fits a memory of `now`.
bool is_fresh(std::int64_t before, std::int64_t now) {
  return now <= before + before / 4 + 500 && now >= before / 2;
}

Result<tm::TranslationMemory> open_to_read(const std::filesystem::path& memory) {
  return tm::TranslationMemory::open(memory, memory_options(memory, Opening::kRead));
}

Result<BuiltLexicon> learn(const tm::Memory& memory, const std::string& from,
                           const std::string& to) {
  PUNTE_TRY(const tm::MemoryInfo info, memory.info());
  std::vector<std::pair<std::string, std::string>> pairs;
  // Every so many units, where the memory is larger than what is worth reading.
  const std::size_t stride = 1 + static_cast<std::size_t>(info.units) / kMostPairs;
  std::size_t seen = 0;
  std::uint64_t units = 0;
  const std::string what = tr("Learning the lexicon from {1} to {2}", {from, to});
  Progress progress;
  PUNTE_CHECK(memory.for_each({}, [&](const language::Unit& unit) -> Result<void> {
    progress.show(what, ++units, static_cast<std::uint64_t>(info.units));
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
  }));
  return BuiltLexicon{aligner::learn_lexicon(pairs), static_cast<std::int64_t>(pairs.size()),
                      info.units};
}

}  // namespace

Result<BuiltLexicon> build_lexicon(const std::filesystem::path& memory, const std::string& from,
                                   const std::string& to) {
  PUNTE_TRY(const auto opened, open_to_read(memory));
  return learn(opened, from, to);
}

Result<void> keep_lexicon(const std::filesystem::path& memory, const tm::StoredLexicon& lexicon) {
  PUNTE_TRY(auto opened,
            tm::TranslationMemory::open(memory, memory_options(memory, Opening::kWrite)));
  return opened.keep_lexicon(lexicon);
}

Result<aligner::Lexicon> memory_lexicon(const std::filesystem::path& memory,
                                        const std::string& from, const std::string& to) {
  std::error_code ignored;
  if (!std::filesystem::exists(memory, ignored)) return aligner::Lexicon();
  PUNTE_TRY(const auto opened, open_to_read(memory));
  PUNTE_TRY(const tm::MemoryInfo info, opened.info());
  for (const bool turned : {false, true}) {
    PUNTE_TRY(const auto stored, turned ? opened.lexicon(to, from) : opened.lexicon(from, to));
    if (!stored || !is_fresh(stored->units, info.units)) continue;
    auto lexicon = aligner::Lexicon::from_bytes(stored->bytes);
    if (!lexicon) continue;  // damaged: learnt anew
    return turned ? lexicon->reversed() : std::move(*lexicon);
  }
  PUNTE_TRY(auto built, learn(opened, from, to));
  return std::move(built.lexicon);
}

Result<std::vector<KeptLexicon>> kept_lexicons(const std::filesystem::path& memory) {
  PUNTE_TRY(const auto opened, open_to_read(memory));
  PUNTE_TRY(const auto stored, opened.lexicons());
  std::vector<KeptLexicon> out;
  if (stored.empty()) return out;
  PUNTE_TRY(const tm::MemoryInfo info, opened.info());
  for (const tm::StoredLexicon& lexicon : stored) {
    out.push_back({lexicon.source_language, lexicon.target_language, lexicon.pairs,
                   !is_fresh(lexicon.units, info.units)});
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
    const auto saved = keep_lexicon(
        memory, {lexicon.from, lexicon.to, built->units, built->pairs, built->lexicon.to_bytes()});
    if (!saved) return tl::unexpected(saved.error());
    lexicon.pairs = built->pairs;
    lexicon.stale = false;
    updated.push_back(std::move(lexicon));
  }
  return updated;
}

}  // namespace punte::job
