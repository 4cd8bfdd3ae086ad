// Source: DeepL's description of its interface, version 2, as Weblate uses it.
#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "language/language_tag.h"
#include "server/doors.h"
#include "server/known_translations.h"
#include "server/url.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

constexpr std::size_t kMaxTexts = 50;

Response failure(int status, std::string_view text) {
  return json_response({{"message", text}}, status);
}

/// "PT-BR" of "pt-BR", as this interface writes tags.
std::string upper(std::string tag) {
  std::transform(tag.begin(), tag.end(), tag.begin(), [](char c) { return base::upper(c); });
  return tag;
}

Result<Response> languages(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, form_field(request.query, "memory").value_or("")));
  PUNTE_TRY(const tm::MemoryInfo info, memory->info());
  Json out = Json::array();
  for (const tm::LanguageCount& one : info.languages) {
    out.push_back({{"language", upper(one.language)},
                   {"name", language::language_name(one.language, "en")},
                   {"supports_formality", false}});
  }
  return json_response(out);
}

/// The members of the body: JSON, or a form in which "text" may come several times.
Result<Json> members_of(const Request& request) {
  const std::string* const type = request.headers.find("Content-Type");
  // curl calls everything that it posts a form.
  const bool json = request.body.find_first_not_of(" \r\n\t") == request.body.find('{');
  if (json || type == nullptr || type->find("application/x-www-form-urlencoded") != 0) {
    return json_body(request);
  }
  Json out{{"text", Json::array()}};
  for (auto& [name, value] : form_fields(request.body)) {
    if (name == "text") {
      out["text"].push_back(std::move(value));
    } else {
      out[name] = std::move(value);
    }
  }
  return out;
}

/// All texts are known, or the call fails.
Result<Response> translate(Worker& worker, Request& request, const Parameters&) {
  if (!worker.service().options().libretranslate) return failure(403, kTranslatingIsOff);
  PUNTE_TRY(const Json members, members_of(request));
  const auto texts = members.find("text");
  if (texts == members.end() || !texts->is_array() || texts->size() > kMaxTexts) {
    return failure(400, "“text” must be a list of at most 50 texts.");
  }
  TranslationRequest wanted;
  wanted.memory = form_field(request.query, "memory").value_or("");
  for (const Json& one : *texts) {
    PUNTE_TRY(std::string text, needed_text(Json{{"text", one}}, "text"));
    wanted.texts.push_back(std::move(text));
  }
  PUNTE_TRY(wanted.from, tag_member(members, "source_lang"));
  PUNTE_TRY(wanted.to, needed_tag(members, "target_lang"));
  PUNTE_TRY(const KnownTranslations known, known_translations(worker, request, wanted));
  if (known.unknown) return failure(400, "The memory has no translation of: " + *known.unknown);
  Json out = Json::array();
  for (const KnownTranslation& one : known.list) {
    out.push_back({{"detected_source_language", upper(one.from)}, {"text", one.text}});
  }
  return json_response({{"translations", std::move(out)}});
}

Result<Response> no_glossaries(Worker&, Request&, const Parameters&) {
  return json_response({{"glossaries", Json::array()}});
}

Result<Response> no_glossary_pairs(Worker&, Request&, const Parameters&) {
  return json_response({{"supported_languages", Json::array()}});
}

}  // namespace

void add_deepl(Router& router) {
  router.add({"GET", "/deepl/v2/languages", Role::kRead, languages});
  router.add({"POST", "/deepl/v2/translate", Role::kRead, translate});
  router.add({"GET", "/deepl/v2/glossaries", Role::kRead, no_glossaries});
  router.add({"GET", "/deepl/v2/glossary-language-pairs", Role::kRead, no_glossary_pairs});
}

}  // namespace punte::server
