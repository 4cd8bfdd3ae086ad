#include "cli/lookup_command.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/lookup_arguments.h"
#include "cli/lookup_table.h"
#include "cli/lookup_texts.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "exchange/stream.h"
#include "exchange/tmx_writer.h"
#include "job/hits.h"
#include "job/page_lookup.h"
#include "view/page_json.h"

namespace punte::cli {
namespace {

using base::Result;
using view::Json;

/// The TMX file of what was found. Nothing is seen of it before commit().
class HitFile {
 public:
  [[nodiscard]] static Result<HitFile> create(const Context& context, const std::string& path) {
    HitFile out;
    if (path.empty()) return out;
    PUNTE_TRY(out.sink_, open_output(context, path));
    exchange::TmxWriteOptions options;
    options.source_language = "*all*";
    out.writer_ = std::make_unique<exchange::TmxWriter>(*out.sink_, options);
    return out;
  }
  [[nodiscard]] Result<void> add(const std::vector<language::Unit>& units) {
    if (writer_ == nullptr) return {};
    for (const language::Unit& unit : units) PUNTE_CHECK(writer_->write(unit));
    return {};
  }
  [[nodiscard]] Result<void> commit() {
    if (writer_ == nullptr) return {};
    PUNTE_CHECK(writer_->finish());
    return sink_->commit();
  }

 private:
  std::unique_ptr<exchange::ByteSink> sink_;
  std::unique_ptr<exchange::TmxWriter> writer_;
};

Result<void> write_missing(const Context& context, const std::vector<job::MissingSegment>& list,
                           const LookupArguments& arguments) {
  const std::string ending = exchange::without_packer(arguments.missing).extension().string();
  if (ending == ".csv") return write_file(context, arguments.missing, job::missing_csv(list));
  if (ending != ".xlf" && ending != ".xliff") {
    return write_file(context, arguments.missing, job::missing_text(list));
  }
  PUNTE_TRY(const auto sink, open_output(context, arguments.missing));
  PUNTE_CHECK(job::write_missing_xliff(list, arguments.to.front(), *sink));
  return sink->commit();
}

/// What one page gives on standard output; of --json nothing yet.
std::string page_text(const Context& context, const job::ReadPage& page,
                      const std::vector<job::SegmentMatches>& rows, bool many) {
  std::string out;
  if (context.output() == Output::kJsonLines) {
    for (const job::SegmentMatches& row : rows) {
      Json line = view::to_json(row);
      if (many) line["page"] = page.name;
      out += view::json_line(line);
    }
  } else if (context.output() == Output::kTable) {
    if (many) out = paint(Color::kBold, printable(page.name)) + "\n";
    job::Coverage coverage;
    for (const job::SegmentMatches& row : rows) coverage.add(row);
    out += lookup_table(rows) + "; " + coverage_text(coverage);
  }
  return out;
}

/// Looks up page after page and keeps what is told at the end.
class PagesLookup {
 public:
  PagesLookup(const Context& context, const LookupArguments& arguments,
              const job::Memories& memories, job::PageSource& source, HitFile& hits)
      : context_(context),
        lookup_(memories, {arguments.to, arguments.from, arguments.options}),
        source_(source),
        hits_(hits) {}

  /// False: stop; error() or the closed output says why.
  [[nodiscard]] bool add(job::ReadPage& page) {
    const auto done = looked_up(page);
    if (!done) error_ = done.error();
    return done && *done;
  }

  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }
  [[nodiscard]] const job::Coverage& coverage() const { return coverage_; }
  [[nodiscard]] const std::vector<job::MissingSegment>& missing() const { return missing_.list(); }
  [[nodiscard]] const Json& documents() const { return documents_; }

 private:
  Result<bool> looked_up(job::ReadPage& page) {
    JobProgress progress;
    PUNTE_TRY(const auto rows, lookup_.look_up(page.page, progress.go_on()));
    progress.clear();
    for (const job::SegmentMatches& row : rows) coverage_.add(row);
    PUNTE_CHECK(hits_.add(job::hit_units(page, rows)));
    missing_.add(page, rows);
    if (context_.output() == Output::kJson) {
      Json list = Json::array();
      for (const job::SegmentMatches& row : rows) list.push_back(view::to_json(row));
      documents_.push_back({{"page", page.name}, {"segments", std::move(list)}});
      return true;
    }
    return print(page_text(context_, page, rows, source_.many()));
  }

  const Context& context_;
  job::PageLookup lookup_;
  job::PageSource& source_;
  HitFile& hits_;
  job::MissingSegments missing_;
  job::Coverage coverage_;
  Json documents_ = Json::array();
  std::optional<base::Error> error_;
};

Result<int> run_pages(const Context& context, const LookupArguments& arguments,
                      const job::Memories& memories) {
  PUNTE_TRY(auto places, page_places(context, arguments.pages));
  job::PageSource source(std::move(places), arguments.pages.extract.max_bytes);
  job::SiteOptions site_options;
  site_options.known = &memories.main();
  job::SitePages sites(site_options);
  PUNTE_TRY(HitFile hits, HitFile::create(context, arguments.output));
  PagesLookup lookup(context, arguments, memories, source, hits);
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, arguments.pages.extract, sites,
                           [&](job::ReadPage& page) { return lookup.add(page); }));
  if (lookup.error()) return tl::unexpected(*lookup.error());
  if (counts.stopped) return kFailed;
  PUNTE_CHECK(hits.commit());
  if (!arguments.missing.empty()) PUNTE_CHECK(write_missing(context, lookup.missing(), arguments));
  if (context.output() == Output::kJson && !print(view::json_document(lookup.documents()))) {
    return kFailed;
  }
  if (context.output() == Output::kTable && counts.pages > 1 &&
      !print(trn("{1} page", "{1} pages", static_cast<std::int64_t>(counts.pages)) + ": " +
             coverage_text(lookup.coverage()))) {
    return kFailed;
  }
  if (counts.failed > 0) return kFailed;
  if (lookup.coverage().found_segments > 0) return kDone;
  for (const std::string& to : arguments.to) note_missing_language(memories.main(), to);
  return kNothingFound;
}

Result<int> run_lookup(const Context& context, LookupArguments arguments) {
  PUNTE_CHECK(check_lookup_arguments(arguments));
  PUNTE_TRY(const OpenMemories open, OpenMemories::open(context, arguments.references));
  const job::Memories memories = open.memories();
  if (arguments.lines) return look_up_lines(context, arguments, memories);
  return arguments.text ? look_up_texts(context, arguments, memories)
                        : run_pages(context, arguments, memories);
}

}  // namespace

void add_lookup_command(CLI::App& app, Context& context) {
  const auto arguments = std::make_shared<LookupArguments>();
  CLI::App& command = add_command(
      app, context, "lookup", tr("Find prior translations of a page's segments, or of a sentence"),
      "  punte lookup page.html --to ro\n"
      "  punte lookup 'Save the file' --to ro\n"
      "  punte lookup page.html --to ro -o hits.tmx --missing todo.xlf\n"
      "  punte lookup page.html --to en,ro --threshold 85 --jsonl\n"
      "  punte lookup site/ --to ro --reference old.tm=5\n"
      "  punte lookup --from en --to ro --lines < segments.txt",
      [&context, arguments] { return finished(run_lookup(context, *arguments)); });
  add_lookup_options(command, context, *arguments);
}

}  // namespace punte::cli
