#include "page/page.h"

#include <utility>

#include "page/blocks.h"
#include "page/decode.h"
#include "page/guard.h"

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
    return language::fail(language::ErrorCode::kLimit,
                          PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                          {std::to_string(options.max_bytes >> 20)});
  }
  auto decoded = internal::decode(bytes);
  if (!decoded) return tl::unexpected(decoded.error());
  Page page;
  if (options.keep_source) page.source = decoded->text;
  internal::tame(decoded->text, options.max_depth, options.max_attributes);
  internal::Tree tree = internal::read_tree(decoded->text);
  page.charset = std::move(decoded->charset);
  page.title = std::move(tree.title);
  page.declared_language = tree.declared_language;
  page.blocks.reserve(tree.blocks.size());
  for (internal::RawBlock& raw : tree.blocks) {
    Block block;
    block.text = raw.text;
    block.path = raw.path;
    block.pieces = std::move(raw.pieces);
    block.tag = raw.tag;
    block.hidden = (raw.hints & internal::kHidden) != 0;
    page.blocks.push_back(std::move(block));
  }
  internal::infer_roles(tree, page);
  internal::infer_languages(tree, options, page);
  return page;
}

}  // namespace punte::page
