// SPDX-License-Identifier: MIT
#include "background.h"

#include "mash/directory/directory.h"
#include "mash/enquiry/enquiries.h"
#include "mash/enquiry/holding_back.h"
#include "mash/enquiry/known.h"
#include "mash/html/house.h"

namespace mash::decision {

namespace {

json::Value missing_data(pipeline::Context& c, const PageOptions& o) {
  const auto clocks = cases::clocks_of(c.tx, o.head.id);
  json::Array out;
  for (const auto& agency : enquiry::unanswered(c.tx, o.head.id)) {
    json::Value one;
    one.set("agency", directory::agency_name(o.deps.borough, agency));
    html::ClockOptions clock{.now = c.now};
    std::string until;
    for (const auto& d : clocks) {
      if (d.stage != model::Stage::agency_return || d.agency != agency || d.withdrawn) continue;
      clock.due = d.due_at;
      until = plain_time(d.due_at);
      clock.started = d.started_at;
      clock.breached = d.breached_at.has_value();
    }
    one.set("clock", html::clock(clock));
    one.set("until", until);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void add_background(json::Value& page, pipeline::Context& c, const policy::Proof& proof,
                    const PageOptions& o) {
  page.set("response", o.deps.response ? o.deps.response(c, o.head.id) : std::string());
  json::Array known = enquiry::known_facts(c, proof, o.deps.borough, o.head.id);
  page.set("has_known", !known.empty());
  page.set("known", std::move(known));
  json::Value missing = missing_data(c, o);
  page.set("has_missing", !missing.as_array()->empty());
  page.set("missing", std::move(missing));
  page.set("holding_back", enquiry::holding_back(c, o.deps.borough, o.head.id));
}

}  // namespace mash::decision
