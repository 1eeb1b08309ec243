// SPDX-License-Identifier: MIT
#include "accounts.h"

#include <algorithm>

#include "mash/base/ascii.h"
#include "mash/directory/by_system.h"
#include "mash/html/components.h"
#include "people.h"
#include "request.h"

namespace mash::provision {

namespace {

using pipeline::Context;

pipeline::Label label_of(std::string_view id) {
  return {.owner = pipeline::k_front_door, .kind = "provision_unlisted", .case_id = {}, .row = id};
}

json::Value agencies_table(Context& c, const Deps& deps) {
  html::TableOptions table{.caption = "Agencies whose own system keeps their accounts",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Agency"},
                                    {.text = "Listed", .format = "numeric"},
                                    {.text = "Open", .format = "numeric"},
                                    {.text = "Closed", .format = "numeric"}},
                           .stack = true};
  for (const auto& system : deps.systems) {
    const auto people = people_of(c, deps, system.agency, true);
    const auto open = std::ranges::count_if(people, &Person::open);
    const auto all = static_cast<std::ptrdiff_t>(people.size());
    table.rows.push_back({{.text = directory::agency_name(deps.borough, system.agency)},
                          {.text = std::to_string(all), .format = "numeric"},
                          {.text = std::to_string(open), .format = "numeric"},
                          {.text = std::to_string(all - open), .format = "numeric"}});
  }
  return html::table(table);
}

// Of agencies with a system, which would open them else.
std::string closed_by_hub(Context& c, const Deps& deps) {
  std::string out;
  for (const auto& id : directory::closed_by_hub(c.tx)) {
    const auto* member = deps.borough.find_staff(id);
    if (member == nullptr ||
        std::ranges::find(deps.systems, member->agency, &System::agency) == deps.systems.end()) {
      continue;
    }
    c.touch(id.text());
    out += (out.empty() ? "" : ", ") + member->name.reveal();
  }
  return out;
}

bool is_listed(const Deps& deps, const AgencyId& agency, const std::string& user_name) {
  return std::ranges::any_of(deps.borough.staff, [&](const auto& m) {
    return m.agency == agency && ascii_lower(m.email.reveal()) == ascii_lower(user_name);
  });
}

html::TableOptions unlisted_table(Context& c, const policy::Proof& proof, const Deps& deps) {
  html::TableOptions table{.caption = "Asked for, and not listed",
                           .caption_classes = "govuk-table__caption--m",
                           .head = {{.text = "Agency"},
                                    {.text = "Who"},
                                    {.text = "First asked"},
                                    {.text = "Last asked"},
                                    {.text = "Times", .format = "numeric"}},
                           .stack = true};
  for (const auto& row : unlisted(c.tx)) {
    const Sensitive name = c.vault.open(c.tx, proof, label_of(row.id), row.sealed);
    if (is_listed(deps, row.agency, name.reveal())) continue;
    c.touch(row.id);
    table.rows.push_back({{.text = directory::agency_name(deps.borough, row.agency)},
                          {.text = name.reveal()},
                          {.text = plain_time(row.first_at)},
                          {.text = plain_time(row.last_at)},
                          {.text = std::to_string(row.times), .format = "numeric"}});
  }
  return table;
}

Result<pipeline::Reply> show(const policy::Proof& proof, const Deps& deps, Context& c) {
  const auto waiting = unlisted_table(c, proof, deps);
  json::Value data = json::Object{};
  data.set("none", deps.systems.empty());
  data.set("agencies", deps.systems.empty() ? json::Value(false) : agencies_table(c, deps));
  data.set("unlisted", waiting.rows.empty() ? json::Value(false) : html::table(waiting));
  data.set("all_listed", waiting.rows.empty());
  data.set("closed_here", closed_by_hub(c, deps));
  return pipeline::View{.page = "provision/accounts", .title = "Accounts", .data = std::move(data)};
}

}  // namespace

void remember_unlisted(Context& c, const AgencyId& agency, const Sensitive& user_name) {
  Unlisted row{.id = new_id_text(c.random), .agency = agency, .last_at = c.now};
  row.sealed = c.vault.seal(c.tx, label_of(row.id), user_name.reveal(), c.random);
  note_unlisted(c.tx, row, c.vault.lookup("scim.unlisted", ascii_lower(user_name.reveal())));
  c.touch(row.id);
}

pipeline::Route accounts_page(const Deps& deps) {
  return pipeline::page<policy::Action::administer>(
      {.path = "/accounts",
       .summary = "Whose accounts agencies' own systems keep",
       .event = "provision.standing",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, deps, c); }});
}

}  // namespace mash::provision
