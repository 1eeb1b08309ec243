// SPDX-License-Identifier: MIT
// Clusters against a truth, file against file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link_command.h"
#include "mash/base/result.h"
#include "mash/linkage/evaluate.h"

namespace mash::server {

struct Truth {
  linkage::Quality quality;
  std::vector<std::string> groups;  // names of quality.groups; 0 is that of no group
  std::size_t lacking = 0;          // records of the truth that are in no cluster
};

// Columns: record, person, and the group if it was asked for.
using TruthRows = std::vector<std::vector<std::string>>;
Result<TruthRows> read_truth(const EvaluateArguments& arguments);

// Tells on the error stream how many records of the truth are in no cluster, if any.
void warn_of_lacking(const Truth& truth);
// A record_id that stands twice among the clusters is an error.
Result<Truth> judge(const TruthRows& truth, const std::string& clusters_path,
                    std::string_view encoding);

}  // namespace mash::server
