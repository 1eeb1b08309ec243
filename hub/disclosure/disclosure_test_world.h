// SPDX-License-Identifier: MIT
// For tests: the borough of the sample, one case with the desks of police and health in its cell,
// and routes that stand for the slices above (writing items, asking for release, sending).
#pragma once

#include <string>
#include <vector>

#include "mash/barnfield/hub.h"
#include "mash/disclosure/disclosure.h"
#include "mash/disclosure/schema.h"
#include "mash/disclosure/templates.h"
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
                             o.text + " [" + o.source + "]");
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

inline support::TestAppOptions options(db::Engine engine) {
  auto o = barnfield::hub(
      engine, {{.name = "disclosure",
                .schema = schema(),
                .templates = templates(),
                .routes = routes({.borough = borough(),
                                  .timescales = timescales(),
                                  .on_withdrawn =
                                      [](auto&, auto&, auto& item, auto& recipient) {
                                        withdrawn().push_back(item.text() + " " + recipient.text());
                                      },
                                  .on_corrected =
                                      [](auto&, auto&, auto& item, auto& recipient) {
                                        corrected().push_back(item.text() + " " + recipient.text());
                                      }})}});
  for (auto& r : {barnfield::item_route(), ask_route(), outgoing_route(), seen_route()}) {
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

}  // namespace mash::disclosure::testing
