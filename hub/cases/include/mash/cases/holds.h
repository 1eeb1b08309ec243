// SPDX-License-Identifier: MIT
// Legal holds: while one stands, nothing that it names is disposed of, whatever its time-limit says
// (policy: Facts::held). One of the whole case holds every owner's part of it; one of an agency
// holds what is that agency's. What not: who may set one (retention), time-limits (retention).
// Thread safety: as the Context or transaction that is passed in. Cost: one statement each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/pipeline/rekey.h"
#include "mash/pipeline/route.h"

namespace mash::cases {

// The tables of holds, for db::Migration, on top of schema().
std::string_view holds_schema();
// Where agencies' own reasons lie (pipeline::rekey).
std::vector<pipeline::SealedRows> sealed_rows();

// Who wants it kept. Their order is that of the question.
struct Authority {
  std::string_view code;
  std::string_view words;
};
const std::vector<Authority>& authorities();
std::string_view words_of_authority(std::string_view code);

struct Hold {
  std::string id;
  CaseId case_id;
  AgencyId owner;  // empty: of all that is linked to the case
  std::string authority;
  UtcTime set_at;
  StaffId set_by;
  AgencyId agency;  // of whoever set it
  LocalDate review_on;
  std::optional<UtcTime> lifted_at;
  StaffId lifted_by;
  Bytes sealed, lifted_sealed;
};
// From now on. Answers its id.
std::string set_hold(pipeline::Context& c, Hold hold, const std::string& reason);
// False: there is no such hold, or it is lifted.
bool lift_hold(pipeline::Context& c, const std::string& hold, const std::string& reason);
std::optional<Hold> find_hold(db::Transaction& tx, std::string_view hold);
// That stand, of this case or of all, the newest first.
std::vector<Hold> holds_of(db::Transaction& tx, const CaseId& id);
std::vector<Hold> standing_holds(db::Transaction& tx);
// Of a hold, lifted or not. Sealed words stay away as in Vault::show_json.
Sensitive reason_of(pipeline::Context& c, const policy::Proof& proof, const Hold& hold);

// Does one stand on what this agency holds about the case?
bool is_held(db::Transaction& tx, const CaseId& id, const AgencyId& owner);

// For {{> cases/kept}} on pages of a case: one line for each hold of the whole case and of the
// reader's own agency, and one for each thing that was disposed of and of which the reader may
// know. `agency_name` gives the words of an agency's id.
json::Value kept_view(pipeline::Context& c, const CaseId& id,
                      const std::function<std::string(const AgencyId&)>& agency_name);

}  // namespace mash::cases
