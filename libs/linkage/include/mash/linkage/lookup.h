// SPDX-License-Identifier: MIT
// "Do we know this person?": the best matches of one query among many people, with reasons.
//
// What: an index by composite keys over prepared people, under each of their names. Query and
// people are prepared together, so that a query's names are placed among the people's (spelling,
// sound, other forms): the cost does not grow with the people of a name. What not: no sealing:
// whoever asks filters by what may be seen before ranking. Thread safety: const use from many
// threads. Cost: some 55 B a person, and as much a further name, beside the prepared people
// (PrepareOptions::tight); see docs/benchmarks.md for times.
#pragma once

#include <memory>

#include "mash/linkage/link.h"

namespace mash::linkage {

// A model for looking up: what the people themselves teach of chance agreement and households, with
// the usual errors of those who ask, as one register says nothing about them.
Model look_up_model(Model trained, std::uint32_t people);
// Learns it from the records, from some of them where there are very many. `people` is how many of
// the records are not queries.
Model look_up_model(const Prepared& all, std::uint32_t people, unsigned threads);

struct Found {
  std::uint32_t row = 0;
  Weight score = 0;
};

class LookUp {
 public:
  // People are the rows before `first_query`, queries the others. How often names, dates of birth
  // and sex are slips is learnt from up to 2,000 of the queries, as far as it is plain whom they
  // mean: the model says it as surely as 100 queries. So an answer depends on what else is asked,
  // but not on the order. Cost: two look-ups of each of these queries.
  LookUp(Prepared all, std::uint32_t first_query, const Model& model, unsigned threads);
  ~LookUp();
  LookUp(LookUp&&) noexcept;
  // The best `top` people for a query row, best first; ties by order. Nobody with another valid NHS
  // number or UPN.
  [[nodiscard]] std::vector<Found> find(std::uint32_t query_row, std::size_t top) const;
  [[nodiscard]] Explanation explain(std::uint32_t query_row, std::uint32_t row) const;
  // By which it finds.
  [[nodiscard]] const Model& model() const;

 private:
  struct Index;
  void learn_errors(const Model& model, unsigned threads);
  std::unique_ptr<Index> index_;
};

}  // namespace mash::linkage
