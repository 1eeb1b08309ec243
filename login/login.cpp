// SPDX-License-Identifier: MIT
#include "mash/login/login.h"

#include "account.h"
#include "factors.h"
#include "login_store.h"
#include "mash/crypto/crypto.h"
#include "mash/html/forms.h"
#include "mash/login/agencies.h"
#include "mash/login/passkeys.h"
#include "mash/login/password.h"
#include "mash/pipeline/kept.h"
#include "passkey_store.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

bool from_this_machine(const http::Request& request) {
  return request.remote.starts_with("127.") || request.remote == "::1";
}

// Costs the same whether or not there is such a password.
bool password_fits(const std::optional<LoginRow>& login, std::string_view password) {
  static const std::string k_nobodys = crypto::hash_password("a password that nobody has");
  const bool fits = crypto::verify_password(login ? login->password : k_nobodys, password);
  return fits && login;
}

// Upper and lower case alike, as Deps::find.
Bytes name_of(const Context& c, std::string_view typed) {
  std::string email(typed);
  for (char& ch : email) {
    if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
  }
  return c.vault.lookup("sign_in", email);
}

// What was wrong with the password's form, by the word in the address.
std::string message_of(std::string_view wrong) {
  if (wrong == "yes") return "The e-mail address, the password or the code is not right";
  if (wrong == "passkey") {
    return "This passkey was not accepted. Try again, or sign in with password and code";
  }
  if (wrong == "wait") return "Too many tries. Wait a minute and try again";
  return "";
}

// And with signing in through an agency.
std::string agency_message_of(std::string_view wrong) {
  if (wrong == "agency") return "You cannot come in here with your account at your agency";
  if (wrong == "weaker") return "Sign in at your agency again, with your second factor";
  if (wrong == "away") return "Your agency cannot be reached just now. Try again in a minute";
  if (wrong == "there") return "Your agency has not signed you in";
  if (wrong == "not-anew") {
    return "Your agency does not say that you have just signed in there, so that it does not show "
           "that it is you. Ask whoever looks after its sign-in page";
  }
  if (wrong == "late") return "Signing in took too long or was broken off. Begin again";
  return "";
}

json::Value summary_of(const std::string& wrong, const std::string& agency_wrong) {
  if (wrong.empty() && agency_wrong.empty()) return false;
  const bool password = !wrong.empty();
  return html::error_summary({.errors = {{.text = password ? wrong : agency_wrong,
                                          .href = password ? "#email" : "#agencies"}}});
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

json::Value buttons(const std::vector<Persona>& personas) {
  json::Array list;
  for (const auto& p : personas) {
    list.emplace_back(json::Object{
        {"id", p.id.text()}, {"name", p.name}, {"title", p.title}, {"agency", p.agency}});
  }
  return list;
}

pipeline::Route sign_in_page(const Deps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/sign-in",
       .summary = deps.summary,
       .event = "",
       .fields = {{.name = "wrong",
                   .label = "What was wrong",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes", "wait", "passkey", "agency", "weaker", "away", "there",
                               "late", "not-anew"}},
                  {.name = "kept",
                   .label = "Whether a form waits to be saved",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes"}}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const std::string wrong = message_of(c.input.text("wrong"));
         const bool demo = deps.demo && from_this_machine(c.request);
         pipeline::View v = deps.page(c);
         v.data.set("wrong", summary_of(wrong, agency_message_of(c.input.text("wrong"))));
         v.data.set("agencies", agency_buttons(deps));
         v.data.set("kept", c.input.flag("kept"));
         v.data.set("fields", questions(wrong));
         v.data.set("button", html::button({.text = "Sign in"}));
         v.data.set("passkeys", !deps.origin.empty());
         v.data.set("origin", deps.origin);
         v.data.set("demo", demo);
         // Who works here is shown to nobody else.
         v.data.set("personas", demo ? buttons(deps.personas(c)) : json::Value(false));
         return v;
       }});
}

// Failures are counted, so they are acts that succeed in saying no: an error would undo the count.
Result<Reply> sign_in(const Deps& deps, Context& c) {
  const auto person = deps.find(c, c.input.text("email"));
  if (person) c.touch(person->text());
  const Tries tries(c, name_of(c, c.input.text("email")));
  if (tries.too_many()) {
    c.note("too-many-tries");
    return SeeOther{"/sign-in?wrong=wait", {}};
  }
  // The same steps for a name that nobody has.
  const StaffId id = person.value_or(StaffId{});
  const auto known = find_login(c.tx, id);
  LoginRow login = known.value_or(LoginRow{});
  const auto who = deps.load(c, id);
  const bool code = code_fits(c, id, login, c.input.text("code"));
  const bool elsewhere = who && refuses_password(deps, who->principal);
  const bool ran_out = first_password_ran_out(c.tx, id, c.now);
  if (!person || !known || !who || elsewhere || ran_out || !code ||
      !c.prepared.flag("password_fits")) {
    tries.count_failure(c.tx);
    c.note("refused");
    return SeeOther{"/sign-in?wrong=yes", {}};
  }
  tries.forget(c.tx);
  store_login(c.tx, id, login);
  c.start_session(id);
  return SeeOther{start_of(c, deps, *who), {}};
}

