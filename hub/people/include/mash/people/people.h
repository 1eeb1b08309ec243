// SPDX-License-Identifier: MIT
// Subjects of cases, what sources said about them, and looking them up. A PersonStatement (what one
// source said, when) is immutable; a Person is derived from statements (settled.md 2). The look-up
// is the seam for the linkage engine: search cannot be skipped before a person is created.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::people {

// What one source said about one person in one notification.
struct Statement {
  StatementId id;
  CaseId case_id;
  NotificationId notification;
  PersonId person;  // empty until someone has said who this is
  model::PersonRole role{};
  // Everything a person could be recognised by, sealed at rest under the front door's key.
  Sensitive given_name, surname, other_names, dob, expected_dob, sex, nhs_number, upn, address_line,
      postcode, school, relationship, notes;
  bool nhs_number_valid = false;  // a number with a fault is kept and never used to match
  bool upn_valid = false;
  [[nodiscard]] std::string display_name() const;  // "Amara Okafor" or "Name not known"
  [[nodiscard]] std::string short_name() const;    // "Amara O." for lists
};

// Adds an immutable statement (id is made here) and tells the index after commit.
StatementId add_statement(pipeline::Context& c, Statement statement);
std::vector<Statement> statements_of(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

// A person in a case: derived from its statements there.
struct Subject {
  PersonId person;
  model::PersonRole role{};
  std::string name;     // for pages of members only
  std::string dob;      // ISO, partial or empty
  std::string age;      // "9", "unborn" or ""
  int other_cases = 0;  // how many other cases this person is a subject of
  std::vector<StatementId> statements;
};
std::vector<Subject> subjects_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id);
// Children and unborn children among them: who is decided for.
std::vector<Subject> children_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id);
// "Amara O. and 2 siblings"; from statements where nobody is identified yet; "Name not known".
std::string children_line(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

}  // namespace mash::people
