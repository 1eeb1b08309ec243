// SPDX-License-Identifier: MIT
#include "supervisor.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <map>
#include <system_error>

#include "mash/base/log.h"

namespace mash::server {

namespace {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

struct Running {
  const Child* child = nullptr;
  timespec started{};
};

timespec monotonic_now() {
  timespec t{};
  ::clock_gettime(CLOCK_MONOTONIC, &t);
  return t;
}

pid_t start(const std::string& program, const Child& child) {
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid > 0) {
    log::info("supervisor.started", {{"name", child.name}, {"pid", static_cast<long>(pid)}});
    return pid;
  }
  // The child: dies with its parent, and gets its signals again.
  die_with(parent);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::vector<char*> arguments;
  std::string name = program;
  arguments.push_back(name.data());
  std::vector<std::string> copies = child.arguments;
  for (auto& a : copies) arguments.push_back(a.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  ::_exit(127);
}

// Waits for the child to end, ten seconds at most, then ends it by force.
void end(pid_t pid) {
  ::kill(pid, SIGTERM);
  sigset_t child_set;
  sigemptyset(&child_set);
  sigaddset(&child_set, SIGCHLD);
  const timespec deadline{monotonic_now().tv_sec + 10, 0};
  while (::waitpid(pid, nullptr, WNOHANG) == 0) {
    const timespec now = monotonic_now();
    if (now.tv_sec >= deadline.tv_sec) {
      ::kill(pid, SIGKILL);
      ::waitpid(pid, nullptr, 0);
      return;
    }
    const timespec rest{1, 0};
    ::sigtimedwait(&child_set, nullptr, &rest);
  }
}

}  // namespace

void block_signals() {
  const sigset_t set = ending_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wait_for_signal() {
  const sigset_t set = ending_signals();
  int signal = 0;
  ::sigwait(&set, &signal);
}

// By force, since the next `openmash up` needs the ports and the folders at once, and what is
// committed needs no gentle end. A parent that died before this call sends no signal any more.
void die_with(pid_t parent) {
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent) ::_exit(1);
}

int supervise(const std::string& program, const std::vector<Child>& children) {
  sigset_t set = ending_signals();
  sigaddset(&set, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  std::map<pid_t, Running> running;
  for (const auto& c : children) running[start(program, c)] = {&c, monotonic_now()};
  while (true) {
    const int signal = ::sigwaitinfo(&set, nullptr);
    if (signal == SIGINT || signal == SIGTERM) break;
    int status = 0;
    for (pid_t pid = ::waitpid(-1, &status, WNOHANG); pid > 0;
         pid = ::waitpid(-1, &status, WNOHANG)) {
      const auto found = running.find(pid);
      if (found == running.end()) continue;
      const Running ended = found->second;
      running.erase(found);
      log::error("supervisor.ended", {{"name", ended.child->name}, {"status", status}});
      if (monotonic_now().tv_sec - ended.started.tv_sec < 1) {
        // It cannot even start: do not spin. An ending signal still gets through.
        sigset_t ending = ending_signals();
        const timespec pause{1, 0};
        if (::sigtimedwait(&ending, nullptr, &pause) > 0) {
          for (const auto& [other, r] : running) end(other);
          return 0;
        }
      }
      running[start(program, *ended.child)] = {ended.child, monotonic_now()};
    }
  }
  for (const auto& [pid, r] : running) end(pid);
  return 0;
}

}  // namespace mash::server
