// SPDX-License-Identifier: MIT
#include "mash/login/presence.h"

#include "agency_store.h"
#include "factors.h"
#include "mash/html/forms.h"
#include "mash/oidc/token.h"
#include "mash/pipeline/session.h"
#include "own_signature.h"

namespace mash::login {

namespace {

using pipeline::Context;

constexpr const char* k_code = "presence_code";

// Through their agency, it says when they last gave there what they sign in with: a session of ours
// may begin without that, while one there goes on.
bool is_fresh(Context& c, const std::optional<AtAgency>& at) {
  if (at) {
    const auto shown = at->signed_in_at;
    return shown && *shown <= c.now + oidc::k_clock_skew && c.now < *shown + k_fresh_session;
  }
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
  const auto at = at_agency(c.tx, c.session);
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
  data.set("fresh", is_fresh(c, at));
  data.set("agency", at.has_value());
  data.set("or_agency", code && !passkey && at.has_value());
  data.set("error", code ? std::string() : error);
  return data;
}

Result<void> take_fresh_session(Context& c, const std::optional<AtAgency>& at) {
  if (is_fresh(c, at)) {
    c.note("shown-by-signing-in");
    return {};
  }
  if (!at) {
    return refused("You signed in more than 5 minutes ago. Sign out, sign in and do this again");
  }
  return refused(
      at->signed_in_at
          ? "You signed in at your agency more than 5 minutes ago. Sign in there again "
            "from the page Your sign-in, and do this again"
          : "Your agency does not say when you signed in there. Sign in there again from "
            "the page Your sign-in, and do this again");
}

// By code or, without a passkey, by having just signed in. A code that somebody was given once does
// not stand in the way of who signs in through their agency and may not have it any more.
Result<void> take_code_or_session(Context& c, bool passkey) {
  const auto login = find_login(c.tx, c.principal.person);
  const auto at = at_agency(c.tx, c.session);
  if (login && c.input.has(k_code)) return take_code(c, *login);
  if (!passkey && (!login || at)) {
    const auto fresh = take_fresh_session(c, at);
    if (fresh || !login) return fresh;
    return refused(
        "Give the code from your authenticator app, or sign in at your agency again "
        "from the page Your sign-in");
  }
  if (!login) return refused("Use your passkey");
  return refused(passkey ? "Use your passkey, or give the code from your authenticator app"
                         : "Give the code from your authenticator app");
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
  return take_code_or_session(c, passkey);
}

Result<void> take_presence_for_new_passkey(Context& c) {
  return take_code_or_session(c, false);
}

}  // namespace mash::login
