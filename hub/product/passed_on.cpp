// SPDX-License-Identifier: MIT
// A case that was passed to the social worker of its children: theirs once they accept it, the
// hub's again if they do not (scenarios A08 to A10); and one about adults alone that was passed to
// adult safeguarding (A16).
#include <algorithm>

#include "mash/base/log.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "send.h"

namespace mash::product {

namespace {

using model::NotificationState;
using model::Stage;
using pipeline::Context;

bool may_still_answer(db::Transaction& tx, const ProductHead& head, UtcTime now) {
  const auto clock = cases::running_clock(tx, head.case_id, Stage::disseminate, head.recipient);
  return clock && now <= clock->due_at;
}

bool has_accepted(db::Transaction& tx, const ProductHead& head) {
  const auto newest = newest_issued(tx, head.id);
  return newest && newest->state == ProductState::accepted;
}

// Does the team have the case, or will it be asked for an answer in time?
bool stays(db::Transaction& tx, const cases::CaseHead& head, const ProductHead& product,
           const VersionRow& newest, UtcTime now) {
  switch (newest.state) {
    case ProductState::accepted:
      return true;
    case ProductState::issued:
      return head.state == NotificationState::acknowledged || may_still_answer(tx, product, now);
    case ProductState::owner_clearance:
    case ProductState::cleared:
    case ProductState::rejected:
    case ProductState::recalled:
      break;
  }
  return false;
}

// Its clocks to rate and to decide the type of response have run all the time: whoever passed it on
// decided neither. That a manager owes a decision keeps it from being sent elsewhere.
// Nobody is decided for where no child is. It does not end before whoever told us knows that it
// arrived: that clock would run on, and nobody who looks at lists sees a case that has ended.
void end_with_adults(Context& c, const cases::CaseHead& head) {
  cases::withdraw_clock(c, head.id, Stage::rate);
  cases::withdraw_clock(c, head.id, Stage::response_type);
  if (cases::running_clock(c.tx, head.id, Stage::acknowledge)) {
    return c.note("adult_team_has_it_tell_referrer");
  }
  cases::set_state(c, head.id, NotificationState::signposted);
  c.note("adult_team_has_it");
}

void come_back(Context& c, const Deps& deps, const cases::CaseHead& head) {
  cases::set_state(c, head.id, NotificationState::screening);
  cases::start_clock(c, deps.timescales, head.id, Stage::rate, head.rating, c.now);
  // Adult safeguarding had it, and has it no longer.
  if (head.state == NotificationState::routed_adult) {
    cases::start_clock(c, deps.timescales, head.id, Stage::response_type, head.rating, c.now);
  }
  c.note("open_case_came_back");
}

}  // namespace

void give_back(Context& c, const Deps& deps, const cases::CaseHead& head, const StaffId& sender) {
  const auto person = directory::load_person(c.tx, sender, deps.borough);
  const auto* staff = deps.borough.find_staff(sender);
  if (person && staff->decides && !cases::is_barred(c.tx, head.id, sender)) {
    cases::set_taken_by(c, head.id, sender);
  } else if (head.taken_by == sender) {
    cases::set_taken_by(c, head.id, {});
  }
}

void go_on_passed(Context& c, const Deps& deps, const cases::CaseHead& head) {
  const auto product = passed_to(c.tx, head.id);
  const auto newest = product ? newest_issued(c.tx, product->id) : std::nullopt;
  const bool theirs = newest && stays(c.tx, head, *product, *newest, c.now);
  if (theirs && newest->state != ProductState::accepted) return;
  if (theirs && head.state == NotificationState::acknowledged) return;
  const bool of_adults = head.state == NotificationState::routed_adult;
  if (theirs && of_adults) return end_with_adults(c, head);
  if (theirs) {
    cases::set_state(c, head.id, NotificationState::acknowledged);
    c.note("open_case_accepted");
  } else {
    come_back(c, deps, head);
  }
  if (!of_adults) cases::start_clock_to_decide(c, deps.timescales, head.id, head.rating, c.now);
  // Whoever took it meanwhile keeps it.
  if (newest && (head.taken_by.empty() || head.taken_by == newest->issued_by))
    give_back(c, deps, head, newest->issued_by);
}

int return_unanswered(pipeline::App& app, db::Database& database, const Deps& deps, UtcTime now) {
  std::vector<CaseId> silent;
  database.read([&](db::Transaction& tx) {
    silent = passed_and_silent(tx, now);
    std::erase_if(silent, [&](const CaseId& id) {
      const auto product = passed_to(tx, id);
      return product && (may_still_answer(tx, *product, now) || has_accepted(tx, *product));
    });
  });
  int returned = 0;
  for (const auto& id : silent) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        "case.unanswered", [&](const auto& grant, Context& c) -> Result<json::Value> {
          c.about(id);
          go_on(c, grant, deps, id);
          return json::Value{};
        });
    if (!done) {
      log::error("case.not_returned", {{"case", id.text()}});
      continue;
    }
    ++returned;
  }
  return returned;
}

}  // namespace mash::product
