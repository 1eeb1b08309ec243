// SPDX-License-Identifier: MIT
// The end of the front door's record of one case: what goes and what stays, what is in its way, and
// the two acts of two people.
#include "mash/cases/disposed.h"
#include "mash/cases/holds.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/json/value.h"
#include "pages.h"
#include "record.h"

namespace mash::retention {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_path = "/retention/{case}/record";

std::string path_of(const CaseId& id) {
  return "/retention/" + id.text() + "/record";
}

// For the front door and whoever answers for its data, while the case is there. Who may act on it
// is asked by the role.
Result<cases::CaseHead> record_in_path(Context& c) {
  MASH_TRY(auto head, case_in_path(c));
  if (!sees_whole_cases(c.principal) || cases::is_gone(c.tx, head.id)) return not_found();
  return head;
}

Result<policy::Facts> page_facts(Context& c) {
  MASH_TRY_DO(record_in_path(c));
  return policy::Facts{};
}

Result<policy::Facts> act_facts(Context& c) {
  MASH_TRY_DO(record_in_path(c));
  return policy::Facts{.case_member = true, .own = speaks_for_the_record(c.principal)};
}

Result<policy::Facts> held_facts(Context& c, const Deps& deps) {
  MASH_TRY(const auto head, record_in_path(c));
  return policy::Facts{.case_member = true,
                       .own = speaks_for_the_record(c.principal),
                       .held = !cases::holds_of(c.tx, head.id).empty() ||
                               !cases::kept_for(c.tx, deps.kept_for, head.id).empty()};
}

json::Value form_of(const Context& c, const std::string& action, const char* legend) {
  html::RadiosOptions why{
      .name = "why",
      .legend = legend,
      .hint =
          "It stays in the record when the case is gone, and says nothing "
          "of anybody.",
      .error = html::error_of(c.faults, "why"),
      .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("why")),
      .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& one : reasons()) {
    why.choices.push_back({.value = std::string(one.code), .text = std::string(one.words)});
  }
  return json::Object{{"action", action}, {"fields", html::fields({html::radios(why)})}};
}

json::Value proposal_of(const Deps& deps, const cases::Proposal& one) {
  const UtcTime until = one.proposed_at + Duration::days(deps.schedule.proposal_days);
  return json::Object{{"by", directory::person_name(deps.borough, one.proposed_by)},
                      {"at", plain_time(one.proposed_at)},
                      {"why", std::string(words_of_why(one.why))},
                      {"until", plain_date(to_london(until).date)}};
}

