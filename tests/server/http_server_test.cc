#include "server/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "tests/server/raw_client.h"
#include "tests/support/temporary_folder.h"

namespace punte::server {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::RawClient;

/// Opens once; whoever comes before waits.
class Gate {
 public:
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  /// Returns once `count` have come to it.
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this, count] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int waiting_ = 0;
};

/// Says back what it got.
class EchoService : public HttpService {
 public:
  Gate gate;
  std::filesystem::path spool;

  Admission admit(Request& request) override {
    Admission out;
    out.max_body = 1000;
    if (request.path == "/spool") out.spool = spool;
    return out;
  }
  std::unique_ptr<Handler> make_handler() override { return std::make_unique<Echo>(*this); }
  void answered(const Request&, int, std::uintmax_t, std::chrono::microseconds) override {}

 private:
  class Echo : public Handler {
   public:
    explicit Echo(EchoService& service) : service_(service) {}
    Response handle(Request& request) override {
      if (request.path == "/wait") service_.gate.pass();
      Response out;
      out.type = "text/plain";
      out.body = request.method + " " + request.path + " " + request.body;
      if (request.path == "/spool") {
        std::ifstream file(request.body_file, std::ios::binary);
        out.body = "file " + std::string(std::istreambuf_iterator<char>(file), {});
      }
      if (request.path == "/inject") out.headers.add("X-Text", "a\r\nX-Other: b");
      if (request.path == "/events") {
        out.events = [number = 0]() mutable -> std::optional<std::string> {
          if (++number > 3) return std::nullopt;
          return "data: " + std::to_string(number) + "\n\n";
        };
      }
      return out;
    }

   private:
    EchoService& service_;
  };
};

class HttpServerTest : public testing::Test {
 protected:
  ~HttpServerTest() override {
    if (!server_) return;
    service_.gate.open();
    server_->stop();
    thread_.join();
  }
  std::uint16_t start(HttpOptions options = {}) {
    options.port = 0;
    options.socket_activation = false;
    service_.spool = folder_.path();
    server_.emplace(std::move(HttpServer::listen(service_, options).value()));
    thread_ = std::thread([this] { server_->run(); });
    return server_->port();
  }
  /// Whether the server still does its work.
  bool answers() {
    RawClient client(server_->port());
    client.send("GET /still HTTP/1.1\r\nHost: x\r\n\r\n");
    return client.answer().find("GET /still") != std::string::npos;
  }

  punte::tests::TemporaryFolder folder_;
  EchoService service_;
  std::optional<HttpServer> server_;
  std::thread thread_;
};

TEST_F(HttpServerTest, AnswersSeveralRequestsOfOneConnectionInTheirOrder) {
  RawClient client(start());
  client.send(
      "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: "
      "3\r\n\r\nabc"
      "GET /c HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(client.answer(), EndsWith("GET /a "));
  EXPECT_THAT(client.answer(), EndsWith("POST /b abc"));
  const std::string last = client.answer();
  EXPECT_THAT(last, EndsWith("GET /c "));
  EXPECT_THAT(last, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
  EXPECT_THAT(last, HasSubstr("\r\nConnection: keep-alive\r\n"));
}

TEST_F(HttpServerTest, ABodyInChunksIsPutTogether) {
  RawClient client(start());
  client.send(
      "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n"
      "0\r\n\r\n");
  EXPECT_THAT(client.answer(), EndsWith("POST /b abcde"));
}

TEST_F(HttpServerTest, AClientThatWaitsForContinueGetsIt) {
  RawClient client(start());
  client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  EXPECT_THAT(client.answer(), EndsWith("POST /b abc"));
}

TEST_F(HttpServerTest, SilentAndSlowConnectionsHoldUpNobody) {
  const std::uint16_t port = start();
  std::deque<RawClient> silent;
  for (int i = 0; i < 50; ++i) {
    silent.emplace_back(port);
    silent.emplace_back(port).send("GET /slow HTTP/1.1\r\nX: ");
    silent.emplace_back(port).send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na");
  }
  EXPECT_TRUE(answers());
}

TEST_F(HttpServerTest, AHeadThatDoesNotEndIsRefused) {
  RawClient client(start());
  const std::string line(64 << 10, 'a');
  client.send("GET / HTTP/1.1\r\nX: ");
  for (int i = 0; i < 100 && client.send(line); ++i) {
  }
  EXPECT_TRUE(answers());
  RawClient second(server_->port());
  second.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9000, 'a') + "\r\n\r\n");
  EXPECT_THAT(second.rest(), StartsWith("HTTP/1.1 431 "));
}

