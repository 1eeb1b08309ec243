// SPDX-License-Identifier: MIT
// That a desk of the case disagrees with the rating or with what is decided or about to be: in its
// own words, under its own key, never changed. All who work on the case read it; whoever decides
// sees it before deciding, and the decision keeps which stood there. It moves no clock.
// What not: a challenge from outside with its stages. Thread safety: as the Context that is passed
// in. Cost: one select, one opening per dissent.
#pragma once

#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/json/value.h"
#include "mash/model/borough.h"
#include "mash/model/coded.h"
#include "mash/pipeline/route.h"

namespace mash::assessment {

enum class DissentAbout { rating, decision };

struct Dissent {
  std::string id;
  CaseId case_id;
  AgencyId owner;
  StaffId by;
  UtcTime at;
  DissentAbout about{};
  std::string against;  // how the case was rated then, in words
  Sensitive reason;
};
// Of a case, the oldest first.
std::vector<Dissent> dissents_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id);
// The lines for {{> assessment/dissents}}, which each member of the case may read; each is noted as
// shown.
json::Array dissents_data(pipeline::Context& c, const policy::Proof& proof,
                          const model::Borough& borough, const CaseId& id);

}  // namespace mash::assessment

namespace mash::model {

template <>
inline constexpr auto k_words<assessment::DissentAbout> =
    std::to_array<Word<assessment::DissentAbout>>({
        {assessment::DissentAbout::rating, "RATING", "The rating"},
        {assessment::DissentAbout::decision, "DECISION", "What is decided, or about to be"},
    });

}  // namespace mash::model
