#ifndef PUNTE_TESTS_SERVER_SERVICE_FIXTURE_H_
#define PUNTE_TESTS_SERVER_SERVICE_FIXTURE_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "language/unit.h"
#include "server/service.h"
#include "tests/support/temporary_folder.h"
#include "tm/translation_memory.h"
#include "view/json.h"

namespace punte::server::tests {

using view::Json;

/// A service and one worker, without a network.
class ServiceTest : public testing::Test {
 protected:
  /// Adds a pair to a memory of the folder, which is made if need be.
  void add(const std::string& memory, const std::string& english, const std::string& romanian) {
    auto opened = tm::TranslationMemory::open(folder_ / (memory + ".tm")).value();
    language::Unit unit;
    unit.source_language = "en";
    for (const auto& [tag, text] : {std::pair{"en", english}, std::pair{"ro", romanian}}) {
      language::Variant variant;
      variant.language = tag;
      variant.text.text = text;
      unit.variants.push_back(std::move(variant));
    }
    tm::Writer writer = opened.begin().value();
    ASSERT_TRUE(writer.add(unit, "test.tmx"));
    ASSERT_TRUE(writer.commit());
  }

  /// Serves the memories of the folder.
  void serve(ServiceOptions options = {}) {
    if (options.memories.file.empty()) options.memories.folder = folder_.path();
    if (options.access.host.empty()) options.access.host = "127.0.0.1";
    options.spool = spool_.path();
    options.version = "1.2.3";
    service_ = std::move(Service::make(std::move(options)).value());
    handler_ = service_->make_handler();
  }

  /// `target` is a path with its query. Headers come after "Host: localhost".
  Response call(const std::string& method, const std::string& target, const std::string& body = {},
                const std::vector<std::pair<std::string, std::string>>& headers = {},
                const std::string& address = "127.0.0.1") {
    Request request;
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    request.address = address;
    request.loopback = address == "127.0.0.1";
    for (const auto& [name, value] : headers) request.headers.add(name, value);
    if (request.headers.find("Host") == nullptr) request.headers.add("Host", "localhost");
    Admission admission = service_->admit(request);
    if (admission.refusal) return std::move(*admission.refusal);
    if (body.size() > admission.max_body) return problem(413, "limit", "");
    if (admission.spool.empty()) {
      request.body = body;
    } else {
      request.body_file = spool_.write("upload", body);
    }
    return handler_->handle(request);
  }
  Json json(const Response& response) { return Json::parse(response.body); }
  Json post(const std::string& target, const Json& body) {
    return json(call("POST", target, body.dump()));
  }

  punte::tests::TemporaryFolder folder_;
  punte::tests::TemporaryFolder spool_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Handler> handler_;
};

}  // namespace punte::server::tests

#endif  // PUNTE_TESTS_SERVER_SERVICE_FIXTURE_H_
