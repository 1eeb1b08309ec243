// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, one case with the desks of police and health in its cell,
// and routes that stand for the slices above (writing items, asking for release, sending).
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mash/attachments/templates.h"
#include "mash/barnfield/hub.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/signed_releases.h"
#include "mash/disclosure/standing.h"
#include "mash/disclosure/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/people/people.h"

namespace mash::disclosure::testing {

using policy::Action;

using barnfield::body;
using barnfield::borough;
using barnfield::timescales;

// Who is who in the sample.
constexpr const char* k_manager = "u03";
constexpr const char* k_screener = "u01";
constexpr const char* k_police_navigator = "u07";  // may not release
constexpr const char* k_police_releaser = "u08";
constexpr const char* k_health_releaser = "u10";
constexpr const char* k_education_navigator = "u11";

// What `on_withdrawn` and `on_corrected` were told: "item recipient".
inline std::vector<std::string>& withdrawn() {
  static std::vector<std::string> all;
  return all;
}
inline std::vector<std::string>& corrected() {
  static std::vector<std::string> all;
  return all;
}

// When everything left in the newest version that stands outside; nothing: it did not.
inline std::optional<UtcTime>& left() {
  static std::optional<UtcTime> at;
  return at;
}

inline std::vector<ItemId> items_asked(db::Transaction& tx, const ProductId& product) {
  std::vector<ItemId> out;
  for (const auto& row :
       tx.query("select item_id from release_request where product_id = $1", {product})) {
    out.push_back(row.id<ItemId>(0));
  }
  return out;
}

inline std::vector<ItemId> ids_of(const std::vector<std::string>& texts) {
  std::vector<ItemId> out;
  for (const auto& text : texts) out.push_back(*ItemId::parse(text));
  return out;
}

inline pipeline::Route ask_route() {
  return pipeline::act<Action::compose_product>(
      {.path = "/test/{case}/ask/{product}",
       .summary = "Ask the owners (tests)",
       .event = "test.ask",
       .fields = {{.name = "recipient", .label = "Recipient"},
                  {.name = "item", .label = "Items", .kind = pipeline::Kind::many}},
       .facts = cases::case_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         ask_release(c, timescales(), *ProductId::parse(c.input.text("product")), c.case_id,
                     *AgencyId::parse(c.input.text("recipient")), ids_of(c.input.all("item")));
         return pipeline::SeeOther{"/", {}};
       }});
}

// What would leave to a recipient, as product asks for it.
inline pipeline::Route outgoing_route() {
  return pipeline::page<Action::issue_product>(
      {.path = "/test/{case}/outgoing",
       .summary = "What leaves (tests)",
       .event = "test.outgoing",
       .fields = {{.name = "recipient", .label = "Recipient"},
                  {.name = "item", .label = "Items", .kind = pipeline::Kind::many}},
       .facts = cases::case_facts,
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Array list;
         for (const auto& o :
              outgoing(c, grant, c.case_id, *AgencyId::parse(c.input.text("recipient")),
                       ids_of(c.input.all("item")))) {
           list.emplace_back(o.owner.text() + " " + std::string(model::code_of(o.state)) + ": " +
                             o.text + " [" + o.source + "]" + (o.could_harm ? " could harm" : "") +
                             (o.files > 0 ? " files " + std::to_string(o.files) : ""));
         }
         json::Value data = json::Object{};
         data.set("leaves", std::move(list));
         return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
       }});
}

// What a reader sees of the items and their release to a recipient.
inline pipeline::Route seen_route() {
  return pipeline::page<Action::read_case>(
      {.path = "/test/{case}/seen",
       .summary = "What I see (tests)",
       .event = "test.seen",
       .fields = {{.name = "recipient", .label = "Recipient"}},
       .facts = cases::case_facts,
       .run = [](const auto& grant, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Array list;
         for (const auto& item : visible_items(c, c.case_id)) {
           const auto release =
               releases_for(c, grant, c.case_id,
                            AgencyId::trusted(std::string(c.input.text("recipient"))), {item.id});
           list.emplace_back(item.owner.text() + " " +
                             (item.readable ? item.fact.reveal() : "manager only") + " " +
                             std::string(model::code_of(release.front().state)) + " " +
                             release.front().withhold_reason);
         }
         json::Value data = json::Object{};
         data.set("items", std::move(list));
         return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
       }});
}

// What waits for somebody's tasks.
inline pipeline::Route owed_route() {
  return pipeline::page<Action::read_tasks>(
      {.path = "/test/owed",
       .summary = "What is owed (tests)",
       .event = "test.owed",
       .facts = pipeline::no_facts,
       .run = [](const auto&, pipeline::Context& c) -> Result<pipeline::Reply> {
         json::Array list;
         for (const auto& one : owed(c)) list.emplace_back(one.what + " " + one.href);
         json::Value data = json::Object{};
         data.set("owed", std::move(list));
         return pipeline::View{.page = "pipeline/error", .title = "", .data = std::move(data)};
       }});
}

