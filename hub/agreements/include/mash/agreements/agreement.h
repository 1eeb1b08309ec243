// SPDX-License-Identifier: MIT
// What agencies have agreed on sharing, and whether it covers two of them on a day. What not: who
// may keep it (policy), where it is kept (agreements_store.h), what follows: nothing is ever held
// up by an agreement that is not there. Thread safety: plain values and pure functions. Cost:
// linear in the versions (tens).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/id.h"
#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::agreements {

struct Terms {
  std::string name;
  std::vector<std::string> purposes;  // codes of data/purposes.json
  std::vector<std::string> kinds;     // codes of model::Sensitivity
  std::vector<std::string> laws;      // codes of model::LawfulBasis
  std::vector<AgencyId> parties;
  LocalDate begins;
  LocalDate review_by;
  LocalDate ends;  // the last day
};

// An agency's newest word on a version.
struct Word {
  bool joins = false;
  StaffId by;
  UtcTime at;
  std::optional<LocalDate> on_paper;  // signed or left then; `by` wrote it down
};

struct Version {
  std::int64_t number = 0;
  Terms terms;
  StaffId saved_by;
  UtcTime saved_at;
  std::int64_t edit = 0;
  std::optional<UtcTime> put_at;  // nothing: a draft
  std::map<AgencyId, Word> words;
  std::set<AgencyId> once_joined;  // also those that have left

  [[nodiscard]] bool is_party(const AgencyId& agency) const;
  [[nodiscard]] bool has_joined(const AgencyId& agency) const;
  // Two parties have joined, nobody agrees alone; it stays so when one leaves, so that what it
  // superseded does not come back.
  [[nodiscard]] bool was_agreed() const;
  [[nodiscard]] bool is_agreed() const;  // and two are in it now
};

struct Agreement {
  std::string id;
  std::vector<Version> versions;  // in order; only the last may be a draft
  std::optional<UtcTime> ended_at;
  StaffId ended_by;

  [[nodiscard]] const Version& newest() const { return versions.back(); }
  // The newest that is agreed and has begun, or nullptr: it supersedes those before it. A draft and
  // one that waits for its parties supersede nothing.
  [[nodiscard]] const Version* standing(LocalDate day) const;
  // The version that an agency answers: the newest that was put to it, unless what stands has
  // superseded it, it has ended or its time is over. Else nullptr.
  [[nodiscard]] const Version* to_join(const AgencyId& agency, LocalDate day) const;
  // Those that it has joined and that hold something yet, the newest first: it may leave each.
  [[nodiscard]] std::vector<const Version*> to_leave(const AgencyId& agency, LocalDate day) const;
};

// How well a pair of agencies is covered.
enum class Cover {
  nothing,      // nothing that both have joined for this purpose
  lapsed,       // there was; its time is over, or it was ended
  review_late,  // in force, and not reviewed in time
  in_force,
};
struct Covered {
  Cover cover = Cover::nothing;
  const Agreement* agreement = nullptr;  // which; of `nothing` none
  LocalDate since;                       // lapsed or to be reviewed since
  std::string name;                      // as the version between the two has it
};
// The best of all of them. An agency needs no agreement with itself: in_force without one.
Covered covering(const std::vector<Agreement>& all, const AgencyId& one, const AgencyId& other,
                 std::string_view purpose, LocalDate day);

// How one version stands, in words for pages: "In force until 31 March 2027".
std::string state_words(const Agreement& agreement, const Version& version, LocalDate day);

// data/agreements.json
struct Policy {
  int version = 0;
  std::vector<int> days_before;  // falling
};
// Strict: a member that is missing, unknown or out of its range is invalid_input with its name.
Result<Policy> parse_policy(std::string_view text);
const Policy& built_in_policy();  // of the file that comes with the program

// What those who keep agreements should see to.
struct Due {
  const Agreement* agreement = nullptr;
  std::string what;  // in words
  LocalDate since;
  LocalDate by;  // the review or the end
};
// Agreements in force that come to their review or end within the days of the policy, are past
// their review, or have lapsed without having been ended.
std::vector<Due> due(const std::vector<Agreement>& all, const Policy& policy, LocalDate day);

}  // namespace mash::agreements
