// SPDX-License-Identifier: MIT
// The record of a discussion: who was there, what each agency contributed under its own label, what
// was decided. What the writer types for another agency is that agency's own, sealed under its key,
// and theirs to confirm or to say in their own words; nothing is overwritten.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "discussion_store.h"
#include "mash/base/sensitive.h"
#include "mash/pipeline/route.h"

namespace mash::casework {

struct DiscussionWords {
  UtcTime held_at;
  Sensitive others;  // who was there and does not work in the hub: name and agency, one a line
  Sensitive decided;
  std::set<Seat> seats = {};  // that were taken
};
struct NewDiscussion {
  DiscussionKind kind{};
  std::vector<StaffId> attended;
  DiscussionWords words;
  std::vector<std::pair<AgencyId, Sensitive>> contributions;
};
// A strategy discussion does the task and meets the clock that a decision set, if every seat was
// taken. Answers the id.
std::string add_discussion(pipeline::Context& c, const NewDiscussion& discussion);
DiscussionWords open_discussion(pipeline::Context& c, const policy::Proof& proof,
                                const DiscussionRow& row);
// "The police and a health practitioner did not take part": of a strategy discussion; else "".
std::string empty_seats_in_words(const DiscussionRow& row, const DiscussionWords& words);
// "MASH meeting, 24 November 2026 at 8:30am", and of one with an empty seat that it is incomplete.
std::string discussion_title(pipeline::Context& c, const policy::Proof& proof,
                             const DiscussionRow& row);
Sensitive open_contribution(pipeline::Context& c, const policy::Proof& proof,
                            const ContributionRow& row);
// What the own agency says, as its next version.
void contribute(pipeline::Context& c, const DiscussionRow& discussion, const AgencyId& agency,
                const Sensitive& words);
// Is it the agency's own word: written by itself, or confirmed?
bool stands(const ContributionRow& row);

}  // namespace mash::casework
