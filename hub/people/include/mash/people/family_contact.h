// SPDX-License-Identifier: MIT
// What whoever contacts a family has to know first: the times, numbers and people that are safe,
// the language, whether it takes an interpreter, other needs. Said by a notification or added by
// somebody of the hub; never changed: what is said later stands before what was said earlier, and
// what is no longer true stands no more. A case begins with what was said in others of the family,
// for those of the front door who may know of these; decision 0017.
// What not: how the sender of a notification is reached.
// Thread safety: as the Context that is passed in. Cost: one select and one opening each.
#pragma once

#include <optional>
#include <vector>

#include "mash/base/sensitive.h"
#include "mash/cases/cases.h"
#include "mash/model/words.h"
#include "mash/pipeline/route.h"

namespace mash::people {

struct FamilyContact {
  std::string id;
  CaseId case_id;
  NotificationId notification;  // empty: somebody of the hub said it
  StaffId said_by;              // empty: it came with a notification
  UtcTime at;
  Sensitive reaching, language, needs;
  std::optional<model::Answer> interpreter;  // not asked: empty
  std::string taken_from;                    // the one of another case that it repeats
  // It is no longer true: who said so, when and why.
  StaffId over_by;
  UtcTime over_at;
  Sensitive over_why;
  [[nodiscard]] bool stands() const { return over_by.empty(); }
  [[nodiscard]] bool empty() const {
    return reaching.empty() && language.empty() && needs.empty() && !interpreter;
  }
};

// Nothing is kept of an empty one.
void add_family_contact(pipeline::Context& c, const CaseId& id, const FamilyContact& said);
// `said` must stand.
void end_family_contact(pipeline::Context& c, const FamilyContact& said, const Sensitive& why);
// What stands in this case, the newest first.
std::vector<FamilyContact> family_contacts(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id);
// Also what is no longer true.
std::vector<FamilyContact> all_family_contacts(pipeline::Context& c, const policy::Proof& proof,
                                               const CaseId& id);
// What stands in other cases of children and parents of this one and was not taken over yet, the
// newest first. Empty for whoever is not of the front door; without what is in a case that is
// hidden from the reader.
std::vector<FamilyContact> contacts_elsewhere(pipeline::Context& c, const policy::Proof& proof,
                                              const CaseId& id);
// A line for each thing, with when it was said where that was more than once; empty where nothing
// was said.
Sensitive contact_words(const std::vector<FamilyContact>& said);

// What stands on top of every page of a case.
cases::BarWords bar_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

}  // namespace mash::people
