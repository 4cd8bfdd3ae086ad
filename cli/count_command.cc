#include "cli/count_command.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/page_options.h"
#include "cli/terminal.h"
#include "job/page_words.h"
#include "language/language_tag.h"
#include "view/page_view.h"

namespace punte::cli {
namespace {

using base::Result;
using view::Json;

/// A row a language, most words first, and one of sums.
std::string table_of(const job::PageWords& words) {
  constexpr std::array kRoles = {page::Role::kBody, page::Role::kTitle, page::Role::kChrome,
                                 page::Role::kOther};
  std::vector<std::string> titles = {tr("Language")};
  for (const page::Role role : kRoles) titles.push_back(view::role_text(role, messages()));
  titles.insert(titles.end(), {tr("Words"), ""});
  Table table(std::move(titles));
  std::vector<std::pair<std::int64_t, std::string>> languages;
  for (const auto& [tag, roles] : words.words) languages.emplace_back(-words.in(tag), tag);
  std::sort(languages.begin(), languages.end());
  std::array<std::int64_t, kRoles.size()> sums{};
  std::int64_t all = 0;
  for (const auto& [less, tag] : languages) {
    if (less == 0) continue;
    std::vector<Cell> row = {{tag, tag == "und" ? Color::kDim : Color::kMagenta}};
    const auto& roles = words.words.at(tag);
    for (std::size_t i = 0; i < kRoles.size(); ++i) {
      const auto found = roles.find(std::string(page::role_name(kRoles[i])));
      const std::int64_t count = found == roles.end() ? 0 : found->second;
      sums[i] += count;
      row.push_back({number(count)});
    }
    all -= less;
    row.push_back({number(-less), Color::kBold});
    row.push_back({tag == "und" ? tr("numbers, names and the like")
                                : language::language_name(tag, message_language()),
                   Color::kDim});
    table.add(std::move(row));
  }
  if (table.empty()) return {};
  std::vector<Cell> row = {{tr("all"), Color::kBold}};
  for (const std::int64_t sum : sums) row.push_back({number(sum), Color::kBold});
  row.push_back({number(all), Color::kBold});
  table.add(std::move(row));
  return table.text();
}

Result<int> run_count(const Context& context, const PageArguments& arguments) {
  PUNTE_TRY(auto places, page_places(context, arguments));
  job::PageSource source(std::move(places), arguments.extract.max_bytes);
  job::SitePages sites(job::SiteOptions{});
  language::WordCounter counter;
  job::PageWords all;
  Json pages = Json::array();
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, arguments.extract, sites, [&](const job::ReadPage& page) {
              const job::PageWords words = job::words_of(page.page, counter);
              all.add(words);
              if (context.output() == Output::kTable) return true;
              Json one{{"page", page.name}};
              one.update(view::to_json(words));
              if (context.output() == Output::kJsonLines) return print(view::json_line(one));
              pages.push_back(std::move(one));
              return true;
            }));
  if (counts.stopped) return kFailed;
  std::string out;
  if (context.output() == Output::kTable) {
    out = table_of(all);
    if (counts.pages > 1) {
      out += trn("{1} page", "{1} pages", static_cast<std::int64_t>(counts.pages)) + "\n";
    }
  } else if (context.output() == Output::kJson) {
    Json document = view::to_json(all);
    document["pages"] = std::move(pages);
    out = view::json_document(document);
  }
  if (!print(out) || counts.failed > 0) return kFailed;
  return all.words.empty() ? kNothingFound : kDone;
}

}  // namespace

void add_count_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<PageArguments>();
  CLI::App& command =
      add_command(app, context, "count", tr("Count the words of pages, by language and role"),
                  "  punte count page.html\n"
                  "  punte count site/ --json",
                  [&context, arguments] { return finished(run_count(context, *arguments)); });
  add_page_arguments(command, context, *arguments);
  add_attributes_option(command, arguments->extract);
  add_output_options(command, context);
}

}  // namespace punte::cli
