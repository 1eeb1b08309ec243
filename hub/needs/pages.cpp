// SPDX-License-Identifier: MIT
#include "pages.h"

#include <algorithm>
#include <array>

#include "mash/cases/bars.h"
#include "mash/html/forms.h"

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

std::shared_ptr<const research::Record> record_for(pipeline::Context& c, const Deps& deps) {
  return deps.record->without(c.tx, c.vault, c.now, cases::barred_cases(c.tx, c.principal.person));
}

Reading reading_for(pipeline::Context& c, const Deps& deps) {
  return deps.record->grouped(c.tx, c.vault, c.now, cases::barred_cases(c.tx, c.principal.person));
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
