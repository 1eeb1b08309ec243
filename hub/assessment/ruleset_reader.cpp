// SPDX-License-Identifier: MIT
#include <algorithm>
#include <initializer_list>
#include <set>
#include <stdexcept>

#include "factors_data.h"
#include "mash/assessment/ruleset.h"
#include "mash/json/value.h"
#include "rules_data.h"

namespace mash::assessment {

namespace {

using model::NeedLevel;
using Members = std::initializer_list<std::string_view>;

std::string inside(const std::string& at, std::string_view name) {
  return (at.empty() ? "" : at + ".") + std::string(name);
}

Result<void> only(const json::Value& v, Members known, const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at.empty() ? "file" : at, "Give an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(known, name) == known.end()) {
      return invalid(inside(at, name), "There is no such member");
    }
  }
  return {};
}

Result<std::string> read_text(const json::Value& v, std::string_view name, const std::string& at) {
  std::string out = v.text(name);
  if (out.empty()) return invalid(inside(at, name), "Give words");
  return out;
}

Result<NeedLevel> read_level(const json::Value& v, std::string_view name, const std::string& at) {
  const auto level = model::from_code<NeedLevel>(std::to_string(v.number(name)));
  if (!level) return invalid(inside(at, name), "Give a level from 1 to 4");
  return *level;
}

Result<int> read_count(const json::Value& v, std::string_view name, const std::string& at) {
  const auto number = v.number(name);
  if (number < 1 || number > 100) return invalid(inside(at, name), "Give a number from 1 to 100");
  return static_cast<int>(number);
}

// Each element by its place; stops at the first fault.
template <class T, class Read>
Result<std::vector<T>> read_list(const json::Value& list, const std::string& at, Read read) {
  const auto* all = list.as_array();
  if (all == nullptr || all->empty()) return invalid(at, "Give a list that is not empty");
  std::vector<T> out;
  for (std::size_t i = 0; i < all->size(); ++i) {
    MASH_TRY(T one, read((*all)[i], at + "[" + std::to_string(i) + "]"));
    out.push_back(std::move(one));
  }
  return out;
}

template <class T>
Result<void> all_differ(const std::vector<T>& all, std::string T::* name, const std::string& at) {
  std::set<std::string> seen;
  for (const T& one : all) {
    if (!seen.insert(one.*name).second) return invalid(at, one.*name + " stands there twice");
  }
  return {};
}

Result<Factor> read_factor(const json::Value& v, const std::string& at) {
  MASH_TRY_DO(only(v, {"code", "words"}, at));
  Factor out;
  MASH_TRY(out.code, read_text(v, "code", at));
  MASH_TRY(out.words, read_text(v, "words", at));
  return out;
}

Result<Indicator> read_indicator(const json::Value& v, const std::string& at) {
  MASH_TRY_DO(only(v, {"code", "words", "level"}, at));
  Indicator out;
  MASH_TRY(out.code, read_text(v, "code", at));
  MASH_TRY(out.words, read_text(v, "words", at));
  MASH_TRY(out.level, read_level(v, "level", at));
  return out;
}

Result<Domain> read_domain(const json::Value& v, const std::string& at) {
  MASH_TRY_DO(only(v, {"code", "words", "indicators"}, at));
  Domain out;
  MASH_TRY(out.code, read_text(v, "code", at));
  MASH_TRY(out.words, read_text(v, "words", at));
  MASH_TRY(out.indicators,
           read_list<Indicator>(v["indicators"], inside(at, "indicators"), read_indicator));
  return out;
}

Result<std::set<std::string>> read_factor_codes(const json::Value& list, const std::string& at,
                                                const std::vector<Factor>& known) {
  std::set<std::string> out;
  if (list.is_null()) return out;
  MASH_TRY(
      const auto codes,
      read_list<std::string>(
          list, at, [&](const json::Value& v, const std::string& place) -> Result<std::string> {
            const auto* code = v.as_string();
            if (code == nullptr || std::ranges::find(known, *code, &Factor::code) == known.end()) {
              return invalid(place, "There is no such factor");
            }
            return *code;
          }));
  out.insert(codes.begin(), codes.end());
  return out;
}

Result<bool> read_flag(const json::Value& v, std::string_view name, const std::string& at) {
  if (v[name].is_null()) return false;
  const auto* flag = v[name].as_bool();
  if (flag == nullptr) return invalid(inside(at, name), "Give true or false, or leave it out");
  return *flag;
}

