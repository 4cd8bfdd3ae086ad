#include "page/page.h"

#include <algorithm>
#include <utility>

#include "language/text.h"
#include "page/compact.h"
#include "page/decode.h"
#include "page/format.h"
#include "page/inference.h"
#include "page/text_reader.h"
#include "page/tree_reader.h"

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

namespace {

Result<internal::Tree> read_html(std::string_view text, const ExtractOptions& options) {
  const internal::Compact compact = internal::compact(
      text, {options.max_depth, options.max_attributes, internal::is_xhtml(text)});
  const auto tags = std::count(compact.html.begin(), compact.html.end(), '<');
  if (static_cast<std::size_t>(tags) > options.max_tags) {
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("more than {1} tags; split it or raise the limit"),
                      {std::to_string(options.max_tags)});
  }
  return internal::read_tree(compact, text);
}

Result<internal::Tree> read(std::string_view text, Format format, const ExtractOptions& options) {
  if (const auto syntax = internal::text_syntax(format)) return internal::read_text(text, *syntax);
  if (format == Format::kArticle) return internal::read_article(text);
  if (format == Format::kFeed) {
    return internal::read_feed(text, options.max_depth, options.max_attributes);
  }
  return read_html(text, options);
}

}  // namespace

Result<Page> extract(std::string_view bytes, const ExtractOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return base::fail(base::ErrorCode::kLimit,
                      PUNTE_MSG("more than {1} MB; split it or raise the limit"),
                      {std::to_string(options.max_bytes >> 20)});
  }
  PUNTE_TRY(internal::Decoded decoded, internal::decode(bytes, options.charset));
  Format format = options.format;
  if (format == Format::kAuto) {
    PUNTE_TRY(format, internal::format_of(decoded.text, options.name));
  }
  PUNTE_TRY(internal::Tree tree, read(decoded.text, format, options));
  const auto& model =
      tree.is_text ? internal::RoleModel::of_text() : internal::RoleModel::of_html();
  Page page = internal::infer(tree, options, model);
  page.format = format;
  page.charset = std::move(decoded.charset);
  page.declared_charset = std::move(decoded.declared);
  if (options.keep_source) page.source = std::move(decoded.text);
  return page;
}

Result<std::vector<TextBlock>> text_blocks(std::string_view bytes, std::string_view name) {
  PUNTE_TRY(const std::string text, decode_text(bytes));
  const auto format = internal::format_of(text, name);
  const auto syntax = format ? internal::text_syntax(*format) : std::nullopt;
  return internal::read_text_blocks(text, syntax.value_or(Syntax::kPlain));
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
