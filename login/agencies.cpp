// SPDX-License-Identifier: MIT
#include "mash/login/agencies.h"

#include <algorithm>
#include <optional>

#include "agency_store.h"
#include "agency_way.h"
#include "mash/html/forms.h"
#include "mash/login/login.h"
#include "mash/pipeline/sweep.h"

namespace mash::login {

namespace {

using pipeline::Context;
using pipeline::Outside;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

constexpr std::size_t k_longest_code = 4000;
constexpr std::size_t k_longest_state = 100;
constexpr std::size_t k_longest_address = 2000;
constexpr Duration k_logouts_kept = Duration::hours(1);  // longer than a token is good for
constexpr Duration k_sessions_kept = Duration::hours(24);

const AgencyIssuer* find(const Deps& deps, std::string_view agency) {
  if (deps.agencies == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      *deps.agencies, [&](const auto& one) { return one.agency.text() == agency; });
  return found == deps.agencies->end() ? nullptr : &*found;
}

std::string back_path(const AgencyId& agency) {
  return "/sign-in/agency/" + agency.text() + "/back";
}

// What the page to sign in says then.
std::string wrong_for(std::string_view flaw) {
  using oidc::code_of;
  using oidc::Flaw;
  if (flaw == k_late || flaw == code_of(Flaw::not_given)) return "late";
  if (flaw == k_not_anew) return "not-anew";
  if (flaw == code_of(Flaw::not_reached) || flaw == code_of(Flaw::no_key)) return "away";
  for (const auto weak : {Flaw::acr, Flaw::amr, Flaw::too_old}) {
    if (flaw == code_of(weak)) return "weaker";
  }
  return "agency";
}

Reply not_signed_in(Context& c, std::string_view flaw) {
  c.note("refused." + std::string(flaw));
  return SeeOther{"/sign-in?wrong=" + wrong_for(flaw), {}};
}

json::Value flaw_value(oidc::Flaw flaw) {
  return json::Object{{"flaw", oidc::code_of(flaw)}};
}

pipeline::Route leave_act(const Deps& deps) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in/agency",
       .summary = "Go to one's agency to sign in there",
       .event = "session.asked",
       .fields = {{.name = "agency",
                   .label = "your agency",
                   .required = true,
                   .max = 40,
                   .missing = "Select your agency"},
                  {.name = "again",
                   .label = "Whether to sign in there anew",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes"}}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto* issuer = find(deps, c.input.text("agency"));
         if (issuer == nullptr) return invalid("agency", "Select your agency");
         if (const auto flaw = c.prepared.text("flaw"); !flaw.empty()) {
           return not_signed_in(c, flaw);
         }
         // Whoever sat here before is not to be there when somebody else comes back.
         if (!c.session.empty()) c.end_session();
         const Away away = away_of(c.prepared);
         add_start(c.tx, state_hash(c.keys, away.start.state), c.now);
         c.set_cookie(cookie_name(*c.room), sealed(c.keys, away, c.random));
         c.note("agency." + issuer->agency.text());
         return pipeline::View{
             .page = "login/leave",
             .title = "Sign in at your agency",
             .data = json::Object{{"name", issuer->name}, {"address", away.start.address}}};
       },
       .again = "/sign-in",
       .elsewhere = [deps](const Outside& o) -> Result<json::Value> {
         const auto* issuer = find(deps, o.input.text("agency"));
         if (issuer == nullptr) return json::Value(json::Object{});
         const bool anew = o.input.flag("again");
         const auto started = issuer->provider->start(o.random, o.now, anew);
         if (const auto* flaw = std::get_if<oidc::Flaw>(&started)) return flaw_value(*flaw);
         return value_of({issuer->agency, std::get<oidc::Start>(started), o.now, anew});
       }});
}

