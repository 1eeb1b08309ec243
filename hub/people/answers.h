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

// people/take_back: the form that takes an answer back; `who` says of whom it is. `then` is the
// person's page that is shown afterwards (Whole::id, in the case `in`); null: the review.
json::Value take_back_form(const AnswerRow& answer, const std::string& who,
                           const PersonId* then = nullptr, const CaseId& in = {});

// The newest, the joins of two persons among them. For the review.
json::Array answers_lately(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                           const std::set<CaseId>& hidden);
// That this person and another are not the same, or that nobody is sure, the newest first.
json::Array answers_about(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                          const Whole& person);

}  // namespace mash::people
