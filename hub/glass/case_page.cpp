// SPDX-License-Identifier: MIT
// For those in the case: who has broken its glass, when and why, and what came of the review.
#include "mash/cases/cases.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "pages.h"

namespace mash::glass {

namespace {

using cases::Glass;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

std::string path_of(const CaseId& id) {
  return "/case/" + id.text() + "/glass";
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const bool desk = is_told_as_desk(c, c.case_id);
  json::Array rows;
  for (const auto& glass : cases::glass_of_case(c.tx, c.case_id)) {
    json::Value v = view_of(c, proof, deps.borough, glass);
    const bool asked = desk && !cases::is_known(c.tx, glass.id, c.principal.agency);
    v.set("know", asked ? path_of(c.case_id) + "/" + glass.id : std::string());
    v.set("review", may_review(c.principal, glass) ? "/oversight/" + glass.id : std::string());
    c.touch(glass.id);
    rows.push_back(std::move(v));
  }
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "Nobody has broken the glass of this case.")
                                   : json::Value(false));
  data.set("rows", std::move(rows));
  return pipeline::View{.page = "glass/case",
                        .title = "Who broke the glass",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> know(Context& c) {
  const auto glass = cases::find_glass(c.tx, c.input.text("glass"));
  if (!glass || glass->case_id != c.case_id || !is_told_as_desk(c, c.case_id)) return not_found();
  cases::say_known(c, *glass);
  return pipeline::SeeOther{path_of(c.case_id), {}};
}

}  // namespace

void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_looks>(
      {.path = "/case/{case}/glass",
       .summary = "Who opened the case without being in it, and what a second person says",
       .event = "glass.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(
      pipeline::act<Action::record_work>({.path = "/case/{case}/glass/{glass}",
                                          .summary = "Say that one's agency knows of it",
                                          .event = "glass.known",
                                          .facts = cases::case_facts,
                                          .run = [](const auto&, Context& c) { return know(c); }}));
}

}  // namespace mash::glass
