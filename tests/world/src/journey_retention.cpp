// SPDX-License-Identifier: MIT
// A case is held for a court, and what the police told of another, closed for years, goes.
#include <stdexcept>

#include "mash/cases/cases.h"
#include "mash/people/people.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr int k_years = 27;  // a child that was born then is over 25

Form hold_of(const Visitor& who, const std::string& reference, const std::string& reason) {
  return who.form("/holds")
      .set("reference", reference)
      .set("authority", "COURT")
      .set("reason", reason)
      .set("review_on-day", "1")
      .set("review_on-month", "6")
      .set("review_on-year", "2028");
}

std::string reference_of(World& world, const std::string& case_path) {
  const auto id = CaseId::trusted(case_path.substr(case_path.rfind('/') + 1));
  std::string out;
  world.hub_room().database.read(
      [&](db::Transaction& tx) { out = cases::find_case(tx, id)->reference; });
  return out;
}

// As if the hub had worked then: a case of years ago, with one thing that the police told.
struct Old {
  std::string id, item;
};
Old add_old_case(World& world, const std::string& child) {
  Old out;
  const auto done = world.hub_room().app.system_act<policy::Action::collect>(
      "test.old-case", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        const auto police = AgencyId::trusted("police");
        const auto id = CaseId::make(c.random);
        const auto item = ItemId::make(c.random);
        const UtcTime then = c.now - Duration::days(366 * k_years);
        cases::add_history_case(c, id, then);
        cases::add_member(c.tx, id, police, then);
        const pipeline::Label label{.owner = police,
                                    .kind = "item",
                                    .case_id = id,
                                    .row = item.text(),
                                    .marks = "OFFICIAL-SENSITIVE"};
        c.tx.execute(
            "insert into item (id, case_id, owner, state, version, place, created_at, created_by)"
            " values ($1, $2, $3, 'IN_HUB', 1, 1, $4, 'u08')",
            {item, id, police, then});
        c.tx.execute(
            "insert into item_version (item_id, version, sensitivity, marking, written_at,"
            " written_by, sealed) values ($1, 1, 0, 'OFFICIAL-SENSITIVE', $2, 'u08', $3)",
            {item, then, c.vault.seal(c.tx, label, R"({"fact": "Came once."})", c.random)});
        people::Statement said;
        said.case_id = id;
        said.role = model::PersonRole::child;
        said.given_name = Sensitive("Ottilie");
        said.surname = Sensitive(child);
        said.dob = Sensitive("1990-05-17");
        people::add_statement(c, std::move(said));
        out = {id.text(), item.text()};
        return json::Value{};
      });
  if (!done) throw std::runtime_error("no old case: " + done.error().message);
  return out;
}

}  // namespace

void Journey::case_is_held() {
  world_.at("a court asks that the case is kept", world_.minute() + 1);
  const auto reference = reference_of(world_, case_path());
  Visitor& manager = world_.hub("u03");
  manager.page("/holds");
  must(manager, hold_of(manager, reference, words().hold_reason));
  Visitor& officer = world_.hub("u20");
  officer.page("/holds");
  must(officer, hold_of(officer, reference, words().hold_reason));
  world_.at("one of two holds is lifted", world_.minute() + 1);
  manager.page("/holds");
  for (auto& form : manager.forms()) {
    if (!form.action.ends_with("/lift")) continue;
    must(manager, form.set("reason", words().hold_reason));
    return;
  }
  throw std::runtime_error("nothing can be lifted");
}

void Journey::old_case_is_disposed_of() {
  world_.at("the time of an old case is over", world_.minute() + 1);
  const auto old = add_old_case(world_, words().gone_child);
  const std::string path = "/retention/" + old.id;
  Visitor& police = world_.hub("u08");
  police.page("/retention");
  if (police.page(path).status != 200) throw std::runtime_error("its owner does not see it");
  must(police, police.form(path).tick("unit", old.item));
  if (words_of(police.page(path).body).find("disposed of under rule") == std::string::npos) {
    throw std::runtime_error("it left no tombstone");
  }
  for (const char* who : {"u03", "u20"}) world_.hub(who).page("/retention");
  const std::string record = path + "/record";
  const auto say = [&](const char* who, const std::string& to) {
    Visitor& visitor = world_.hub(who);
    visitor.page(record);
    must(visitor, visitor.form(record + to).set("why", "NOT_NEEDED"));
  };
  if (police.page(record).status != 404) throw std::runtime_error("a desk sees the record's end");
  say("u03", "");
  Visitor& deputy = world_.hub("u04");
  deputy.page(record);
  must(deputy, deputy.form(record + "/take-back"));
  say("u03", "");
  say("u04", "/approve");
  if (words_of(deputy.page(path).body).find("disposed of under rule CASE") == std::string::npos) {
    throw std::runtime_error("the record left no tombstone");
  }
}

}  // namespace mash::world