pipeline::Route back_page(const Deps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/sign-in/agency/{agency}/back",
       .summary = "Where an agency sends somebody back who has signed in there",
       .event = "",
       .fields = {{.name = "code", .label = "Code", .max = k_longest_code},
                  {.name = "state", .label = "State", .max = k_longest_state},
                  {.name = "iss", .label = "Issuer", .max = k_longest_address}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         const auto* issuer = find(deps, c.input.text("agency"));
         if (issuer == nullptr) return not_found();
         // What the agency says of why it did not let somebody in is theirs to read there.
         if (!c.input.has("code") || !c.input.has("state")) {
           return SeeOther{"/sign-in?wrong=there", {}};
         }
         return pipeline::View{.page = "login/back",
                               .title = "Finish signing in",
                               .data = json::Object{{"name", issuer->name},
                                                    {"action", back_path(issuer->agency)},
                                                    {"code", c.input.text("code")},
                                                    {"state", c.input.text("state")},
                                                    {"iss", c.input.text("iss")}}};
       },
       .others_add = true});
}

// What the issuer says of whoever came back, or why that is worth nothing.
json::Value asked(const AgencyIssuer& issuer, const Outside& o) {
  const auto away = opened(o.keys, o.request.cookie(cookie_name(o.room)));
  const bool here =
      away && away->agency == issuer.agency &&
      crypto::equal_in_constant_time(as_bytes(away->start.state), as_bytes(o.input.text("state")));
  if (!here || o.now < away->at || o.now - away->at >= k_longest_away) {
    return json::Object{{"flaw", k_late}};
  }
  if (!issuer.provider->issuer_fits(o.input.text("iss"), o.now))
    return flaw_value(oidc::Flaw::issuer);
  const auto said =
      issuer.provider->finish(std::string(o.input.text("code")), away->start, o.random, o.now);
  if (const auto* flaw = std::get_if<oidc::Flaw>(&said)) {
    const bool not_anew = away->anew && *flaw == oidc::Flaw::too_old;
    return not_anew ? json::Object{{"flaw", k_not_anew}} : flaw_value(*flaw);
  }
  const auto& who = std::get<oidc::SignedIn>(said);
  if (away->anew && !is_anew(*away, who)) return json::Object{{"flaw", k_not_anew}};
  json::Value out = names_of(o.keys, issuer, who.subject, who.at_issuer);
  if (who.at) out.set("signed_in_at", who.at->micros);
  out.set("who", hex(who_hash(o.keys, issuer, who.who)));
  for (const auto& [person, name] : issuer.people) {
    if (name.reveal() == who.who.reveal()) out.set("person", person.text());
  }
  return out;
}

Result<Reply> sign_in(const Deps& deps, Context& c) {
  const auto* issuer = find(deps, c.input.text("agency"));
  if (issuer == nullptr) return not_found();
  c.clear_cookie(cookie_name(*c.room));
  c.note("agency." + issuer->agency.text());
  const bool first = take_start(c.tx, state_hash(c.keys, c.input.text("state")));
  if (const auto flaw = c.prepared.text("flaw"); !flaw.empty()) return not_signed_in(c, flaw);
  if (!first) return not_signed_in(c, k_late);
  // Unknown, gone and of another agency are one answer.
  const auto person = StaffId::parse(c.prepared.text("person"));
  const auto who = person ? deps.load(c, *person) : Result<pipeline::Person>(not_found());
  if (!who || who->principal.agency != issuer->agency) return not_signed_in(c, "stranger");
  c.touch(person->text());
  AgencySession row{.agency = issuer->agency,
                    .person = *person,
                    .who = hash_in(c.prepared, "who"),
                    .subject = hash_in(c.prepared, "subject"),
                    .at_issuer = hash_in(c.prepared, "at_issuer"),
                    .begun_at = c.now};
  if (!c.prepared["signed_in_at"].is_null()) {
    row.signed_in_at = UtcTime{c.prepared.number("signed_in_at")};
  }
  c.start_session(*person, [&c, row = std::move(row)](const Bytes& session) mutable {
    row.session = session;
    add_agency_session(c.tx, row);
  });
  return SeeOther{start_of(c, deps, *who), {}};
}

pipeline::Route back_act(const Deps& deps) {
  return pipeline::act<Action::sign_in>(
      {.path = "/sign-in/agency/{agency}/back",
       .summary = "Sign in by what one's agency says",
       .event = "session.started",
       .fields = {{.name = "code", .label = "Code", .required = true, .max = k_longest_code},
                  {.name = "state", .label = "State", .required = true, .max = k_longest_state},
                  {.name = "iss", .label = "Issuer", .max = k_longest_address}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return sign_in(deps, c); },
       .elsewhere = [deps](const Outside& o) -> Result<json::Value> {
         const auto* issuer = find(deps, o.input.text("agency"));
         if (issuer == nullptr) return not_found();
         return asked(*issuer, o);
       }});
}

