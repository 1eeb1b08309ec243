// SPDX-License-Identifier: MIT
// For tests: the borough of the sample and one case about Amara, notified through the form, decided
// by the manager, with a police item in the hub. Desks decide through their own pages.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "mash/assessment/schema.h"
#include "mash/assessment/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/challenge/schema.h"
#include "mash/challenge/templates.h"
#include "mash/crypto/crypto.h"
#include "mash/decision/decision.h"
#include "mash/decision/schema.h"
#include "mash/decision/templates.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
#include "mash/enquiry/enquiry.h"
#include "mash/enquiry/schema.h"
#include "mash/enquiry/templates.h"
#include "mash/intake/intake.h"
#include "mash/intake/schema.h"
#include "mash/login/passkeys.h"
#include "mash/login/templates.h"
#include "mash/people/people.h"
#include "mash/post/post.h"
#include "mash/post/schema.h"
#include "mash/product/product.h"
#include "mash/product/schema.h"
#include "mash/product/templates.h"
#include "mash/shift/schema.h"

namespace mash::product::sample {

using barnfield::as_system;
using barnfield::body;
using barnfield::borough;
using barnfield::timescales;

// That nobody has agreed anything, as hub/agreements says it.
inline std::vector<cases::NotAgreed> nothing_agreed(pipeline::Context&,
                                                    const std::vector<AgencyId>& others) {
  std::vector<cases::NotAgreed> out;
  for (const auto& one : others) {
    out.push_back({"Nothing is agreed with " + one.text(), "no_agreement", ""});
  }
  return out;
}

inline Deps deps() {
  return {.borough = borough(), .timescales = timescales(), .agreed = nothing_agreed};
}

inline decision::Deps deciding() {
  return {borough(), timescales(),
          [](auto& c, auto& proof, auto& id) { go_on(c, proof, deps(), id); }};
}

constexpr const char* k_manager = "u03";
constexpr const char* k_deputy = "u04";
constexpr const char* k_duty = "u22";  // emergency duty
constexpr const char* k_screener = "u01";
constexpr const char* k_police = "u08";
constexpr const char* k_housing = "u12";

inline support::TestAppOptions options(db::Engine engine) {
  auto o = barnfield::hub(
      engine,
      {{.name = "post", .schema = post::schema()},
       {.name = "post_waits", .schema = post::waits_schema()},
       {.name = "shift", .schema = shift::schema()},
       {.name = "intake", .schema = intake::schema()},
       {.name = "disclosure",
        .schema = disclosure::schema(),
        .templates = disclosure::templates(),
        .routes = disclosure::routes(for_owners(deps()))},
       {.name = "standing", .schema = disclosure::standing_schema()},
       {.name = "enquiry",
        .schema = enquiry::schema(),
        .templates = enquiry::templates(),
        .routes = enquiry::routes({borough(),
                                   timescales(),
                                   [](auto& c, const auto& proof, const auto& id) {
                                     return next_steps(c, proof, deps(), id);
                                   },
                                   {},
                                   [](auto& c, const auto& proof, const auto& id) {
                                     return waits_for_release(c, proof, deps(), id);
                                   }})},
       {.name = "assessment", .schema = assessment::schema(), .templates = assessment::templates()},
       {.name = "challenge", .schema = challenge::schema(), .templates = challenge::templates()},
       {.name = "decision",
        .schema = decision::schema(),
        .templates = decision::templates(),
        .routes = decision::routes(deciding())},
       {.name = "product", .schema = schema(), .templates = templates(), .routes = routes(deps())},
       {.name = "strays", .schema = strays_schema()},
       {.name = "left", .schema = left_schema()},
       {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
       {.name = "signatures", .schema = signature_schema()}});
  o.routes.push_back(barnfield::item_route());
  return o;
}

inline intake::NewNotification notification(model::ReferrerClass referrer) {
  intake::NewNotification n;
  n.reference = "7KQ4-XM2P-M";
  n.received_at = *parse_iso("2026-11-24T08:30:00Z");
  n.channel = model::Channel::web_form;
  n.referrer_class = referrer;
  n.narrative = Sensitive("Heard crying for an hour");
  n.where_now = Sensitive("At 12 Thistledown Road");
  n.referrer_name = Sensitive("Catherine Nuttall");
  n.status_secret = "aa";
  intake::NewPerson amara;
  amara.said.role = model::PersonRole::child;
  amara.said.given_name = Sensitive("Amara");
  amara.said.surname = Sensitive("Quillfeather");
  amara.said.dob = Sensitive("2017-03-09");
  n.people.push_back(std::move(amara));
  return n;
}

struct Case {
  CaseId id;
  PersonId amara;
};
// Rated red, in analysis; the police are in its cell.
inline Case add_case(support::TestApp& app, const intake::NewNotification& n) {
  Case out;
  as_system(app, [&](const auto& grant, pipeline::Context& c) {
    out.id = intake::add_notification(c, timescales(), n);
    cases::add_member(c.tx, out.id, AgencyId::trusted("police"), c.now);
    cases::set_rating(c, out.id, model::Rating::red, model::NeedLevel::level_3);
    cases::set_state(c, out.id, model::NotificationState::analysis);
    const auto said = people::statements_of(c, grant, out.id);
    out.amara = barnfield::identify(c, said.front().id);
  });
  return out;
}

inline Case add_case(support::TestApp& app,
                     model::ReferrerClass referrer = model::ReferrerClass::professional) {
  return add_case(app, notification(referrer));
}

using Form = std::vector<std::pair<std::string, json::Value>>;

// What the tests do, as the people of the sample.
class Hub : public testing::TestWithParam<db::Engine> {
 protected:
  Hub() : Hub(options(GetParam())) {}
  explicit Hub(support::TestAppOptions options) : app_{std::move(options)} {}

  std::string path(const std::string& rest) const { return "/case/" + case_.id.text() + rest; }

  void decide(const std::string& outcome = "S17_ASSESSMENT") { decide(case_.amara, outcome); }
  void decide(const PersonId& child, const std::string& outcome) {
    const auto at = path("/decision/" + child.text());
    const auto form = app_.get(k_manager, at).json()["form"];
    const auto a = app_.post(k_manager, at,
                             body({{"outcome", outcome},
                                   {"level", "3"},
                                   {"reason", "Third call"},
                                   {"evidence", "The zebra notebook"},
                                   {"version", form.text("version")}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  std::string item(const std::string& fact) {
    return app_.post(k_police, "/test/" + case_.id.text() + "/item", body({{"fact", fact}}))
        .json()
        .text("item");
  }
  // The lines of where the children are that can leave, as the form names them.
  json::Array places() {
    const auto page = app_.page(k_manager, path("/products/new")).body;
    const std::regex box("name=\"places\"[^>]*? value=\"([0-9a-f]{16})\"");
    json::Array out;
    for (std::sregex_iterator at(page.begin(), page.end(), box), end; at != end; ++at) {
      out.emplace_back((*at)[1].str());
    }
    return out;
  }
  Form letter(const std::vector<std::string>& items, const std::string& recipient = "assess") {
    return {{"recipient", recipient},
            {"children", json::Array{case_.amara.text()}},
            {"asked", "See the child and assess"},
            {"by_when", "by 5pm on 26 November"},
            {"why", "Neighbours worry"},
            {"inform", "KNOWS"},
            {"items", json::Array(items.begin(), items.end())},
            {"others", json::Array{"NONE"}},
            {"places", places()}};
  }
  // The path of the product's page.
  std::string compose(const std::vector<std::string>& items,
                      const std::string& recipient = "assess") {
    const auto a = app_.post(k_manager, path("/products/new"), body(letter(items, recipient)));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.location;
  }
  void release(const std::string& product, const std::string& item, const std::string& state,
               const std::string& wording = "", const std::string& version = "1") {
    const auto at = "/releases/" + product.substr(10);
    const auto slots = app_.get(k_police, at).json()["slots"];
    const auto a = app_.post(k_police, at,
                             body({{"item-1", item},
                                   {"version-1", version},
                                   {"standing-1", slots.as_array()->at(0).text("standing_id")},
                                   {"decision-1", state},
                                   {"wording-1", wording},
                                   {"reason", "The worker visits the home"},
                                   {"necessity", "Needed for a safe visit"},
                                   {"basis", json::Array{"CA04_S16LA", "UKGDPR_6_1_E"}}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  json::Value checked(const std::string& product) {
    const auto a = app_.get(k_manager, product);
    EXPECT_EQ(a.status, 200) << a.body;
    return a.json()["check"];
  }
  support::Answer send(const std::string& product, const std::string& without = "") {
    return app_.post(k_manager, product + "/issue",
                     body({{"version", checked(product)["form"].text("version")},
                           {"checked", "yes"},
                           {"without_reason", without}}));
  }
  std::vector<packages::Outward> sent(packages::OutwardKind kind) {
    std::vector<packages::Outward> out;
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      for (auto& o : post::waiting(c, grant, post::Which::all, 100)) {
        if (o.kind == kind) out.push_back(std::move(o));
      }
    });
    return out;
  }
  packages::Product last_product() {
    const auto all = sent(packages::OutwardKind::product);
    return all.empty() ? packages::Product{} : *packages::decode_product(all.back().body);
  }
  void act(const std::string& product, packages::InwardKind kind, const std::string& words = "",
           std::int64_t version = 1, const std::string& id = "") {
    packages::ProductAct a{.product = *ProductId::parse(product.substr(10)),
                           .version = version,
                           .person = StaffId::trusted("r01"),
                           .agency = AgencyId::trusted("assess")};
    if (!words.empty()) {
      a.reason_box = crypto::box_seal(crypto::box_public_key(app_.keys().of("box")),
                                      as_bytes(words), app_.random());
    }
    as_system(app_, [&](const auto& grant, pipeline::Context& c) {
      receive(c, grant, deps(),
              {.id = id.empty() ? new_id_text(c.random) : id,
               .kind = kind,
               .at = c.now,
               .body = packages::encode(a)});
    });
  }
  cases::CaseHead head() { return barnfield::head_of(app_, case_.id); }
  // Running clocks: "DISSEMINATE", "DISSEMINATE assess".
  std::vector<std::string> clocks() {
    std::vector<std::string> out;
    app_.database().read([&](db::Transaction& tx) {
      out.clear();
      for (const auto& d : cases::clocks_of(tx, case_.id)) {
        if (d.met_at || d.withdrawn) continue;
        out.push_back(std::string(model::code_of(d.stage)) +
                      (d.agency.empty() ? "" : " " + d.agency.text()));
      }
    });
    return out;
  }
  support::Answer tell(const std::string& words) {
    const auto form = app_.get(k_manager, path("/feedback")).json()["form"];
    return app_.post(k_manager, path("/feedback"),
                     body({{"notification", form.text("notification")}, {"words", words}}));
  }

  support::TestApp app_;
  Case case_ = add_case(app_);
};

inline std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
}
inline auto both_engines() {
  return testing::Values(db::Engine::sqlite, db::Engine::postgres);
}

}  // namespace mash::product::sample
