#ifndef PUNTE_JOB_SITES_H_
#define PUNTE_JOB_SITES_H_

#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "page/page.h"
#include "page/site_memory.h"
#include "tm/translation_memory.h"

namespace punte::job {

enum class SiteUse {
  kNone,   ///< each page is judged by itself
  kRead,   ///< what the memory knows of sites is used
  kLearn,  ///< and what is learnt is written into it
};

/// Lets the pages of a site help each other. Pages go in and come out in the same order; the first
/// 64 wait until there are that many or no more, so that those of a small site are all judged by
/// all of it, and each later one by those before it. The site of a page is the host of its address,
/// else the folder that it is in. Threads: one.
class SitePages {
 public:
  /// `memory` names the file in which what is learnt is kept from run to run, or is empty.
  SitePages(std::filesystem::path memory, SiteUse use);

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
  [[nodiscard]] base::Result<void> open_memory();
  [[nodiscard]] base::Result<void> save(const std::string& site, const page::SiteMemory& memory);
  [[nodiscard]] bool release();

  std::filesystem::path memory_;
  SiteUse use_;
  std::optional<tm::TranslationMemory> opened_;  // once it is needed
  bool filling_ = true;                          // the first pages are not yet given out
  std::map<std::string, page::SiteMemory> sites_;
  std::deque<std::string> order_;  // of sites_, the oldest first
  std::deque<Waiting> waiting_;
};

/// Applies what the memory in `memory` knows of the site of one page; nothing where there is no
/// such file. Errors: of the memory.
[[nodiscard]] base::Result<void> apply_site(const std::filesystem::path& memory,
                                            const std::string& name, page::Page& page);

/// The site of a page.
[[nodiscard]] std::string site_of(const page::Page& page, const std::string& name);

}  // namespace punte::job

#endif  // PUNTE_JOB_SITES_H_
