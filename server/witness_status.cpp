// SPDX-License-Identifier: MIT
#include "witness_status.h"

#include <algorithm>
#include <array>

namespace mash::server {

namespace {

struct TroubleWords {
  Trouble trouble;
  std::string_view words;
};
constexpr auto k_troubles = std::to_array<TroubleWords>({
    {Trouble::none, ""},
    {Trouble::no_answer, "does not answer, or shows another certificate"},
    {Trouble::unknown_log, "does not know this hub's log"},
    {Trouble::wrong_key, "knows this hub's log by another key"},
    {Trouble::not_understood, "did not understand, or answered with no good signature"},
    {Trouble::other_history, "has signed another history of this record"},
    {Trouble::ahead, "has signed more than this record holds"},
});

bool any_says(const WitnessStatus& status, Trouble trouble) {
  return std::ranges::any_of(status.witnesses,
                             [&](const auto& one) { return one.trouble == trouble; });
}

bool without_for(const WitnessStatus& status, Duration longer_than, UtcTime now) {
  return status.without && now - *status.without > longer_than;
}

// Somebody may have changed the record: no waiting.
std::string worst(const WitnessStatus& status) {
  constexpr std::string_view k_whom = " Tell whoever answers for this hub's record, now.";
  if (status.put_back || any_says(status, Trouble::ahead)) {
    return "The record of this hub is older than what its witnesses have signed: it may have been "
           "put back from a copy, and what was done since is missing." +
           std::string(k_whom);
  }
  if (any_says(status, Trouble::other_history)) {
    return "A witness has signed another history of this hub's record." + std::string(k_whom);
  }
  return "";
}

}  // namespace

std::string_view words_of(Trouble trouble) {
  return std::ranges::find(k_troubles, trouble, &TroubleWords::trouble)->words;
}

std::string witness_notice(const WitnessStatus& status, const WitnessRules& rules, UtcTime now) {
  std::string out = worst(status);
  if (!without_for(status, rules.alarm_after, now)) return out;
  if (!out.empty()) out += " ";
  out += "Too few witnesses have signed this hub's record since " + plain_time(*status.without) +
         ". Work goes on.";
  if (releases_pause(status, rules, now)) {
    out += " Products that are not urgent wait until they do; urgent ones leave.";
  }
  return out;
}

bool releases_pause(const WitnessStatus& status, const WitnessRules& rules, UtcTime now) {
  return without_for(status, rules.pause_after, now);
}

json::Value to_json(const WitnessStatus& status) {
  json::Array witnesses;
  for (const auto& one : status.witnesses) {
    witnesses.emplace_back(json::Object{{"name", one.name},
                                        {"size", static_cast<std::int64_t>(one.size)},
                                        {"trouble", std::string(words_of(one.trouble))}});
  }
  json::Value out;
  out.set("witnesses", std::move(witnesses));
  out.set("size", static_cast<std::int64_t>(status.size));
  out.set("at", status.at ? iso_utc(*status.at) : "");
  out.set("without", status.without ? iso_utc(*status.without) : "");
  out.set("put_back", status.put_back);
  return out;
}

}  // namespace mash::server
