// SPDX-License-Identifier: MIT
// What owners still have to say before something can leave, and who of them may say it.
#include <algorithm>
#include <map>

#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/clearances.h"
#include "mash/disclosure/owners.h"
#include "mash/disclosure/release_clock.h"
#include "mash/shift/shift.h"
#include "pages.h"
#include "send.h"

namespace mash::product {

namespace {

using pipeline::Context;

// What one owner is asked for one product and has not answered.
struct Owed {
  int items = 0;
  bool words = false;
};

std::map<AgencyId, Owed> owed_for(Context& c, const policy::Proof& proof, const ProductHead& head,
                                  const VersionRow& row) {
  std::map<AgencyId, Owed> out;
  const auto items = items_of(c.tx, head.id, row.draft);
  for (const auto& r : disclosure::releases_for(c, proof, head.case_id, head.recipient, items)) {
    if (!waits_for_owner(r.state)) continue;
    for (const auto& owner : disclosure::owners_of(c.tx, {r.item})) ++out[owner].items;
  }
  for (const auto& one : disclosure::clearances_of(c, proof, head.id, row.draft)) {
    if (!one.answer) out[one.owner].words = true;
  }
  return out;
}

std::string plural(int n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

// In the order in which they are rung, else as the list of staff has them. Nobody who has left, or
// may not know of the case.
std::vector<StaffId> releasers(Context& c, const model::Borough& borough,
                               const shift::Presence& presence, const CaseId& id,
                               const AgencyId& owner) {
  std::vector<StaffId> out;
  if (const auto* agency = borough.find_agency(owner)) out = agency->on_call.releasers;
  for (const auto& one : borough.staff) {
    if (one.releases && one.agency == owner && std::ranges::find(out, one.id) == out.end()) {
      out.push_back(one.id);
    }
  }
  std::erase_if(out, [&](const StaffId& one) {
    return presence.absence(one) == shift::Absence::left || cases::is_barred(c.tx, id, one);
  });
  return out;
}

// "Ada Lane, who is away, or Ben Moss"; "" for nobody.
std::string who_releases(Context& c, const model::Borough& borough, const shift::Presence& presence,
                         const CaseId& id, const AgencyId& owner) {
  const auto who = releasers(c, borough, presence, id, owner);
  std::string out;
  for (const auto& one : who) {
    const auto why = shift::words_of(presence.absence(one));
    const bool last = one == who.back();
    if (!out.empty()) out += last ? " or " : ", ";
    out += directory::person_name(borough, one);
    if (!why.empty()) out += ", who " + std::string(why) + (last ? "" : ",");
  }
  return out;
}

std::string owed_words(const Owed& owed) {
  std::string out = owed.items == 0 ? std::string() : plural(owed.items, "item", "items");
  if (owed.words) out += (out.empty() ? "" : " and ") + std::string("the hub's own words");
  return out;
}

json::Value line_of(Context& c, const Deps& deps, const shift::Presence& presence,
                    const ProductHead& head, const AgencyId& owner, const Owed& owed) {
  const auto* agency = deps.borough.find_agency(owner);
  const auto clock = disclosure::release_clock(c.tx, head.case_id, head.id, owner);
  json::Value v = json::Object{};
  v.set("owner", directory::agency_name(deps.borough, owner));
  v.set("what", owed_words(owed));
  v.set("recipient", directory::agency_name(deps.borough, head.recipient));
  v.set("who", who_releases(c, deps.borough, presence, head.case_id, owner));
  v.set("telephone", agency == nullptr ? std::string() : agency->on_call.telephone);
  v.set("until", clock ? plain_time(clock->due_at) : std::string());
  v.set("clock", clock ? cases::clock_tag(clock, c.now) : json::Value(false));
  v.set("href", may(c.principal, policy::Action::issue_product) ? "/products/" + head.id.text()
                                                                : std::string());
  return v;
}

}  // namespace

json::Value waits_for_release(Context& c, const policy::Proof& proof, const Deps& deps,
                              const CaseId& id) {
  if (!may(c.principal, policy::Action::compose_product)) return false;
  int items = 0;
  json::Array lines;
  for (const auto& head : products_of(c.tx, id)) {
    const auto row = newest_written(c.tx, head.id);
    if (!row || row->version > 0) continue;
    const auto all = owed_for(c, proof, head, *row);
    if (all.empty()) continue;
    const shift::Presence presence(c.tx, deps.borough, c.now);
    for (const auto& [owner, owed] : all) {
      items += owed.items;
      lines.push_back(line_of(c, deps, presence, head, owner, owed));
    }
  }
  if (lines.empty()) return false;
  json::Value out = json::Object{};
  out.set("summary", items == 0 ? std::string("The hub's own words wait for the owners.")
                                : plural(items, "item waits", "items wait") +
                                      " for the owners' decision before anything of it can leave.");
  out.set("lines", std::move(lines));
  return out;
}

}  // namespace mash::product
