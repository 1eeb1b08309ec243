// SPDX-License-Identifier: MIT
// Joined, but may be two people: where what was said of one person contradicts itself, somebody is
// asked to look. Nothing here parts anybody (docs/decisions/0010).
//
// A person is doubted where
// * two of their statements have valid NHS numbers, or UPNs, that differ (what the engine never
//   joins by itself: linkage::Scorer::cannot_be_same), or
// * what one statement says, against all others of the person together, leaves less than
//   k_may_be_two even to somebody who was as likely one person as two.
// Not doubted is what somebody had before them when they said with a reason that it is one person
// all the same (Upheld), or joined two: numbers that differed then, if they said why all the same;
// words, as long as nothing was said since.
//
// Two lines, so that nothing flips to and fro: whether two are one is asked from k_may_be_same
// (reasons.h) on, at which the words must outweigh that of 100,000 people one is meant; whether one
// is two is asked only where the words themselves speak against it. The line is that from which
// `openmash link` keeps a pair at all (linkage::LinkOptions::review). Source of the two lines: the
// person record of HMPPS, which joins from weight 24 on and parts below 18.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/linkage/score.h"
#include "mash/people/routes.h"
#include "upheld_store.h"
#include "whole_person.h"

namespace mash::people {

inline constexpr double k_may_be_two = 0.01;

// What the words say, apart from how likely two are one before anything is compared.
inline linkage::Weight evidence(const linkage::Explanation& why) {
  return why.total - why.prior;
}

struct Doubt {
  Statement said, known;  // what contradicts the rest, and of the rest what is least unlike
  std::vector<std::string> reasons;
  bool numbers = false;          // differ
  linkage::Weight evidence = 0;  // of the statement that fits least
  std::string page;              // of the person: where words are taken away from them
  std::string part;              // the page that parts the newest join of them, or ""
};
// Of one person; `in` is the case through which the reader comes.
std::optional<Doubt> doubt_of(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                              const Whole& person, const CaseId& in);

// Somebody looked at what contradicts itself: it is one person all the same. As far as the reader
// may know of it.
struct Upheld {
  UpheldRow row;
  Sensitive reason;            // empty where not all of what it is about may be known to the reader
  std::set<StatementId> said;  // of the person by then
};
std::vector<Upheld> upheld_of(pipeline::Context& c, const policy::Proof& proof,
                              const Whole& person);  // the newest first

// `reason` says why it is one person, with all that was said of them before whoever says it.
void uphold(pipeline::Context& c, const Whole& person, const Sensitive& reason);

struct Doubts {
  std::vector<Doubt> people;  // numbers that differ first, then what fits least
  std::size_t more = 0;       // besides those that one page shows
};
// Of the persons in the most pressing cases (review.h: identified). Cost: one comparison for each
// statement of a person who has several.
Doubts doubts(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
              const std::set<CaseId>& hidden);

}  // namespace mash::people
