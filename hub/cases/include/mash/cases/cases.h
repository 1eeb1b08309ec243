// SPDX-License-Identifier: MIT
// A case is one closed room with an immutable random id (settled.md 1): its state, its cell of
// agencies and its head line. What not: notifications (intake), people (people), who decides.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mash/json/value.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

// The clear columns of one case.
struct CaseHead {
  CaseId id;
  std::string reference;  // random with a check character: "7KQ4-XM2P"; says nothing of count
  model::NotificationState state{};
  model::Rating rating{};                 // BRAG: urgency of processing; NOT_RATED, PROVISIONAL_RED
  std::optional<model::NeedLevel> level;  // need: another field than the rating
  UtcTime received_at;
  bool urgent = false;          // danger now or a floor at receipt
  StaffId taken_by;             // empty: nobody
  bool basis_complete = false;  // threshold, legal basis, inform decision recorded
  std::int64_t version = 0;     // grows with each change of these columns
  bool walled = false;          // stands behind a wall (walls.h)
  std::int64_t files = 0;       // of the case itself (attachments)
  bool screened = false;        // while it is being screened: somebody has finished, it waits
};
// The column of that number, for db::Migration.
std::string_view files_schema();
// The same for `screened`.
std::string_view screened_schema();

// A new case in state RECEIVED; the front door is in its cell. `id` is made by the caller.
void add_case(pipeline::Context& c, const CaseId& id, UtcTime received_at, bool urgent);
// A case that was dealt with before this hub knew of it: CLOSED, not rated.
void add_history_case(pipeline::Context& c, const CaseId& id, UtcTime received_at);
std::optional<CaseHead> find_case(db::Transaction& tx, const CaseId& id);
// Those of them that exist, in any order. Cost: db::query_in.
std::vector<CaseHead> find_cases(db::Transaction& tx, const std::set<CaseId>& ids);
// As it is stored, of what somebody typed: "7kq4 xm2p" is "7KQ4-XM2P".
std::string as_reference(std::string_view typed);
std::optional<CaseHead> find_case_by_reference(db::Transaction& tx, std::string_view reference);
bool any_case(db::Transaction& tx);  // open or closed
// All cases that are not closed, most pressing deadline first; at most `limit` from `offset`.
std::vector<CaseHead> open_cases(db::Transaction& tx, int limit, int offset);

// One more file, in the transaction that takes it in. No version: nobody's form is stale by this.
void count_file(pipeline::Context& c, const CaseId& id);

// Each sets its columns, raises the version and adds to the change table.
void set_state(pipeline::Context& c, const CaseId& id, model::NotificationState state);
void set_rating(pipeline::Context& c, const CaseId& id, model::Rating rating,
                std::optional<model::NeedLevel> level);
// Its screening is finished and a manager rates it; the state is set beside it.
void set_screened(pipeline::Context& c, const CaseId& id);
// What else has to happen in the transaction in which a case becomes Red, or is Red until somebody
// rates it. Wired by the server; whoever receives or rates calls it. May be empty.
using OnRed = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&)>;
// What else has to happen in the transaction that takes a case in, once its people are said and
// before anybody is told of it. Wired by the server; whoever takes in calls it. May be empty.
using OnArrived = OnRed;
void set_taken_by(pipeline::Context& c, const CaseId& id, const StaffId& person);
// Whether a decision stands for anybody in the case; kept by whoever decides (decision).
void set_decision_stands(db::Transaction& tx, const CaseId& id, bool stands);
bool decision_stands(db::Transaction& tx, const CaseId& id);
void set_basis_complete(pipeline::Context& c, const CaseId& id);

// The cell: agencies whose desks may see the case. The front door ("csc" and the emergency duty
// team) always is; enquiry adds the agencies that are asked.
void add_member(db::Transaction& tx, const CaseId& id, const AgencyId& agency, UtcTime at);
bool is_member(db::Transaction& tx, const CaseId& id, const AgencyId& agency);
std::vector<AgencyId> members(db::Transaction& tx, const CaseId& id);
bool is_front_door(const policy::Principal& p);

// Is this person's agency in the cell, and the person not barred (bars.h)?
bool works_on(pipeline::Context& c, const CaseId& id);
// How the reader stands to the case: membership, bar, broken glass (glass.h).
policy::Facts standing_of(pipeline::Context& c, const CaseId& id);
// The same with basis, urgent and whether a reason is owed before it is read.
policy::Facts facts_of(pipeline::Context& c, const CaseHead& head);
// As c.room asks: never where the case may be urgent.
bool owes_reason(const pipeline::Context& c, const CaseHead& head);
// The facts of the case in the path part {case}. Calls c.about(). not_found
// when there is no such case. Use as Spec::facts, or start from it and add.
Result<policy::Facts> case_facts(pipeline::Context& c);

// For {{> mash/level_tag}}: "Amber", "Red: until rated".
json::Value rating_tag(model::Rating rating);
// What of a case shows on its pages, as numbers that change with it: its own columns, the clock
// with the least time left, how many agencies owe an answer. Only what each member sees: what is
// hidden from one of them moves none of it. Not: the log, tasks, people, items.
std::string visible_version(db::Transaction& tx, const CaseHead& head);
// Where the case stands, in the words that every list and page uses: those of its state, and "Waits
// for a rating" once it is screened.
std::string_view standing_words(const CaseHead& head);
// The page of a case where this reader's next act is: the form to screen until somebody has, then,
// for whoever may rate it, the form to rate; else the case.
std::string work_page(const CaseHead& head, const policy::Principal& reader);

// What the bar of a case says beside its state.
struct BarWords {
  std::string children;  // "Amara O. and 2 siblings" or ""
  std::string contact;   // what to know before contacting the family, by lines, or ""
};
// Pieces that every case page puts on top: `bar` for {{#bar}}{{> mash/child_bar}}{{/bar}} and
// `tabs` for {{#tabs}}{{> cases/tabs}}{{/tabs}}.
// `current` is one of: screen, rate, knows, notification, family, attachments, assessment,
// decision, products, log, tasks, discussions, looks. A page has the name of its tab as its
// heading. To screen and to rate are tabs of whoever may, while the case waits for it.
json::Value case_bar(pipeline::Context& c, const CaseHead& head, const BarWords& words);
json::Value case_tabs(const pipeline::Context& c, const CaseHead& head, std::string_view current);
// Where else a telephone call may be written down than on the page `current` ("contact", "told" or
// "log"), for {{#telephone}}{{> cases/telephone}}{{/telephone}}; false where the reader has no
// other.
json::Value telephone_places(const pipeline::Context& c, const CaseId& id,
                             std::string_view current);

}  // namespace mash::cases
