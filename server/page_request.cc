#include "server/page_request.h"

#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "exchange/stream.h"
#include "server/url.h"
#include "server/worker.h"

namespace punte::server {
namespace {

using base::Result;
using view::Json;

bool is_json(const Request& request) {
  const std::string* const type = request.headers.find("Content-Type");
  return type != nullptr && type->substr(0, type->find(';')) == "application/json";
}

/// "charset=iso-8859-2" of the request's own Content-Type.
std::string charset_of(const Request& request) {
  const std::string* const type = request.headers.find("Content-Type");
  const std::size_t at = type == nullptr ? std::string::npos : type->find("charset=");
  return at == std::string::npos ? std::string() : type->substr(at + 8);
}

}  // namespace

Result<PageRequest> page_request(Request& request) {
  PageRequest out;
  if (is_json(request)) {
    PUNTE_TRY(out.members, json_body(request));
    PUNTE_TRY(out.bytes, needed_text(out.members, "page"));
    out.extract.charset = "utf-8";  // JSON is
  } else {
    out.bytes = std::move(request.body);
    out.extract.charset = charset_of(request);
    for (auto& [name, value] : form_fields(request.query)) {
      // Numbers and flags of a query are texts; those that are meant are read as what they say.
      Json parsed = Json::parse(value, nullptr, false);
      const bool scalar = parsed.is_number_integer() || parsed.is_boolean();
      out.members[name] = scalar ? std::move(parsed) : Json(value);
    }
  }
  PUNTE_TRY(out.extract.url, text_member(out.members, "url"));
  PUNTE_TRY(std::string name, text_member(out.members, "name"));
  if (!name.empty()) out.name = std::move(name);
  PUNTE_TRY(out.extract.attributes, flag_member(out.members, "attributes"));
  out.extract.max_bytes = kMaxPage;
  return out;
}

Result<job::TranslateOptions> translate_options(const Json& members) {
  job::TranslateOptions out;
  PUNTE_TRY(out.to, needed_tag(members, "to"));
  PUNTE_TRY(const auto fuzzy, number_member(members, "fuzzy", 0, 0, 100));
  if (fuzzy > 0) out.fuzzy = static_cast<int>(fuzzy);
  return out;
}

Result<job::ReadPage> read_page(PageRequest& page) {
  std::vector<job::PagePlace> places(1);
  places.front().name = page.name;
  places.front().bytes = exchange::memory_source(std::move(page.bytes), page.name);
  return job::read_single_page(job::PageSource(std::move(places), kMaxPage), page.extract);
}

Result<job::ReadPage> read_text_page(PageRequest& page) {
  page.extract.keep_source = true;
  PUNTE_TRY(job::ReadPage found, read_page(page));
  if (base::same_ignoring_case(found.page.charset, "utf-8")) return found;
  page.bytes = std::move(found.page.source);
  page.extract.charset = "utf-8";
  return read_page(page);
}

Json left_json(const page::WrittenPage& page, const view::Messages& messages) {
  Json out = Json::array();
  for (const page::NotWritten& left : page.left) {
    out.push_back({{"block", left.block}, {"reason", messages.tr(left.reason.c_str())}});
  }
  return out;
}

}  // namespace punte::server
