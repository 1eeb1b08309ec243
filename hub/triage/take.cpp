// SPDX-License-Identifier: MIT
// Taking a case: the next one, this one, or one that a colleague holds.
#include "mash/cases/cases.h"
#include "mash/cases/queue.h"
#include "pages.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using pipeline::Context;
using policy::Action;

// Whoever takes a case that nobody has looked at begins to screen it.
pipeline::SeeOther take(Context& c, const cases::CaseHead& head) {
  cases::set_taken_by(c, head.id, c.principal.person);
  if (head.state == NotificationState::received) {
    cases::set_state(c, head.id, NotificationState::screening);
  }
  const auto now = cases::find_case(c.tx, head.id);
  return {cases::work_page(*now, c.principal), {}};
}

Result<policy::Facts> facts_of_next(Context& c) {
  if (const auto head = cases::next_untaken(c.tx, c.principal.person)) c.about(head->id);
  policy::Facts f;
  f.case_member = cases::is_front_door(c.principal);
  return f;
}

Result<pipeline::Reply> take_next(Context& c) {
  if (c.case_id.empty()) return pipeline::SeeOther{"/queue?none=yes", {}};
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  return take(c, *head);
}

// `from` is whom the reader saw holding it: two who take it at once do not both have it.
Result<pipeline::Reply> take_this(Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  if (!model::is_open(head->state)) return invalid("case", "This case is closed");
  if (head->taken_by == c.principal.person) {
    return pipeline::SeeOther{cases::work_page(*head, c.principal), {}};
  }
  if (head->taken_by.text() != c.input.text("from")) {
    return Error{ErrorCode::conflict, "A colleague has taken this case meanwhile", {}};
  }
  return take(c, *head);
}

}  // namespace

pipeline::Route next_act() {
  return pipeline::act<Action::screen>(
      {.path = "/queue/next",
       .summary = "Take the next case",
       .event = "case.taken",
       .facts = facts_of_next,
       .run = [](const auto&, Context& c) { return take_next(c); }});
}

pipeline::Route take_act() {
  return pipeline::act<Action::screen>(
      {.path = "/case/{case}/take",
       .summary = "Take a case",
       .event = "case.taken",
       .fields = {{.name = "from", .label = "Who has it", .max = 40}},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return take_this(c); }});
}

}  // namespace mash::triage
