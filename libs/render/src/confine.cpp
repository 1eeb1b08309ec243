// SPDX-License-Identifier: MIT
#include "confine.h"

#include <fcntl.h>
#include <grp.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <initializer_list>

#include "bounds.h"
#include "mash/confine/calls.h"
#include "mash/confine/files.h"

namespace mash::render {

namespace {

using confine::Calls;
using confine::Otherwise;
using confine::Whose;

constexpr unsigned k_nobody = 65534;  // of Debian, for user and group
constexpr unsigned k_open_files = 32;

bool limit(__rlimit_resource what, std::uint64_t most) {
  const rlimit both{most, most};
  return ::setrlimit(what, &both) == 0;
}

// The first limit ends it with a signal of its own, by which it is known why; the second would end
// it like any other process.
bool limit_processor() {
  const rlimit both{k_processor_seconds, k_processor_seconds + 1};
  return ::setrlimit(RLIMIT_CPU, &both) == 0;
}

// What this process takes already: its program and libraries, most of it never touched.
std::uint64_t own_size() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  statm >> pages;
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool limit_resources(Needs needs) {
  const std::uint64_t memory = k_memory + (needs == Needs::nothing ? own_size() : 0);
  return (k_shadow_memory || limit(RLIMIT_AS, memory)) && limit_processor() &&
         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, k_open_files);
}

// Not in every container may root become somebody else; the rest holds all the same.
void become_nobody() {
  if (::geteuid() != 0) return;
  if (::setgroups(0, nullptr) != 0 || ::setresgid(k_nobody, k_nobody, k_nobody) != 0) return;
  if (::setresuid(k_nobody, k_nobody, k_nobody) != 0) return;
}

// What pdftoppm reads. Nothing is done where the kernel has no Landlock.
void allow_files_of_programs() {
  confine::Files files;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache",
                           "/var/cache/fontconfig"}) {
    files.start(path);
  }
  static_cast<void>(files.hold());
}

void allow_only_memory(Calls& calls) {
  calls.let({SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek),
             SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect),
             SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(getrandom),
             SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigreturn), SCMP_SYS(exit), SCMP_SYS(exit_group)});
}

void refuse_writing(Calls& calls, int call, unsigned flags_at) {
  calls.refuse_where(call, flags_at, O_ACCMODE, O_WRONLY);
  calls.refuse_where(call, flags_at, O_ACCMODE, O_RDWR);
  calls.refuse_where(call, flags_at, O_CREAT, O_CREAT);
  calls.refuse_where(call, flags_at, O_TRUNC, O_TRUNC);
}

// A lock on what it only reads would hold up whoever writes it.
void refuse_locks(Calls& calls) {
  for (const int what : {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE, F_NOTIFY}) {
    calls.refuse_where(SCMP_SYS(fcntl), 1, -1, what);
  }
}

// Younger than the libseccomp that we build with; their numbers are the same on each machine but
// Alpha: fchmodat2 (Linux 6.6), setxattrat and removexattrat (6.13), file_setattr (6.17).
constexpr std::initializer_list<int> k_younger_calls = {452, 463, 466, 469};

void refuse_the_rest(Calls& calls) {
  calls.refuse_the_kernels_own();
  calls.refuse(
      {// to others
       SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
       SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
       SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(tgkill), SCMP_SYS(rt_sigqueueinfo),
       SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal),
       SCMP_SYS(shmget), SCMP_SYS(msgget), SCMP_SYS(semget), SCMP_SYS(mq_open),
       // more processes
       SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone),
       // files that are changed
       SCMP_SYS(creat), SCMP_SYS(truncate), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename),
       SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(symlink),
       SCMP_SYS(symlinkat), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(chmod),
       SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown),
       SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat),
       SCMP_SYS(utimensat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr),
       SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr), SCMP_SYS(flock)});
  calls.refuse(k_younger_calls);
  calls.hide({SCMP_SYS(clone3), SCMP_SYS(openat2)});
  refuse_writing(calls, SCMP_SYS(open), 1);
  refuse_writing(calls, SCMP_SYS(openat), 2);
  refuse_locks(calls);
}

bool filter_calls(Needs needs) {
  const bool nothing = needs == Needs::nothing;
  Calls calls(nothing ? Otherwise::refuse : Otherwise::let);
  nothing ? allow_only_memory(calls) : refuse_the_rest(calls);
  return calls.hold(Whose::this_thread);
}

}  // namespace

bool shut_in(Needs needs) {
  if (!confine::forbid_new_rights()) return false;
  become_nobody();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a change of user takes it away
  if (needs == Needs::program) allow_files_of_programs();
  return limit_resources(needs) && filter_calls(needs);
}

}  // namespace mash::render
