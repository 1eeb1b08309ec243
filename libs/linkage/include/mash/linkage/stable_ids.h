// SPDX-License-Identifier: MIT
// Ids of clusters that stay what they were from run to run.
//
// What: each earlier id goes to the cluster that has most of its records; a cluster that has most
// of several takes the one that gave it most, and the others are gone. Every other cluster gets an
// id that is not among the earlier ones; whether it was one before those, nothing here knows. What
// not: it joins and parts nothing.
// Deterministic whatever the order of records: ties go to the id, then the cluster, that sorts
// first. Thread safety: pure. Cost: n log n in the records.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace mash::linkage {

// The clusters of an earlier run.
struct Earlier {
  std::vector<std::string> ids;        // of its clusters, each once
  std::vector<std::uint32_t> cluster;  // per record of this run: which of them, or k_new_record
};

struct StableIds {
  std::vector<std::string> of;  // by the row that names the cluster; empty for all others
  std::size_t kept = 0;         // clusters with an earlier id
  std::size_t made = 0;         // with a new one
};

// `clusters` has for each record the row that names its cluster; `record_id` gives a row's id,
// which must be its own.
StableIds stable_ids(std::span<const std::uint32_t> clusters, const Earlier& earlier,
                     const std::function<std::string(std::uint32_t)>& record_id);

}  // namespace mash::linkage
