// SPDX-License-Identifier: MIT
// Adding what to know before contacting a family, as the front door learns it. What a desk knows of
// it is that desk's information, which its owner lets go of.
#include <algorithm>

#include "mash/base/assert.h"
#include "mash/directory/directory.h"
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

std::string said_when(const model::Borough& borough, const FamilyContact& one) {
  return one.said_by.empty() ? "Came with the notification, " + plain_time(one.at)
                             : "Said by " + directory::person_name(borough, one.said_by) + ", " +
                                   plain_time(one.at);
}

// What stands in this case with the way to end it, and what is no longer true.
json::Array said_here(Context& c, const policy::Proof& proof, const model::Borough& borough) {
  json::Array out;
  for (const auto& one : all_family_contacts(c, proof, c.case_id)) {
    json::Value v = json::Object{};
    v.set("words", contact_words({one}).reveal());
    v.set("said", said_when(borough, one));
    v.set("over", one.stands() ? std::string()
                               : directory::person_name(borough, one.over_by) + ", " +
                                     plain_time(one.over_at) + ": " + one.over_why.reveal());
    v.set("end", one.stands() ? case_path(c, "/contact/" + one.id + "/over") : std::string());
    const bool refused = typed(c, "said") == one.id;
    v.set("why", html::input({.name = "why",
                              .label = "Why is it no longer true?",
                              .error = refused ? html::error_of(c.faults, "why") : std::string(),
                              .id = refused ? "why" : "why-" + one.id,
                              .label_classes = "govuk-label--s",
                              .autocomplete = "off"}));
    out.push_back(std::move(v));
  }
  return out;
}

json::Array said_elsewhere(Context& c, const policy::Proof& proof, const model::Borough& borough) {
  json::Array out;
  for (const auto& one : contacts_elsewhere(c, proof, c.case_id)) {
    const auto head = cases::find_case(c.tx, one.case_id);
    MASH_ASSERT(head.has_value());
    json::Value v = json::Object{};
    v.set("words", contact_words({one}).reveal());
    v.set("said", said_when(borough, one));
    v.set("reference", head->reference);
    v.set("href", "/case/" + head->id.text() + "/contact");
    v.set("take", case_path(c, "/contact/" + one.id + "/take-over"));
    out.push_back(std::move(v));
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  json::Value data = case_page(c, proof);
  json::Array here = said_here(c, proof, deps.borough);
  data.set("has_here", !here.empty());
  data.set("here", std::move(here));
  json::Array elsewhere = said_elsewhere(c, proof, deps.borough);
  data.set("has_elsewhere", !elsewhere.empty());
  data.set("elsewhere", std::move(elsewhere));
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
  data.set("telephone", cases::telephone_places(c, c.case_id, "contact"));
  return pipeline::View{.page = "people/contact",
                        .title = "Before contacting the family",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Reply changed(Context& c, const Deps& deps, std::string_view rest) {
  if (deps.on_contact_changed) deps.on_contact_changed(c, c.case_id);
  c.changed("case", c.case_id.text());
  return pipeline::SeeOther{case_path(c, rest), {}};
}

// It is told of the newest, so that two who say it at once say it once.
Result<Reply> end(const policy::Proof& proof, Context& c, const Deps& deps) {
  const auto all = all_family_contacts(c, proof, c.case_id);
  const auto said = std::ranges::find(all, c.input.text("said"), &FamilyContact::id);
  if (said == all.end()) return not_found();
  if (!said->stands()) {
    return Error{ErrorCode::conflict, "Somebody has said already that it is no longer true", {}};
  }
  end_family_contact(c, *said, Sensitive(std::string(c.input.text("why"))));
  return changed(c, deps, "/contact");
}

// From then on everybody in this case reads it.
Result<Reply> take_over(const policy::Proof& proof, Context& c, const Deps& deps) {
  auto all = contacts_elsewhere(c, proof, c.case_id);
  const auto said = std::ranges::find(all, c.input.text("said"), &FamilyContact::id);
  if (said == all.end()) return not_found();
  FamilyContact taken = *said;
  taken.taken_from = said->id;
  taken.notification = {};
  taken.said_by = c.principal.person;
  taken.at = c.now;
  add_family_contact(c, c.case_id, taken);
  return changed(c, deps, "/contact");
}

Result<Reply> add(Context& c, const Deps& deps) {
  const auto text = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  const FamilyContact said{
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
  return changed(c, deps, "/family");
}

}  // namespace

void add_contact_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::screen>(
      {.path = k_path,
       .summary = "The form to say what to know before contacting the family",
       .event = "family.contact-form",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
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
       .run = [deps](const auto&, Context& c) { return add(c, deps); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_path) + "/{said}/over",
       .summary = "Say that what was said on reaching the family is no longer true",
       .event = "family.contact-over",
       .fields = {{.name = "why",
                   .label = "Why it is no longer true",
                   .required = true,
                   .max = 500,
                   .missing = "Say why it is no longer true"}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return end(grant, c, deps); },
       .again = k_path}));
  out.push_back(pipeline::act<Action::screen>(
      {.path = std::string(k_path) + "/{said}/take-over",
       .summary = "Let what was said in another case on reaching the family stand in this one too",
       .event = "family.contact-taken",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return take_over(grant, c, deps); },
       .again = k_path}));
}

}  // namespace mash::people
