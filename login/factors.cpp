// SPDX-License-Identifier: MIT
#include "factors.h"

#include <utility>

#include "mash/login/login.h"

namespace mash::login {

namespace {

using pipeline::Context;

constexpr std::int64_t k_free_failures = 5;
// A failure later than this from now is of a clock that has since been put back. Tries at once may
// come in the wrong order: without slack they would begin the count anew.
constexpr Duration k_clock_slack = Duration::minutes(1);

}  // namespace

crypto::Key totp_key(const pipeline::KeyRing& keys) {
  return crypto::derive(keys.of("session"), "login", "totp");
}

bool code_fits(Context& c, const StaffId& person, LoginRow& login, std::string_view code) {
  const auto secret = crypto::open(totp_key(c.keys), login.totp_sealed, as_bytes(person.text()));
  const auto step = crypto::verify_totp(secret ? *secret : Bytes(20), code, c.now, login.totp_step);
  if (step) login.totp_step = *step;
  return secret && step;
}

Bytes presence_name(const Context& c, const StaffId& person) {
  return c.vault.lookup("presence", person.text());
}

Tries::Tries(Context& c, Bytes name)
    : name_(std::move(name)), now_(c.now), failures_(find_failures(c.tx, name_)) {
  if (now_ >= failures_.last + k_failures_kept || failures_.last > now_ + k_clock_slack) {
    failures_.count = 0;
  }
}

bool Tries::too_many() const {
  return failures_.count >= k_free_failures && now_ < failures_.last + Duration::minutes(1);
}

void Tries::count_failure(db::Transaction& tx) const {
  store_failures(tx, name_, {.count = failures_.count + 1, .last = now_});
}

void Tries::forget(db::Transaction& tx) const {
  forget_failures(tx, name_);
}

}  // namespace mash::login
