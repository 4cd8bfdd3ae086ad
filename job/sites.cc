#include "job/sites.h"

#include <filesystem>
#include <string_view>
#include <utility>

namespace punte::job {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::size_t kMostWaiting = 64;
constexpr std::size_t kMostSites = 1000;

}  // namespace

std::string site_of(const page::Page& page, const std::string& name) {
  std::string host = page::site_of_address(page.address);
  if (host.empty()) host = page::site_of_address(name);
  if (!host.empty()) return host;
  std::error_code error;
  const fs::path whole = fs::absolute(name, error);
  return error ? "" : whole.lexically_normal().parent_path().string();
}

Result<void> apply_site(const tm::Memory* memory, const std::string& name, page::Page& page) {
  if (memory == nullptr) return {};
  PUNTE_TRY(const auto stored, memory->site(site_of(page, name)));
  if (!stored) return {};
  auto site = page::SiteMemory::decode(*stored);
  if (!site) return {};  // what was learnt can be learnt again
  site->learn(page);
  site->apply(page);
  return {};
}

Result<page::SiteMemory*> SitePages::memory_of(const std::string& site) {
  const auto found = sites_.find(site);
  if (found != sites_.end()) return &found->second;
  page::SiteMemory memory;
  if (options_.known != nullptr) {
    PUNTE_TRY(const auto stored, options_.known->site(site));
    if (stored) {
      auto decoded = page::SiteMemory::decode(*stored);
      // What was learnt can be learnt again.
      if (decoded) memory = std::move(*decoded);
    }
  }
  if (sites_.size() >= kMostSites) {
    const std::string oldest = std::move(order_.front());
    order_.pop_front();
    if (const auto done = save(oldest, sites_.at(oldest)); !done)
      return tl::unexpected(done.error());
    sites_.erase(oldest);
  }
  order_.push_back(site);
  return &sites_.emplace(site, std::move(memory)).first->second;
}

Result<void> SitePages::save(const std::string& site, const page::SiteMemory& memory) const {
  if (options_.learner == nullptr) return {};
  return options_.learner->keep_site(site, memory.encode());
}

Result<bool> SitePages::add(std::shared_ptr<page::Page> page, const std::string& name,
                            std::function<bool()> use) {
  if (!options_.use) return use();
  std::string site = site_of(*page, name);
  const auto memory = memory_of(site);
  if (!memory) return tl::unexpected(memory.error());
  (*memory)->learn(*page);
  waiting_.push_back({std::move(page), std::move(site), std::move(use)});
  if (filling_ && waiting_.size() < kMostWaiting) return true;
  return release();
}

bool SitePages::add(std::function<bool()> use) {
  if (waiting_.empty()) return use();
  waiting_.push_back({nullptr, {}, std::move(use)});
  return true;
}

bool SitePages::release() {
  filling_ = false;
  while (!waiting_.empty()) {
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    if (next.page != nullptr) {
      // Of a thousand sites the oldest is gone: then the page is as it was.
      const auto site = sites_.find(next.site);
      if (site != sites_.end()) site->second.apply(*next.page);
    }
    if (!next.use()) return false;
  }
  return true;
}

Result<bool> SitePages::finish() {
  if (!release()) return false;
  for (const auto& [site, memory] : sites_) {
    if (const auto done = save(site, memory); !done) return tl::unexpected(done.error());
  }
  return true;
}

}  // namespace punte::job
