// SPDX-License-Identifier: MIT
// Whom a product names beside its children: parents, who else lives there, whoever is dangerous to
// them. As notifications and the front door's people wrote it down; no address of theirs leaves.
// What not: who may learn it (the author ticks whom this recipient must know of, and the owners of
// what was not cited clear it as they do all final words).
// Thread safety: as the Context that is passed in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "build.h"

namespace mash::product {

// Those of a case for whom nothing is decided.
class Others {
 public:
  Others(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
  [[nodiscard]] const std::vector<people::Subject>& all() const { return all_; }
  // As a recipient reads about those of `chosen` who are still among them.
  [[nodiscard]] std::vector<packages::ProductPerson> named(
      const std::vector<PersonId>& chosen) const;
  // "Grace Okafor, parent (mother), born 12 March 1985".
  [[nodiscard]] std::string line_of(const people::Subject& one) const;

 private:
  [[nodiscard]] packages::ProductPerson person_of(const people::Subject& one) const;
  std::vector<people::Subject> all_;
  std::map<PersonId, std::string> relationships_;  // to the child, in the newest words
};

// One line, as it leaves: of a page, of what owners are asked about.
std::string other_line(const packages::ProductPerson& person);

// The question whom a recipient must know of, and what was answered. Nobody is ticked beforehand;
// nothing where there is nobody to name.
pipeline::Field others_field();
std::optional<json::Value> others_question(const pipeline::Context& c, const Others& others,
                                           const std::vector<std::string>& ticked);
struct ChosenOthers {
  std::vector<PersonId> named, not_named;
};
Result<ChosenOthers> chosen_others(const pipeline::Context& c, const Others& others);
// What the form starts with where a product is written anew.
std::vector<std::string> others_before(const Draft& before);

}  // namespace mash::product
