// SPDX-License-Identifier: MIT
#include "rota_form.h"

#include <algorithm>

#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/pipeline/when.h"
#include "mash/shift/shift.h"

namespace mash::shift {

namespace {

using pipeline::Context;

// Nobody is on duty for longer without a break: what is longer is a slip of the pen, and would have
// somebody present for days.
constexpr Duration k_longest_duty = Duration::hours(24);

const pipeline::WhenQuestion& begins() {
  static const pipeline::WhenQuestion q{.name = "from",
                                        .day = "From which day?",
                                        .time = "From what time?",
                                        .missing_day = "Enter the day on which it begins",
                                        .missing_time = "Enter the time at which it begins"};
  return q;
}

const pipeline::WhenQuestion& ends() {
  static const pipeline::WhenQuestion q{.name = "until",
                                        .day = "Until which day?",
                                        .time = "Until what time?",
                                        .missing_day = "Enter the day on which it ends",
                                        .missing_time = "Enter the time at which it ends"};
  return q;
}

std::string value_of(const Context& c, const char* name, std::string present) {
  return c.typed != nullptr ? std::string(c.typed->text(name)) : std::move(present);
}

std::vector<html::Choice> people(const Context& c, const model::Borough& borough,
                                 const std::string& none) {
  std::vector<html::Choice> out = {{.value = "", .text = none}};
  for (const auto& desk : desks(borough)) {
    if (!keeps(c.principal, desk)) continue;
    for (const auto& id : people_of(borough, desk)) {
      out.push_back(
          {.value = id.text(),
           .text = desk_name(borough, desk) + ": " + directory::person_name(borough, id)});
    }
  }
  return out;
}

// Two of these entries of one person cannot both stand.
bool clash(const ShiftRow& there, const ShiftRow& row) {
  // On duty while away is a mistake; away while on duty is how somebody falls ill.
  return there.duty == row.duty || (there.duty == Duty::away && row.duty == Duty::on_duty);
}

void check_others(Context& c, const model::Borough& borough, const ShiftRow& row,
                  std::vector<Fault>& faults) {
  for (const auto& there : shifts_between(c.tx, row.from, row.until)) {
    if (there.id == row.id || there.person != row.person || !clash(there, row)) continue;
    faults.push_back({"from", "They are in the rota at that time: " + entry_words(borough, there) +
                                  ". Change that entry or enter another time"});
    return;
  }
}

}  // namespace

bool keeps(const policy::Principal& person, const AgencyId& desk) {
  using policy::Role;
  switch (person.role) {
    case Role::mash_manager:
    case Role::deputy_manager:
    case Role::mash_admin:
      return true;
    case Role::navigator:
      return person.agency == desk;
    default:
      return false;
  }
}

std::vector<pipeline::Field> entry_fields() {
  using pipeline::Kind;
  std::vector<pipeline::Field> out = {{.name = "person",
                                       .label = "Who",
                                       .required = true,
                                       .max = 40,
                                       .missing = "Choose who it is"}};
  pipeline::Field duty{.name = "duty",
                       .label = "What they are",
                       .kind = Kind::choice,
                       .required = true,
                       .missing = "Select whether they are on duty, on call or away"};
  for (const auto& word : model::k_words<Duty>) duty.choices.emplace_back(word.code);
  out.push_back(std::move(duty));
  for (const auto* q : {&begins(), &ends()}) {
    for (auto& field : pipeline::when_fields(*q)) out.push_back(std::move(field));
  }
  out.push_back({.name = "deputy", .label = "Who stands in", .max = 40});
  return out;
}

json::Value entry_questions(const Context& c, const model::Borough& borough,
                            const std::optional<ShiftRow>& present) {
  html::RadiosOptions duty{
      .name = "duty",
      .legend = "What are they then?",
      .hint = "On call: not here, but to be rung. Away: ill, on leave or elsewhere.",
      .error = html::error_of(c.faults, "duty"),
      .value = value_of(c, "duty", present ? std::string(model::code_of(present->duty)) : ""),
      .classes = "govuk-radios--small",
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Duty>) {
    duty.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  std::vector<json::Value> all = {
      html::select({.name = "person",
                    .label = "Who?",
                    .error = html::error_of(c.faults, "person"),
                    .value = value_of(c, "person", present ? present->person.text() : ""),
                    .choices = people(c, borough, "Choose a person"),
                    .label_classes = "govuk-label--s"}),
      html::radios(duty)};
  const auto at = [&](UtcTime ShiftRow::* end) {
    return present ? std::optional((*present).*end) : std::nullopt;
  };
  for (auto& q : pipeline::when_questions(c, begins(), at(&ShiftRow::from))) {
    all.push_back(std::move(q));
  }
  for (auto& q : pipeline::when_questions(c, ends(), at(&ShiftRow::until))) {
    all.push_back(std::move(q));
  }
  all.push_back(html::select({.name = "deputy",
                              .label = "Who stands in while they are away?",
                              .hint = "Only for somebody who is away",
                              .error = html::error_of(c.faults, "deputy"),
                              .value = value_of(c, "deputy", present ? present->deputy.text() : ""),
                              .choices = people(c, borough, "Nobody is named"),
                              .label_classes = "govuk-label--s"}));
  return html::fields(std::move(all));
}

Result<ShiftRow> read_entry(Context& c, const model::Borough& borough, std::string_view id) {
  std::vector<Fault> faults;
  const auto person = StaffId::trusted(std::string(c.input.text("person")));
  const auto deputy = StaffId::trusted(std::string(c.input.text("deputy")));
  ShiftRow row{.id = std::string(id),
               .desk = desk_of(borough, person),
               .person = person,
               .duty = *model::from_code<Duty>(c.input.text("duty")),
               .deputy = deputy,
               .entered_at = c.now,
               .entered_by = c.principal.person};
  if (row.desk.empty() || !keeps(c.principal, row.desk)) {
    faults.push_back({"person", "Choose somebody of a desk whose rota you keep"});
  } else if (!directory::load_person(c.tx, person, borough)) {
    faults.push_back({"person", "They have left. Choose somebody else"});
  }
  const auto from = pipeline::read_when(c.input, begins());
  const auto until = pipeline::read_when(c.input, ends());
  for (const auto* when : {&from, &until}) {
    if (!*when)
      faults.insert(faults.end(), when->error().faults.begin(), when->error().faults.end());
  }
  if (from && until) {
    row.from = *from;
    row.until = *until;
    if (row.until <= row.from) {
      faults.push_back({"until", "This is not after it begins. Enter a later day or time"});
    } else if (row.duty == Duty::on_duty && row.until - row.from > k_longest_duty) {
      faults.push_back({"until", "Nobody is on duty for more than a day. Enter each shift"});
    } else {
      check_others(c, borough, row, faults);
    }
  }
  if (!deputy.empty() && row.duty != Duty::away) {
    faults.push_back({"deputy", "Name who stands in only for somebody who is away"});
  } else if (!deputy.empty() && (deputy == person || desk_of(borough, deputy) != row.desk)) {
    faults.push_back({"deputy", "Choose somebody else of the same desk"});
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return row;
}

std::string entry_words(const model::Borough& borough, const ShiftRow& row) {
  std::string out(model::words_of(row.duty));
  out += ", " + plain_time(row.from) + " until " + plain_time(row.until);
  if (!row.deputy.empty()) {
    out += ", " + directory::person_name(borough, row.deputy) + " stands in";
  }
  return out;
}

}  // namespace mash::shift
