#include "server/worker.h"

#include <algorithm>
#include <utility>

#include "language/known_tag.h"
#include "language/language_tag.h"
#include "language/text.h"
#include "server/advice.h"
#include "server/lookup_request.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr int kDeepestJson = 32;

/// "ro" of "ro-RO,ro;q=0.9,en;q=0.8".
std::string first_language(std::string_view header) {
  const std::string_view first =
      header.substr(0, std::min(header.find_first_of(",;"), header.size()));
  const auto tag = language::LanguageTag::parse(first);
  return tag ? tag->language() : std::string("en");
}

const Json* member(const Json& object, std::string_view name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

tl::unexpected<base::Error> missing_member(std::string_view name) {
  return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” is missing"), {std::string(name)});
}

}  // namespace

Worker::Worker(Service& service)
    : service_(service), memories_(service.catalog()), lookups_(std::make_unique<LookupCache>()) {}
Worker::~Worker() = default;

Result<std::string> Worker::revision(const Request& request, std::string_view name) {
  PUNTE_TRY(const MemoryPlace found, place(request, name));
  PUNTE_TRY(const std::string revision, memories_.revision(found.name));
  return found.name + "/" + revision;
}

Response Worker::handle(Request& request) {
  const Found& found = *request.found;
  Result<Response> out = found.route->action(*this, request, found.parameters);
  Response response = out ? std::move(*out) : error(request, out.error());
  service_.access().allow_origin(request, response);
  return response;
}

const view::Messages& Worker::messages(const Request& request) {
  const std::string* const header = request.headers.find("Accept-Language");
  const std::string tag = header == nullptr ? "en" : first_language(*header);
  // A client cannot fill the table: of tags without a catalogue only English is kept.
  if (const auto known = messages_.find(tag); known != messages_.end()) return known->second;
  view::Messages made(tag);
  return messages_.try_emplace(made.language(), made).first->second;
}

Response Worker::error(const Request& request, const base::Error& error) {
  base::Error shown = error;
  // Paths of this machine are nobody's business.
  if (shown.where.find('/') != std::string::npos) shown.where.clear();
  const view::Messages& words = messages(request);
  std::string detail = words.error_text(shown);
  if (const char* const advice = advice_for(error.remedy)) {
    detail += "; ";
    detail += words.tr(advice, {error.proposal});
  }
  Response out = problem(status_of(error.code), code_name(error.code), detail);
  if (!error.proposal.empty()) {
    Json body = Json::parse(out.body);
    body["proposal"] = error.proposal;
    out.body = view::json_line(body);
  }
  if (out.status == 503) out.headers.add("Retry-After", "1");
  return out;
}

Result<MemoryPlace> Worker::place(const Request& request, std::string_view name) {
  PUNTE_TRY(MemoryPlace found, service_.catalog().find(name));
  const std::vector<std::string>& allowed = request.caller.memories;
  if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), found.name) == allowed.end()) {
    // Whether there is such a memory is not told to who may not use it.
    return fail(ErrorCode::kNotFound, PUNTE_MSG("there is no memory “{1}”"), {found.name});
  }
  return found;
}

Result<tm::TranslationMemory*> Worker::memory(const Request& request, std::string_view name) {
  PUNTE_TRY(const MemoryPlace found, place(request, name));
  return memories_.get(found.name);
}

Result<Worker::Writing> Worker::writing(const Request& request, std::string_view name) {
  PUNTE_TRY(const MemoryPlace found, place(request, name));
  Writing out;
  out.lock = std::unique_lock(service_.catalog().writer(found.name));
  PUNTE_TRY(out.memory, memories_.get(found.name));
  return out;
}

Result<job::Memories> Worker::memories(const Request& request, std::string_view name) {
  PUNTE_TRY(const MemoryPlace found, place(request, name));
  return memories_.with_references(found.name);
}

tm::ChangeInfo change_info(const Request& request, const std::string& what) {
  return {"server: " + what, request.caller.name};
}

Response json_response(const Json& json, int status) {
  Response out;
  out.status = status;
  out.body = view::json_line(json);
  return out;
}

Result<Json> json_body(const Request& request) {
  bool too_deep = false;
  const auto watch = [&too_deep](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepestJson;
    return !too_deep;
  };
  Json out = Json::parse(request.body, watch, false);
  if (too_deep) return fail(ErrorCode::kLimit, PUNTE_MSG("the JSON is nested too deeply"));
  if (!out.is_object()) {
    return fail(ErrorCode::kSyntax, PUNTE_MSG("the body must be an object of JSON"));
  }
  return out;
}

Result<std::string> text_member(const Json& object, std::string_view name) {
  const Json* const found = member(object, name);
  if (found == nullptr) return std::string();
  if (!found->is_string()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be a text"),
                {std::string(name)});
  }
  return language::to_valid_utf8(found->get_ref<const std::string&>());
}

Result<std::string> needed_text(const Json& object, std::string_view name) {
  if (member(object, name) == nullptr) return missing_member(name);
  return text_member(object, name);
}

Result<std::string> tag_member(const Json& object, std::string_view name) {
  PUNTE_TRY(std::string text, text_member(object, name));
  if (text.empty()) return text;
  PUNTE_TRY(const auto tag, language::known_tag(text));
  return tag.str();
}

Result<std::string> needed_tag(const Json& object, std::string_view name) {
  PUNTE_TRY(std::string tag, tag_member(object, name));
  if (tag.empty()) return missing_member(name);
  return tag;
}

Result<std::int64_t> number_member(const Json& object, std::string_view name, std::int64_t usual,
                                   std::int64_t least, std::int64_t most) {
  const Json* const found = member(object, name);
  if (found == nullptr) return usual;
  const auto value = found->is_number_integer() ? found->get<std::int64_t>() : least - 1;
  if (value < least || value > most) {
    return fail(ErrorCode::kInvalidArgument,
                PUNTE_MSG("“{1}” must be a whole number from {2} to {3}"),
                {std::string(name), std::to_string(least), std::to_string(most)});
  }
  return value;
}

Result<bool> flag_member(const Json& object, std::string_view name, bool usual) {
  const Json* const found = member(object, name);
  if (found == nullptr) return usual;
  if (!found->is_boolean()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be true or false"),
                {std::string(name)});
  }
  return found->get<bool>();
}

}  // namespace punte::server
