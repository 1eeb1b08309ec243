// SPDX-License-Identifier: MIT
#include "mash/confine/files.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>

namespace mash::confine {

namespace {

// Younger than the headers that we build with.
constexpr std::uint64_t k_truncate = 1ULL << 14U;    // version 3
constexpr std::uint64_t k_connect_tcp = 1ULL << 1U;  // version 4
constexpr int k_rule_net_port = 2;
struct Rules {
  std::uint64_t files = 0;
  std::uint64_t ports = 0;  // versions before 4 end before it
};
struct PortRule {
  std::uint64_t rights = 0;
  std::uint64_t port = 0;
};

constexpr std::uint64_t k_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t k_first = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1;
// Of a file; the others are of folders, and a rule about a file that has one is refused.
constexpr std::uint64_t k_of_file = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                    LANDLOCK_ACCESS_FS_READ_FILE | k_truncate;

std::uint64_t handled_by(int version) {
  std::uint64_t out = k_first;
  if (version >= 2) out |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3) out |= k_truncate;
  return out;
}

bool is_folder(int file) {
  struct stat found{};
  return ::fstat(file, &found) == 0 && S_ISDIR(found.st_mode);
}

}  // namespace

void Files::add_paths(int rules, std::uint64_t handled) const {
  for (const auto& [path, right] : paths_) {
    landlock_path_beneath_attr one{};
    one.parent_fd = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (one.parent_fd < 0) continue;
    one.allowed_access = k_read;
    if (right == Right::start) one.allowed_access |= LANDLOCK_ACCESS_FS_EXECUTE;
    if (right == Right::own) one.allowed_access = handled & ~LANDLOCK_ACCESS_FS_EXECUTE;
    if (!is_folder(one.parent_fd)) one.allowed_access &= k_of_file;
    ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &one, 0);
    ::close(one.parent_fd);
  }
}

void Files::add_ports(int rules) const {
  for (const std::uint16_t port : ports_) {
    const PortRule one{.rights = k_connect_tcp, .port = port};
    ::syscall(SYS_landlock_add_rule, rules, k_rule_net_port, &one, 0);
  }
}

int Files::hold() const {
  const auto version = static_cast<int>(
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (version < 1) return 0;
  const bool ports = holds_ports_ && version >= 4;
  const Rules all{.files = handled_by(version), .ports = ports ? k_connect_tcp : 0};
  const std::size_t size = ports ? sizeof all : sizeof all.files;
  const auto rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size, 0));
  if (rules < 0) return 0;
  add_paths(rules, all.files);
  if (ports) add_ports(rules);
  const bool held = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return held ? version : 0;
}

}  // namespace mash::confine
