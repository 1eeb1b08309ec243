// SPDX-License-Identifier: MIT
#include "mash/http/client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "mash/base/assert.h"
#include "text.h"
#include "tls.h"
#include "wire.h"

namespace mash::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Parser = beast::http::response_parser<beast::http::string_body>;

Error unavailable(std::string message) {
  return Error{ErrorCode::unavailable, std::move(message), {}};
}

Response to_response(Parser::value_type message) {
  Response response;
  response.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    response.headers.emplace_back(ascii_lower(field.name_string()), field.value());
  }
  response.body = std::move(message.body());
  return response;
}

}  // namespace

struct Client::State {
  explicit State(ClientOptions its_options);

  Result<Response> send(const Request& request);

 private:
  struct Attempt {
    Result<Response> response;
    bool was_closed;  // before any byte of the answer
  };
  std::optional<Error> connect();
  Attempt attempt(const Request& request);
  template <class Start>
  error_code run(const Start& start);
  void start_time() { stream_->next_layer().expires_after(std::chrono::seconds(timeout())); }
  [[nodiscard]] int timeout() const { return options_.timeout_seconds; }

  ClientOptions options_;
  std::string host_;  // for the Host header
  KnownPeer known_;
  ssl::context tls_{ssl::context::tls_client};
  asio::io_context io_{1};
  std::optional<beast::ssl_stream<beast::tcp_stream>> stream_;  // empty: not connected
  beast::flat_buffer buffer_;
};

Client::State::State(ClientOptions its_options)
    : options_(std::move(its_options)),
      known_([pin = ascii_lower(options_.server_fingerprint)](const std::string& one) {
        return one == pin;
      }) {
  MASH_ASSERT(!options_.server_fingerprint.empty());
  const bool is_v6 = options_.host.find(':') != std::string::npos;
  host_ = (is_v6 ? '[' + options_.host + ']' : options_.host) + ':' + std::to_string(options_.port);
  harden(tls_.native_handle());
  require_pinned_peer(tls_.native_handle(), known_);
  if (!options_.certificate_pem.empty()) {
    tls_.use_certificate_chain(asio::buffer(options_.certificate_pem));
    tls_.use_private_key(asio::buffer(options_.key_pem), ssl::context::pem);
  }
}

// Starts one operation and waits until it ends, at the latest when the stream's time is up.
template <class Start>
error_code Client::State::run(const Start& start) {
  error_code result;
  start([&result](error_code failure, const auto&...) { result = failure; });
  io_.restart();
  io_.run();
  return result;
}

std::optional<Error> Client::State::connect() {
  error_code failure;
  tcp::resolver resolver(io_);
  const auto found = resolver.resolve(options_.host, std::to_string(options_.port), failure);
  if (failure) return unavailable("The address of the other side is not known");
  buffer_.clear();
  stream_.emplace(io_, tls_);
  start_time();
  failure = run([&](auto done) { stream_->next_layer().async_connect(found, std::move(done)); });
  if (!failure) stream_->next_layer().socket().set_option(tcp::no_delay(true), failure);
  if (failure) {
    stream_.reset();
    return unavailable("The other side cannot be reached");
  }
  failure =
      run([&](auto done) { stream_->async_handshake(ssl::stream_base::client, std::move(done)); });
  if (!failure) return std::nullopt;
  const bool refused = peer_was_refused(stream_->native_handle());
  stream_.reset();
  return unavailable(refused ? "The other side showed a certificate that was not agreed"
                             : "No secure connection to the other side");
}

Client::State::Attempt Client::State::attempt(const Request& request) {
  start_time();
  // One buffer: beast::ssl_stream of 1.81 stops after the first of two when the second is large.
  const std::string bytes = request_head(request, host_) + request.body;
  Parser parser;
  parser.body_limit(options_.body_limit);
  parser.skip(request.method == "HEAD");
  const error_code write_failure =
      run([&](auto done) { asio::async_write(*stream_, asio::buffer(bytes), std::move(done)); });
  // Even then there may be an answer to read, that the request is too large for instance.
  error_code failure = write_failure;
  if (failure != beast::error::timeout) {
    failure = run(
        [&](auto done) { beast::http::async_read(*stream_, buffer_, parser, std::move(done)); });
  }
  const bool keep = !failure && !write_failure && parser.keep_alive();
  if (!keep) stream_.reset();
  if (!failure) return {to_response(parser.release()), false};
  if (failure == beast::error::timeout) {
    return {unavailable("The other side did not answer in time"), false};
  }
  if (failure == beast::http::error::body_limit) {
    return {unavailable("The answer of the other side is too large"), false};
  }
  return {unavailable("The connection to the other side broke"), !parser.got_some()};
}

Result<Response> Client::State::send(const Request& request) {
  const bool was_kept = stream_.has_value();
  if (!was_kept) {
    if (auto error = connect()) return *error;
  }
  Attempt first = attempt(request);
  if (!was_kept || !first.was_closed) return first.response;
  if (auto error = connect()) return *error;
  return attempt(request).response;
}

Client::Client(ClientOptions options) : state_(std::make_unique<State>(std::move(options))) {}
Client::~Client() = default;

Result<Response> Client::send(const Request& request) {
  return state_->send(request);
}

}  // namespace mash::http
