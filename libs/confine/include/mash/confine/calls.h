// SPDX-License-Identifier: MIT
// Which calls of the kernel a process may still make, by seccomp: a list of what is let through or
// of what is refused. What not: what a call is about beyond its numbers (files.h).
// Errors: what cannot be added, and a kernel that takes no list, make hold() answer false.
// Thread safety: one thread builds it. Cost: some microseconds once, some nanoseconds a call.
#pragma once

#include <initializer_list>
#include <memory>

namespace mash::confine {

// No program that is started gains rights by it. Both Landlock and seccomp want it first.
bool forbid_new_rights();

enum class Otherwise { let, refuse };
enum class Whose { this_thread, all_threads };

// Calls are named by their numbers (SCMP_SYS of seccomp.h). What is refused fails with EPERM.
class Calls {
 public:
  explicit Calls(Otherwise otherwise);
  void let(std::initializer_list<int> calls);
  void refuse(std::initializer_list<int> calls);
  // Where these bits of its argument (counted from 0) are so.
  void refuse_where(int call, unsigned argument, int mask, int bits);
  // As if the kernel did not know it, so that the C library goes back to an older one: its
  // arguments cannot be looked into.
  void hide(std::initializer_list<int> calls);
  // With Otherwise::let: what no process of ours needs, whatever it does: to look into others, to
  // mount, to load into the kernel, its keys, its clock, namespaces, devices.
  void refuse_the_kernels_own();
  // There is no way back.
  [[nodiscard]] bool hold(Whose whose);

 private:
  void keep(int result) { sound_ = sound_ && result == 0; }
  std::unique_ptr<void, void (*)(void*)> filter_;
  bool sound_;
};

}  // namespace mash::confine
