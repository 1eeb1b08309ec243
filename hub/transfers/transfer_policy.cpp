// SPDX-License-Identifier: MIT
#include "transfer_policy.h"

#include <algorithm>
#include <stdexcept>

#include "mash/json/value.h"
#include "transfers_data.h"

namespace mash::transfers {

namespace {

constexpr std::size_t k_most_stages = 5;
constexpr std::int64_t k_most_minutes = 20'160;  // two weeks

Result<std::vector<Coded>> read_coded(const json::Value& file, const std::string& name) {
  const auto* all = file[name].as_array();
  if (all == nullptr || all->empty()) return invalid(name, "Give a list that is not empty");
  std::vector<Coded> out;
  for (const auto& one : *all) {
    out.push_back({.code = one.text("code"), .words = one.text("words")});
    if (out.back().code.empty() || out.back().words.empty()) {
      return invalid(name, "Give each a code and words");
    }
  }
  return out;
}

Result<std::vector<Urgency>> read_urgencies(const json::Value& file, std::size_t stages) {
  MASH_TRY(const auto coded, read_coded(file, "urgencies"));
  std::vector<Urgency> out;
  for (std::size_t i = 0; i < coded.size(); ++i) {
    Urgency one{.code = coded[i].code, .words = coded[i].words};
    const auto* minutes = (*file["urgencies"].as_array())[i]["answer_minutes"].as_array();
    if (minutes == nullptr || minutes->size() != stages) {
      return invalid("answer_minutes", "Give minutes for each stage");
    }
    for (const auto& value : *minutes) {
      const auto* number = value.as_int();
      if (number == nullptr || *number < 1 || *number > k_most_minutes) {
        return invalid("answer_minutes", "Give whole minutes from 1 to 20160");
      }
      one.answer_minutes.push_back(static_cast<int>(*number));
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

int Policy::minutes(std::string_view urgency, int stage) const {
  auto found = std::ranges::find(urgencies, urgency, &Urgency::code);
  if (found == urgencies.end()) found = urgencies.begin();
  const int at = std::clamp(stage, 1, last_stage()) - 1;
  return found->answer_minutes.at(static_cast<std::size_t>(at));
}

const std::string& Policy::who(int stage) const {
  return stages.at(static_cast<std::size_t>(std::clamp(stage, 1, last_stage()) - 1));
}

std::string Policy::urgency_words(std::string_view code) const {
  const auto found = std::ranges::find(urgencies, code, &Urgency::code);
  return found == urgencies.end() ? std::string(code) : found->words;
}

std::string words_of(const std::vector<Coded>& all, std::string_view code) {
  const auto found = std::ranges::find(all, code, &Coded::code);
  return found == all.end() ? std::string(code) : found->words;
}

std::vector<std::string> codes_of(const std::vector<Coded>& all) {
  std::vector<std::string> out;
  for (const auto& one : all) out.push_back(one.code);
  return out;
}

Result<Policy> parse_policy(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  if (file.as_object() == nullptr) return invalid("policy", "Give an object");
  Policy out{.version = static_cast<int>(file.number("version"))};
  if (out.version < 1) return invalid("version", "Give a whole number from 1");
  if (file.text("sources").empty()) return invalid("sources", "Say where the values come from");
  MASH_TRY(out.kinds, read_coded(file, "kinds"));
  MASH_TRY(out.reasons, read_coded(file, "reasons"));
  MASH_TRY(out.refusals, read_coded(file, "refusals"));
  const auto* stages = file["stages"].as_array();
  if (stages == nullptr || stages->empty() || stages->size() > k_most_stages) {
    return invalid("stages", "Give one to five stages");
  }
  for (const auto& stage : *stages) {
    out.stages.push_back(stage.text("who"));
    if (out.stages.back().empty()) return invalid("stages", "Say who speaks to whom");
  }
  MASH_TRY(out.urgencies, read_urgencies(file, out.stages.size()));
  return out;
}

const Policy& built_in_policy() {
  static const Policy policy = [] {
    auto parsed = parse_policy(transfers_data());
    if (!parsed) throw std::logic_error("data/transfers.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return policy;
}

}  // namespace mash::transfers
