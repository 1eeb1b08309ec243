// SPDX-License-Identifier: MIT
// What young people of a case say against sharing: the list, and writing one down.
#include <algorithm>

#include "mash/cases/cases.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "mash/pipeline/when.h"
#include "objections.h"
#include "pages.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

const pipeline::WhenQuestion& when() {
  static const pipeline::WhenQuestion q{.name = "said",
                                        .day = "On which day did they say it?",
                                        .time = "At what time?",
                                        .missing_day = "Enter the day on which they said it",
                                        .missing_time = "Enter the time at which they said it"};
  return q;
}

std::string typed_or(const Context& c, const char* name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

// Each child once, by the first that was said about them.
std::vector<people::Statement> children_of(Context& c, const policy::Proof& proof) {
  std::vector<people::Statement> out;
  for (auto& said : people::statements_of(c, proof, c.case_id)) {
    if (said.role != model::PersonRole::child) continue;
    const bool known = std::ranges::any_of(out, [&said](const people::Statement& other) {
      return said.person.empty() ? said.display_name() == other.display_name()
                                 : said.person == other.person;
    });
    if (!known) out.push_back(std::move(said));
  }
  return out;
}

std::string name_of(const std::vector<people::Statement>& said, const StatementId& child) {
  const auto found = std::ranges::find(said, child, &people::Statement::id);
  return found == said.end() ? "Name not known" : found->display_name();
}

json::Value form_of(Context& c, const policy::Proof& proof) {
  html::RadiosOptions who{.name = "child",
                          .legend = "Who objects?",
                          .error = html::error_of(c.faults, "child"),
                          .value = typed_or(c, "child"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& child : children_of(c, proof)) {
    who.choices.push_back({.value = child.id.text(), .text = child.display_name()});
  }
  html::RadiosOptions heard{.name = "heard",
                            .legend = "How do you know?",
                            .error = html::error_of(c.faults, "heard"),
                            .value = typed_or(c, "heard"),
                            .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Heard>) {
    heard.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  html::RadiosOptions understands{
      .name = "understands",
      .legend = "Do they understand what sharing it, or not, means for them?",
      .error = html::error_of(c.faults, "understands"),
      .value = typed_or(c, "understands"),
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Understands>) {
    understands.choices.push_back(
        {.value = std::string(word.code), .text = std::string(word.words)});
  }
  std::vector<json::Value> all = {
      html::radios(who), html::textarea({.name = "words",
                                         .label = "What do they not want to be shared, and why?",
                                         .hint = "In their own words",
                                         .error = html::error_of(c.faults, "words"),
                                         .value = typed_or(c, "words"),
                                         .rows = 4,
                                         .max_length = 2000,
                                         .label_classes = "govuk-label--s"})};
  for (auto& q : pipeline::when_questions(c, when())) all.push_back(std::move(q));
  all.push_back(html::radios(heard));
  all.push_back(html::radios(understands));
  return html::fields(std::move(all));
}

json::Value row_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                     const ObjectionRow& row, const std::vector<people::Statement>& said) {
  json::Value v = objection_view(c, proof, borough, row, said);
  v.set("over", row.over_at ? open_end(c, proof, row).reveal() + " (" +
                                  directory::person_name(borough, row.over_by) + ", " +
                                  plain_time(*row.over_at) + ")"
                            : std::string());
  v.set("action", "/case/" + row.case_id.text() + "/objections/" + row.id);
  v.set("id", row.id);
  const bool here = c.typed != nullptr && row.id == c.typed->text("row");
  v.set("field", here ? "reason" : "why-" + row.id);
  v.set("error", here ? html::error_of(c.faults, "reason") : std::string());
  v.set("typed", here ? typed_or(c, "reason") : std::string());
  v.set("idempotency_key", false);  // several forms stand on one page
  return v;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const model::Borough& borough) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto said = people::statements_of(c, proof, c.case_id);
  json::Array rows;
  for (const auto& row : objections_of_case(c.tx, c.case_id)) {
    if (!may_read_objection(c.principal, row)) continue;
    c.touch(row.id);
    rows.push_back(row_view(c, proof, borough, row, said));
  }
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, ""));
  data.set("nothing", rows.empty() ? html::empty(html::Empty::nothing,
                                                 "There is nothing here that you may read.")
                                   : json::Value(false));
  data.set("rows", std::move(rows));
  data.set("action", "/case/" + c.case_id.text() + "/objections");
  data.set("fields", form_of(c, proof));
  return pipeline::View{.page = "disclosure/objections",
                        .title = "What a young person says against sharing",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> add(const policy::Proof& proof, Context& c) {
  std::vector<Fault> faults;
  NewObjection out{.words = Sensitive(std::string(c.input.text("words")))};
  const auto children = children_of(c, proof);
  const auto child = std::ranges::find_if(
      children, [&c](const auto& one) { return one.id.text() == c.input.text("child"); });
  if (child == children.end()) {
    faults.push_back({"child", "Choose a child of this case"});
  } else {
    out.child = child->id;
  }
  const auto at = pipeline::read_when(c.input, when());
  if (!at) {
    faults.insert(faults.end(), at.error().faults.begin(), at.error().faults.end());
  } else if (*at > c.now) {
    faults.push_back({"said", "This is still to come. Enter when they said it"});
  } else {
    out.said_at = *at;
  }
  if (!faults.empty()) return Error{ErrorCode::invalid_input, "There is a problem", faults};
  out.heard = *model::from_code<Heard>(c.input.text("heard"));
  out.understands = *model::from_code<Understands>(c.input.text("understands"));
  add_objection(c, out);
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/objections", {}};
}

// Absent to whoever may not read it.
Result<ObjectionRow> row_in_path(Context& c) {
  auto all = objections_of_case(c.tx, c.case_id);
  const auto found = std::ranges::find(all, c.input.text("objection"), &ObjectionRow::id);
  if (found == all.end() || !may_read_objection(c.principal, *found)) return not_found();
  return std::move(*found);
}

Result<policy::Facts> row_facts(Context& c) {
  MASH_TRY(const auto facts, cases::case_facts(c));
  MASH_TRY_DO(row_in_path(c));
  return facts;
}

Result<Reply> end(Context& c) {
  MASH_TRY(auto row, row_in_path(c));
  if (!end_objection(c, std::move(row), std::string(c.input.text("reason")))) {
    const std::string said = "Somebody has said so already";
    return Error{ErrorCode::conflict, said, {{"reason", said}}};
  }
  return pipeline::SeeOther{"/case/" + c.case_id.text() + "/objections", {}};
}

template <class T>
pipeline::Field choice(const char* name, const char* label, const char* missing) {
  pipeline::Field f{
      .name = name, .label = label, .kind = Kind::choice, .required = true, .missing = missing};
  for (const auto& word : model::k_words<T>) f.choices.emplace_back(word.code);
  return f;
}

std::vector<pipeline::Field> fields() {
  std::vector<pipeline::Field> out = {{.name = "child",
                                       .label = "Who objects",
                                       .required = true,
                                       .max = 40,
                                       .missing = "Choose who objects"},
                                      {.name = "words",
                                       .label = "What they say",
                                       .required = true,
                                       .max = 2000,
                                       .missing = "Write down what they say",
                                       .as_typed = true}};
  for (auto& field : pipeline::when_fields(when())) out.push_back(std::move(field));
  out.push_back(choice<Heard>("heard", "How you know", "Select how you know"));
  out.push_back(choice<Understands>("understands", "Whether they understand what it means",
                                    "Select whether they understand what it means"));
  return out;
}

}  // namespace

