#include "server/known_translations.h"

#include <utility>

#include "language/identify.h"
#include "server/lookup_request.h"

namespace punte::server {

base::Result<KnownTranslations> known_translations(Worker& worker, const Request& request,
                                                   const TranslationRequest& wanted) {
  LookupRequest lookup;
  lookup.memory = wanted.memory;
  lookup.options.to = wanted.to;
  lookup.options.lookup.threshold = worker.service().options().libretranslate_least;
  lookup.options.lookup.limit = 1;
  KnownTranslations out;
  for (const std::string& text : wanted.texts) {
    KnownTranslation one;
    one.from = wanted.from;
    if (one.from.empty()) {
      const language::Identification found = language::identify(text);
      one.from = found.language;
      one.confidence = found.confidence;
    }
    if (one.from == "und") return KnownTranslations{{}, text};
    lookup.options.from = one.from;
    PUNTE_TRY(Lookups* const lookups, Lookups::of(worker, request, lookup));
    PUNTE_TRY(const job::TextMatches found, lookups->look_up(text));
    if (found.matches.empty()) return KnownTranslations{{}, text};
    one.text = found.matches.front().target.text;
    out.list.push_back(std::move(one));
  }
  return out;
}

}  // namespace punte::server
