// SPDX-License-Identifier: MIT
// Every slice of the hub in one place: routes, templates and tables.
#pragma once

#include <vector>

#include "hub_core.h"
#include "mash/directory/directory.h"

namespace mash::server {

struct HubParts {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  people::PersonIndex& index;
  live::News& news;
  bool demo = false;
};
std::vector<pipeline::Route> hub_routes(const HubParts& parts);
// With the demo borough, for openapi.json: never run.
std::vector<pipeline::Route> hub_routes_for_description();

}  // namespace mash::server
