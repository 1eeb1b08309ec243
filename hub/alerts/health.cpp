// SPDX-License-Identifier: MIT
#include "health.h"

#include <algorithm>

#include "mash/cases/bars.h"

namespace mash::alerts {

std::vector<Health> health(pipeline::Context& c, const Deps& deps) {
  std::vector<Health> out = {{.channel = Channel::email, .configured = deps.channels.email},
                             {.channel = Channel::text, .configured = deps.channels.text}};
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  const auto of = [&](const Alert& one) -> Health& {
    return out[one.channel == Channel::email ? 0 : 1];
  };
  for (Health& h : out) {
    if (!h.configured) continue;  // what waits is dropped at the next round
    h.waiting = waiting_alerts(c.tx, h.channel);
    std::erase_if(h.waiting, [&](const Alert& one) { return hidden.contains(one.case_id); });
    for (const auto& one : h.waiting) {
      if (one.failure) h.failure = one.failure;
      h.late = h.late || one.failure || c.now - one.written_at > deps.policy.late_after;
    }
  }
  for (auto& one : refused_alerts(c.tx)) {
    if (!hidden.contains(one.case_id)) of(one).refused.push_back(std::move(one));
  }
  for (auto& h : out) h.last_sent = last_sent(c.tx, h.channel, hidden);
  return out;
}

std::vector<Walk> visible_walks(pipeline::Context& c) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  auto out = open_walks(c.tx);
  std::erase_if(out, [&hidden](const Walk& walk) { return hidden.contains(walk.case_id); });
  return out;
}

std::string trouble(const Health& health) {
  const std::string by = health.channel == Channel::email ? "e-mail" : "text message";
  if (health.late) {
    std::string why = "they wait longer than they should";
    if (health.failure) {
      why = alert::words_of(*health.failure);
      why.front() = 't';
    }
    return "Alerts by " + by + " have not gone out since " +
           plain_time(health.waiting.front().written_at) + ": " + why + ".";
  }
  if (health.refused.empty()) return "";
  return "Alerts by " + by + " have reached nobody at some addresses: the service says that they " +
         "do not exist.";
}

}  // namespace mash::alerts
