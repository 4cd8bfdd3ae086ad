#include <ctime>
#include <string>
#include <utility>

#include "job/memory_overview.h"
#include "language/unit.h"
#include "server/api.h"
#include "server/new_unit.h"
#include "server/url.h"
#include "server/worker.h"
#include "tm/maintenance.h"
#include "view/memory_json.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr std::int64_t kUsuallyListed = 100;
constexpr std::int64_t kMaxListed = 1000;

Result<std::int64_t> number_of(const std::string& text) {
  std::int64_t out = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9' || out > INT64_MAX / 10 - 9) {
      return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” is not the number of a unit"),
                  {text});
    }
    out = out * 10 + (digit - '0');
  }
  return out;
}

tl::unexpected<base::Error> no_unit(const std::string& number) {
  return fail(ErrorCode::kNotFound, PUNTE_MSG("the memory has no unit {1}"), {number});
}

/// A unit by its number, of which the memory does not say the origin.
Json unit_json(const language::Unit& unit) {
  Json out = view::to_json(job::ListedUnit{unit, ""});
  out.erase("origin");
  return out;
}

/// "limit" and what narrows, from the query.
Result<Response> list_units(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  tm::UnitFilter filter;
  filter.text = form_field(request.query, "text").value_or("");
  filter.origin = form_field(request.query, "origin").value_or("");
  const Json query{{"lang", form_field(request.query, "lang").value_or("")}};
  PUNTE_TRY(const std::string tag, tag_member(query, "lang"));
  if (!tag.empty()) filter.languages.push_back(tag);
  // Members of an object say better what is wrong with a number.
  const Json asked{
      {"limit", Json::parse(form_field(request.query, "limit").value_or("100"), nullptr, false)}};
  PUNTE_TRY(const auto limit, number_member(asked, "limit", kUsuallyListed, 1, kMaxListed));
  PUNTE_TRY(const auto units, job::list_units(*memory, filter, static_cast<std::size_t>(limit)));
  Json out = Json::array();
  for (const job::ListedUnit& one : units.first) out.push_back(view::to_json(one));
  return json_response({{"units", std::move(out)}, {"all", units.all}});
}

Result<Response> show_unit(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const auto id, number_of(parameters.at("id")));
  PUNTE_TRY(const tm::TranslationMemory* const memory,
            worker.memory(request, parameters.at("memory")));
  PUNTE_TRY(const auto unit, memory->unit(id));
  if (!unit) return no_unit(parameters.at("id"));
  return json_response(unit_json(*unit));
}

Result<Response> add_unit(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(const Json body, json_body(request));
  NewUnit unit;
  PUNTE_TRY(unit.source, needed_text(body, "source"));
  PUNTE_TRY(unit.target, needed_text(body, "target"));
  PUNTE_TRY(unit.from, needed_tag(body, "from"));
  PUNTE_TRY(unit.to, needed_tag(body, "to"));
  PUNTE_TRY(unit.origin, text_member(body, "origin"));
  PUNTE_TRY(unit.memory, text_member(body, "memory"));
  PUNTE_TRY(const AddedUnit added, add(worker, request, unit));
  return json_response(
      {{"added", added.outcome == tm::AddOutcome::kAdded}, {"change", added.change}},
      added.outcome == tm::AddOutcome::kAdded ? 201 : 200);
}

/// A new wording of the text in one language.
Result<Response> edit_unit(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const auto id, number_of(parameters.at("id")));
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string tag, needed_tag(body, "lang"));
  PUNTE_TRY(const std::string text, needed_text(body, "text"));
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, parameters.at("memory")));
  PUNTE_TRY(const tm::EditReport done,
            tm::edit(*writing.memory, id, tag, text,
                     change_info(request, "edit " + parameters.at("id"))));
  using Outcome = tm::EditReport::Outcome;
  if (done.outcome == Outcome::kNoText) return no_unit(parameters.at("id"));
  if (done.outcome == Outcome::kEmpty) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("the new text is empty; delete the unit instead"));
  }
  if (done.outcome == Outcome::kCodesMissing) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("the text has inline codes; write all of them, as the unit shows them"));
  }
  return json_response({{"id", id}, {"change", done.change}});
}

Result<Response> delete_unit(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const auto id, number_of(parameters.at("id")));
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, parameters.at("memory")));
  PUNTE_TRY(tm::Writer writer,
            writing.memory->begin(change_info(request, "delete " + parameters.at("id"))));
  PUNTE_TRY(const bool there, writer.erase(id));
  if (!there) return no_unit(parameters.at("id"));
  PUNTE_CHECK(writer.commit());
  return json_response({{"id", id}, {"change", writer.change()}});
}

}  // namespace

void add_unit_routes(Router& router) {
  router.add({"POST", "/api/v1/units", Role::kWrite, add_unit});
  router.add({"GET", "/api/v1/memories/{memory}/units", Role::kRead, list_units});
  router.add({"GET", "/api/v1/memories/{memory}/units/{id}", Role::kRead, show_unit});
  router.add({"PUT", "/api/v1/memories/{memory}/units/{id}", Role::kWrite, edit_unit});
  router.add({"DELETE", "/api/v1/memories/{memory}/units/{id}", Role::kWrite, delete_unit});
}

}  // namespace punte::server
