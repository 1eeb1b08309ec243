// SPDX-License-Identifier: MIT
#include "gate_slices.h"

#include "mash/copies/templates.h"
#include "mash/door/schema.h"
#include "mash/inbox/inbox.h"
#include "mash/inbox/schema.h"
#include "mash/inbox/templates.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/schema.h"
#include "mash/login/templates.h"
#include "mash/machine/machine.h"
#include "mash/machine/schema.h"
#include "mash/notify/notify.h"
#include "mash/notify/schema.h"
#include "mash/notify/templates.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/schema.h"
#include "mash/pipeline/templates.h"
#include "mash/published/published.h"
#include "mash/published/schema.h"
#include "mash/published/templates.h"
#include "mash/relay/relay.h"
#include "mash/relay/schema.h"

namespace mash::server {

std::vector<pipeline::Route> gate_routes(const GateParts& p) {
  std::vector<pipeline::Route> all = inbox::routes({.hub_key = p.hub_key,
                                                    .hub_name = p.hub_name,
                                                    .phone = p.phone,
                                                    .demo = p.demo,
                                                    .retention = p.policy.products,
                                                    .agencies = p.agencies,
                                                    .origin = p.origin,
                                                    .signers = p.signers,
                                                    .wants_signatures = p.policy.signatures});
  for (auto& route : notify::routes(
           {p.hub_key, p.hub_name, p.phone, p.policy.receipt_days, p.policy.file_room})) {
    all.push_back(std::move(route));
  }
  for (auto& route : machine::routes(p.hub_key, p.policy.file_room))
    all.push_back(std::move(route));
  for (auto& route : published::routes()) all.push_back(std::move(route));
  return all;
}

std::vector<pipeline::Route> gate_routes_for_description() {
  static const std::vector<login::AgencyIssuer> agencies(1);
  return gate_routes({.hub_name = "Hub",
                      .phone = "020 7946 0000",
                      .demo = true,
                      .agencies = &agencies,
                      .origin = "https://gate.localhost"});
}

door::Takers gate_takers() {
  door::Takers takers = inbox::takers();
  takers.emplace(packages::OutwardKind::feedback, notify::feedback_taker());
  takers.merge(relay::takers());
  takers.merge(published::takers());
  return takers;
}

std::vector<html::Source> gate_templates() {
  std::vector<html::Source> all = html::shared_templates();
  for (auto* slice : {&pipeline::templates, &login::templates, &copies::templates,
                      &notify::templates, &inbox::templates, &published::templates}) {
    all.insert(all.end(), slice().begin(), slice().end());
  }
  return all;
}

std::vector<db::Migration> gate_migrations() {
  return {{1, "pipeline", pipeline::schema()},
          {2, "door", door::schema()},
          {3, "notify", notify::schema()},
          {4, "inbox", inbox::schema()},
          {5, "login", login::schema()},
          {6, "machine", machine::schema()},
          {7, "strays", inbox::strays_schema()},
          {8, "pieces", door::pieces_schema()},
          {9, "files_wait", door::files_wait_schema()},
          {10, "tells", inbox::tells_schema()},
          {11, "witnessed", inbox::witnessed_schema()},
          {12, "session_agency", pipeline::session_agency_schema()},
          {13, "agencies", login::agencies_schema()},
          {14, "passkeys", login::passkeys_schema()},
          {15, "signed", inbox::signed_schema()},
          {16, "first_password", login::first_password_schema()},
          {17, "quarter_keys", pipeline::quarter_keys_schema()},
          {18, "agency_signed_in", login::agency_signed_in_schema()},
          {19, "relay", relay::schema()},
          {20, "published", published::schema()}};
}

std::vector<std::string> gate_key_names() {
  return {"audit", "session", "lookup", "box", "sign", "gate-content"};
}

html::Page gate_frame(const GateParts& parts, const pipeline::Person* person,
                      const std::string& path) {
  html::Page page = inbox::frame(person, path);
  page.frame = html::Frame::gate;
  page.hub_name = parts.hub_name;
  page.account_href = std::string(login::k_account_path);
  if (notify::has_exit(path)) page.exit_href = notify::k_exit_path;
  return page;
}

}  // namespace mash::server
