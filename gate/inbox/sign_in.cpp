// SPDX-License-Identifier: MIT
// The start page, and signing in: password with a single-use code from an authenticator app, or in
// a demonstration one button per account.
#include "sign_in.h"

#include "account_store.h"
#include "mash/base/assert.h"
#include "mash/html/forms.h"
#include "mash/http/message.h"
#include "pages.h"

namespace mash::inbox {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

// Back-off without lock-out: from the fifth failure on, one try a minute at the most.
constexpr std::int64_t k_free_failures = 5;

// Costs the same whether or not there is such an account.
bool password_fits(const LoginRow& login, std::string_view password) {
  static const std::string k_nobodys = crypto::hash_password("a password that nobody has");
  const bool fits =
      crypto::verify_password(login.password.empty() ? k_nobodys : login.password, password);
  return fits && !login.password.empty();
}

bool from_this_machine(const http::Request& request) {
  return request.remote.starts_with("127.") || request.remote == "::1";
}

std::string home_of(const policy::Principal& principal) {
  return receives(principal) ? "/products" : "/";
}

json::Value personas(Context& c) {
  json::Array list;
  for (const auto& row : present_accounts(c.tx, AgencyId{})) {
    const auto account = open_account(c.tx, c.vault, own_name(c.principal), row);
    list.emplace_back(json::Object{{"id", account.id.text()},
                                   {"name", account.name},
                                   {"title", account.title},
                                   {"agency", account.agency_name}});
  }
  return list;
}

std::string message_of(std::string_view wrong) {
  if (wrong == "yes") return "The e-mail address, the password or the code is not right";
  if (wrong == "wait") return "Too many tries. Wait a minute and try again";
  return "";
}

json::Value questions(const std::string& wrong) {
  return html::fields({html::input({.name = "email",
                                    .label = "E-mail address",
                                    .error = wrong,
                                    .type = "email",
                                    .autocomplete = "username",
                                    .spellcheck = "false"}),
                       html::input({.name = "password",
                                    .label = "Password",
                                    .type = "password",
                                    .autocomplete = "current-password"}),
                       html::input({.name = "code",
                                    .label = "Code from your authenticator app",
                                    .hint = "Six digits. A code works once.",
                                    .classes = "govuk-input--width-10",
                                    .autocomplete = "one-time-code",
                                    .inputmode = "numeric"})});
}

pipeline::Route sign_in_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/sign-in",
       .summary = "The sign-in page for people who receive information from the hub",
       .event = "",
       .fields = {{.name = "wrong",
                   .label = "What was wrong",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes", "wait"}}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const std::string wrong = message_of(c.input.text("wrong"));
         const bool demo = deps->demo && from_this_machine(c.request);
         View v{.page = "inbox/sign_in", .title = "Sign in"};
         v.data = json::Object{
             {"wrong", wrong.empty()
                           ? json::Value(false)
                           : html::error_summary({.errors = {{.text = wrong, .href = "#email"}}})},
             {"fields", questions(wrong)},
             {"button", html::button({.text = "Sign in"})},
             {"demo", demo},
             {"personas", demo ? personas(c) : json::Value(false)}};
         add_hub(c, *deps, v.data);
         return v;
       }});
}

bool code_fits(Context& c, const AccountRow& account, LoginRow& login) {
  if (!c.prepared.flag("password_fits")) return false;
  const auto secret =
      crypto::open(totp_key(c.keys), login.totp_sealed, as_bytes(account.id.text()));
  if (!secret) return false;
  const auto step = crypto::verify_totp(*secret, c.input.text("code"), c.now, login.totp_step);
  if (step) login.totp_step = *step;
  return step.has_value();
}

