// SPDX-License-Identifier: MIT
// Adding what to know before contacting a family, as the front door learns it. What a desk knows of
// it is that desk's information, which its owner lets go of.
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"
#include "pages.h"

namespace mash::people {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/case/{case}/contact";

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

json::Value box(const Context& c, const std::string& name, std::string label, std::string hint) {
  return html::textarea({.name = name,
                         .label = std::move(label),
                         .hint = std::move(hint),
                         .error = html::error_of(c.faults, name),
                         .value = typed(c, name),
                         .rows = 3,
                         .max_length = 2000,
                         .label_classes = "govuk-label--s"});
}

Result<Reply> show(const policy::Proof& proof, Context& c) {
  json::Value data = case_page(c, proof);
  data.set("action", case_path(c, "/contact"));
  data.set("fields",
           html::fields({box(c, "reaching", "How can a parent be reached safely?",
                             "Safe times and numbers; who must not hear of it"),
                         html::radios({.name = "interpreter",
                                       .legend = "Do they need an interpreter?",
                                       .error = html::error_of(c.faults, "interpreter"),
                                       .value = typed(c, "interpreter"),
                                       .choices = {{.value = "yes", .text = "Yes"},
                                                   {.value = "no", .text = "No"},
                                                   {.value = "unknown", .text = "I do not know"}},
                                       .classes = "govuk-radios--small govuk-radios--inline",
                                       .legend_classes = "govuk-fieldset__legend--s"}),
                         html::input({.name = "language",
                                      .label = "Which language, or British Sign Language?",
                                      .error = html::error_of(c.faults, "language"),
                                      .value = typed(c, "language"),
                                      .label_classes = "govuk-label--s",
                                      .autocomplete = "off"}),
                         box(c, "needs", "What else helps in talking with them?",
                             "For example hearing, sight, reading, a disability")}));
  return pipeline::View{.page = "people/contact",
                        .title = "Before contacting the family",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> add(Context& c) {
  const auto text = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  const FamilyContact said{
      .notification = {},
      .said_by = c.principal.person,
      .at = c.now,
      .reaching = text("reaching"),
      .language = text("language"),
      .needs = text("needs"),
      .interpreter = model::from_code<model::Answer>(c.input.text("interpreter"))};
  if (said.empty()) {
    return invalid("reaching", "Enter what whoever contacts the family has to know", "missing");
  }
  add_family_contact(c, c.case_id, said);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{case_path(c, "/family"), {}};
}

}  // namespace

void add_contact_routes(std::vector<pipeline::Route>& out) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = k_path,
       .summary = "The form to say what to know before contacting the family",
       .event = "family.contact-form",
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return show(grant, c); }}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = k_path,
       .summary = "Say what to know before contacting the family",
       .event = "family.contact-added",
       .fields = {{.name = "reaching",
                   .label = "How a parent is reached safely",
                   .max = 2000,
                   .as_typed = true},
                  {.name = "interpreter",
                   .label = "Interpreter",
                   .kind = pipeline::Kind::choice,
                   .choices = {"yes", "no", "unknown"}},
                  {.name = "language", .label = "Language", .max = 200},
                  {.name = "needs", .label = "Other needs", .max = 2000, .as_typed = true}},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return add(c); },
       .again = k_path}));
}

}  // namespace mash::people
