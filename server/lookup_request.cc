#include "server/lookup_request.h"

#include <utility>

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr int kMaxMatches = 100;
constexpr std::size_t kMostKept = 64;

Result<void> read_penalties(const Json& object, tm::Penalties& penalties) {
  const auto found = object.find("penalties");
  if (found == object.end() || found->is_null()) return {};
  if (!found->is_object()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be an object"), {"penalties"});
  }
  const auto points = [&found](std::string_view name, int& value) -> Result<void> {
    PUNTE_TRY(const auto given, number_member(*found, name, value, 0, 100));
    value = static_cast<int>(given);
    return {};
  };
  PUNTE_CHECK(points("aligned", penalties.aligned));
  PUNTE_CHECK(points("machine", penalties.machine));
  PUNTE_CHECK(points("unreviewed", penalties.unreviewed));
  PUNTE_CHECK(points("placeables", penalties.placeables));
  PUNTE_CHECK(points("meaning", penalties.meaning));
  return points("variant", penalties.variant);
}

/// All that makes look-ups differ from each other, in one text.
std::string key_of(const job::TextLookupOptions& options) {
  const tm::LookupOptions& lookup = options.lookup;
  const tm::Penalties& penalties = lookup.penalties;
  std::string out = "/" + options.from + "/" + options.usual_from + "/" + options.to;
  for (const int number :
       {lookup.threshold, static_cast<int>(lookup.limit), static_cast<int>(lookup.order),
        static_cast<int>(lookup.adapt), static_cast<int>(options.repair),
        static_cast<int>(options.assemble), static_cast<int>(options.fragments), penalties.aligned,
        penalties.machine, penalties.unreviewed, penalties.placeables, penalties.meaning,
        penalties.variant}) {
    out += '/';
    out += std::to_string(number);
  }
  return out;
}

}  // namespace

Result<LookupRequest> lookup_request(const Json& object) {
  LookupRequest out;
  PUNTE_TRY(out.memory, text_member(object, "memory"));
  PUNTE_TRY(out.options.from, tag_member(object, "from"));
  PUNTE_TRY(out.options.to, needed_tag(object, "to"));
  tm::LookupOptions& lookup = out.options.lookup;
  PUNTE_TRY(const auto threshold, number_member(object, "threshold", lookup.threshold, 1, 100));
  lookup.threshold = static_cast<int>(threshold);
  PUNTE_TRY(
      const auto limit,
      number_member(object, "limit", static_cast<std::int64_t>(lookup.limit), 1, kMaxMatches));
  lookup.limit = static_cast<std::size_t>(limit);
  PUNTE_TRY(const std::string order, text_member(object, "order"));
  if (!order.empty() && order != "useful" && order != "score") {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be “{2}” or “{3}”"),
                {"order", "useful", "score"});
  }
  if (order == "score") lookup.order = tm::MatchOrder::kScore;
  PUNTE_TRY(out.options.repair, flag_member(object, "repair"));
  PUNTE_TRY(out.options.assemble, flag_member(object, "assemble"));
  PUNTE_TRY(out.options.fragments, flag_member(object, "fragments"));
  PUNTE_TRY(lookup.adapt, flag_member(object, "adapt", true));
  PUNTE_CHECK(read_penalties(object, lookup.penalties));
  return out;
}

Result<Lookups*> Lookups::of(Worker& worker, const Request& request, const LookupRequest& lookup) {
  PUNTE_TRY(std::string revision, worker.revision(request, lookup.memory));
  // The name of the memory is in front of its revision.
  const std::string name = revision.substr(0, revision.find('/'));
  LookupCache::Entry& entry = worker.lookups().entry(name + key_of(lookup.options));
  if (entry.lookups && entry.revision == revision) return entry.lookups.get();
  PUNTE_TRY(job::Memories opened, worker.memories(request, name));
  auto memories = std::make_unique<job::Memories>(std::move(opened));
  PUNTE_TRY(auto texts, job::TextLookup::make(*memories, lookup.options));
  entry.lookups.reset(new Lookups(worker, std::move(memories), std::move(texts)));
  entry.revision = std::move(revision);
  return entry.lookups.get();
}

LookupCache::Entry& LookupCache::entry(const std::string& key) {
  // Clients choose keys, and none of them is worth more than a rebuilt look-up.
  if (entries_.size() >= kMostKept && entries_.find(key) == entries_.end()) entries_.clear();
  return entries_[key];
}

Result<job::TextMatches> Lookups::look_up(std::string_view text, const job::TextContext& context) {
  const auto since = std::chrono::steady_clock::now();
  auto out = lookup_.look_up(text, context);
  worker_.service().metrics().count_lookup(std::chrono::duration_cast<std::chrono::microseconds>(
                                               std::chrono::steady_clock::now() - since),
                                           out && !out->matches.empty());
  if (out && out->language == "und") {
    return fail(ErrorCode::kInvalidArgument, base::Remedy::kNameLanguages,
                PUNTE_MSG("the language of the text is unsure"));
  }
  return out;
}

}  // namespace punte::server
