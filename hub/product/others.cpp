// SPDX-License-Identifier: MIT
#include "others.h"

#include <algorithm>

#include "mash/html/forms.h"
#include "where.h"

namespace mash::product {

namespace {

packages::ProductPerson person_of(const std::string& name, const std::string& dob,
                                  model::PersonRole role, const std::string& relationship) {
  std::string who(model::words_of(role));
  if (!relationship.empty()) who += " (" + relationship + ")";
  return {.name = name.empty() ? "Name not known" : name, .dob = dob, .who = std::move(who)};
}

const OtherPerson* known_as(const Others::One& one, const std::vector<OtherPerson>& before) {
  const auto at =
      std::ranges::find_if(before, [&one](const auto& b) { return one.ids.contains(b.id); });
  return at == before.end() ? nullptr : &*at;
}

}  // namespace

Others::Others(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  const LocalDate today = to_london(c.now).date;
  const auto said = people::statements_of(c, proof, id);
  for (const auto& one : people::subjects_of(c, proof, id)) {
    if (people::may_be_child(one, today)) continue;
    One other{.id = one.person.text(), .looked_up = true, .as = {}, .ids = {one.person.text()}};
    std::string relationship;
    for (const auto& s : said) {
      if (s.person != one.person) continue;
      other.ids.insert(s.id.text());
      if (!s.relationship.empty()) relationship = s.relationship.reveal();
    }
    other.as = person_of(one.name, one.dob, one.role, relationship);
    all_.push_back(std::move(other));
  }
  for (const auto& s : said) {
    if (!s.person.empty() || people::may_be_child(s, today)) continue;
    all_.push_back(
        {.id = s.id.text(),
         .as = person_of(s.display_name(), s.dob.reveal(), s.role, s.relationship.reveal()),
         .ids = {s.id.text()}});
  }
}

std::string other_line(const packages::ProductPerson& person) {
  const auto born = LocalDate::parse(person.dob);
  std::string out = person.name + ": " + person.who;
  if (!person.dob.empty()) out += ", born " + (born ? plain_date(*born) : person.dob);
  return out;
}

std::vector<packages::ProductPerson> named_in(const Draft& words) {
  std::vector<packages::ProductPerson> out;
  for (const auto& one : words.others) {
    if (one.named) out.push_back(one.as);
  }
  return out;
}

std::vector<PersonId> named_persons(const std::vector<OtherPerson>& others) {
  std::vector<PersonId> out;
  for (const auto& one : others) {
    if (one.looked_up && one.named) out.push_back(PersonId::trusted(one.id));
  }
  return out;
}

std::vector<std::string> others_since(const Others& others, const Draft& words) {
  std::vector<std::string> out;
  for (const auto& one : others.all()) {
    const auto* before = known_as(one, words.others);
    const bool as_before =
        before != nullptr && (!before->named || other_line(before->as) == other_line(one.as));
    if (!as_before) out.push_back(other_line(one.as));
  }
  for (const auto& before : words.others) {
    const bool there = std::ranges::any_of(
        others.all(), [&before](const auto& one) { return one.ids.contains(before.id); });
    if (before.named && !there) out.push_back(other_line(before.as) + " (no longer so here)");
  }
  return out;
}

pipeline::Field others_field() {
  return {.name = "others",
          .label = "Who else they must know of",
          .kind = pipeline::Kind::many,
          .max = 100};
}

std::optional<json::Value> others_question(const pipeline::Context& c, const Others& others,
                                           const std::vector<std::string>& ticked,
                                           const std::vector<OtherPerson>& before) {
  if (others.all().empty()) return std::nullopt;
  std::vector<html::Choice> choices;
  for (const auto& one : others.all()) {
    std::string hint = one.looked_up ? "" : "Not looked up yet";
    if (!before.empty() && known_as(one, before) == nullptr) {
      hint += std::string(hint.empty() ? "" : ". ") + "Was not there when this was written before";
    }
    choices.push_back({.value = one.id, .text = other_line(one.as), .hint = std::move(hint)});
  }
  choices.push_back({.divider = "or"});
  choices.push_back(
      {.value = std::string(k_none_leaves), .text = "Nobody else is named", .exclusive = true});
  return html::checkboxes(
      {.name = "others",
       .legend = "Who else must they know of?",
       .hint = "Whoever visits needs to know who lives there and who is dangerous. The lines that "
               "you tick leave as they stand here",
       .error = html::error_of(c.faults, "others"),
       .values = ticked,
       .choices = std::move(choices),
       .legend_classes = "govuk-fieldset__legend--s"});
}

Result<std::vector<OtherPerson>> chosen_others(const pipeline::Context& c, const Others& others) {
  const auto& ticked = c.input.all("others");
  const auto is_ticked = [&ticked](std::string_view value) {
    return std::ranges::find(ticked, value) != ticked.end();
  };
  for (const auto& value : ticked) {
    const bool known =
        value == k_none_leaves ||
        std::ranges::find(others.all(), value, &Others::One::id) != others.all().end();
    if (!known) return invalid("others", "Who is in this case has changed. Look again");
  }
  if (!others.all().empty() && ticked.empty()) {
    return invalid("others", "Tick who else they must know of, or that nobody else is named");
  }
  if (is_ticked(k_none_leaves) && ticked.size() > 1) {
    return invalid("others", "Tick who else is named, or that nobody is, not both");
  }
  std::vector<OtherPerson> out;
  for (const auto& one : others.all()) {
    out.push_back(
        {.id = one.id, .looked_up = one.looked_up, .named = is_ticked(one.id), .as = one.as});
  }
  return out;
}

std::vector<std::string> others_before(const Others& others,
                                       const std::vector<OtherPerson>& before) {
  std::vector<std::string> out;
  bool all_known = !before.empty();
  for (const auto& one : others.all()) {
    const auto* known = known_as(one, before);
    all_known = all_known && known != nullptr;
    if (known != nullptr && known->named) out.push_back(one.id);
  }
  // Whoever came since is not answered for.
  if (out.empty() && all_known) out.emplace_back(k_none_leaves);
  return out;
}

}  // namespace mash::product
