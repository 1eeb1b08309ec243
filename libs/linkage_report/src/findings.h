// SPDX-License-Identifier: MIT
// What of a linkage the report shows: pairs to look at, pairs that were kept apart, and open
// questions. No words, no pictures. Ties are broken by the records' ids.
#pragma once

#include <array>

#include "mash/linkage_report/report.h"

namespace mash::linkage_report {

constexpr std::size_t k_most_questions = 50;
constexpr std::size_t k_examples = 3;

// Why a pair that scores enough, or would, was not joined.
enum class Guard : std::uint8_t {
  answered,     // people said that they are two
  cannot_link,  // two valid numbers that differ
  one_to_one,   // two records of one file
  outvoted,     // the other records of both speak against it
  twins,
  other_birth,  // one name and home, born in other years
  no_name,      // no name agrees
  names_alone,  // nothing but names agrees
};
constexpr std::size_t k_guards = 8;

struct Guarded {
  std::uint64_t pairs = 0;
  std::vector<linkage::ScoredPair> examples;  // those that score most
};

struct Question {
  linkage::ScoredPair pair;   // the most telling of those that the answer decides
  std::uint64_t decides = 0;  // pairs of records that are one person, or not, with the answer
  double settles = 0;         // bits: `decides` times how open the question is
};

struct Findings {
  std::uint64_t people = 0;
  std::uint64_t largest = 0;  // records of one person
  std::uint64_t joined = 0;   // pairs of records of one person
  std::uint64_t above = 0;    // pairs at or above the threshold
  std::uint64_t between = 0;  // pairs from the review line to the threshold
  std::vector<linkage::ScoredPair> sure, near, apart;
  std::array<Guarded, k_guards> guards;
  std::uint64_t questions_in_all = 0;
  std::vector<Question> questions;  // what settles most first
};

Findings find(const Subject& subject, const linkage::Scorer& scorer);

}  // namespace mash::linkage_report
