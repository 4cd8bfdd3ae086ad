// Source: LibreTranslate 1.9's description of its interface.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/identify.h"
#include "language/language_tag.h"
#include "server/doors.h"
#include "server/known_translations.h"
#include "server/url.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

constexpr std::size_t kMaxTexts = 100;

/// Failures have a form of their own here.
Response failure(int status, std::string_view text) {
  Response out = json_response({{"error", text}}, status);
  return out;
}

/// The members of the body, whether it is JSON or a form, with the caller of its "api_key".
struct Call {
  Json members = Json::object();
  std::optional<Response> refusal;
};

Result<Call> call_of(Worker& worker, Request& request) {
  Call out;
  const std::string* const type = request.headers.find("Content-Type");
  // curl calls everything that it posts a form.
  const bool json = request.body.find_first_not_of(" \r\n\t") == request.body.find('{');
  if (!json && type != nullptr && type->find("application/x-www-form-urlencoded") == 0) {
    for (auto& [name, value] : form_fields(request.body)) out.members[name] = std::move(value);
  } else {
    PUNTE_TRY(out.members, json_body(request));
  }
  PUNTE_TRY(const std::string key, text_member(out.members, "api_key"));
  if (request.caller.role == Role::kNone) {
    const auto caller = worker.service().access().caller_of(key);
    if (!caller || caller->role == Role::kNone) {
      out.refusal =
          failure(403, key.empty() ? "Please contact the server operator to get an API key"
                                   : "Invalid API key");
      return out;
    }
    request.caller = *caller;
  }
  return out;
}

int percent(double confidence) { return static_cast<int>(std::lround(confidence * 100)); }

Result<Response> detect(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Call call, call_of(worker, request));
  if (call.refusal) return *call.refusal;
  PUNTE_TRY(const std::string text, needed_text(call.members, "q"));
  Json out = Json::array();
  for (const language::LanguageScore& one : language::identify(text).candidates) {
    out.push_back({{"confidence", percent(one.probability)}, {"language", one.language}});
  }
  return json_response(out);
}

Result<Response> languages(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, form_field(request.query, "memory").value_or("")));
  PUNTE_TRY(const tm::MemoryInfo info, memory->info());
  Json out = Json::array();
  for (const tm::LanguageCount& one : info.languages) {
    Json targets = Json::array();
    for (const tm::LanguageCount& other : info.languages) {
      if (other.language != one.language) targets.push_back(other.language);
    }
    out.push_back({{"code", one.language},
                   {"name", language::language_name(one.language, "en")},
                   {"targets", std::move(targets)}});
  }
  return json_response(out);
}

/// "q": a text or a list of them.
Result<std::vector<std::string>> texts_of(const Json& members) {
  std::vector<std::string> out;
  const auto found = members.find("q");
  if (found != members.end() && found->is_array()) {
    for (const Json& one : *found) {
      PUNTE_TRY(std::string text, needed_text(Json{{"q", one}}, "q"));
      out.push_back(std::move(text));
    }
    return out;
  }
  PUNTE_TRY(std::string text, needed_text(members, "q"));
  out.push_back(std::move(text));
  return out;
}

/// All texts are known, or the call fails.
Result<Response> translate(Worker& worker, Request& request, const Parameters&) {
  if (!worker.service().options().libretranslate) return failure(403, kTranslatingIsOff);
  PUNTE_TRY(const Call call, call_of(worker, request));
  if (call.refusal) return *call.refusal;
  TranslationRequest wanted;
  wanted.memory = form_field(request.query, "memory").value_or("");
  PUNTE_TRY(wanted.texts, texts_of(call.members));
  if (wanted.texts.size() > kMaxTexts) return failure(400, "Too many texts in one request.");
  PUNTE_TRY(wanted.to, needed_tag(call.members, "target"));
  PUNTE_TRY(const std::string source, text_member(call.members, "source"));
  const bool identifies = source.empty() || source == "auto";
  if (!identifies) {
    PUNTE_TRY(wanted.from, tag_member(call.members, "source"));
  }
  PUNTE_TRY(const KnownTranslations known, known_translations(worker, request, wanted));
  if (known.unknown) return failure(400, "The memory has no translation of: " + *known.unknown);
  Json detected = Json::array();
  Json translated = Json::array();
  for (const KnownTranslation& one : known.list) {
    translated.push_back(one.text);
    detected.push_back({{"confidence", percent(one.confidence)}, {"language", one.from}});
  }
  const bool list = call.members.at("q").is_array();
  Json out{{"translatedText", list ? translated : translated.front()}};
  if (identifies) out["detectedLanguage"] = list ? detected : detected.front();
  return json_response(out);
}

Result<Response> settings(Worker& worker, Request&, const Parameters&) {
  return json_response({{"apiKeys", true},
                        {"suggestions", false},
                        {"charLimit", -1},
                        {"filesTranslation", false},
                        {"frontendTimeout", 500},
                        {"keyRequired", !worker.service().access().caller_of("").has_value()},
                        {"supportedFilesFormat", Json::array()}});
}

}  // namespace

void add_libretranslate(Router& router) {
  // A key can come in the body, so these are let in and ask for it themselves.
  router.add({"POST", "/libretranslate/detect", Role::kNone, detect});
  router.add({"POST", "/libretranslate/translate", Role::kNone, translate});
  router.add({"GET", "/libretranslate/languages", Role::kRead, languages});
  router.add({"GET", "/libretranslate/frontend/settings", Role::kNone, settings});
}

}  // namespace punte::server
