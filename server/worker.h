#ifndef PUNTE_SERVER_WORKER_H_
#define PUNTE_SERVER_WORKER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "language/segmenter_set.h"
#include "server/http_server.h"
#include "server/memories.h"
#include "server/service.h"
#include "view/json.h"
#include "view/messages.h"

namespace punte::server {

class LookupCache;  // server/lookup_request.h

/// Answers requests on one thread, with memory handles of its own.
class Worker : public Handler {
 public:
  explicit Worker(Service& service);
  ~Worker() override;

  [[nodiscard]] Response handle(Request& request) override;

  [[nodiscard]] Service& service() { return service_; }
  [[nodiscard]] language::SegmenterSet& segmenters() { return segmenters_; }
  /// In the language that the client asks for with Accept-Language.
  [[nodiscard]] const view::Messages& messages(const Request& request);

  /// The place of a memory that the caller may use; "": the only one.
  /// Errors: those of Catalog::find(), also for one that the caller may not use.
  [[nodiscard]] base::Result<MemoryPlace> place(const Request& request, std::string_view name);
  /// The memory itself. Errors: those of place() and of opening.
  [[nodiscard]] base::Result<tm::TranslationMemory*> memory(const Request& request,
                                                            std::string_view name);
  /// The memory to be written to, with the lock that keeps its other writers waiting.
  /// Errors: those of memory().
  struct Writing {
    std::unique_lock<std::mutex> lock;
    tm::TranslationMemory* memory = nullptr;
  };
  [[nodiscard]] base::Result<Writing> writing(const Request& request, std::string_view name);
  /// The memory with the references.
  [[nodiscard]] base::Result<job::Memories> memories(const Request& request, std::string_view name);

  /// See OpenMemories::revision(), of place().
  [[nodiscard]] base::Result<std::string> revision(const Request& request, std::string_view name);
  [[nodiscard]] LookupCache& lookups() { return *lookups_; }

  [[nodiscard]] Response error(const Request& request, const base::Error& error);

 private:
  Service& service_;
  OpenMemories memories_;
  language::SegmenterSet segmenters_;
  std::map<std::string, view::Messages> messages_;
  std::unique_ptr<LookupCache> lookups_;
};

/// What the history of a memory says of a change that a request makes: "server: edit 12", and the
/// name of the caller's token.
[[nodiscard]] tm::ChangeInfo change_info(const Request& request, const std::string& what);

/// A JSON answer.
[[nodiscard]] Response json_response(const view::Json& json, int status = 200);

/// The object that the body of a request is. Errors: kSyntax, for what is nested too deeply too.
[[nodiscard]] base::Result<view::Json> json_body(const Request& request);

// Members of such an object. Errors: kInvalidArgument, naming the member.
/// "" where it is missing or null.
[[nodiscard]] base::Result<std::string> text_member(const view::Json& object,
                                                    std::string_view name);
[[nodiscard]] base::Result<std::string> needed_text(const view::Json& object,
                                                    std::string_view name);
/// A canonical language tag that CLDR knows; "" where it is missing.
[[nodiscard]] base::Result<std::string> tag_member(const view::Json& object, std::string_view name);
[[nodiscard]] base::Result<std::string> needed_tag(const view::Json& object, std::string_view name);
[[nodiscard]] base::Result<std::int64_t> number_member(const view::Json& object,
                                                       std::string_view name, std::int64_t usual,
                                                       std::int64_t least, std::int64_t most);
[[nodiscard]] base::Result<bool> flag_member(const view::Json& object, std::string_view name,
                                             bool usual = false);

}  // namespace punte::server

#endif  // PUNTE_SERVER_WORKER_H_
