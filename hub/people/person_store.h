// SPDX-License-Identifier: MIT
// Rows of persons, of what joins them and what parts them. A joined person is one person under the
// id of the oldest of them; each keeps the statements that it was made of, so that parting loses
// nothing.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

void insert_person(db::Transaction& tx, const PersonId& id, UtcTime at, const StaffId& by);

// For other statements: the ids of the person in this parameter and of all joined with them.
std::string members_of(std::string_view parameter);

// Who this is now; empty: nobody.
PersonId person_now(db::Transaction& tx, const PersonId& id);
// Of whose statements somebody said that they are this very person, whomever that was joined with.
std::set<CaseId> cases_that_name(db::Transaction& tx, const PersonId& id);
// The same to somebody who may not know of some cases: the oldest of whom any other case speaks.
PersonId person_now(db::Transaction& tx, const PersonId& id, const std::set<CaseId>& hidden);
// The person and all joined with them, the oldest first.
std::vector<PersonId> joined_with(db::Transaction& tx, const PersonId& id);
// Of two; their ids stay apart for ever, so that this says which id a joined person has.
PersonId older_of(db::Transaction& tx, const PersonId& one, const PersonId& other);
void set_person_now(db::Transaction& tx, const PersonId& id, const PersonId& now);

struct JoinRow {
  std::string id;
  std::int64_t place = 0;  // the order in which they were said; given by insert_join
  CaseId case_id;          // in which it was said
  PersonId older, newer;   // each as it was then: itself joined, perhaps
  std::string search;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_join(db::Transaction& tx, const JoinRow& row);
// Those that stand and join somebody of this person, the newest first.
std::vector<JoinRow> joins_of(db::Transaction& tx, const PersonId& id);

// Of all persons, the newest first.
std::vector<JoinRow> standing_joins(db::Transaction& tx, int limit, int offset);

// Nothing: there is no such join, or it stands.
std::optional<JoinRow> find_parted_join(db::Transaction& tx, std::string_view id);

struct SplitRow {
  std::string join;
  CaseId case_id;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_split(db::Transaction& tx, const SplitRow& row);
// By whom and when somebody of the one was parted from somebody of the other, the newest first.
std::vector<SplitRow> splits_between(db::Transaction& tx, const PersonId& one,
                                     const PersonId& other);

// Whom `object` means by `stored`, as far as it was said when persons were parted.
PersonId meant_by(db::Transaction& tx, std::string_view object, const PersonId& stored);
void set_meant_by(db::Transaction& tx, std::string_view object, const PersonId& person);

}  // namespace mash::people
