// SPDX-License-Identifier: MIT
// The detectors: pure functions of a record without names. The same record, policy and day give the
// same findings, in the same order.
// What not: whose record it is (run.h), what is shown (pages). Cost: docs of the libraries; linear
// in the record but for surges, some milliseconds for each category.
#pragma once

#include <string>
#include <vector>

#include "finding.h"
#include "mash/findings/policy.h"
#include "mash/network/network.h"
#include "mash/research/record.h"

namespace mash::findings {

// Whether the front door has said who somebody is. Whoever is not identified may be one of the
// others, or the one of the case before: they are no further child, no other family, nobody of a
// crowd, no parent who tells families apart, and teach no rate.
bool is_known(const research::Record& record, research::Index person);

// A record with what several detectors need of it.
struct Lookout {
  Lookout(const research::Record& record, const FindingsPolicy& policy, LocalDate today);

  const research::Record& record;
  const FindingsPolicy& policy;
  LocalDate today;
  network::Network network;
  std::vector<network::Person> family;           // of each person
  std::vector<std::vector<research::Index>> in;  // cases of each person, the oldest first
  std::vector<std::vector<research::Index>> known_children;  // of each case

  [[nodiscard]] bool is_known(research::Index person) const {
    return findings::is_known(record, person);
  }
  [[nodiscard]] const research::CaseFacts& of(research::Index i) const {
    return record.cases.at(i);
  }
  [[nodiscard]] bool is_recent(LocalDate day, int days) const {
    return days_between(day, today) <= days;
  }
  [[nodiscard]] std::string rule(std::string_view id) const;
};
// Cases are its events. Whoever was named only as somebody else (a teacher who told) is in none.
network::Network network_of(const research::Record& record);
std::int64_t day_number(LocalDate day);  // since 1970-01-01
// 20261124, as Finding::numbers has a day.
std::int64_t as_number(LocalDate day);
LocalDate from_number(std::int64_t day);
// No further action, or passed to somebody who is not asked to protect.
bool came_to_nothing(const research::CaseFacts& facts);
bool reports_missing(const research::CaseFacts& facts);

void find_repeats(const Lookout& l, std::vector<Finding>& out);
void find_adults(const Lookout& l, std::vector<Finding>& out);
void find_changes(const Lookout& l, std::vector<Finding>& out);
void find_higher(const Lookout& l, std::vector<Finding>& out);
void find_missing_places(const Lookout& l, std::vector<Finding>& out);
void find_missing_together(const Lookout& l, std::vector<Finding>& out);
void find_surges(const Lookout& l, std::vector<Finding>& out);

// All of them; newest evidence first, then the strongest, then by kind and subjects.
std::vector<Finding> detect(const research::Record& record, const FindingsPolicy& policy,
                            LocalDate today);

}  // namespace mash::findings
