// SPDX-License-Identifier: MIT
// Who is alerted of a Red that no manager has opened, and of clocks, and when: data/alerts.json.
#pragma once

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/model/coded.h"
#include "mash/model/words_time.h"

namespace mash::alerts {

enum class Who { managers, deputies, duty_team, nobody };

struct Step {
  std::string id;
  Who who{};
  Who while_closed = Who::nobody;  // outside opening hours these too
  int after_minutes = 0;           // since the hub has had the case
  std::string source;
};

enum class Owed { owing_agency, answers_for_agency, holder_and_managers };

// Somebody is told when this share of a clock is used. One that is not Red waits for opening hours.
struct ClockRule {
  std::string id;
  int percent = 0;
  Owed who{};
  std::set<model::Stage> stages;
  std::string source;
};

struct AlertPolicy {
  int version = 0;
  std::vector<ClockRule> clocks;
  std::vector<Step> unseen_red;  // later ones later; the last tells nobody and says whom to ring
  Duration first_again;
  Duration longest_again;
  Duration late_after;  // an alert that has waited so long is said on the queue
  int keep_days = 0;
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name.
Result<AlertPolicy> parse_alert_policy(std::string_view text);
// Of the file that comes with the program.
const AlertPolicy& built_in_alert_policy();

}  // namespace mash::alerts

namespace mash::model {

template <>
inline constexpr auto k_words<alerts::Who> = std::to_array<Word<alerts::Who>>({
    {alerts::Who::managers, "MANAGERS", "The managers"},
    {alerts::Who::deputies, "DEPUTIES", "Their deputies"},
    {alerts::Who::duty_team, "DUTY_TEAM", "The emergency duty team"},
    {alerts::Who::nobody, "NOBODY", "Nobody more: the queue says whom to ring"},
});

template <>
inline constexpr auto k_words<alerts::Owed> = std::to_array<Word<alerts::Owed>>({
    {alerts::Owed::owing_agency, "OWING_AGENCY", "The agency that owes it"},
    {alerts::Owed::answers_for_agency, "ANSWERS_FOR_AGENCY",
     "Whoever answers for the agency that owes it, and who stands in for them"},
    {alerts::Owed::holder_and_managers, "HOLDER_AND_MANAGERS",
     "Whoever has the case, and the managers"},
});

}  // namespace mash::model
