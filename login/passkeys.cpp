// SPDX-License-Identifier: MIT
// Somebody's own passkeys: the list, adding one, taking one away.
#include "mash/login/passkeys.h"

#include "mash/base/base64url.h"
#include "mash/html/forms.h"
#include "mash/login/presence.h"
#include "mash/passkey/passkey.h"
#include "passkey_challenge.h"
#include "passkey_routes.h"
#include "passkey_words.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

constexpr std::string_view k_new = "new";
constexpr std::size_t k_longest_name = 60;

// What the page's script hands to the browser.
json::Value creation_options(Context& c, const Deps& deps, const std::vector<PasskeyRow>& rows,
                             const Challenge& challenge) {
  json::Array known;
  for (const auto& row : rows) known.emplace_back(base64url(row.credential));
  return json::Object{{"rp", *passkey::rp_id_of(deps.origin)},
                      {"challenge", base64url(challenge.bytes)},
                      {"user", base64url(user_handle(c.keys, c.principal.person))},
                      {"name", c.person_name},
                      {"known", std::move(known)}};
}

Result<Reply> show(const Deps& deps, Context& c) {
  if (c.principal.person.empty()) return SeeOther{"/sign-in", {}};
  const auto rows = passkeys_of(c.tx, c.principal.person);
  json::Array list;
  for (const auto& row : rows) {
    c.touch(row.id);
    list.push_back(passkey_view(c, deps, row));
  }
  const Challenge challenge = make_challenge(c, k_new, c.session);
  const std::string name_wrong = html::error_of(c.faults, "name");
  json::Value data = json::Object{};
  data.set("wrong", c.faults.empty() ? json::Value(false) : html::error_summary(c.faults));
  data.set("none", list.empty());
  data.set("passkeys", std::move(list));
  data.set("countersigned", deps.countersigns);
  data.set("answers", deps.countersigns && c.principal.releases);
  data.set("room_left", rows.size() < k_most_passkeys);
  data.set("most", k_most_passkeys);
  data.set("origin", deps.origin);
  data.set("asked", challenge.token);
  data.set("options", json::encode(creation_options(c, deps, rows, challenge)));
  data.set("fields",
           html::fields({html::input(
               {.name = "name",
                .label = "What do you call it?",
                .hint = "So that you know it again in this list, for example: work laptop",
                .error = name_wrong,
                .value = c.typed != nullptr ? std::string(c.typed->text("name")) : std::string(),
                .classes = "govuk-input--width-20",
                .autocomplete = "off"})}));
  data.set("presence", presence_view_for_new_passkey(c));
  data.set("button", html::button({.text = "Add a passkey"}));
  return pipeline::View{
      .page = "login/passkeys", .title = "Your passkeys", .data = std::move(data)};
}

// Whatever is wrong with what the browser made, the way out is the same.
Error not_added(std::string_view why) {
  return invalid("passkey", std::string(why) + ". Try again, or use another device");
}

Result<Reply> enrol(const Deps& deps, Context& c) {
  if (c.principal.person.empty()) return SeeOther{"/sign-in", {}};
  MASH_TRY_DO(take_presence_for_new_passkey(c));
  if (passkeys_of(c.tx, c.principal.person).size() >= k_most_passkeys) {
    return invalid("passkey", "Remove a passkey first: you have as many as anybody may");
  }
  const auto challenge = read_challenge(c, k_new, c.session, c.input.text("asked"));
  const auto client_data = from_base64url(c.input.text("client_data"));
  const auto attestation = from_base64url(c.input.text("attestation"));
  if (!challenge) return not_added("It took too long to make the passkey");
  if (c.input.text("attestation").empty()) return not_added("Your browser made no passkey");
  if (!client_data || !attestation) return not_added("The new passkey cannot be read");
  const auto made = passkey::check_registration({.rp_id = *passkey::rp_id_of(deps.origin),
                                                 .origin = deps.origin,
                                                 .challenge = challenge->bytes},
                                                *client_data, *attestation);
  if (!made) return not_added(made.error().message);
  if (find_credential(c.tx, made->credential_id) || was_answered(c.tx, challenge->bytes)) {
    return not_added("This passkey has been added before");
  }
  store_answered(c.tx, challenge->bytes, challenge->until);
  PasskeyRow row{.id = new_id_text(c.random),
                 .person = c.principal.person,
                 .agency = c.principal.agency,
                 .credential = made->credential_id,
                 .public_key = made->public_key,
                 .origin = deps.origin,
                 .sign_count = made->sign_count,
                 .enrolled_at = c.now};
  row.name_sealed = seal_passkey_name(c, row.id, c.input.text("name"));
  insert_passkey(c.tx, row);
  c.touch(row.id);
  return SeeOther{std::string(k_passkeys_path), json::Object{{"id", row.id}}};
}

pipeline::Route own_page(const Deps& deps) {
  return pipeline::page<Action::keep_passkeys>(
      {.path = std::string(k_passkeys_path),
       .summary = "The passkeys of whoever is signed in",
       .event = "passkeys.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return show(deps, c); }});
}

pipeline::Route enrol_act(const Deps& deps) {
  constexpr std::size_t k_longest_client_data = 6000;
  constexpr std::size_t k_longest_attestation = 22'000;
  return pipeline::act<Action::keep_passkeys>(
      {.path = std::string(k_passkeys_path),
       .summary = "Add a passkey",
       .event = "passkey.enrolled",
       .fields =
           {{.name = "name",
             .label = "What you call it",
             .required = true,
             .max = k_longest_name,
             .missing = "Enter what you call it"},
            {.name = "presence_code",
             .label = "Code from your authenticator app",
             .kind = Kind::secret,
             .max = 10},
            {.name = "asked", .label = "What the page gave", .kind = Kind::secret, .max = 100},
            {.name = "client_data",
             .label = "What the browser says",
             .kind = Kind::secret,
             .max = k_longest_client_data},
            {.name = "attestation",
             .label = "The new passkey",
             .kind = Kind::secret,
             .max = k_longest_attestation}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return enrol(deps, c); },
       .again = std::string(k_passkeys_path)});
}

pipeline::Route remove_act() {
  return pipeline::act<Action::keep_passkeys>(
      {.path = std::string(k_passkeys_path) + "/{passkey}/remove",
       .summary = "Remove an own passkey",
       .event = "passkey.removed",
       .facts = pipeline::no_facts,
       .run = [](const auto&, Context& c) -> Result<Reply> {
         const auto row = find_passkey(c.tx, c.input.text("passkey"));
         if (!row || row->person != c.principal.person) return not_found();
         remove_passkey(c.tx, row->id);
         c.touch(row->id);
         return SeeOther{std::string(k_passkeys_path), {}};
       }});
}

}  // namespace

std::vector<pipeline::Route> passkey_routes(const Deps& deps) {
  if (deps.origin.empty()) return {};
  std::vector<pipeline::Route> out = passkey_sign_in_routes(deps);
  out.push_back(own_page(deps));
  out.push_back(enrol_act(deps));
  out.push_back(remove_act());
  if (!deps.countersigns) return out;
  for (auto& route : colleague_routes(deps)) out.push_back(std::move(route));
  return out;
}

}  // namespace mash::login
