// SPDX-License-Identifier: MIT
// A standing release: a rule that somebody of an agency signed in advance, by which lines of a kind
// leave to one recipient while nobody of that agency has decided on them. The signature covers the
// rule and not the words: whoever reads such a line believes the rule, and the hub for the rest.
// Not here: when a hub lets something out by it (hub/disclosure). Decision 0042.
// Errors: invalid_input with the field "signatures". Thread safety: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/json/value.h"

namespace mash::signatures {

inline constexpr std::string_view k_standing_schema = "openmash.standing-release.1";
// The highest sensitivity takes two people each time: no rule covers it.
inline constexpr std::int64_t k_standing_highest = 2;
inline constexpr const char* k_not_graded = "NOT_GRADED";
inline constexpr const char* k_graded = "GRADED";  // intelligence

struct StandingRule {
  std::string id;
  std::int64_t number = 1;  // of its agency's: a rule is never changed, another one has the next
  AgencyId recipient;
  std::vector<std::string> kinds;  // of the two above
  std::int64_t sensitivity = 0;    // the highest that it covers, 0 to k_standing_highest
  std::vector<std::string> when;   // codes of situations: one is enough
  std::string purpose;
  std::vector<std::string> basis;  // codes
  UtcTime from, until;             // from then on, before that
};
// What its owner signs: members for login::take_step_up().
json::Object standing_record(const StandingRule& rule);
// Of a signed record, which has more members. Refused where it is not what standing_record() makes.
Result<StandingRule> read_standing(const json::Value& record);

// What a hub says of a line that left by a rule. Nobody of the owner has signed it.
struct StandingClaim {
  std::int64_t sensitivity = 0;
  std::string when;  // the situation
  UtcTime at;        // since then it counted as released
};
// One text for each value: the terms of such a line.
std::string encode(const StandingClaim& claim);
Result<StandingClaim> decode_claim(std::string_view text);

// Why the rule does not cover it, in words; empty: it does.
std::string outside(const StandingRule& rule, const AgencyId& recipient, bool graded,
                    const StandingClaim& claim);

}  // namespace mash::signatures
