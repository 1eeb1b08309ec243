// SPDX-License-Identifier: MIT
// Whom a product names beside its children: parents, who else lives there, whoever is dangerous to
// them. As notifications and the front door's people wrote it down, in the words that stood there
// when it was written: those are what the owners of what was not cited clear, as all final words.
// What not: addresses; who may learn it (the author ticks whom this recipient must know of).
// Thread safety: as the Context that is passed in.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "build.h"

namespace mash::product {

// Those of a case for whom nothing is decided, also if nobody has looked them up yet.
class Others {
 public:
  struct One {
    std::string id;  // of the person, else of what was said
    bool looked_up = false;
    packages::ProductPerson as;
    std::set<std::string> ids;  // under which a draft may know them
  };
  Others(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
  [[nodiscard]] const std::vector<One>& all() const { return all_; }

 private:
  std::vector<One> all_;
};

// "Grace Okafor: Parent (mother), born 12 March 1985", as it leaves.
std::string other_line(const packages::ProductPerson& person);
std::vector<packages::ProductPerson> named_in(const Draft& words);
// Of those who are named, the persons: whoever nobody has looked up is none yet.
std::vector<PersonId> named_persons(const std::vector<OtherPerson>& others);
// What a draft does not know: who came since, of whom something else is said, who is none of them
// any more.
std::vector<std::string> others_since(const Others& others, const Draft& words);

// The question whom a recipient must know of, and what was answered: each of them, named or not.
// Nobody is ticked beforehand but as in the draft that is written anew; nothing where there is
// nobody to name.
pipeline::Field others_field();
std::optional<json::Value> others_question(const pipeline::Context& c, const Others& others,
                                           const std::vector<std::string>& ticked,
                                           const std::vector<OtherPerson>& before);
Result<std::vector<OtherPerson>> chosen_others(const pipeline::Context& c, const Others& others);
std::vector<std::string> others_before(const Others& others,
                                       const std::vector<OtherPerson>& before);

}  // namespace mash::product
