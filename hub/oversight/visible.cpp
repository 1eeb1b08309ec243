// SPDX-License-Identifier: MIT
#include "visible.h"

#include <algorithm>
#include <string>

#include "event_words.h"
#include "mash/cases/cases.h"
#include "mash/cases/purposes.h"
#include "mash/directory/directory.h"

namespace mash::oversight {

namespace {

// The front door is no desk of the agency that runs it, though its people belong to that agency.
bool is_of_own_desk(const model::Borough& borough, const pipeline::Event& event,
                    const policy::Principal& reader) {
  const auto desk = [&borough](const StaffId& person) {
    const auto* member = borough.find_staff(person);
    return member == nullptr ? AgencyId{} : member->desk;
  };
  return event.agency == reader.agency && desk(event.person) == desk(reader.person);
}

bool may(const policy::Principal& reader, policy::Action action) {
  return policy::may(reader, action, {.case_member = true});
}

std::string agency_of(const model::Borough& borough, const pipeline::Event& event) {
  // The hub's own machinery and the front door's key are no agency of the borough.
  if (event.agency.empty() || event.agency == pipeline::k_front_door) return "";
  return directory::agency_name(borough, event.agency);
}

// Their agency is not in the case: why may they read in it?
std::string from_outside(const model::Borough& borough, const pipeline::Event& event) {
  constexpr std::string_view k_by = "cleared_by_";
  if (std::ranges::find(event.notes, "names_cleared") == event.notes.end()) {
    return ". Their agency is not in the case: they had broken the glass";
  }
  std::string out = ". They work without names: these were cleared for them";
  for (const auto& note : event.notes) {
    if (!note.starts_with(k_by)) continue;
    out += " by " + directory::person_name(borough, StaffId::trusted(note.substr(k_by.size())));
  }
  return out;
}

}  // namespace

bool may_see(const model::Borough& borough, const pipeline::Event& event,
             const policy::Principal& reader) {
  const bool own = is_of_own_desk(borough, event, reader);
  const auto audience = words_of_event(event.kind).audience;
  if (audience == Audience::who_may_send || std::ranges::any_of(event.notes, for_who_may_send)) {
    return may(reader, policy::Action::issue_product) || (own && !cases::is_front_door(reader));
  }
  if (audience == Audience::who_may_set_bars) return may(reader, policy::Action::set_bar);
  if (own) return true;
  if (std::ranges::any_of(event.notes, for_own_desk)) return false;
  if (audience == Audience::all_but_own_item) return event.rule != policy::Rule::owner;
  return audience == Audience::all;
}

html::Look look_of(const model::Borough& borough, const pipeline::Event& event) {
  html::Look look{.at = event.at,
                  .who = event.person.empty() ? "Somebody who had not signed in"
                                              : directory::person_name(borough, event.person),
                  .role = agency_of(borough, event),
                  .what = std::string(words_of_event(event.kind).words)};
  for (const auto& note : event.notes) {
    const auto words = words_of_note(note);
    if (!words.empty()) look.what += ". " + std::string(words);
  }
  if (event.rule == policy::Rule::broken_glass) look.what += from_outside(borough, event);
  for (const auto& note : event.notes) look.why += cases::purpose_words(note);
  if (event.outcome == pipeline::Outcome::denied) {
    look.why = event.rule == policy::Rule::reason_owed
                   ? "Not opened: asked first why they open so many cases"
                   : "Refused: may not do this";
  }
  if (event.outcome == pipeline::Outcome::failed) look.why = "Did not succeed: nothing was changed";
  return look;
}

}  // namespace mash::oversight
