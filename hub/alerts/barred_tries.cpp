// SPDX-License-Identifier: MIT
#include "mash/alerts/barred_tries.h"

#include <utility>

#include "mash/base/log.h"

namespace mash::alerts {

namespace {

constexpr Duration k_once_in = Duration::hours(1);
const std::string k_told = "bar.tried";

}  // namespace

void BarredTries::noticed(const pipeline::Event& event) {
  const bool tried = event.outcome == pipeline::Outcome::denied &&
                     event.rule == policy::Rule::barred && !event.person.empty();
  const bool told = event.kind == k_told && !event.objects.empty();
  if (event.case_id.empty() || (!tried && !told)) return;
  const StaffId person = told ? StaffId::trusted(event.objects.front()) : event.person;
  tries_.with([&](auto& tries) {
    auto& state = tries.try_emplace({person, event.case_id}, State{told, event.at}).first->second;
    if (state.at + k_once_in <= event.at) state = {told, event.at};
    state.told = state.told || told;
  });
}

void BarredTries::begin(db::Transaction& tx, const pipeline::KeyRing& keys, UtcTime now) {
  for (const auto& event : pipeline::events_since(tx, keys, now - k_once_in)) noticed(event);
}

std::vector<BarredTries::Try> BarredTries::take(UtcTime now) {
  return tries_.with([&](auto& tries) {
    std::vector<Try> out;
    for (auto& [which, state] : tries) {
      if (!std::exchange(state.told, true)) out.push_back({which.first, which.second});
    }
    std::erase_if(tries, [&](const auto& one) { return one.second.at + k_once_in <= now; });
    return out;
  });
}

int tell_of_barred_tries(pipeline::App& app, const Deps& deps, BarredTries& tries, UtcTime now) {
  int told = 0;
  for (const auto& one : tries.take(now)) {
    const auto done = app.system_act<policy::Action::fire_clock>(
        k_told, [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
          c.about(one.case_id);
          c.touch(one.person.text());
          if (alert_leads(c, deps, one.case_id) == 0) c.note("nobody_to_alert");
          return json::Value{};
        });
    if (done) {
      ++told;
    } else {
      log::error("alert.barred_try_not_told", {{"staff", one.person.text()}});
    }
  }
  return told;
}

}  // namespace mash::alerts
