#include "job/read_pages.h"

#include <memory>
#include <optional>
#include <utility>

#include "base/workers.h"

namespace punte::job {
namespace {

using base::Error;
using base::ErrorCode;
using base::Result;

/// Reads one page; an error names it.
Result<ReadPage> extracted(PageInput&& input, const page::ExtractOptions& options) {
  if (!input.bytes) return tl::unexpected(std::move(input.bytes).error());
  page::ExtractOptions own = options;
  // What an archive says of its page comes before what is said of all pages.
  if (!input.url.empty()) own.url = input.url;
  if (!input.charset.empty()) own.charset = input.charset;
  own.name = input.name;
  auto page = page::extract(*input.bytes, own);
  if (!page) {
    Error error = std::move(page).error();
    if (error.where.empty()) error.where = input.name;
    return tl::unexpected(std::move(error));
  }
  ReadPage out{std::move(input.name), std::move(*page)};
  if (options.keep_source) {
    out.bytes = std::move(*input.bytes);
    out.container = std::move(input.container);
  }
  return out;
}

/// Takes what the workers deliver, and puts it through the memory of sites.
class Reading {
 public:
  Reading(SitePages& sites, const PageSink& sink) : sites_(sites), sink_(sink) {}

  [[nodiscard]] bool take(const std::shared_ptr<Result<ReadPage>>& read) {
    if (!*read) {
      return sites_.add([this, read] {
        ++counts_.failed;
        sink_.failed(read->error());
        return true;
      });
    }
    const std::shared_ptr<page::Page> page(read, &(*read)->page);
    return keep_going(sites_.add(page, (*read)->name, [this, read] {
      ++counts_.pages;
      return sink_.page(**read);
    }));
  }

  [[nodiscard]] Result<PageCounts> finish(bool stopped) {
    if (!failure_ && !keep_going(sites_.finish())) stopped = true;
    if (failure_) return tl::unexpected(*failure_);
    counts_.stopped = stopped;
    return counts_;
  }

 private:
  bool keep_going(const Result<bool>& done) {
    if (!done && !failure_) failure_ = done.error();
    return done && *done;
  }

  SitePages& sites_;
  const PageSink& sink_;
  PageCounts counts_;
  std::optional<Error> failure_;
};

}  // namespace

Result<PageCounts> read_pages(PageSource& source, const page::ExtractOptions& options,
                              SitePages& sites, const PageSink& sink, const base::Continue& go_on) {
  Reading reading(sites, sink);
  base::Workers workers(base::cores());
  bool open = true;
  const auto finish = [&](bool stopped) -> Result<PageCounts> {
    PUNTE_TRY(PageCounts counts, reading.finish(stopped));
    counts.skipped = source.skipped();
    return counts;
  };
  while (open && go_on(base::Stage::kPages, source.files_begun(), source.files_known())) {
    auto input = source.next();
    if (!input) {
      const bool wanted = workers.finish();
      return finish(!wanted);
    }
    // Tasks are copied, pages are not.
    const auto shared = std::make_shared<PageInput>(std::move(*input));
    open = workers.add([shared, &options, &reading]() -> base::Workers::Delivery {
      auto read = std::make_shared<Result<ReadPage>>(extracted(std::move(*shared), options));
      return [read, &reading] { return reading.take(read); };
    });
  }
  return finish(true);
}

Result<ReadPage> read_single_page(PageSource source, const page::ExtractOptions& options) {
  auto input = source.next();
  if (!input) return base::fail(ErrorCode::kNotFound, PUNTE_MSG("there is no page in it"));
  const std::string name = input->name;
  if (source.many() && source.next()) {
    return base::fail(ErrorCode::kUnsupported,
                      PUNTE_MSG("there is more than one page in it; name a single page"), {}, name);
  }
  return extracted(std::move(*input), options);
}

}  // namespace punte::job