json::Value objection_view(Context& c, const policy::Proof& proof, const model::Borough& borough,
                           const ObjectionRow& row, const std::vector<people::Statement>& said) {
  json::Value v = json::Object{};
  v.set("child", name_of(said, row.child));
  v.set("words", open_objection(c, proof, row).reveal());
  v.set("said_at", plain_time(row.said_at));
  v.set("heard", model::words_of(row.heard));
  v.set("understands", model::words_of(row.understands));
  v.set("by", directory::person_name(borough, row.written_by) + ", " + plain_time(row.written_at));
  return v;
}

void add_objection_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  constexpr const char* k_list = "/case/{case}/objections";
  out.push_back(pipeline::page<Action::record_work>(
      {.path = k_list,
       .summary = "What young people of a case say against sharing",
       .event = "objection.list",
       .facts = cases::case_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = k_list,
       .summary = "Write down what a young person says against sharing",
       .event = "objection.written",
       .fields = fields(),
       .facts = cases::case_facts,
       .run = [](const auto& grant, Context& c) { return add(grant, c); },
       .again = k_list}));
  out.push_back(pipeline::act<Action::record_work>(
      {.path = std::string(k_list) + "/{objection}",
       .summary = "Write down that a young person no longer objects",
       .event = "objection.ended",
       .fields = {{.name = "reason",
                   .label = "How you know",
                   .required = true,
                   .max = 1000,
                   .missing = "Say how you know that they no longer object",
                   .as_typed = true},
                  {.name = "row", .label = "The row of the page", .max = 40}},
       .facts = row_facts,
       .run = [](const auto&, Context& c) { return end(c); },
       .again = k_list}));
}

}  // namespace mash::disclosure
