// SPDX-License-Identifier: MIT
#include "others.h"

#include <algorithm>

#include "mash/html/forms.h"
#include "where.h"

namespace mash::product {

namespace {

bool is_in(const std::vector<PersonId>& some, const PersonId& one) {
  return std::ranges::find(some, one) != some.end();
}

}  // namespace

Others::Others(pipeline::Context& c, const policy::Proof& proof, const CaseId& id)
    : all_(people::subjects_of(c, proof, id)) {
  const LocalDate today = to_london(c.now).date;
  std::erase_if(all_, [today](const auto& one) { return people::may_be_child(one, today); });
  for (const auto& said : people::statements_of(c, proof, id)) {
    if (said.relationship.empty()) continue;
    relationships_[said.person] = said.relationship.reveal();
  }
}

packages::ProductPerson Others::person_of(const people::Subject& one) const {
  const auto relationship = relationships_.find(one.person);
  std::string who(model::words_of(one.role));
  if (relationship != relationships_.end()) who += " (" + relationship->second + ")";
  return {.name = one.name.empty() ? "Name not known" : one.name,
          .dob = one.dob,
          .who = std::move(who)};
}

std::vector<packages::ProductPerson> Others::named(const std::vector<PersonId>& chosen) const {
  std::vector<packages::ProductPerson> out;
  for (const auto& one : all_) {
    if (is_in(chosen, one.person)) out.push_back(person_of(one));
  }
  return out;
}

std::string Others::line_of(const people::Subject& one) const {
  return other_line(person_of(one));
}

std::string other_line(const packages::ProductPerson& person) {
  const auto born = LocalDate::parse(person.dob);
  std::string out = person.name + ": " + person.who;
  if (!person.dob.empty()) out += ", born " + (born ? plain_date(*born) : person.dob);
  return out;
}

pipeline::Field others_field() {
  return {.name = "others",
          .label = "Who else they must know of",
          .kind = pipeline::Kind::many,
          .max = 100};
}

std::optional<json::Value> others_question(const pipeline::Context& c, const Others& others,
                                           const std::vector<std::string>& ticked) {
  if (others.all().empty()) return std::nullopt;
  std::vector<html::Choice> choices;
  for (const auto& one : others.all()) {
    choices.push_back({.value = one.person.text(), .text = others.line_of(one)});
  }
  choices.push_back({.divider = "or"});
  choices.push_back(
      {.value = std::string(k_none_leaves), .text = "Nobody else is named", .exclusive = true});
  return html::checkboxes(
      {.name = "others",
       .legend = "Who else must they know of?",
       .hint = "Whoever visits needs to know who lives there and who is dangerous. Name, date of "
               "birth and who it is leave; no address",
       .error = html::error_of(c.faults, "others"),
       .values = ticked,
       .choices = std::move(choices),
       .legend_classes = "govuk-fieldset__legend--s"});
}

Result<ChosenOthers> chosen_others(const pipeline::Context& c, const Others& others) {
  const auto& ticked = c.input.all("others");
  const auto is_ticked = [&ticked](std::string_view value) {
    return std::ranges::find(ticked, value) != ticked.end();
  };
  for (const auto& value : ticked) {
    const bool known =
        value == k_none_leaves || std::ranges::any_of(others.all(), [&value](const auto& one) {
          return one.person.text() == value;
        });
    if (!known) return invalid("others", "Who is in this case has changed. Look again");
  }
  if (!others.all().empty() && ticked.empty()) {
    return invalid("others", "Tick who else they must know of, or that nobody else is named");
  }
  if (is_ticked(k_none_leaves) && ticked.size() > 1) {
    return invalid("others", "Tick who else is named, or that nobody is, not both");
  }
  ChosenOthers out;
  for (const auto& one : others.all()) {
    (is_ticked(one.person.text()) ? out.named : out.not_named).push_back(one.person);
  }
  return out;
}

std::vector<std::string> others_before(const Draft& before) {
  std::vector<std::string> out;
  for (const auto& one : before.others) out.push_back(one.text());
  if (out.empty() && !before.not_named.empty()) out.emplace_back(k_none_leaves);
  return out;
}

}  // namespace mash::product
