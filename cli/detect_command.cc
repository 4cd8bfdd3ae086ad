#include "cli/detect_command.h"

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/detect_table.h"
#include "cli/files.h"
#include "cli/memory_options.h"
#include "cli/messages.h"
#include "cli/page_arguments.h"
#include "cli/terminal.h"
#include "job/page_words.h"
#include "page/main_text.h"
#include "page/page.h"
#include "tm/translation_memory.h"
#include "view/page_json.h"
#include "view/page_view.h"

namespace punte::cli {

using view::Json;
using view::json_document;
using view::json_line;
namespace {

namespace fs = std::filesystem;
using base::Result;

struct DetectArguments {
  PageArguments pages;
  bool sites = true;
  std::string learn_sites;  ///< a memory that is written
  const CLI::Option* memory_option = nullptr;
  bool summary = false;
  bool main = false;
  std::string html;
  std::string expected;         ///< the language that the pages should be in
  std::string max_other = "0";  ///< percent of the words that may be in others
};

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

/// "5" or "5%" as a share.
Result<double> share_of(const std::string& text) {
  double percent = -1;
  const char* const end = text.data() + text.size() - int{text.ends_with('%')};
  const auto [stop, error] = std::from_chars(text.data(), end, percent);
  if (error != std::errc() || stop != end || !(percent >= 0 && percent <= 100)) {
    return base::fail(base::ErrorCode::kInvalidArgument,
                      PUNTE_MSG("“{1}” is not a percentage; write it as 5%"), {text});
  }
  return percent / 100;
}

/// Shows page after page and sums up.
class Detection {
 public:
  Detection(const Context& context, const DetectArguments& arguments, double max_other)
      : context_(context), arguments_(arguments), max_other_(max_other), view_(messages()) {}

  /// False: nobody reads the output any more.
  [[nodiscard]] bool add(const job::ReadPage& read, bool many) {
    any_ = any_ || !read.page.blocks.empty();
    if (!arguments_.html.empty()) view_.add(read.page, read.name);
    const job::PageWords words = job::words_of(read.page, counter_);
    all_.add(words);
    ++pages_;
    check(read.name, words);
    if (arguments_.main) return add_main(read, many);
    if (context_.output() == Output::kJson) {
      documents_.push_back(arguments_.summary ? summary_json(words, read.name)
                                              : view::to_json(read.page, read.name));
      return true;
    }
    if (arguments_.summary) return print(summary_line(words, read.name));
    if (context_.output() == Output::kJsonLines) {
      return print(lines_of(read.page, many ? read.name : std::string()));
    }
    const std::string title = many ? paint(Color::kBold, printable(read.name)) + "\n" : "";
    return print(title + detect_table(read.page));
  }

  /// Writes what comes at the end. False: nobody reads it.
  [[nodiscard]] Result<bool> finish() {
    if (!arguments_.html.empty()) PUNTE_CHECK(write_file(context_, arguments_.html, view_.html()));
    if (context_.output() == Output::kJson) return print(json_document(documents_));
    if (pages_ < 2 || arguments_.main || context_.output() == Output::kJsonLines) return true;
    return print(trn("{1} page", "{1} pages", pages_) + ": " + view::words_text(all_, messages()) +
                 "\n");
  }

  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bool wrong_language() const { return wrong_language_; }

 private:
  /// The body alone, as Markdown; with what the page says of itself in JSON.
  [[nodiscard]] bool add_main(const job::ReadPage& read, bool many) {
    if (context_.output() == Output::kTable) {
      const std::string text = page::main_markdown(read.page);
      const std::string mark = many ? "<!-- " + printable(read.name) + " -->\n\n" : "";
      return text.empty() || print((pages_ > 1 ? "\n" : "") + mark + text);
    }
    Json one = view::main_json(read.page, read.name);
    if (context_.output() == Output::kJsonLines) return print(json_line(one));
    documents_.push_back(std::move(one));
    return true;
  }

  void check(const std::string& name, const job::PageWords& words) {
    if (arguments_.expected.empty()) return;
    const double others = words.share_of_others(arguments_.expected);
    if (others <= max_other_) return;
    wrong_language_ = true;
    const std::string text = printable(name) + ": " +
                             tr("words in other languages than “{2}”: {1} %",
                                {decimal(others * 100, 1), arguments_.expected});
    std::fprintf(stderr, "punte: %s\n", text.c_str());
  }
  static Json summary_json(const job::PageWords& words, const std::string& name) {
    Json out{{"page", name}};
    out.update(view::to_json(words));
    return out;
  }
  std::string summary_line(const job::PageWords& words, const std::string& name) const {
    if (context_.output() == Output::kJsonLines) return json_line(summary_json(words, name));
    return printable(name) + ": " + view::words_text(words, messages()) + "\n";
  }

