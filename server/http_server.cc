// The only file that knows Boost.Asio and Boost.Beast: each file that includes them takes half a
// minute to build. Asio 1.74 uses std::exchange without including <utility>, so that comes first.
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>

#include "server/http_server.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <limits>
#include <mutex>
#include <thread>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "base/workers.h"
#include "server/response_head.h"
#include "server/socket_activation.h"
#include "server/spool_file.h"

namespace punte::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using base::ErrorCode;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kReadBytes = 64 << 10;
// What is read and thrown away of a request that was refused, so that its sender comes to read the
// answer: an unread rest would reset the connection.
constexpr std::size_t kDrainedBytes = 1 << 20;
constexpr std::chrono::seconds kDrainTime{2};
constexpr std::chrono::milliseconds kEventPause{200};

std::chrono::milliseconds with_size(std::chrono::milliseconds least, std::size_t bytes) {
  return least + std::chrono::seconds(bytes / (64 << 10));
}

}  // namespace

/// All that connections and workers share.
class HttpServer::State {
 public:
  State(HttpService& service, const HttpOptions& options)
      : service_(service), options_(options), io_(1), acceptor_(io_), signals_(io_), grace_(io_) {}

  base::Result<void> listen();
  [[nodiscard]] std::uint16_t port() const;
  void run();
  void stop();
  [[nodiscard]] HttpCounts counts() const;

 private:
  class Connection;
  struct Task {
    std::shared_ptr<Connection> connection;
    Clock::time_point since;
  };

  void accept();
  void work();
  [[nodiscard]] bool enqueue(std::shared_ptr<Connection> connection);
  void begin_stop();
  void end_if_idle();

  HttpService& service_;
  HttpOptions options_;
  // Touched by the thread of connections alone. Before io_, which takes connections along when it
  // goes.
  std::unordered_set<Connection*> connections_;
  bool stopping_ = false;
  bool ended_ = false;
  asio::io_context io_;
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer grace_;

  mutable std::mutex mutex_;  // guards the next three
  std::deque<Task> tasks_;
  bool closed_ = false;
  std::condition_variable filled_;

  std::atomic<std::uint64_t> accepted_{0};
  std::atomic<std::uint64_t> refused_{0};
  std::atomic<std::uint64_t> malformed_{0};
  std::atomic<std::uint64_t> timed_out_{0};
  std::atomic<std::size_t> open_{0};
};

