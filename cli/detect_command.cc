#include "cli/detect_command.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "page/page.h"
#include "view/page_json.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

using base::Result;

struct DetectArguments {
  PageArguments pages;
  bool sites = true;
  std::string memory;
};

Color color_of(page::Role role) {
  switch (role) {
    case page::Role::kBody:
      return Color::kGreen;
    case page::Role::kTitle:
      return Color::kCyan;
    case page::Role::kChrome:
    case page::Role::kOther:
      break;
  }
  return Color::kDim;
}

std::string table_of(const page::Page& page) {
  Table table({tr("Language"), tr("Sure"), tr("Role"), tr("Text")});
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> languages;  // blocks, bytes
  for (const page::Block& block : page.blocks) {
    auto& [blocks, bytes] = languages[block.language];
    ++blocks;
    bytes += static_cast<std::int64_t>(block.text.text.size());
    const bool none = block.language == "und";
    table.add(
        {{block.language, none ? Color::kDim : Color::kMagenta},
         {none ? "-" : std::to_string(std::lround(block.confidence * 100)) + " %",
          block.confidence >= 0.9 ? Color::kNone : Color::kYellow},
         {std::string(page::role_name(block.role)), color_of(block.role)},
         {block.attribute.empty() ? block.text.text : block.attribute + ": " + block.text.text,
          block.role == page::Role::kBody ? Color::kNone : Color::kDim}});
  }
  std::string out = table.empty() ? std::string() : table.text();
  for (const auto& [tag, amount] : languages) {
    const std::string name =
        tag == "und" ? tr("undetermined") : language::language_name(tag, message_language());
    out += fmt::format("{} ({}): {}\n", tag, name, trn("{1} block", "{1} blocks", amount.first));
  }
  return out;
}

/// A line a block; `name` is that of the page where several are read.
std::string lines_of(const page::Page& page, const std::string& name) {
  std::string out;
  for (const page::Block& block : page.blocks) {
    Json line = view::to_json(block);
    if (!name.empty()) line["page"] = name;
    out += json_line(line);
  }
  return out;
}

Result<int> run_detect(const Context& context, DetectArguments arguments) {
  PUNTE_CHECK(make_canonical({}, &arguments.pages.extract.expected_languages));
  PUNTE_TRY(auto places, page_places(arguments.pages));
  job::PageSource source(std::move(places), arguments.pages.extract.max_bytes);
  bool any = false;
  Json documents = Json::array();
  job::SitePages sites(arguments.memory,
                       arguments.sites ? job::SiteUse::kLearn : job::SiteUse::kNone);
  const auto show = [&](const job::ReadPage& read) {
    any = any || !read.page.blocks.empty();
    if (context.output() == Output::kJson) {
      documents.push_back(view::to_json(read.page, read.name));
      return true;
    }
    if (context.output() == Output::kJsonLines) {
      return print(lines_of(read.page, source.many() ? read.name : std::string()));
    }
    const std::string title =
        source.many() ? paint(Color::kBold, printable(read.name)) + "\n" : std::string();
    return print(title + table_of(read.page));
  };
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, arguments.pages.extract, sites, show));
  if (context.output() == Output::kJson && !print(json_document(documents))) return kFailed;
  if (counts.failed > 0 || counts.stopped) return kFailed;
  return any ? kDone : kNothingFound;
}

}  // namespace

void add_detect_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<DetectArguments>();
  CLI::App& command = add_command(
      app, context, "detect", tr("Tell the language and role of each block of a page"),
      "  punte detect page.html\n"
      "  punte detect --jsonl crawl/ site.warc.gz > blocks.jsonl\n"
      "  find . -name '*.html' | punte detect --jsonl --list -\n"
      "  punte detect --tm client.tm site/ && punte detect --tm client.tm new-page.html\n"
      "  curl -s https://example.org | punte detect --expect ro,en -",
      [&context, arguments] { return finished(run_detect(context, *arguments)); });
  add_page_arguments(command, arguments->pages);
  command.add_flag(
      "--attributes", arguments->pages.extract.attributes,
      tr("Show texts of attributes (alt, title, placeholder, ...) and the page's title too"));
  command.add_flag("!--no-site-memory", arguments->sites,
                   tr("Judge each page by itself, not by what recurs on the pages of its site"));
  command
      .add_option("--tm", arguments->memory,
                  tr("Keep what is learnt of sites in this translation memory, for the next page"))
      ->type_name(tr("FILE"));
  add_output_options(command, context);
}

}  // namespace punte::cli
