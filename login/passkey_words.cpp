// SPDX-License-Identifier: MIT
#include "passkey_words.h"

#include "mash/crypto/crypto.h"
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
  v.set("confirmed", row.confirmed_at ? colleague_name(c, deps, row.confirmed_by) + ", " +
                                            plain_time(*row.confirmed_at)
                                      : std::string());
  v.set("waits", deps.countersigns && !row.confirmed_at && !row.alarm_at);
  return v;
}

Bytes user_handle(const pipeline::KeyRing& keys, const StaffId& person) {
  return pipeline::token_hash(keys, "passkey-user", person.text());
}

}  // namespace mash::login
