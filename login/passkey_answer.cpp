// SPDX-License-Identifier: MIT
#include "passkey_answer.h"

#include "mash/base/base64url.h"

namespace mash::login {

namespace {

using pipeline::Kind;

pipeline::Field part(const char* name, const char* label, std::size_t max) {
  return {.name = name, .label = label, .kind = Kind::secret, .max = max};
}

}  // namespace

std::vector<pipeline::Field> answer_fields() {
  constexpr std::size_t k_long = 6000;
  constexpr std::size_t k_short = 2000;
  return {part("credential", "Which passkey", k_short),
          part("authenticator_data", "What the passkey says", k_short),
          part("client_data", "What the browser says", k_long),
          part("signature", "The signature", k_short)};
}

std::optional<passkey::Assertion> read_answer(const pipeline::Input& input) {
  const auto credential = from_base64url(input.text("credential"));
  const auto data = from_base64url(input.text("authenticator_data"));
  const auto client = from_base64url(input.text("client_data"));
  const auto signature = from_base64url(input.text("signature"));
  if (!credential || !data || !client || !signature) return std::nullopt;
  return passkey::Assertion{.credential_id = *credential,
                            .authenticator_data = *data,
                            .client_data_json = *client,
                            .signature = *signature};
}

Verdict take_answer(pipeline::Context& c, const PasskeyRow& row, const Bytes& challenge,
                    const passkey::Assertion& answer) {
  c.touch(row.id);
  const auto rp_id = passkey::rp_id_of(row.origin);
  const auto used = rp_id ? passkey::check_assertion(
                                {.rp_id = *rp_id, .origin = row.origin, .challenge = challenge},
                                row.public_key, answer)
                          : Result<passkey::Used>(rp_id.error());
  if (!used) {
    c.note("passkey-" + used.error().faults.front().code);
    return Verdict::wrong;
  }
  if (row.alarm_at) {
    c.note("passkey-shut");
    return Verdict::wrong;
  }
  if (passkey::counter_went_back(static_cast<std::uint32_t>(row.sign_count), used->sign_count)) {
    c.note("passkey-counter-back");
    store_alarm(c.tx, row.id, c.now);
    return Verdict::counter_went_back;
  }
  store_use(c.tx, row.id, used->sign_count, c.now);
  return Verdict::right;
}

}  // namespace mash::login
