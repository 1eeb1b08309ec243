// SPDX-License-Identifier: MIT
#include "joined.h"

namespace mash::research {

Joined::Joined(const std::vector<people::Joined>& joined, const std::set<CaseId>& hidden) {
  for (const auto& one : joined) {
    if (hidden.contains(one.case_id)) continue;
    const std::string older = one_of(one.older.text());
    const std::string newer = one_of(one.newer.text());
    if (older != newer) to_[newer] = older;
  }
}

const std::string& Joined::one_of(const std::string& person) const {
  const std::string* out = &person;
  for (auto next = to_.find(*out); next != to_.end(); next = to_.find(*out)) out = &next->second;
  return *out;
}

}  // namespace mash::research
