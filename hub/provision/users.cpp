// SPDX-License-Identifier: MIT
#include <algorithm>
#include <ranges>

#include "accounts.h"
#include "describe.h"
#include "mash/base/ascii.h"
#include "mash/directory/by_system.h"
#include "people.h"
#include "request.h"

namespace mash::provision {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;
using policy::Proof;

constexpr std::uint64_t k_body_limit = std::uint64_t{64} * 1024;

pipeline::GatherFacts known_system(const Deps& deps) {
  return [deps](Context& c) -> Result<policy::Facts> {
    const System* system = find_system(deps.systems, c.request);
    if (system == nullptr) {
      return refusal(ErrorCode::unauthenticated,
                     "Send the token of your agency: Authorization: Bearer ...");
    }
    c.system_of(system->agency);
    return policy::Facts{};
  };
}

bool is_meant(const Search& search, const json::Value& user) {
  const std::string& value = search.value.reveal();
  switch (search.by) {
    case Search::By::everybody:
      return true;
    case Search::By::user_name:
      return ascii_lower(user.text("userName")) == ascii_lower(value);
    case Search::By::external:
      return !user["externalId"].is_null() && user.text("externalId") == value;
    case Search::By::id:
      return user.text("id") == value;
  }
  return false;
}

Result<Reply> list(const Proof& proof, const Deps& deps, Context& c) {
  MASH_TRY(const Search search, read_search(c.request.query));
  json::Array found;
  for (const auto& person : people_of(c, deps, proof.principal().agency)) {
    json::Value user = user_of(c, proof, deps, person);
    if (is_meant(search, user)) found.push_back(std::move(user));
  }
  const auto total = static_cast<std::int64_t>(found.size());
  const auto first = std::min(search.start - 1, total);
  const auto last = first + std::min(search.count, total - first);
  json::Array shown(found.begin() + first, found.begin() + last);
  for (const auto& user : shown) c.touch(user.text("id"));
  return answer(
      200,
      json::Object{{"schemas", json::Array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
                   {"totalResults", total},
                   {"startIndex", search.start},
                   {"itemsPerPage", last - first},
                   {"Resources", std::move(shown)}});
}

// What somebody else changed meanwhile is not written over.
Result<void> check_version(const Context& c, const json::Value& user) {
  const auto wanted = c.request.header("if-match");
  const std::string version = user["meta"].text("version");
  if (wanted.empty() || wanted == "*") return {};
  for (const auto one : std::views::split(wanted, ',')) {  // RFC 9110, section 13.1.1: a list
    if (trimmed(std::string_view(one.begin(), one.end())) == version) return {};
  }
  return refusal(ErrorCode::conflict, "This person was changed meanwhile: read them again",
                 std::string(k_precondition));
}

Result<void> set_external_id(Context& c, const AgencyId& agency, const StaffId& person,
                             const Sensitive& name) {
  if (name.empty()) {
    set_external(c.tx, agency, person, std::nullopt, std::nullopt);
    return {};
  }
  const Bytes hash = external_hash(c, name);
  const auto holder = find_external(c.tx, agency, hash);
  if (holder == person) return {};
  if (holder) {
    return refusal(ErrorCode::conflict, "Somebody else of your agency has this externalId",
                   "uniqueness");
  }
  set_external(c.tx, agency, person, hash, seal_external(c, agency, person, name));
  return {};
}

// Whom the hub has closed, for a reason that no directory knows, the hub opens.
Result<void> check_opener(Context& c, const StaffId& person) {
  if (!directory::closed_by_hub(c.tx).contains(person)) return {};
  return refusal(ErrorCode::conflict,
                 "The hub itself closed this account. Ask whoever runs the hub to open it");
}

Result<void> apply(Context& c, const Deps& deps, const Person& person, const Change& change) {
  const auto& m = *person.member;
  const bool closes = change.active && !*change.active;
  if (change.external) {
    // A colleague's name for somebody who leaves: they leave with the one that they had.
    auto named = set_external_id(c, m.agency, m.id, *change.external);
    if (!named && !closes) return named;
  }
  if (!change.active || *change.active == person.open) return {};
  c.note(closes ? "closed" : "opened");
  if (closes) return directory::close_by_system(c, deps.borough, m.id);
  MASH_TRY_DO(check_opener(c, m.id));
  set_deleted(c.tx, m.agency, m.id, false);
  return directory::open_account(c, deps.borough, m.id);
}

// As it stands now.
Result<json::Value> read_again(Context& c, const Proof& proof, const Deps& deps,
                               const StaffId& id) {
  for (const auto& person : people_of(c, deps, proof.principal().agency, true)) {
    if (person.member->id == id) return user_of(c, proof, deps, person);
  }
  return not_found();
}

Result<Reply> change(const Proof& proof, const Deps& deps, Context& c, const Change& wanted) {
  MASH_TRY(const Person person, find_person(c, deps, proof.principal().agency));
  MASH_TRY_DO(check_version(c, user_of(c, proof, deps, person)));
  MASH_TRY_DO(apply(c, deps, person, wanted));
  MASH_TRY(const json::Value user, read_again(c, proof, deps, person.member->id));
  return answer_user(200, user);
}

Result<Reply> create(const Proof& proof, const Deps& deps, Context& c) {
  MASH_TRY(Sent sent, read_user(c.request));
  const AgencyId& agency = proof.principal().agency;
  const std::string name = ascii_lower(sent.user_name.reveal());
  const auto people = people_of(c, deps, agency, true);
  const auto found = std::ranges::find_if(
      people, [&](const Person& p) { return ascii_lower(p.member->email.reveal()) == name; });
  if (found == people.end()) {
    c.write_if_refused([&c, agency, who = sent.user_name](db::Transaction&) {
      remember_unlisted(c, agency, who);
    });
    return refusal(ErrorCode::not_found,
                   "The hub does not list this person for your agency. Ask the hub to list them, "
                   "with their role, first",
                   std::string(k_not_listed));
  }
  const StaffId& id = found->member->id;
  c.touch(id.text());
  if (found->open) {
    return refusal(ErrorCode::conflict, "This person has an account already", "uniqueness");
  }
  if (!sent.change.active) sent.change.active = true;
  set_deleted(c.tx, agency, id, false);
  MASH_TRY_DO(apply(c, deps, *found, sent.change));
  MASH_TRY(const json::Value user, read_again(c, proof, deps, id));
  return answer_user(201, user);
}

Result<Reply> remove(const Proof& proof, const Deps& deps, Context& c) {
  MASH_TRY(const Person person, find_person(c, deps, proof.principal().agency));
  MASH_TRY_DO(check_version(c, user_of(c, proof, deps, person)));
  MASH_TRY_DO(apply(c, deps, person,
                    {.active = false, .external = Sensitive(), .external_fault = std::nullopt}));
  set_deleted(c.tx, person.member->agency, person.member->id, true);
  return pipeline::Plain{.status = 204, .type = "", .body = ""};
}

std::string users(std::string_view more = "") {
  return std::string(k_path) + "/Users" + std::string(more);
}

void add_reads(const Deps& deps, std::vector<pipeline::Route>& all) {
  all.push_back(pipeline::page<Action::provision_people>(
      {.path = users(),
       .summary = "The own agency's people, for its system",
       .event = "provision.searched",
       .facts = known_system(deps),
       .run = [deps](const auto& grant, Context& c) { return list(grant, deps, c); },
       .described = describe_list()}));
  all.push_back(pipeline::page<Action::provision_people>(
      {.path = users("/{person}"),
       .summary = "One of the own agency's people, for its system",
       .event = "provision.read",
       .facts = known_system(deps),
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(const Person person, find_person(c, deps, grant.principal().agency));
         return answer_user(200, user_of(c, grant, deps, person));
       },
       .described = describe_user("200", "As they stand")}));
}

void add_acts(const Deps& deps, std::vector<pipeline::Route>& all) {
  all.push_back(pipeline::act<Action::provision_people>(
      {.path = users(),
       .summary = "Open the account of somebody whom the hub lists for this agency",
       .event = "provision.opened",
       .facts = known_system(deps),
       .run = [deps](const auto& grant, Context& c) { return create(grant, deps, c); },
       .body_limit = k_body_limit,
       .described = describe_create()}));
  all.push_back(pipeline::act_by<Action::provision_people>(
      "PUT", {.path = users("/{person}"),
              .summary = "Open or close an account, by the whole of a person",
              .event = "provision.changed",
              .facts = known_system(deps),
              .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
                MASH_TRY(const Change wanted, read_whole(c.request));
                return change(grant, deps, c, wanted);
              },
              .body_limit = k_body_limit,
              .described = describe_change("User")}));
  all.push_back(pipeline::act_by<Action::provision_people>(
      "PATCH", {.path = users("/{person}"),
                .summary = "Open or close an account",
                .event = "provision.changed",
                .facts = known_system(deps),
                .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
                  MASH_TRY(const Change wanted, read_patch(c.request));
                  return change(grant, deps, c, wanted);
                },
                .body_limit = k_body_limit,
                .described = describe_change("PatchOp")}));
  all.push_back(pipeline::act_by<Action::provision_people>(
      "DELETE", {.path = users("/{person}"),
                 .summary = "Close an account, and forget what the system called the person",
                 .event = "provision.closed",
                 .facts = known_system(deps),
                 .run = [deps](const auto& grant, Context& c) { return remove(grant, deps, c); },
                 .body_limit = k_body_limit,
                 .described = describe_delete()}));
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> all = offered(deps.origin);
  add_reads(deps, all);
  add_acts(deps, all);
  all.push_back(accounts_page(deps));
  return all;
}

void sweep(db::Transaction& tx, UtcTime now, int unlisted_days) {
  forget_unlisted(tx, now - Duration::days(unlisted_days));
}

}  // namespace mash::provision
