#include "cli/detect_command.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/json.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "language/language_tag.h"
#include "page/page.h"

namespace punte::cli {
namespace {

using language::Result;

struct DetectArguments {
  std::vector<std::string> pages;
  page::ExtractOptions extract;
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
    table.add({{block.language, none ? Color::kDim : Color::kMagenta},
               {none ? "-" : std::to_string(std::lround(block.confidence * 100)) + " %",
                block.confidence >= 0.9 ? Color::kNone : Color::kYellow},
               {std::string(page::role_name(block.role)), color_of(block.role)},
               {block.text.text, block.role == page::Role::kBody ? Color::kNone : Color::kDim}});
  }
  std::string out = table.empty() ? std::string() : table.text();
  for (const auto& [tag, amount] : languages) {
    const std::string name =
        tag == "und" ? tr("undetermined") : language::language_name(tag, message_language());
    out += fmt::format("{} ({}): {}\n", tag, name, trn("{1} block", "{1} blocks", amount.first));
  }
  return out;
}

int run_detect(const Context& context, DetectArguments arguments) {
  for (std::string& tag : arguments.extract.expected_languages) {
    auto parsed = language::LanguageTag::parse(tag);
    if (!parsed) return report(parsed.error());
    tag = parsed->str();
  }
  bool any = false;
  bool failed = false;
  Json documents = Json::array();
  for (const std::string& file : arguments.pages) {
    if (interrupted()) return kFailed;
    const auto bytes = read_file(file, arguments.extract.max_bytes);
    const auto page = bytes ? page::extract(*bytes, arguments.extract)
                            : Result<page::Page>(tl::unexpected(bytes.error()));
    if (!page) {
      language::Error error = page.error();
      if (error.where.empty()) error.where = file;
      report(error);
      failed = true;
      continue;
    }
    any = any || !page->blocks.empty();
    std::string out;
    switch (context.output()) {
      case Output::kJson: {
        Json blocks = Json::array();
        for (const page::Block& block : page->blocks) blocks.push_back(to_json(block));
        documents.push_back({{"page", file},
                             {"charset", page->charset},
                             {"title", page->title},
                             {"declared_language", page->declared_language},
                             {"blocks", std::move(blocks)}});
        break;
      }
      case Output::kJsonLines:
        for (const page::Block& block : page->blocks) {
          Json line = to_json(block);
          if (arguments.pages.size() > 1) line["page"] = file;
          out += json_line(line);
        }
        break;
      case Output::kTable:
        if (arguments.pages.size() > 1) out += paint(Color::kBold, printable(file)) + "\n";
        out += table_of(*page);
    }
    if (!print(out)) return kFailed;
  }
  if (context.output() == Output::kJson && !print(json_document(documents))) return kFailed;
  if (failed) return kFailed;
  return any ? kDone : kNothingFound;
}

}  // namespace

void add_detect_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<DetectArguments>();
  CLI::App& command =
      add_command(app, context, "detect", tr("Tell the language and role of each block of a page"),
                  "  punte detect page.html\n"
                  "  punte detect --jsonl crawl/*.html.gz > blocks.jsonl\n"
                  "  curl -s https://example.org | punte detect --expect ro,en -",
                  [&context, arguments] { return run_detect(context, *arguments); });
  command
      .add_option("page", arguments->pages, tr("HTML pages, packed or not; - is standard input"))
      ->required()
      ->type_name(tr("PAGE"));
  command
      .add_option("--expect", arguments->extract.expected_languages,
                  tr("Languages the page can have, where you know them"))
      ->allow_extra_args(false)
      ->delimiter(',')
      ->type_name(tr("TAGS"));
  add_output_options(command, context);
}

}  // namespace punte::cli
