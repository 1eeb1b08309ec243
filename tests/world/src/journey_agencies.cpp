// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

std::string query_part(const std::string& address, const std::string& name) {
  const auto start = address.find(name + "=");
  if (start == std::string::npos) throw std::runtime_error("the address has no " + name);
  const auto begin = start + name.size() + 1;
  return address.substr(begin, address.find('&', begin) - begin);
}

void need(bool done, const char* what) {
  if (!done) throw std::runtime_error(what);
}

// There, back, in, and out again by the agency's own word.
void come_and_go(Visitor& who, Visitor& server, support::TestIssuer& issuer,
                 const std::string& agency, UtcTime now) {
  who.page("/sign-in");
  who.submit("/sign-in/agency", {{"agency", agency}});
  std::string address;
  for (const auto& link : links_of(who.last().body)) {
    if (link.starts_with(issuer.address)) address = link;
  }
  issuer.gives(issuer.sign(issuer.claims(now, query_part(address, "nonce"))));
  const std::string back = "/sign-in/agency/" + agency + "/back";
  who.page(back + "?code=code-1&state=" + query_part(address, "state"));
  who.submit(who.form(back));
  need(who.has_session(), "nobody came in through their agency");
  server.submit("/sign-out/agency/" + agency,
                {{"logout_token", issuer.sign(issuer.logout_claims(now, "once-1"))}});
  need(server.last().status == 200, "the agency's word did not count");
  who.page("/sign-in");
  who.forget_cookies();
}

}  // namespace

void Journey::people_come_through_their_agencies() {
  world_.at("the police sign somebody in, and out", 59);
  come_and_go(world_.stranger_in_hub("from the police"), world_.stranger_in_hub("server of police"),
              world_.hub_issuer(), "police", world_.now());
  world_.at("a team signs somebody in, and out", 59);
  come_and_go(world_.passer_by("from the team"), world_.passer_by("server of the team"),
              world_.gate_issuer(), "assess", world_.now());
}

// One that nobody has asked: what the others hold is for whoever looks afterwards.
void Journey::agency_seals_what_it_holds() {
  world_.at("an agency seals what it holds", world_.minute() + 1);
  Visitor& officer = world_.hub("u51");
  officer.page("/sealing");
  must(officer, officer.form("/sealing/seal"));
  // Its key is held otherwise, so that the page has no form for it.
  officer.submit("/sealing/open", {{"passphrase", "what nobody has set"}});
  officer.page("/sealing");
}

}  // namespace mash::world
