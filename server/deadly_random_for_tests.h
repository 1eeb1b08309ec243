// SPDX-License-Identifier: MIT
// The process dies at the n-th throw of the dice, as if its power were cut.
#pragma once

#include <csignal>
#include <span>

#include "mash/crypto/crypto.h"

namespace mash::server {

class DeadlyRandom final : public Random {
 public:
  explicit DeadlyRandom(int throws) : left_(throws) {}
  void fill(std::span<std::uint8_t> out) override {
    if (--left_ == 0) static_cast<void>(std::raise(SIGKILL));
    other_.fill(out);
  }

 private:
  int left_;
  crypto::SystemRandom other_;
};

}  // namespace mash::server
