// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"

namespace mash::login {

struct PasskeyRow {
  std::string id;
  StaffId person;
  AgencyId agency;  // the person's, when it was enrolled
  Bytes credential;
  Bytes public_key;  // COSE
  std::string origin;
  std::int64_t sign_count = 0;
  UtcTime enrolled_at;
  std::optional<UtcTime> used_at;
  std::optional<UtcTime> alarm_at;
  Bytes name_sealed;
  std::string enrolment;  // what the agency signed; empty until somebody answers for it
  Bytes agency_signature;
  StaffId confirmed_by;
  std::optional<UtcTime> confirmed_at;
};
// A credential that is there already: the database refuses it.
void insert_passkey(db::Transaction& tx, const PasskeyRow& row);
std::optional<PasskeyRow> find_passkey(db::Transaction& tx, std::string_view id);
std::optional<PasskeyRow> find_credential(db::Transaction& tx, const Bytes& credential);
// The oldest first.
std::vector<PasskeyRow> passkeys_of(db::Transaction& tx, const StaffId& person);
std::vector<PasskeyRow> passkeys_of_agency(db::Transaction& tx, const AgencyId& agency);

void store_use(db::Transaction& tx, std::string_view id, std::int64_t sign_count, UtcTime at);
void store_alarm(db::Transaction& tx, std::string_view id, UtcTime at);
// enrolment, agency_signature, confirmed_by and confirmed_at of the row.
void store_confirmation(db::Transaction& tx, const PasskeyRow& row);
void remove_passkey(db::Transaction& tx, std::string_view id);
void remove_passkeys_of(db::Transaction& tx, const StaffId& person);
void remove_unconfirmed_of(db::Transaction& tx, const StaffId& person);

bool was_answered(db::Transaction& tx, const Bytes& challenge);
void store_answered(db::Transaction& tx, const Bytes& challenge, UtcTime until);
void forget_answered(db::Transaction& tx, UtcTime until);

}  // namespace mash::login
