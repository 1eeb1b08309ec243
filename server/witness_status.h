// SPDX-License-Identifier: MIT
// What the witnesses of a hub have signed of its record, and what follows when they do not: what is
// said on every page, and whether what is not urgent waits. Not here: asking them (witnessing.h).
// Thread safety: plain values and pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mash/base/time.h"
#include "mash/json/value.h"

namespace mash::server {

// The group "witnessing" of data/hub_policies.json.
struct WitnessRules {
  Duration every;                   // from one round to the next
  Duration padded_after;            // how long an entry waits for others before sizes are filled up
  Duration alarm_after;             // without a quorum: it is said on every page
  Duration pause_after;             // without a quorum: what is not urgent does not leave
  std::uint64_t multiple_of = 256;  // witnesses read sizes of so many entries alone
};

// Why a witness did not sign when it was asked last.
enum class Trouble : std::uint8_t {
  none,
  no_answer,       // also: another certificate than the one that is known
  unknown_log,     // its policy does not name this log
  wrong_key,       // it knows this log under another key
  not_understood,  // it refused the form, or gave no good signature
  other_history,   // it has signed what this record does not go on from
  ahead,           // it has signed more than this record has: an older copy was put back
};
// "does not answer"
std::string_view words_of(Trouble trouble);

struct WitnessStatus {
  struct One {
    std::string name;      // in the policy
    std::uint64_t size{};  // of the log, as it last signed it; 0: never
    Trouble trouble{};
  };
  std::vector<One> witnesses;      // in the order of the policy
  std::uint64_t size = 0;          // with a quorum; 0: never
  std::optional<UtcTime> at;       // when there last was one, by the hub's clock
  std::optional<UtcTime> without;  // since when one was wanted and not reached
  bool put_back = false;  // this record does not go on from what the hub itself has kept as signed
};

// For every page; empty while all is well.
std::string witness_notice(const WitnessStatus& status, const WitnessRules& rules, UtcTime now);
// What is not urgent does not leave.
bool releases_pause(const WitnessStatus& status, const WitnessRules& rules, UtcTime now);
// For the command line.
json::Value to_json(const WitnessStatus& status);

}  // namespace mash::server
