// SPDX-License-Identifier: MIT
// The page of a case that shows each child's assessment, for the front door, and who disagrees.
#include <algorithm>

#include "assess.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"

namespace mash::assessment {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

bool may_assess(const policy::Principal& person) {
  return policy::may(person, Action::assess, {.case_member = true});
}

json::Value child_data(Context& c, const model::Borough& borough, const people::Subject& child,
                       const std::vector<Assessment>& all) {
  json::Value out = json::Object{};
  out.set("name", child.name.empty() ? "Name not known" : child.name);
  out.set("age", child.age);
  const Assessment* newest = newest_of(all, child.person);
  const bool with_words = cases::is_front_door(c.principal);
  out.set("made", newest == nullptr ? std::string()
                                    : directory::person_name(borough, newest->by) + ", " +
                                          plain_time(newest->at));
  out.set("assessment", newest != nullptr && with_words ? assessment_data(c, borough, *newest)
                                                        : json::Value(false));
  json::Array earlier;
  for (const auto& one : all) {
    if (!with_words || one.child != child.person || &one == newest) continue;
    earlier.push_back(assessment_data(c, borough, one));
  }
  std::ranges::reverse(earlier);
  out.set("has_earlier", !earlier.empty());
  out.set("earlier", std::move(earlier));
  out.set("assess", may_assess(c.principal)
                        ? "/case/" + c.case_id.text() + "/assessment/" + child.person.text()
                        : std::string());
  return out;
}

json::Value dissent_form(const Context& c) {
  const auto typed = [&c](std::string_view name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  html::RadiosOptions about{.name = "dissent_about",
                            .legend = "With what does your agency disagree?",
                            .error = html::error_of(c.faults, "dissent_about"),
                            .value = typed("dissent_about"),
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<DissentAbout>) {
    about.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return html::fields(
      {html::radios(about), html::textarea({.name = "dissent_reason",
                                            .label = "Why?",
                                            .error = html::error_of(c.faults, "dissent_reason"),
                                            .value = typed("dissent_reason"),
                                            .max_length = 4000,
                                            .label_classes = "govuk-label--s"})});
}

Result<Reply> show(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto all = assessments_of(c, proof, c.case_id);
  json::Array children;
  for (const auto& child : assessed_here(c, proof, all)) {
    children.push_back(child_data(c, borough, child, all));
  }
  const bool front_door = cases::is_front_door(c.principal);
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, "assessment"));
  data.set("front_door", front_door);
  data.set("nobody", children.empty()
                         ? html::empty(html::Empty::nothing, "There is nobody to assess yet.")
                         : json::Value(false));
  data.set("children", std::move(children));
  data.set("rating", model::words_of(head->rating));
  auto dissents = dissents_data(c, proof, borough, c.case_id);
  data.set("no_dissent", dissents.empty()
                             ? html::empty(html::Empty::nothing, "No agency has said so.")
                             : json::Value(false));
  data.set("dissents", std::move(dissents));
  const bool may_disagree = !front_door && cases::works_on(c, c.case_id);
  data.set("disagree", may_disagree ? "/case/" + c.case_id.text() + "/dissent" : std::string());
  data.set("fields", may_disagree ? dissent_form(c) : json::Value(false));
  return pipeline::View{.page = "assessment/assessment",
                        .title = "Assessment",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/assessment",
       .summary = "Each child's assessment, which agency disagrees, and the form to say so",
       .event = "assessment.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps.borough, grant, c); }}));
  add_assess_routes(out, deps);
  add_dissent_routes(out, deps);
  return out;
}

}  // namespace mash::assessment
