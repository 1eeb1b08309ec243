// SPDX-License-Identifier: MIT
// Words that would give away who told us, where they are not to be named (scenario A04): looked for
// in what is about to leave, and asked about one by one. A help for the eye of whoever sends, who
// decides; it finds what was given about the sender, not what only somebody who knows them sees.
// What not: leaving anything out. Thread safety: as the Context that is passed in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mash/intake/intake.h"
#include "mash/json/value.h"
#include "mash/pipeline/route.h"

namespace mash::intake {

// May this sender be known outside? Not who asked not to be named, nor who gave no name.
bool may_be_known(const NotificationView& told);

struct Giveaway {
  std::string words;      // as they were given about the sender: "neighbour"
  std::string_view what;  // "who they said they are"
};
// What of the senders who are not to be known stands in these texts: a name of theirs that nobody
// else in the case has (`names`, each of one person), who they said they are, their agency, their
// e-mail address and telephone number. Each once. Pure. Cost: words of the senders times words of
// the texts.
std::vector<Giveaway> giveaways_in(const std::vector<NotificationView>& told,
                                   const std::vector<std::string>& names,
                                   const std::vector<std::string>& texts);
// The same of a case.
std::vector<Giveaway> giveaways(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                                const std::vector<std::string>& texts);

// Each of them as a box to tick, none ticked beforehand; false: there is none.
json::Value giveaway_question(const pipeline::Context& c, const std::vector<Giveaway>& found);
// Its field; add it to the act.
pipeline::Field giveaway_field();
// Whoever sends has looked at each; noted. invalid_input: one is left.
Result<void> looked_at(pipeline::Context& c, const std::vector<Giveaway>& found);

}  // namespace mash::intake
