// SPDX-License-Identifier: MIT
#include "mash/confine/calls.h"

#include <seccomp.h>
#include <sys/prctl.h>

#include <cerrno>

namespace mash::confine {

bool forbid_new_rights() {
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

Calls::Calls(Otherwise otherwise)
    : filter_(::seccomp_init(otherwise == Otherwise::let ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EPERM)),
              &::seccomp_release),
      sound_(filter_ != nullptr) {}

void Calls::let(std::initializer_list<int> calls) {
  for (const int call : calls) keep(::seccomp_rule_add(filter_.get(), SCMP_ACT_ALLOW, call, 0));
}

void Calls::refuse(std::initializer_list<int> calls) {
  for (const int call : calls) {
    keep(::seccomp_rule_add(filter_.get(), SCMP_ACT_ERRNO(EPERM), call, 0));
  }
}

void Calls::refuse_where(int call, unsigned argument, int mask, int bits) {
  const scmp_arg_cmp held{argument, SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(mask),
                          static_cast<scmp_datum_t>(bits)};
  keep(::seccomp_rule_add_array(filter_.get(), SCMP_ACT_ERRNO(EPERM), call, 1, &held));
}

void Calls::hide(std::initializer_list<int> calls) {
  for (const int call : calls) {
    keep(::seccomp_rule_add(filter_.get(), SCMP_ACT_ERRNO(ENOSYS), call, 0));
  }
}

void Calls::refuse_the_kernels_own() {
  refuse({// to look into others
          SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
          SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp), SCMP_SYS(process_madvise),
          // another view of the system
          SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
          SCMP_SYS(fsopen), SCMP_SYS(fsconfig), SCMP_SYS(fsmount), SCMP_SYS(fspick),
          SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(mount_setattr), SCMP_SYS(unshare),
          SCMP_SYS(setns), SCMP_SYS(open_by_handle_at), SCMP_SYS(mknod), SCMP_SYS(mknodat),
          // into the kernel, or by ways that have often been ways in
          SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup),
          SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(userfaultfd),
          SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module),
          SCMP_SYS(kexec_load), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key),
          // the machine's
          SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(acct), SCMP_SYS(quotactl),
          SCMP_SYS(syslog), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime),
          SCMP_SYS(clock_adjtime), SCMP_SYS(adjtimex), SCMP_SYS(sethostname),
          SCMP_SYS(setdomainname), SCMP_SYS(fanotify_init), SCMP_SYS(personality)});
}

bool Calls::hold(Whose whose) {
  if (whose == Whose::all_threads) {
    keep(::seccomp_attr_set(filter_.get(), SCMP_FLTATR_CTL_TSYNC, 1));
  }
  return sound_ && ::seccomp_load(filter_.get()) == 0;
}

}  // namespace mash::confine
