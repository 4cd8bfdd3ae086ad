#include "job/text_lookup.h"

#include "language/text.h"

namespace punte::job {

using base::Result;

Result<TextMatches> TextLookup::look_up(std::string_view text, const TextContext& context) {
  TextMatches out;
  out.text = language::to_valid_utf8(text);
  tm::Query query;
  query.source.text = out.text;
  query.source_language = options_.from;
  query.target_language = options_.to;
  query.previous = context.previous;
  query.next = context.next;
  query.key = context.key;
  PUNTE_TRY(out.matches, memories_.lookup(query, options_.lookup));
  PUNTE_TRY(out.terms, glossary_.find(out.text, options_.from, options_.to));
  if (options_.repair) {
    for (const tm::Match& match : out.matches) {
      PUNTE_TRY(auto repair, tm::repair(memories_.main(), query, match));
      out.repairs.push_back(std::move(repair));
    }
  }
  if (options_.assemble) {
    PUNTE_TRY(tm::TermFinder* const finder, glossary_.finder(options_.from, options_.to));
    PUNTE_TRY(out.assembly, tm::assemble(memories_.main(), query, finder));
  }
  return out;
}

}  // namespace punte::job
