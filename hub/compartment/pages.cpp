// SPDX-License-Identifier: MIT
#include "mash/compartment/compartment.h"
#include "mash/html/forms.h"
#include "mash/json/value.h"
#include "mash/login/presence.h"
#include "mash/policy/policy.h"

namespace mash::compartment {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/sealing";

// Only ever of the own agency.
Result<policy::Facts> own(Context& /*c*/) {
  return policy::Facts{.own = true};
}

json::Object sealing() {
  return {{"act", "compartment.seal"}};
}

Result<Reply> show(const Deps& deps, Context& c) {
  const auto& agency = c.principal.agency;
  const Standing standing = deps.keys.standing(agency);
  const auto* known = deps.borough.find_agency(agency);
  json::Value data = json::Object{};
  data.set("agency", known == nullptr ? agency.text() : known->name);
  data.set("open", standing.open);
  data.set("sealed", !standing.open);
  data.set("by_itself", standing.by_itself);
  data.set("last_try", standing.last_try);
  data.set("has_last_try", !standing.last_try.empty());
  data.set("presence", standing.open ? login::presence_view(c, sealing()) : json::Value(false));
  const bool types = !standing.open && standing.by_passphrase;
  data.set("elsewhere", !standing.open && !standing.by_passphrase);
  data.set("passphrase", types ? html::input({.name = "passphrase",
                                              .label = "Passphrase of your agency",
                                              .error = html::error_of(c.faults, "passphrase"),
                                              .type = "password",
                                              .autocomplete = "off",
                                              .spellcheck = "false"})
                               : json::Value(false));
  return pipeline::View{.page = "compartment/sealing", .title = "Sealing", .data = std::move(data)};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> all;
  all.push_back(pipeline::page<Action::open_compartment>(
      {.path = k_path,
       .summary = "Whether what the own agency holds is sealed",
       .event = "compartment.read",
       .facts = own,
       .run = [deps](const auto&, Context& c) { return show(deps, c); }}));
  // The key is made of the passphrase when the transaction is over: nobody waits for it.
  all.push_back(pipeline::act<Action::open_compartment>(
      {.path = std::string(k_path) + "/open",
       .summary = "Open what the own agency has sealed",
       .event = "compartment.opening",
       .fields = {{.name = "passphrase",
                   .label = "Passphrase of your agency",
                   .kind = pipeline::Kind::secret,
                   .required = true,
                   .max = 1000}},
       .facts = own,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         c.after_commit([deps, agency = c.principal.agency,
                         typed = Sensitive(std::string(c.input.as_sent("passphrase")))] {
           deps.keys.open(agency, typed);
         });
         return pipeline::SeeOther{k_path, {}};
       },
       .again = k_path}));
  all.push_back(pipeline::act<Action::open_compartment>(
      {.path = std::string(k_path) + "/seal",
       .summary = "Seal what the own agency holds, at once",
       .event = "compartment.sealing",
       .fields = login::presence_fields(),
       .facts = own,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         MASH_TRY_DO(login::take_presence(c, sealing()));
         c.after_commit([deps, agency = c.principal.agency] { deps.keys.seal(agency); });
         return pipeline::SeeOther{k_path, {}};
       },
       .again = k_path}));
  return all;
}

}  // namespace mash::compartment
