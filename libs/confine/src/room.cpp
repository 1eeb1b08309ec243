// SPDX-License-Identifier: MIT
#include "mash/confine/room.h"

#include <sched.h>
#include <seccomp.h>

#include "mash/confine/calls.h"
#include "mash/confine/files.h"

namespace mash::confine {

namespace {

// A thread is a clone too.
void refuse_processes(Calls& calls) {
  calls.refuse({SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork)});
  calls.refuse_where(SCMP_SYS(clone), 0, CLONE_THREAD, 0);
  calls.hide({SCMP_SYS(clone3)});
}

}  // namespace

int hold_files(const Room& room) {
  if (!forbid_new_rights()) return 0;
  Files files;
  for (const auto& path : room.owns) files.own(path);
  for (const auto& path : room.reads) files.read(path);
  for (const auto& path : room.starts) files.start(path);
  files.hold_ports(room.dials);
  return files.hold();
}

bool hold_calls(const Room& room) {
  if (!forbid_new_rights()) return false;
  Calls calls(Otherwise::let);
  calls.refuse_the_kernels_own();
  if (room.starts.empty()) refuse_processes(calls);
  if (room.dials.empty()) {
    calls.refuse({SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen)});
  }
  return calls.hold(Whose::all_threads);
}

}  // namespace mash::confine
