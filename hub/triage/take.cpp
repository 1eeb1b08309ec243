// SPDX-License-Identifier: MIT
// Taking a case: the next one, this one, or one that a colleague holds.
#include "carried.h"
#include "mash/cases/cases.h"
#include "mash/cases/queue.h"
#include "mash/people/routes.h"
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
Result<pipeline::SeeOther> take_this(Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  if (!model::is_open(head->state)) return invalid("case", "This case is closed");
  if (head->taken_by == c.principal.person) {
    return pipeline::SeeOther{cases::work_page(*head, c.principal), {}};
  }
  if (head->taken_by.text() != c.input.text("from")) {
    const char* taken = "A colleague has taken this case meanwhile";
    return Error{ErrorCode::conflict, taken, {{"from", taken}}};
  }
  return take(c, *head);
}

pipeline::Field from_field() {
  return {.name = "from", .label = "Who has it", .max = 40};
}

// Taking it on a page where something is half typed, which stays there.
template <Action A>
pipeline::Route take_on(const Deps& deps, const TypedForm& form) {
  const std::string page = "/case/{case}" + form.path;
  return pipeline::act<A>({.path = page + "/take",
                           .summary = "Take a case, and go on with what is half typed",
                           .event = "case.taken",
                           .fields = with_carried({from_field()}, form),
                           .facts = cases::case_facts,
                           .run = [form](const auto& grant, Context& c) -> Result<pipeline::Reply> {
                             const auto head = cases::find_case(c.tx, c.case_id);
                             if (!head) return not_found();
                             MASH_TRY(auto done, take_this(c));
                             return as_typed(grant, c, form, head->version, std::move(done));
                           },
                           .again = page,
                           .before = people::catch_up(deps.recogniser),
                           .keeps_typing = true});
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
       .fields = {from_field()},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) -> Result<pipeline::Reply> {
         MASH_TRY(auto done, take_this(c));
         return done;
       }});
}

std::vector<pipeline::Route> take_typed_acts(const Deps& deps) {
  return {take_on<Action::screen>(deps, screen_form(deps)),
          take_on<Action::confirm_rating>(deps, rate_form(deps)),
          take_on<Action::screen>(deps, open_check_form(deps))};
}

}  // namespace mash::triage