  const Context& context_;
  const DetectArguments& arguments_;
  double max_other_;
  view::PageView view_;
  language::WordCounter counter_;
  job::PageWords all_;
  std::int64_t pages_ = 0;
  Json documents_ = Json::array();
  bool any_ = false;
  bool wrong_language_ = false;
};

/// The memory that knows sites: the one that learns of them, else the one that is named, which is
/// only read. A memory of a configuration that was not made yet is none.
Result<std::optional<tm::TranslationMemory>> site_memory(const Context& context,
                                                         const DetectArguments& arguments) {
  const std::string& learner = arguments.learn_sites;
  const std::string& path = learner.empty() ? context.tm : learner;
  std::error_code ignored;
  const bool missing =
      learner.empty() && arguments.memory_option->count() == 0 && !fs::exists(path, ignored);
  if (!arguments.sites || path.empty() || missing) return std::nullopt;
  PUNTE_CHECK(context.files().uses_memory(path));
  const Opening opening = learner.empty() ? Opening::kRead : Opening::kCreate;
  PUNTE_TRY(auto memory, tm::TranslationMemory::open(path, memory_options(path, opening)));
  return std::optional(std::move(memory));
}

Result<int> run_detect(const Context& context, const DetectArguments& arguments) {
  PUNTE_TRY(const double max_other, share_of(arguments.max_other));
  PUNTE_TRY(auto places, page_places(context, arguments.pages));
  job::PageSource source(std::move(places), arguments.pages.extract.max_bytes);
  PUNTE_TRY(auto memory, site_memory(context, arguments));
  job::SiteOptions site_options;
  site_options.use = arguments.sites;
  site_options.known = memory ? &*memory : nullptr;
  if (memory && !arguments.learn_sites.empty()) site_options.learner = &*memory;
  job::SitePages sites(site_options);
  Detection detection(context, arguments, max_other);
  page::ExtractOptions extract = arguments.pages.extract;
  extract.keep_source = extract.keep_source || arguments.main;
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, extract, sites, [&](const job::ReadPage& page) {
              return detection.add(page, source.many());
            }));
  PUNTE_TRY(const bool printed, detection.finish());
  if (!printed || counts.failed > 0 || counts.stopped) return kFailed;
  if (detection.wrong_language()) return kFoundProblems;
  return detection.any() ? kDone : kNothingFound;
}

}  // namespace

void add_detect_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<DetectArguments>();
  CLI::App& command =
      add_command(app, context, "detect", tr("Tell the language and role of each block of a page"),
                  "  punte detect page.html\n"
                  "  punte detect --jsonl crawl/ site.warc.gz > blocks.jsonl\n"
                  "  find . -name '*.html' | punte detect --jsonl --list -\n"
                  "  punte detect --learn-sites client.tm site/\n"
                  "  punte detect --tm client.tm new-page.html\n"
                  "  punte detect --html view.html page.html\n"
                  "  punte detect --main page.html > article.md\n"
                  "  punte detect --summary --expect-language ro --max-other 5% site/\n"
                  "  curl -s https://example.org | punte detect --languages ro,en -",
                  [&context, arguments] { return finished(run_detect(context, *arguments)); });
  add_page_arguments(command, context, arguments->pages);
  command.add_flag(
      "--attributes", arguments->pages.extract.attributes,
      tr("Show texts of attributes (alt, title, placeholder, ...) and the page's title too"));
  command.add_flag("!--no-site-memory", arguments->sites,
                   tr("Judge each page by itself, not by what recurs on the pages of its site"));
  arguments->memory_option = add_memory_option(command, context);
  add_memory_file(command, context, "--learn-sites", arguments->learn_sites,
                  tr("Keep what is learnt of sites in this translation memory, for the next page"));
  CLI::Option* summary =
      command.add_flag("--summary", arguments->summary,
                       tr("Only count the words, by language and role, a line a page"));
  command
      .add_flag("--main", arguments->main,
                tr("Print the body alone, as Markdown; with --json or --jsonl also the title, the "
                   "authors, the date, the site and the languages"))
      ->excludes(summary);
  add_output(command, context, "--html", arguments->html,
             tr("Write a view of all blocks, coloured by language, to this HTML file"));
  CLI::Option* expected =
      add_tag(command, context, "--expect-language", arguments->expected,
              tr("Exit with 3 if a page has more words in other languages than allowed"));
  command
      .add_option("--max-other", arguments->max_other,
                  tr("How many of the words may be in other languages (default: 0%)"))
      ->needs(expected)
      ->type_name(tr("PERCENT"));
  add_output_options(command, context);
}

}  // namespace punte::cli
