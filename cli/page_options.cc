#include "cli/page_options.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/messages.h"

namespace punte::cli {
namespace {

std::optional<page::Format> page_format(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, page::Format>, 8> kFormats = {
      {{"auto", page::Format::kAuto},
       {"html", page::Format::kHtml},
       {"text", page::Format::kText},
       {"markdown", page::Format::kMarkdown},
       {"asciidoc", page::Format::kAsciiDoc},
       {"rst", page::Format::kReStructuredText},
       {"article", page::Format::kArticle},
       {"feed", page::Format::kFeed}}};
  for (const auto& [known, format] : kFormats) {
    if (known == name) return format;
  }
  return std::nullopt;
}

}  // namespace

void add_page_options(CLI::App& command, Context& context, page::ExtractOptions& extract) {
  add_tags(command, context, "--languages,--expect", extract.expected_languages,
           tr("Languages the page can have, where you know them"));
  command
      .add_option_function<std::string>(
          "--format", [&extract](const std::string& name) { extract.format = *page_format(name); },
          tr("What the pages are: auto (by name and content), html, text, markdown, asciidoc, rst, "
             "article (an extractor's JSON) or feed (default: auto)"))
      ->check([](const std::string& name) {
        return page_format(name) ? std::string() : tr("“{1}” is not a format of pages", {name});
      })
      ->type_name(tr("FORMAT"));
  constexpr std::size_t kMostMegabytes = 2048;
  command
      .add_option_function<std::size_t>(
          "--max-size",
          [&extract](const std::size_t& megabytes) { extract.max_bytes = megabytes << 20U; },
          tr("Largest page read, in megabytes (default: {1})",
             {std::to_string(extract.max_bytes >> 20U)}))
      ->check(between(1, kMostMegabytes))
      ->type_name(tr("NUMBER"));
  command
      .add_option("--max-tags", extract.max_tags,
                  tr("Most tags of a page (default: {1})", {std::to_string(extract.max_tags)}))
      ->check(between(1, 100'000'000))
      ->type_name(tr("NUMBER"));
  constexpr std::size_t kDeepest = 5000;
  command
      .add_option("--max-depth", extract.max_depth,
                  tr("Deepest elements of a page; deeper ones become siblings (default: {1})",
                     {std::to_string(extract.max_depth)}))
      ->check(between(8, kDeepest))
      ->type_name(tr("NUMBER"));
}

void add_attributes_option(CLI::App& command, page::ExtractOptions& extract) {
  extract.attributes = true;
  command.add_flag("!--no-attributes", extract.attributes,
                   tr("Leave out texts of attributes (alt, title, placeholder, ...) and the "
                      "page's title"));
}

}  // namespace punte::cli
