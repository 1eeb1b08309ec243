// SPDX-License-Identifier: MIT
// A notification that somebody of the hub types in while it is told, or from paper: kept as it was
// typed, sealed, until it is taken in or thrown away. What not: pages and rows.
// Pure values, any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "mash/intake/intake.h"

namespace mash::intake {

// What was typed, by the name of the field. Empty texts are not kept.
class Typed {
 public:
  [[nodiscard]] std::string_view text(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return !text(name).empty(); }
  [[nodiscard]] Sensitive get(std::string_view name) const {
    return Sensitive(std::string(text(name)));
  }
  void set(std::string name, std::string_view value);
  [[nodiscard]] bool empty() const { return texts_.empty(); }
  [[nodiscard]] const std::map<std::string, Sensitive, std::less<>>& all() const { return texts_; }

 private:
  std::map<std::string, Sensitive, std::less<>> texts_;
};

// Somebody who was named, under an id of their own, so that two who add or change people at once
// never change another's.
struct EntryPerson {
  std::string id;
  std::int64_t version = 1;
  Typed said;
};

struct EntryDraft {
  std::string id;
  StaffId by;
  UtcTime begun_at;
  StaffId saved_by;
  UtcTime saved_at;
  std::int64_t version = 1;       // of the row
  std::int64_t form_version = 1;  // of what follows but the people
  Typed said;
  std::vector<std::string> concerns;  // codes
  std::vector<EntryPerson> people;
  [[nodiscard]] bool empty() const { return said.empty() && concerns.empty() && people.empty(); }
};

constexpr std::size_t k_most_people = 30;

// The fields of the form, in its order, and those of one person.
const std::vector<pipeline::Field>& entry_fields();
const std::vector<pipeline::Field>& entry_person_fields();

json::Value entry_json(const EntryDraft& draft);
void read_entry_json(EntryDraft& draft, const json::Value& words);

// When it was told: as typed, else when the draft was begun. Errors: invalid_input on "told" or
// "told_time" for what is no time, is half a time or has not come yet.
Result<UtcTime> told_at(const EntryDraft& draft, UtcTime now);
// Does it say that a child is in danger now?
bool says_danger(const EntryDraft& draft);
// Of an anonymous caller nothing is kept: takes it out of what was typed.
void forget_anonymous(Typed& said);
// The words of a value on a page: of a code what it means.
std::string value_words(const pipeline::Field& field, std::string_view value);
// What keeps it from being taken in; where a child is in danger now little does. None:
// notification_of() may be called.
std::vector<Fault> faults_of(const EntryDraft& draft, UtcTime now);
NewNotification notification_of(const EntryDraft& draft, UtcTime now, std::string reference);

// What was typed of one person, on top of what was said before. Errors: invalid_input that names
// what is wrong.
Result<Typed> entry_person_of(const pipeline::Input& input, UtcTime now, const Typed& before);
// "Amara Okafor", "Unborn baby", "Name not known"
std::string entry_person_name(const Typed& person);
// A child without a date of birth: kept, and marked until it is known.
bool identity_incomplete(const Typed& person);

}  // namespace mash::intake
