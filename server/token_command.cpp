// SPDX-License-Identifier: MIT
// The commands about tokens of agencies' systems, which are at the gate.
#include <algorithm>
#include <iostream>

#include "commands.h"
#include "gate_command.h"
#include "hub_core.h"
#include "mash/crypto/crypto.h"
#include "mash/model/words_people.h"
#include "node.h"
#include "say.h"

namespace mash::server {

namespace {

Result<json::Value> at_gate(const Settings& settings, const json::Value& request) {
  const SystemClock clock;
  crypto::SystemRandom random;
  return gate_command(settings, clock, random, request);
}

// The configuration says who may refer, and under which codes.
Result<json::Value> request_for(const Settings& settings, const TokenArguments& a) {
  MASH_TRY(const model::Borough borough, load_borough(settings));
  const auto agency = std::ranges::find_if(
      borough.agencies, [&](const model::Agency& each) { return each.id.text() == a.agency; });
  if (agency == borough.agencies.end() || agency->referral_sources.empty()) {
    std::string known;
    for (const auto& each : borough.agencies) {
      if (!each.referral_sources.empty()) known += (known.empty() ? "" : ", ") + each.id.text();
    }
    return invalid("agency", "No agency that refers has this id. Those that do: " + known);
  }
  json::Array sources;
  for (const auto source : agency->referral_sources) sources.emplace_back(model::code_of(source));
  return json::Value(json::Object{{"command", "token-add"},
                                  {"agency", agency->id.text()},
                                  {"agency_name", agency->name},
                                  {"sources", std::move(sources)},
                                  {"name", a.name}});
}

}  // namespace

int token_add_command(const Settings& settings, const TokenArguments& a) {
  const auto request = request_for(settings, a);
  if (!request) return say(request.error());
  const auto answer = at_gate(settings, *request);
  if (!answer) return say(answer.error());
  std::cerr
      << "Give this to whoever runs that system. It is shown this once; its id, to revoke it, "
         "is "
      << answer->text("id") << "\n";
  std::cout << answer->text("token") << "\n";
  return 0;
}

int token_list_command(const Settings& settings) {
  const auto answer = at_gate(settings, json::Object{{"command", "token-list"}});
  if (!answer) return say(answer.error());
  for (const auto& t : *(*answer)["tokens"].as_array()) {
    std::cout << t.text("id") << "  " << t.text("agency") << "  " << t.text("made_at") << "  "
              << t.text("name") << "\n";
  }
  return 0;
}

int token_revoke_command(const Settings& settings, const TokenArguments& a) {
  const auto answer = at_gate(settings, json::Object{{"command", "token-revoke"}, {"id", a.id}});
  if (!answer) return say(answer.error());
  std::cout << "Revoked\n";
  return 0;
}

}  // namespace mash::server
