#ifndef PUNTE_SERVER_PAGE_REQUEST_H_
#define PUNTE_SERVER_PAGE_REQUEST_H_

#include <cstddef>
#include <string>

#include "base/result.h"
#include "job/page_translation.h"
#include "job/read_pages.h"
#include "page/page.h"
#include "page/write_back.h"
#include "server/message.h"
#include "view/json.h"
#include "view/messages.h"

namespace punte::server {

inline constexpr std::size_t kMaxPage = std::size_t{16} << 20;

/// What a request about a page says: the page is the body, or the member "page" of a JSON object;
/// everything else is in that object, or in the query.
struct PageRequest {
  view::Json members = view::Json::object();
  std::string bytes;
  page::ExtractOptions extract;
  std::string name = "page";
};

/// Takes the body out of the request. Reads "page", "url", "name" and "attributes".
/// Errors: kSyntax, kInvalidArgument.
[[nodiscard]] base::Result<PageRequest> page_request(Request& request);

/// How the page is to be filled: "to", and with "fuzzy" the lowest score of fuzzy matches that are
/// put in, marked. Errors: kInvalidArgument.
[[nodiscard]] base::Result<job::TranslateOptions> translate_options(const view::Json& members);

/// Reads the page, and takes its bytes out of the request. Errors: those of
/// job::read_single_page().
[[nodiscard]] base::Result<job::ReadPage> read_page(PageRequest& page);
/// The same for a page that goes back into an answer, which is UTF-8: one in another encoding is
/// read as what it says in UTF-8, so that none of its bytes is lost there. Keeps the source.
[[nodiscard]] base::Result<job::ReadPage> read_text_page(PageRequest& page);

/// [{"block","reason"}]: the blocks of a page that could not be written.
[[nodiscard]] view::Json left_json(const page::WrittenPage& page, const view::Messages& messages);

}  // namespace punte::server

#endif  // PUNTE_SERVER_PAGE_REQUEST_H_
