// SPDX-License-Identifier: MIT
// Pairs of people about whom a person is asked, and in which order.
//
// What an answer settles = openness(p) x cases: how open the question is, in bits
// (linkage::openness of the probability that the two are one), times the cases that the answer
// links or parts. First come those whom the hub can neither join nor tell apart, in many cases; who
// is nearly sure to be the same waits longer, for that answer says little that was not expected.
// The report of `openmash link` orders its questions alike, by openness x pairs of records. What
// not: nothing here joins or parts anybody. What the reader may not know of takes no part.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "answers.h"
#include "mash/linkage/score.h"
#include "mash/people/routes.h"

namespace mash::people {

inline constexpr std::size_t k_pairs_shown = 25;  // of one kind, on one page

double settles(linkage::Weight total, std::size_t cases);

struct Pair {
  Statement said, known;     // of each of the two: what agrees best
  linkage::Explanation why;  // of both together
  std::size_t cases = 0;     // that an answer links or parts
  // The form that leads to the answer.
  std::string action, field, value;
  [[nodiscard]] double settles() const { return people::settles(why.total, cases); }
};

struct Proposals {
  std::vector<Pair> pairs;   // of whom nobody has said anything, what settles most first
  std::size_t more = 0;      // besides those that one page shows
  std::size_t left_out = 0;  // people who were not looked up
};
// Of people whom nobody has identified, each with the one who is most alike. The recogniser must
// have caught up; so for all below.
Proposals proposals(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const std::set<CaseId>& hidden);
// Of two persons who were each identified.
Proposals proposals_of_persons(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                               const std::set<CaseId>& hidden);

// Somebody was not sure, and nobody has said anything of the two since.
struct Unsure {
  Pair pair;
  AnswerRow answer;
  std::size_t since = 0;  // sources that said something of one of them since, or were found to
};
struct UnsurePairs {
  std::vector<Unsure> pairs;  // of whom something new was said first, then what settles most
  std::size_t more = 0;       // besides those that one page shows
};
UnsurePairs unsure_pairs(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                         const std::set<CaseId>& hidden);

// In one of the most pressing cases; each identified person once.
struct Asked {
  std::vector<StatementRow> looked_up;
  std::size_t left_out = 0;
};
Asked identified(pipeline::Context& c, const std::set<CaseId>& hidden);

}  // namespace mash::people
