// SPDX-License-Identifier: MIT
#include "pages.h"

#include "doubts.h"
#include "signing.h"

#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"

namespace mash::product {

CaseId case_of(const pipeline::Context& c) {
  return CaseId::trusted(std::string(c.input.text("case")));
}

std::string case_path(const CaseId& id, std::string_view rest) {
  return "/case/" + id.text() + std::string(rest);
}

json::Value case_page(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  json::Value out = json::Object{};
  out.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, id)));
  out.set("tabs", cases::case_tabs(c, *head, "products"));
  out.set("products", case_path(id, "/products"));
  return out;
}

std::string typed(const pipeline::Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value recipient_question(const pipeline::Context& c, const Deps& deps,
                               const std::string& value) {
  html::SelectOptions options{.name = "recipient",
                              .label = "Who is it for?",
                              .error = html::error_of(c.faults, "recipient"),
                              .value = value,
                              .choices = {{.value = "", .text = "Choose a recipient"}},
                              .label_classes = "govuk-label--s"};
  for (const auto* agency : recipients(deps.borough)) {
    options.choices.push_back({.value = agency->id.text(), .text = agency->name});
  }
  return html::select(options);
}

pipeline::Field recipient_field(const Deps& deps) {
  pipeline::Field field{.name = "recipient",
                        .label = "Recipient",
                        .kind = pipeline::Kind::choice,
                        .required = true,
                        .missing = "Choose who it is for"};
  for (const auto* agency : recipients(deps.borough)) field.choices.push_back(agency->id.text());
  return field;
}

json::Value asked_question(const pipeline::Context& c, const std::string& value,
                           const std::string& hint) {
  return html::textarea({.name = "asked",
                         .label = "What do we ask them to do?",
                         .hint = hint,
                         .error = html::error_of(c.faults, "asked"),
                         .value = value,
                         .rows = 3,
                         .max_length = 2000,
                         .label_classes = "govuk-label--s"});
}

json::Value by_when_question(const pipeline::Context& c, const std::string& value,
                             const std::string& example) {
  return html::input({.name = "by_when",
                      .label = "By when?",
                      .hint = "For example, " + example,
                      .error = html::error_of(c.faults, "by_when"),
                      .value = value,
                      .label_classes = "govuk-label--s"});
}

pipeline::Field asked_field() {
  return {.name = "asked",
          .label = "What you ask them to do",
          .required = true,
          .max = 2000,
          .missing = "Say what you ask them to do",
          .as_typed = true};
}

// All that notifications and colleagues can have said fits: a safety product must not wait for it.
constexpr int k_contact = 20'000;

json::Value contact_question(const pipeline::Context& c, const std::string& value) {
  return html::textarea({.name = "contact",
                         .label = "Before they contact the family (optional)",
                         .hint =
                             "It stands first. What was said of how the family is reached "
                             "safely is filled in: leave out what this recipient must not know, "
                             "and what only an agency told us",
                         .error = html::error_of(c.faults, "contact"),
                         .value = value,
                         .rows = 3,
                         .max_length = k_contact,
                         .label_classes = "govuk-label--s"});
}

pipeline::Field contact_field() {
  return {.name = "contact",
          .label = "What to know before contacting the family",
          .max = k_contact,
          .as_typed = true};
}

pipeline::Field by_when_field() {
  return {.name = "by_when",
          .label = "By when",
          .required = true,
          .max = 200,
          .missing = "Say by when"};
}

pipeline::View write_view(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                          WriteForm form) {
  json::Value data = case_page(c, proof, id);
  data.set("heading", form.title);
  data.set("fields", html::fields(std::move(form.questions)));
  data.set("action", case_path(id, form.path));
  data.set("button", form.button);
  data.set("no_items", false);
  data.set("waiting", false);
  return {.page = std::move(form.page),
          .title = std::move(form.title),
          .data = std::move(data),
          .marking = "OFFICIAL-SENSITIVE"};
}

bool may(const policy::Principal& person, policy::Action action) {
  return policy::may(person, action, {.case_member = true});
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  Routes out;
  add_list_routes(out, deps);
  add_stray_routes(out, deps);
  add_doubt_routes(out, deps);
  add_compose_routes(out, deps);
  add_check_routes(out, deps);
  add_sign_routes(out, deps);
  add_safety_routes(out, deps);
  add_feedback_routes(out, deps);
  add_told_routes(out);
  return out;
}

}  // namespace mash::product
