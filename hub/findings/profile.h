// SPDX-License-Identifier: MIT
// Rows of profiles, and their codes.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding.h"
#include "mash/base/bytes.h"
#include "mash/db/database.h"

namespace mash::findings {

enum class Part { victim, harm, place };
enum class TaskResult { done, not_done };
enum class Outcome { raised, passed_on, stopped, no_pattern, other };

struct ProfileRow {
  std::string id;
  UtcTime opened_at;
  StaffId opened_by;
  std::int64_t version = 0;  // the newest
  std::set<CaseId> evidence, without;
};

struct PartIn {
  Part part{};
  Subject who;
};

struct VersionRow {
  std::string id, profile;
  std::int64_t version = 0;
  UtcTime at;
  StaffId by;
  std::string theme;
  std::vector<std::string> findings;
  std::vector<PartIn> subjects;
  LocalDate review_on;
  std::optional<Outcome> outcome;  // nothing: it is open
  Bytes sealed;
};

struct ProfileTask {
  std::string id, profile;
  StaffId holder;
  LocalDate due_on;
  UtcTime given_at;
  StaffId given_by;
  Bytes sealed;
  std::optional<TaskResult> result;  // nothing: it is open
  UtcTime ended_at;
  StaffId ended_by;
  Bytes end_sealed;
};

std::vector<ProfileRow> profile_rows(db::Transaction& tx);
std::optional<ProfileRow> find_profile(db::Transaction& tx, std::string_view id);
// With its first version, or with one more: both rows in one.
void store_version(db::Transaction& tx, const ProfileRow& profile, const VersionRow& version);
// What it rests on by now, where no version is added.
void store_known(db::Transaction& tx, const ProfileRow& profile);
// The newest first.
std::vector<VersionRow> version_rows(db::Transaction& tx, std::string_view profile);
std::optional<VersionRow> find_version(db::Transaction& tx, std::string_view profile,
                                       std::int64_t version);

void insert_profile_task(db::Transaction& tx, const ProfileTask& task);
// Of one that is open.
void end_profile_task(db::Transaction& tx, const ProfileTask& task);
// In the order in which they were given.
std::vector<ProfileTask> profile_tasks(db::Transaction& tx, std::string_view profile);
std::vector<ProfileTask> open_tasks_for(db::Transaction& tx, const StaffId& holder);

}  // namespace mash::findings

namespace mash::model {

template <>
inline constexpr auto k_words<findings::Part> = std::to_array<Word<findings::Part>>({
    {findings::Part::victim, "VICTIM", "Victim"},
    {findings::Part::harm, "HARM", "Person causing harm"},
    {findings::Part::place, "PLACE", "Place"},
});
template <>
inline constexpr auto k_words<findings::TaskResult> = std::to_array<Word<findings::TaskResult>>({
    {findings::TaskResult::done, "DONE", "Done"},
    {findings::TaskResult::not_done, "NOT_DONE", "Not done"},
});
template <>
inline constexpr auto k_words<findings::Outcome> = std::to_array<Word<findings::Outcome>>({
    {findings::Outcome::raised, "RAISED", "Cases were raised"},
    {findings::Outcome::passed_on, "PASSED_ON", "Somebody else works on it now"},
    {findings::Outcome::stopped, "STOPPED", "The harm was stopped"},
    {findings::Outcome::no_pattern, "NO_PATTERN", "It was no problem after all"},
    {findings::Outcome::other, "OTHER", "Something else"},
});

}  // namespace mash::model
