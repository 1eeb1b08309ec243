// SPDX-License-Identifier: MIT
// The people of one agency as its own system sees them.
#pragma once

#include <optional>
#include <vector>

#include "mash/policy/policy.h"
#include "mash/provision/provision.h"
#include "provision_store.h"

namespace mash::provision {

struct Person {
  const model::StaffMember* member = nullptr;  // of Deps::borough
  bool open = false;
  Link link{};
};
// Those whom it has not deleted, in the order of the configuration. `all`: those too.
std::vector<Person> people_of(pipeline::Context& c, const Deps& deps, const AgencyId& agency,
                              bool all = false);
// not_found: of another agency, deleted, or nobody.
Result<Person> find_person(pipeline::Context& c, const Deps& deps, const AgencyId& agency);

// As a User of RFC 7643, section 4.1.
json::Value user_of(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const Person& person);
pipeline::Plain answer(int status, const json::Value& value);
// With Location and ETag.
pipeline::Plain answer_user(int status, const json::Value& user);

Bytes external_hash(const pipeline::Context& c, const Sensitive& name);
Bytes seal_external(pipeline::Context& c, const AgencyId& agency, const StaffId& person,
                    const Sensitive& name);

}  // namespace mash::provision
