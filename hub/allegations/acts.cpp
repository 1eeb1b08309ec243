// SPDX-License-Identifier: MIT
// What the designated officer does with an allegation.
#include <algorithm>

#include "allegation.h"
#include "child_case.h"
#include "mash/cases/bars.h"
#include "mash/cases/clocks.h"
#include "page.h"

namespace mash::allegations {

namespace {

using pipeline::Context;
using pipeline::Kind;
using policy::Action;
using Grant = policy::Grant<Action::keep_wall>;

constexpr const char* k_page = "/case/{case}/allegation";

pipeline::SeeOther back(const Context& c) {
  return {"/case/" + c.case_id.text() + "/allegation", {}};
}

Result<pipeline::Reply> take_up(Context& c) {
  const auto row = last_allegation(c.tx, c.case_id);
  if (row->taken_up_at || row->ended_at) return back(c);
  store_taken_up(c.tx, row->id, c.now, c.principal.person);
  cases::meet_clock(c, c.case_id, model::Stage::allegation);
  cases::set_taken_by(c, c.case_id, c.principal.person);
  return back(c);
}

Result<pipeline::Reply> let_in(const Deps& deps, Context& c) {
  const auto staff = StaffId::trusted(std::string(c.input.text("staff")));
  if (cases::has_bar(c.tx, c.case_id, staff)) {
    return invalid("staff",
                   "They have a conflict of interest in this case. Choose somebody else, or say "
                   "first that it is none");
  }
  cases::let_in(c, c.case_id, staff, deps.borough.find_staff(staff)->agency,
                std::string(c.input.text("let_in_reason")));
  return back(c);
}

Result<pipeline::Reply> shut_out(Context& c) {
  if (!cases::shut_out(c, c.case_id, c.input.text("entry"))) return not_found();
  return back(c);
}

Result<pipeline::Reply> open_child(const Deps& deps, const Grant& grant, Context& c) {
  const auto said = children_said(c, grant, c.case_id);
  ChildCase what{.children = {},
                 .words = std::string(c.input.text("words")),
                 .danger = c.input.flag("danger")};
  for (const auto& chosen : c.input.all("children")) {
    const auto found = std::ranges::find_if(
        said, [&chosen](const people::Statement& s) { return s.id.text() == chosen; });
    if (found == said.end()) return not_found();
    what.children.insert(found->id);
  }
  if (!said.empty() && what.children.empty()) {
    return invalid("children", "Select for which children", "missing");
  }
  open_child_case(c, grant, deps, c.case_id, last_allegation(c.tx, c.case_id)->id, what);
  return back(c);
}

// An allegation that is none is everybody's again, to be screened and rated with time to do it; of
// a Red whoever is told of each is told anew, since what they had was taken back.
void finish(const Deps& deps, const Grant& grant, Context& c, Finding finding) {
  using model::NotificationState;
  const auto head = *cases::find_case(c.tx, c.case_id);
  cases::withdraw_clock(c, c.case_id, model::Stage::late_return);
  if (head.state != NotificationState::closed &&
      (finding != Finding::none || head.state == NotificationState::feedback_sent)) {
    cases::set_state(c, c.case_id, NotificationState::closed);
  }
  if (finding != Finding::none) return;
  cases::lower_wall(c, c.case_id);
  cases::set_taken_by(c, c.case_id, StaffId{});
  cases::reopen_to_rate(c, deps.timescales, head);
  const bool red =
      head.rating == model::Rating::red || head.rating == model::Rating::provisional_red;
  if (red && deps.on_red) deps.on_red(c, grant, c.case_id);
}

// What came of it before stays; the officer finds something else, or has looked at news.
AllegationRow begun_again(Context& c) {
  AllegationRow row{
      .id = new_id_text(c.random), .case_id = c.case_id, .at = c.now, .by = c.principal.person};
  const json::Value words = json::Object{{"why", std::string()}};
  row.sealed = c.vault.seal(c.tx, label_of(row, k_begun), json::encode(words), c.random);
  insert_allegation(c.tx, row);
  store_taken_up(c.tx, row.id, c.now, c.principal.person);
  return row;
}

Result<pipeline::Reply> finished(const Deps& deps, const Grant& grant, Context& c) {
  const auto finding = *model::from_code<Finding>(c.input.text("finding"));
  if (cases::running_clock(c.tx, c.case_id, model::Stage::acknowledge)) {
    return invalid("finding",
                   "Tell the person who told us that it arrived first, and say so under "
                   "Notification");
  }
  auto row = *last_allegation(c.tx, c.case_id);
  if (row.ended_at) row = begun_again(c);
  row.ended_at = c.now;
  row.ended_by = c.principal.person;
  row.finding = finding;
  const json::Value words = json::Object{{"words", std::string(c.input.text("finding_reason"))}};
  row.ended_sealed = c.vault.seal(c.tx, label_of(row, k_ended), json::encode(words), c.random);
  store_ended(c.tx, row);
  c.note(std::string(model::code_of(finding)));
  cases::meet_clock(c, c.case_id, model::Stage::allegation);
  finish(deps, grant, c, finding);
  return back(c);
}

std::vector<std::string> staff_codes(const model::Borough& borough) {
  std::vector<std::string> out;
  for (const auto* person : who_can_be_let_in(borough)) out.push_back(person->id.text());
  return out;
}

std::vector<std::string> finding_codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<Finding>) out.emplace_back(word.code);
  return out;
}

