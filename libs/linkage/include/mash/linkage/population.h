// SPDX-License-Identifier: MIT
// What is known of a population without looking at anybody's records: how common names are, and
// what agreement is worth among strangers and in one household.
//
// What for: an index of which a reader may see a part only. Learning from all of its records would
// let scores tell that unseen ones exist, so nothing is learnt from them.
// Thread safety: const use from many threads.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "mash/linkage/model.h"

namespace mash::linkage {

class Population {
 public:
  // Lines "given jack 11713" and "surname smith 13020": plain names, parts per million. Other lines
  // are passed over.
  explicit Population(std::string_view lines);
  Population(const Population&) = delete;
  Population& operator=(const Population&) = delete;
  // The share of people with this plain name, by its rarest word; names that are not listed are as
  // rare as the rarest. 0 for kinds about which nothing is known.
  [[nodiscard]] double share(Kind kind, std::string_view text) const;

 private:
  using Shares = std::unordered_map<std::string_view, double>;
  static double rarest(const Shares& shares, std::string_view text);
  std::string lines_;
  Shares given_;
  Shares surname_;
};

// For look-ups among the people of a borough: all kinds, in their order. The prior is one in
// 100,000, whatever the size of the index.
const Model& population_model();

}  // namespace mash::linkage
