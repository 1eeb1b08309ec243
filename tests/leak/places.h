// SPDX-License-Identifier: MIT
// What a room leaves behind beside support::places_of: its tile log, what is inside what it sent,
// and what was written to standard error.
#pragma once

#include <string>
#include <vector>

#include "mash/support/test_app.h"
#include "mash/world/world.h"

namespace mash::leak {

// The text, and what is inside its base64, and inside that again.
std::vector<std::string> layers_of(const std::string& text, int depth = 3);
// Projects the whole record into tiles there, as the product's publisher does.
void publish(const world::Room& room, const std::string& folder, const std::string& origin);

// Standard error of this process goes to a file while this lives. One at a time.
class CapturedErrors {
 public:
  CapturedErrors();
  ~CapturedErrors();
  CapturedErrors(const CapturedErrors&) = delete;
  CapturedErrors& operator=(const CapturedErrors&) = delete;
  [[nodiscard]] std::string text() const;

 private:
  support::TempFolder folder_;
  std::string file_;
  int saved_ = -1;
};

}  // namespace mash::leak
