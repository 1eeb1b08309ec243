// SPDX-License-Identifier: MIT
#include "passkey_words.h"

#include <algorithm>

#include "mash/crypto/crypto.h"
#include "mash/login/step_up.h"
#include "mash/passkey/signed_record.h"
#include "mash/pipeline/tokens.h"

namespace mash::login {

namespace {

constexpr std::size_t k_code_digits = 8;

crypto::Key name_key(const pipeline::KeyRing& keys) {
  return crypto::derive(keys.of("session"), "login", "passkey-name");
}

char upper(char ch) {
  return ch >= 'a' && ch <= 'z' ? static_cast<char>(ch - 'a' + 'A') : ch;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (const char ch : text) {
    if (ch != ' ' && ch != '-') out += upper(ch);
  }
  return out;
}

}  // namespace

Bytes seal_passkey_name(pipeline::Context& c, std::string_view id, std::string_view name) {
  return crypto::seal(name_key(c.keys), as_bytes(name), as_bytes(id), c.random);
}

std::string passkey_name(const pipeline::Context& c, const PasskeyRow& row) {
  const auto name = crypto::open(name_key(c.keys), row.name_sealed, as_bytes(row.id));
  return name ? to_text(*name) : "A passkey";
}

std::string passkey_code(const PasskeyRow& row) {
  std::string out = digits_of(hex(crypto::sha256(row.public_key)).substr(0, k_code_digits));
  out.insert(k_code_digits / 2, 1, '-');
  return out;
}

bool is_code_of(const PasskeyRow& row, std::string_view typed) {
  return digits_of(typed) == digits_of(passkey_code(row));
}

std::string colleague_name(pipeline::Context& c, const Deps& deps, const StaffId& id) {
  const auto person = deps.load(c, id);
  return person ? person->name : "A former colleague";
}

json::Value passkey_view(pipeline::Context& c, const Deps& deps, const PasskeyRow& row) {
  json::Value v = json::Object{};
  v.set("id", row.id);
  v.set("name", passkey_name(c, row));
  v.set("code", passkey_code(row));
  v.set("enrolled", plain_time(row.enrolled_at));
  v.set("used", row.used_at ? plain_time(*row.used_at) : std::string("not yet"));
  v.set("alarm", row.alarm_at ? plain_time(*row.alarm_at) : std::string());
  const bool answered = is_answered_for(c.keys, row);
  v.set("confirmed",
        answered ? colleague_name(c, deps, row.confirmed_by) + ", " + plain_time(*row.confirmed_at)
                 : std::string());
  v.set("waits", deps.countersigns && !answered && !row.alarm_at);
  return v;
}

bool is_answered_for(const pipeline::KeyRing& keys, const PasskeyRow& row) {
  if (!row.confirmed_at || !keys.has(row.agency.text())) return false;
  if (keys.is_sealed(row.agency.text())) return true;
  passkey::Countersigned enrolment{.record = row.enrolment};
  if (row.agency_signature.size() != enrolment.signature.size()) return false;
  std::ranges::copy(row.agency_signature, enrolment.signature.begin());
  return passkey::check_enrolment(enrolment_public_key(keys, row.agency), row.agency, enrolment)
      .has_value();
}

Bytes user_handle(const pipeline::KeyRing& keys, const StaffId& person) {
  return pipeline::token_hash(keys, "passkey-user", person.text());
}

}  // namespace mash::login
