// SPDX-License-Identifier: MIT
// The rules that need more than one row: references used twice, rows sent again, people without a
// notification, the same words under a new reference. Both files are read before these run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import_row.h"

namespace mash::intake {

struct NotificationEntry {
  ImportRow row;
  ImportedNotification value;
  crypto::Hash likeness{};  // of referrer and words

  NotificationEntry(ImportRow read_row, UtcTime import_clock);
};

struct PersonEntry {
  ImportRow row;
  ImportedPerson value;
  crypto::Hash likeness{};  // of names and dates

  PersonEntry(ImportRow read_row, std::optional<UtcTime> received, UtcTime import_clock);
  [[nodiscard]] bool is_taken() const {
    return !row.rejected() && !row.has(ImportFault::duplicate_resent);
  }
};

// All that came under one source reference.
struct ReferenceGroup {
  std::optional<std::size_t> taken;  // the notification to store, by its index
  std::vector<std::size_t> same;     // the taken one and its copies
  std::vector<std::size_t> others;   // rows with other content
  std::vector<std::size_t> people;   // people rows that name the reference
  [[nodiscard]] bool ambiguous() const { return taken.has_value() && !others.empty(); }
};
using ReferenceGroups = std::map<std::string, ReferenceGroup, std::less<>>;

// Marks references used twice and rows sent again.
ReferenceGroups group_by_reference(std::vector<NotificationEntry>& notifications);

// Tells people rows whether their notification was taken, and finds those that were sent again.
void join_people(ReferenceGroups& groups, std::vector<PersonEntry>& people);

// Sets the hashes, compares with what is stored, and finds probable duplicates.
void find_duplicates(const ReferenceGroups& groups, std::vector<NotificationEntry>& notifications,
                     std::vector<PersonEntry>& people, const Known& known);

}  // namespace mash::intake
