// SPDX-License-Identifier: MIT
// How long what is kept: data/retention.json. A rule is for a class, for what was decided and for
// an owner, whose own rule goes before the hub's. A time-limit is over when both have passed: so
// many years since something last happened, and the birthday of the youngest child. What not: what
// is due (due.h), holds (cases/holds.h). Thread safety: plain values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/time.h"
#include "mash/model/words.h"

namespace mash::retention {

enum class Class {
  item,         // one piece of information of an agency, with its versions, files and releases
  own_words,    // all else that an agency wrote about a case
  case_record,  // what the front door holds: the case itself
};
std::string_view code_of(Class kind);
std::string_view words_of(Class kind);

// What was decided, as far as time-limits differ by it; the heaviest first.
struct Group {
  std::string code;
  std::string words;
  std::vector<model::Outcome> outcomes;
};

struct Rule {
  std::string id;
  Class kind{};
  AgencyId owner;  // empty: the hub's, for owners without one of their own
  std::string group;
  int years = 0;        // since something last happened
  int until_age = 0;    // of the youngest child; 0: does not count
  bool review = false;  // a person must have looked at it before it goes
  std::string source;
};

struct Schedule {
  int version = 0;
  int proposal_days = 0;  // how long a proposal waits for a second person
  std::vector<Group> groups;
  std::vector<Rule> rules;

  // The heaviest of what was decided; the lightest where nothing was.
  [[nodiscard]] const Group& group_of(const std::vector<model::Outcome>& decided) const;
  [[nodiscard]] const Rule& rule_for(Class kind, const AgencyId& owner,
                                     std::string_view group) const;
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name; so
// is an outcome that stands in no group or in two, and a class and group without a rule of the hub.
Result<Schedule> parse_schedule(std::string_view text);
// Of the file that comes with the program.
const Schedule& built_in_schedule();

// The day on which it is over: `born` is the youngest child's, as late as it may have been.
LocalDate over_on(const Rule& rule, LocalDate last, LocalDate born);

}  // namespace mash::retention
