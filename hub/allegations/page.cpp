// SPDX-License-Identifier: MIT
// An allegation, for whoever passes its wall; its forms for the designated officer alone.
#include "page.h"

#include <algorithm>

#include "allegation.h"
#include "child_case.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/people/family_contact.h"

namespace mash::allegations {

namespace {

using pipeline::Context;
using policy::Action;

std::string typed(const Context& c, std::string_view name) {
  return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
}

std::string by_and_when(const Deps& deps, const StaffId& who, UtcTime at) {
  return directory::person_name(deps.borough, who) + ", " + plain_time(at);
}

json::Value form(const CaseId& id, const std::string& act, std::vector<json::Value> fields) {
  json::Value out = json::Object{};
  out.set("action", "/case/" + id.text() + "/allegation/" + act);
  out.set("fields", html::fields(std::move(fields)));
  return out;
}

json::Value sent_view(const Deps& deps, const policy::Proof& proof, Context& c,
                      const AllegationRow& row) {
  json::Value out = json::Object{};
  const json::Value words = c.vault.open_json(c.tx, proof, label_of(row, k_begun), row.sealed);
  // Else the officer alone looked at it again.
  const bool again = row.taken_up_at == row.at && row.taken_up_by == row.by;
  out.set("begun", again ? "" : by_and_when(deps, row.by, row.at));
  out.set("not_taken_up", !row.taken_up_at);
  out.set("why", words.text("why"));
  out.set("taken_up",
          row.taken_up_at && !again ? by_and_when(deps, row.taken_up_by, *row.taken_up_at) : "");
  out.set("ended", false);
  if (!row.ended_at) return out;
  const json::Value end = c.vault.open_json(c.tx, proof, label_of(row, k_ended), row.ended_sealed);
  out.set("ended", json::Object{{"finding", std::string(model::words_of(*row.finding)) + "."},
                                {"by", directory::person_name(deps.borough, row.ended_by)},
                                {"at", plain_time(*row.ended_at)},
                                {"words", end.text("words")}});
  return out;
}

json::Array inside_view(const Deps& deps, const policy::Proof& proof, Context& c, bool keeps) {
  json::Array out;
  for (const auto& one : cases::those_let_in(c, proof, c.case_id)) {
    json::Value v = json::Object{};
    v.set("who", directory::person_name(deps.borough, one.staff));
    v.set("reason", one.reason.reveal());
    v.set("since", by_and_when(deps, one.let_in_by, one.since));
    v.set("ended", one.ended_at ? by_and_when(deps, one.ended_by, *one.ended_at) : "");
    v.set("action", keeps && !one.ended_at
                        ? "/case/" + c.case_id.text() + "/allegation/let-in/" + one.id
                        : "");
    v.set("idempotency_key", false);
    out.push_back(std::move(v));
  }
  return out;
}

// Those of them that this reader may know of.
void add_cases(const Deps& deps, const policy::Proof& proof, Context& c, const AllegationRow& row,
               json::Array& out) {
  for (const auto& one : child_cases(c.tx, row.id)) {
    if (!cases::works_on(c, one.case_id)) continue;
    const auto head = cases::find_case(c.tx, one.case_id);
    c.touch(head->id.text());
    out.emplace_back(json::Object{{"href", "/case/" + head->id.text()},
                                  {"children", people::children_line(c, proof, head->id)},
                                  {"reference", head->reference},
                                  {"opened", by_and_when(deps, one.by, one.at)}});
  }
}

bool is_keeper(const Context& c) {
  return policy::may(c.principal, Action::keep_wall, {.case_member = true});
}

json::Value let_in_form(const Deps& deps, Context& c) {
  html::SelectOptions who{.name = "staff",
                          .label = "Who else has to know?",
                          .error = html::error_of(c.faults, "staff"),
                          .value = typed(c, "staff"),
                          .choices = {{.value = "", .text = "Choose a person"}},
                          .label_classes = "govuk-label--s"};
  for (const auto* person : who_can_be_let_in(deps.borough)) {
    if (cases::has_bar(c.tx, c.case_id, person->id)) continue;
    who.choices.push_back(
        {.value = person->id.text(), .text = person->name.reveal() + ", " + person->title});
  }
  return form(
      c.case_id, "let-in",
      {html::select(who), html::textarea({.name = "let_in_reason",
                                          .label = "Why do they have to know?",
                                          .error = html::error_of(c.faults, "let_in_reason"),
                                          .value = typed(c, "let_in_reason"),
                                          .rows = 2,
                                          .max_length = 1000,
                                          .label_classes = "govuk-label--s"})});
}

json::Value child_form(const policy::Proof& proof, Context& c) {
  html::CheckboxesOptions who{.name = "children",
                              .legend = "For which children?",
                              .error = html::error_of(c.faults, "children"),
                              .legend_classes = "govuk-fieldset__legend--s"};
  if (c.typed != nullptr) who.values = c.typed->all("children");
  for (const auto& said : children_said(c, proof, c.case_id)) {
    who.choices.push_back({.value = said.id.text(), .text = said.display_name()});
  }
  const bool has_children = !who.choices.empty();
  auto danger =
      html::radios({.name = "danger",
                    .legend = "Are they in danger now?",
                    .error = html::error_of(c.faults, "danger"),
                    .value = typed(c, "danger"),
                    .choices = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                    .legend_classes = "govuk-fieldset__legend--s"});
  auto words = html::textarea({.name = "words",
                               .label = "What do your colleagues have to know and do?",
                               .hint = "All of the hub can read it. Do not write who is accused",
                               .error = html::error_of(c.faults, "words"),
                               .value = typed(c, "words"),
                               .max_length = 4000,
                               .label_classes = "govuk-label--s"});
  std::vector<json::Value> fields;
  if (has_children) fields.push_back(html::checkboxes(who));
  fields.push_back(std::move(danger));
  fields.push_back(std::move(words));
  return form(c.case_id, "child", std::move(fields));
}

json::Value finish_form(const Context& c) {
  html::RadiosOptions finding{.name = "finding",
                              .legend = "What came of it?",
                              .error = html::error_of(c.faults, "finding"),
                              .value = typed(c, "finding"),
                              .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<Finding>) {
    finding.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return form(
      c.case_id, "finished",
      {html::radios(finding), html::textarea({.name = "finding_reason",
                                              .label = "Why?",
                                              .error = html::error_of(c.faults, "finding_reason"),
                                              .value = typed(c, "finding_reason"),
                                              .max_length = 4000,
                                              .label_classes = "govuk-label--s"})});
}

void add_forms(const Deps& deps, const policy::Proof& proof, Context& c, const AllegationRow& row,
               json::Value& data) {
  data.set("take_up",
           row.taken_up_at || row.ended_at ? json::Value(false) : form(c.case_id, "taken-up", {}));
  data.set("let_in", let_in_form(deps, c));
  data.set("child", child_form(proof, c));
  data.set("finish", finish_form(c));
}

Result<pipeline::Reply> show(const Deps& deps, const policy::Proof& proof, Context& c) {
  const auto head = cases::find_case(c.tx, c.case_id);
  const auto rows = allegations_of(c.tx, c.case_id);
  const bool acts = head->walled && is_keeper(c);
  json::Array sent;
  json::Array opened;
  for (const auto& row : rows) {
    sent.push_back(sent_view(deps, proof, c, row));
    add_cases(deps, proof, c, row, opened);
  }
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, head->id)));
  data.set("tabs", cases::case_tabs(c, *head, "allegation"));
  data.set("walled", head->walled);
  data.set("sent", std::move(sent));
  data.set("ended_before", rows.front().ended_at.has_value());
  auto inside = inside_view(deps, proof, c, acts);
  data.set("nobody_in", inside.empty());
  data.set("inside", std::move(inside));
  data.set("no_cases", opened.empty());
  data.set("has_cases", !opened.empty());
  data.set("cases", std::move(opened));
  for (const char* name : {"take_up", "let_in", "child", "finish"}) data.set(name, false);
  if (acts) add_forms(deps, proof, c, rows.front(), data);
  return pipeline::View{.page = "allegations/allegation",
                        .title = "Allegation",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

std::vector<const model::StaffMember*> who_can_be_let_in(const model::Borough& borough) {
  std::vector<const model::StaffMember*> out;
  for (const auto& person : borough.staff) {
    if (person.side == model::Side::hub && person.content_access &&
        person.role != model::Role::designated_officer) {
      out.push_back(&person);
    }
  }
  std::ranges::sort(out, {}, [](const auto* person) { return person->name.reveal(); });
  return out;
}

Result<policy::Facts> allegation_facts(Context& c) {
  MASH_TRY(const policy::Facts facts, cases::case_facts(c));
  const bool read_after = is_keeper(c) && last_allegation(c.tx, c.case_id);
  if (!cases::has_wall(c.tx, c.case_id) && !read_after) return not_found();
  return facts;
}

pipeline::Route allegation_page(const Deps& deps) {
  return pipeline::page<Action::read_case>(
      {.path = "/case/{case}/allegation",
       .summary = "An allegation against a person in a position of trust",
       .event = "allegation.read",
       .facts = allegation_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }});
}

}  // namespace mash::allegations