pipeline::Route sign_in_act(const Deps& deps) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in",
       .summary = "Sign in with password and code",
       .event = "session.started",
       .fields = {{.name = "email", .label = "E-mail address", .required = true, .max = 200},
                  {.name = "password",
                   .label = "Password",
                   .kind = pipeline::Kind::secret,
                   .required = true,
                   .max = 1000},
                  {.name = "code", .label = "Code", .required = true, .max = 10}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return sign_in(deps, c); },
       .again = "/sign-in",
       .before = [deps](Context& c) -> Result<json::Value> {
         const auto person = deps.find(c, c.input.text("email"));
         // Also for a name that nobody has: each step is taken for all.
         const auto login = find_login(c.tx, person.value_or(StaffId{}));
         json::Value v;
         v.set("password_fits", password_fits(login, c.input.as_sent("password")));
         return v;
       }});
}

pipeline::Route demo_act(const Deps& deps) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in/demo",
       .summary = "Sign in as a persona of the demonstration",
       .event = "session.started",
       .fields = {{.name = "persona", .label = "Persona", .required = true, .max = 40}},
       .facts = [](Context& c) -> Result<policy::Facts> {
         if (!from_this_machine(c.request)) return not_found();
         return policy::Facts{};
       },
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto id = StaffId::parse(c.input.text("persona"));
         const auto who = id ? deps.load(c, *id) : Result<pipeline::Person>(not_found());
         if (!who) return invalid("persona", "Select one of the personas");
         c.touch(id->text());
         c.note("demo");
         c.start_session(*id);
         return SeeOther{start_of(c, deps, *who), {}};
       },
       .again = "/sign-in"});
}

pipeline::Route sign_out_act(const Deps& deps) {
  return pipeline::act<Action::sign_out>(
      {.path = "/sign-out",
       .summary = "Sign out",
       .event = "session.ended",
       .facts = pipeline::no_facts,
       .run = [to = deps.signed_out](const auto&, Context& c) -> Result<Reply> {
         c.end_session();
         return SeeOther{to, {}};
       }});
}

// Shows people their own words, and those of the record that stood in the form with them.
pipeline::Route kept_page() {
  return pipeline::page<Action::keep_words>(
      {.path = "/kept",
       .summary = "Forms that were not saved because their session had ended",
       .event = "kept.read",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         if (c.principal.person.empty()) return SeeOther{"/sign-in", {}};
         json::Array forms;
         for (const auto& form : pipeline::kept_forms(c)) {
           forms.push_back(pipeline::form_view(form));
         }
         json::Value data = json::Object{};
         data.set("nothing", forms.empty());
         data.set("forms", std::move(forms));
         return pipeline::View{.page = "login/kept",
                               .title = "Not saved yet",
                               .data = std::move(data),
                               .marking = "OFFICIAL-SENSITIVE"};
       }});
}

pipeline::Route forget_act() {
  return pipeline::act<Action::keep_words>(
      {.path = "/kept/{form}",
       .summary = "Throw away a form that was not saved",
       .event = "kept.thrown-away",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         if (!pipeline::forget_kept_form(c, std::string(c.input.text("form")))) return not_found();
         return SeeOther{"/kept", {}};
       }});
}

}  // namespace

bool is_try(std::string_view path) {
  return path == k_sign_in_path || path == k_password_path || path == k_passkey_sign_in_path ||
         path == "/sign-in/agency" ||
         (path.starts_with("/sign-in/agency/") && path.ends_with("/back"));
}

std::string start_of(Context& c, const Deps& deps, const pipeline::Person& who) {
  if (first_password_until(c.tx, who.principal.person)) return std::string(k_account_path);
  return pipeline::has_kept_forms(c, who.principal) ? "/kept" : deps.home(who);
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out{sign_in_page(deps), sign_in_act(deps), sign_out_act(deps)};
  for (auto& route : agency_routes(deps)) out.push_back(std::move(route));
  if (deps.keeps_late_forms) {
    out.push_back(kept_page());
    out.push_back(forget_act());
  }
  if (deps.demo) out.push_back(demo_act(deps));
  for (auto& route : passkey_routes(deps)) out.push_back(std::move(route));
  for (auto& route : account_routes(deps)) out.push_back(std::move(route));
  return out;
}

Result<Secret> set_password(pipeline::Context& c, const StaffId& person, std::string_view email,
                            std::string_view password, const std::vector<std::string>& words) {
  std::vector<std::string> known = words_in(email);
  known.insert(known.end(), words.begin(), words.end());
  MASH_TRY_DO(check_password(password, known));
  Bytes secret(20);
  c.random.fill(secret);
  store_login(
      c.tx, person,
      {.password = crypto::hash_password(password),
       .totp_sealed = crypto::seal(totp_key(c.keys), secret, as_bytes(person.text()), c.random)});
  store_first_password(c.tx, person, c.now + k_first_password_lives);
  forget_failures(c.tx, name_of(c, email));
  forget_failures(c.tx, presence_name(c, person));
  // Whoever knew the old password may have added one; those that somebody answers for stay.
  remove_unconfirmed_of(c.tx, person);
  c.end_sessions_of(person);
  c.touch(person.text());
  const std::string text = crypto::base32(secret);
  return Secret{"otpauth://totp/OpenMASH:" + person.text() + "?secret=" + text + "&issuer=OpenMASH",
                text};
}

}  // namespace mash::login
