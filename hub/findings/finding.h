// SPDX-License-Identifier: MIT
// What was found: which rule, about whom, by which cases, with which numbers. Ids, codes and whole
// numbers, nothing else, so that it may be stored in clear ("inside", docs/data.md).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/time.h"
#include "mash/model/coded.h"

namespace mash::findings {

enum class Kind {
  repeat,            // more cases than a rule has
  adult_around,      // an adult around children of families that are not related
  missing_together,  // children of different families reported missing at the same time
  missing_place,     // children reported missing whose cases give one home
  change,            // somebody's own rate is changing
  higher_later,      // no further action, then a higher need
  surge,             // more in a week than season, trend and chance explain
};

enum class About { child, adult, home, district, concern };
struct Subject {
  About about{};
  std::string id;
  std::string says{};  // "10 to 15", "BF1": what may be said without a name
  bool operator==(const Subject& other) const { return about == other.about && id == other.id; }
};

// What a case says for it.
enum class Says { named, adult_named, missing, came_to_nothing, higher, counted };
struct Evidence {
  CaseId case_id;
  Says says{};
  bool operator==(const Evidence&) const = default;
};

struct Finding {
  Kind kind{};
  std::string rule;  // its id and the version of the policy: "child-3-sources.2"
  std::vector<Subject> subjects;
  std::vector<Evidence> evidence;  // in the order of receipt
  std::map<std::string, std::int64_t> numbers;
  std::int64_t strength = 0;  // hundredths of what the rule asks for
  LocalDate newest;           // evidence
};

}  // namespace mash::findings

namespace mash::model {

template <>
inline constexpr auto k_words<findings::Kind> = std::to_array<Word<findings::Kind>>({
    {findings::Kind::repeat, "REPEAT", "Named again and again"},
    {findings::Kind::adult_around, "ADULT_AROUND", "An adult around several families"},
    {findings::Kind::missing_together, "MISSING_TOGETHER", "Missing at the same time"},
    {findings::Kind::missing_place, "MISSING_PLACE", "Missing, and one home"},
    {findings::Kind::change, "CHANGE", "A rate that is changing"},
    {findings::Kind::higher_later, "HIGHER_LATER", "No further action, then a higher need"},
    {findings::Kind::surge, "SURGE", "More than usual this week"},
});
template <>
inline constexpr auto k_words<findings::About> = std::to_array<Word<findings::About>>({
    {findings::About::child, "CHILD", "Child"},
    {findings::About::adult, "ADULT", "Adult"},
    {findings::About::home, "HOME", "Home"},
    {findings::About::district, "DISTRICT", "Postcode district"},
    {findings::About::concern, "CONCERN", "Kind of worry"},
});
template <>
inline constexpr auto k_words<findings::Says> = std::to_array<Word<findings::Says>>({
    {findings::Says::named, "NAMED", "Names them"},
    {findings::Says::adult_named, "ADULT_NAMED", "Names the adult beside a child"},
    {findings::Says::missing, "MISSING", "Says that they were missing"},
    {findings::Says::came_to_nothing, "CAME_TO_NOTHING", "No further action"},
    {findings::Says::higher, "HIGHER", "A higher need"},
    {findings::Says::counted, "COUNTED", "Counted this week"},
});

}  // namespace mash::model
