// SPDX-License-Identifier: MIT
// What a process may still reach of files and ports, by Landlock: all that is not named is refused,
// to itself and to whatever it starts, and there is no way back. What not: files that are open
// already; sockets of this machine; UDP; rights that the file's mode takes away anyway.
// Errors: none. A path that is not there is passed over; a kernel without Landlock holds nothing
// back, and says so. Thread safety: of the thread that calls hold() and of those that it starts
// afterwards, so before the first one. Cost: some microseconds for each path.
// Source: Linux, Documentation/userspace-api/landlock.rst.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mash::confine {

class Files {
 public:
  // This file, or all below this folder.
  void read(std::string path) { paths_.emplace_back(std::move(path), Right::read); }
  // And written, made, renamed and deleted.
  void own(std::string path) { paths_.emplace_back(std::move(path), Right::own); }
  // And executed.
  void start(std::string path) { paths_.emplace_back(std::move(path), Right::start); }
  // From now on TCP connections go to these ports alone (Landlock 4, Linux 6.7).
  void hold_ports(std::vector<std::uint16_t> ports) {
    ports_ = std::move(ports);
    holds_ports_ = true;
  }
  // The version of Landlock that holds it; 0: none does. no_new_privs has to be set (calls.h).
  [[nodiscard]] int hold() const;

 private:
  enum class Right { read, own, start };
  void add_paths(int rules, std::uint64_t handled) const;
  void add_ports(int rules) const;

  std::vector<std::pair<std::string, Right>> paths_;
  std::vector<std::uint16_t> ports_;
  bool holds_ports_ = false;
};

}  // namespace mash::confine
