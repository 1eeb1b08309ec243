// SPDX-License-Identifier: MIT
// Everything that a room leaves behind: files of its folder, or all rows where the database is
// elsewhere, its tile log, and what was written to standard error.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mash/support/test_app.h"
#include "mash/world/world.h"

namespace mash::leak {

// Name and content.
using Place = std::pair<std::string, std::string>;

// All files below the folder; with PostgreSQL also each table as text (bytes in hexadecimal).
std::vector<Place> places_of(const world::Room& room);
std::vector<Place> files_below(const std::string& folder);
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
