// SPDX-License-Identifier: MIT
#include "mash/render/renderer.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "bounds.h"
#include "mash/base/text.h"
#include "mash/render/child.h"
#include "mash/render/format.h"

namespace mash::render {

namespace {

constexpr int k_no_such_page = 99;  // pdftoppm(1)
constexpr int k_not_loaded = 127;   // ld.so(8): a library of it is missing, or being replaced

Error unavailable() {
  return {ErrorCode::unavailable, "This machine cannot make a safe picture of files", {}};
}
Error not_rendered() {
  return {ErrorCode::invalid_input, "No safe picture of this file could be made", {}};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_;
};

// A file without a name, in memory: whoever reads it may go back and forth in it.
bool fill(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::lseek(file, 0, SEEK_SET) == 0;
}

// Starts it with nothing of ours: no open file, no environment, no blocked signal.
pid_t start(const std::vector<std::string>& command, int input, int output) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  // Whoever ends this program from a terminal does not end what it draws.
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
  std::vector<char*> arguments;
  // NOLINTBEGIN(cppcoreguidelines-pro-type-const-cast): posix_spawn changes none
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<char*, 2> environment = {const_cast<char*>("LC_ALL=C.UTF-8"), nullptr};
  // NOLINTEND(cppcoreguidelines-pro-type-const-cast)
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, command.front().c_str(), &files, &attributes,
                                   arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? child : -1;
}

enum class Collected { all, too_much, not_in_time };

// All that comes, unless it is too much or takes too long.
Collected collect(int output, std::chrono::milliseconds patience, std::string& out) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + patience;
  std::array<char, 1 << 16> part{};
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    pollfd wait{.fd = output, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) {
      return Collected::not_in_time;
    }
    const auto got = ::read(output, part.data(), part.size());
    if (got < 0) return Collected::not_in_time;
    if (got == 0) return Collected::all;
    out.append(part.data(), static_cast<std::size_t>(got));
    if (out.size() > k_output) return Collected::too_much;
  }
}

// Did the file do it to whoever reads it? Any other signal came from outside.
bool is_own_fault(int signal) {
  for (const int one :
       {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ}) {
    if (signal == one) return true;
  }
  return false;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = one_line(text.substr(0, end));
    if (line.find_first_not_of(' ') != std::string::npos) out.push_back(std::move(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace

struct Renderer::Made {
  int exit = no_confine;  // also where something else than the file is at fault
  std::string output;
};

Renderer::Made Renderer::run(std::initializer_list<std::string> arguments,
                             std::string_view bytes) const {
  std::vector<std::string> command = command_;
  command.insert(command.end(), arguments);
  const Descriptor input(::memfd_create("render", MFD_CLOEXEC));
  std::array<int, 2> ends{-1, -1};
  if (input.get() < 0 || !fill(input.get(), bytes) || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return {};
  }
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const pid_t child = start(command, input.get(), writing.get());
  writing.close();
  if (child < 0) return {};
  Made out;
  const Collected collected = collect(reading.get(), patience_, out.output);
  if (collected != Collected::all) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (collected == Collected::too_much) out.exit = refused;
  if (collected != Collected::all) return out;
  if (WIFSIGNALED(status) && is_own_fault(WTERMSIG(status))) out.exit = refused;
  if (WIFEXITED(status) && WEXITSTATUS(status) != k_not_loaded) out.exit = WEXITSTATUS(status);
  return out;
}

// What a child wrote is no more believed than the file was.
Result<std::string> Renderer::picture_of(const Made& made) {
  if (made.exit == no_confine) return unavailable();
  if (made.exit != whole || format_of(made.output) != Format::jpeg) return not_rendered();
  return made.output;
}

Result<Rendering> Renderer::render_pdf(std::string_view bytes) const {
  Rendering out;
  for (int page = 1; page <= pages_ + 1; ++page) {
    const Made drawn = run({"pdf", std::to_string(page)}, bytes);
    if (drawn.exit == no_confine) return unavailable();
    if (drawn.exit == k_no_such_page && page > 1) return out;
    const auto picture = drawn.exit == whole && page <= pages_
                             ? picture_of(run({"png"}, drawn.output))
                             : Result<std::string>(not_rendered());
    if (!picture) {
      if (page == 1 || picture.error().code == ErrorCode::unavailable) return picture.error();
      break;
    }
    out.pictures.push_back(*picture);
  }
  out.more = true;
  return out;
}

Result<Rendering> Renderer::render(std::string_view bytes) const {
  const auto format = format_of(bytes);
  if (!format) return Error{ErrorCode::unsupported, "No kind of file that we know", {}};
  if (format == Format::pdf) return render_pdf(bytes);
  const Made made = run({std::string(code_of(*format))}, bytes);
  Rendering out;
  if (format != Format::docx) {
    MASH_TRY(auto picture, picture_of(made));
    out.pictures.push_back(std::move(picture));
    return out;
  }
  if (made.exit == no_confine) return unavailable();
  if ((made.exit != whole && made.exit != cut) || !is_utf8(made.output)) return not_rendered();
  out.more = made.exit == cut;
  out.paragraphs = lines_of(made.output);
  return out;
}

}  // namespace mash::render
