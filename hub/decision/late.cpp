// SPDX-License-Identifier: MIT
#include "late.h"

#include <algorithm>

#include "decision_store.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"

namespace mash::decision {

namespace {

using model::Stage;
using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

constexpr std::string_view k_nothing = "nothing";
constexpr std::string_view k_reopen = "reopen";

pipeline::Label label_of(const LateRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "late_answer",
          .case_id = row.case_id,
          .row = row.id};
}

void add_answer(Context& c, const CaseId& id, const DecisionId& reopens, const Sensitive& reason) {
  LateRow row{.id = new_id_text(c.random),
              .case_id = id,
              .reopens = reopens,
              .by = c.principal.person,
              .at = c.now};
  json::Value words = json::Object{};
  words.set("reason", reason.reveal());
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_late_answer(c.tx, row);
  c.touch(row.id);
}

std::string child_name(const ChildDecisions& one) {
  return one.child.name.empty() ? "Name not known" : one.child.name;
}

// When a manager last said what came in late means.
std::optional<UtcTime> last_word(Context& c, const CaseId& id) {
  const auto rows = late_rows(c.tx, id);
  return rows.empty() ? std::nullopt : std::optional(rows.back().at);
}

// Nobody has weighed for this decision what came in later.
UtcTime weighed_until(const Decision& d, const std::optional<UtcTime>& word) {
  return word && *word >= d.holds_since() ? *word : d.decided_at;
}

// What came in since the clock started, or earlier and was not weighed for all that stands.
json::Array came_in(Context& c, const PageOptions& o, UtcTime since,
                    const std::vector<ChildDecisions>& all) {
  const auto word = last_word(c, o.head.id);
  json::Array out;
  for (const auto& news : cases::news_of(c.tx, o.head.id)) {
    if (news.at < since && std::ranges::none_of(
                               all,
                               [&](const ChildDecisions& one) {
                                 return one.standing &&
                                        weighed_until(*one.standing, word) < news.at;
                               })) {
      continue;
    }
    out.emplace_back(directory::agency_name(o.deps.borough, news.from) + " " +
                     std::string(model::words_of(news.kind)) + ", " + plain_time(news.at));
  }
  return out;
}

json::Value questions(const PageOptions& o, const std::vector<ChildDecisions>& all) {
  const auto typed = [&o](std::string_view name) {
    return o.typed == nullptr ? std::string() : std::string(o.typed->text(name));
  };
  html::CheckboxesOptions children{.name = "late_children",
                                   .legend = "If decisions are opened again: for which children?",
                                   .error = html::error_of(o.faults, "late_children"),
                                   .legend_classes = "govuk-fieldset__legend--s"};
  if (o.typed != nullptr) children.values = o.typed->all("late_children");
  for (const auto& one : all) {
    if (!one.standing) continue;
    children.choices.push_back(
        {.value = one.child.person.text(),
         .text = child_name(one),
         .hint = "Decided: " + std::string(model::words_of(one.standing->outcome))});
  }
  return html::fields(
      {html::radios({.name = "late_change",
                     .legend = "What does it mean for what was decided?",
                     .error = html::error_of(o.faults, "late_change"),
                     .value = typed("late_change"),
                     .choices = {{.value = std::string(k_nothing),
                                  .text = "It changes nothing",
                                  .hint = "What was decided for each child stands"},
                                 {.value = std::string(k_reopen),
                                  .text = "It may change what was decided",
                                  .hint = "It is decided again for the children chosen below"}},
                     .legend_classes = "govuk-fieldset__legend--s"}),
       html::checkboxes(children),
       html::textarea({.name = "late_reason",
                       .label = "Why?",
                       .error = html::error_of(o.faults, "late_reason"),
                       .value = typed("late_reason"),
                       .max_length = 2000,
                       .label_classes = "govuk-label--s"})});
}

// Those that are to be opened again; none: it changes nothing.
Result<std::vector<Decision>> chosen(const Context& c, const std::vector<ChildDecisions>& all) {
  std::vector<Decision> out;
  if (c.input.text("late_change") == k_nothing) {
    if (c.input.all("late_children").empty()) return out;
    return invalid("late_children",
                   "Choose no child if it changes nothing, or select that it may change something");
  }
  for (const auto& id : c.input.all("late_children")) {
    const auto at = std::ranges::find_if(
        all, [&id](const ChildDecisions& one) { return one.child.person.text() == id; });
    if (at == all.end() || !at->standing) {
      return invalid("late_children", "Choose among the children who are decided for");
    }
    std::ranges::move(all_that_stand(*at), std::back_inserter(out));
  }
  if (out.empty()) return invalid("late_children", "Choose for which children it is decided again");
  return out;
}

Result<Reply> run(const Deps& deps, const DecideGrant& grant, Context& c) {
  MASH_TRY_DO(check_qualified(deps, c, "late_change"));
  const auto head = cases::find_case(c.tx, c.case_id);
  if (!cases::running_clock(c.tx, head->id, Stage::late_return)) {
    return Error{ErrorCode::conflict, "Somebody has said it already", {}};
  }
  const auto before = parse_picture(c.input.text("late_version"));
  if (!before) {
    return invalid("late_version", "Reload the page: it does not say what you have seen");
  }
  const auto all = by_child(c, grant, head->id);
  const auto changes = changes_between(*before, picture_of(c, grant, head->id, all), deps.borough);
  if (!changes.empty()) {
    std::string told;
    for (const auto& change : changes) told += change + ' ';
    return Error{ErrorCode::conflict,
                 "Something has changed since you opened this page",
                 {{"late_change", told + "Look at it, then say again"}}};
  }
  MASH_TRY(const auto reopen, chosen(c, all));
  answer_late(c, grant, deps, *head, reopen, Sensitive(std::string(c.input.text("late_reason"))));
  return pipeline::SeeOther{"/case/" + head->id.text() + "/decision", {}};
}

}  // namespace

