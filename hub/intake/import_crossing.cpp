// SPDX-License-Identifier: MIT
#include "import_crossing.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "import_columns.h"
#include "notification_row.h"
#include "person_row.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

bool is_child(const ImportedPerson& person) {
  return person.role == model::PersonRole::child || person.role == model::PersonRole::unborn ||
         person.role == model::PersonRole::sibling;
}

// Unborn twins have no names to tell them apart.
bool may_have_twin(const ImportedPerson& person) {
  return person.role == model::PersonRole::unborn && person.given_name.empty();
}

void mark_resent(ReferenceGroup& group, std::vector<PersonEntry>& people) {
  std::map<crypto::Hash, std::vector<PersonEntry*>> alike;
  for (const std::size_t index : group.people) {
    PersonEntry& person = people[index];
    if (!person.row.rejected()) alike[person.row.identity()].push_back(&person);
  }
  const std::size_t receipts = group.same.size();
  for (auto& [identity, rows] : alike) {
    const bool twins = may_have_twin(rows.front()->value);
    const std::size_t kept = twins ? (rows.size() + receipts - 1) / receipts : 1;
    for (std::size_t i = kept; i < rows.size(); ++i) {
      rows[i]->row.add(ImportFault::duplicate_resent);
    }
  }
}

void refuse_people(const ReferenceGroup& group, std::vector<PersonEntry>& people,
                   ImportFault fault) {
  for (const std::size_t index : group.people) people[index].row.add(fault, 0);
}

std::string hash_of_group(const crypto::Hash& own, std::vector<crypto::Hash> of_people) {
  std::ranges::sort(of_people);
  std::vector<std::string> texts = {hex(own)};
  std::ranges::transform(of_people, std::back_inserter(texts),
                         [](const crypto::Hash& hash) { return hex(hash); });
  return hex(hash_of(texts));
}

void set_hashes(const ReferenceGroup& group, NotificationEntry& notification,
                const std::vector<PersonEntry>& people) {
  std::vector<crypto::Hash> rows;
  std::vector<crypto::Hash> children;
  std::vector<crypto::Hash> everyone;
  for (const std::size_t index : group.people) {
    const PersonEntry& person = people[index];
    if (!person.is_taken()) continue;
    rows.push_back(person.row.identity());
    everyone.push_back(person.likeness);
    if (is_child(person.value)) children.push_back(person.likeness);
  }
  notification.value.content_hash = hash_of_group(notification.row.identity(), std::move(rows));
  // The same words about nobody in particular may be about another child.
  if (everyone.empty()) return;
  notification.value.likeness_hash =
      hash_of_group(notification.likeness, children.empty() ? everyone : children);
}

// True if the stored notification decides what happens to this one.
bool compare_with_stored(const ReferenceGroup& group, NotificationEntry& notification,
                         std::vector<PersonEntry>& people, const Known& known) {
  if (!known.content_hash) return false;
  const auto stored = known.content_hash(notification.value.source_reference);
  if (!stored) return false;
  if (*stored != notification.value.content_hash) {
    notification.row.add(ImportFault::reference_reused_with_other_content, 0);
    refuse_people(group, people, ImportFault::reference_ambiguous);
    return true;
  }
  notification.row.add(ImportFault::duplicate_resent);
  notification.value.duplicate_of = notification.value.source_reference;
  for (const std::size_t index : group.people) {
    if (people[index].is_taken()) people[index].row.add(ImportFault::duplicate_resent);
  }
  return true;
}

void mark_later_ones(std::vector<NotificationEntry*>& alike, const Known& known) {
  std::ranges::sort(alike, {}, [](const auto* entry) {
    return std::pair(entry->value.received_at, entry->value.record);
  });
  Known::Twin origin{alike.front()->value.source_reference, alike.front()->value.received_at};
  if (known.twin) {
    const auto stored = known.twin(alike.front()->value.likeness_hash);
    if (stored && stored->received_at < origin.received_at) origin = *stored;
  }
  for (NotificationEntry* entry : alike) {
    if (entry->value.received_at <= origin.received_at) continue;
    entry->row.add(ImportFault::probable_duplicate_new_reference, 0);
    entry->value.duplicate_of = origin.source_reference;
  }
}

}  // namespace

