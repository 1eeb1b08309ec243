// SPDX-License-Identifier: MIT
// A hub with a record that grows case by case, for the tests of this slice.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "mash/barnfield/hub.h"
#include "mash/cases/bars.h"
#include "mash/cases/walls.h"
#include "mash/decision/schema.h"
#include "mash/findings/findings.h"
#include "mash/findings/names.h"
#include "mash/findings/profiles.h"
#include "mash/findings/schema.h"
#include "mash/findings/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/oversight/oversight.h"
#include "mash/oversight/templates.h"
#include "mash/support/engines.h"

namespace mash::findings {

inline constexpr const char* k_manager = "u03";
inline constexpr const char* k_deputy = "u04";
inline constexpr const char* k_analyst = "u18";
inline constexpr const char* k_police = "u07";
inline constexpr const char* k_words = "It is one evening, told by each who was there.";

inline const Deps& deps() {
  static const Deps k_deps{barnfield::borough(), built_in_findings_policy()};
  return k_deps;
}

// A hub with a record that grows case by case.
struct Hub {
  explicit Hub(db::Engine engine)
      : app(barnfield::hub(engine, {{.name = "intake", .schema = intake::schema()},
                                    {.name = "decision", .schema = decision::schema()},
                                    {.name = "findings",
                                     .schema = schema(),
                                     .templates = templates(),
                                     .routes = routes(deps())},
                                    {.name = "oversight",
                                     .templates = oversight::templates(),
                                     .routes = oversight::routes({barnfield::borough()})},
                                    {.name = "names", .schema = names_schema()},
                                    {.name = "profiles", .schema = profiles_schema()}})) {}

  CaseId tell(int days_ago, const std::vector<std::pair<PersonId, model::PersonRole>>& people,
              model::ReferralSource source = model::ReferralSource::police) {
    CaseId id;
    barnfield::as_system(app, [&](const policy::Proof&, pipeline::Context& c) {
      intake::NewNotification n;
      n.received_at = c.now - Duration::days(days_ago);
      n.source = source;
      n.narrative = Sensitive("He waits at the gate with a red van.");
      for (const auto& [person, role] : people) {
        people::Statement said;
        said.role = role;
        said.given_name = Sensitive("Amara");
        said.surname = Sensitive("Quillfeather");
        said.dob = Sensitive("2017-03-09");
        said.address_line = Sensitive(line);
        said.postcode = Sensitive("BF1 2AB");
        n.people.push_back({.said = said});
      }
      id = intake::add_notification(c, barnfield::timescales(), n);
      std::size_t i = 0;
      for (const auto& row :
           c.tx.query("select id from statement where case_id = $1 order by place", {id})) {
        const auto& person = people.at(i++).first;
        c.tx.execute(
            "insert into person (id, created_at, created_by) values ($1, 1, 'u01')"
            " on conflict do nothing",
            {person});
        c.tx.execute("update statement set person_id = $2 where id = $1", {row.text(0), person});
      }
    });
    return id;
  }
  // A child of whom three agencies tell.
  std::vector<CaseId> repeat(const PersonId& child) {
    using S = model::ReferralSource;
    std::vector<CaseId> out;
    for (const auto& [ago, source] :
         std::initializer_list<std::pair<int, S>>{{100, S::school}, {50, S::gp}, {5, S::police}}) {
      out.push_back(tell(ago, {{child, model::PersonRole::child}}, source));
    }
    return out;
  }
  bool look() {
    const pipeline::Vault vault(app.keys());
    return look_if_due(app.app(), app.database(), vault, deps(), app.clock().now());
  }
  bool look_now() {
    EXPECT_EQ(app.post(k_analyst, "/patterns/look", barnfield::body({})).status, 200);
    return look();
  }
  void bar(const CaseId& id, const char* who) {
    barnfield::as_system(app, [&](const policy::Proof&, pipeline::Context& c) {
      cases::set_bar(c, id, StaffId::trusted(who), "A cousin");
    });
  }
  void wall(const CaseId& id) {
    barnfield::as_system(
        app, [&](const policy::Proof&, pipeline::Context& c) { cases::raise_wall(c, id); });
  }
  json::Value list(const std::string& who, const std::string& query = "") {
    return app.get(who, "/patterns" + query).json();
  }
  std::string path(const std::string& who) {
    const auto rows = list(who);
    return rows["rows"].as_array()->at(0).text("href");
  }
  std::size_t shown(const std::string& who, const std::string& query = "") {
    const auto rows = list(who, query);
    return rows["rows"].as_array()->size();
  }

  std::string line = "12 Thistledown Road";  // where whoever is named is said to live
  support::TestApp app;
};

inline PersonId person(const char* letter) {
  return PersonId::trusted("0000000000000000000000000" + std::string(letter));
}

}  // namespace mash::findings
