// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "mash/base/id.h"
#include "mash/db/database.h"

namespace mash::login {

// Somebody is away at their agency; taken, they have come back. False: nobody is, or not any more.
void add_start(db::Transaction& tx, const Bytes& state, UtcTime now);
bool take_start(db::Transaction& tx, const Bytes& state);

// A session that was begun through an agency.
struct AgencySession {
  Bytes session;
  AgencyId agency;
  StaffId person;
  Bytes who;        // what names the person there
  Bytes subject;    // "sub"
  Bytes at_issuer;  // "sid"; empty: it did not say
  UtcTime begun_at;
  std::optional<UtcTime> signed_in_at = {};  // there; nothing: it did not say
};
void add_agency_session(db::Transaction& tx, const AgencySession& session);
void remove_agency_session(db::Transaction& tx, const Bytes& session);
std::vector<AgencySession> agency_sessions(db::Transaction& tx);
// Of this subject, this session there, or both where both are said.
std::vector<AgencySession> agency_sessions_of(db::Transaction& tx, const AgencyId& agency,
                                              const Bytes& subject, const Bytes& at_issuer);

struct AtAgency {
  AgencyId agency;
  std::optional<UtcTime> signed_in_at;
};
// Nothing: this session was begun otherwise.
std::optional<AtAgency> at_agency(db::Transaction& tx, const Bytes& session);

// False: this token came before.
bool add_logout(db::Transaction& tx, const Bytes& once, UtcTime now);

void sweep_agency_rows(db::Transaction& tx, UtcTime starts_before, UtcTime logouts_before,
                       UtcTime sessions_before);

}  // namespace mash::login
