// SPDX-License-Identifier: MIT
#include "mash/assessment/ruleset.h"

#include <algorithm>
#include <ranges>

namespace mash::assessment {

namespace {

using model::NeedLevel;
using model::Outcome;

void add_factors(std::vector<std::string>& out, const Ruleset& rules, const Facts& facts,
                 const std::set<std::string>& wanted) {
  for (const Factor& f : rules.factors) {
    if (!wanted.contains(f.code) || !facts.factors.contains(f.code)) continue;
    out.push_back("Factor " + f.code + ": " + f.words);
  }
}

// The indicators that meet the condition; none where it does not hold.
std::vector<std::string> met_by(const Ruleset& rules, const Facts& facts,
                                const IndicatorCondition& condition) {
  std::vector<std::string> out;
  int domains = 0;
  for (const Domain& domain : rules.domains) {
    const auto before = out.size();
    for (const Indicator& one : domain.indicators) {
      if (one.level < condition.level || !facts.indicators.contains(one.code)) continue;
      out.push_back(domain.words + ": " + one.words);
    }
    if (out.size() > before) ++domains;
  }
  if (domains < condition.domains || out.size() < static_cast<std::size_t>(condition.count)) {
    return {};
  }
  return out;
}

// What makes the rule apply; nothing where it does not.
std::optional<Reason> applied(const Ruleset& rules, const Facts& facts, const Rule& rule) {
  Reason out{.rule = rule.id, .gives = rule.gives, .why = rule.why};
  for (const auto* wanted : {&rule.any_factor, &rule.also_any_factor}) {
    const auto before = out.because.size();
    add_factors(out.because, rules, facts, *wanted);
    if (!wanted->empty() && out.because.size() == before) return std::nullopt;
  }
  if (rule.indicators) {
    auto met = met_by(rules, facts, *rule.indicators);
    if (met.empty()) return std::nullopt;
    std::ranges::move(met, std::back_inserter(out.because));
  }
  if (rule.repeat) {
    if (facts.repeats.empty()) return std::nullopt;
    for (const Repeat& repeat : facts.repeats) out.because.push_back(repeat.text);
  }
  return out;
}

std::string joined(const std::vector<std::string>& all) {
  std::string out;
  for (const auto& one : all) out += (out.empty() ? "" : "; ") + one;
  return out;
}

}  // namespace

std::string Ruleset::name() const {
  return std::to_string(version) + ", factors " + factors_version;
}

bool protects_at_once(Outcome outcome) {
  return outcome == Outcome::immediate_protection || outcome == Outcome::s47 ||
         outcome == Outcome::strategy_discussion;
}

Proposal propose(const Ruleset& rules, const Facts& facts) {
  Proposal out;
  for (const auto& level : std::views::reverse(model::k_words<NeedLevel>)) {
    for (const Rule& rule : rules.rules) {
      if (rule.gives != level.value) continue;
      if (auto reason = applied(rules, facts, rule)) out.reasons.push_back(*std::move(reason));
    }
  }
  if (!out.reasons.empty()) out.level = out.reasons.front().gives;
  return out;
}

std::vector<std::string> misfits(const Ruleset& rules, const Facts& facts, NeedLevel level,
                                 Outcome outcome) {
  std::vector<std::string> out;
  if (protects_at_once(outcome)) return out;
  for (const Rule& rule : rules.rules) {
    const bool below = rule.ask_below && level < *rule.ask_below;
    const bool too_little = rule.ask_less_than_help && model::asks_nobody(outcome);
    if (!below && !too_little) continue;
    const auto reason = applied(rules, facts, rule);
    if (!reason) continue;
    out.push_back(joined(reason->because) + ". " + rule.why + " You chose “" +
                  std::string(model::words_of(level)) + "” and “" +
                  std::string(model::words_of(outcome)) + "”.");
  }
  return out;
}

}  // namespace mash::assessment
