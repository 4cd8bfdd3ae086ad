#include "cli/page_arguments.h"
#include "cli/page_options.h"

#include <cstdint>
#include <cstdio>
#include <string_view>
#include <utility>

#include "cli/files.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"

namespace punte::cli {
namespace {

using base::ErrorCode;
using base::Result;

constexpr std::size_t kMaxListBytes = std::size_t{256} << 20;

Result<job::PagePlace> place_of(const std::string& name) {
  job::PagePlace place;
  place.name = name;
  if (name == "-") {
    PUNTE_TRY(place.bytes, exchange::standard_input());
  }
  return place;
}

Result<void> add_listed(const std::string& list, std::vector<job::PagePlace>& places) {
  PUNTE_TRY(const std::string bytes, read_file(list, kMaxListBytes));
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) places.push_back({std::string(line)});
  }
  return {};
}

/// Says why a page may show nothing.
void remark_on(const job::ReadPage& page) {
  if (!page.page.blocks.empty()) return;
  note(page.name + ": " +
       tr("there is no text in it; a page that scripts build has to be rendered first"));
}

}  // namespace

void add_page_arguments(CLI::App& command, Context& context, PageArguments& arguments) {
  add_inputs(command, context, "page", arguments.pages,
             tr("Pages (HTML or text, compressed or not), MHTML files, WARC archives, folders; - "
                "is standard input"))
      ->type_name(tr("PAGE"));
  add_input(command, context, "--list", arguments.list,
            tr("A file that names a page a line; - is standard input"));
  add_page_options(command, context, arguments.extract);
}

Result<std::vector<job::PagePlace>> page_places(const Context& context,
                                                const PageArguments& arguments) {
  if (arguments.pages.empty() && arguments.list.empty()) {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("name a page, a folder or an archive, or give --list"));
  }
  std::vector<job::PagePlace> places;
  for (const std::string& page : arguments.pages) {
    PUNTE_TRY(auto place, place_of(page));
    places.push_back(std::move(place));
  }
  const std::size_t named = places.size();
  if (!arguments.list.empty()) PUNTE_CHECK(add_listed(arguments.list, places));
  for (std::size_t i = named; i < places.size(); ++i) {
    PUNTE_CHECK(context.files().reads(places[i].name));
  }
  return places;
}

namespace {

/// What archives had besides pages, where somebody may miss it.
void note_skipped(const job::SkippedRecords& skipped) {
  const auto say = [](const std::string& text) {
    std::fprintf(stderr, "punte: %s\n", text.c_str());
  };
  if (skipped.failures > 0) {
    say(trn("{1} response that reports an error or leads elsewhere was left out",
            "{1} responses that report errors or lead elsewhere were left out", skipped.failures));
  }
  if (skipped.too_large > 0) {
    say(trn("{1} response was too large and was left out",
            "{1} responses were too large and were left out", skipped.too_large));
  }
}

}  // namespace

Result<job::ReadPage> read_named_page(const tm::Memory* memory, const std::string& name,
                                      const page::ExtractOptions& extract) {
  std::vector<job::PagePlace> places(1);
  PUNTE_TRY(places.front(), place_of(name));
  PUNTE_TRY(auto page,
            job::read_single_page(job::PageSource(std::move(places), extract.max_bytes), extract));
  PUNTE_CHECK(job::apply_site(memory, page.name, page.page));
  remark_on(page);
  return page;
}

Result<job::PageCounts> read_all_pages(job::PageSource& source, const page::ExtractOptions& extract,
                                       job::SitePages& sites,
                                       const std::function<bool(job::ReadPage& page)>& use) {
  JobProgress progress;
  const job::PageSink sink{[&](job::ReadPage& page) {
                             progress.clear();
                             remark_on(page);
                             return use(page);
                           },
                           [&](const base::Error& error) {
                             progress.clear();
                             report(error);
                           }};
  PUNTE_TRY(const job::PageCounts counts,
            job::read_pages(source, extract, sites, sink, progress.go_on()));
  progress.clear();
  note_skipped(counts.skipped);
  const std::size_t all = counts.pages + counts.failed;
  if (counts.failed > 0 && all > 1) {
    const std::string text =
        trn("{2} of {1} page could not be read", "{2} of {1} pages could not be read",
            static_cast<std::int64_t>(all), {std::to_string(counts.failed)});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
  }
  return counts;
}

}  // namespace punte::cli
