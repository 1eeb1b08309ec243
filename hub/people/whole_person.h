// SPDX-License-Identifier: MIT
// All that a reader may know of one person, and how two persons compare.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/people/index.h"
#include "people_store.h"

namespace mash::people {

struct Whole {
  PersonId id;                     // who it is now
  std::vector<StatementRow> rows;  // what was said of them, the newest first
  std::vector<Statement> said;     // its words, in the same order
  [[nodiscard]] bool is_in(const CaseId& where) const;
  [[nodiscard]] std::set<StatementId> statements() const;
  [[nodiscard]] std::set<CaseId> cases() const;
};
// Under any id that the person ever had. not_found: nobody, or nothing that the reader may know.
Result<Whole> whole_person(pipeline::Context& c, const policy::Proof& proof, const PersonId& id);

// The person of the path, who must be one of its case.
Result<Whole> person_of_path(pipeline::Context& c, const policy::Proof& proof);
Subject subject_of(const Whole& person, LocalDate today);
// "Known from 2 cases.", to somebody who works on case `here`.
std::string known_in_words(const std::set<CaseId>& cases, const CaseId& here);

// Changes with all that the reader may know of these, and with `more`.
std::string picture_of(const pipeline::Context& c, const std::vector<const Whole*>& persons,
                       const std::string& more = "");

struct Compared {
  std::size_t said = 0;  // of the first: what agrees best with the other
  Candidate with;        // the other
};
// By the newest few statements of `one`; nothing where nothing is alike.
std::optional<Compared> compare(const Recogniser& recogniser, const Whole& one, const Whole& other);

// Who else of those identified may be this person, the best first, and then others of this case.
LookedUp alike(pipeline::Context& c, const Recogniser& recogniser, const Whole& person);

// Field by field: what was said of the one, of the other, and whether it agrees.
json::Value comparison_table(const Whole& one, const Whole& other, const Candidate* with);

}  // namespace mash::people
