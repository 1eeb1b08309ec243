// SPDX-License-Identifier: MIT
#include "mash/linkage/stable_ids.h"

#include <algorithm>
#include <set>
#include <utility>

#include "mash/base/assert.h"
#include "mash/linkage/settled.h"

namespace mash::linkage {

namespace {

struct Claim {
  std::uint32_t shared = 0;  // records of the earlier cluster that are in this one
  std::uint32_t earlier = 0;
  std::uint32_t cluster = 0;
};

std::vector<Claim> claims_of(std::span<const std::uint32_t> clusters, const Earlier& earlier) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> members;  // earlier, cluster
  for (std::size_t row = 0; row < clusters.size(); ++row) {
    if (earlier.cluster[row] != k_new_record)
      members.emplace_back(earlier.cluster[row], clusters[row]);
  }
  std::sort(members.begin(), members.end());
  std::vector<Claim> out;
  for (const auto& [before, now] : members) {
    if (out.empty() || out.back().earlier != before || out.back().cluster != now)
      out.push_back({0, before, now});
    ++out.back().shared;
  }
  return out;
}

// The id of the record that names the cluster, with a number if a cluster ever had it.
std::string unused(const std::string& record_id, std::set<std::string>& used) {
  std::string id = record_id;
  for (std::size_t n = 2; !used.insert(id).second; ++n) id = record_id + "-" + std::to_string(n);
  return id;
}

}  // namespace

StableIds stable_ids(std::span<const std::uint32_t> clusters, const Earlier& earlier,
                     const std::function<std::string(std::uint32_t)>& record_id) {
  MASH_ASSERT(earlier.cluster.size() == clusters.size());
  auto claims = claims_of(clusters, earlier);
  std::sort(claims.begin(), claims.end(), [&](const Claim& x, const Claim& y) {
    if (x.shared != y.shared) return x.shared > y.shared;
    if (x.earlier != y.earlier) return earlier.ids[x.earlier] < earlier.ids[y.earlier];
    return x.cluster != y.cluster && record_id(x.cluster) < record_id(y.cluster);
  });
  StableIds out;
  out.of.resize(clusters.size());
  std::vector<bool> given(earlier.ids.size(), false);
  std::vector<std::uint32_t> most(earlier.ids.size(), 0);  // records that are still together
  for (const auto& c : claims) {
    most[c.earlier] = std::max(most[c.earlier], c.shared);
    // A rest of the cluster is not what the id stands for.
    if (c.shared < most[c.earlier] || given[c.earlier] || !out.of[c.cluster].empty()) continue;
    given[c.earlier] = true;
    out.of[c.cluster] = earlier.ids[c.earlier];
    ++out.kept;
  }
  std::vector<std::pair<std::string, std::uint32_t>> nameless;
  for (std::uint32_t row = 0; row < clusters.size(); ++row)
    if (clusters[row] == row && out.of[row].empty()) nameless.emplace_back(record_id(row), row);
  std::sort(nameless.begin(), nameless.end());
  std::set<std::string> used(earlier.ids.begin(), earlier.ids.end());
  for (const auto& [id, row] : nameless) out.of[row] = unused(id, used);
  out.made = nameless.size();
  return out;
}

}  // namespace mash::linkage
