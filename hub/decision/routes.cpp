// SPDX-License-Identifier: MIT
#include <algorithm>

#include "assessed.h"
#include "coverage.h"
#include "decide.h"
#include "late.h"
#include "mash/enquiry/enquiries.h"
#include "mash/people/routes.h"
#include "page.h"
#include "recommendations.h"

namespace mash::decision {

namespace {

using pipeline::Context;
using pipeline::Kind;
using pipeline::Reply;
using policy::Action;

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}

constexpr std::string_view k_not_seen = "Reload the page: it does not say what you have seen";

std::vector<pipeline::Field> decide_fields() {
  return {
      {.name = "outcome",
       .label = "Outcome",
       .kind = Kind::choice,
       .required = true,
       .choices = codes<model::Outcome>(),
       .missing = "Choose what happens next"},
      {.name = "level",
       .label = "Level of need",
       .kind = Kind::choice,
       .required = true,
       .choices = codes<model::NeedLevel>(),
       .missing = "Select how much help this child needs"},
      {.name = "reason",
       .label = "The reason",
       .required = true,
       .missing = "Say why",
       .as_typed = true},
      {.name = "evidence",
       .label = "What it is based on",
       .required = true,
       .missing = "Say what the decision is based on",
       .as_typed = true},
      {.name = "fit_answer",
       .label = "The reason why it fits all the same",
       .max = 1000,
       .as_typed = true},
      {.name = "without_reason", .label = "The reason not to wait", .max = 1000, .as_typed = true},
      {.name = "version", .label = "Version", .required = true, .missing = std::string(k_not_seen)},
      {.name = "change",
       .label = "Change",
       .kind = Kind::choice,
       .choices = {"viewed", "dismissed"}},
      {.name = "change_reason", .label = "The reason", .max = 1000, .as_typed = true}};
}

Result<Reply> show(const Deps& deps, const policy::Proof& proof, Context& c, PersonId chosen) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  PageOptions o{.deps = deps,
                .head = *cases::find_case(c.tx, id),
                .chosen = std::move(chosen),
                .typed = c.typed,
                .faults = c.faults};
  return pipeline::View{.page = "decision/decision",
                        .title = "Decision",
                        .data = decision_page(c, proof, o),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// What this decision has to explain.
struct ToExplain {
  bool without_answers = false;
  bool misfits = false;
  bool changes = false;
};

// No rule delays an act that protects a child: what others say against it, or make of it, is kept
// with the decision as not seen.
bool goes_all_the_same(const Picture& before, const Picture& now, model::Outcome outcome,
                       const model::Borough& borough) {
  return assessment::protects_at_once(outcome) &&
         changes_between(with_asides_seen(before, now), now, borough).empty();
}

// Whoever was shown changes says what they mean, unless a child is protected by it at once.
bool owes_word(const Picture& before, model::Outcome outcome) {
  return before.told && !assessment::protects_at_once(outcome);
}

Result<void> check_words(const Context& c, const ToExplain& what) {
  std::vector<Fault> faults;
  if (!c.input.has("without_reason") && what.without_answers) {
    faults.push_back({"without_reason", "Say why you can decide before everybody answers"});
  }
  if (what.misfits && !c.input.has("fit_answer")) {
    faults.push_back({"fit_answer", "Say why this is right though it does not fit the assessment"});
  }
  if (what.changes && !c.input.has("change")) {
    faults.push_back({"change", "Select what the change means for your decision"});
  }
  if (what.changes && c.input.text("change") == "dismissed" && !c.input.has("change_reason")) {
    faults.push_back({"change_reason", "Say why the change does not matter"});
  }
  if (faults.empty()) return {};
  return Error{ErrorCode::invalid_input, "There is a problem", std::move(faults)};
}

pipeline::View stale_page(Context& c, const policy::Proof& proof, const PageOptions& o) {
  return pipeline::View{.page = "decision/decision",
                        .title = "Something has changed",
                        .data = decision_page(c, proof, o),
                        .status = 409,
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Nobody decides on a stale picture: nothing is stored, what was typed stays on the form.
Result<Reply> show_stale(const Deps& deps, const policy::Proof& proof, Context& c,
                         const PersonId& child) {
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  c.note("stale");
  return stale_page(
      c, proof,
      {.deps = deps, .head = *cases::find_case(c.tx, id), .chosen = child, .typed = &c.input});
}

Result<Reply> run_decide(const Deps& deps, const DecideGrant& grant, Context& c) {
  MASH_TRY(const ChildDecisions child, child_of(c, grant));
  MASH_TRY_DO(check_qualified(deps, c, "outcome"));
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto before = parse_picture(c.input.text("version"));
  if (!before) return invalid("version", std::string(k_not_seen));
  Decision d;
  d.case_id = id;
  d.outcome = *model::from_code<model::Outcome>(c.input.text("outcome"));
  const Picture now = picture_of(c, grant, id, child);
  auto unseen = changes_between(*before, now, deps.borough);
  if (!unseen.empty() && !goes_all_the_same(*before, now, d.outcome, deps.borough)) {
    return show_stale(deps, grant, c, child.child.person);
  }
  d.level = *model::from_code<model::NeedLevel>(c.input.text("level"));
  auto misfits = misfits_of(c, grant, id, child.child.person, d.level, d.outcome);
  MASH_TRY_DO(
      check_words(c, {.without_answers = decides_without_answers(c, grant, id, child.child.person),
                      .misfits = !misfits.empty(),
                      .changes = owes_word(*before, d.outcome)}));
  if (!misfits.empty()) c.note("does_not_fit_assessment");
  const auto typed = [&c](std::string_view name) {
    return Sensitive(std::string(c.input.text(name)));
  };
  auto fit_answer = misfits.empty() ? Sensitive() : typed("fit_answer");
  const Words words{.reason = typed("reason"),
                    .evidence = typed("evidence"),
                    .without_reason = typed("without_reason"),
                    .change_reason = typed("change_reason"),
                    .change = std::string(c.input.text("change")),
                    .misfits = std::move(misfits),
                    .fit_answer = std::move(fit_answer),
                    .unseen = std::move(unseen)};
  if (recommends(deps)) {
    recommend(c, grant, deps, child, std::move(d), words);
  } else {
    decide(c, grant, deps, child, std::move(d), words);
  }
  return pipeline::SeeOther{"/case/" + id.text() + "/decision", {}};
}

Result<Reply> run_sign(const Deps& deps, const DecideGrant& grant, Context& c) {
  MASH_TRY(const ChildDecisions child, child_of(c, grant));
  MASH_TRY_DO(check_qualified(deps, c, "decision"));
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  const auto before = parse_picture(c.input.text("version"));
  if (!before) return invalid("version", std::string(k_not_seen));
  const Picture now = picture_of(c, grant, id, child);
  if (!changes_between(*before, now, deps.borough).empty()) {
    c.note("stale");
    return stale_page(c, grant,
                      {.deps = deps,
                       .head = *cases::find_case(c.tx, id),
                       .signed_on = before,
                       .signing = child.child.person});
  }
  if (!child.proposed || child.proposed->id.text() != c.input.text("decision")) {
    return Error{ErrorCode::conflict, "This decision no longer waits for a signature", {}};
  }
  if (child.proposed->decided_by == c.principal.person) {
    return invalid("decision", "A second manager must sign: not the one who decided");
  }
  sign(c, grant, deps, *child.proposed);
  return pipeline::SeeOther{"/case/" + id.text() + "/decision", {}};
}

}  // namespace

Result<ChildDecisions> child_of(pipeline::Context& c, const policy::Proof& proof) {
  MASH_TRY(const PersonId named, PersonId::parse(c.input.text("child")));
  const PersonId child = people::person_named(c, c.case_id, named);
  const auto id = CaseId::trusted(std::string(c.input.text("case")));
  for (auto& found : by_child(c, proof, id)) {
    if (found.child.person == child) return std::move(found);
  }
  return not_found();
}

Result<void> check_qualified(const Deps& deps, const Context& c, std::string_view field) {
  const auto* member = deps.borough.find_staff(c.principal.person);
  if (member != nullptr && member->decides) return {};
  return invalid(std::string(field),
                 "Only somebody who is qualified in social work decides for a child");
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  using pipeline::act;
  using pipeline::page;
  std::vector<pipeline::Route> out;
  out.push_back(page<Action::read_case>(
      {.path = "/case/{case}/decision",
       .summary = "What was decided for each child, and the form to decide",
       .event = "decision.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c, {}); }}));
  out.push_back(
      page<Action::decide>({.path = "/case/{case}/decision/{child}",
                            .summary = "The form to decide for one child",
                            .event = "decision.read",
                            .facts = cases::case_facts,
                            .run = [deps](const auto& grant, Context& c) -> Result<Reply> {
                              MASH_TRY(const ChildDecisions child, child_of(c, grant));
                              return show(deps, grant, c, child.child.person);
                            }}));
  out.push_back(act<Action::decide>(
      {.path = "/case/{case}/decision/{child}",
       .summary = "Decide for one child, or recommend where the hub recommends",
       .event = recommends(deps) ? "decision.recommended" : "decision.made",
       .fields = decide_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_decide(deps, grant, c); },
       .again = "/case/{case}/decision/{child}",
       .before = deps.repeats ? people::catch_up(deps.repeats->recogniser) : nullptr}));
  out.push_back(act<Action::decide>(
      {.path = "/case/{case}/decision/{child}/sign",
       .summary = "Sign a decision that needs a second manager",
       .event = "decision.signed",
       .fields = {{.name = "decision", .label = "Decision", .required = true, .max = 26},
                  {.name = "version",
                   .label = "Version",
                   .required = true,
                   .missing = std::string(k_not_seen)}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return run_sign(deps, grant, c); },
       .before = deps.repeats ? people::catch_up(deps.repeats->recogniser) : nullptr}));
  out.push_back(late_act(deps));
  if (recommends(deps)) add_front_door_routes(out, deps);
  return out;
}

}  // namespace mash::decision
