// SPDX-License-Identifier: MIT
// All agreements on sharing, with what those who keep them should see to.
#include "mash/agreements/agreements.h"
#include "mash/html/house.h"
#include "pages.h"

namespace mash::agreements {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

json::Value line_of(const model::Borough& borough, const Agreement& agreement, LocalDate day) {
  const auto* stands = agreement.standing(day);
  const auto& shown = stands == nullptr ? agreement.newest() : *stands;
  json::Value v = json::Object{};
  v.set("href", "/agreements/" + agreement.id);
  v.set("name", shown.terms.name);
  v.set("state", state_words(agreement, shown, day));
  json::Array parties;
  for (auto& name : parties_in_words(borough, shown.terms)) parties.emplace_back(std::move(name));
  v.set("parties", std::move(parties));
  const bool waits = shown.number != agreement.newest().number && !agreement.ended_at;
  v.set("next", waits ? state_words(agreement, agreement.newest(), day) : std::string());
  return v;
}

Result<Reply> list(Context& c, const model::Borough& borough) {
  const auto all = all_agreements(c.tx);
  json::Array rows;
  for (const auto& agreement : all) {
    if (!agreement.versions.front().put_at && !may_keep(c)) continue;
    rows.push_back(line_of(borough, agreement, today(c)));
  }
  json::Array dues;
  for (const auto& one : due(all, built_in_policy(), today(c))) {
    dues.push_back(json::Object{{"what", one.what}, {"href", "/agreements/" + one.agreement->id}});
  }
  json::Value data = json::Object{};
  data.set("may_keep", may_keep(c));
  data.set("has_due", !dues.empty());
  data.set("due", std::move(dues));
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "The agencies of this hub have written down no "
                                                 "agreement here.")
                                   : json::Value(false));
  data.set("rows", std::move(rows));
  return pipeline::View{
      .page = "agreements/list", .title = "Agreements on sharing", .data = std::move(data)};
}

}  // namespace

void add_list_routes(std::vector<pipeline::Route>& out, const model::Borough& borough) {
  out.push_back(pipeline::page<Action::read_agreements>(
      {.path = "/agreements",
       .summary = "The agreements on sharing and how they stand",
       .event = "agreement.list",
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return list(c, borough); }}));
}

}  // namespace mash::agreements
