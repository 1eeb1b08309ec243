// SPDX-License-Identifier: MIT
#include "mash/assessment/in_case.h"

#include "assessment_store.h"

namespace mash::assessment {

std::vector<std::string> assessments_in(db::Transaction& tx, const CaseId& id) {
  std::vector<std::string> out;
  for (const auto& row : assessment_rows(tx, id)) out.push_back(row.id);
  return out;
}

}  // namespace mash::assessment
