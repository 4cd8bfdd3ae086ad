#ifndef PUNTE_SERVER_LOOKUP_REQUEST_H_
#define PUNTE_SERVER_LOOKUP_REQUEST_H_

#include <chrono>
#include <string>

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
/// "penalties". Without "from" the options have no source language; see source_language().
/// Errors: kInvalidArgument.
[[nodiscard]] base::Result<LookupRequest> lookup_request(const view::Json& object);

/// The language of a text, for who does not know it. Errors: kInvalidArgument where it is unsure.
[[nodiscard]] base::Result<std::string> source_language(std::string_view text);

/// Looks texts up, one after the other, and counts it.
class Lookups {
 public:
  [[nodiscard]] static base::Result<Lookups> begin(Worker& worker, const Request& request,
                                                   LookupRequest lookup);
  [[nodiscard]] base::Result<job::TextMatches> look_up(std::string_view text,
                                                       const job::TextContext& context = {});

 private:
  Lookups(Worker& worker, const job::Memories& memories, job::TextLookupOptions options)
      : worker_(worker), lookup_(memories, std::move(options)) {}
  Worker& worker_;
  job::TextLookup lookup_;
};

}  // namespace punte::server

#endif  // PUNTE_SERVER_LOOKUP_REQUEST_H_
