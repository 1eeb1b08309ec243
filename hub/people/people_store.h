// SPDX-License-Identifier: MIT
// Rows of this slice. What is sealed stays sealed here; statement.h opens it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/db/database.h"
#include "mash/people/people.h"

namespace mash::people {

struct StatementRow {
  StatementId id;
  CaseId case_id;
  NotificationId notification;
  StaffId said_by;
  model::PersonRole role{};
  UtcTime at;
  PersonId person;  // who that is now (person_store.h)
  std::int64_t version = 0;
  Bytes sealed;
  PersonId named;  // whom somebody said it to be, before that person was joined with another
};
void insert_statement(db::Transaction& tx, const StatementRow& row);
std::vector<StatementRow> statement_rows(db::Transaction& tx, const CaseId& id);
// Of the person and of all who were joined with them, the newest first.
std::vector<StatementRow> statement_rows(db::Transaction& tx, const PersonId& person);
// Of all of them, those of one case together and in its order. Cost: db::query_in.
std::vector<StatementRow> statement_rows(db::Transaction& tx, const std::set<CaseId>& ids);
// All there are, so many at a time: those after this one, in the order of their ids.
std::vector<StatementRow> statement_rows_after(db::Transaction& tx, const StatementId& after,
                                               int limit);
std::optional<StatementRow> find_statement_row(db::Transaction& tx, const StatementId& id);

// What the index must agree with, and nothing that is sealed.
struct StatementKey {
  StatementId id;
  CaseId case_id;
  UtcTime at;
  PersonId person;  // who that is now
  std::int64_t version = 0;
};
// In the order of their ids, those after `after`.
std::vector<StatementKey> statement_keys(db::Transaction& tx, const StatementId& after, int limit);
std::optional<StatementKey> find_statement_key(db::Transaction& tx, const StatementId& id);
std::size_t statement_count(db::Transaction& tx);

// Statements that were added or given another person after change number `after`.
std::vector<StatementRow> statement_rows_changed(db::Transaction& tx, std::int64_t after);
// Those that went with their case after it.
std::vector<StatementId> statements_gone(db::Transaction& tx, std::int64_t after);

// How often the hub has seen a person.
struct Seen {
  int cases = 0;
  UtcTime last;
};
// `hidden` are cases that the reader may not know of.
Seen seen(db::Transaction& tx, const PersonId& person, const std::set<CaseId>& hidden);

// Somebody said who a statement is about, or took that back.
struct Identification {
  StatementId statement;
  std::int64_t version = 0;  // of the statement afterwards
  PersonId person;
  std::string kind;    // NEW, SAME, PARTED (said when a joined person was parted) or UNDONE
  std::string search;  // empty when taken back or parted
  StaffId by;
  UtcTime at;
};
// Writes the event and sets the statement's person (empty when taken back) and version.
void insert_identification(db::Transaction& tx, const Identification& event);
std::vector<Identification> identifications(db::Transaction& tx, const CaseId& id);  // oldest first
// All that was ever said to be about this person or one joined with them, oldest first.
std::vector<Identification> identifications(db::Transaction& tx, const PersonId& person);
std::optional<Identification> last_identification(db::Transaction& tx, const StatementId& id);

struct SearchRow {
  std::string id;
  CaseId case_id;
  StatementId statement;
  std::int64_t statement_version = 0;
  StaffId by;
  UtcTime at;
  Bytes sealed;
};
void insert_search(db::Transaction& tx, const SearchRow& row);

// Somebody looked a statement up and was not shown a match, or said who is one person without being
// shown all of them, since it is in a case hidden from them. `at`: when that was found, which may
// be long after the look-up. One that waits already waits since then.
void insert_hidden_match(db::Transaction& tx, const SearchRow& search, const CaseId& hidden_case,
                         UtcTime at);
// Those at which nobody has looked since: the case of the statement, and the hidden one.
std::vector<std::pair<CaseId, CaseId>> hidden_matches(db::Transaction& tx);
// What waits by the hidden case, since the oldest of its matches; and when the last one was settled
// where none waits.
struct HiddenWait {
  CaseId hidden_case;
  std::optional<UtcTime> since;  // nothing: all of them are settled
  UtcTime settled_at;
};
std::vector<HiddenWait> hidden_waits(db::Transaction& tx);
// One that waits, with the case whose statement it is.
struct HiddenMatchRow {
  CaseId case_id, hidden_case;
  UtcTime at;
};
std::vector<HiddenMatchRow> open_hidden_matches(db::Transaction& tx);
// Somebody looked the statement up to whom this case is not hidden.
void settle_hidden_match(db::Transaction& tx, const StatementId& statement,
                         const CaseId& hidden_case, UtcTime at, const StaffId& by);

std::optional<SearchRow> find_search_row(db::Transaction& tx, std::string_view id);
// Somebody's own look-ups after that time of whoever waits to be identified in this case, the
// newest of each statement as it stands now, in the order in which they were said.
std::vector<SearchRow> searches_of_waiting(db::Transaction& tx, const CaseId& id, const StaffId& by,
                                           UtcTime since);
void insert_search_answer(db::Transaction& tx, std::string_view search, std::size_t place,
                          std::string_view answer, const StaffId& by, UtcTime at);

// What somebody said about a statement and another one.
struct Judgement {
  std::string id;
  StatementId other;
  std::string answer;  // same, different or unsure
  StaffId by;
  UtcTime at;
};
// Answering a search anew takes back what it said of the two before.
void insert_judgement(db::Transaction& tx, const SearchRow& search, const Judgement& judgement);
// All that this search said is taken back.
void withdraw_judgements(db::Transaction& tx, std::string_view search, const StaffId& by,
                         UtcTime at);
// Of each other statement what counts now, in the order of their ids.
std::vector<Judgement> judgements(db::Transaction& tx, const StatementId& id);

}  // namespace mash::people
