// SPDX-License-Identifier: MIT
// Repeats: in how many other cases the people of a case are named, those who live with them, others
// at their addresses and the adults of concern among them; since the day that the rule gives, and
// altogether. Each case counts once, the case itself never. A repeat decides nothing (domain.md
// 5.5). Each of these cases is named with where it stands and the way to it. What not: what was
// said in them (the page of a person), contexts.
// Cases hidden from the reader take no part. For the front door alone.
// Thread safety: plain values; the rest as the Context that is passed in.
// Cost: two statements for up to 20 people of the case, one for each 200 cases that are counted,
// two for each of the few that are listed, and in the index a step for all that was ever said of
// each address, also of a hostel.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/people/index.h"
#include "mash/people/repeat_policy.h"
#include "mash/pipeline/route.h"

namespace mash::people {

struct Count {
  int recent = 0;  // since the day from which the rule counts
  int altogether = 0;
  UtcTime last;  // when the newest was received; only where there is one
};

// What concerns one person of the case.
struct RepeatsOfPerson {
  PersonId person;
  Count own;        // the person is named there
  Count household;  // they, or somebody who lives with them by the words of this case
  Count address;    // somebody is said to be at an address that this case gives for them
  Count adults;     // another adult of concern of this case is named there
  Count together;
  int of_other_children =
      0;  // of an adult of concern: of `own` those that name no child of this case
};

// One of the cases that count.
struct OtherCase {
  cases::CaseHead head;
  bool child = false;    // a child of this case is named there
  bool adult = false;    // somebody else of this case is
  bool address = false;  // somebody is said to be at an address that this case gives
};

struct Repeats {
  LocalDate since;
  std::vector<RepeatsOfPerson> people;
  // Over all people of the case. Who is not identified counts by address alone.
  Count own, address, adults, together;
  std::vector<std::string> many;  // addresses of more than a family says of its home
  std::size_t not_identified = 0;
  bool address_known = false;
  // Addresses that were given and could be compared with no other, as they were written.
  std::vector<std::string> not_compared;
  // The first of those that the reader may open: open ones, then the newest.
  std::vector<OtherCase> others;
};
// Of the case that the facts are about, by all that is said in it. The recogniser has caught up.
// Nothing to whoever may not know of other cases.
std::optional<Repeats> repeats_of(pipeline::Context& c, const Recogniser& recogniser,
                                  const RepeatPolicy& policy, const std::vector<Statement>& said);

// Of one person, beside "In 2 other cases": "Since 24 November 2025: 1, the last on 3 May 2026.
// Counting household, address and adults of concern: ...". "" where there is nothing.
std::string repeats_in_words(const Repeats& repeats, const PersonId& person);
// For {{> people/repeats}}: the case in a sentence, how it was counted, and the other cases with
// the way to them and, where a child of this case is in one that is open, how the two go together.
// `id` is the case itself.
json::Value repeats_view(const Repeats& repeats, const RepeatPolicy& policy, const CaseId& id);

}  // namespace mash::people
