// SPDX-License-Identifier: MIT
#include "control.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "mash/base/log.h"
#include "mash/base/stack.h"

namespace mash::server {

namespace {

constexpr std::size_t k_line_limit = 256U * 1024 * 1024;  // both files of a large import

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_un address_of(const Path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = socket.string();
  if (path.size() >= sizeof address.sun_path) {
    throw std::runtime_error("the path of the data folder is too long for a socket");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

bool write_line(int connection, const json::Value& value) {
  const std::string line = json::encode(value) + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    const auto n = ::send(connection, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// It was there, so it may have done something.
Error cut_off() {
  return {ErrorCode::internal,
          "The hub ended before it answered. Do the same again: nothing comes twice",
          {}};
}

// Reads lines, keeping what came after the newline for the next call.
class Lines {
 public:
  explicit Lines(int connection) : connection_(connection) {}
  Result<json::Value> next() {
    while (true) {
      const auto end = buffer_.find('\n', searched_);
      if (end != std::string::npos) {
        auto value = json::parse(std::string_view(buffer_).substr(0, end));
        buffer_.erase(0, end + 1);
        searched_ = 0;
        return value;
      }
      searched_ = buffer_.size();
      if (buffer_.size() > k_line_limit) return Error{ErrorCode::too_large, "Too long a line", {}};
      std::array<char, 65536> chunk{};
      const auto n = ::recv(connection_, chunk.data(), chunk.size(), 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return cut_off();
      buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    }
  }

 private:
  int connection_;
  std::string buffer_;
  std::size_t searched_ = 0;
};

json::Value error_value(const Error& error) {
  json::Value faults = json::Array{};
  for (const auto& f : error.faults) {
    json::Value one;
    one.set("field", f.field);
    one.set("message", f.message);
    faults.as_array()->push_back(std::move(one));
  }
  json::Value out;
  out.set("error", error.message);
  out.set("faults", std::move(faults));
  return out;
}

Error error_from(const json::Value& answer) {
  Error error{ErrorCode::invalid_input, answer.text("error"), {}};
  if (const auto* faults = answer["faults"].as_array()) {
    for (const auto& f : *faults) error.faults.push_back({f.text("field"), f.text("message")});
  }
  return error;
}

}  // namespace

ControlServer::ControlServer(const Path& socket, Command command) : command_(std::move(command)) {
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0) fail("control socket");
  ::unlink(socket.c_str());  // of a process that died: the folder's lock is ours
  const auto address = address_of(socket);
  if (::bind(listener_, generic(address), sizeof address) != 0) fail("control socket");
  if (::chmod(socket.c_str(), 0600) != 0) fail("control socket");
  if (::listen(listener_, 8) != 0) fail("control socket");
  if (::pipe(wake_) != 0) fail("pipe");
  thread_ = std::thread([this] { run(); });
}

ControlServer::~ControlServer() {
  if (::write(wake_[1], "x", 1) != 1) log::error("control.not_woken");
  thread_.join();
  for (const int f : {listener_, wake_[0], wake_[1]}) ::close(f);
}

void ControlServer::run() {
  while (true) {
    std::array<pollfd, 2> waits{pollfd{listener_, POLLIN, 0}, pollfd{wake_[0], POLLIN, 0}};
    if (::poll(waits.data(), waits.size(), -1) < 0) {
      if (errno == EINTR) continue;
      log::error("control.stopped");
      return;
    }
    if (waits[1].revents != 0) return;
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    serve(connection);
    wipe_stack();  // of passwords and tokens
    ::close(connection);
  }
}

void ControlServer::serve(int connection) {
  const auto request = Lines(connection).next();
  if (!request) {
    write_line(connection, error_value(request.error()));
    return;
  }
  json::Value answer;
  try {
    const auto result = command_(*request, [connection](const json::Value& progress) {
      json::Value line;
      line.set("progress", progress);
      write_line(connection, line);
    });
    if (result) {
      answer.set("result", *result);
    } else {
      answer = error_value(result.error());
    }
  } catch (const std::exception& e) {
    log::error("control.failed", {{"what", e.what()}});
    answer = error_value(
        {ErrorCode::internal, "The running process could not do that; its log says why", {}});
  }
  write_line(connection, answer);
}

Result<json::Value> ask(const Path& socket, const json::Value& request, const Progress& progress) {
  const Error away{ErrorCode::unavailable, "No process owns this folder", {}};
  const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection < 0) fail("socket");
  const auto address = address_of(socket);
  if (::connect(connection, generic(address), sizeof address) != 0) {
    ::close(connection);
    return away;
  }
  Result<json::Value> out{cut_off()};
  if (write_line(connection, request)) {
    Lines lines(connection);
    while (true) {
      const auto line = lines.next();
      if (!line) {
        out = line.error();
        break;
      }
      if (!(*line)["progress"].is_null()) {
        progress((*line)["progress"]);
        continue;
      }
      if (!(*line)["error"].is_null()) {
        out = error_from(*line);
      } else {
        out = (*line)["result"];
      }
      break;
    }
  }
  ::close(connection);
  return out;
}

}  // namespace mash::server
