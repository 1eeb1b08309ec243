// SPDX-License-Identifier: MIT
#include "ladder.h"

#include <algorithm>
#include <stdexcept>

#include "escalation_data.h"
#include "mash/json/value.h"

namespace mash::challenge {

namespace {

constexpr std::size_t k_most = 5;  // model::Stage knows no sixth

Result<Step> read_step(const json::Value& v, std::size_t place) {
  const std::string at = "stages[" + std::to_string(place) + "]";
  if (v.number("stage") != static_cast<std::int64_t>(place) + 1) {
    return invalid(at + ".stage", "Number the stages from 1 without a gap");
  }
  Step out{.who = v.text("who")};
  if (out.who.empty()) return invalid(at + ".who", "Say who answers");
  const auto* outside = v["outside"].as_bool();
  if (outside == nullptr) return invalid(at + ".outside", "Say true or false");
  if (v.text("source").empty()) return invalid(at + ".source", "Name the source");
  out.outside = *outside;
  return out;
}

}  // namespace

Result<Ladder> parse_ladder(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  Ladder out{.version = static_cast<int>(file.number("version"))};
  if (out.version < 1) return invalid("version", "Give a number from 1");
  const auto* stages = file["stages"].as_array();
  if (stages == nullptr || stages->empty() || stages->size() > k_most) {
    return invalid("stages", "Give one to five stages");
  }
  for (std::size_t i = 0; i < stages->size(); ++i) {
    MASH_TRY(auto step, read_step((*stages)[i], i));
    out.steps.push_back(std::move(step));
  }
  return out;
}

const Ladder& built_in_ladder() {
  static const Ladder k_ladder = [] {
    auto ladder = parse_ladder(escalation_data());
    if (!ladder) throw std::logic_error("data/escalation.json is not valid");
    return *std::move(ladder);
  }();
  return k_ladder;
}

}  // namespace mash::challenge
