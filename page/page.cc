#include "page/page.h"

#include <algorithm>
#include <utility>

#include "language/text.h"
#include "page/tree_reader.h"
#include "page/compact.h"
#include "page/decode.h"
#include "page/inference.h"

namespace punte::page {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::kBody:
      return "body";
    case Role::kChrome:
      return "chrome";
    case Role::kTitle:
      return "title";
    case Role::kOther:
      break;
  }
  return "other";
}

Result<Page> extract(std::string_view bytes, const ExtractOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                      {std::to_string(options.max_bytes >> 20)});
  }
  auto decoded = internal::decode(bytes);
  if (!decoded) return tl::unexpected(decoded.error());
  const internal::Compact compact =
      internal::compact(decoded->text, options.max_depth, options.max_attributes);
  const auto tags = std::count(compact.html.begin(), compact.html.end(), '<');
  if (static_cast<std::size_t>(tags) > options.max_tags) {
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("more than {1} tags; split it or raise the limit"),
                      {std::to_string(options.max_tags)});
  }
  internal::Tree tree = internal::read_tree(compact, decoded->text);
  Page page = internal::infer(tree, options, internal::RoleModel::built_in());
  page.charset = std::move(decoded->charset);
  if (options.keep_source) page.source = std::move(decoded->text);
  return page;
}

Result<std::string> decode_text(std::string_view bytes) {
  if (language::trim(bytes).empty()) return std::string(bytes);
  auto decoded = internal::decode(bytes);
  if (decoded) return std::move(decoded->text);
  if (decoded.error().code == base::ErrorCode::kUnsupported) {
    return base::fail(base::ErrorCode::kUnsupported,
                      PUNTE_MSG("this is binary data; save it as text or HTML first"));
  }
  return tl::unexpected(decoded.error());
}

}  // namespace punte::page
