// SPDX-License-Identifier: MIT
// How the hub can reach the referrer. Professionals cannot stay unnamed; everybody else can.
#include <array>

#include "mash/html/forms.h"
#include "page.h"

namespace mash::notify {

namespace {

using pipeline::Input;

// Where a professional may work: the import format's codes, in the words of a form.
const std::vector<html::Choice>& source_choices() {
  static const std::vector<html::Choice> k_choices = {
      {.text = "Choose where you work"},
      {.value = "2A", .text = "School"},
      {.value = "2B", .text = "Education service, nursery or college"},
      {.value = "3A", .text = "GP"},
      {.value = "3B", .text = "Health visitor"},
      {.value = "3C", .text = "School nurse"},
      {.value = "3D", .text = "Other primary health service"},
      {.value = "3E", .text = "Emergency department"},
      {.value = "3F", .text = "Other health service"},
      {.value = "4", .text = "Housing"},
      {.value = "5A", .text = "Council social care, for example for adults"},
      {.value = "5B", .text = "Other council service"},
      {.value = "5C", .text = "Another council"},
      {.value = "5D", .text = "Early help"},
      {.value = "6", .text = "Police"},
      {.value = "7", .text = "Court, probation or other legal agency"},
      {.value = "8", .text = "Other, for example a charity"}};
  return k_choices;
}

std::vector<std::string> source_codes() {
  std::vector<std::string> out;
  for (const html::Choice& choice : source_choices()) {
    if (!choice.value.empty()) out.push_back(choice.value);
  }
  return out;
}

json::Value line(const Shown& shown, const std::string& name, const std::string& label,
                 const std::string& hint = "", const std::string& type = "text",
                 const std::string& autocomplete = "off") {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = shown.error(name),
                      .value = shown.text(name),
                      .type = type,
                      .autocomplete = autocomplete});
}

json::Value safe_contact(const Shown& shown, const std::string& label, const std::string& hint) {
  return html::textarea({.name = "safe_contact",
                         .label = label,
                         .hint = hint,
                         .error = shown.error("safe_contact"),
                         .value = shown.text("safe_contact"),
                         .rows = 3});
}

Question ask_child_contact(const Shown& shown) {
  Question q{.title = "How can we talk to you safely?"};
  q.guidance.emplace_back("You do not have to fill this in. If you do, we can ask how you are.");
  q.fields = {line(shown, "referrer_name", "What should we call you?"),
              line(shown, "referrer_phone", "Your phone number", "", "tel"),
              safe_contact(shown, "When and how is it safe to reach you?",
                           "You can also name a grown-up you trust, like a teacher.")};
  return q;
}

Question ask_public_contact(const Shown& shown) {
  Question q{.title = "How can we reach you?"};
  q.guidance.emplace_back(
      "You do not have to say who you are. It helps us if we can ask you something.");
  q.guidance.emplace_back("You do not need to tell the family that you told us.");
  q.fields = {line(shown, "referrer_name", "Your name"),
              line(shown, "referrer_phone", "Phone number", "", "tel"),
              line(shown, "referrer_email", "Email address", "", "email"),
              safe_contact(shown, "When and how is it safe to reach you?", ""),
              html::checkboxes({.name = "keep_back",
                                .error = shown.error("keep_back"),
                                .values = {shown.text("keep_back")},
                                .choices = {{.value = "yes",
                                             .text = "Do not tell the family who told you",
                                             .hint = "A court can still order us to say."}}})};
  return q;
}

Question ask_professional_contact(const Shown& shown) {
  Question q{.title = "Who you are and how we reach you"};
  q.guidance.emplace_back("People who tell us as part of their work cannot stay unnamed.");
  q.fields = {line(shown, "referrer_name", "Your name", "", "text", "name"),
              line(shown, "referrer_role", "Your job", "For example, teacher"),
              line(shown, "referrer_agency", "Organisation", "For example, the name of the school",
                   "text", "organization"),
              html::select({.name = "source",
                            .label = "Kind of organisation",
                            .error = shown.error("source"),
                            .value = shown.text("source"),
                            .choices = source_choices()}),
              line(shown, "referrer_phone", "Phone number",
                   "Where a social worker reaches you today", "tel", "tel"),
              line(shown, "referrer_email", "Work email address", "", "email", "email"),
              safe_contact(shown, "When and how are you best reached?", "")};
  return q;
}

Question ask_contact(const Draft& draft, const Shown& shown) {
  switch (draft.kind()) {
    case Kind::child:
      return ask_child_contact(shown);
    case Kind::member_of_public:
      return ask_public_contact(shown);
    case Kind::professional:
      return ask_professional_contact(shown);
  }
  return {};
}

std::optional<Error> keep_contact(Draft& draft, const Input& input) {
  std::vector<Fault> faults;
  if (draft.kind() == Kind::professional) {
    for (const auto& [name, words] : needed_of_professionals()) {
      if (!input.has(name)) faults.push_back({std::string(name), std::string(words), "missing"});
    }
  }
  const std::string_view email = input.text("referrer_email");
  if (!email.empty() &&
      (email.find('@') == std::string_view::npos || email.find(' ') != std::string_view::npos)) {
    faults.push_back({"referrer_email", "Enter an email address like name@example.com"});
  }
  if (!faults.empty()) {
    return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
  }
  keep_texts(draft.answers, input,
             {"referrer_name", "referrer_role", "referrer_agency", "source", "referrer_phone",
              "referrer_email", "safe_contact", "keep_back"});
  return std::nullopt;
}

}  // namespace

std::span<const Needed> needed_of_professionals() {
  static constexpr auto k_needed =
      std::to_array<Needed>({{"referrer_name", "Enter your name"},
                             {"referrer_role", "Enter your job"},
                             {"referrer_agency", "Enter your organisation"},
                             {"source", "Select the kind of organisation"},
                             {"referrer_phone", "Enter a phone number"}});
  return k_needed;
}

Page contact_page() {
  using pipeline::Kind;
  return {
      .name = "contact",
      .fields = {{.name = "referrer_name", .label = "Name", .max = 200, .as_typed = true},
                 {.name = "referrer_role", .label = "Job", .max = 200, .as_typed = true},
                 {.name = "referrer_agency", .label = "Organisation", .max = 200, .as_typed = true},
                 {.name = "source",
                  .label = "Kind of organisation",
                  .kind = Kind::choice,
                  .choices = source_codes()},
                 {.name = "referrer_phone", .label = "Phone number", .max = 50, .as_typed = true},
                 {.name = "referrer_email", .label = "Email address", .max = 200, .as_typed = true},
                 {.name = "safe_contact",
                  .label = "When and how to reach you",
                  .max = 2'000,
                  .as_typed = true},
                 {.name = "keep_back",
                  .label = "Whether to tell the family",
                  .kind = Kind::choice,
                  .choices = {"yes"}}},
      .ask = ask_contact,
      .keep = keep_contact};
}

std::string source_words(std::string_view code) {
  for (const html::Choice& choice : source_choices()) {
    if (!code.empty() && choice.value == code) return choice.text;
  }
  return "";
}

}  // namespace mash::notify
