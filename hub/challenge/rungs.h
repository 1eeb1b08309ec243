// SPDX-License-Identifier: MIT
// How a challenge moves, and the pages of this slice by file.
#pragma once

#include <string>
#include <vector>

#include "challenge_store.h"
#include "ladder.h"
#include "mash/challenge/challenge.h"
#include "mash/challenge/challenges.h"

namespace mash::challenge {

// Raises it and opens the first stage: the clock, the news and the task of whoever answers.
void raise(pipeline::Context& c, const Deps& deps, Challenge challenge,
           const std::vector<Standing>& against);
// The next stage. `against` is what stands now; none: what was challenged before still is.
void climb(pipeline::Context& c, const Deps& deps, const Challenge& challenge, Why why,
           const std::vector<Standing>& against, const Sensitive& words);
void say_safe(pipeline::Context& c, const Challenge& challenge, const Safety& safety);
// Ends the clock of the stage. Answers that the decision stands are told at once.
void answer(pipeline::Context& c, const Challenge& challenge, const Answer& given);

// Of this case; not_found where there is none.
Result<Challenge> challenge_in_path(pipeline::Context& c, const policy::Proof& proof);
// May this reader read what the challenger wrote, and what they were answered?
bool may_read_words(const policy::Principal& reader, const Challenge& challenge);
bool may_read_answer(const policy::Principal& reader, const Challenge& challenge);
// Is this reader the challenger, or whoever writes down for one outside?
bool speaks_for(const policy::Principal& reader, const Challenge& challenge);

pipeline::View list_page(pipeline::Context& c, const policy::Proof& proof, const Deps& deps);
pipeline::View one_page(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                        const Challenge& challenge);
void add_acts(std::vector<pipeline::Route>& out, const Deps& deps);

}  // namespace mash::challenge
