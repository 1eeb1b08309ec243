// SPDX-License-Identifier: MIT
// Pairs that people judged, as a file, and what they say about scores.
#pragma once

#include <string>

#include "mash/base/result.h"
#include "mash/linkage/calibrate.h"
#include "mash/linkage/link.h"

namespace mash::server {

struct LabelledPair {
  std::string left;
  std::string right;
  bool match = false;
};

// Columns left_id, right_id and match: 0 or 1.
Result<std::vector<LabelledPair>> read_labels(const std::string& path);

// Each pair is scored, whether blocking found it or not. A record must be known by its id alone.
Result<linkage::Calibration> calibrate_by(const std::vector<LabelledPair>& labels,
                                          const linkage::Table& table,
                                          const linkage::Linked& linked);

}  // namespace mash::server