NotificationEntry::NotificationEntry(ImportRow read_row, UtcTime import_clock)
    : row(std::move(read_row)), value(read_notification(row, import_clock)) {
  using Column = NotificationColumn;
  if (!row.rejected()) {
    std::vector<std::string> texts;
    for (const auto column : {Column::referral_source, Column::referrer_name, Column::referrer_role,
                              Column::referrer_agency, Column::referrer_email,
                              Column::referrer_phone, Column::narrative}) {
      texts.push_back(folded(row.cell(column)));
    }
    likeness = hash_of(texts);
  }
  row.drop_cells();
}

PersonEntry::PersonEntry(ImportRow read_row, std::optional<UtcTime> received, UtcTime import_clock)
    : row(std::move(read_row)), value(read_person(row, received, import_clock)) {
  using Column = PersonColumn;
  likeness = hash_of(
      std::to_array({folded(row.cell(Column::given_name)), folded(row.cell(Column::surname)),
                     row.cell(Column::dob), row.cell(Column::expected_dob)}));
  row.drop_cells();
}

ReferenceGroups group_by_reference(std::vector<NotificationEntry>& notifications) {
  ReferenceGroups groups;
  for (std::size_t i = 0; i < notifications.size(); ++i) {
    NotificationEntry& entry = notifications[i];
    if (entry.row.source_reference().empty()) continue;
    ReferenceGroup& group = groups[entry.row.source_reference()];
    if (!group.taken && !entry.row.rejected()) {
      group.taken = i;
      group.same.push_back(i);
    } else if (group.taken && entry.row.identity() == notifications[*group.taken].row.identity()) {
      group.same.push_back(i);
      entry.row.add(ImportFault::duplicate_resent);
    } else {
      group.others.push_back(i);
    }
  }
  for (auto& [reference, group] : groups) {
    if (!group.ambiguous()) continue;
    notifications[*group.taken].row.add(ImportFault::reference_used_twice, 0);
    for (const std::size_t other : group.others) {
      notifications[other].row.add(ImportFault::reference_reused_with_other_content, 0);
    }
  }
  return groups;
}

void join_people(ReferenceGroups& groups, std::vector<PersonEntry>& people) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    ImportRow& row = people[i].row;
    if (row.source_reference().empty()) continue;
    const auto found = groups.find(row.source_reference());
    if (found == groups.end()) {
      row.add(ImportFault::no_such_notification, 0);
      continue;
    }
    found->second.people.push_back(i);
  }
  for (auto& [reference, group] : groups) {
    if (group.ambiguous()) {
      refuse_people(group, people, ImportFault::reference_ambiguous);
    } else if (!group.taken) {
      refuse_people(group, people, ImportFault::notification_rejected);
    } else {
      mark_resent(group, people);
    }
  }
}

void find_duplicates(const ReferenceGroups& groups, std::vector<NotificationEntry>& notifications,
                     std::vector<PersonEntry>& people, const Known& known) {
  std::map<std::string, std::vector<NotificationEntry*>> alike;
  for (const auto& [reference, group] : groups) {
    if (!group.taken) continue;
    NotificationEntry& taken = notifications[*group.taken];
    set_hashes(group, taken, people);
    if (compare_with_stored(group, taken, people, known)) continue;
    if (!taken.value.likeness_hash.empty()) alike[taken.value.likeness_hash].push_back(&taken);
  }
  for (auto& [hash, entries] : alike) mark_later_ones(entries, known);
  for (const auto& [reference, group] : groups) {
    for (const std::size_t copy : group.same) {
      if (copy == *group.taken) continue;
      const ImportedNotification& first = notifications[*group.taken].value;
      notifications[copy].value.duplicate_of = first.duplicate_of.value_or(reference);
      notifications[copy].value.content_hash = first.content_hash;
      notifications[copy].value.likeness_hash = first.likeness_hash;
    }
  }
}

}  // namespace mash::intake
