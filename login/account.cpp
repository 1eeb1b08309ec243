// SPDX-License-Identifier: MIT
// How somebody signs in: their own password, their passkeys, and where they are signed in.
#include "account.h"

#include <algorithm>

#include "agency_store.h"
#include "factors.h"
#include "mash/html/forms.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/password.h"
#include "mash/login/presence.h"
#include "mash/pipeline/session.h"
#include "mash/pipeline/tokens.h"
#include "passkey_store.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

constexpr std::string_view k_others = "others";
constexpr const char* k_end_path = "/account/sessions/end";

// What is signed where a passkey shows that it is they.
json::Object ending() {
  return {{"act", "sign-out-elsewhere"}};
}

// Has a password here that lets them in.
std::optional<LoginRow> own_login(const Deps& deps, Context& c) {
  if (c.principal.person.empty() || refuses_password(deps, c.principal)) return std::nullopt;
  return find_login(c.tx, c.principal.person);
}

Tries tries_of(Context& c) {
  return {c, presence_name(c, c.principal.person)};
}

// By which the page names a session; says nothing of its token.
std::string name_of(const Context& c, const Bytes& session) {
  return hex(pipeline::token_hash(c.keys, "session-name", hex(session))).substr(0, 32);
}

json::Array sessions(Context& c) {
  json::Array out;
  for (const auto& one : pipeline::sessions_of(c, c.principal.person)) {
    out.emplace_back(json::Object{{"name", name_of(c, one.session)},
                                  {"began", plain_time(one.began)},
                                  {"seen", plain_time(one.seen)},
                                  {"this", one.session == c.session}});
  }
  return out;
}

std::string chosen_before(const Context& c) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text("session"));
}

// Where somebody signs out; nothing for whoever is signed in here alone.
json::Value end_form(Context& c, const json::Array& list) {
  std::vector<html::Choice> choices;
  for (const auto& one : list) {
    if (one.flag("this")) continue;
    choices.push_back(
        {.value = one.text("name"),
         .text = "Signed in on " + one.text("began") + ", last used " + one.text("seen")});
  }
  if (choices.empty()) return false;
  choices.push_back({.value = std::string(k_others), .text = "Everywhere but here"});
  json::Value out = json::Object{};
  out.set("action", k_end_path);
  out.set("where", html::radios({.name = "session",
                                 .legend = "Where do you sign out?",
                                 .error = html::error_of(c.faults, "session"),
                                 .value = chosen_before(c),
                                 .choices = std::move(choices),
                                 .legend_classes = "govuk-fieldset__legend--s"}));
  out.set("presence", presence_view(c, ending()));
  return out;
}

json::Value password_fields(const Context& c) {
  return html::fields(
      {html::input({.name = "current",
                    .label = "Your password now",
                    .error = html::error_of(c.faults, "current"),
                    .type = "password",
                    .autocomplete = "current-password"}),
       html::input({.name = "code",
                    .label = "Code from your authenticator app",
                    .hint = "Six digits. A code works once.",
                    .error = html::error_of(c.faults, "code"),
                    .classes = "govuk-input--width-10",
                    .autocomplete = "one-time-code",
                    .inputmode = "numeric"}),
       html::input({.name = "password",
                    .label = "New password",
                    .hint = "15 characters or more. Four words that have nothing to do with you or "
                            "each other are good. Paste it if you keep it in a password manager.",
                    .error = html::error_of(c.faults, "password"),
                    .type = "password",
                    .autocomplete = "new-password"})});
}

// For whoever came in through their agency: the way to show there that it is still they.
json::Value again_at_agency(const Deps& deps, Context& c) {
  const auto at = at_agency(c.tx, c.session);
  if (!at || deps.agencies == nullptr) return false;
  for (const auto& one : *deps.agencies) {
    if (one.agency == at->agency) {
      return json::Object{{"id", one.agency.text()}, {"name", one.name}};
    }
  }
  return false;
}

Result<Reply> show(const Deps& deps, Context& c) {
  if (c.principal.person.empty()) return SeeOther{"/sign-in", {}};
  const bool has_password = own_login(deps, c).has_value();
  const auto until = first_password_until(c.tx, c.principal.person);
  auto list = sessions(c);
  json::Value data = json::Object{};
  data.set("again", again_at_agency(deps, c));
  data.set("passkeys", deps.origin.empty() ? std::string() : std::string(k_passkeys_path));
  data.set("has_password", has_password);
  data.set("first_until", has_password && until ? plain_time(*until) : std::string());
  data.set("fields", has_password ? password_fields(c) : json::Value(false));
  data.set("button", html::button({.text = "Change your password"}));
  data.set("end", end_form(c, list));
  data.set("sessions", std::move(list));
  return pipeline::View{.page = "login/account", .title = "Your sign-in", .data = std::move(data)};
}

