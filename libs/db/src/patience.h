// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>

#include "mash/base/time.h"

namespace mash::db {

// The pauses between attempts to reach a lost server: 20 ms doubling up to 1 s, until their sum
// has used up what may be waited. The attempts themselves are not counted.
class Patience {
 public:
  explicit Patience(Duration limit) : left_(std::chrono::microseconds(limit.micros)) {}
  // Zero when the patience has ended.
  std::chrono::microseconds next_pause() {
    const auto pause = std::min(step_, left_);
    left_ -= pause;
    step_ = std::min<std::chrono::microseconds>(step_ * 2, std::chrono::seconds(1));
    return pause;
  }

 private:
  std::chrono::microseconds left_;
  std::chrono::microseconds step_ = std::chrono::milliseconds(20);
};

}  // namespace mash::db
