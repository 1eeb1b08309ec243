// SPDX-License-Identifier: MIT
// Password with a single-use code from an authenticator app, or in a demonstration one button per
// persona.
#include "sign_in.h"

#include <algorithm>

#include "account_store.h"
#include "mash/html/forms.h"

namespace mash::directory {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

// Back-off without lock-out: from the fifth failure on, one try a minute at the most.
constexpr std::int64_t k_free_failures = 5;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char ch) {
    return ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch - 'A' + 'a') : ch;
  });
  return out;
}

const model::StaffMember* find_by_email(const model::Borough& borough, std::string_view email) {
  const std::string wanted = lower(email);
  for (const auto& member : borough.staff) {
    if (member.side == model::Side::hub && lower(member.email.reveal()) == wanted) return &member;
  }
  return nullptr;
}

// Costs the same whether or not there is such an account.
bool password_fits(const Account& account, std::string_view password) {
  static const std::string k_nobodys = crypto::hash_password("a password that nobody has");
  const bool fits =
      crypto::verify_password(account.password.empty() ? k_nobodys : account.password, password);
  return fits && !account.password.empty();
}

bool from_this_machine(const http::Request& request) {
  return request.remote.starts_with("127.") || request.remote == "::1";
}

json::Value personas(const model::Borough& borough) {
  json::Array list;
  for (const auto& member : borough.staff) {
    if (member.side != model::Side::hub) continue;
    json::Value one;
    one.set("id", member.id.text());
    one.set("name", member.name.reveal());
    one.set("title", member.title);
    one.set("agency", agency_name(borough, member.agency));
    list.push_back(std::move(one));
  }
  return list;
}

std::string message_of(std::string_view wrong) {
  if (wrong == "yes") return "The e-mail address, the password or the code is not right";
  if (wrong == "wait") return "Too many tries. Wait a minute and try again";
  return "";
}

pipeline::Route sign_in_page(const model::Borough& borough, bool demo) {
  return pipeline::page<Action::read_public>(
      {.path = "/sign-in",
       .summary = "The sign-in page",
       .event = "",
       .fields = {{.name = "wrong",
                   .label = "What was wrong",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes", "wait"}}},
       .facts = pipeline::no_facts,
       .run = [&borough, demo](const auto&, Context& c) -> Result<Reply> {
         const std::string wrong = message_of(c.input.text("wrong"));
         View v{.page = "directory/sign_in", .title = "Sign in"};
         v.data.set("wrong", wrong.empty() ? json::Value(false)
                                           : html::error_summary(
                                                 {.errors = {{.text = wrong, .href = "#email"}}}));
         v.data.set("email", html::input({.name = "email",
                                          .label = "E-mail address",
                                          .error = wrong,
                                          .type = "email",
                                          .autocomplete = "username",
                                          .spellcheck = "false"}));
         v.data.set("password", html::input({.name = "password",
                                             .label = "Password",
                                             .type = "password",
                                             .autocomplete = "current-password"}));
         v.data.set("code", html::input({.name = "code",
                                         .label = "Code from your authenticator app",
                                         .hint = "Six digits. A code works once.",
                                         .classes = "govuk-input--width-10",
                                         .autocomplete = "one-time-code",
                                         .inputmode = "numeric"}));
         v.data.set("button", html::button({.text = "Sign in"}));
         v.data.set("demo", demo && from_this_machine(c.request));
         v.data.set("personas", personas(borough));
         return v;
       }});
}

// Failures are counted, so they are acts that succeed in saying no: an error would undo the count.
Result<Reply> sign_in(const model::Borough& borough, Context& c) {
  const SeeOther wrong{"/sign-in?wrong=yes", {}};
  const auto* member = find_by_email(borough, c.input.text("email"));
  if (member == nullptr) return wrong;
  Account account = find_account(c.tx, member->id);
  c.touch(member->id.text());
  if (account.failures >= k_free_failures && c.now < account.failed_at + Duration::minutes(1)) {
    c.note("too-many-tries");
    return SeeOther{"/sign-in?wrong=wait", {}};
  }
  bool good = account.open && c.prepared.flag("password_fits");
  if (good) {
    const auto secret =
        crypto::open(totp_key(c.keys), account.totp_sealed, as_bytes(member->id.text()));
    const auto step =
        secret ? crypto::verify_totp(*secret, c.input.text("code"), c.now, account.totp_step)
               : Result<std::int64_t>(not_found());
    good = step.has_value();
    if (good) account.totp_step = *step;
  }
  account.failures = good ? 0 : account.failures + 1;
  account.failed_at = good ? account.failed_at : c.now;
  store_account(c.tx, member->id, account);
  if (!good) {
    c.note("refused");
    return wrong;
  }
  c.start_session(member->id);
  return SeeOther{"/", {}};
}

pipeline::Route sign_in_act(const model::Borough& borough) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in",
       .summary = "Sign in with password and code",
       .event = "session.started",
       .fields = {{.name = "email", .label = "E-mail address", .required = true, .max = 200},
                  {.name = "password", .label = "Password", .required = true, .max = 1000},
                  {.name = "code", .label = "Code", .required = true, .max = 10}},
       .facts = pipeline::no_facts,
       .run = [&borough](const auto&, Context& c) { return sign_in(borough, c); },
       .again = "/sign-in",
       .before = [&borough](Context& c) -> Result<json::Value> {
         const auto* member = find_by_email(borough, c.input.text("email"));
         const Account account = member == nullptr ? Account{} : find_account(c.tx, member->id);
         json::Value v;
         v.set("password_fits", password_fits(account, c.input.text("password")));
         return v;
       }});
}

