// SPDX-License-Identifier: MIT
#include "session_command.h"

#include <iostream>

#include "commands.h"
#include "gate_command.h"
#include "mash/crypto/crypto.h"
#include "mash/pipeline/session.h"
#include "node.h"
#include "say.h"

namespace mash::server {

Result<json::Value> end_sessions(pipeline::App& app, const json::Value& request) {
  std::optional<StaffId> person;
  if (!request.flag("everybody")) {
    MASH_TRY(person, StaffId::parse(request.text("person")));
  }
  return app.system_act<policy::Action::log_notification>(
      "account.sessions-ended", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        if (person) c.touch(person->text());
        const auto ended = pipeline::end_sessions(c, person);
        if (person && ended == 0) {
          return invalid("person", "Nobody with this id is signed in here");
        }
        return json::Value(json::Object{{"ended", ended}});
      });
}

int sessions_command(const Settings& settings, const std::string& person, bool everybody,
                     bool at_gate) {
  const json::Value request =
      json::Object{{"command", "end-sessions"}, {"person", person}, {"everybody", everybody}};
  const SystemClock clock;
  crypto::SystemRandom random;
  const auto answer = at_gate ? gate_command(settings, clock, random, request)
                              : hub_command(settings, clock, random, request,
                                            [](const json::Value& /*progress*/) {});
  if (!answer) return say(answer.error());
  std::cout << answer->number("ended") << " sessions ended\n";
  return 0;
}

}  // namespace mash::server
