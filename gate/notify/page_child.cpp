// SPDX-License-Identifier: MIT
// What is known of one child.
#include "mash/html/forms.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Input;

const std::vector<html::Choice>& sex_choices() {
  static const std::vector<html::Choice> k_choices = {{.value = "F", .text = "Girl"},
                                                      {.value = "M", .text = "Boy"},
                                                      {.value = "U", .text = "I do not know"}};
  return k_choices;
}

struct Boxes {
  std::string day, month, year;
};

// The three boxes of a date, as they were typed or from the kept date.
Boxes boxes_of(const Shown& shown, const std::string& name) {
  if (shown.typed != nullptr && !shown.typed->has(name)) {
    return {shown.text(name + "-day"), shown.text(name + "-month"), shown.text(name + "-year")};
  }
  const auto date = LocalDate::parse(shown.text(name));
  if (!date) return {};
  return {std::to_string(date->day), std::to_string(date->month), std::to_string(date->year)};
}

json::Value date_box(const Shown& shown, const std::string& name, const std::string& legend,
                     const std::string& hint) {
  const Boxes boxes = boxes_of(shown, name);
  return html::date_input({.name = name,
                           .legend = legend,
                           .hint = hint,
                           .error = shown.error(name),
                           .day = boxes.day,
                           .month = boxes.month,
                           .year = boxes.year,
                           .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value line(const Shown& shown, const std::string& name, const std::string& label,
                 const std::string& hint = "", const std::string& classes = "") {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = shown.error(name),
                      .value = shown.text(name),
                      .classes = classes,
                      .autocomplete = "off",
                      .spellcheck = "false"});
}

json::Value sex_question(const Shown& shown, bool self) {
  return html::radios({.name = "sex",
                       .legend = self ? "Are you a girl or a boy?" : "Girl or boy?",
                       .error = shown.error("sex"),
                       .value = shown.text("sex"),
                       .choices = sex_choices(),
                       .classes = "govuk-radios--inline govuk-radios--small",
                       .legend_classes = "govuk-fieldset__legend--s"});
}

std::string today_of(UtcTime now) {
  return to_london(now).date.iso();
}

}  // namespace

std::vector<pipeline::Field> child_fields() {
  using pipeline::Kind;
  return {{.name = "given_name", .label = "First name", .max = 200, .as_typed = true},
          {.name = "surname", .label = "Last name", .max = 200, .as_typed = true},
          {.name = "dob", .label = "Date of birth", .kind = Kind::date},
          {.name = "about_age", .label = "Age", .max = 100, .as_typed = true},
          {.name = "expected_dob", .label = "The date when the baby is due", .kind = Kind::date},
          {.name = "sex", .label = "Girl or boy", .kind = Kind::choice, .choices = {"F", "M", "U"}},
          {.name = "address_line", .label = "Address", .max = 400, .as_typed = true},
          {.name = "postcode", .label = "Postcode", .max = 20, .as_typed = true},
          {.name = "school", .label = "School, college or nursery", .max = 200, .as_typed = true},
          {.name = "nothing_known",
           .label = "Nothing known",
           .kind = Kind::choice,
           .choices = {"yes"}}};
}

Question ask_child(const Draft& draft, const Shown& shown, std::size_t number) {
  const bool self = draft.about_self() && number == 1;
  Question q;
  q.title = self ? "About you" : "What do you know about the child?";
  if (!self && number > 1) q.title = "What do you know about child " + std::to_string(number) + "?";
  q.guidance.emplace_back(self ? "You do not have to fill in all of this. It helps us to find you."
                               : "Fill in what you know and leave the rest empty.");
  q.fields = {line(shown, "given_name", "First name"), line(shown, "surname", "Last name"),
              date_box(shown, "dob", "Date of birth", "For example, 27 3 2017"),
              line(shown, "about_age", self ? "Or how old are you?" : "Or about how old?",
                   self ? "" : "For example, about 5, or a baby", "govuk-input--width-10")};
  if (!self) {
    q.fields.push_back(date_box(shown, "expected_dob",
                                "If the child is not born yet: when is it due?",
                                "For example, 1 2 2027"));
  }
  q.fields.push_back(sex_question(shown, self));
  q.fields.push_back(line(shown, "address_line", self ? "Where do you live?" : "Address",
                          self ? "" : "House, street and town, as far as you know"));
  q.fields.push_back(line(shown, "postcode", "Postcode", "", "govuk-input--width-10"));
  q.fields.push_back(line(shown, "school", "School, college or nursery"));
  if (!self) {
    q.fields.push_back(
        html::checkboxes({.name = "nothing_known",
                          .error = shown.error("nothing_known"),
                          .values = {shown.text("nothing_known")},
                          .choices = {{.value = "yes", .text = "I know none of this"}}}));
  }
  return q;
}

Result<Answers> child_of(const Input& input, UtcTime now) {
  Answers child;
  for (const auto& field : child_fields()) child.set(field.name, input.text(field.name));
  if (child.all().empty()) {
    return invalid("given_name", "Enter what you know, or tick that you know none of this",
                   "missing");
  }
  std::vector<Fault> faults;
  if (input.has("dob") && input.text("dob") > today_of(now)) {
    faults.push_back({"dob", "Date of birth must be in the past"});
  }
  if (child.has("nothing_known") && child.all().size() > 1) {
    faults.push_back({"nothing_known", "Untick this, or leave the boxes above empty"});
  }
  if (input.has("dob") && input.has("expected_dob")) {
    faults.push_back({"expected_dob", "Enter a date of birth or the date when a baby is due"});
  }
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  return child;
}

std::string child_name(const Answers& child) {
  std::string name = child.get("given_name").reveal();
  if (child.has("surname")) name += (name.empty() ? "" : " ") + child.get("surname").reveal();
  if (!name.empty()) return name;
  return child.has("expected_dob") ? "Unborn baby" : "Name not known";
}

std::string age_words(const Answers& child) {
  std::string out;
  const auto add = [&out](const std::string& words) { out += (out.empty() ? "" : ", ") + words; };
  if (const auto born = LocalDate::parse(child.get("dob").reveal())) {
    add("born on " + plain_date(*born));
  }
  if (child.has("about_age")) add(child.get("about_age").reveal());
  if (const auto due = LocalDate::parse(child.get("expected_dob").reveal())) {
    add("due on " + plain_date(*due));
  }
  for (const auto& choice : sex_choices()) {
    if (choice.value != "U" && child.is("sex", choice.value)) {
      add(choice.value == "F" ? "girl" : "boy");
    }
  }
  return out;
}

std::string address_words(const Answers& child) {
  std::string out = child.get("address_line").reveal();
  if (child.has("postcode")) out += (out.empty() ? "" : ", ") + child.get("postcode").reveal();
  return out;
}

}  // namespace mash::notify
