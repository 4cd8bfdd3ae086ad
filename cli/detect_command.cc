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

#include "cli/json.h"
#include "cli/messages.h"
#include "cli/page_source.h"
#include "cli/site_pages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "page/page.h"

namespace punte::cli {
namespace {

using base::Result;

struct DetectArguments {
  std::vector<std::string> pages;
  std::string list;
  page::ExtractOptions extract;
  bool sites = true;
  std::string memory;
};

double rounded(double value) { return std::round(value * 1000) / 1000; }

Json to_json(const page::Block& block) {
  Json out{{"text", block.text.text},
           {"lang", block.language},
           {"confidence", rounded(block.confidence)},
           {"role", page::role_name(block.role)},
           {"role_confidence", rounded(block.role_confidence)},
           {"path", block.path}};
  if (block.hidden) out["hidden"] = true;
  if (!block.attribute.empty()) out["attribute"] = block.attribute;
  return out;
}

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

Json document_of(const page::Page& page, const std::string& name) {
  Json blocks = Json::array();
  for (const page::Block& block : page.blocks) blocks.push_back(to_json(block));
  return {{"page", name},
          {"charset", page.charset},
          {"title", page.title},
          {"declared_language", page.declared_language},
          {"blocks", std::move(blocks)}};
}

/// A line a block; `name` is that of the page where several are read.
std::string lines_of(const page::Page& page, const std::string& name) {
  std::string out;
  for (const page::Block& block : page.blocks) {
    Json line = to_json(block);
    if (!name.empty()) line["page"] = name;
    out += json_line(line);
  }
  return out;
}

int run_detect(const Context& context, DetectArguments arguments) {
  if (arguments.pages.empty() && arguments.list.empty()) {
    return report({base::ErrorCode::kInvalidArgument,
                   PUNTE_MSG("name a page, a folder or an archive, or give --list"),
                   {},
                   {}});
  }
  for (std::string& tag : arguments.extract.expected_languages) {
    auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return report(parsed.error());
    tag = parsed->str();
  }
  PageSource source(arguments.pages, arguments.list, arguments.extract.max_bytes);
  bool any = false;
  Json documents = Json::array();
  SitePages sites(arguments.memory, arguments.sites ? SiteUse::kLearn : SiteUse::kNone);
  const auto show = [&](const page::Page& page, const std::string& name) {
    any = any || !page.blocks.empty();
    if (context.output() == Output::kJson) {
      documents.push_back(document_of(page, name));
      return true;
    }
    return print(context.output() == Output::kTable
                     ? (source.many() ? paint(Color::kBold, printable(name)) + "\n" : "") +
                           table_of(page)
                     : lines_of(page, source.many() ? name : std::string()));
  };
  const auto read = read_pages(source, arguments.extract, sites, show);
  if (!read) return report(read.error());
  if (context.output() == Output::kJson && !print(json_document(documents))) return kFailed;
  if (read->failed() || read->counts.stopped) return kFailed;
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
      [&context, arguments] { return run_detect(context, *arguments); });
  command
      .add_option("page", arguments->pages,
                  tr("HTML pages, packed or not, MHTML files, WARC archives, folders; - is "
                     "standard input"))
      ->type_name(tr("PAGE"));
  command
      .add_option("--list", arguments->list,
                  tr("A file that names a page a line; - is standard input"))
      ->type_name(tr("FILE"));
  command.add_flag(
      "--attributes", arguments->extract.attributes,
      tr("Show texts of attributes (alt, title, placeholder, ...) and the page's title too"));
  add_page_options(command, arguments->extract);
  command.add_flag("!--no-site-memory", arguments->sites,
                   tr("Judge each page by itself, not by what recurs on the pages of its site"));
  command
      .add_option("--tm", arguments->memory,
                  tr("Keep what is learnt of sites in this translation memory, for the next page"))
      ->type_name(tr("FILE"));
  add_output_options(command, context);
}

}  // namespace punte::cli
