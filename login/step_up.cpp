// SPDX-License-Identifier: MIT
#include "mash/login/step_up.h"

#include <algorithm>
#include <charconv>

#include "mash/base/assert.h"
#include "mash/base/base64url.h"
#include "mash/pipeline/tokens.h"
#include "own_signature.h"
#include "passkey_answer.h"
#include "passkey_store.h"
#include "passkey_words.h"

namespace mash::login {

namespace {

using pipeline::Context;

constexpr std::size_t k_nonce = 32;  // hexadecimal digits

// By which this room knows its own question again, in the same session.
std::string seal_of(const Context& c, std::string_view asked) {
  return hex(pipeline::token_hash(c.keys, "passkey-step-up",
                                  hex(c.session) + '\x1f' + std::string(asked)));
}

// "<asked at>.<nonce>.<seal>"
std::optional<StepUp> read_token(const Context& c, std::string_view token) {
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  if (first == std::string_view::npos || second != first + 1 + k_nonce) return std::nullopt;
  const std::string_view asked = token.substr(0, second);
  const std::string right = seal_of(c, asked);
  if (!crypto::equal_in_constant_time(as_bytes(token.substr(second + 1)), as_bytes(right))) {
    return std::nullopt;
  }
  StepUp out{.token = std::string(token),
             .asked_at = {},
             .nonce = std::string(token.substr(first + 1, k_nonce))};
  const auto read = std::from_chars(token.data(), token.data() + first, out.asked_at.micros);
  if (read.ec != std::errc{} || read.ptr != token.data() + first) return std::nullopt;
  return out;
}

bool can_sign(const Context& c, const PasskeyRow& row) {
  return row.person == c.principal.person && row.agency == c.principal.agency && row.confirmed_at &&
         !row.alarm_at;
}

Error refused(std::string_view why) {
  return invalid("passkey", std::string(why));
}

}  // namespace

bool can_step_up(Context& c) {
  const auto rows = passkeys_of(c.tx, c.principal.person);
  return std::ranges::any_of(rows, [&](const PasskeyRow& row) {
    return can_sign(c, row) && is_answered_for(c.keys, row);
  });
}

bool agency_has_passkeys(Context& c) {
  const auto rows = passkeys_of_agency(c.tx, c.principal.agency);
  return std::ranges::any_of(
      rows, [](const PasskeyRow& row) { return row.confirmed_at.has_value() && !row.alarm_at; });
}

bool has_confirmed_passkey(Context& c) {
  const auto rows = passkeys_of(c.tx, c.principal.person);
  return std::ranges::any_of(rows, [&](const PasskeyRow& row) { return can_sign(c, row); });
}

StepUp begin_step_up(Context& c) {
  StepUp out{
      .token = {}, .asked_at = c.now, .nonce = pipeline::random_token(c.random).substr(0, k_nonce)};
  const std::string asked = std::to_string(out.asked_at.micros) + '.' + out.nonce;
  out.token = asked + '.' + seal_of(c, asked);
  return out;
}

std::string record_of(const Context& c, const StepUp& asked, json::Object what) {
  json::Value record(std::move(what));
  for (const char* own : {"by", "agency", "asked_at", "nonce"}) MASH_ASSERT(record[own].is_null());
  record.set("by", c.principal.person.text());
  record.set("agency", c.principal.agency.text());
  record.set("asked_at", asked.asked_at.micros);
  record.set("nonce", asked.nonce);
  return json::encode(record);
}

json::Value step_up_view(Context& c, const StepUp& asked, const std::string& record) {
  json::Array known;
  std::string origin;
  for (const auto& row : passkeys_of(c.tx, c.principal.person)) {
    if (!can_sign(c, row)) continue;
    known.emplace_back(base64url(row.credential));
    origin = row.origin;
  }
  json::Value options = json::Object{};
  options.set("challenge", base64url(passkey::challenge_of(record)));
  options.set("rp", passkey::rp_id_of(origin).value_or(""));
  options.set("known", std::move(known));
  return json::Object{
      {"token", asked.token}, {"options", json::encode(options)}, {"origin", origin}};
}

json::Value sign_form_view(Context& c, const StepUp& asked, json::Object what,
                           const std::string& action) {
  json::Value form = step_up_view(c, asked, record_of(c, asked, std::move(what)));
  form.set("action", action);
  return form;
}

std::vector<pipeline::Field> step_up_fields() {
  auto out = answer_fields();
  out.push_back({.name = "step_up",
                 .label = "What the page gave",
                 .kind = pipeline::Kind::secret,
                 .max = 200});
  return out;
}

Result<passkey::SignedRecord> take_own_signature(Context& c, json::Object what) {
  const auto asked = read_token(c, c.input.text("step_up"));
  if (!asked || asked->asked_at > c.now || c.now >= asked->asked_at + k_step_up_lives) {
    return refused("It took too long to sign. Read the page again, and sign within five minutes");
  }
  const auto answer = read_answer(c.input);
  if (!answer || answer->signature.empty()) return refused("Sign with your passkey");
  const auto row = find_credential(c.tx, answer->credential_id);
  if (!row || !can_sign(c, *row)) {
    return refused("Sign with a passkey of yours that your agency answers for");
  }
  passkey::SignedRecord out{.record = record_of(c, *asked, std::move(what)),
                            .assertion = *answer,
                            .enrolment = {.record = row->enrolment}};
  const auto& from = row->agency_signature;
  if (from.size() != out.enrolment.signature.size()) {
    return refused("Your agency's word for this passkey cannot be read");
  }
  std::ranges::copy(from, out.enrolment.signature.begin());
  const Bytes challenge = passkey::challenge_of(out.record);
  if (was_answered(c.tx, challenge)) {
    return refused("This signature was used before. Read the page again, and sign again");
  }
  const Verdict verdict = take_answer(c, *row, challenge, *answer);
  if (verdict == Verdict::counter_went_back) {
    // The act that wanted the signature is undone, and the alarm with it.
    c.write_if_refused(
        [id = row->id, at = c.now](db::Transaction& tx) { store_alarm(tx, id, at); });
    return refused(
        "This passkey was used out of order: there may be a copy of it. It does nothing any more. "
        "Remove it, and tell whoever looks after your device");
  }
  if (verdict != Verdict::right) {
    return refused(
        "The passkey signed something else than what stands here. Read it again, and sign again");
  }
  store_answered(c.tx, challenge, asked->asked_at + k_step_up_lives);
  return out;
}

Result<passkey::SignedRecord> take_step_up(Context& c, json::Object what) {
  MASH_TRY(auto out, take_own_signature(c, std::move(what)));
  // What any reader will ask; a row that was changed in the database signs nothing.
  const auto chain = passkey::check_signed_record(enrolment_public_key(c.keys, c.principal.agency),
                                                  c.principal.agency, out);
  if (!chain) return refused(chain.error().message);
  c.note("passkey-signed");
  return out;
}

crypto::PublicKey enrolment_public_key(const pipeline::KeyRing& keys, const AgencyId& agency) {
  return passkey::enrolment_key(keys.root_of(agency).now.get()).public_key();
}

}  // namespace mash::login
