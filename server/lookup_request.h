#ifndef PUNTE_SERVER_LOOKUP_REQUEST_H_
#define PUNTE_SERVER_LOOKUP_REQUEST_H_

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "job/text_lookup.h"
#include "server/worker.h"
#include "view/json.h"

namespace punte::server {

/// How texts are looked up, whichever door the question came through.
struct LookupRequest {
  std::string memory;  ///< its name; "": the only one
  job::TextLookupOptions options;
};

/// Reads "memory", "from", "to", "threshold", "limit", "order", "repair", "assemble", "adapt" and
/// "penalties". Errors: kInvalidArgument.
[[nodiscard]] base::Result<LookupRequest> lookup_request(const view::Json& object);

/// Looks texts up, one after the other, and counts it.
class Lookups {
 public:
  /// What looks up as `lookup` says; one that is at hand if the memory is what it was. Valid as
  /// long as the request. Errors: those of Worker::place() and of opening.
  [[nodiscard]] static base::Result<Lookups*> of(Worker& worker, const Request& request,
                                                 const LookupRequest& lookup);
  /// Errors: those of look-ups; kInvalidArgument where the language of the text was not named and
  /// is unsure.
  [[nodiscard]] base::Result<job::TextMatches> look_up(std::string_view text,
                                                       const job::TextContext& context = {});

 private:
  Lookups(Worker& worker, std::unique_ptr<job::Memories> memories, job::TextLookup lookup)
      : worker_(worker), memories_(std::move(memories)), lookup_(std::move(lookup)) {}
  Worker& worker_;
  std::unique_ptr<job::Memories> memories_;  // where lookup_ looks
  job::TextLookup lookup_;
};

/// The look-ups of a worker that were asked for lately: a glossary is read, and languages are
/// counted, only when the memory has changed.
class LookupCache {
 public:
  struct Entry {
    std::string revision;
    std::unique_ptr<Lookups> lookups;
  };
  /// The entry of a key, empty if it is new.
  [[nodiscard]] Entry& entry(const std::string& key);

 private:
  std::map<std::string, Entry> entries_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_LOOKUP_REQUEST_H_
