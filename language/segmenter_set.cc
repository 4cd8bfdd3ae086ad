#include "language/segmenter_set.h"

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "language/srx_segmenter.h"

namespace punte::language {

struct SegmenterSet::State {
  explicit State(SegmenterSetOptions set_options) : options(std::move(set_options)) {}

  const Segmenter& own_of(std::string_view tag) {
    const std::lock_guard lock(mutex);
    const auto found = own.find(tag);
    if (found != own.end()) return found->second;
    return own.emplace(tag, Segmenter(tag, options.segment)).first->second;
  }

  base::Result<const SrxSegmenter*> srx_of(std::string_view tag) {
    const std::lock_guard lock(mutex);
    if (const auto found = srx.find(tag); found != srx.end()) return &found->second;
    if (const auto found = bad_srx.find(tag); found != bad_srx.end()) {
      return tl::unexpected(found->second);
    }
    auto made = SrxSegmenter::make(*options.srx, tag);
    if (!made) return tl::unexpected(bad_srx.emplace(tag, made.error()).first->second);
    return &srx.emplace(tag, std::move(*made)).first->second;
  }

  const SegmenterSetOptions options;
  std::mutex mutex;  // of the maps, whose values stay where they are
  std::map<std::string, Segmenter, std::less<>> own;
  std::map<std::string, SrxSegmenter, std::less<>> srx;
  std::map<std::string, base::Error, std::less<>> bad_srx;
};

SegmenterSet::SegmenterSet(SegmenterSetOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}
SegmenterSet::SegmenterSet(SegmenterSet&&) noexcept = default;
SegmenterSet& SegmenterSet::operator=(SegmenterSet&&) noexcept = default;
SegmenterSet::~SegmenterSet() = default;

base::Result<std::vector<Span>> SegmenterSet::segment(std::string_view tag, std::string_view text) {
  if (!state_->options.srx) return state_->own_of(tag).segment(text);
  PUNTE_TRY(const SrxSegmenter* srx, state_->srx_of(tag));
  if (state_->options.srx_mode == SrxMode::kReplace) return srx->segment(text);
  return srx->segment(text, state_->own_of(tag));
}

const Segmenter& SegmenterSet::own(std::string_view tag) { return state_->own_of(tag); }

}  // namespace punte::language