/// One connection: reads a request, has it answered, writes the answer, and so on.
class HttpServer::State::Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(State& state, tcp::socket socket)
      : state_(state), stream_(std::move(socket)), timer_(stream_.get_executor()) {
    state_.connections_.insert(this);
    ++state_.open_;
    beast::error_code ignored;
    stream_.socket().set_option(tcp::no_delay(true), ignored);
    const auto remote = stream_.socket().remote_endpoint(ignored);
    address_ = remote.address().to_string(ignored);
    loopback_ = remote.address().is_loopback();
  }
  ~Connection() {
    discard_spool();
    state_.connections_.erase(this);
    --state_.open_;  // after the upload's file is gone: who counts connections may look for it
    state_.end_if_idle();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start() { wait_for_request(); }
  /// Answers and closes without reading anything.
  void refuse() { respond_and_close(busy()); }
  /// Called when the server stops: who waits for a request waits in vain.
  void close_if_idle() {
    if (idle_) stream_.close();
  }

  Request& request() { return request_; }
  /// On a worker's thread: what it found goes back to the thread of connections.
  void answer(Response response) {
    asio::post(stream_.get_executor(),
               [self = this->shared_from_this(), response = std::move(response)]() mutable {
                 self->respond(std::move(response));
               });
  }

 private:
  static Response busy() {
    Response out = problem(503, "busy", "The server has too much to do. Try again in a second.");
    out.headers.add("Retry-After", "1");
    return out;
  }

  void wait_for_request() {
    if (state_.stopping_) return close();
    request_ = Request();
    request_.address = address_;
    request_.loopback = loopback_;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(state_.options_.limits.header_bytes));
    // Counted here, by what the request is admitted for. Without any limit Beast 1.74 takes none.
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    if (buffer_.size() > 0) return read_head();
    idle_ = true;
    stream_.expires_after(state_.options_.limits.idle);
    stream_.async_read_some(buffer_.prepare(4096), [self = this->shared_from_this()](
                                                       beast::error_code error, std::size_t n) {
      self->idle_ = false;
      if (error) return self->lost(error);
      self->buffer_.commit(n);
      self->read_head();
    });
  }

  void read_head() {
    stream_.expires_after(state_.options_.limits.head);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = this->shared_from_this()](
                                beast::error_code error, std::size_t) { self->has_head(error); });
  }

  void has_head(beast::error_code error) {
    since_ = Clock::now();
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
      ++state_.malformed_;
      return respond_and_close(problem(431, "limit", "The head of the request is too long."));
    }
    if (error && error.category() == http::make_error_code(http::error::bad_method).category() &&
        error != http::error::end_of_stream && error != http::error::partial_message) {
      ++state_.malformed_;
      return respond_and_close(problem(400, "syntax", "This is not an HTTP/1.1 request."));
    }
    if (error) return lost(error);
    take_head();
    Admission admission = state_.service_.admit(request_);
    if (admission.refusal) return refuse_with(std::move(*admission.refusal));
    max_body_ = admission.max_body;
    if (const auto length = parser_->content_length(); length && *length > max_body_) {
      return refuse_with(too_large());
    }
    if (!admission.spool.empty() && !parser_->is_done()) {
      if (!spool_.open(admission.spool))
        return refuse_with(problem(500, "io", "The disk is full."));
      request_.body_file = spool_.path();
    }
    if (const std::string* const expect = request_.headers.find("Expect");
        expect != nullptr && base::same_ignoring_case(*expect, "100-continue") &&
        !parser_->is_done()) {
      return send_continue();
    }
    read_body();
  }

  void take_head() {
    const auto& head = parser_->get();
    const auto view = [](auto text) { return std::string(text.data(), text.size()); };
    request_.method = view(head.method_string());
    const std::string target = view(head.target());
    const std::size_t question = target.find('?');
    request_.path = target.substr(0, question);
    if (question != std::string::npos) request_.query = target.substr(question + 1);
    for (const auto& field : head)
      request_.headers.add(view(field.name_string()), view(field.value()));
    keep_alive_ = parser_->keep_alive();
    head_only_ = request_.method == "HEAD";
    // A server that cannot tell where a request ends must not guess (RFC 9112, 6.3).
    if (request_.headers.find("Transfer-Encoding") != nullptr && !parser_->chunked()) {
      keep_alive_ = false;
    }
  }

  Response too_large() const {
    return problem(413, "limit",
                   "The body is too large; the limit is " + std::to_string(max_body_) + " bytes.");
  }

  void send_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    stream_.expires_after(state_.options_.limits.write);
    asio::async_write(stream_, asio::buffer(kContinue.data(), kContinue.size()),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        if (error) return self->lost(error);
                        self->read_body();
                      });
  }

  void read_body() {
    if (parser_->is_done()) return dispatch();
    const std::size_t length = parser_->content_length().value_or(max_body_);
    stream_.expires_after(with_size(state_.options_.limits.body, length));
    chunk_.resize(kReadBytes);
    taken_ = 0;
    read_some();
  }

  void read_some() {
    auto& body = parser_->get().body();
    body.data = chunk_.data();
    body.size = chunk_.size();
    body.more = true;
    http::async_read_some(stream_, buffer_, *parser_,
                          [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                            self->has_some(error);
                          });
  }

  void has_some(beast::error_code error) {
    if (error == http::error::need_buffer) error = {};
    if (error) {
      if (error != beast::error::timeout) ++state_.malformed_;
      if (error == beast::error::timeout || error == http::error::partial_message ||
          error == asio::error::connection_reset) {
        return lost(error);
      }
      return respond_and_close(problem(400, "syntax", "The body of the request is not HTTP/1.1."));
    }
    const std::size_t size = chunk_.size() - parser_->get().body().size;
    taken_ += size;
    if (taken_ > max_body_) return refuse_with(too_large());
    if (spool_.is_open()) {
      const bool kept = spool_.write({chunk_.data(), size});
      if (!kept) return refuse_with(problem(500, "io", "The disk is full."));
    } else {
      request_.body.append(chunk_.data(), size);
    }
    if (parser_->is_done()) return dispatch();
    read_some();
  }

  /// The file goes, unless the handler has made it its own.
  void discard_spool() {
    if (request_.body_file.empty()) spool_.release();
    spool_.discard();
    request_.body_file.clear();
  }

  void dispatch() {
    stream_.expires_never();
    if (spool_.is_open() && !spool_.close()) {
      return refuse_with(problem(500, "io", "The disk is full."));
    }
    chunk_ = {};
    if (!state_.enqueue(this->shared_from_this())) {
      ++state_.refused_;
      respond(busy());
    }
  }

  void respond(Response response) {
    std::uintmax_t bytes = response.body.size();
    if (!response.file.empty() && !open_file(response.file, bytes)) {
      response = problem(500, "io", "What was asked for cannot be read.");
      bytes = response.body.size();
    }
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - since_);
    state_.service_.answered(request_, response.status, bytes, took);
    discard_spool();
    if (response.events) keep_alive_ = false;
    if (state_.stopping_) keep_alive_ = false;
    out_ = head_text(response, bytes, keep_alive_);
    if (!head_only_ && !response.events) out_ += response.body;
    events_ = head_only_ ? EventSource() : std::move(response.events);
    stream_.expires_after(with_size(state_.options_.limits.write, out_.size()));
    asio::async_write(stream_, asio::buffer(out_),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        self->has_written(error);
                      });
  }

  void has_written(beast::error_code error) {
    if (error) return lost(error);
    if (events_) return send_events();
    if (file_.is_open()) return send_file();
    if (!keep_alive_) return drain();
    wait_for_request();
  }

  /// The file may be removed from now on: what is open is sent to its end.
  bool open_file(const std::filesystem::path& path, std::uintmax_t& bytes) {
    std::error_code error;
    bytes = std::filesystem::file_size(path, error);
    if (error) return false;
    file_.open(path, std::ios::binary);
    return file_.is_open();
  }

  void send_file() {
    out_.resize(kReadBytes);
    file_.read(out_.data(), static_cast<std::streamsize>(out_.size()));
    out_.resize(static_cast<std::size_t>(file_.gcount()));
    if (out_.empty() || head_only_) {
      file_.close();
      out_.clear();
      return has_written({});
    }
    stream_.expires_after(state_.options_.limits.write);
    asio::async_write(stream_, asio::buffer(out_),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        self->has_written(error);
                      });
  }

  void send_events() {
    std::optional<std::string> text = state_.stopping_ ? std::nullopt : events_();
    if (!text) return close();
    if (text->empty()) {
      timer_.expires_after(kEventPause);
      timer_.async_wait([self = this->shared_from_this()](beast::error_code error) {
        if (!error) self->send_events();
      });
      return;
    }
    out_ = std::move(*text);
    stream_.expires_after(state_.options_.limits.write);
    asio::async_write(stream_, asio::buffer(out_),
                      [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                        if (error) return self->lost(error);
                        self->send_events();
                      });
  }

  /// A refusal before the body was read: the rest of the connection cannot be used.
  void refuse_with(Response response) {
    if (!parser_->is_done()) keep_alive_ = false;
    respond(std::move(response));
  }
  /// An answer to what is not a request.
  void respond_and_close(Response response) {
    keep_alive_ = false;
    since_ = Clock::now();
    respond(std::move(response));
  }

  void drain() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    drained_ = 0;
    chunk_.resize(kReadBytes);
    stream_.expires_after(kDrainTime);
    drain_some();
  }
  void drain_some() {
    stream_.async_read_some(asio::buffer(chunk_), [self = this->shared_from_this()](
                                                      beast::error_code error, std::size_t n) {
      self->drained_ += n;
      if (error || self->drained_ > kDrainedBytes) return self->close();
      self->drain_some();
    });
  }

  void lost(beast::error_code error) {
    if (error == beast::error::timeout) ++state_.timed_out_;
    close();
  }
  void close() { stream_.close(); }

  State& state_;
  beast::tcp_stream stream_;
  asio::steady_timer timer_;
  // Room for the longest head, and for the body that comes along with it.
  beast::flat_buffer buffer_{128 << 10};
  std::optional<http::request_parser<http::buffer_body>> parser_;
  std::string address_;
  bool loopback_ = false;
  bool idle_ = false;
  Request request_;
  bool keep_alive_ = false;
  bool head_only_ = false;
  std::size_t max_body_ = 0;
  std::size_t taken_ = 0;
  std::size_t drained_ = 0;
  std::vector<char> chunk_;
  SpoolFile spool_;
  std::ifstream file_;
  std::string out_;
  EventSource events_;
  Clock::time_point since_;
};

