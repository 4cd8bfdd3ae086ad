#include "cli/translate_pages.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/arguments.h"
#include "cli/files.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "cli/translate_merge.h"
#include "job/output_names.h"
#include "view/bilingual_page.h"
#include "view/page_json.h"

namespace punte::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using job::TranslatedSegment;
using view::Json;

bool is_folder(const std::string& name) {
  std::error_code ignored;
  return name.ends_with('/') || fs::is_directory(name, ignored);
}

/// Translates page after page.
class PagesTranslation {
 public:
  PagesTranslation(const Context& context, const TranslatePages& arguments,
                   const tm::Memory& memory)
      : context_(context), translator_(memory, arguments.options) {
    names_.folder = arguments.folder;
    names_.pattern = arguments.name;
    names_.to = arguments.options.to;
    for (const std::string& name : arguments.pages.pages) {
      if (is_folder(name)) names_.roots.emplace_back(name);
    }
  }

  /// False: stop; error() or the closed output says why.
  [[nodiscard]] bool add(const job::ReadPage& page) {
    const auto done = translated(page);
    if (!done) error_ = done.error();
    return done && *done;
  }
  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }
  [[nodiscard]] bool any() const { return any_; }

  /// Prints what comes at the end. False: nobody reads it.
  [[nodiscard]] bool finish(std::size_t pages) {
    if (context_.output() == Output::kJson) return print(view::json_document(documents_));
    if (context_.output() == Output::kJsonLines || pages < 2) return true;
    return print(trn("{1} page", "{1} pages", static_cast<std::int64_t>(pages)) + ": " +
                 view::summary_text(all_, messages()) + "\n");
  }

 private:
  Result<bool> translated(const job::ReadPage& page) {
    JobProgress progress;
    PUNTE_TRY(auto segments, translator_.translate(page.page, progress.go_on()));
    progress.clear();
    PUNTE_TRY(const fs::path path, job::output_path(names_, page.name));
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
      return base::fail(ErrorCode::kIo, PUNTE_MSG("the folder cannot be made ({1})"),
                        {error.message()}, path.parent_path().string());
    }
    PUNTE_TRY(const auto written, translator_.write(page, segments));
    PUNTE_CHECK(write_file(context_, path.string(), written.bytes));
    report_left(page.page, written);
    any_ = any_ || std::any_of(segments.begin(), segments.end(), job::is_filled);
    return told(page, path.string(), std::move(segments));
  }

  bool told(const job::ReadPage& page, const std::string& path,
            std::vector<TranslatedSegment> segments) {
    if (context_.output() == Output::kTable) {
      const bool open = print(paint(Color::kBold, printable(path)) + ": " +
                              view::summary_text(segments, messages()) + "\n");
      // Only what became of them is summed up.
      for (TranslatedSegment& segment : segments) {
        TranslatedSegment& kept = all_.emplace_back();
        kept.fill = segment.fill;
        kept.match = std::move(segment.match);
        kept.segment.language = std::move(segment.segment.language);
      }
      return open;
    }
    Json list = Json::array();
    for (const TranslatedSegment& segment : segments) {
      list.push_back(view::to_json(page.page, segment, messages()));
    }
    Json document{{"page", page.name}, {"output", path}, {"segments", std::move(list)}};
    if (context_.output() == Output::kJsonLines) return print(view::json_line(document));
    documents_.push_back(std::move(document));
    return true;
  }

  const Context& context_;
  job::PageTranslator translator_;
  job::OutputNames names_;
  std::vector<TranslatedSegment> all_;
  Json documents_ = Json::array();
  std::optional<base::Error> error_;
  bool any_ = false;
};

}  // namespace

bool are_many(const PageArguments& pages, const std::string& output) {
  return pages.pages.size() != 1 || !pages.list.empty() || is_folder(pages.pages.front()) ||
         (!output.empty() && is_folder(output));
}

Result<int> translate_pages(const Context& context, const TranslatePages& arguments) {
  if (arguments.folder.empty() || arguments.folder == "-") {
    return base::fail(ErrorCode::kInvalidArgument,
                      PUNTE_MSG("several pages go into a folder; name it with -o"));
  }
  PUNTE_TRY(const auto memory, open_to_read(context));
  PUNTE_TRY(auto places, page_places(context, arguments.pages));
  job::PageSource source(std::move(places), arguments.pages.extract.max_bytes);
  job::SiteOptions site_options;
  site_options.known = &memory;
  job::SitePages sites(site_options);
  PagesTranslation translation(context, arguments, memory);
  PUNTE_TRY(const job::PageCounts counts,
            read_all_pages(source, arguments.pages.extract, sites,
                           [&](const job::ReadPage& page) { return translation.add(page); }));
  if (translation.error()) return tl::unexpected(*translation.error());
  if (counts.stopped || !translation.finish(counts.pages) || counts.failed > 0) return kFailed;
  return translation.any() ? kDone : kNothingFound;
}

}  // namespace punte::cli