Result<Reply> show(const policy::Proof& proof, Context& c, const Deps& deps) {
  MASH_TRY(const auto head, record_in_path(c));
  const auto state = record_state(c, proof, deps, head);
  const bool speaks = speaks_for_the_record(c.principal);
  const bool own = state.proposal && state.proposal->proposed_by == c.principal.person;
  const std::string path = path_of(head.id);
  json::Value data = json::Object{};
  data.set("reference", head.reference);
  data.set("back", "/retention/" + head.id.text());
  data.set("open", !state.due);
  if (state.due) {
    data.set("rule", state.due->rule->id);
    data.set("when", plain_date(to_london(state.due->at).date));
    data.set("over", state.due->at <= c.now);
  }
  data.set("held", state.held);
  json::Array in_its_way;
  for (const auto& words : state.kept_for) in_its_way.emplace_back(words);
  data.set("kept_for", std::move(in_its_way));
  json::Array others;
  for (const auto& agency : state.others) {
    others.emplace_back(directory::agency_name(deps.borough, agency));
  }
  data.set("has_others", !others.empty());
  data.set("others", std::move(others));
  data.set("proposal", state.proposal ? proposal_of(deps, *state.proposal) : json::Value(false));
  data.set("own", own);
  data.set("days", deps.schedule.proposal_days);
  const bool asks = speaks && state.may_go(c.now);
  data.set("asks_other", !speaks);
  data.set("propose",
           asks && !state.proposal ? form_of(c, path, "Why may it go?") : json::Value(false));
  data.set("approve", asks && state.proposal && !own
                          ? form_of(c, path + "/approve", "Why do you approve it?")
                          : json::Value(false));
  data.set("take_back",
           speaks && state.proposal ? json::Value(path + "/take-back") : json::Value(false));
  return pipeline::View{.page = "retention/record",
                        .title = "The end of the record of case " + head.reference,
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

std::vector<pipeline::Field> why_field() {
  pipeline::Field why{.name = "why",
                      .label = "Why it may go",
                      .kind = pipeline::Kind::choice,
                      .required = true,
                      .missing = "Choose why it may go"};
  for (const auto& one : reasons()) why.choices.emplace_back(one.code);
  return {why};
}

// For those who see to cases as a whole: others read neither, as a page or as JSON.
json::Value who_and_hash(const Deps& deps, const cases::Disposed& one) {
  const auto detail = json::parse(one.detail);
  const std::string by = detail ? detail->text("proposed_by") : std::string();
  return json::Object{{"proposed_by", directory::person_name(deps.borough, StaffId::trusted(by))},
                      {"approved_by", directory::person_name(deps.borough, one.by)},
                      {"id", one.id},
                      {"hash", one.hash}};
}

}  // namespace

pipeline::View gone_view(Context& c, const Deps& deps, const cases::CaseHead& head) {
  json::Value data = json::Object{};
  data.set("reference", head.reference);
  json::Array gone;
  for (const auto& one : cases::disposed_of_case(c.tx, head.id)) {
    if (one.owner != pipeline::k_front_door || one.kind != code_of(Class::case_record)) continue;
    json::Value v = json::Object{};
    v.set("words", cases::words_of(one));
    if (sees_whole_cases(c.principal)) v.set("whole", who_and_hash(deps, one));
    gone.push_back(std::move(v));
  }
  data.set("gone", std::move(gone));
  return {.page = "retention/gone",
          .title = "Case " + head.reference + " is gone",
          .data = std::move(data),
          .marking = "OFFICIAL-SENSITIVE"};
}

void add_record_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_retention>(
      {.path = k_path,
       .summary = "What goes with the record of a case, and what is in its way",
       .event = "retention.record-read",
       .facts = page_facts,
       .run = [deps](const auto& grant, Context& c) { return show(grant, c, deps); }}));
  out.push_back(pipeline::act<Action::approve_disposal>(
      {.path = k_path,
       .summary = "Propose that the record of a case is disposed of",
       .event = "retention.record-proposed",
       .fields = why_field(),
       .facts = [deps](Context& c) { return held_facts(c, deps); },
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(const auto head, record_in_path(c));
         MASH_TRY_DO(propose(c, grant, deps, head, std::string(c.input.text("why"))));
         return pipeline::SeeOther{path_of(head.id), {}};
       },
       .again = k_path}));
  out.push_back(pipeline::act<Action::approve_disposal>(
      {.path = "/retention/{case}/record/take-back",
       .summary = "Take back that the record of a case was proposed to be disposed of",
       .event = "retention.record-taken-back",
       .facts = act_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         MASH_TRY(const auto head, record_in_path(c));
         MASH_TRY_DO(take_back(c, deps, head));
         return pipeline::SeeOther{path_of(head.id), {}};
       }}));
  out.push_back(pipeline::act<Action::approve_disposal>(
      {.path = "/retention/{case}/record/approve",
       .summary = "Dispose of the record of a case, as somebody else has proposed",
       .event = "retention.record-disposed",
       .fields = why_field(),
       .facts = [deps](Context& c) { return held_facts(c, deps); },
       .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
         MASH_TRY(const auto head, record_in_path(c));
         MASH_TRY_DO(approve(c, grant, deps, head, std::string(c.input.text("why"))));
         return pipeline::SeeOther{"/retention/" + head.id.text(), {}};
       },
       .again = k_path}));
}

}  // namespace mash::retention
