#ifndef PUNTE_JOB_SITES_H_
#define PUNTE_JOB_SITES_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "page/page.h"
#include "page/site_memory.h"
#include "tm/memory.h"

namespace punte::job {

struct SiteOptions {
  bool use = true;                    ///< false: each page is judged by itself
  const tm::Memory* known = nullptr;  ///< what it knows of sites is used
  tm::Memory* learner = nullptr;      ///< what is learnt is kept in it at the end
};

/// Lets the pages of a site help each other. Pages go in and come out in the same order; the first
/// 64 wait until there are that many or no more, so that those of a small site are all judged by
/// all of it, and each later one by those before it. The site of a page is the host of its address,
/// else the folder that it is in. Threads: one.
class SitePages {
 public:
  /// The memories must outlive it.
  explicit SitePages(const SiteOptions& options = {}) : options_(options) {}

  /// `name` is that of PageInput; `use` gets the page when its turn has come and returns false to
  /// stop everything. False: it did. Errors: of the memory.
  [[nodiscard]] base::Result<bool> add(std::shared_ptr<page::Page> page, const std::string& name,
                                       std::function<bool()> use);
  /// Something that has its place between pages, as a message of one that could not be read.
  [[nodiscard]] bool add(std::function<bool()> use);
  /// Gives out what still waits, and writes what was learnt.
  [[nodiscard]] base::Result<bool> finish();

 private:
  struct Waiting {
    std::shared_ptr<page::Page> page;
    std::string site;
    std::function<bool()> use;
  };
  [[nodiscard]] base::Result<page::SiteMemory*> memory_of(const std::string& site);
  [[nodiscard]] base::Result<void> save(const std::string& site,
                                        const page::SiteMemory& memory) const;
  [[nodiscard]] bool release();

  SiteOptions options_;
  bool filling_ = true;  // the first pages are not yet given out
  std::map<std::string, page::SiteMemory> sites_;
  std::deque<std::string> order_;  // of sites_, the oldest first
  std::deque<Waiting> waiting_;
};

/// Applies what a memory knows of the site of one page; a null memory knows nothing. Errors: of the
/// memory.
[[nodiscard]] base::Result<void> apply_site(const tm::Memory* memory, const std::string& name,
                                            page::Page& page);

/// The site of a page.
[[nodiscard]] std::string site_of(const page::Page& page, const std::string& name);

}  // namespace punte::job

#endif  // PUNTE_JOB_SITES_H_
