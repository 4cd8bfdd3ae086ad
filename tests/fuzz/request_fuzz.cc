// Any request to a server with one small memory: an answer or a refusal, whatever the bytes are.
// The first line is "METHOD TARGET", the lines up to an empty one are headers, the rest is the
// body.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "base/scratch_folder.h"
#include "language/unit.h"
#include "server/service.h"
#include "tm/translation_memory.h"

namespace {

using namespace punte;

/// A service whose memory is never written to by more than this process.
struct Served {
  base::ScratchFolder folder = std::move(base::ScratchFolder::make().value());
  std::unique_ptr<server::Service> service;
  std::unique_ptr<server::Handler> handler;

  Served() {
    auto memory = tm::TranslationMemory::open(folder.path() / "m.tm").value();
    language::Unit unit;
    unit.source_language = "en";
    unit.variants.resize(2);
    unit.variants[0].language = "en";
    unit.variants[0].text.text = "The old ferry remains.";
    unit.variants[1].language = "ro";
    unit.variants[1].text.text = "Vechiul bac rămâne.";
    tm::Writer writer = memory.begin().value();
    if (!writer.add(unit, "a") || !writer.commit()) std::abort();
    server::ServiceOptions options;
    options.memories.file = folder.path() / "m.tm";
    options.access.host = "127.0.0.1";
    options.spool = folder.path();
    options.libretranslate = true;
    service = std::move(server::Service::make(std::move(options)).value());
    handler = service->make_handler();
  }
};

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

server::Request request_of(std::string_view bytes) {
  server::Request out;
  const std::string_view first = next_line(bytes);
  const std::size_t blank = std::min(first.find(' '), first.size());
  out.method = std::string(first.substr(0, blank));
  const std::string target(first.substr(std::min(blank + 1, first.size())));
  out.path = target.substr(0, target.find('?'));
  if (out.path.size() < target.size()) out.query = target.substr(out.path.size() + 1);
  for (std::string_view line = next_line(bytes); !line.empty(); line = next_line(bytes)) {
    const std::size_t colon = std::min(line.find(':'), line.size());
    out.headers.add(std::string(line.substr(0, colon)),
                    std::string(line.substr(std::min(colon + 1, line.size()))));
  }
  if (out.headers.find("Host") == nullptr) out.headers.add("Host", "localhost");
  out.address = "127.0.0.1";
  out.loopback = true;
  out.body = std::string(bytes);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Served served;
  server::Request request = request_of({reinterpret_cast<const char*>(data), size});
  const server::Admission admission = served.service->admit(request);
  if (admission.refusal || !admission.spool.empty()) return 0;
  const server::Response response = served.handler->handle(request);
  // Five hundreds are faults of ours.
  if (response.status == 500) std::abort();
  return 0;
}
