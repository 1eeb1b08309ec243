// SPDX-License-Identifier: MIT
#pragma once

#include "case_view.h"

namespace mash::triage {

struct NewRating {
  RatingKind kind{};
  model::Rating rating{};
  model::NeedLevel level{};
  std::string reason, override_reason;
  bool overridden = false;
};
// Adds an entry to the history, with the indicators that had fired.
void add_rating(pipeline::Context& c, const CaseView& view, const NewRating& rating);

// When a rating was last confirmed; when the case was received if none was.
UtcTime last_rated(db::Transaction& tx, const cases::CaseHead& head);

}  // namespace mash::triage