Result<std::optional<IndicatorCondition>> read_condition(const json::Value& v,
                                                         const std::string& at) {
  if (v.is_null()) return std::optional<IndicatorCondition>();
  MASH_TRY_DO(only(v, {"count", "level", "domains"}, at));
  IndicatorCondition out;
  MASH_TRY(out.count, read_count(v, "count", at));
  MASH_TRY(out.level, read_level(v, "level", at));
  MASH_TRY(out.domains, read_count(v, "domains", at));
  return std::optional(out);
}

Result<Rule> read_rule(const json::Value& v, const std::string& at,
                       const std::vector<Factor>& factors) {
  MASH_TRY_DO(only(v,
                   {"id", "gives", "why", "any_factor", "also_any_factor", "indicators", "repeat",
                    "ask_below", "ask_less_than_help", "source"},
                   at));
  Rule out;
  MASH_TRY(out.id, read_text(v, "id", at));
  MASH_TRY(out.why, read_text(v, "why", at));
  MASH_TRY_DO(read_text(v, "source", at));
  MASH_TRY(out.gives, read_level(v, "gives", at));
  MASH_TRY(out.any_factor, read_factor_codes(v["any_factor"], inside(at, "any_factor"), factors));
  MASH_TRY(out.also_any_factor,
           read_factor_codes(v["also_any_factor"], inside(at, "also_any_factor"), factors));
  MASH_TRY(out.indicators, read_condition(v["indicators"], inside(at, "indicators")));
  MASH_TRY(out.repeat, read_flag(v, "repeat", at));
  MASH_TRY(out.ask_less_than_help, read_flag(v, "ask_less_than_help", at));
  if (!v["ask_below"].is_null()) {
    MASH_TRY(out.ask_below, read_level(v, "ask_below", at));
  }
  if (out.any_factor.empty() && out.also_any_factor.empty() && !out.indicators && !out.repeat) {
    return invalid(at, "Give at least one condition");
  }
  // The question is kept with the decision, and a repeat may be hidden from who reads that later.
  if (out.repeat && (out.ask_below || out.ask_less_than_help)) {
    return invalid(at, "A rule about repeats asks nothing");
  }
  return out;
}

Result<void> read_factor_list(Ruleset& out, std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  MASH_TRY_DO(only(file, {"title", "version", "source", "licence", "alone", "factors"}, ""));
  for (const auto* member : {"source", "licence"}) {
    MASH_TRY_DO(read_text(file, member, ""));
  }
  MASH_TRY(out.factors_version, read_text(file, "version", ""));
  MASH_TRY(out.factors, read_list<Factor>(file["factors"], "factors", read_factor));
  MASH_TRY_DO(all_differ(out.factors, &Factor::code, "factors"));
  MASH_TRY(out.factors_alone, read_factor_codes(file["alone"], "alone", out.factors));
  return {};
}

}  // namespace

Result<Ruleset> parse_ruleset(std::string_view rules, std::string_view factors) {
  Ruleset out;
  MASH_TRY_DO(read_factor_list(out, factors));
  MASH_TRY(const json::Value file, json::parse(rules));
  MASH_TRY_DO(only(file, {"title", "version", "sources", "domains", "rules"}, ""));
  MASH_TRY(out.version, read_count(file, "version", ""));
  MASH_TRY_DO(read_text(file, "sources", ""));
  MASH_TRY(out.domains, read_list<Domain>(file["domains"], "domains", read_domain));
  MASH_TRY_DO(all_differ(out.domains, &Domain::code, "domains"));
  std::vector<Indicator> indicators;
  for (const Domain& d : out.domains) {
    indicators.insert(indicators.end(), d.indicators.begin(), d.indicators.end());
  }
  MASH_TRY_DO(all_differ(indicators, &Indicator::code, "indicators"));
  MASH_TRY(out.rules, read_list<Rule>(file["rules"], "rules",
                                      [&out](const json::Value& v, const std::string& at) {
                                        return read_rule(v, at, out.factors);
                                      }));
  MASH_TRY_DO(all_differ(out.rules, &Rule::id, "rules"));
  return out;
}

const Ruleset& built_in_ruleset() {
  static const Ruleset rules = [] {
    auto parsed = parse_ruleset(rules_data(), factors_data());
    if (!parsed) {
      const auto& faults = parsed.error().faults;
      throw std::logic_error("data/assessment_rules.json or data/assessment_factors.json: " +
                             (faults.empty() ? parsed.error().message : faults.front().field));
    }
    return *std::move(parsed);
  }();
  return rules;
}

}  // namespace mash::assessment
