#include "server/new_unit.h"

#include <ctime>
#include <mutex>
#include <utility>

#include "base/ascii.h"
#include "language/unit.h"
#include "tm/unit_filter.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;

language::Variant variant_of(const std::string& tag, const std::string& text) {
  language::Variant out;
  out.language = tag;
  out.text.text = text;
  return out;
}

}  // namespace

Result<AddedUnit> add(Worker& worker, const Request& request, const NewUnit& unit) {
  if (base::is_blank(unit.source) || base::is_blank(unit.target)) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("a unit needs a text in both languages"));
  }
  if (unit.from == unit.to) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("a unit needs two languages"));
  }
  language::Unit made;
  made.source_language = unit.from;
  made.variants.push_back(variant_of(unit.from, unit.source));
  made.variants.push_back(variant_of(unit.to, unit.target));
  made.attributes.push_back({"creationdate", tm::tmx_date(std::time(nullptr))});
  if (!request.caller.name.empty()) made.attributes.push_back({"creationid", request.caller.name});

  std::string origin = unit.origin.empty() ? request.caller.name : unit.origin;
  if (origin.empty()) origin = "server";
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, unit.memory));
  PUNTE_TRY(tm::Writer writer, writing.memory->begin(change_info(request, "add")));
  AddedUnit out;
  PUNTE_TRY(out.outcome, writer.add(made, origin));
  PUNTE_CHECK(writer.commit());
  out.change = writer.change();
  return out;
}

}  // namespace punte::server
