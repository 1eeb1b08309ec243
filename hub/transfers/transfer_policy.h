// SPDX-License-Identifier: MIT
// data/transfers.json: which kinds of responsibility hubs hand over, for which reasons, how soon
// the other one answers at which stage, and who speaks to whom there. Pure; errors are
// invalid_input that names the member.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::transfers {

struct Coded {
  std::string code, words;
};
struct Urgency {
  std::string code, words;
  std::vector<int> answer_minutes;  // one for each stage
};
struct Policy {
  int version = 0;
  std::vector<Coded> kinds, reasons, refusals;
  std::vector<Urgency> urgencies;
  std::vector<std::string> stages;  // who speaks to whom

  [[nodiscard]] int last_stage() const { return static_cast<int>(stages.size()); }
  // From stage 1; of one that is not there, the last.
  [[nodiscard]] int minutes(std::string_view urgency, int stage) const;
  [[nodiscard]] const std::string& who(int stage) const;
  [[nodiscard]] std::string urgency_words(std::string_view code) const;
};
// Words of a code that this version of the policy does not know: the code itself.
std::string words_of(const std::vector<Coded>& all, std::string_view code);
std::vector<std::string> codes_of(const std::vector<Coded>& all);

Result<Policy> parse_policy(std::string_view text);
const Policy& built_in_policy();

}  // namespace mash::transfers
