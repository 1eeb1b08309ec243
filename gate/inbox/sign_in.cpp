// SPDX-License-Identifier: MIT
// The start page, and who signs in.
#include "sign_in.h"

#include <set>

#include "account_store.h"
#include "mash/base/assert.h"
#include "mash/login/login.h"
#include "mash/login/password.h"
#include "pages.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::View;
using policy::Action;

std::string home_of(const policy::Principal& principal) {
  return receives(principal) ? "/products" : "/";
}

std::vector<login::Persona> personas(Context& c) {
  std::vector<login::Persona> out;
  for (const auto& row : present_accounts(c.tx, AgencyId{})) {
    const auto account = open_account(c.tx, c.vault, own_name(c.principal), row);
    out.push_back({account.id, account.name, account.title, account.agency_name});
  }
  return out;
}

login::Deps login_deps(const SharedDeps& deps) {
  return {.demo = deps->demo,
          .summary = "The sign-in page for people who receive information from the hub",
          .page =
              [deps](Context& c) {
                View v{.page = "inbox/sign_in", .title = "Sign in", .data = json::Object{}};
                add_hub(c, *deps, v.data);
                return v;
              },
          .find = [](Context& c, std::string_view email) -> std::optional<StaffId> {
            const auto account = find_by_email(c.tx, c.vault, email);
            return account ? std::optional(account->id) : std::nullopt;
          },
          .load = [](Context& c, const StaffId& id) { return load_person(c.tx, c.vault, id); },
          .personas = personas,
          .home = [](const pipeline::Person& person) { return home_of(person.principal); },
          .signed_out = "/",
          .agencies = deps->agencies,
          .origin = deps->origin,
          .words =
              [](Context& c, const StaffId& id) {
                const auto row = find_account(c.tx, id);
                if (!row) return std::vector<std::string>{};
                return words_of(c, *row);
              }};
}

pipeline::Route start_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/",
       .summary = "Where people outside the hub start",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const bool nobody = c.principal.side == policy::Side::nobody;
         View v{.page = "inbox/start", .title = deps->hub_name};
         v.data = json::Object{{"hub_name", deps->hub_name},
                               {"receive", nobody ? "/sign-in" : home_of(c.principal)},
                               {"receives", nobody || receives(c.principal)}};
         add_hub(c, *deps, v.data);
         return v;
       }});
}

}  // namespace

policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal) {
  policy::Rule rule{};
  const auto grant = policy::Kernel::decide<Action::sign_in>(principal, policy::Facts{}, rule);
  MASH_ASSERT(grant.has_value());
  return *grant;
}

std::vector<std::string> words_of(Context& c, const AccountRow& person) {
  const auto proof = own_name(principal_of(person));
  const auto own = open_account(c.tx, c.vault, proof, person);
  std::set<std::string> agencies{own.agency_name};
  for (const auto& row : present_accounts(c.tx, AgencyId{})) {
    agencies.insert(open_account(c.tx, c.vault, proof, row).agency_name);
  }
  std::string text = hub_name(c.tx) + ' ' + own.name + ' ' + own.email;
  for (const auto& name : agencies) text += ' ' + name;
  return login::words_in(text);
}

std::vector<pipeline::Route> sign_in_routes(const SharedDeps& deps) {
  std::vector<pipeline::Route> out{start_page(deps)};
  for (auto& route : login::routes(login_deps(deps))) out.push_back(std::move(route));
  return out;
}

}  // namespace mash::inbox
