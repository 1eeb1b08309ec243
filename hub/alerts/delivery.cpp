// SPDX-License-Identifier: MIT
#include "mash/alerts/delivery.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "alerts_store.h"
#include "mash/base/log.h"
#include "who.h"

namespace mash::alerts {

namespace {

constexpr int k_at_once = 200;

using alert::Outcome;

// Nothing that is tried with this service now would go better.
bool concerns_all(Outcome outcome) {
  return outcome == Outcome::not_reached || outcome == Outcome::not_secure ||
         outcome == Outcome::not_allowed;
}

Duration pause_after(const AlertPolicy& policy, int tries) {
  Duration pause = policy.first_again;
  for (int i = 0; i < tries && pause < policy.longest_again; ++i) pause.micros *= 2;
  return std::min(pause, policy.longest_again);
}

// In one act, on the record of the case if it is one.
void note(pipeline::App& app, const char* event, const std::vector<Alert>& alerts,
          std::optional<Outcome> outcome,
          const std::function<void(db::Transaction&, const Alert&, UtcTime)>& store) {
  const auto done = app.system_act<policy::Action::fire_clock>(
      event, [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        std::set<CaseId> of;
        for (const auto& one : alerts) {
          store(c.tx, one, c.now);
          c.touch(one.id);
          of.insert(one.case_id);
        }
        if (of.size() == 1) c.about(*of.begin());
        if (outcome) c.note("alert_" + std::string(alert::code_of(*outcome)));
        return json::Value{};
      });
  // What is not noted goes again under the same id.
  if (!done) log::error("alert.not_noted", {{"event", event}});
}

}  // namespace

struct Delivery::Batch {
  using Key = std::tuple<StaffId, alert::Kind>;
  Channel channel{};
  std::map<Key, std::vector<Alert>> messages;  // each with the oldest first
};

Delivery::Delivery(pipeline::App& app, db::Database& database, Deps deps, Senders& senders)
    : app_(app), database_(database), deps_(deps), senders_(senders) {}

Delivery::Round Delivery::round(UtcTime now) {
  std::vector<Alert> dropped;
  std::vector<Alert> no_service;
  Batch email{.channel = Channel::email};
  Batch text{.channel = Channel::text};
  database_.read([&](db::Transaction& tx) {
    for (auto& one : due_alerts(tx, now, k_at_once)) {
      // Who has left, or may not know of the case any more, is not told.
      if (!may_be_told(tx, deps_.borough, one.person, one.case_id)) {
        dropped.push_back(std::move(one));
        continue;
      }
      const bool by_email = one.channel == Channel::email;
      if (by_email ? senders_.email == nullptr : senders_.text == nullptr) {
        no_service.push_back(std::move(one));
        continue;
      }
      auto& batch = by_email ? email : text;
      batch.messages[{one.person, one.kind}].push_back(std::move(one));
    }
  });
  Round round;
  round.dropped = static_cast<int>(dropped.size() + no_service.size());
  if (!no_service.empty()) {
    note(app_, "alert.no-service", no_service, std::nullopt, store_dropped);
  }
  if (!dropped.empty()) {
    note(app_, "alert.dropped", dropped, std::nullopt, store_dropped);
  }
  send(email, now, round);
  send(text, now, round);
  return round;
}

void Delivery::send(Batch& batch, UtcTime now, Round& round) {
  const auto try_one = [&](const StaffId& person, const alert::Message& message) {
    const auto* member = deps_.borough.find_staff(person);
    if (batch.channel == Channel::email) {
      const auto to = alert::EmailAddress::parse(member->email);
      if (!to) return Outcome::refused;
      return senders_.email->send(message, *to, now);
    }
    const auto to = alert::MobileNumber::parse(member->mobile);
    if (!to) return Outcome::refused;
    return senders_.text->send(message, *to, now);
  };
  const auto failed = [&](const std::vector<Alert>& alerts, Outcome why) {
    round.failed += static_cast<int>(alerts.size());
    note(app_, "alert.not-sent", alerts, why,
         [&](db::Transaction& tx, const Alert& one, UtcTime at) {
           store_failed(tx, one, why, at + pause_after(deps_.policy, one.tries));
         });
  };
  std::vector<Alert> held_up;
  std::optional<Outcome> away;
  for (auto& [key, alerts] : batch.messages) {
    if (away) {
      held_up.insert(held_up.end(), alerts.begin(), alerts.end());
      continue;
    }
    const auto outcome =
        try_one(std::get<0>(key), {alert::MessageId::trusted(alerts.front().id), std::get<1>(key)});
    if (outcome == Outcome::accepted) {
      ++round.sent;
      note(app_, "alert.sent", alerts, outcome, store_sent);
    } else if (outcome == Outcome::refused) {
      ++round.refused;
      note(app_, "alert.refused", alerts, outcome, store_refused);
    } else if (concerns_all(outcome)) {
      away = outcome;
      held_up = alerts;
    } else {
      failed(alerts, outcome);
    }
  }
  if (away) failed(held_up, *away);
}

}  // namespace mash::alerts
