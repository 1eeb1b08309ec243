// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, one red case about two children who are identified, with
// requests to agencies that the tests answer by hand.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "mash/assessment/assessment.h"
#include "mash/assessment/schema.h"
#include "mash/assessment/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/casework/casework.h"
#include "mash/casework/schema.h"
#include "mash/casework/templates.h"
#include "mash/challenge/challenge.h"
#include "mash/challenge/schema.h"
#include "mash/challenge/templates.h"
#include "mash/decision/challenged.h"
#include "mash/decision/decision.h"
#include "mash/decision/schema.h"
#include "mash/decision/templates.h"
#include "mash/disclosure/schema.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/people/people.h"
#include "mash/shift/schema.h"
#include "mash/shift/templates.h"

namespace mash::decision::sample {

using barnfield::as_system;
using barnfield::body;
using barnfield::borough;
using barnfield::timescales;

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u08";
constexpr const char* k_housing = "u12";

inline support::TestAppOptions options(db::Engine engine,
                                       const Deps& deps = {borough(), timescales()}) {
  auto o = barnfield::hub(
      engine,
      {{.name = "disclosure", .schema = disclosure::schema()},
       {.name = "enquiry", .schema = enquiry::schema(), .templates = enquiry::templates()},
       {.name = "assessment",
        .schema = assessment::schema(),
        .templates = assessment::templates(),
        .routes = assessment::routes({borough(), deps.repeats})},
       {.name = "shift", .schema = shift::schema(), .templates = shift::templates()},
       {.name = "casework",
        .schema = casework::schema(),
        .templates = casework::templates(),
        .routes = casework::routes({borough(), timescales()})},
       {.name = "challenge",
        .schema = challenge::schema(),
        .templates = challenge::templates(),
        .routes = challenge::routes(for_challengers(deps))},
       {.name = "decision", .schema = schema(), .templates = templates(), .routes = routes(deps)}});
  o.routes.push_back(barnfield::item_route());
  return o;
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
  return barnfield::identify(c, people::add_statement(c, std::move(said)));
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

// All that this agency was asked so far.
inline void answer_enquiry(pipeline::Context& c, const CaseId& id, const char* agency) {
  const auto owner = AgencyId::trusted(agency);
  for (const auto& r : c.tx.query("select id, version from enquiry where case_id = $1 and agency ="
                                  " $2 and state = 'SENT'",
                                  {id, owner})) {
    const auto version = r.integer(1) + 1;
    const pipeline::Label label{
        .owner = owner, .kind = "return", .case_id = id, .row = r.text(0), .version = version};
    c.tx.execute(
        "insert into enquiry_return (enquiry_id, version, kind, late, returned_by, returned_at,"
        " sealed) values ($1, $2, 'NOTHING_KNOWN', 0, $3, $4, $5)",
        {r.text(0), version, StaffId::trusted(k_police), c.now,
         c.vault.seal(c.tx, label, R"({"systems": "", "period": ""})", c.random)});
    c.tx.execute("update enquiry set state = 'RETURNED', version = $2 where id = $1",
                 {r.text(0), version});
  }
}

// The form that signs what waits on this page for a second manager.
inline json::Value to_sign(support::TestApp& app, const std::string& tab,
                           const std::string& who = k_deputy) {
  const auto page = app.get(who, tab).json();
  for (const auto& one : *page["children"].as_array()) {
    const auto& proposed = one["proposed"];
    if (proposed.as_object() == nullptr) continue;
    return body({{"decision", proposed.text("decision")}, {"version", proposed.text("version")}});
  }
  return body({});
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
