#include <string>
#include <utility>

#include "job/memory_overview.h"
#include "language/concept.h"
#include "server/api.h"
#include "server/worker.h"
#include "view/memory_json.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr std::int64_t kMaxChanges = 1000;

Json info_json(const MemoryPlace& place, const tm::MemoryInfo& info) {
  Json languages = Json::object();
  for (const tm::LanguageCount& one : info.languages) languages[one.language] = one.variants;
  return {{"name", place.name},
          {"units", info.units},
          {"bytes", info.file_bytes},
          {"format", info.schema_version},
          {"languages", std::move(languages)}};
}

Result<Response> list_memories(Worker& worker, Request& request, const Parameters&) {
  Json memories = Json::array();
  for (const MemoryPlace& place : worker.service().catalog().list()) {
    // One that the caller may not use, or that cannot be opened just now, hides no other.
    const auto memory = worker.memory(request, place.name);
    if (!memory && memory.error().code == ErrorCode::kNotFound) continue;
    if (!memory) {
      memories.push_back({{"name", place.name},
                          {"error", worker.messages(request).tr(memory.error().message.c_str(),
                                                                memory.error().arguments)}});
      continue;
    }
    PUNTE_TRY(const tm::MemoryInfo info, (*memory)->info());
    memories.push_back(info_json(place, info));
  }
  return json_response({{"memories", std::move(memories)}});
}

Result<Response> show_memory(Worker& worker, Request& request, const Parameters& parameters) {
  const std::string& name = parameters.at("memory");
  PUNTE_TRY(const MemoryPlace place, worker.place(request, name));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, name));
  PUNTE_TRY(const tm::MemoryInfo info, memory->info());
  return json_response(info_json(place, info));
}

/// Reads all of the memory, which show_memory() does not.
Result<Response> memory_overview(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  PUNTE_TRY(const auto overview, job::memory_overview(*memory, {}));
  return json_response(view::to_json(overview));
}

Result<Response> create_memory(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string name, needed_text(body, "name"));
  PUNTE_TRY(const MemoryPlace place, worker.service().catalog().create(name));
  Response out = json_response({{"name", place.name}}, 201);
  out.headers.add("Location", "/api/v1/memories/" + place.name);
  return out;
}

Result<Response> delete_memory(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const MemoryPlace place, worker.place(request, parameters.at("memory")));
  PUNTE_CHECK(worker.service().catalog().remove(place.name));
  return Response{204, "", "", {}, {}, {}};
}

Result<Response> history(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  PUNTE_TRY(const auto changes, memory->history(kMaxChanges));
  Json out = Json::array();
  for (const tm::Change& change : changes) out.push_back(view::to_json(change));
  return json_response({{"changes", std::move(out)}});
}

Result<Response> undo(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const auto change, number_member(body, "change", 0, 0, INT64_MAX));
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, parameters.at("memory")));
  PUNTE_TRY(const tm::Change done, writing.memory->undo(change, change_info(request, "undo")));
  return json_response(view::to_json(done));
}

Json concept_json(const language::Concept& one, std::string_view origin) {
  Json terms = Json::array();
  for (const language::Term& term : one.terms) {
    terms.push_back({{"lang", term.language}, {"text", term.text}});
  }
  return {{"terms", std::move(terms)}, {"origin", origin}};
}

Result<Response> list_glossary(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  Json concepts = Json::array();
  PUNTE_CHECK(memory->for_each_concept(
      [&concepts](const language::Concept& one, std::string_view origin) -> Result<void> {
        concepts.push_back(concept_json(one, origin));
        return {};
      }));
  return json_response({{"concepts", std::move(concepts)}});
}

Result<Response> add_to_glossary(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const Json body, json_body(request));
  const auto terms = body.find("terms");
  if (terms == body.end() || !terms->is_array()) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("“{1}” must be a list of objects with “{2}” and “{3}”"),
                {"terms", "lang", "text"});
  }
  language::Concept one;
  for (const Json& term : *terms) {
    if (!term.is_object()) continue;
    language::Term made;
    PUNTE_TRY(made.language, needed_tag(term, "lang"));
    PUNTE_TRY(made.text, needed_text(term, "text"));
    one.terms.push_back(std::move(made));
  }
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, parameters.at("memory")));
  PUNTE_CHECK(writing.memory->add_concept(one, "server"));
  return json_response(concept_json(one, "server"), 201);
}

}  // namespace

void add_memory_routes(Router& router) {
  router.add({"GET", "/api/v1/memories", Role::kRead, list_memories});
  router.add({"POST", "/api/v1/memories", Role::kAdmin, create_memory});
  router.add({"GET", "/api/v1/memories/{memory}", Role::kRead, show_memory});
  router.add({"DELETE", "/api/v1/memories/{memory}", Role::kAdmin, delete_memory});
  router.add({"GET", "/api/v1/memories/{memory}/overview", Role::kRead, memory_overview});
  router.add({"GET", "/api/v1/memories/{memory}/history", Role::kRead, history});
  router.add({"POST", "/api/v1/memories/{memory}/undo", Role::kAdmin, undo});
  router.add({"GET", "/api/v1/memories/{memory}/glossary", Role::kRead, list_glossary});
  router.add({"POST", "/api/v1/memories/{memory}/glossary", Role::kWrite, add_to_glossary});
}

}  // namespace punte::server
