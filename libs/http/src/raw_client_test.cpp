// SPDX-License-Identifier: MIT
// Goal: the raw client that the server's tests use, on OpenSSL and plain sockets.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "raw_client.h"

namespace mash::http {
namespace {

constexpr int k_patience_seconds = 20;

template <class T, void (*free)(T*)>
struct Free {
  void operator()(T* object) const { free(object); }
};
template <class T, void (*free)(T*)>
using Owned = std::unique_ptr<T, Free<T, free>>;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

std::unique_ptr<BIO, FreeBio> reader_of(std::string_view text) {
  return std::unique_ptr<BIO, FreeBio>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void use_certificate(SSL_CTX* context, std::string_view certificate_pem, std::string_view key_pem) {
  const Owned<X509, X509_free> certificate(
      PEM_read_bio_X509(reader_of(certificate_pem).get(), nullptr, nullptr, nullptr));
  const Owned<EVP_PKEY, EVP_PKEY_free> key(
      PEM_read_bio_PrivateKey(reader_of(key_pem).get(), nullptr, nullptr, nullptr));
  if (SSL_CTX_use_certificate(context, certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context, key.get()) != 1) {
    throw std::runtime_error("the test's certificate was not taken");
  }
}

sockaddr_in address_of(const char* host, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  inet_pton(AF_INET, host, &address.sin_addr);
  return address;
}

int connect_to(std::uint16_t port, const char* source) {
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  const int yes = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const timeval patience{k_patience_seconds, 0};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const sockaddr_in from = address_of(source, 0);
  const sockaddr_in to = address_of("127.0.0.1", port);
  if (bind(descriptor, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
      connect(descriptor, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    close(descriptor);
    return -1;
  }
  return descriptor;
}

}  // namespace

struct RawClient::State {
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    connection.reset();
    if (descriptor >= 0) close(descriptor);
  }

  // Adds what comes next to `input`; false at the end.
  bool read_more() {
    std::array<char, 4096> block{};
    const int count = SSL_read(connection.get(), block.data(), static_cast<int>(block.size()));
    if (count > 0) input.append(block.data(), static_cast<std::size_t>(count));
    if (count <= 0) out_of_patience = errno == EAGAIN;
    return count > 0;
  }

  Owned<SSL_CTX, SSL_CTX_free> context{SSL_CTX_new(TLS_client_method())};
  Owned<SSL, SSL_free> connection;
  int descriptor = -1;
  bool connected = false;
  bool out_of_patience = false;
  std::string input;
};

RawClient::RawClient(std::uint16_t port, std::string_view certificate_pem, std::string_view key_pem,
                     const char* source)
    : state_(std::make_unique<State>()) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: OpenSSL writes with write(2)
  if (!certificate_pem.empty()) {
    use_certificate(state_->context.get(), certificate_pem, key_pem);
  }
  state_->descriptor = connect_to(port, source);
  if (state_->descriptor < 0) return;
  state_->connection.reset(SSL_new(state_->context.get()));
  SSL_set_fd(state_->connection.get(), state_->descriptor);
  state_->connected = SSL_connect(state_->connection.get()) == 1;
}

RawClient::~RawClient() = default;

bool RawClient::connected() const {
  return state_->connected;
}

bool RawClient::send(std::string_view bytes) {
  if (!state_->connected) return false;
  return SSL_write(state_->connection.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool RawClient::hears_within(int milliseconds) {
  pollfd waiting{state_->descriptor, POLLIN, 0};
  return poll(&waiting, 1, milliseconds) != 0;
}

std::string RawClient::read_answer(bool after_head_method) {
  static constexpr std::string_view k_length = "\r\ncontent-length: ";
  if (!state_->connected) return {};
  std::string& input = state_->input;
  std::size_t head_end = 0;
  while ((head_end = input.find("\r\n\r\n")) == std::string::npos) {
    if (!state_->read_more()) return {};
  }
  std::size_t size = head_end + 4;
  const std::size_t length = input.substr(0, head_end).find(k_length);
  if (length != std::string::npos && !after_head_method) {
    size += std::strtoul(input.c_str() + length + k_length.size(), nullptr, 10);
  }
  while (input.size() < size) {
    if (!state_->read_more()) return {};
  }
  std::string answer = input.substr(0, size);
  input.erase(0, size);
  return answer;
}

std::string RawClient::read_until(std::string_view end) {
  std::string& input = state_->input;
  std::size_t at = 0;
  while ((at = input.find(end)) == std::string::npos) {
    if (!state_->connected || !state_->read_more()) return {};
  }
  std::string out = input.substr(0, at + end.size());
  input.erase(0, at + end.size());
  return out;
}

std::string RawClient::read_all() {
  if (!state_->connected) return {};
  while (state_->read_more()) {
  }
  if (state_->out_of_patience) return "(still open)";
  SSL_shutdown(state_->connection.get());
  return std::exchange(state_->input, {});
}

}  // namespace mash::http
