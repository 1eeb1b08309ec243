// SPDX-License-Identifier: MIT
// The rules that propose a level of need, as data, and the two questions that are put to them: what
// do they propose for these facts, and does a decision fit the facts? The same facts under the same
// rules give the same answer, byte for byte. Sources: data/assessment_rules.json and
// data/assessment_factors.json, which name theirs. What not: storing (assessments.h), deciding.
// Thread safety: plain values, pure functions. Cost: linear in the rules and their codes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/model/words.h"

namespace mash::assessment {

struct Indicator {
  std::string code, words;
  model::NeedLevel level{};
};
struct Domain {
  std::string code, words;
  std::vector<Indicator> indicators;
};
struct Factor {
  std::string code, words;
};

// So many indicators of this level or above, in so many domains.
struct IndicatorCondition {
  int count = 1;
  model::NeedLevel level{};
  int domains = 1;
};
// All of its conditions must hold; it has at least one.
struct Rule {
  std::string id, why;
  model::NeedLevel gives{};
  std::set<std::string> any_factor;       // empty: no condition
  std::set<std::string> also_any_factor;  // beside one of the others
  std::optional<IndicatorCondition> indicators;
  bool repeat = false;
  // A decision below this level is asked about; so is one to do less than help.
  std::optional<model::NeedLevel> ask_below;
  bool ask_less_than_help = false;
};

struct Ruleset {
  int version = 0;
  std::string factors_version;
  std::vector<Domain> domains;
  std::vector<Factor> factors;
  std::set<std::string> factors_alone;  // that are not given beside others
  std::vector<Rule> rules;
  // "1, factors 2025-26": what an assessment is stored with.
  [[nodiscard]] std::string name() const;
};
// Strict: a member that is missing, unknown or of another kind is a fault with its name.
Result<Ruleset> parse_ruleset(std::string_view rules, std::string_view factors);
// Of the files that come with the program.
const Ruleset& built_in_ruleset();

// A repeat rule was hit when the child was assessed (people::RepeatHit).
struct Repeat {
  std::string rule, text;
  auto operator<=>(const Repeat&) const = default;
};
struct Facts {
  std::set<std::string> indicators,
      factors;  // codes; what the rules do not know counts for nothing
  std::set<Repeat> repeats;
};

// Why the rules propose a level: one for each rule that applied.
struct Reason {
  std::string rule;
  model::NeedLevel gives{};
  std::string why;
  std::vector<std::string> because;  // what it was, in words, in the order of the rules' lists
  bool operator==(const Reason&) const = default;
};
struct Proposal {
  std::optional<model::NeedLevel> level;  // nothing: no rule applied
  std::vector<Reason> reasons;            // the highest level first, else in the order of the rules
  bool operator==(const Proposal&) const = default;
};
Proposal propose(const Ruleset& rules, const Facts& facts);

// Immediate protection, section 47, a strategy discussion: no question comes before them.
bool protects_at_once(model::Outcome outcome);
// What does not fit in a decision, in whole sentences; empty: it fits, or it protects the child at
// once, which nothing may delay (settled.md 21).
std::vector<std::string> misfits(const Ruleset& rules, const Facts& facts, model::NeedLevel level,
                                 model::Outcome outcome);

}  // namespace mash::assessment
