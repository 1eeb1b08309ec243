// SPDX-License-Identifier: MIT
#include "mash/assessment/dissents.h"

#include "assess.h"
#include "assessment_store.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/directory/directory.h"
#include "mash/shift/shift.h"

namespace mash::assessment {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

pipeline::Label label_of(const DissentRow& row) {
  return {.owner = row.owner, .kind = "dissent", .case_id = row.case_id, .row = row.id};
}

Result<Reply> run(const Deps& deps, Context& c) {
  if (cases::is_front_door(c.principal)) {
    return invalid("dissent_reason",
                   "The front door rates and decides itself. Say it to whoever decides");
  }
  const auto head = cases::find_case(c.tx, c.case_id);
  DissentRow row{.id = new_id_text(c.random),
                 .case_id = c.case_id,
                 .owner = c.principal.agency,
                 .by = c.principal.person,
                 .at = c.now};
  const std::string words = json::encode(json::Object{{"about", c.input.text("dissent_about")},
                                                      {"against", model::words_of(head->rating)},
                                                      {"reason", c.input.text("dissent_reason")}});
  row.sealed = c.vault.seal(c.tx, label_of(row), words, c.random);
  insert_dissent(c.tx, row);
  cases::add_news(c, c.case_id, model::NewsKind::disagreed, row.owner);
  if (deps.on_dissent) deps.on_dissent(c, c.case_id, row.owner);
  c.touch(row.id);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/assessment", {}};
}

}  // namespace

std::vector<Dissent> dissents_of(pipeline::Context& c, const policy::Proof& proof,
                                 const CaseId& id) {
  std::vector<Dissent> out;
  for (const auto& row : dissent_rows(c.tx, id)) {
    const auto v = c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"reason"});
    out.push_back(
        {.id = row.id,
         .case_id = id,
         .owner = row.owner,
         .by = row.by,
         .at = row.at,
         .about = model::from_code<DissentAbout>(v.text("about")).value_or(DissentAbout::decision),
         .against = v.text("against"),
         .reason = Sensitive(v.text("reason"))});
  }
  return out;
}

json::Array dissents_data(pipeline::Context& c, const policy::Proof& proof,
                          const model::Borough& borough, const CaseId& id) {
  json::Array out;
  for (const Dissent& d : dissents_of(c, proof, id)) {
    c.touch(d.id);
    json::Value one = json::Object{};
    one.set("id", d.id);
    one.set("agency", shift::desk_name(borough, d.owner));
    one.set("by", directory::person_name(borough, d.by));
    one.set("at", plain_time(d.at));
    one.set("about", model::words_of(d.about));
    one.set("rating", d.against);
    one.set("reason", d.reason.reveal());
    out.push_back(std::move(one));
  }
  return out;
}

void add_dissent_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  std::vector<std::string> abouts;
  for (const auto& word : model::k_words<DissentAbout>) abouts.emplace_back(word.code);
  out.push_back(pipeline::act<Action::record_work>(
      {.path = "/case/{case}/dissent",
       .summary = "Say that the own agency disagrees with the rating or the decision",
       .event = "assessment.disagreed",
       .fields = {{.name = "dissent_about",
                   .label = "With what your agency disagrees",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = std::move(abouts),
                   .missing = "Select with what your agency disagrees"},
                  {.name = "dissent_reason",
                   .label = "Why your agency disagrees",
                   .required = true,
                   .missing = "Say why your agency disagrees",
                   .as_typed = true}},
       .facts = cases::case_facts,
       .run = [deps](const auto&, Context& c) { return run(deps, c); },
       .again = "/case/{case}/assessment"}));
}

}  // namespace mash::assessment