std::vector<LateAnswer> late_answers(pipeline::Context& c, const policy::Proof& proof,
                                     const CaseId& id) {
  std::vector<LateAnswer> out;
  for (const auto& row : late_rows(c.tx, id)) {
    const auto words = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
    out.push_back({.reopens = row.reopens,
                   .by = row.by,
                   .at = row.at,
                   .reason = Sensitive(words.text("reason"))});
  }
  return out;
}

void answer_late(pipeline::Context& c, const DecideGrant& grant, const Deps& deps,
                 const cases::CaseHead& head, const std::vector<Decision>& reopen,
                 const Sensitive& reason) {
  cases::meet_clock(c, head.id, Stage::late_return);
  c.changed("case", head.id.text());
  if (reopen.empty()) {
    add_answer(c, head.id, {}, reason);
    c.note("changes_nothing");
    if (deps.on_decided && all_children_decided(c, grant, head.id)) {
      deps.on_decided(c, grant, head.id);
    }
    return;
  }
  for (const auto& decision : reopen) add_answer(c, head.id, decision.id, reason);
  wait_to_decide_again(c, grant, deps, head);
}

void settle_late_clock(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const CaseId& id, bool decided) {
  auto news = cases::news_of(c.tx, id);
  std::erase_if(news, [](const cases::News& one) { return !model::owes_a_word(one.kind); });
  if (news.empty()) return;
  const auto word = last_word(c, id);
  bool anybody = false;
  bool open = false;
  for (const auto& one : by_child(c, proof, id)) {
    open = open || !one.conflicting.empty();
    if (!one.standing) continue;
    anybody = true;
    if (weighed_until(*one.standing, word) < news.back().at) {
      return cases::start_clock_for_late_word(c, deps.timescales, *cases::find_case(c.tx, id));
    }
  }
  if (decided && anybody && !open) cases::meet_clock(c, id, Stage::late_return);
}

json::Value late_data(pipeline::Context& c, const policy::Proof& proof, const PageOptions& o,
                      const std::vector<ChildDecisions>& all) {
  const auto clock = cases::running_clock(c.tx, o.head.id, Stage::late_return);
  if (!clock || !may_decide(c.principal)) return false;
  json::Value out = json::Object{};
  out.set("clock", cases::clock_tag(clock, c.now));
  out.set("came", came_in(c, o, clock->started_at, all));
  out.set("knows", "/case/" + o.head.id.text());
  out.set("action", "/case/" + o.head.id.text() + "/late");
  out.set("version", encode(picture_of(c, proof, o.head.id, all)));
  out.set("fields", questions(o, all));
  return out;
}

json::Array late_answers_data(pipeline::Context& c, const policy::Proof& proof,
                              const PageOptions& o) {
  json::Array out;
  if (!cases::is_front_door(c.principal)) return out;
  for (const auto& answer : late_answers(c, proof, o.head.id)) {
    std::string line =
        (answer.reopens.empty() ? "It changed nothing: " : "It was decided again: ") +
        answer.reason.reveal() + " (" + directory::person_name(o.deps.borough, answer.by) + ", " +
        plain_time(answer.at) + ")";
    // Of a child who was known as two, each decision was opened again.
    if (out.empty() || *out.back().as_string() != line) out.emplace_back(std::move(line));
  }
  return out;
}

pipeline::Route late_act(const Deps& deps) {
  return pipeline::act<Action::decide>(
      {.path = "/case/{case}/late",
       .summary = "Say whether what came in after the decision changes it",
       .event = "decision.late-answered",
       .fields = {{.name = "late_change",
                   .label = "What it means",
                   .kind = Kind::choice,
                   .required = true,
                   .choices = {std::string(k_nothing), std::string(k_reopen)},
                   .missing = "Select what it means for what was decided"},
                  {.name = "late_children", .label = "Children", .kind = Kind::many},
                  {.name = "late_reason",
                   .label = "The reason",
                   .required = true,
                   .max = 2000,
                   .missing = "Say why",
                   .as_typed = true},
                  {.name = "late_version",
                   .label = "Version",
                   .required = true,
                   .missing = "Reload the page: it does not say what you have seen"}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run(deps, grant, c); },
       .again = "/case/{case}/decision"});
}

}  // namespace mash::decision
