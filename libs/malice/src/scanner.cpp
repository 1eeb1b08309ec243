// SPDX-License-Identifier: MIT
#include "mash/malice/scanner.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <iterator>

namespace mash::malice {

namespace {

constexpr std::string_view k_command{"zINSTREAM\0", 10};
constexpr std::string_view k_before = "stream: ";
constexpr std::string_view k_after = " FOUND";
constexpr std::size_t k_chunk = 64 * 1024;
constexpr std::size_t k_longest_answer = 1024;
constexpr std::size_t k_longest_name = 100;

Error unavailable(const char* what) {
  return {ErrorCode::unavailable, what, {}};
}

class Line {
 public:
  explicit Line(int line) : line_(line) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() {
    if (line_ >= 0) ::close(line_);
  }
  [[nodiscard]] int get() const { return line_; }

 private:
  int line_;
};

bool connect_to(int line, const std::string& socket, std::chrono::seconds patience) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket.empty() || socket.size() >= sizeof address.sun_path) return false;
  std::ranges::copy(socket, std::begin(address.sun_path));
  const timeval most{.tv_sec = static_cast<time_t>(patience.count()), .tv_usec = 0};
  if (::setsockopt(line, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most) != 0) return false;
  if (::setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most) != 0) return false;
  // The C interface takes every kind of address by the one type.
  const void* raw = &address;
  return ::connect(line, static_cast<const sockaddr*>(raw), sizeof address) == 0;
}

bool send_all(int line, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::send(line, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool send_chunk(int line, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  const std::array<char, 4> head = {
      static_cast<char>(size >> 24U & 0xffU), static_cast<char>(size >> 16U & 0xffU),
      static_cast<char>(size >> 8U & 0xffU), static_cast<char>(size & 0xffU)};
  return send_all(line, {head.data(), head.size()}) && send_all(line, bytes);
}

bool send_file(int line, std::string_view bytes) {
  if (!send_all(line, k_command)) return false;
  while (!bytes.empty()) {
    const auto chunk = bytes.substr(0, k_chunk);
    if (!send_chunk(line, chunk)) return false;
    bytes.remove_prefix(chunk.size());
  }
  return send_chunk(line, {});
}

// Up to its zero, or to the end.
std::string receive(int line) {
  std::string out;
  std::array<char, 256> some{};
  while (out.size() < k_longest_answer && out.find('\0') == std::string::npos) {
    const auto n = ::recv(line, some.data(), some.size(), 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    out.append(some.data(), static_cast<std::size_t>(n));
  }
  return out.substr(0, out.find('\0'));
}

bool is_of_name(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-' || c == '_';
}

}  // namespace

Result<Verdict> read_verdict(std::string_view answer) {
  if (!answer.starts_with(k_before)) return unavailable("The scanner gave no verdict");
  answer.remove_prefix(k_before.size());
  if (answer == "OK") return Verdict{};
  if (!answer.ends_with(k_after)) return unavailable("The scanner gave no verdict");
  answer.remove_suffix(k_after.size());
  Verdict out{.found = std::string(answer.substr(0, k_longest_name))};
  std::ranges::replace_if(out.found, [](char c) { return !is_of_name(c); }, '_');
  // Found is found, whatever it is called.
  if (out.found.empty()) out.found = "unnamed";
  return out;
}

Result<Verdict> Scanner::scan(std::string_view bytes) const {
  const Line line(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (line.get() < 0 || !connect_to(line.get(), socket_, patience_)) {
    return unavailable("The scanner cannot be reached");
  }
  // It may stop listening and say why; then the answer is no verdict.
  const bool sent = send_file(line.get(), bytes);
  auto verdict = read_verdict(receive(line.get()));
  if (!sent && verdict && !verdict->is_known()) return unavailable("The scanner did not take it");
  return verdict;
}

}  // namespace mash::malice
