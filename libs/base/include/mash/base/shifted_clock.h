// SPDX-License-Identifier: MIT
// A clock for demonstrations: it goes as another one does, ahead of it or behind. What not: it is
// not for a hub that works, and no test needs it that can stop its clock (FixedClock).
// Thread safety: as that of the clock that it follows, which must outlive it.
#pragma once

#include "mash/base/time.h"

namespace mash {

class ShiftedClock final : public Clock {
 public:
  ShiftedClock(const Clock& clock, Duration ahead) : clock_(clock), ahead_(ahead) {}
  [[nodiscard]] UtcTime now() const override { return clock_.now() + ahead_; }

 private:
  const Clock& clock_;
  Duration ahead_;
};

}  // namespace mash
