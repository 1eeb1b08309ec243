// SPDX-License-Identifier: MIT
// Where people of the hub come in, and where their day starts.
#include "sign_in.h"

#include <algorithm>

#include "mash/base/ascii.h"
#include "mash/login/password.h"
#include "menu.h"

namespace mash::directory {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::SeeOther;
using pipeline::View;
using policy::Action;

std::optional<StaffId> find_by_email(const model::Borough& borough, std::string_view email) {
  const std::string wanted = ascii_lower(email);
  for (const auto& member : borough.staff) {
    if (member.side == model::Side::hub && ascii_lower(member.email.reveal()) == wanted)
      return member.id;
  }
  return std::nullopt;
}

std::vector<login::Persona> personas(const model::Borough& borough) {
  std::vector<login::Persona> out;
  for (const auto& member : borough.staff) {
    if (member.side != model::Side::hub) continue;
    out.push_back({.id = member.id,
                   .name = member.name.reveal(),
                   .title = member.title,
                   .agency = agency_name(borough, member.agency)});
  }
  return out;
}

login::Deps login_deps(const model::Borough& borough, bool demo, const std::string& origin,
                       const std::vector<login::AgencyIssuer>* agencies) {
  return {
      .demo = demo,
      .summary = "The sign-in page",
      .page = [](Context&) { return View{.page = "directory/sign_in", .title = "Sign in"}; },
      .find = [&borough](Context&,
                         std::string_view email) { return find_by_email(borough, email); },
      .load = [&borough](Context& c, const StaffId& id) { return load_person(c.tx, id, borough); },
      .personas = [&borough](Context&) { return personas(borough); },
      .home = home_of,
      .signed_out = "/sign-in",
      .keeps_late_forms = true,
      .agencies = agencies,
      .origin = origin,
      .words = [&borough](Context&, const StaffId& id) { return words_of(borough, id); },
      .countersigns = true};
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

pipeline::Route more_page() {
  return pipeline::page<Action::read_public>({.path = std::string(k_more),
                                              .summary = "What else a person's role may open",
                                              .event = "",
                                              .facts = pipeline::no_facts,
                                              .run = [](const auto&, Context& c) -> Result<Reply> {
                                                if (c.principal.side == policy::Side::nobody)
                                                  return SeeOther{"/sign-in", {}};
                                                View v{.page = "directory/more", .title = "More"};
                                                v.data = more(c.principal);
                                                return v;
                                              }});
}

}  // namespace

std::vector<std::string> words_of(const model::Borough& borough, const StaffId& id) {
  std::string text = borough.hub.name;
  const auto* member = borough.find_staff(id);
  if (member != nullptr) {
    text += ' ' + member->name.reveal() + ' ' + member->email.reveal() + ' ' +
            agency_name(borough, member->agency);
  }
  return login::words_in(text);
}

std::vector<pipeline::Route> routes(const model::Borough& borough, bool demo,
                                    const std::string& origin,
                                    const std::vector<login::AgencyIssuer>* agencies) {
  std::vector<pipeline::Route> out{start_page(), more_page()};
  for (auto& route : login::routes(login_deps(borough, demo, origin, agencies)))
    out.push_back(std::move(route));
  return out;
}

}  // namespace mash::directory
