// SPDX-License-Identifier: MIT
// How long there is to answer somebody who asks what is held about them, and what the law lets an
// owner leave out: data/subject_access.json. What not: whether an exemption holds, which the owner
// says. Thread safety: a plain value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::access {

struct Exemption {
  std::string code, words, law;
  std::string in_bundle;  // what the person who asked is told, and no more
};
// Words that make the hub propose an exemption, and why it does, in one sentence.
struct Sign {
  std::string exemption;           // its code
  std::vector<std::string> words;  // lower case
  std::string why;
};
struct AccessPolicy {
  int version = 0;
  int months = 0;
  int more_months = 0;
  int owner_days = 0;        // from the day on which an owner is asked
  int asked_after_days = 0;  // an order that was served longer ago than this is asked about
  int most_pages = 0;
  std::vector<Exemption> exemptions;
  std::vector<Sign> signs;
  // nullptr: there is none of this code.
  [[nodiscard]] const Exemption* find(std::string_view code) const;
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name.
Result<AccessPolicy> parse_access_policy(std::string_view text);
// Of the file that comes with the program.
const AccessPolicy& built_in_access_policy();

}  // namespace mash::access
