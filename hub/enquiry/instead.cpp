// SPDX-License-Identifier: MIT
#include "instead.h"

#include <algorithm>

#include "ask_form.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"

namespace mash::enquiry {

namespace {

constexpr const char* k_wait = "wait";

const model::Absence* absence_of(const model::Borough& borough, const AgencyId& agency,
                                 LocalDate today) {
  const auto found = std::ranges::find_if(borough.absences, [&](const model::Absence& a) {
    return a.agency == agency && a.first <= today && today <= a.last;
  });
  return found == borough.absences.end() ? nullptr : &*found;
}

}  // namespace

std::vector<StaffId> who_answers_for(const shift::Presence& presence, const model::Borough& borough,
                                     const AgencyId& agency) {
  std::vector<StaffId> out;
  const auto add = [&out](const StaffId& person) {
    if (std::ranges::find(out, person) == out.end()) out.push_back(person);
  };
  for (const auto& person : presence.on_call(agency)) add(person);
  if (const auto* found = borough.find_agency(agency)) {
    for (const auto& person : found->on_call.releasers) {
      if (presence.absence(person) != shift::Absence::left) add(person);
    }
  }
  for (const auto& person : std::vector<StaffId>(out)) {
    for (const auto& deputy : presence.deputies_here(person)) {
      if (shift::desk_of(borough, deputy) == agency) add(deputy);
    }
  }
  return out;
}

AwayDesks::AwayDesks(pipeline::Context& c, const model::Borough& borough,
                     const std::vector<EnquiryRow>& asked)
    : tx_(c.tx),
      case_(c.case_id),
      borough_(borough),
      asked_(asked),
      presence_(c.tx, borough, c.now),
      today_(to_london(c.now).date) {}

bool AwayDesks::is_anybody_cleared(const AgencyId& desk) const {
  return std::ranges::any_of(presence_.here(desk), [this](const StaffId& person) {
    return !cases::is_barred(tx_, case_, person);
  });
}

bool AwayDesks::is_away(const AgencyId& desk) const {
  return absence_of(borough_, desk, today_) != nullptr || !is_anybody_cleared(desk);
}

std::string AwayDesks::words(const AgencyId& desk) const {
  if (const auto* absence = absence_of(borough_, desk, today_)) {
    return "Away until " + plain_date(absence->last);
  }
  if (presence_.here(desk).empty()) return "Nobody is there";
  return is_anybody_cleared(desk) ? "" : "Nobody is there who may know of this case";
}

std::vector<AwayDesks::Choice> AwayDesks::choices(const AgencyId& desk) const {
  std::vector<Choice> out;
  const std::string telephone = presence_.telephone(desk);
  const auto add = [&](const StaffId& person, const char* as) {
    const auto known = [&person](const Choice& one) { return one.instead.person == person; };
    if (std::ranges::any_of(out, known) || cases::is_barred(tx_, case_, person)) return;
    out.push_back({.code = person.text(),
                   .text = directory::person_name(borough_, person) + ", " + as,
                   .hint = telephone.empty() ? "" : "Phone " + telephone,
                   .instead = {.person = person, .desk = {}}});
  };
  for (const auto& person : presence_.on_call(desk)) add(person, "on call");
  for (const auto& person : shift::people_of(borough_, desk)) {
    for (const auto& deputy : presence_.deputies_here(person)) {
      if (shift::desk_of(borough_, deputy) == desk) add(deputy, "stands in");
    }
  }
  const auto* absence = absence_of(borough_, desk, today_);
  const auto* other = absence == nullptr ? nullptr : borough_.find_agency(absence->alternate);
  if (other != nullptr && other->inside_hub && other->has_desk() &&
      open_request(asked_, other->id) == nullptr && !is_away(other->id)) {
    out.push_back({.code = other->id.text(),
                   .text = other->name,
                   .hint = "Asked in its place while it is away. They then see this case",
                   .instead = {.person = {}, .desk = other->id}});
  }
  return out;
}

json::Value AwayDesks::question(const pipeline::Context& c, const model::Agency& desk) const {
  if (!is_away(desk.id)) return false;
  html::RadiosOptions o{
      .name = instead_name(desk),
      .legend = "If you ask " + desk.name + ": who is asked in its place?",
      .error = html::error_of(c.faults, instead_name(desk)),
      .value = c.typed == nullptr ? "" : std::string(c.typed->text(instead_name(desk))),
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : choices(desk.id)) {
    o.choices.push_back({.value = one.code, .text = one.text, .hint = one.hint});
  }
  o.choices.push_back({.value = k_wait, .text = "Nobody: the request waits for the desk"});
  return html::radios(o);
}

Result<std::optional<Instead>> AwayDesks::read(const pipeline::Context& c,
                                               const model::Agency& desk) const {
  const auto name = instead_name(desk);
  const std::string typed(c.input.text(name));
  if (typed.empty() || !is_away(desk.id)) return std::optional<Instead>();
  if (typed == k_wait) return std::optional(Instead{});
  const auto all = choices(desk.id);
  const auto found = std::ranges::find(all, typed, &Choice::code);
  if (found == all.end()) {
    return invalid(name, "They cannot be asked any more. Select somebody else for " + desk.name);
  }
  return std::optional(found->instead);
}

std::string instead_name(const model::Agency& desk) {
  return "instead-" + desk.id.text();
}

std::string instead_words(const model::Borough& borough, const Enquiry& enquiry) {
  if (enquiry.instead.empty()) return "";
  const auto* agency = borough.find_agency(enquiry.agency);
  std::string out =
      directory::person_name(borough, enquiry.instead) +
      (enquiry.again_of.empty() ? " is asked in place of the desk, which was away."
                                : " answers for the agency, since the desk could not share it.");
  if (agency != nullptr && !agency->on_call.telephone.empty()) {
    out += " Phone " + agency->on_call.telephone + ".";
  }
  return out;
}

}  // namespace mash::enquiry
