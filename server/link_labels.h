// SPDX-License-Identifier: MIT
// What pairs that people judged say about scores.
#pragma once

#include <span>

#include "mash/linkage/calibrate.h"
#include "mash/linkage/link.h"

namespace mash::server {

// Error: too few labels to say anything.
Result<bool> enough_labels(std::span<const linkage::Answer> labels);
// Each pair is scored, whether blocking found it or not.
Result<linkage::Calibration> calibrate_by(std::span<const linkage::Answer> labels,
                                          const linkage::Linked& linked);

}  // namespace mash::server