// While it stands behind its wall, whatever came of it.
Result<policy::Facts> wall_facts(Context& c) {
  MASH_TRY(const policy::Facts facts, cases::case_facts(c));
  if (!cases::has_wall(c.tx, c.case_id)) return not_found();
  return facts;
}

// While nobody has said what came of it.
Result<policy::Facts> open_facts(Context& c) {
  MASH_TRY(const policy::Facts facts, wall_facts(c));
  if (last_allegation(c.tx, c.case_id)->ended_at) return not_found();
  return facts;
}

pipeline::Route take_up_act() {
  return pipeline::act<Action::keep_wall>(
      {.path = "/case/{case}/allegation/taken-up",
       .summary = "Take up an allegation as the designated officer",
       .event = "allegation.taken-up",
       .facts = open_facts,
       .run = [](const auto&, Context& c) { return take_up(c); }});
}

pipeline::Route let_in_act(const Deps& deps) {
  return pipeline::act<Action::keep_wall>(
      {.path = "/case/{case}/allegation/let-in",
       .summary = "Let somebody in behind the wall of an allegation",
       .event = "allegation.let-in",
       .fields = {{.name = "staff",
                   .label = "Person",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = staff_codes(deps.borough),
                   .missing = "Choose who else has to know"},
                  {.name = "let_in_reason",
                   .label = "Reason",
                   .required = true,
                   .max = 1000,
                   .missing = "Say why they have to know",
                   .as_typed = true}},
       .facts = wall_facts,
       .run = [deps](const auto&, Context& c) { return let_in(deps, c); },
       .again = k_page});
}

pipeline::Route shut_out_act() {
  return pipeline::act<Action::keep_wall>(
      {.path = "/case/{case}/allegation/let-in/{entry}",
       .summary = "Shut somebody out again who was let in behind a wall",
       .event = "allegation.shut-out",
       .facts = wall_facts,
       .run = [](const auto&, Context& c) { return shut_out(c); }});
}

pipeline::Route child_act(const Deps& deps) {
  return pipeline::act<Action::keep_wall>(
      {.path = "/case/{case}/allegation/child",
       .summary = "Open an ordinary case for children of an allegation",
       .event = "allegation.child-case",
       .fields = {{.name = "children", .label = "Children", .kind = Kind::many, .max = 100},
                  {.name = "danger",
                   .label = "In danger now",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = {"yes", "no"},
                   .missing = "Select whether they are in danger now"},
                  {.name = "words",
                   .label = "What colleagues have to know",
                   .required = true,
                   .missing = "Enter what your colleagues have to know and do",
                   .as_typed = true}},
       .facts = wall_facts,
       .run = [deps](const auto& grant, Context& c) { return open_child(deps, grant, c); },
       .again = k_page});
}

pipeline::Route finished_act(const Deps& deps) {
  return pipeline::act<Action::keep_wall>(
      {.path = "/case/{case}/allegation/finished",
       .summary = "Say what came of an allegation",
       .event = "allegation.finished",
       .fields = {{.name = "finding",
                   .label = "What came of it",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = finding_codes(),
                   .missing = "Select what came of it"},
                  {.name = "finding_reason",
                   .label = "Reason",
                   .required = true,
                   .missing = "Enter why",
                   .as_typed = true}},
       .facts = wall_facts,
       .run = [deps](const auto& grant, Context& c) { return finished(deps, grant, c); },
       .again = k_page});
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  return {allegation_page(deps), take_up_act(),   let_in_act(deps),
          shut_out_act(),        child_act(deps), finished_act(deps)};
}

}  // namespace mash::allegations
