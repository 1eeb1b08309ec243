// SPDX-License-Identifier: MIT
// What counts as a pattern and how long it holds, as versioned data.
// Source: data/findings.json, which names its own. What not: the looking (findings.h).
// Thread safety: plain values, pure functions. Errors: invalid_input that names the member.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/model/coded.h"

namespace mash::findings {

// Whose cases are counted together.
enum class RepeatOf { child, family, home, adult };

struct RepeatRule {
  std::string id;
  RepeatOf of{};
  int cases = 0, sources = 0;  // at least
  int months = 0;              // back from the newest case, to the day
};

// What a problem profile is filed under. "OTHER" is always one, and is said in words.
inline constexpr std::string_view k_other_theme = "OTHER";
struct Theme {
  std::string code, words;
};

struct FindingsPolicy {
  int version = 0;
  int holds_days = 0;  // since the newest evidence
  std::vector<RepeatRule> repeats;
  struct {
    int families = 0, months = 0;
  } adults;
  struct {
    int children = 0, families = 0, days = 0;
  } missing_place;
  struct {
    int times = 0, days = 0, months = 0;
  } missing_together;
  struct {
    int false_alarms = 0, days = 0, people = 0;  // fewer people than these: nothing is said
  } change;
  struct {
    int months = 0, level = 0, days = 0;
  } higher;
  struct {
    int years = 0, alpha_thousandths = 0;
  } surge;
  int cleared_days = 0;
  std::vector<Theme> themes;
};
// Strict: a member that is missing, unknown or of another kind is a fault with its name.
Result<FindingsPolicy> parse_findings_policy(std::string_view text);
// Of the file that comes with the program.
const FindingsPolicy& built_in_findings_policy();

}  // namespace mash::findings

namespace mash::model {

template <>
inline constexpr auto k_words<findings::RepeatOf> = std::to_array<Word<findings::RepeatOf>>({
    {findings::RepeatOf::child, "CHILD", "a child"},
    {findings::RepeatOf::family, "FAMILY", "brothers and sisters"},
    {findings::RepeatOf::home, "HOME", "a home"},
    {findings::RepeatOf::adult, "ADULT", "an adult of concern"},
});

}  // namespace mash::model
