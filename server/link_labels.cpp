// SPDX-License-Identifier: MIT
#include "link_labels.h"

namespace mash::server {

namespace lk = mash::linkage;

Result<lk::Calibration> calibrate_by(std::span<const lk::Answer> labels, const lk::Linked& linked) {
  const lk::Scorer scorer(linked.people, linked.model);
  std::vector<lk::Label> scored;
  scored.reserve(labels.size());
  for (const auto& label : labels) scored.push_back({scorer.score(label.a, label.b), label.same});
  return lk::calibrate(std::move(scored));
}

}  // namespace mash::server
