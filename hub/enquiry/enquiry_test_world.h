// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, and a case about Amara Okafor, her brother and her parents,
// rated and ready to be asked about.
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
#include "mash/directory/directory.h"
#include "mash/directory/schema.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/people/schema.h"
#include "mash/support/test_app.h"

namespace mash::enquiry::testing {

using policy::Action;

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

constexpr const char* k_screener = "u01";
constexpr const char* k_manager = "u03";
constexpr const char* k_administrator = "u05";
constexpr const char* k_police = "u07";
constexpr const char* k_police_colleague = "u08";
constexpr const char* k_health = "u10";
constexpr const char* k_education = "u11";

inline support::TestAppOptions options(db::Engine engine) {
  support::TestAppOptions o{.engine = engine};
  o.migrations = {{2, "cases", cases::schema()},           {3, "directory", directory::schema()},
                  {4, "people", people::schema()},         {5, "intake", intake::schema()},
                  {6, "disclosure", disclosure::schema()}, {7, "enquiry", schema()}};
  o.routes = routes({borough(), timescales()});
  for (auto& r : disclosure::routes({borough(), timescales()})) o.routes.push_back(std::move(r));
  o.templates = templates();
  for (const auto& more : {cases::templates(), disclosure::templates()}) {
    o.templates.insert(o.templates.end(), more.begin(), more.end());
  }
  o.load_person = [](db::Transaction& tx, const StaffId& id) {
    return directory::load_person(tx, id, borough());
  };
  for (const auto& agency : borough().agencies) o.key_names.push_back(agency.id.text());
  return o;
}

inline intake::NewPerson person(model::PersonRole role, const char* given, const char* dob) {
  intake::NewPerson out;
  out.said.role = role;
  out.said.given_name = Sensitive(given);
  out.said.surname = Sensitive("Okafor");
  out.said.dob = Sensitive(dob);
  out.said.address_line = Sensitive("4 Mill Lane");
  return out;
}

struct World {
  model::NotificationState state = model::NotificationState::triaged;
  model::Rating rating = model::Rating::amber;
  model::NeedLevel level = model::NeedLevel::level_3;
  bool urgent = false;
};
inline CaseId add_case(support::TestApp& app, const World& world) {
  CaseId id;
  const auto done = app.app().system_act<Action::log_notification>(
      "test.case", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        intake::NewNotification n;
        n.reference = "TEST-1";
        n.received_at = c.now;
        n.danger = world.urgent ? model::Answer::yes : model::Answer::no;
        n.concerns = {model::ConcernType::domestic_abuse};
        n.narrative = Sensitive("Shouting was heard, and a child cried.");
        n.referrer_name = Sensitive("Hidden Neighbour");
        n.people = {person(model::PersonRole::child, "Amara", "2017-03-09"),
                    person(model::PersonRole::sibling, "Chidi", "2012-05-01"),
                    person(model::PersonRole::parent, "Ngozi", "1989-01-02"),
                    person(model::PersonRole::parent, "Emeka", "1986-07-08")};
        id = intake::add_notification(c, timescales(), n);
        if (world.urgent) return json::Value{};
        cases::set_rating(c, id, world.rating, world.level);
        cases::set_state(c, id, world.state);
        cases::start_clock(c, timescales(), id, model::Stage::basis, world.rating, c.now);
        return json::Value{};
      });
  if (!done) throw std::runtime_error(done.error().message);
  return id;
}

inline json::Value body(std::vector<std::pair<std::string, json::Value>> members) {
  return json::Object(members.begin(), members.end());
}

}  // namespace mash::enquiry::testing
