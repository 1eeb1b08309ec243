// SPDX-License-Identifier: MIT
#include "pages.h"

#include <algorithm>
#include <array>

#include "mash/cases/bars.h"
#include "mash/html/forms.h"
#include "mash/people/groups.h"

namespace mash::needs {

namespace {

constexpr std::array<Answer, 6> k_groups{{{"ETHNICITY", "Ethnicity"},
                                          {"SEX", "Sex"},
                                          {"AGE", "Age"},
                                          {"DISABILITY", "Disability"},
                                          {"SOURCE", "Who told"},
                                          {"DISTRICT", "Postcode district"}}};

}  // namespace

constinit const Question k_by_group{"by", "By", k_groups};

research::GroupBy group_of(const Answer& by) {
  using research::GroupBy;
  constexpr std::array k_kinds{GroupBy::ethnicity,  GroupBy::sex,    GroupBy::age,
                               GroupBy::disability, GroupBy::source, GroupBy::district};
  for (std::size_t i = 0; i < k_groups.size(); ++i) {
    if (std::string_view(k_groups.at(i).code) == by.code) return k_kinds.at(i);
  }
  return k_kinds.front();
}

Reading reading_of(pipeline::Context& c) {
  const auto all = research::read_all(c.tx, c.vault, c.now);
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::vector<people::GroupSaid> groups;
  people::each_group(c.tx, c.vault, [&](const auto& one) { groups.push_back(one); });
  return {.record = research::record_of(all, hidden),
          .traits = research::traits_of(all, groups, hidden)};
}

const Answer& answer_of(const pipeline::Context& c, const Question& question) {
  const auto found = std::ranges::find(question.answers, c.input.text(question.name),
                                       [](const Answer& a) { return std::string_view(a.code); });
  return found == question.answers.end() ? question.answers.front() : *found;
}

pipeline::Field field_of(const Question& question) {
  pipeline::Field out{
      .name = question.name, .label = question.label, .kind = pipeline::Kind::choice};
  for (const auto& one : question.answers) out.choices.emplace_back(one.code);
  return out;
}

json::Value select_of(const pipeline::Context& c, const Question& question) {
  std::vector<html::Choice> choices;
  for (const auto& one : question.answers)
    choices.push_back({.value = one.code, .text = one.words});
  return html::select({.name = question.name,
                       .label = question.label,
                       .value = answer_of(c, question).code,
                       .choices = std::move(choices)});
}

std::string query_of(const pipeline::Context& c, std::span<const Question> questions) {
  std::string out;
  for (const auto& one : questions) {
    out += (out.empty() ? "?" : "&") + std::string(one.name) + "=" + answer_of(c, one).code;
  }
  return out;
}

pipeline::Download csv_of(const char* name, const html::TableOptions& table) {
  return {.type = "text/csv; charset=utf-8; header=present",
          .name = name,
          .body = picture::as_csv(table)};
}

}  // namespace mash::needs
