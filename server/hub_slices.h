// SPDX-License-Identifier: MIT
// Every slice of the hub in one place: routes, templates and tables.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hub_core.h"
#include "mash/alerts/alerts.h"
#include "mash/cases/cases.h"
#include "mash/cases/kept_for.h"
#include "mash/compartment/compartment.h"
#include "mash/directory/directory.h"
#include "mash/pace/pace.h"
#include "mash/people/family_bars.h"
#include "mash/pipeline/case_rows.h"
#include "mash/pipeline/rekey.h"
#include "mash/pointers/pointers.h"
#include "mash/product/product.h"
#include "mash/provision/provision.h"
#include "mash/research/kept_record.h"

namespace mash::server {

struct HubParts {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  people::PersonIndex& index;
  alerts::Deps alerts;
  live::News& news;
  bool demo = false;
  bool simulated = false;  // a demonstration: no real children are behind the record
  int wall_hours = 12;
  std::string origin{};              // of the pages, for passkeys
  std::function<void()> catch_up{};  // of the index, with what is committed
  const std::vector<login::AgencyIssuer>* agencies = nullptr;
  pace::Pace* pace = nullptr;                      // must be there for hub_routes
  compartment::Keys keys{};                        // of agencies, which they may seal
  const model::Calendar* working_days = nullptr;   // of the law; must be there for hub_routes
  const provision::Systems* systems = nullptr;     // must be there for hub_routes
  std::shared_ptr<research::KeptRecord> record{};  // of analysis; must be there for hub_routes
};
std::vector<pipeline::Route> hub_routes(const HubParts& parts);
// Everything that agencies seal about a case, in all slices: what a disposal seals anew.
std::vector<pipeline::SealedRows> sealed_by_agencies();
// What goes with the front door's record of a case, in all slices, in its order.
std::vector<pipeline::CaseRows> record_of_case();
// What keeps a case until it is answered: of those who ask what is held, and of challenges.
std::vector<cases::KeptFor> kept_for();
// What leaves the hub, with the task of the front door that a refusal may give.
product::Deps products_of(const model::Borough& borough, const cases::Timescales& timescales);
// An owner hears at once of what its standing release lets out.
disclosure::OnLetOut on_let_out(const alerts::Deps& alerts);
// Who may not know of a family is not led past that by what comes in.
people::FamilyBars family_bars(const HubParts& parts);
cases::OnArrived on_arrived(const people::FamilyBars& bars);
// What happens in the act by which the hub has a case that is Red until somebody rates it.
cases::OnRed on_red(const product::Deps& products, const alerts::Deps& alerts);
// How other hubs are asked whether they know a child, and answered.
pointers::Deps pointers_of(const model::Borough& borough, const alerts::Deps& alerts);
// With the demo borough, for openapi.json: never run.
std::vector<pipeline::Route> hub_routes_for_description();

}  // namespace mash::server