base::Result<void> HttpServer::State::listen() {
  beast::error_code error;
  if (const int socket = options_.socket_activation ? activated_socket() : -1; socket >= 0) {
    acceptor_.assign(tcp::v4(), socket, error);
    if (error) {
      return base::fail(ErrorCode::kIo,
                        PUNTE_MSG("the socket that was handed over is unusable: {1}"),
                        {error.message()});
    }
    return {};
  }
  const auto address = asio::ip::make_address(options_.host, error);
  if (error) {
    return base::fail(
        ErrorCode::kInvalidArgument,
        PUNTE_MSG("“{1}” is not an address to listen on; write it as 127.0.0.1 or ::1"),
        {options_.host});
  }
  const tcp::endpoint endpoint(address, options_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    return base::fail(ErrorCode::kIo, PUNTE_MSG("cannot listen on {1} port {2}: {3}"),
                      {options_.host, std::to_string(options_.port), error.message()});
  }
  return {};
}

std::uint16_t HttpServer::State::port() const {
  beast::error_code error;
  return acceptor_.local_endpoint(error).port();
}

void HttpServer::State::accept() {
  acceptor_.async_accept(io_, [this](beast::error_code error, tcp::socket socket) {
    if (stopping_) return;
    if (!error) {
      ++accepted_;
      const bool full = connections_.size() >= options_.limits.connections;
      const auto connection = std::make_shared<Connection>(*this, std::move(socket));
      if (full) {
        ++refused_;
        connection->refuse();
      } else {
        connection->start();
      }
    } else if (error == asio::error::no_descriptors) {
      // Waiting beats asking again at once: a connection must end first.
      grace_.expires_after(std::chrono::milliseconds(50));
      grace_.async_wait([this](beast::error_code) { accept(); });
      return;
    }
    accept();
  });
}

