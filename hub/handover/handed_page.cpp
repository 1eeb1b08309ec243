// SPDX-License-Identifier: MIT
// What the reader was handed, until they have looked.
#include "lines.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/casework/held.h"
#include "mash/directory/directory.h"
#include "mash/shift/handed.h"
#include "pages.h"

namespace mash::handover {

namespace {

using pipeline::Context;
using policy::Action;

json::Value line_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                      const shift::Handed& one) {
  const auto head = cases::find_case(c.tx, one.case_id);
  json::Value v = json::Object{};
  v.set("what", one.task.empty() ? "Case" : "Task");
  MASH_ASSERT(head.has_value());  // no case is deleted
  say_which(v, c, proof, one.case_id, head->reference, head->rating);
  v.set("from", directory::person_name(borough, one.from));
  // A manager did it for somebody who could not.
  v.set("by", one.by == one.from ? std::string() : directory::person_name(borough, one.by));
  v.set("at", plain_time(one.at));
  v.set("note", casework::note_words(c, proof, one.case_id, one.log_entry).reveal());
  v.set("action", "/handed/" + one.id + "/look");
  v.set("idempotency_key", false);  // several forms stand on one page
  c.touch(one.case_id.text());
  return v;
}

Result<shift::Handed> handed_in_path(Context& c) {
  const auto row = shift::find_handed(c.tx, c.input.text("line"));
  if (!row || row->to != c.principal.person) return not_found();
  if (cases::is_barred(c.tx, row->case_id, c.principal.person)) return not_found();
  return *row;
}

Result<policy::Facts> facts_of_handed(Context& c) {
  MASH_TRY(const auto row, handed_in_path(c));
  c.about(row.case_id);
  return policy::Facts{.own = true};
}

Result<pipeline::Reply> look(Context& c) {
  MASH_TRY(const auto row, handed_in_path(c));
  shift::mark_looked(c.tx, row, c.now);
  c.touch(row.id);
  const auto head = cases::find_case(c.tx, row.case_id);
  if (!head) return not_found();
  return pipeline::SeeOther{row.task.empty() ? cases::work_page(*head, c.principal)
                                             : "/case/" + row.case_id.text() + "/tasks/" + row.task,
                            {}};
}

}  // namespace

json::Value handed_view(Context& c, const policy::Proof& proof, const Deps& deps) {
  json::Array lines;
  for (const auto& one : shift::handed_to(c.tx, c.principal.person)) {
    if (!cases::works_on(c, one.case_id)) continue;
    lines.push_back(line_view(c, proof, deps.borough, one));
  }
  if (lines.empty()) return false;
  json::Value out = json::Object{};
  out.set("lines", std::move(lines));
  return out;
}

void add_handed_routes(std::vector<pipeline::Route>& out, const Deps& /*deps*/) {
  out.push_back(pipeline::act<Action::settle_task>(
      {.path = "/handed/{line}/look",
       .summary = "Look at a case or task that was handed over to me",
       .event = "handover.looked",
       .facts = facts_of_handed,
       .run = [](const auto&, Context& c) { return look(c); }}));
}

}  // namespace mash::handover
