// SPDX-License-Identifier: MIT
// Whoever releases for an agency answers for the passkeys of their colleagues, never for their own.
#include "mash/html/forms.h"
#include "mash/login/passkeys.h"
#include "mash/passkey/signed_record.h"
#include "passkey_routes.h"
#include "passkey_words.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

constexpr const char* k_list = "/passkeys/colleagues";

// People of other agencies, and whoever has changed to another one since, are not colleagues here.
bool is_colleague(Context& c, const Deps& deps, const PasskeyRow& row) {
  if (row.person == c.principal.person || row.agency != c.principal.agency) return false;
  const auto person = deps.load(c, row.person);
  return person && person->principal.agency == c.principal.agency;
}

std::optional<PasskeyRow> of_colleague(Context& c, const Deps& deps) {
  auto row = find_passkey(c.tx, c.input.text("passkey"));
  if (!row || !is_colleague(c, deps, *row)) return std::nullopt;
  return row;
}

Result<policy::Facts> own_agency(Context& /*c*/) {
  policy::Facts f;
  f.own = true;  // the list is that of the own agency
  return f;
}

std::function<Result<policy::Facts>(Context&)> colleague_facts(const Deps& deps) {
  return [deps](Context& c) -> Result<policy::Facts> {
    if (!of_colleague(c, deps)) return not_found();
    return own_agency(c);
  };
}

json::Value colleague_view(Context& c, const Deps& deps, const PasskeyRow& row) {
  json::Value v = passkey_view(c, deps, row);
  v.set("who", colleague_name(c, deps, row.person));
  v.set("confirm", "/passkeys/" + row.id + "/confirm");
  v.set("take_away", "/passkeys/" + row.id + "/take-away");
  v.set("code", "");  // it is read out by whoever holds the passkey
  return v;
}

pipeline::Route list_page(const Deps& deps) {
  return pipeline::page<Action::answer_for_passkey>(
      {.path = k_list,
       .summary = "The passkeys of the own agency, for whoever answers for them",
       .event = "passkeys.answered-for",
       .facts = own_agency,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         json::Array list;
         for (const auto& row : passkeys_of_agency(c.tx, c.principal.agency)) {
           if (!is_colleague(c, deps, row)) continue;
           c.touch(row.id);
           list.push_back(colleague_view(c, deps, row));
         }
         json::Value data = json::Object{};
         data.set("none", list.empty());
         data.set("passkeys", std::move(list));
         return pipeline::View{.page = "login/passkeys_colleagues",
                               .title = "Passkeys of your colleagues",
                               .data = std::move(data)};
       }});
}

pipeline::Route confirm_page(const Deps& deps) {
  return pipeline::page<Action::answer_for_passkey>(
      {.path = "/passkeys/{passkey}/confirm",
       .summary = "The question whether a colleague's passkey is theirs",
       .event = "passkey.looked-at",
       .facts = colleague_facts(deps),
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto row = of_colleague(c, deps);
         if (!row) return not_found();
         c.touch(row->id);
         const std::string wrong = html::error_of(c.faults, "code");
         json::Value data = colleague_view(c, deps, *row);
         data.set("wrong", c.faults.empty() ? json::Value(false) : html::error_summary(c.faults));
         data.set("fields", html::fields({html::input(
                                {.name = "code",
                                 .label = "The code that they read to you",
                                 .hint = "Eight letters and digits, on their page of passkeys",
                                 .error = wrong,
                                 .classes = "govuk-input--width-10",
                                 .autocomplete = "off",
                                 .spellcheck = "false"})}));
         data.set("button", html::button({.text = "I answer for this passkey"}));
         return pipeline::View{.page = "login/passkey_confirm",
                               .title = "Answer for a passkey",
                               .data = std::move(data)};
       }});
}

Result<Reply> confirm(const Deps& deps, Context& c) {
  auto row = of_colleague(c, deps);
  if (!row) return not_found();
  c.touch(row->id);
  // After its agency's key was changed a passkey has to be answered for again.
  if (is_answered_for(c.keys, *row))
    return Error{ErrorCode::conflict, "Somebody has confirmed it already", {}};
  if (row->alarm_at) {
    return invalid("code", "This passkey was used out of order: it has to be removed");
  }
  if (!is_code_of(*row, c.input.text("code"))) {
    return invalid("code",
                   "That is not the code of this passkey. Ask your colleague to read it "
                   "from their own page");
  }
  if (!c.keys.has(c.principal.agency.text())) {
    return Error{ErrorCode::unavailable, "Your agency's key is not in this hub", {}};
  }
  const auto signed_record =
      passkey::countersign(passkey::enrolment_key(c.keys.root_of(c.principal.agency).now.get()),
                           {.agency = row->agency,
                            .person = row->person,
                            .credential_id = row->credential,
                            .public_key = row->public_key,
                            .origin = row->origin,
                            .enrolled_at = row->enrolled_at,
                            .confirmed_by = c.principal.person,
                            .confirmed_at = c.now});
  row->enrolment = signed_record.record;
  row->agency_signature.assign(signed_record.signature.begin(), signed_record.signature.end());
  row->confirmed_by = c.principal.person;
  row->confirmed_at = c.now;
  store_confirmation(c.tx, *row);
  c.touch(row->person.text());
  return SeeOther{k_list, {}};
}

pipeline::Route confirm_act(const Deps& deps) {
  return pipeline::act<Action::answer_for_passkey>(
      {.path = "/passkeys/{passkey}/confirm",
       .summary = "Answer for a colleague's passkey; the agency's key signs its enrolment",
       .event = "passkey.confirmed",
       .fields = {{.name = "code", .label = "The code", .required = true, .max = 40}},
       .facts = colleague_facts(deps),
       .run = [deps](const auto&, Context& c) { return confirm(deps, c); },
       .again = "/passkeys/{passkey}/confirm"});
}

pipeline::Route take_away_act(const Deps& deps) {
  return pipeline::act<Action::answer_for_passkey>(
      {.path = "/passkeys/{passkey}/take-away",
       .summary = "Take a colleague's passkey away: it is lost, or nobody can say whose it is",
       .event = "passkey.taken-away",
       .facts = colleague_facts(deps),
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto row = of_colleague(c, deps);
         if (!row) return not_found();
         remove_passkey(c.tx, row->id);
         c.end_sessions_of(row->person);  // whoever found the device may be signed in with it
         c.touch(row->id);
         c.touch(row->person.text());
         return SeeOther{k_list, {}};
       }});
}

}  // namespace

std::vector<pipeline::Route> colleague_routes(const Deps& deps) {
  return {list_page(deps), confirm_page(deps), confirm_act(deps), take_away_act(deps)};
}

}  // namespace mash::login
