// SPDX-License-Identifier: MIT
#include "mash/disclosure/item_form.h"

#include "mash/html/forms.h"

namespace mash::disclosure {

namespace {

using model::code_of;
using model::words_of;

constexpr std::string_view k_grade_message = "Give all three parts of the grading, or none of them";

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

template <model::Coded E>
html::SelectOptions select_of(std::string name, std::string label, std::string value) {
  html::SelectOptions o{
      .name = std::move(name), .label = std::move(label), .value = std::move(value)};
  o.choices.push_back({.value = "", .text = "Not graded"});
  for (const auto& word : model::k_words<E>) {
    o.choices.push_back({.value = std::string(word.code),
                         .text = std::string(word.code) + ": " + std::string(word.words)});
  }
  return o;
}

const char* who_reads(model::Sensitivity s) {
  switch (s) {
    case model::Sensitivity::ordinary:
      return "Everybody who works on this case in the hub reads it.";
    case model::Sensitivity::sensitive:
      return "They read it too. It is about health, crime or another delicate matter.";
    case model::Sensitivity::very_sensitive:
      return "They read it too. Somebody could be hurt if it became known.";
    case model::Sensitivity::manager_only:
      return "Your agency and the hub's managers read it. The others see that one item exists.";
  }
  return "";
}

json::Value sensitivity_question(const std::string& value, const std::string& error) {
  html::RadiosOptions o{.name = "sensitivity",
                        .legend = "Who in the hub may read it?",
                        .hint = "This says nothing about who outside may read it.",
                        .error = error,
                        .value = value};
  for (const auto& word : model::k_words<model::Sensitivity>) {
    o.choices.push_back({.value = std::string(word.code),
                         .text = std::string(word.words),
                         .hint = who_reads(word.value)});
  }
  o.classes = "govuk-radios--small";
  return html::radios(o);
}

json::Value marking_question(const std::string& value, const std::string& error) {
  html::SelectOptions o{.name = "marking", .label = "Marking", .error = error, .value = value};
  o.choices = {{.value = "", .text = "OFFICIAL-SENSITIVE, as usual"},
               {.value = "OFFICIAL", .text = "OFFICIAL"},
               {.value = "OFFICIAL-SENSITIVE", .text = "OFFICIAL-SENSITIVE"}};
  return html::select(o);
}

std::vector<json::Value> grading_questions(const std::string& grade, const std::string& handling,
                                           const std::vector<Fault>& faults) {
  const auto part = [&](std::size_t i) {
    return grade.size() > i && grade[i] != ' ' ? std::string(1, grade[i]) : std::string();
  };
  auto source = select_of<model::SourceGrade>("grade_source", "Grading: source", part(0));
  source.error = html::error_of(faults, "grade_source");
  const auto information =
      select_of<model::InformationGrade>("grade_information", "Grading: information", part(1));
  const auto conditions =
      select_of<model::HandlingGrade>("grade_handling", "Grading: handling", part(2));
  return {html::select(source), html::select(information), html::select(conditions),
          html::textarea({.name = "handling",
                          .label = "Conditions of handling",
                          .hint = "Needed where handling is C.",
                          .error = html::error_of(faults, "handling"),
                          .value = handling,
                          .rows = 2})};
}

// One letter for each part that was typed, a space for one that was not: "2 C".
std::string typed_grade(const pipeline::Input& input) {
  std::string out;
  for (const char* name : {"grade_source", "grade_information", "grade_handling"}) {
    const auto value = input.text(name);
    out += value.size() == 1 ? value.front() : ' ';
  }
  return out;
}

Result<std::string> read_grade(const pipeline::Input& input) {
  const std::string grade = typed_grade(input);
  if (grade == "   ") return std::string();
  if (!model::parse_grade(grade, "grade_source")) {
    return invalid("grade_source", std::string(k_grade_message));
  }
  if (grade[2] == 'C' && !input.has("handling")) {
    return invalid("handling", "Enter the conditions of handling");
  }
  return grade;
}

}  // namespace

std::vector<pipeline::Field> item_fields() {
  using pipeline::Kind;
  return {{.name = "source", .label = "Where this comes from", .max = 300},
          {.name = "event_date", .label = "When it happened", .max = 100},
          {.name = "sensitivity",
           .label = "Who may read it",
           .kind = Kind::choice,
           .required = true,
           .choices = codes<model::Sensitivity>(),
           .missing = "Select who in the hub may read it"},
          {.name = "marking", .label = "Marking", .max = 40},
          {.name = "grade_source",
           .label = "Grading of the source",
           .kind = Kind::choice,
           .choices = codes<model::SourceGrade>()},
          {.name = "grade_information",
           .label = "Grading of the information",
           .kind = Kind::choice,
           .choices = codes<model::InformationGrade>()},
          {.name = "grade_handling",
           .label = "Grading of the handling",
           .kind = Kind::choice,
           .choices = codes<model::HandlingGrade>()},
          {.name = "handling", .label = "Conditions of handling", .max = 1000, .as_typed = true}};
}

json::Value fields_of(std::vector<json::Value> questions) {
  json::Value v = json::Object{};
  v.set("fields", html::fields(std::move(questions)));
  return v;
}

json::Value item_questions(const pipeline::Context& c, bool by_police, const Item* present) {
  const auto value = [&](const char* name, const std::string& stored) {
    return c.typed != nullptr ? std::string(c.typed->text(name)) : stored;
  };
  const Item none;
  const Item& now = present != nullptr ? *present : none;
  const auto error = [&](const char* name) { return html::error_of(c.faults, name); };
  std::vector<json::Value> all;
  all.push_back(html::input({.name = "source",
                             .label = "Where does this come from?",
                             .hint = "The record or the person. For example: incident system, "
                                     "health visitor.",
                             .error = error("source"),
                             .value = value("source", now.source.reveal())}));
  all.push_back(html::input({.name = "event_date",
                             .label = "When did it happen?",
                             .hint = "For example 3 October 2026, or since spring 2025.",
                             .error = error("event_date"),
                             .value = value("event_date", now.event_date.reveal()),
                             .classes = "govuk-input--width-20"}));
  all.push_back(sensitivity_question(
      value("sensitivity", present != nullptr ? std::to_string(now.sensitivity) : ""),
      error("sensitivity")));
  all.push_back(marking_question(value("marking", now.marking), error("marking")));
  if (by_police) {
    const std::string grade = c.typed != nullptr ? typed_grade(*c.typed) : now.grade.reveal();
    for (auto& q : grading_questions(grade, value("handling", now.handling.reveal()), c.faults)) {
      all.push_back(std::move(q));
    }
  }
  return fields_of(std::move(all));
}

Result<NewItem> read_item_form(const pipeline::Input& input, bool by_police) {
  NewItem out;
  std::vector<Fault> faults;
  if (!input.has("source")) faults.push_back({"source", "Enter where this comes from"});
  out.source = Sensitive(std::string(input.text("source")));
  out.event_date = Sensitive(std::string(input.text("event_date")));
  out.sensitivity = static_cast<int>(input.number("sensitivity"));
  if (input.has("marking")) {
    const auto marking = model::parse_marking(input.text("marking"), "marking");
    if (marking) out.marking = std::string(code_of(*marking));
    if (!marking) faults.push_back(marking.error().faults.front());
  }
  if (by_police) {
    const auto grade = read_grade(input);
    if (grade) out.grade = Sensitive(*grade);
    if (!grade) faults.push_back(grade.error().faults.front());
    out.handling = Sensitive(std::string(input.text("handling")));
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  return out;
}

std::string grade_in_words(const std::string& text) {
  const auto grade = model::parse_grade(text, "grade");
  if (!grade) return "";
  std::string out = text + ": ";
  out += words_of(grade->source);
  out += "; ";
  out += words_of(grade->information);
  out += "; ";
  out += words_of(grade->handling);
  return out;
}

}  // namespace mash::disclosure