inline support::TestAppOptions options(db::Engine engine) {
  auto o = barnfield::hub(
      engine,
      {{.name = "attachments", .templates = attachments::templates()},
       {.name = "login", .schema = login::schema()},
       {.name = "passkeys", .schema = login::passkeys_schema(), .templates = login::templates()},
       {.name = "agencies", .schema = login::agencies_schema()},
       {.name = "agency_signed_in", .schema = login::agency_signed_in_schema()},
       {.name = "disclosure",
        .schema = schema(),
        .templates = templates(),
        .routes = routes(
            {.borough = borough(),
             .timescales = timescales(),
             .on_withdrawn =
                 [](auto&, auto&, auto& item, auto& recipient) {
                   withdrawn().push_back(item.text() + " " + recipient.text());
                 },
             .on_corrected =
                 [](auto&, auto&, auto& item, auto& recipient) {
                   corrected().push_back(item.text() + " " + recipient.text());
                 },
             .left = [](pipeline::Context& c, const ProductId& product) -> std::optional<Left> {
               if (!left()) return std::nullopt;
               return Left{*left(), items_asked(c.tx, product)};
             }})},
       {.name = "signed", .schema = signed_schema()},
       {.name = "standing", .schema = standing_schema()}});
  for (auto& r :
       {barnfield::item_route(), ask_route(), outgoing_route(), seen_route(), owed_route()}) {
    o.routes.push_back(r);
  }
  return o;
}

// A case about Amara Okafor with police and health in its cell.
inline CaseId add_case(support::TestApp& app) {
  const auto id = CaseId::make(app.random());
  barnfield::as_system(app, [&](const auto&, pipeline::Context& c) {
    cases::add_case(c, id, c.now, false);
    for (const char* agency : {"police", "health"}) {
      cases::add_member(c.tx, id, AgencyId::trusted(agency), c.now);
    }
    people::Statement said;
    said.case_id = id;
    said.role = model::PersonRole::child;
    said.given_name = Sensitive("Amara");
    said.surname = Sensitive("Okafor");
    people::add_statement(c, std::move(said));
  });
  return id;
}

inline std::vector<std::string> texts(const json::Value& list) {
  std::vector<std::string> out;
  for (const auto& v : *list.as_array()) out.push_back(*v.as_string());
  return out;
}

// One case on either engine, and what its people do there.
class DisclosureTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  DisclosureTest() {
    withdrawn().clear();
    corrected().clear();
    left().reset();
  }

  std::string write(const std::string& who, const std::string& fact, int sensitivity = 0,
                    bool draft = false) {
    const auto a = app_.post(
        who, "/test/" + case_.text() + "/item",
        body({{"fact", fact}, {"sensitivity", sensitivity}, {"draft", draft ? "yes" : ""}}));
    EXPECT_EQ(a.status, 200) << a.body;
    return a.json().text("item");
  }
  void ask(const std::vector<std::string>& items, const std::string& recipient = "assess") {
    const auto a = app_.post(
        k_manager, "/test/" + case_.text() + "/ask/" + product_.text(),
        body({{"recipient", recipient}, {"item", json::Array(items.begin(), items.end())}}));
    ASSERT_EQ(a.status, 200) << a.body;
  }
  std::vector<std::string> leaves(const std::vector<std::string>& items,
                                  const std::string& recipient = "assess") {
    std::string path = "/test/" + case_.text() + "/outgoing?recipient=" + recipient;
    for (const auto& item : items) path += "&item=" + item;
    return texts(app_.get(k_manager, path).json()["leaves"]);
  }
  std::vector<std::string> seen(const std::string& who) {
    return texts(app_.get(who, "/test/" + case_.text() + "/seen?recipient=assess").json()["items"]);
  }
  std::vector<std::string> owed_by(const std::string& who) {
    return texts(app_.get(who, "/test/owed").json()["owed"]);
  }
  std::string page() const { return "/releases/" + product_.text(); }
  // One slot of the form, with reasons and basis.
  json::Value decision(const std::string& item, const std::string& state,
                       std::vector<std::pair<std::string, json::Value>> more = {}) {
    std::vector<std::pair<std::string, json::Value>> all = {
        {"item-1", item},
        {"version-1", "1"},
        {"decision-1", state},
        {"reason", "The worker visits the home"},
        {"necessity", "Needed for a safe visit"},
        {"basis", json::Array{"CA04_S16LA", "UKGDPR_6_1_E"}}};
    all.insert(all.end(), more.begin(), more.end());
    return body(std::move(all));
  }
  support::Answer edit(const char* who, const std::string& item, const char* fact,
                       const char* version) {
    return app_.submit(who, "/items/" + item,
                       {{"fact", fact},
                        {"source", "Incident system"},
                        {"event_date", "October 2026"},
                        {"sensitivity", "0"},
                        {"version", version}});
  }
  std::optional<cases::Deadline> release_clock(const std::string& owner) {
    std::optional<cases::Deadline> out;
    app_.database().read([&](db::Transaction& tx) {
      out.reset();
      for (const auto& d : cases::clocks_of(tx, case_)) {
        if (d.stage == model::Stage::release && d.agency.text() == owner) out = d;
      }
    });
    return out;
  }

  // Who works where, which a test may change.
  support::TestAppOptions with_staff() {
    auto o = options(GetParam());
    o.load_person = [this](db::Transaction& tx, const StaffId& id) {
      return directory::load_person(tx, id, borough_);
    };
    return o;
  }

  model::Borough borough_ = borough();
  support::TestApp app_{with_staff()};
  CaseId case_ = add_case(app_);
  ProductId product_ = ProductId::make(app_.random());
};

}  // namespace mash::disclosure::testing
