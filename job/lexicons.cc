#include "job/lexicons.h"

#include <cstddef>
#include <utility>

#include "language/language_tag.h"

namespace punte::job {
namespace {

using base::Result;

constexpr std::size_t kMostPairs = 200'000;

/// True if a lexicon learnt from a memory of `before` units still fits one of `now`.
bool is_fresh(std::int64_t before, std::int64_t now) {
  return now <= before + before / 4 + 500 && now >= before / 2;
}

const language::Variant* variant_in(const language::Unit& unit, const std::string& language) {
  for (const language::Variant& variant : unit.variants) {
    if (language::same_language(variant.language, language)) return &variant;
  }
  return nullptr;
}

}  // namespace

Result<BuiltLexicon> build_lexicon(const tm::Memory& memory, const std::string& from,
                                   const std::string& to, const base::Continue& go_on) {
  PUNTE_TRY(const tm::MemoryInfo info, memory.info());
  std::vector<std::pair<std::string, std::string>> pairs;
  // Of a memory that is larger than what is worth reading, every n-th unit.
  const std::size_t stride = 1 + static_cast<std::size_t>(info.units) / kMostPairs;
  std::size_t seen = 0;
  std::uint64_t units = 0;
  PUNTE_CHECK(memory.for_each({}, [&](const language::Unit& unit) -> Result<void> {
    if (!go_on(base::Stage::kLexicon, ++units, static_cast<std::uint64_t>(info.units))) {
      return base::cancelled();
    }
    const language::Variant* const source = variant_in(unit, from);
    const language::Variant* const target = variant_in(unit, to);
    if (source != nullptr && target != nullptr && seen++ % stride == 0) {
      pairs.emplace_back(source->text.text, target->text.text);
    }
    return {};
  }));
  return BuiltLexicon{aligner::learn_lexicon(pairs), static_cast<std::int64_t>(pairs.size()),
                      info.units};
}

Result<void> keep_lexicon(tm::Memory& memory, const std::string& from, const std::string& to,
                          const BuiltLexicon& built) {
  return memory.keep_lexicon({from, to, built.units, built.pairs, built.lexicon.to_bytes()});
}

Result<aligner::Lexicon> memory_lexicon(const tm::Memory& memory, const std::string& from,
                                        const std::string& to, const base::Continue& go_on) {
  PUNTE_TRY(const tm::MemoryInfo info, memory.info());
  for (const bool turned : {false, true}) {
    PUNTE_TRY(const auto stored, turned ? memory.lexicon(to, from) : memory.lexicon(from, to));
    if (!stored || !is_fresh(stored->units, info.units)) continue;
    auto lexicon = aligner::Lexicon::from_bytes(stored->bytes);
    if (!lexicon) continue;  // damaged: learnt again
    return turned ? lexicon->reversed() : std::move(*lexicon);
  }
  PUNTE_TRY(auto built, build_lexicon(memory, from, to, go_on));
  return std::move(built.lexicon);
}

Result<std::vector<KeptLexicon>> kept_lexicons(const tm::Memory& memory) {
  PUNTE_TRY(const auto stored, memory.lexicons());
  PUNTE_TRY(const tm::MemoryInfo info, memory.info());
  std::vector<KeptLexicon> out;
  for (const tm::StoredLexicon& lexicon : stored) {
    out.push_back({lexicon.source_language, lexicon.target_language, lexicon.pairs,
                   !is_fresh(lexicon.units, info.units)});
  }
  return out;
}

Result<std::vector<KeptLexicon>> update_lexicons(tm::Memory& memory, const base::Continue& go_on) {
  PUNTE_TRY(auto kept, kept_lexicons(memory));
  std::vector<KeptLexicon> updated;
  for (KeptLexicon& lexicon : kept) {
    if (!lexicon.stale) continue;
    const auto built = build_lexicon(memory, lexicon.from, lexicon.to, go_on);
    if (!built && built.error().code == base::ErrorCode::kCancelled) break;
    if (!built) return tl::unexpected(built.error());
    if (built->pairs == 0) continue;
    PUNTE_CHECK(keep_lexicon(memory, lexicon.from, lexicon.to, *built));
    lexicon.pairs = built->pairs;
    lexicon.stale = false;
    updated.push_back(std::move(lexicon));
  }
  return updated;
}

}  // namespace punte::job
