// SPDX-License-Identifier: MIT
// What is due of one case, and the act by which it is disposed of.
#include <algorithm>

#include "dispose.h"
#include "mash/cases/case_disposal.h"
#include "mash/cases/holds.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "pages.h"

namespace mash::retention {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/retention/{case}";

Result<policy::Facts> page_facts(Context& c) {
  MASH_TRY_DO(case_in_path(c));
  return policy::Facts{};
}

// By a hold, or by what waits for an answer from it.
bool is_kept(Context& c, const Deps& deps, const CaseId& id) {
  return cases::is_held(c.tx, id, c.principal.agency) ||
         !cases::kept_for(c.tx, deps.kept_for, id).empty();
}

// D14: a hold on the case, or on what the own agency holds of it, is a fact that the kernel asks.
Result<policy::Facts> disposal_facts(Context& c, const Deps& deps) {
  MASH_TRY(const auto head, case_in_path(c));
  if (cases::is_gone(c.tx, head.id)) return not_found();
  // Never of what is another agency's: what is ticked is looked for among the own alone.
  return policy::Facts{.case_member = true, .own = true, .held = is_kept(c, deps, head.id)};
}

std::string choice_words(const Due& one, std::size_t number) {
  if (one.kind != Class::item) return std::string(words_of(one.kind));
  return "Piece of information " + std::to_string(number) +
         (one.inside ? "" : ", which you did not show to the hub");
}

json::Value form_of(const Context& c, const std::vector<Due>& due, const CaseId& id) {
  const auto typed = [&c](const char* name) {
    return c.typed == nullptr ? std::vector<std::string>{} : c.typed->all(name);
  };
  html::CheckboxesOptions units{.name = "unit",
                                .legend = "What is disposed of?",
                                .hint = "It cannot be brought back.",
                                .error = html::error_of(c.faults, "unit"),
                                .values = typed("unit"),
                                .legend_classes = "govuk-fieldset__legend--s"};
  bool review = false;
  std::size_t number = 0;
  for (const auto& one : due) {
    units.choices.push_back(
        {.value = one.unit(),
         .text = choice_words(one, ++number),
         .hint = "Rule " + one.rule->id + ", since " + plain_date(to_london(one.at).date)});
    review = review || one.rule->review;
  }
  std::vector<json::Value> questions = {html::checkboxes(units)};
  if (review) {
    questions.push_back(
        html::checkboxes({.name = "looked",
                          .error = html::error_of(c.faults, "looked"),
                          .values = typed("looked"),
                          .choices = {{.value = "yes",
                                       .text = "I have looked at it, and nobody needs it any more",
                                       .hint = "Its rule wants a person to look first."}}}));
  }
  return json::Object{{"action", "/retention/" + id.text()},
                      {"fields", html::fields(std::move(questions))}};
}

// For whoever looks first: its words, where this reader may open them.
std::string href_of(const Context& c, const Due& one) {
  const bool opens = one.kind == Class::item && one.owner == c.principal.agency &&
                     policy::may(c.principal, Action::edit_item, {.own = true});
  return opens ? "/items/" + one.subject : std::string();
}

json::Array rows_of(const Context& c, const std::vector<Due>& all) {
  json::Array out;
  std::size_t number = 0;
  for (const auto& one : all) {
    out.emplace_back(json::Object{{"what", choice_words(one, ++number)},
                                  {"href", href_of(c, one)},
                                  {"rule", one.rule->id},
                                  {"when", plain_date(to_london(one.at).date)},
                                  {"over", one.at <= c.now}});
  }
  return out;
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto head, case_in_path(c));
  if (cases::is_gone(c.tx, head.id)) return gone_view(c, deps, head);
  auto all = due_of_case(c, proof, deps, head, c.principal.agency);
  std::vector<Due> due;
  std::ranges::copy_if(all, std::back_inserter(due),
                       [&c](const Due& one) { return one.at <= c.now; });
  const bool held = is_kept(c, deps, head.id);
  const bool may_do = policy::may(c.principal, Action::approve_disposal, {.own = true});
  json::Value data = json::Object{};
  data.set("reference", head.reference);
  data.set("open", model::is_open(head.state));
  data.set("kept", cases::kept_view(c, head.id, [&deps](const AgencyId& agency) {
             return directory::agency_name(deps.borough, agency);
           }));
  json::Array kept_for;
  for (auto& words : cases::kept_for(c.tx, deps.kept_for, head.id)) {
    kept_for.emplace_back(std::move(words));
  }
  data.set("kept_for", std::move(kept_for));
  data.set("has_rows", !all.empty());
  data.set("rows", rows_of(c, all));
  if (sees_whole_cases(c.principal)) {
    const auto record = due_of_case(c, proof, deps, head, pipeline::k_front_door);
    data.set("has_record", !record.empty());
    data.set("record", rows_of(c, record));
    data.set("record_href", "/retention/" + head.id.text() + "/record");
  }
  data.set("asks_other", !due.empty() && !held && !may_do);
  data.set("form", due.empty() || held || !may_do ? json::Value(false) : form_of(c, due, head.id));
  return pipeline::View{.page = "retention/case",
                        .title = "What is due in case " + head.reference,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<Reply> act(const policy::Grant<Action::approve_disposal>& grant, Context& c,
                  const Deps& deps) {
  MASH_TRY(const auto head, case_in_path(c));
  MASH_TRY_DO(dispose(c, grant, deps, head, c.input.all("unit"), c.input.flag("looked")));
  return pipeline::SeeOther{"/retention/" + head.id.text(), {}};
}

}  // namespace

Result<cases::CaseHead> case_in_path(Context& c) {
  MASH_TRY(const auto id, CaseId::parse(c.input.text("case")));
  const auto head = cases::find_case(c.tx, id);
  if (!head || !cases::is_member(c.tx, id, c.principal.agency)) {
    if (!head || !sees_whole_cases(c.principal)) return not_found();
  }
  if (cases::is_hidden_from(c.tx, id, c.principal.person)) return not_found();
  c.about(id);
  return *head;
}

void add_case_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_retention>(
      {.path = k_path,
       .summary = "What the own agency holds of one case, and when its time is over",
       .event = "retention.case-read",
       .facts = page_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::approve_disposal>(
      {.path = k_path,
       .summary = "Dispose of what the own agency holds of one case, whose time is over",
       .event = "retention.disposed",
       .fields = {{.name = "unit",
                   .label = "What is disposed of",
                   .kind = pipeline::Kind::many,
                   .required = true,
                   .missing = "Tick what is disposed of"},
                  {.name = "looked", .label = "Whether somebody has looked at it", .max = 3}},
       .facts = [deps](Context& c) { return disposal_facts(c, deps); },
       .run = [deps](const auto& grant, Context& c) { return act(grant, c, deps); },
       .again = k_path}));
}

}  // namespace mash::retention
