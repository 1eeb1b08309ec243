// SPDX-License-Identifier: MIT
#include "confine.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <initializer_list>
#include <memory>

#include "bounds.h"

namespace mash::render {

namespace {

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
  constexpr std::uint64_t k_read =
      LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  landlock_ruleset_attr all{};
  all.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;  // all of its first version
  const auto rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0));
  if (rules < 0) return;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache",
                           "/var/cache/fontconfig"}) {
    landlock_path_beneath_attr one{};
    one.allowed_access = k_read;
    one.parent_fd = ::open(path, O_PATH | O_CLOEXEC);
    if (one.parent_fd < 0) continue;
    if (::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &one, 0) != 0) {
      one.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;  // a file, not a folder
      ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &one, 0);
    }
    ::close(one.parent_fd);
  }
  ::syscall(SYS_landlock_restrict_self, rules, 0);
  ::close(rules);
}

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

bool allow_only_memory(void* filter) {
  for (const int call :
       {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(lseek),
        SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise),
        SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(sigaltstack),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
    if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  return true;
}

bool refuse_flags(void* filter, int call, unsigned flags_at, int mask, int flags) {
  const scmp_arg_cmp held{flags_at, SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(mask),
                          static_cast<scmp_datum_t>(flags)};
  return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &held) == 0;
}

bool refuse_writing(void* filter, int call, unsigned flags_at) {
  return refuse_flags(filter, call, flags_at, O_ACCMODE, O_WRONLY) &&
         refuse_flags(filter, call, flags_at, O_ACCMODE, O_RDWR) &&
         refuse_flags(filter, call, flags_at, O_CREAT, O_CREAT) &&
         refuse_flags(filter, call, flags_at, O_TRUNC, O_TRUNC);
}

// A lock on what it only reads would hold up whoever writes it.
bool refuse_locks(void* filter) {
  for (const int what : {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW, F_SETLEASE, F_NOTIFY}) {
    if (!refuse_flags(filter, SCMP_SYS(fcntl), 1, -1, what)) return false;
  }
  return true;
}

// Younger than the libseccomp that we build with; their numbers are the same on each machine but
// Alpha: fchmodat2 (Linux 6.6), setxattrat and removexattrat (6.13), file_setattr (6.17).
constexpr std::array<int, 4> k_younger_calls = {452, 463, 466, 469};

bool refuse_the_rest(void* filter) {
  for (const int call :
       {// to others
        SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
        SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
        SCMP_SYS(sendmmsg), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(tgkill),
        SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo), SCMP_SYS(pidfd_open),
        SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace),
        SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(shmget), SCMP_SYS(msgget),
        SCMP_SYS(semget), SCMP_SYS(mq_open),
        // more processes
        SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(unshare), SCMP_SYS(setns),
        // files that are changed
        SCMP_SYS(creat), SCMP_SYS(truncate), SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename),
        SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(link), SCMP_SYS(linkat),
        SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir),
        SCMP_SYS(mknod), SCMP_SYS(mknodat), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat),
        SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(utime),
        SCMP_SYS(utimes), SCMP_SYS(futimesat), SCMP_SYS(utimensat), SCMP_SYS(setxattr),
        SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr),
        SCMP_SYS(fremovexattr), SCMP_SYS(flock),
        // the kernel's own
        SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(bpf),
        SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(perf_event_open),
        SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd), SCMP_SYS(open_by_handle_at),
        SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(kexec_load), SCMP_SYS(reboot)}) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) return false;
  }
  for (const int call : k_younger_calls) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) != 0) return false;
  }
  // Their arguments cannot be looked into: the C library goes back to the older calls.
  for (const int call : {SCMP_SYS(clone3), SCMP_SYS(openat2)}) {
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), call, 0) != 0) return false;
  }
  return refuse_writing(filter, SCMP_SYS(open), 1) && refuse_writing(filter, SCMP_SYS(openat), 2) &&
         refuse_locks(filter);
}

bool filter_calls(Needs needs) {
  const bool nothing = needs == Needs::nothing;
  const Filter filter(seccomp_init(nothing ? SCMP_ACT_ERRNO(EPERM) : SCMP_ACT_ALLOW),
                      &seccomp_release);
  if (!filter) return false;
  if (nothing ? !allow_only_memory(filter.get()) : !refuse_the_rest(filter.get())) return false;
  return seccomp_load(filter.get()) == 0;
}

}  // namespace

bool confine(Needs needs) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  become_nobody();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // a change of user takes it away
  if (needs == Needs::program) allow_files_of_programs();
  return limit_resources(needs) && filter_calls(needs);
}

}  // namespace mash::render
