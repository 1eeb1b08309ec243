// SPDX-License-Identifier: MIT
// Subjects of cases, what sources said about them, and looking them up. A statement (what one
// source said about one person, when) is immutable; a person is derived from statements
// (settled.md 2). A person comes into being only on the page of a look-up (routes.h), so that
// nobody can skip the search. What not: how people are recognised (index.h), families' histories.
// Thread safety: as the Context that is passed in. Cost: one select and one opening per statement.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
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
  PersonId person;  // who this is, joined persons being one; empty until someone has said it
  model::PersonRole role{};
  // Everything a person could be recognised by, sealed at rest under the front door's key.
  // Dates are ISO and may be partial: "2017-03-09", "2017-03", "2017". `sex` is a code.
  Sensitive given_name, surname, other_names, dob, expected_dob, sex, nhs_number, upn, address_line,
      postcode, school, relationship, notes;
  bool nhs_number_valid = false;  // a number with a fault is kept and never used to match
  bool upn_valid = false;
  StaffId said_by;           // who in the hub wrote it down; empty: it came with the notification
  UtcTime at;                // when it was said: receipt of the notification, or writing it down
  std::int64_t version = 0;  // grows each time somebody says who this is, or takes that back
  [[nodiscard]] std::string display_name() const;  // "Amara Okafor" or "Name not known"
  [[nodiscard]] std::string short_name() const;    // "Amara O." for lists
};

// Adds an immutable statement about a person whom nobody has identified yet: `id` and `version` are
// made here, and `at` is now where it is not given; `person` must be empty. The index learns of it
// from the change table (kind "statement") when it next catches up.
StatementId add_statement(pipeline::Context& c, const Statement& statement);
// In the order in which they were added. Who somebody is leaves out the joins that the reader may
// not know of; of a case that is itself hidden from whoever acts the hub's own answer, for what
// their act changes there (OnPeopleChanged) and never to be shown.
std::vector<Statement> statements_of(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id);

// A person in a case: derived from its statements there, the fullest and newest first.
struct Subject {
  PersonId person;
  model::PersonRole role{};
  std::string name;     // for pages of members only
  std::string dob;      // ISO, partial or empty
  std::string age;      // "9", "8 or 9", "under 1", "unborn" or ""
  int other_cases = 0;  // in how many other cases this person is; counted for the front door only
  std::vector<StatementId> statements;
};
std::vector<Subject> subjects_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id);
// Up to their 26th birthday somebody may be a child's services' concern: care leavers (Children and
// Social Work Act 2017, s. 3) and people with an EHC plan (Children and Families Act 2014, s. 46).
inline constexpr int k_oldest_child = 25;
// Whole years; a birthday on 29 February is kept on 1 March. Negative if `to` is earlier.
int years_between(LocalDate from, LocalDate to);
// What to ask about a date of birth that does not fit: of a child who would be older than that, and
// of a birth still to come. Empty: nothing. Pure.
std::string birth_question(const Statement& s, LocalDate today);
// A child, an unborn child or a sibling, as one source calls them.
bool is_child_role(model::PersonRole role);
// One who is born and whose date of birth was not said: kept, and marked until it is known.
bool identity_incomplete(model::PersonRole role, bool has_dob);
// And not a sibling who is known to be an adult. Pure.
bool may_be_child(const Statement& s, LocalDate today);
bool may_be_child(const Subject& s, LocalDate today);
// Who is decided for: children, unborn children and siblings who are not known to be adults.
std::vector<Subject> children_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id);
// Cases in which somebody looked a person up and may not know of the match, while this reader may:
// they look again, so that no repeat is lost (settled.md 27). For the front door.
std::set<CaseId> cases_with_hidden_match(pipeline::Context& c);
// "Amara O. and 2 siblings", "Amara O. and 1 other child"; for a case about adults alone
// "Efe O. (adult)"; "Name not known". Those whom nobody has identified yet count too.
std::string children_line(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// "Amara O., Noah B.": each of the children whom that line only counts; "" where there is one.
std::string children_named(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

// Persons may turn out to be one, and later to be two again. Whoever keeps the id of a person asks
// here whom it means now in this case, to this reader; `object` is the id of what keeps it.
PersonId person_meant(pipeline::Context& c, const CaseId& id, std::string_view object,
                      const PersonId& kept);
// The same of an id that a reader has named in a path: of somebody who is named only where the
// reader may not look, nothing.
PersonId person_named(pipeline::Context& c, const CaseId& id, const PersonId& named);
// What another slice keeps about the persons of a case by their ids. When a joined person is parted
// it is asked of whom each is that was kept since.
struct Kept {
  std::string id;
  PersonId person;
  UtcTime at;
  std::string words;  // "Decision: child protection enquiry, by Sue Okafor"
};
using KeptInCase =
    std::function<std::vector<Kept>(pipeline::Context&, const policy::Proof&, const CaseId&)>;
// Called in the same transaction for each case in which somebody was added, identified or no longer
// is, or whose persons were joined or parted: one act may change several cases, also some that are
// hidden from whoever acts.
using OnPeopleChanged =
    std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)>;

// All ids under which this person is known, for parted_at() later.
std::vector<PersonId> ids_of_person(db::Transaction& tx, const PersonId& id);
// When those who had these ids as one person were parted last; nothing: they are one. Of what is
// said of them in hidden cases alone nothing is known.
std::optional<UtcTime> parted_at(db::Transaction& tx, const std::vector<PersonId>& ids,
                                 const std::set<CaseId>& hidden);

// Both, for the rows of a list: each of these cases. Cost: a few statements for up to 200, and an
// opening for each person named.
struct CaseInShort {
  std::string children_line;
  std::vector<Subject> children;
};
std::map<CaseId, CaseInShort> cases_in_short(pipeline::Context& c, const policy::Proof& proof,
                                             const std::set<CaseId>& ids);

}  // namespace mash::people
