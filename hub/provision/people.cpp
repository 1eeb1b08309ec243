// SPDX-License-Identifier: MIT
#include "people.h"

#include "mash/directory/directory.h"
#include "request.h"

namespace mash::provision {

namespace {

constexpr std::size_t k_version_bytes = 8;

// The front door's key, which opens without anybody: a leaver is out also while the agency has
// sealed what it holds.
std::string row_of(const AgencyId& agency, const StaffId& person) {
  return agency.text() + "/" + person.text();
}

pipeline::Label label_of(const std::string& row) {
  return {.owner = pipeline::k_front_door, .kind = "provision_link", .case_id = {}, .row = row};
}

}  // namespace

std::vector<Person> people_of(pipeline::Context& c, const Deps& deps, const AgencyId& agency,
                              bool all) {
  const auto closed = directory::closed_accounts(c.tx);
  const auto links = links_of(c.tx, agency);
  std::vector<Person> out;
  for (const auto& member : deps.borough.staff) {
    if (member.agency != agency || member.side != model::Side::hub) continue;
    Person person{.member = &member, .open = !closed.contains(member.id)};
    if (const auto found = links.find(member.id); found != links.end()) person.link = found->second;
    if (all || person.open || !person.link.deleted) out.push_back(std::move(person));
  }
  return out;
}

Result<Person> find_person(pipeline::Context& c, const Deps& deps, const AgencyId& agency) {
  const auto id = StaffId::parse(c.input.text("person"));
  for (auto& person : people_of(c, deps, agency)) {
    if (!id || person.member->id != *id) continue;
    c.touch(id->text());
    return std::move(person);
  }
  return refusal(ErrorCode::not_found, "Nobody with this id works here for your agency");
}

json::Value user_of(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const Person& person) {
  const auto& m = *person.member;
  json::Value user = json::Object{
      {"schemas", json::Array{"urn:ietf:params:scim:schemas:core:2.0:User"}}, {"id", m.id.text()}};
  if (person.link.sealed) {
    const std::string row = row_of(m.agency, m.id);
    user.set("externalId", c.vault.open(c.tx, proof, label_of(row), *person.link.sealed).reveal());
  }
  user.set("userName", m.email.reveal());
  user.set("displayName", m.name.reveal());
  user.set("active", person.open);
  Bytes version = c.vault.lookup("scim.version", json::encode(user));
  version.resize(k_version_bytes);
  user.set("meta",
           json::Object{{"resourceType", "User"},
                        {"location", deps.origin + std::string(k_path) + "/Users/" + m.id.text()},
                        {"version", "W/\"" + hex(version) + "\""}});
  return user;
}

pipeline::Plain answer(int status, const json::Value& value) {
  return {.status = status, .type = "application/scim+json", .body = json::encode(value)};
}

pipeline::Plain answer_user(int status, const json::Value& user) {
  auto out = answer(status, user);
  out.headers = {{"location", user["meta"].text("location")},
                 {"etag", user["meta"].text("version")}};
  return out;
}

Bytes external_hash(const pipeline::Context& c, const Sensitive& name) {
  return c.vault.lookup("scim.external", name.reveal());
}

Bytes seal_external(pipeline::Context& c, const AgencyId& agency, const StaffId& person,
                    const Sensitive& name) {
  const std::string row = row_of(agency, person);
  return c.vault.seal(c.tx, label_of(row), name.reveal(), c.random);
}

}  // namespace mash::provision
