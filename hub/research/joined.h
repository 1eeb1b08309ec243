// SPDX-License-Identifier: MIT
// Who is one person by the joins of some cases. Plain value, safe for const use from any thread.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "mash/people/nameless.h"

namespace mash::research {

class Joined {
 public:
  // Joins that were said in `hidden` cases take no part.
  Joined(const std::vector<people::Joined>& joined, const std::set<CaseId>& hidden);
  // The same text for all who are one; of somebody who was joined with nobody their own.
  [[nodiscard]] const std::string& one_of(const std::string& person) const;

 private:
  std::unordered_map<std::string, std::string> to_;
};

}  // namespace mash::research
