// SPDX-License-Identifier: MIT
// What pairs that people judged say about scores.
#pragma once

#include <span>

#include "link_rows.h"
#include "mash/linkage/calibrate.h"
#include "mash/linkage/link.h"

namespace mash::server {

// Each pair is scored, whether blocking found it or not.
Result<linkage::Calibration> calibrate_by(std::span<const linkage::Answer> labels,
                                          const linkage::Linked& linked);

}  // namespace mash::server
