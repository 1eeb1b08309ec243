// SPDX-License-Identifier: MIT
// Who of other hubs asked: for whoever looks after sharing. Of whom they asked this hub never knew.
#include <map>

#include "mash/html/house.h"
#include "talk.h"

namespace mash::pointers {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr int k_newest = 200;

std::string times(std::int64_t n) {
  return std::to_string(n) + (n == 1 ? " time" : " times");
}

Result<Reply> list(const policy::Proof& proof, Context& c, const Deps& deps) {
  std::map<pointer::HubId, std::string> names;
  for (const auto& hub : deps.ways.hubs(c.tx, c.now)) names.emplace(hub.id, hub.name);
  const auto name_of = [&names](const pointer::HubId& id) {
    const auto name = names.find(id);
    return name == names.end() ? id : name->second;
  };
  json::Array rows;
  for (const auto& row : newest_given(c.tx, k_newest)) {
    const auto asker = asker_of(c, proof, row);
    const auto* reason = deps.policy.reason(row.reason);
    json::Value one = json::Object{};
    one.set("hub", name_of(row.hub));
    one.set("user", asker.text("user"));
    one.set("agency", asker.text("agency"));
    one.set("reference", asker.text("reference"));
    one.set("reason", reason == nullptr ? "A reason that this hub does not know" : reason->words);
    one.set("at", plain_time(row.at));
    one.set("refused", refused_words(row));
    rows.push_back(std::move(one));
    c.touch(row.id);
  }
  json::Array today;
  for (const auto& [hub, count] : given_by_hub(c.tx, start_of_day(c.now))) {
    today.emplace_back(name_of(hub) + ": " + times(count));
  }
  json::Value data = json::Object{};
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing, "No other hub has asked.")
                                   : json::Value(false));
  data.set("has_today", !today.empty());
  data.set("today", std::move(today));
  data.set("has_rows", !rows.empty());
  data.set("newest", rows.size() == k_newest ? "The newest " + std::to_string(k_newest) + "."
                                             : std::string());
  data.set("rows", std::move(rows));
  return pipeline::View{.page = "pointers/given",
                        .title = "Enquiries from hubs",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

void add_given_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::keep_agreements>(
      {.path = "/hubs/asked",
       .summary = "Who of other hubs asked whether this one knows a child",
       .event = "other-hubs.given",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return list(grant, c, deps); }}));
}

}  // namespace mash::pointers
