#include <sys/types.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include "exchange/format.h"
#include "exchange/outputs.h"
#include "exchange/stream.h"
#include "job/export.h"
#include "job/import.h"
#include "server/api.h"
#include "server/url.h"
#include "server/worker.h"
#include "tm/backup.h"
#include "tm/unit_filter.h"
#include "view/import_json.h"

namespace punte::server {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

constexpr std::size_t kMaxUpload = std::size_t{2} << 30;

/// A file that goes when nobody needs it any more.
class OwnedFile {
 public:
  explicit OwnedFile(fs::path path) : path_(std::move(path)) {}
  OwnedFile(const OwnedFile&) = delete;
  OwnedFile& operator=(const OwnedFile&) = delete;
  ~OwnedFile() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// An upload under the name that its sender gave it: readers tell formats by it, and say it in what
/// they find wrong.
class NamedSource : public exchange::ByteSource {
 public:
  NamedSource(std::unique_ptr<exchange::ByteSource> source, std::string name)
      : source_(std::move(source)), name_(std::move(name)) {}
  Result<std::size_t> read(std::span<char> buffer) override { return source_->read(buffer); }
  std::string name() const override { return name_; }
  std::uint64_t consumed() const override { return source_->consumed(); }
  std::uint64_t total() const override { return source_->total(); }

 private:
  std::unique_ptr<exchange::ByteSource> source_;
  std::string name_;
};

/// A file for what a job makes.
Result<std::shared_ptr<OwnedFile>> result_file(Worker& worker) {
  std::string made = (worker.service().options().spool / "result-XXXXXX").string();
  const int file = mkstemp(made.data());
  if (file < 0) return fail(ErrorCode::kIo, PUNTE_MSG("the result could not be stored"));
  ::close(file);
  return std::make_shared<OwnedFile>(made);
}

/// The job keeps the file, under another name: the owner of this one removes it.
Result<fs::path> kept_file(const OwnedFile& result) {
  fs::path kept = result.path().string() + ".done";
  std::error_code error;
  fs::rename(result.path(), kept, error);
  if (error) return fail(ErrorCode::kIo, PUNTE_MSG("the result could not be stored"));
  return kept;
}

Response accepted(const std::string& id) {
  Response out = json_response({{"job", id}, {"address", "/api/v1/jobs/" + id}}, 202);
  out.headers.add("Location", "/api/v1/jobs/" + id);
  return out;
}

/// The last part of a name that a client gives: what a person recognises the file by. It is never
/// opened.
std::string shown_name(const std::string& name) {
  const std::string out = name.substr(name.find_last_of("/\\") + 1);
  return out.empty() ? "upload" : out;
}

/// The body is a file; "name" and "format" in the query say of which kind.
Result<Response> import_file(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const MemoryPlace place, worker.place(request, parameters.at("memory")));
  if (request.body_file.empty()) {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("the body must be the file to import"));
  }
  const std::string name = shown_name(form_field(request.query, "name").value_or(""));
  job::ImportOptions options;
  options.format = form_field(request.query, "format").value_or("");
  const Json query{{"from", form_field(request.query, "from").value_or("")},
                   {"to", form_field(request.query, "to").value_or("")}};
  PUNTE_TRY(options.from, tag_member(query, "from"));
  PUNTE_TRY(options.to, tag_member(query, "to"));
  options.recover = form_field(request.query, "recover") == "true";
  options.change = "server: import " + name;
  // The upload is the job's from here on, and keeps its own name while it is there.
  const auto upload = std::make_shared<OwnedFile>(std::exchange(request.body_file, {}));
  Service& service = worker.service();
  const view::Messages messages = worker.messages(request);
  PUNTE_TRY(const std::string id,
            service.jobs().start(
                "import", request.caller.name,
                [&service, messages, upload, place, options,
                 name](const base::Continue& go_on) -> Result<JobOutcome> {
                  const std::lock_guard lock(service.catalog().writer(place.name));
                  tm::OpenOptions opening;
                  opening.create = false;
                  PUNTE_TRY(auto memory, tm::TranslationMemory::open(place.path, opening));
                  PUNTE_TRY(auto source, exchange::open_source(upload->path()));
                  std::vector<job::ImportPlace> files(1);
                  files.front().name = name;
                  files.front().source = std::make_unique<NamedSource>(std::move(source), name);
                  PUNTE_TRY(const auto done,
                            job::import_files(std::move(files), memory, options, go_on));
                  return JobOutcome{view::to_json(done.front(), messages)};
                }));
  return accepted(id);
}

Result<Response> export_memory(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const MemoryPlace place, worker.place(request, parameters.at("memory")));
  PUNTE_TRY(const Json body, json_body(request));
  PUNTE_TRY(const std::string format, text_member(body, "format"));
  job::ExportOptions options;
  PUNTE_TRY(options.write.from, tag_member(body, "from"));
  PUNTE_TRY(options.write.to, tag_member(body, "to"));
  PUNTE_TRY(options.filter.text, text_member(body, "text"));
  PUNTE_TRY(options.filter.origin, text_member(body, "origin"));
  for (const std::string& tag : {options.write.from, options.write.to}) {
    if (!tag.empty()) options.filter.languages.push_back(tag);
  }
  const std::string file_name = place.name + "." + (format.empty() ? "tmx" : format);
  PUNTE_TRY(options.format, exchange::output_format(file_name, format));
  PUNTE_TRY(const auto result, result_file(worker));
  PUNTE_TRY(
      const std::string id,
      worker.service().jobs().start(
          "export", request.caller.name,
          [place, options, result, file_name](const base::Continue& go_on) -> Result<JobOutcome> {
            tm::OpenOptions opening;
            opening.create = false;
            PUNTE_TRY(const auto memory, tm::TranslationMemory::open(place.path, opening));
            exchange::Outputs outputs;
            PUNTE_TRY(auto sink, outputs.create(result->path()));
            PUNTE_TRY(const auto units, job::export_units(memory, options, *sink, go_on));
            PUNTE_TRY(const fs::path kept, kept_file(*result));
            return JobOutcome{{{"units", units}}, kept, file_name, "application/octet-stream"};
          }));
  return accepted(id);
}