pipeline::Route demo_act(const model::Borough& borough) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in/demo",
       .summary = "Sign in as a persona of the demonstration",
       .event = "session.started",
       .fields = {{.name = "persona", .label = "Persona", .required = true, .max = 40}},
       .facts = [](Context& c) -> Result<policy::Facts> {
         if (!from_this_machine(c.request)) return not_found();
         return policy::Facts{};
       },
       .run = [&borough](const auto&, Context& c) -> Result<Reply> {
         const auto id = StaffId::parse(c.input.text("persona"));
         if (!id || !load_person(c.tx, *id, borough)) {
           return invalid("persona", "Select one of the personas");
         }
         c.touch(id->text());
         c.note("demo");
         c.start_session(*id);
         return SeeOther{"/", {}};
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
                                            return SeeOther{"/sign-in", {}};
                                          }});
}

pipeline::Route start_page() {
  return pipeline::page<Action::read_public>({.path = "/",
                                              .summary = "To the page where a person's day starts",
                                              .event = "",
                                              .facts = pipeline::no_facts,
                                              .run = [](const auto&, Context& c) -> Result<Reply> {
                                                if (c.principal.side == policy::Side::nobody)
                                                  return SeeOther{"/sign-in", {}};
                                                return SeeOther{home_of({.principal = c.principal}),
                                                                {}};
                                              }});
}

pipeline::Route welcome_page() {
  return pipeline::page<Action::read_public>({.path = "/welcome",
                                              .summary = "For people whose role has no pages yet",
                                              .event = "",
                                              .facts = pipeline::no_facts,
                                              .run = [](const auto&, Context& c) -> Result<Reply> {
                                                if (c.principal.side == policy::Side::nobody)
                                                  return SeeOther{"/sign-in", {}};
                                                View v{.page = "directory/welcome",
                                                       .title = "Welcome"};
                                                v.data.set("name", c.person_name);
                                                return v;
                                              }});
}

}  // namespace

crypto::Key totp_key(const pipeline::KeyRing& keys) {
  return crypto::derive(keys.of("session"), "account", "totp");
}

std::vector<pipeline::Route> routes(const model::Borough& borough, bool demo) {
  std::vector<pipeline::Route> out;
  out.push_back(start_page());
  out.push_back(welcome_page());
  out.push_back(sign_in_page(borough, demo));
  out.push_back(sign_in_act(borough));
  out.push_back(sign_out_act());
  if (demo) out.push_back(demo_act(borough));
  return out;
}

}  // namespace mash::directory