// Failures are counted, so they are acts that succeed in saying no: an error would undo the count.
Result<Reply> sign_in(Context& c) {
  const SeeOther wrong{"/sign-in?wrong=yes", {}};
  const auto account = find_by_email(c.tx, c.vault, c.input.text("email"));
  if (!account) return wrong;
  c.touch(account->id.text());
  LoginRow login = find_login(c.tx, account->id);
  if (login.password.empty()) return wrong;
  if (login.failures >= k_free_failures && c.now < login.failed_at + Duration::minutes(1)) {
    c.note("too-many-tries");
    return SeeOther{"/sign-in?wrong=wait", {}};
  }
  const bool good = code_fits(c, *account, login);
  login.failures = good ? 0 : login.failures + 1;
  login.failed_at = good ? login.failed_at : c.now;
  store_login(c.tx, account->id, login);
  if (!good) {
    c.note("refused");
    return wrong;
  }
  MASH_TRY(const auto person, load_person(c.tx, c.vault, account->id));
  c.start_session(account->id);
  return SeeOther{home_of(person.principal), {}};
}

pipeline::Route sign_in_act() {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in",
       .summary = "Sign in with password and code",
       .event = "session.started",
       .fields = {{.name = "email", .label = "E-mail address", .required = true, .max = 200},
                  {.name = "password", .label = "Password", .required = true, .max = 1000},
                  {.name = "code", .label = "Code", .required = true, .max = 10}},
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) { return sign_in(c); },
       .again = "/sign-in",
       .before = [](Context& c) -> Result<json::Value> {
         const auto account = find_by_email(c.tx, c.vault, c.input.text("email"));
         const LoginRow login = account ? find_login(c.tx, account->id) : LoginRow{};
         json::Value v;
         v.set("password_fits", password_fits(login, c.input.text("password")));
         return v;
       }});
}

pipeline::Route demo_act() {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in/demo",
       .summary = "Sign in as a persona of the demonstration",
       .event = "session.started",
       .fields = {{.name = "persona", .label = "Persona", .required = true, .max = 40}},
       .facts = [](Context& c) -> Result<policy::Facts> {
         if (!from_this_machine(c.request)) return not_found();
         return policy::Facts{};
       },
       .run = [](const auto&, Context& c) -> Result<Reply> {
         const auto id = StaffId::parse(c.input.text("persona"));
         if (!id) return invalid("persona", "Select one of the personas");
         const auto person = load_person(c.tx, c.vault, *id);
         if (!person) return invalid("persona", "Select one of the personas");
         c.touch(id->text());
         c.note("demo");
         c.start_session(*id);
         return SeeOther{home_of(person->principal), {}};
       },
       .again = "/sign-in"});
}

pipeline::Route sign_out_act() {
  return pipeline::act<Action::sign_out>({.path = "/sign-out",
                                          .summary = "Sign out",
                                          .event = "session.ended",
                                          .facts = pipeline::no_facts,
                                          .run = [](const auto&, Context& c) -> Result<Reply> {
                                            c.end_session();
                                            return SeeOther{"/", {}};
                                          }});
}

pipeline::Route start_page(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/",
       .summary = "Where people outside the hub start",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const bool nobody = c.principal.side == policy::Side::nobody;
         View v{.page = "inbox/start", .title = deps->hub_name};
         v.data = json::Object{{"hub_name", deps->hub_name},
                               {"receive", nobody ? "/sign-in" : home_of(c.principal)},
                               {"receives", nobody || receives(c.principal)}};
         add_hub(c, *deps, v.data);
         return v;
       }});
}

}  // namespace

crypto::Key totp_key(const pipeline::KeyRing& keys) {
  return crypto::derive(keys.of("session"), "inbox", "totp");
}

policy::Grant<policy::Action::sign_in> own_name(const policy::Principal& principal) {
  policy::Rule rule{};
  const auto grant = policy::Kernel::decide<Action::sign_in>(principal, policy::Facts{}, rule);
  MASH_ASSERT(grant.has_value());
  return *grant;
}

std::vector<pipeline::Route> sign_in_routes(const SharedDeps& deps) {
  std::vector<pipeline::Route> out{start_page(deps), sign_in_page(deps), sign_in_act(),
                                   sign_out_act()};
  if (deps->demo) out.push_back(demo_act());
  return out;
}

}  // namespace mash::inbox
