// SPDX-License-Identifier: MIT
#include "link_labels.h"

#include <algorithm>

namespace mash::server {

namespace lk = mash::linkage;

Result<bool> enough_labels(std::span<const lk::Answer> labels) {
  const auto matches = static_cast<std::size_t>(
      std::count_if(labels.begin(), labels.end(), [](const lk::Answer& l) { return l.same; }));
  return lk::enough_labels(matches, labels.size() - matches);
}

Result<lk::Calibration> calibrate_by(std::span<const lk::Answer> labels, const lk::Linked& linked) {
  const lk::Scorer scorer(linked.people, linked.model);
  std::vector<lk::Label> scored;
  scored.reserve(labels.size());
  for (const auto& label : labels) scored.push_back({scorer.score(label.a, label.b), label.same});
  return lk::calibrate(std::move(scored));
}

}  // namespace mash::server
