#include "job/text_lookup.h"

#include <algorithm>

#include "language/language_tag.h"
#include "language/text.h"

namespace punte::job {

using base::Result;

Result<TextLookup> TextLookup::make(const Memories& memories, TextLookupOptions options) {
  TextLookup out(memories, std::move(options));
  if (!out.options_.from.empty()) return out;
  PUNTE_TRY(const tm::MemoryInfo info, memories.main().info());
  language::IdentifyOptions identify;
  for (const tm::LanguageCount& one : info.languages) out.languages_.push_back(one.language);
  identify.languages = out.languages_;
  out.identifier_.emplace(std::move(identify));
  return out;
}

std::string TextLookup::language_of(std::string_view text) const {
  if (!identifier_) return options_.from;
  const std::string found = identifier_->identify(text).language;
  if (found == "und" && !options_.usual_from.empty()) return options_.usual_from;
  // As the memory calls it: "en-US" rather than "en".
  const auto known = language::best_of(languages_, found);
  if (known) return languages_[*known];
  // And as the only one of its kind: "zh-TW", where "zh" was found.
  const auto relative =
      std::find_if(languages_.begin(), languages_.end(),
                   [&](const std::string& one) { return language::same_language(one, found); });
  return relative == languages_.end() ? found : *relative;
}

Result<TextMatches> TextLookup::look_up(std::string_view text, const TextContext& context) {
  TextMatches out;
  out.text = language::to_valid_utf8(text);
  out.language = language_of(out.text);
  if (out.language == "und") return out;
  tm::Query query;
  query.source.text = out.text;
  query.source_language = out.language;
  query.target_language = options_.to;
  query.previous = context.previous;
  query.next = context.next;
  query.key = context.key;
  PUNTE_TRY(out.matches, memories_.lookup(query, options_.lookup));
  PUNTE_TRY(out.terms, glossary_.find(out.text, out.language, options_.to));
  if (options_.repair) {
    for (const tm::Match& match : out.matches) {
      PUNTE_TRY(auto repair, tm::repair(memories_.main(), query, match));
      out.repairs.push_back(std::move(repair));
    }
  }
  if (options_.assemble) {
    PUNTE_TRY(tm::TermFinder* const finder, glossary_.finder(out.language, options_.to));
    PUNTE_TRY(out.assembly, tm::assemble(memories_.main(), query, finder));
  }
  if (options_.fragments && out.matches.empty()) {
    PUNTE_TRY(out.fragments, find_fragments(memories_.main(), out.text, out.language, options_.to));
  }
  return out;
}

}  // namespace punte::job