TEST_F(HttpServerTest, ABodyBeyondTheLimitIsRefusedBeforeItIsRead) {
  RawClient client(start());
  client.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n");
  EXPECT_THAT(client.rest(), StartsWith("HTTP/1.1 413 "));
  RawClient chunked(server_->port());
  chunked.send("POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "400\r\n" + std::string(1024, 'a') + "\r\n";
  chunked.send(chunk);
  EXPECT_THAT(chunked.rest(), StartsWith("HTTP/1.1 413 "));
  EXPECT_TRUE(answers());
}

TEST_F(HttpServerTest, WhatIsNotARequestIsRefusedAndClosed) {
  const std::uint16_t port = start();
  for (const char* const bytes : {
           "GET /\r\n\r\n",                                             // HTTP/0.9
           "GET / HTTP/2.0\r\nHost: x\r\n\r\n",                         // another version
           "GET / HTTP/1.1\r\nHost : x\r\n\r\n",                        // a blank before the colon
           "GET / HTTP/1.1\r\nHost: x\r\n folded\r\nbad line\r\n\r\n",  // no colon
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na",
           "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
           "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
           "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
           "\x16\x03\x01\x02\x01\x01\xfc\x03\x03",  // TLS
           "\r\n\r\n\r\n\r\n\x80\xff\r\n\r\n",
       }) {
    RawClient client(port);
    client.send(bytes);
    const std::string answer = client.rest();
    EXPECT_TRUE(answer.find("HTTP/1.1 400 ") == 0 || answer.find("HTTP/1.1 413 ") == 0 ||
                answer.empty())
        << bytes << answer;
    EXPECT_THAT(answer, Not(HasSubstr(" 200 "))) << bytes;
  }
  EXPECT_TRUE(answers());
}

TEST_F(HttpServerTest, AHeadThatTakesTooLongEndsItsConnection) {
  HttpOptions options;
  options.limits.head = std::chrono::milliseconds(50);
  RawClient client(start(options));
  client.send("GET / HTTP/1.1\r\nX: ");
  EXPECT_EQ(client.rest(), "");
  // The connection is closed a moment before that is counted.
  while (server_->counts().timed_out == 0) std::this_thread::yield();
}

TEST_F(HttpServerTest, RequestsBeyondTheQueueAreToldToComeAgain) {
  HttpOptions options;
  options.workers = 1;
  options.limits.queue = 1;
  const std::uint16_t port = start(options);
  RawClient running(port);
  running.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  service_.gate.wait_for(1);
  RawClient waiting(port);
  waiting.send("GET /waiting HTTP/1.1\r\nHost: x\r\n\r\n");
  while (server_->counts().queued == 0) std::this_thread::yield();
  RawClient refused(port);
  refused.send("GET /refused HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = refused.answer();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: 1\r\n"));
  service_.gate.open();
  EXPECT_THAT(running.answer(), EndsWith("GET /wait "));
  EXPECT_THAT(waiting.answer(), EndsWith("GET /waiting "));
}

TEST_F(HttpServerTest, ConnectionsBeyondTheLimitAreToldToComeAgain) {
  HttpOptions options;
  options.limits.connections = 1;
  const std::uint16_t port = start(options);
  RawClient first(port);
  first.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(first.answer(), StartsWith("HTTP/1.1 200 "));
  RawClient second(port);
  EXPECT_THAT(second.rest(), StartsWith("HTTP/1.1 503 "));
}

TEST_F(HttpServerTest, WhatRunsIsFinishedWhenTheServerStops) {
  const std::uint16_t port = start();
  RawClient idle(port);
  RawClient running(port);
  running.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  service_.gate.wait_for(1);
  server_->stop();
  EXPECT_EQ(idle.rest(), "");
  service_.gate.open();
  EXPECT_THAT(running.rest(), EndsWith("GET /wait "));
  thread_.join();
  server_.reset();
}

TEST_F(HttpServerTest, ABodyGoesToAFileThatIsGoneAfterwards) {
  RawClient client(start());
  client.send("POST /spool HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_THAT(client.answer(), EndsWith("file abc"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(HttpServerTest, AnUploadThatBreaksOffLeavesNoFile) {
  {
    RawClient client(start());
    client.send("POST /spool HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nabc");
    while (std::filesystem::is_empty(folder_.path())) std::this_thread::yield();
  }
  while (server_->counts().connections > 0) std::this_thread::yield();
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(HttpServerTest, EventsComeUntilTheSourceEnds) {
  RawClient client(start());
  client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(client.rest(), EndsWith("\r\n\r\ndata: 1\n\ndata: 2\n\ndata: 3\n\n"));
}

TEST_F(HttpServerTest, HeadHasNoBodyAndAHeaderEndsNoLine) {
  RawClient client(start());
  client.send("HEAD /inject HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = client.rest();
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 13\r\n"));
  EXPECT_THAT(answer, HasSubstr("X-Text: a  X-Other: b\r\n"));
}

TEST_F(HttpServerTest, AnAddressThatIsTakenOrWrongIsTold) {
  const std::uint16_t port = start();
  HttpOptions options;
  options.port = port;
  options.socket_activation = false;
  EXPECT_EQ(HttpServer::listen(service_, options).error().code, base::ErrorCode::kIo);
  options.host = "nowhere";
  EXPECT_EQ(HttpServer::listen(service_, options).error().code, base::ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace punte::server