/// A copy of the memory, as it is when the job begins.
Result<Response> back_up(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const MemoryPlace place, worker.place(request, parameters.at("memory")));
  PUNTE_TRY(const auto result, result_file(worker));
  PUNTE_TRY(const std::string id,
            worker.service().jobs().start(
                "backup", request.caller.name,
                [place, result](const base::Continue& go_on) -> Result<JobOutcome> {
                  tm::OpenOptions opening;
                  opening.create = false;
                  opening.read_only = true;
                  PUNTE_TRY(const auto memory, tm::TranslationMemory::open(place.path, opening));
                  std::error_code ignored;
                  fs::remove(result->path(), ignored);  // a backup replaces no file
                  PUNTE_TRY(const auto done, tm::backup(memory, result->path(), go_on));
                  PUNTE_TRY(const fs::path kept, kept_file(*result));
                  return JobOutcome{{{"units", done.units}, {"bytes", done.bytes}},
                                    kept,
                                    place.name + ".tm",
                                    "application/vnd.sqlite3"};
                }));
  return accepted(id);
}

/// A job of the caller, or of anybody for an administrator.
Result<JobStatus> job_of(Worker& worker, const Request& request, const std::string& id) {
  auto found = worker.service().jobs().find(id);
  const bool mine =
      found && (request.caller.role == Role::kAdmin || found->owner == request.caller.name);
  if (!mine) return fail(ErrorCode::kNotFound, PUNTE_MSG("there is no job “{1}”"), {id});
  return std::move(*found);
}

Json job_json(Worker& worker, const Request& request, const JobStatus& status) {
  Json out = to_json(status);
  if (status.error) {
    const Response shown = worker.error(request, *status.error);
    out["error"] = Json::parse(shown.body);
  }
  return out;
}

Result<Response> list_jobs(Worker& worker, Request& request, const Parameters&) {
  Json jobs = Json::array();
  for (const JobStatus& status : worker.service().jobs().list()) {
    if (request.caller.role != Role::kAdmin && status.owner != request.caller.name) continue;
    jobs.push_back(job_json(worker, request, status));
  }
  return json_response({{"jobs", std::move(jobs)}});
}

Result<Response> show_job(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const JobStatus status, job_of(worker, request, parameters.at("job")));
  return json_response(job_json(worker, request, status));
}

Result<Response> cancel_job(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const JobStatus status, job_of(worker, request, parameters.at("job")));
  worker.service().jobs().cancel(status.id);
  return Response{204, "", "", {}, {}, {}};
}

Result<Response> job_file(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const JobStatus status, job_of(worker, request, parameters.at("job")));
  if (status.file.empty()) {
    return fail(ErrorCode::kNotFound, PUNTE_MSG("this job has made no file, or has not yet"));
  }
  Response out;
  out.type = status.file_type;
  out.file = status.file;
  out.headers.add("Content-Disposition", "attachment; filename=\"" + status.file_name + "\"");
  return out;
}

/// The progress of a job as server-sent events: one for each change, the last once it has ended.
Result<Response> job_events(Worker& worker, Request& request, const Parameters& parameters) {
  PUNTE_TRY(const JobStatus first, job_of(worker, request, parameters.at("job")));
  Response out;
  out.type = "text/event-stream; charset=utf-8";
  out.headers.add("Cache-Control", "no-store");
  out.events = [&jobs = worker.service().jobs(), id = first.id, last = std::string(),
                ended = false]() mutable -> std::optional<std::string> {
    if (ended) return std::nullopt;
    const auto status = jobs.find(id);
    if (!status) return std::nullopt;
    ended = status->state != JobState::kWaiting && status->state != JobState::kRunning;
    std::string line = view::json_line(to_json(*status));
    if (line == last) return std::string();
    last = line;
    return "event: " + std::string(ended ? "end" : "progress") + "\ndata: " + line + "\n";
  };
  return out;
}

}  // namespace

void add_job_routes(Router& router) {
  router.add(
      {"POST", "/api/v1/memories/{memory}/import", Role::kWrite, import_file, kMaxUpload, true});
  router.add({"POST", "/api/v1/memories/{memory}/export", Role::kRead, export_memory});
  router.add({"POST", "/api/v1/memories/{memory}/backup", Role::kAdmin, back_up});
  router.add({"GET", "/api/v1/jobs", Role::kRead, list_jobs});
  router.add({"GET", "/api/v1/jobs/{job}", Role::kRead, show_job});
  router.add({"DELETE", "/api/v1/jobs/{job}", Role::kRead, cancel_job});
  router.add({"GET", "/api/v1/jobs/{job}/file", Role::kRead, job_file});
  router.add({"GET", "/api/v1/jobs/{job}/events", Role::kRead, job_events});
}

}  // namespace punte::server