void end_others(Context& c) {
  for (const auto& one : pipeline::sessions_of(c, c.principal.person)) {
    if (one.session != c.session) c.end_session(one.session);
  }
}

// Outside the transaction that writes: both hashes take long.
Result<json::Value> hashes(const Deps& deps, Context& c) {
  json::Value out = json::Object{};
  const auto login = own_login(deps, c);
  if (!login || tries_of(c).too_many()) return out;
  // Always both, so that the time does not say whether the one now was right.
  out.set("fits", crypto::verify_password(login->password, c.input.as_sent("current")));
  out.set("hash", crypto::hash_password(c.input.as_sent("password")));
  return out;
}

Result<Reply> change(const Deps& deps, Context& c) {
  auto login = own_login(deps, c);
  if (!login) return not_found();
  const auto tries = tries_of(c);
  if (tries.too_many()) return invalid("current", "Too many tries. Wait a minute and try again");
  const StaffId& person = c.principal.person;
  const bool code = code_fits(c, person, *login, c.input.text("code"));
  if (!c.prepared.flag("fits") || !code) {
    c.write_if_refused([tries](db::Transaction& tx) { tries.count_failure(tx); });
    return invalid("current", "The password or the code is not right. A code works once");
  }
  const auto words = deps.words ? deps.words(c, person) : std::vector<std::string>{};
  MASH_TRY_DO(check_password(c.input.as_sent("password"), words));
  if (c.input.as_sent("password") == c.input.as_sent("current")) {
    return invalid("password", "This is your password now. Take another one");
  }
  tries.forget(c.tx);
  login->password = c.prepared.text("hash");
  store_login(c.tx, person, *login);
  forget_first_password(c.tx, person);
  // Whoever knew the old one may have added one; those that somebody answers for stay.
  remove_unconfirmed_of(c.tx, person);
  end_others(c);
  return SeeOther{std::string(k_account_path), {}};
}

Result<Reply> end(Context& c) {
  if (c.principal.person.empty()) return SeeOther{"/sign-in", {}};
  const auto name = c.input.text("session");
  std::vector<Bytes> chosen;
  for (const auto& one : pipeline::sessions_of(c, c.principal.person)) {
    if (one.session == c.session) continue;  // that is signing out
    if (name == k_others || name_of(c, one.session) == name) chosen.push_back(one.session);
  }
  if (chosen.empty() && name != k_others) return not_found();
  // Whoever finds a page left open does not throw its person out where they work.
  MASH_TRY_DO(take_presence(c, ending()));
  for (const auto& session : chosen) c.end_session(session);
  return SeeOther{std::string(k_account_path), {}};
}

std::vector<pipeline::Field> end_inputs() {
  auto out = presence_fields();
  out.push_back({.name = "session",
                 .label = "Where to sign out",
                 .required = true,
                 .max = 32,
                 .missing = "Choose where you sign out"});
  return out;
}

std::vector<pipeline::Field> password_inputs() {
  constexpr std::size_t k_longest = 1000;
  return {{.name = "current",
           .label = "Your password now",
           .kind = Kind::secret,
           .required = true,
           .max = k_longest,
           .missing = "Enter your password now"},
          {.name = "code",
           .label = "Code from your authenticator app",
           .kind = Kind::secret,
           .required = true,
           .max = 10,
           .missing = "Enter the code from your authenticator app"},
          {.name = "password",
           .label = "New password",
           .kind = Kind::secret,
           .required = true,
           .max = k_longest,
           .missing = "Enter a new password"}};
}

}  // namespace

std::vector<pipeline::Route> account_routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::keep_passkeys>(
      {.path = std::string(k_account_path),
       .summary = "How whoever is signed in signs in, and where",
       .event = "account.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(deps, c); }}));
  out.push_back(pipeline::act<Action::keep_passkeys>(
      {.path = std::string(k_password_path),
       .summary = "Change one's own password",
       .event = "account.password-changed",
       .fields = password_inputs(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return change(deps, c); },
       .again = std::string(k_account_path),
       .before = [deps](Context& c) { return hashes(deps, c); }}));
  out.push_back(pipeline::act<Action::keep_passkeys>(
      {.path = k_end_path,
       .summary = "Sign out elsewhere: of one session, or of all others",
       .event = "account.sessions-ended",
       .fields = end_inputs(),
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return end(c); },
       .again = std::string(k_account_path)}));
  return out;
}

}  // namespace mash::login
