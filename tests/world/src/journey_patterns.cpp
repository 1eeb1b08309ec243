// SPDX-License-Identifier: MIT
// One adult around three families, whom no case shows alone: the hub finds it over the whole
// record, an analyst reads it without a name and puts it aside, a manager raises it.
#include <stdexcept>

#include "mash/cases/cases.h"
#include "mash/people/people.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

PersonId identified(pipeline::Context& c, const CaseId& id, model::PersonRole role,
                    const std::string& given, const PersonId& known = {}) {
  people::Statement said;
  said.case_id = id;
  said.role = role;
  said.given_name = Sensitive(given);
  said.surname = Sensitive("Fenwick-Orr");
  const auto statement = people::add_statement(c, said);
  const auto person = known.empty() ? PersonId::make(c.random) : known;
  if (known.empty()) {
    c.tx.execute("insert into person (id, created_at, created_by) values ($1, $2, 'u01')",
                 {person, c.now});
  }
  c.tx.execute("update statement set person_id = $2, version = version + 1 where id = $1",
               {statement, person});
  return person;
}

// Dealt with elsewhere, one month after the other.
void add_three_families(World& world) {
  const auto done = world.hub_room().app.system_act<policy::Action::collect>(
      "test.three-families", [](const auto&, pipeline::Context& c) -> Result<json::Value> {
        PersonId adult;
        int days = 70;
        for (const char* child : {"Isolde", "Tamsin", "Caspian"}) {
          const auto id = CaseId::make(c.random);
          cases::add_history_case(c, id, c.now - Duration::days(days));
          days -= 30;
          identified(c, id, model::PersonRole::child, child);
          adult = identified(c, id, model::PersonRole::adult_of_concern, "Leopold", adult);
        }
        return json::Value{};
      });
  if (!done) throw std::runtime_error("no three families: " + done.error().message);
}

// The one that the list leads to.
std::string only_pattern(const std::string& page) {
  const std::string k_link = "<li><a class=\"govuk-link\" href=\"/patterns/";
  const auto at = page.find(k_link);
  if (at == std::string::npos || page.find(k_link, at + 1) != std::string::npos) {
    throw std::runtime_error("not one pattern of an adult around families");
  }
  const auto from = page.find("/patterns/", at);
  return page.substr(from, page.find('"', from) - from);
}

// What comes of it: a profile, changed once, with a task that the manager does, and its end.
void make_profile(World& world, const std::string& pattern) {
  Visitor& analyst = world.hub("u18");
  Visitor& manager = world.hub("u03");
  analyst.page(pattern + "/profile");
  auto form = analyst.form(pattern + "/profile");
  form.set("theme", "ABUSE").set("known", "One adult came into three families, one by one.");
  form.set("review_on-day", "3").set("review_on-month", "3").set("review_on-year", "2027");
  for (const auto& adult : choices_in(analyst.last().body, "harms")) {
    if (adult.starts_with("Adult")) form.tick("harms", adult);
  }
  const std::string profile = must(analyst, form);
  if (manager.page("/profiles").body.find(profile) == std::string::npos) {
    throw std::runtime_error("a profile is not in the list");
  }
  analyst.page(profile + "/change");
  must(analyst, analyst.form(profile + "/change").set("questions", "Do the families know it?"));
  analyst.page(profile);
  auto task = analyst.form(profile + "/tasks").set("what", "Ask the three schools.");
  task.set("for", "u03").set("due-day", "3").set("due-month", "3").set("due-year", "2027");
  must(analyst, task);
  for (const auto& link : links_of(manager.page(profile).body)) {
    if (!link.starts_with(profile + "/tasks/")) continue;
    manager.page(link);
    must(manager, manager.form(link).set("result", "DONE").set("note", "One of them knew."));
  }
  manager.page(profile);
  must(manager, manager.form(profile + "/close")
                    .set("outcome", "RAISED")
                    .set("reason", "The families are worked with by now."));
}

void read_needs(World& world) {
  for (const char* who : {"u18", "u03"}) {
    for (const char* path :
         {"/needs?by=DISTRICT", "/needs/table.csv?by=AGE&months=24", "/needs/agencies",
          "/needs/agencies.csv?months=24", "/needs/fairness?by=SOURCE",
          "/needs/fairness.csv?by=AGE", "/needs/back-test?by=SEX&child-3-sources-cases=2",
          "/needs/back-test.csv?by=AGE&child-3-sources-cases=2"}) {
      if (world.hub(who).page(path).status != 200) throw std::runtime_error("needs are not read");
    }
  }
}

}  // namespace

void Journey::say_of_what_group(Visitor& officer) {
  const std::string start = case_path("/groups/");
  for (const auto& link : links_of(officer.page(case_path("/family")).body)) {
    if (!link.starts_with(start)) continue;
    officer.page(link);
    must(officer, officer.form(link).set("ethnicity", "MWBC").set("disabled", "no"));
    return;
  }
  throw std::runtime_error("the family does not lead to ethnicity and disability");
}

void Journey::patterns_are_looked_for() {
  world_.at("patterns are looked for", world_.minute() + 1);
  add_three_families(world_);
  Visitor& analyst = world_.hub("u18");
  read_needs(world_);
  analyst.page("/patterns");
  must(analyst, analyst.form("/patterns/look"));
  if (!world_.look_for_patterns()) throw std::runtime_error("nobody looked for patterns");
  world_.at("an analyst reads patterns", world_.minute() + 1);
  const std::string path = only_pattern(analyst.page("/patterns?kind=ADULT_AROUND").body);
  Visitor& manager = world_.hub("u03");
  for (auto* reader : {&analyst, &manager}) {
    if (reader->page(path).status != 200) throw std::runtime_error("a pattern is not read");
  }
  int around = 0;
  for (const auto& link : links_of(analyst.page(path).body)) {
    if (!link.starts_with("/patterns/people/")) continue;
    for (auto* reader : {&analyst, &manager}) {
      if (reader->page(link).status != 200) throw std::runtime_error("a network is not read");
    }
    ++around;
  }
  if (around != 4) throw std::runtime_error("a pattern does not lead to its people");
  for (auto* reader : {&analyst, &manager}) reader->page(path);
  must(manager, manager.form(path + "/raise"));
  must(analyst, analyst.form(path + "/names")
                    .set("purpose", "SAFEGUARD_NOW")
                    .set("need", "Their schools have to be told."));
  manager.page("/patterns/names");
  for (auto& form : manager.forms()) {
    if (!form.action.starts_with("/patterns/names/")) continue;
    manager.page(form.action);
    must(manager, form.set("answer", "CLEARED").set("words", "For those calls alone."));
    break;
  }
  for (const auto& link : links_of(analyst.page(path).body)) {
    if (link.starts_with(path + "/names/") && analyst.page(link).status != 200) {
      throw std::runtime_error("names that are cleared are not read");
    }
  }
  make_profile(world_, path);
  analyst.page(path);
  must(analyst, analyst.form(path + "/aside")
                    .set("reason", "IN_HAND")
                    .set("words", "The police know of this person."));
}

}  // namespace mash::world
