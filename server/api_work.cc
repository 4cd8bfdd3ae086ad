#include <string>
#include <utility>
#include <vector>

#include "exchange/stream.h"
#include "exchange/xliff_writer.h"
#include "job/merge.h"
#include "job/merge_plan.h"
#include "job/page_translation.h"
#include "job/work_file.h"
#include "server/api.h"
#include "server/page_request.h"
#include "server/worker.h"
#include "view/merge_json.h"

namespace punte::server {
namespace {

using base::ErrorCode;
using base::fail;
using base::Result;
using view::Json;

/// Keeps what is written to it.
class TextSink : public exchange::ByteSink {
 public:
  Result<void> write(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<void> commit() override { return {}; }

  std::string text;
};

Result<Response> make_work(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  page.extract.attributes = true;
  PUNTE_TRY(const job::TranslateOptions options, translate_options(page.members));
  PUNTE_TRY(const std::string version, text_member(page.members, "version"));
  if (!version.empty() && version != "1.2" && version != "2.1") {
    return fail(ErrorCode::kInvalidArgument, PUNTE_MSG("“{1}” must be “{2}” or “{3}”"),
                {"version", "1.2", "2.1"});
  }
  PUNTE_TRY(const std::string memory_name, text_member(page.members, "memory"));
  PUNTE_TRY(const tm::TranslationMemory* const memory, worker.memory(request, memory_name));
  PUNTE_TRY(const job::ReadPage read, read_text_page(page));
  job::PageTranslator translator(*memory, options);
  PUNTE_TRY(const auto segments, translator.translate(read.page));
  const auto files = job::work_files(read.page, segments, read.bytes, page.name, options);
  if (files.empty()) {
    return fail(ErrorCode::kNotFound, PUNTE_MSG("nothing on the page is to be translated"));
  }
  TextSink sink;
  PUNTE_CHECK(job::write_work_files(
      files, version == "2.1" ? exchange::XliffVersion::k21 : exchange::XliffVersion::k12, sink));
  Response out;
  out.type = "application/xliff+xml";
  out.body = std::move(sink.text);
  return out;
}

/// The page, the work file as "work", and whether the memory learns from it.
Result<Response> merge_work(Worker& worker, Request& request, const Parameters&) {
  PUNTE_TRY(PageRequest page, page_request(request));
  page.extract.attributes = true;
  job::MergeOptions options;
  PUNTE_TRY(options.translate, translate_options(page.members));
  PUNTE_TRY(const std::string work_text, needed_text(page.members, "work"));
  PUNTE_TRY(const bool partial, flag_member(page.members, "partial"));
  PUNTE_TRY(options.into_memory, flag_member(page.members, "into_memory", true));
  PUNTE_TRY(const std::string memory_name, text_member(page.members, "memory"));
  options.change = "server: merge " + page.name;
  options.origin = page.name;
  PUNTE_TRY(const job::ReadPage read, read_text_page(page));
  const auto source = exchange::memory_source(work_text, "work");
  PUNTE_TRY(const auto work, job::read_work_files(*source));
  job::PageSegmenter segmenter;
  const auto segments = segmenter.segments(read.page);
  PUNTE_TRY(const auto plan,
            job::plan_merge(work, read.page, segments, read.bytes, options.translate.to, "work"));
  const view::Messages& messages = worker.messages(request);
  if (!plan.faults.empty() && !partial) {
    Json refused{{"type", "about:blank"},
                 {"title", status_text(422)},
                 {"status", 422},
                 {"detail", messages.tr("nothing was merged: some segments have faults")},
                 {"code", "faults"},
                 {"faults", view::to_json(plan.faults, messages)}};
    Response out = json_response(refused, 422);
    out.type = "application/problem+json; charset=utf-8";
    return out;
  }
  TextSink sink;
  PUNTE_TRY(const Worker::Writing writing, worker.writing(request, memory_name));
  PUNTE_TRY(const auto merged, job::merge(plan, read, segments, *writing.memory, sink, options));
  Json out{{"page", std::move(sink.text)}};
  out.update(view::to_json(plan, merged, messages));
  out["left"] = left_json(merged.page, messages);
  return json_response(out);
}

}  // namespace

void add_work_routes(Router& router) {
  router.add({"POST", "/api/v1/work", Role::kRead, make_work, kMaxPage});
  router.add({"POST", "/api/v1/merge", Role::kWrite, merge_work, 2 * kMaxPage});
}

}  // namespace punte::server