bool HttpServer::State::enqueue(std::shared_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || tasks_.size() >= options_.limits.queue) return false;
    tasks_.push_back({std::move(connection), Clock::now()});
  }
  filled_.notify_one();
  return true;
}

void HttpServer::State::work() {
  const std::unique_ptr<Handler> handler = service_.make_handler();
  while (true) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      filled_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    Response response = handler->handle(task.connection->request());
    // The answer takes the connection along: its end is for the thread of connections.
    Connection& connection = *task.connection;
    connection.answer(std::move(response));
    asio::post(io_, [last = std::move(task.connection)] {});
  }
}

void HttpServer::State::run() {
  if (options_.stop_on_signals) {
    signals_.add(SIGINT);
    signals_.add(SIGTERM);
    signals_.async_wait([this](beast::error_code error, int) {
      if (!error) begin_stop();
    });
  }
  accept();
  std::vector<std::thread> workers;
  const std::size_t count = options_.workers > 0 ? options_.workers : base::cores();
  workers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) workers.emplace_back([this] { work(); });
  io_.run();
  ended_ = true;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
  for (std::thread& worker : workers) worker.join();
}

void HttpServer::State::stop() {
  asio::post(io_, [this] { begin_stop(); });
}

void HttpServer::State::begin_stop() {
  if (stopping_) return;
  stopping_ = true;
  beast::error_code ignored;
  acceptor_.close(ignored);
  signals_.cancel(ignored);
  for (Connection* const connection : connections_) connection->close_if_idle();
  grace_.expires_after(options_.limits.grace);
  grace_.async_wait([this](beast::error_code error) {
    if (!error) io_.stop();
  });
  end_if_idle();
}

void HttpServer::State::end_if_idle() {
  if (stopping_ && !ended_ && connections_.empty()) grace_.cancel();
}

HttpCounts HttpServer::State::counts() const {
  HttpCounts out;
  out.accepted = accepted_;
  out.refused = refused_;
  out.malformed = malformed_;
  out.timed_out = timed_out_;
  out.connections = open_;
  const std::lock_guard lock(mutex_);
  out.queued = tasks_.size();
  return out;
}

base::Result<HttpServer> HttpServer::listen(HttpService& service, const HttpOptions& options) {
  auto state = std::make_unique<State>(service, options);
  PUNTE_CHECK(state->listen());
  return HttpServer(std::move(state));
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return state_->port(); }
void HttpServer::run() { state_->run(); }
void HttpServer::stop() { state_->stop(); }
HttpCounts HttpServer::counts() const { return state_->counts(); }

}  // namespace punte::server