Result<Reply> sign_out(const Deps& deps, Context& c) {
  const auto* issuer = find(deps, c.input.text("agency"));
  if (issuer == nullptr) return not_found();
  c.note("agency." + issuer->agency.text());
  if (!add_logout(c.tx, hash_in(c.prepared, "once"), c.now)) {
    return Error{ErrorCode::malformed, "This token came before", {}};
  }
  for (const auto& row : agency_sessions_of(c.tx, issuer->agency, hash_in(c.prepared, "subject"),
                                            hash_in(c.prepared, "at_issuer"))) {
    c.end_session(row.session);
    remove_agency_session(c.tx, row.session);
    c.touch(row.person.text());
  }
  return pipeline::View{.page = "login/ended", .title = "Signed out", .data = json::Object{}};
}

pipeline::Route sign_out_act(const Deps& deps) {
  return pipeline::act<Action::sign_out>(
      {.path = "/sign-out/agency/{agency}",
       .summary = "An agency's server says that somebody signed out there (back-channel logout)",
       .event = "session.ended",
       .fields = {{.name = "logout_token",
                   .label = "Token",
                   .kind = pipeline::Kind::secret,
                   .required = true,
                   .max = oidc::k_longest_token}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return sign_out(deps, c); },
       .elsewhere = [deps](const Outside& o) -> Result<json::Value> {
         const auto* issuer = find(deps, o.input.text("agency"));
         if (issuer == nullptr) return not_found();
         const auto said = issuer->provider->check_logout(o.input.text("logout_token"), o.now);
         if (const auto* flaw = std::get_if<oidc::Flaw>(&said)) {
           if (*flaw == oidc::Flaw::not_reached) {
             return Error{ErrorCode::unavailable, "The agency's keys cannot be fetched", {}};
           }
           return Error{ErrorCode::malformed, "This is no logout token for us", {}};
         }
         const auto& out = std::get<oidc::SignedOut>(said);
         json::Value names = names_of(o.keys, *issuer, out.subject, out.at_issuer);
         names.set("once", hex(once_hash(o.keys, *issuer, out.once)));
         return names;
       }});
}

}  // namespace

std::vector<pipeline::Route> agency_routes(const Deps& deps) {
  if (deps.agencies == nullptr || deps.agencies->empty()) return {};
  return {leave_act(deps), back_page(deps), back_act(deps), sign_out_act(deps)};
}

json::Value agency_buttons(const Deps& deps) {
  if (deps.agencies == nullptr || deps.agencies->empty()) return false;
  json::Array list;
  for (const auto& one : *deps.agencies) {
    list.emplace_back(json::Object{{"id", one.agency.text()}, {"name", one.name}});
  }
  return json::Object{{"list", std::move(list)}};
}

bool refuses_password(const Deps& deps, const policy::Principal& person) {
  const auto* issuer = find(deps, person.agency.text());
  return issuer != nullptr && !issuer->passwords;
}

void end_sessions_of_strangers(db::Transaction& tx, const pipeline::KeyRing& keys,
                               const std::vector<AgencyIssuer>& agencies) {
  const auto still = [&](const AgencySession& row) {
    return std::ranges::any_of(agencies, [&](const AgencyIssuer& issuer) {
      return issuer.agency == row.agency &&
             std::ranges::any_of(issuer.people, [&](const auto& one) {
               return one.first == row.person && who_hash(keys, issuer, one.second) == row.who;
             });
    });
  };
  for (const auto& row : agency_sessions(tx)) {
    if (still(row)) continue;
    pipeline::end_session(tx, row.session);
    remove_agency_session(tx, row.session);
  }
}

void sweep_agencies(db::Transaction& tx, UtcTime now) {
  sweep_agency_rows(tx, now - k_longest_away, now - k_logouts_kept, now - k_sessions_kept);
}

}  // namespace mash::login
