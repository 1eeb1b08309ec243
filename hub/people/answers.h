// SPDX-License-Identifier: MIT
// What somebody answered about two people and is so far not taken back, and the way to take it
// back: withdrawn with by whom and when, never deleted. Of what the reader may not know of one
// side, nothing.
#pragma once

#include <set>
#include <vector>

#include "answer_store.h"
#include "mash/people/routes.h"
#include "search.h"
#include "whole_person.h"

namespace mash::people {

// people/answer: who said what of whom when, and the form that takes it back. `then` is the
// person's page that is shown afterwards (Whole::id, in the case of the path); null: the review.
json::Value answer_view(pipeline::Context& c, const policy::Proof& proof,
                        const model::Borough& borough, const AnswerRow& answer,
                        const PersonId* then = nullptr);

// The newest, the joins of two persons among them. For the review.
json::Array answers_lately(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                           const std::set<CaseId>& hidden);
// That this person and another are not the same, or that nobody is sure, the newest first.
json::Array answers_about(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const Whole& person);

}  // namespace mash::people
