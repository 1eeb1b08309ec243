// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, one red case about two children who are identified, with
// requests to agencies that the tests answer by hand.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/cases/schema.h"
#include "mash/cases/templates.h"
#include "mash/decision/decision.h"
#include "mash/decision/schema.h"
#include "mash/decision/templates.h"
#include "mash/directory/directory.h"
#include "mash/directory/schema.h"
#include "mash/disclosure/items.h"
#include "mash/disclosure/schema.h"
#include "mash/enquiry/schema.h"
#include "mash/people/people.h"
#include "mash/people/schema.h"
#include "mash/support/test_app.h"

namespace mash::decision::sample {

inline const model::Borough& borough() {
  static const model::Borough b = [] {
    std::ifstream in(MASH_SOURCE_DIR "/data/barnfield.json");
    const std::string text(std::istreambuf_iterator<char>(in), {});
    return *model::parse_borough(*json::parse(text));
  }();
  return b;
}

inline const cases::Timescales& timescales() {
  static const cases::Timescales t{borough().default_policy({2026, 11, 24}),
                                   borough().default_calendar()};
  return t;
}

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u08";
constexpr const char* k_housing = "u12";

// An item as a desk would write it, without the pages for it.
inline pipeline::Route item_route() {
  return pipeline::act<policy::Action::edit_item>(
      {.path = "/test/{case}/item",
       .summary = "Write an item (tests)",
       .event = "test.item",
       .fields = {{.name = "fact", .label = "Fact"}, {.name = "draft", .label = "Draft"}},
       .facts = [](pipeline::Context&) -> Result<policy::Facts> {
         return policy::Facts{.own = true};
       },
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         disclosure::NewItem item{.case_id = *CaseId::parse(c.input.text("case"))};
         item.fact = Sensitive(std::string(c.input.text("fact")));
         disclosure::add_item(c, grant, std::move(item), !c.input.flag("draft"));
         return pipeline::SeeOther{"/", {}};
       }});
}

inline support::TestAppOptions options(db::Engine engine) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "cases", cases::schema()},     {3, "directory", directory::schema()},
                  {4, "people", people::schema()},   {5, "disclosure", disclosure::schema()},
                  {6, "enquiry", enquiry::schema()}, {7, "decision", schema()}};
  o.routes = routes({borough(), timescales()});
  o.routes.push_back(item_route());
  o.templates = templates();
  for (const auto& t : cases::templates()) o.templates.push_back(t);
  o.load_person = [](db::Transaction& tx, const StaffId& id) {
    return directory::load_person(tx, id, borough());
  };
  for (const auto& agency : borough().agencies) o.key_names.push_back(agency.id.text());
  return o;
}

inline json::Value body(std::vector<std::pair<std::string, json::Value>> members) {
  return json::Object(std::make_move_iterator(members.begin()),
                      std::make_move_iterator(members.end()));
}

inline void as_system(support::TestApp& app,
                      const std::function<void(const policy::Proof&, pipeline::Context&)>& f) {
  const auto done = app.app().system_act<policy::Action::collect>(
      "test", [&](const auto& grant, pipeline::Context& c) -> Result<json::Value> {
        f(grant, c);
        return json::Value{};
      });
  if (!done) throw std::runtime_error(done.error().message);
}

// A person with one statement, as if somebody had looked them up.
inline PersonId add_child(pipeline::Context& c, const CaseId& id, const char* given,
                          const char* dob) {
  people::Statement said;
  said.case_id = id;
  said.role = model::PersonRole::child;
  said.given_name = Sensitive(given);
  said.surname = Sensitive("Quillfeather");
  said.dob = Sensitive(dob);
  const auto statement = people::add_statement(c, std::move(said));
  const auto person = PersonId::make(c.random);
  c.tx.execute("insert into person (id, created_at, created_by) values ($1, $2, $3)",
               {person, c.now, StaffId::trusted(k_screener)});
  c.tx.execute("update statement set person_id = $2, version = 1 where id = $1",
               {statement, person});
  return person;
}

inline void add_enquiry(pipeline::Context& c, const CaseId& id, const char* agency) {
  const auto enquiry = EnquiryId::make(c.random);
  const pipeline::Label label{
      .owner = pipeline::k_front_door, .kind = "enquiry", .case_id = id, .row = enquiry.text()};
  c.tx.execute(
      "insert into enquiry (id, case_id, place, agency, state, version, sent_at, sent_by, sealed)"
      " values ($1, $2, (select coalesce(max(place), 0) + 1 from enquiry where case_id = $2),"
      " $3, 'SENT', 1, $4, $5, $6)",
      {enquiry, id, AgencyId::trusted(agency), c.now, StaffId::trusted(k_manager),
       c.vault.seal(c.tx, label, R"({"questions": "", "subjects": ""})", c.random)});
  cases::add_member(c.tx, id, AgencyId::trusted(agency), c.now);
  cases::start_clock(c, timescales(), id, model::Stage::agency_return, model::Rating::red, c.now,
                     AgencyId::trusted(agency));
}

inline void answer_enquiry(pipeline::Context& c, const CaseId& id, const char* agency) {
  c.tx.execute("update enquiry set state = 'RETURNED' where case_id = $1 and agency = $2",
               {id, AgencyId::trusted(agency)});
}

// Red, in analysis, about Amara and Obi; police and health have been asked.
struct Case {
  CaseId id;
  PersonId amara, obi;
};
inline Case add_case(support::TestApp& app) {
  Case out;
  as_system(app, [&out](const policy::Proof&, pipeline::Context& c) {
    out.id = CaseId::make(c.random);
    cases::add_case(c, out.id, c.now, false);
    cases::set_rating(c, out.id, model::Rating::red, model::NeedLevel::level_3);
    cases::set_state(c, out.id, model::NotificationState::analysis);
    cases::start_clock(c, timescales(), out.id, model::Stage::decide, model::Rating::red, c.now);
    out.amara = add_child(c, out.id, "Amara", "2017-03-09");
    out.obi = add_child(c, out.id, "Obi", "2020-06-01");
    add_enquiry(c, out.id, "police");
    add_enquiry(c, out.id, "health");
  });
  return out;
}

}  // namespace mash::decision::sample
