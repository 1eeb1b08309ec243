// SPDX-License-Identifier: MIT
#include "mash/login/presence.h"

#include "factors.h"
#include "mash/html/forms.h"
#include "mash/pipeline/session.h"
#include "own_signature.h"

namespace mash::login {

namespace {

using pipeline::Context;

constexpr const char* k_code = "presence_code";

bool is_fresh(Context& c) {
  const auto began = pipeline::session_began(c.tx, c.session);
  return began && *began <= c.now && c.now < *began + k_fresh_session;
}

Error refused(const char* why) {
  return invalid(k_code, why);
}

Result<void> take_code(Context& c, LoginRow login) {
  const StaffId& person = c.principal.person;
  const Tries tries(c, presence_name(c, person));
  if (tries.too_many()) return refused("Too many tries. Wait a minute and try again");
  if (!code_fits(c, person, login, c.input.text(k_code))) {
    c.write_if_refused([tries](db::Transaction& tx) { tries.count_failure(tx); });
    return refused("The code is not right. A code works once: wait for the next one");
  }
  tries.forget(c.tx);
  store_login(c.tx, person, login);
  c.note("shown-by-code");
  return {};
}

json::Value view_of(Context& c, const json::Object& what, bool passkey) {
  const bool code = find_login(c.tx, c.principal.person).has_value();
  const auto error = html::error_of(c.faults, k_code);
  json::Value data = json::Object{};
  data.set("passkey", passkey);
  if (passkey) {
    const auto asked = begin_step_up(c);
    data.set("step_up", step_up_view(c, asked, record_of(c, asked, what)));
  }
  data.set("code", code ? html::input({.name = k_code,
                                       .label = "Code from your authenticator app",
                                       .hint = passkey ? "Or leave it empty and use your passkey."
                                                       : "Six digits. A code works once.",
                                       .error = error,
                                       .classes = "govuk-input--width-10",
                                       .label_classes = "govuk-label--s",
                                       .autocomplete = "one-time-code",
                                       .inputmode = "numeric"})
                        : json::Value(false));
  data.set("neither", !passkey && !code);
  data.set("passkey_alone", passkey && !code);
  data.set("fresh", is_fresh(c));
  data.set("error", code ? std::string() : error);
  return data;
}

Result<void> take_fresh_session(Context& c) {
  if (!is_fresh(c)) {
    return refused("You signed in more than 5 minutes ago. Sign out, sign in and do this again");
  }
  c.note("shown-by-signing-in");
  return {};
}

}  // namespace

json::Value presence_view(Context& c, const json::Object& what) {
  return view_of(c, what, has_confirmed_passkey(c));
}

json::Value presence_view_for_new_passkey(Context& c) {
  return view_of(c, {}, false);
}

std::vector<pipeline::Field> presence_fields() {
  auto out = step_up_fields();
  out.push_back({.name = k_code,
                 .label = "Code from your authenticator app",
                 .kind = pipeline::Kind::secret,
                 .max = 10});
  return out;
}

Result<void> take_presence(Context& c, const json::Object& what) {
  const bool passkey = has_confirmed_passkey(c);
  if (passkey && c.input.has("signature")) {
    const auto signed_now = take_own_signature(c, what);
    if (!signed_now) return refused(signed_now.error().message.c_str());
    c.note("shown-by-passkey");
    return {};
  }
  const auto login = find_login(c.tx, c.principal.person);
  if (login && c.input.has(k_code)) return take_code(c, *login);
  if (login) {
    return refused(passkey ? "Use your passkey, or give the code from your authenticator app"
                           : "Give the code from your authenticator app");
  }
  if (passkey) return refused("Use your passkey");
  return take_fresh_session(c);
}

Result<void> take_presence_for_new_passkey(Context& c) {
  const auto login = find_login(c.tx, c.principal.person);
  if (!login) return take_fresh_session(c);
  if (!c.input.has(k_code)) return refused("Give the code from your authenticator app");
  return take_code(c, *login);
}

}  // namespace mash::login
