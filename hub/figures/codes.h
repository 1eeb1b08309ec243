// SPDX-License-Identifier: MIT
// The words of this hub in the coarser codes of the tables that a Board has
// (data/board_tables.json). Total: each word has a code. Pure functions.
#pragma once

#include <set>
#include <string>

#include "mash/model/words.h"

namespace mash::figures {

std::string source_code(const std::set<model::ReferralSource>& sources);
std::string rating_code(model::Rating rating);
std::string outcome_code(model::Outcome outcome);
// How far a case came of which nothing was decided.
std::string step_code(model::NotificationState state);
std::string concern_code(model::ConcernType concern);
std::string stage_code(model::Stage stage);
std::string agency_code(model::AgencyKind kind);
// Empty where the owner decided nothing: what was taken back or ran out is no decision to count.
std::string release_code(model::ReleaseState state);
// `band`: research::age_band.
std::string age_code(const std::string& band);

}  // namespace mash::figures
