// SPDX-License-Identifier: MIT
// Screening: who the children are, whether each is open to a social worker, what happens next.
#include <algorithm>

#include "carried.h"
#include "case_view.h"
#include "mash/directory/directory.h"
#include "mash/intake/giveaways.h"
#include "mash/people/repeats.h"
#include "mash/people/routes.h"
#include "open_check.h"
#include "pages.h"
#include "rating.h"
#include "screen_checks.h"
#include "screen_repeats.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using pipeline::Context;
using pipeline::Input;
using policy::Action;

pipeline::Label label_of(std::string_view id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "screening", .case_id = case_id, .row = id};
}

bool may_screen(const cases::CaseHead& head) {
  return head.state == NotificationState::received || head.state == NotificationState::screening ||
         head.state == NotificationState::reopened;
}

json::Value people_data(Context& c, const policy::Proof& proof, const Deps& deps,
                        const CaseView& view) {
  const auto& rule = people::built_in_repeat_policy();
  const auto repeats = people::repeats_of(c, deps.recogniser, rule, view.said);
  json::Array known;
  for (const auto& s : people::subjects_of(c, proof, view.head.id)) {
    json::Value one = json::Object{};
    one.set("name", s.name);
    one.set("role", model::words_of(s.role));
    one.set("age", s.age);
    one.set("other_cases", s.other_cases == 0 ? std::string("First time")
                           : s.other_cases == 1
                               ? std::string("In 1 other case")
                               : "In " + std::to_string(s.other_cases) + " other cases");
    one.set("repeats", repeats ? people::repeats_in_words(*repeats, s.person) : "");
    known.push_back(std::move(one));
  }
  json::Array open;
  json::Array questions;
  for (const auto& s : view.said) {
    if (auto question = people::birth_question(s, to_london(c.now).date); !question.empty()) {
      questions.emplace_back(
          json::Object{{"name", s.display_name()}, {"question", std::move(question)}});
    }
    if (!s.person.empty()) continue;
    open.emplace_back(json::Object{{"name", s.display_name()}, {"role", model::words_of(s.role)}});
  }
  json::Value out = json::Object{};
  out.set("has_known", !known.empty());
  out.set("known", std::move(known));
  out.set("has_open", !open.empty());
  out.set("open", std::move(open));
  out.set("has_questions", !questions.empty());
  out.set("questions", std::move(questions));
  out.set("repeats",
          repeats ? people::repeats_view(*repeats, rule, view.head.id) : json::Value(false));
  out.set("together", "/case/" + view.head.id.text() + "/people/together");
  out.set("in_words", intake::others_in_words(view.notifications));
  out.set("add", "/case/" + view.head.id.text() + "/people/add");
  return out;
}

// Nobody else reads it before it leaves.
std::vector<intake::Giveaway> words_giveaways(Context& c, const policy::Proof& proof,
                                              const Input& typed) {
  return intake::giveaways(c, proof, c.case_id, {std::string(typed.text("words"))});
}

json::Value acknowledged_question(const Context& c, const Input* typed) {
  return html::radios(
      {.name = "acknowledged",
       .legend = "Has the person who told us been told that it arrived?",
       .error = html::error_of(c.faults, "acknowledged"),
       .value = typed_text(typed, "acknowledged"),
       .choices = {{.value = std::string(k_yes), .text = "Yes"},
                   {.value = std::string(k_no), .text = "Not yet"},
                   {.value = std::string(k_nobody), .text = "There is nobody to tell"}},
       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value form_of(Context& c, const policy::Proof& proof, const CaseView& view,
                    const Input* typed) {
  std::vector<json::Value> questions = {
      html::radios({.name = "next",
                    .legend = "What happens next?",
                    .error = html::error_of(c.faults, "next"),
                    .value = typed_text(typed, "next"),
                    .choices = choices_of<NextStep>(),
                    .legend_classes = "govuk-fieldset__legend--s"}),
      rating_question(c, typed, "If a manager rates it: which rating do you propose?"),
      level_question(c, typed),
      html::textarea({.name = "words",
                      .label = "If you pass it on, to a social worker or to adult safeguarding: "
                               "what must they know now?",
                      .hint = "It leaves the hub as you write it. Do not write who told us if they "
                              "are not to be named, or what an agency told us",
                      .error = html::error_of(c.faults, "words"),
                      .value = typed_text(typed, "words"),
                      .max_length = 4000,
                      .label_classes = "govuk-label--s"})};
  if (typed != nullptr) {
    auto teller = intake::giveaway_question(c, words_giveaways(c, proof, *typed));
    if (teller.as_object() != nullptr) questions.push_back(std::move(teller));
  }
  questions.push_back(html::checkboxes(
      {.name = "no_child",
       .legend = "If you pass it to adult safeguarding: have you looked for children?",
       .hint = "At the address, among those who were looked up, and with whoever told us",
       .error = html::error_of(c.faults, "no_child"),
       .values = {typed_text(typed, "no_child")},
       .choices = {{.value = std::string(k_yes),
                    .text = "Yes: no child lives with them, visits them or is expected"}},
       .legend_classes = "govuk-fieldset__legend--s"}));
  questions.push_back(html::textarea(
      {.name = "missing",
       .label = "If it goes back to a professional who told us: what is missing?",
       .hint =
           "For example, that the parents agree to help. Each professional who told us of this, "
           "also "
           "of another agency, reads it as you write it; whoever did not use the form has to be "
           "told by you. The public read fixed words, and whoever is unnamed nothing",
       .error = html::error_of(c.faults, "missing"),
       .value = typed_text(typed, "missing"),
       .rows = 3,
       .max_length = 2000,
       .label_classes = "govuk-label--s"}));
  questions.push_back(html::textarea(
      {.name = "protect",
       .label = "If it goes to the designated officer: what must be done to protect children now?",
       .hint =
           "Leave it empty if they are safe. Else it opens an ordinary case for the children at "
           "once, which your colleagues can read. Do not write who is accused",
       .error = html::error_of(c.faults, "protect"),
       .value = typed_text(typed, "protect"),
       .max_length = 4000,
       .label_classes = "govuk-label--s"}));
  if (acknowledgement_owed(c, view.head.id)) questions.push_back(acknowledged_question(c, typed));
  questions.push_back(html::textarea({.name = "reason",
                                      .label = "Why?",
                                      .error = html::error_of(c.faults, "reason"),
                                      .value = typed_text(typed, "reason"),
                                      .max_length = 4000,
                                      .label_classes = "govuk-label--s"}));
  return html::fields(std::move(questions));
}

json::Value earlier(Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id) {
  const auto row = last_screening(c.tx, id);
  if (!row) return false;
  const json::Value words =
      c.vault.open_json(c.tx, proof, label_of(row->id, row->case_id), row->sealed);
  json::Value out = json::Object{};
  out.set("at", plain_time(row->at));
  out.set("by", directory::person_name(deps.borough, row->by));
  out.set("outcome", model::words_of(row->outcome));
  out.set("reason", words.text("reason"));
  out.set("words", words.text("words"));
  return out;
}

// What passing it on does beside.
std::string note_of(const Deps& deps, const cases::CaseHead& head, UtcTime now) {
  const auto& hub = deps.borough.hub;
  const auto line = [&](const char* to_whom, const AgencyId& team) {
    const auto told = passed_to(deps, team, head, now);
    if (!told) return std::string();
    return std::string("If you pass it to ") + to_whom + ", " + told->team.name +
           " is told at once and has to accept it by " + plain_time(told->by_when) +
           ". If they do not, it comes back for a rating. No agency is asked.";
  };
  const std::string worker = line("the social worker", hub.receiving_team);
  const std::string adults = line("adult safeguarding", hub.adult_safeguarding_team);
  return worker + (worker.empty() || adults.empty() ? "" : " ") + adults;
}

// `typed` is what to show in the form; `conflict` what somebody else did meanwhile.
pipeline::View show(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                    const Input* typed, json::Value conflict) {
  auto out = form_view(c, proof, deps, view,
                       {.page = "triage/screen",
                        .title = "Screen",
                        .path = "/screen",
                        .button = "Finish screening",
                        .note = note_of(deps, view.head, c.now),
                        .open = may_screen(view.head),
                        .fields = form_of(c, proof, view, typed),
                        .typed = typed,
                        .declared = screen_form(deps).fields,
                        .conflict = std::move(conflict)});
  const CaseId& id = view.head.id;
  out.data.set("people", people_data(c, proof, deps, view));
  const auto children = checked_children(c, proof, deps, view.head);
  out.data.set("has_children", !children.empty());
  out.data.set("children", open_checks_data(deps, id, children));
  out.data.set("earlier", earlier(c, proof, deps, id));
  // Whoever may rate a Red themselves need not read through a form that asks for a proposal.
  const std::string rate = may_rate(c.principal) ? "/case/" + id.text() + "/rate" : std::string();
  const bool first = view.head.rating == model::Rating::provisional_red;
  out.data.set("rate_first", first ? rate : std::string());
  out.data.set("rate", first ? std::string() : rate);
  return out;
}

NotificationState state_after(NextStep next) {
  switch (next) {
    case NextStep::signposted:
      return NotificationState::signposted;
    case NextStep::returned_to_referrer:
      return NotificationState::returned_to_referrer;
    case NextStep::routed_open_case:
      return NotificationState::routed_open_case;
    case NextStep::adult_safeguarding:
      return NotificationState::routed_adult;
    case NextStep::designated_officer:  // theirs by what follows (OnAllegation)
    case NextStep::rate:
      break;
  }
  return NotificationState::screening;
}

void settle_clocks(Context& c, const CaseId& id, NextStep next) {
  using model::Stage;
  if (c.input.text("acknowledged") == k_yes) cases::meet_clock(c, id, Stage::acknowledge);
  if (c.input.text("acknowledged") == k_nobody) cases::withdraw_clock(c, id, Stage::acknowledge);
  // Until the social worker has it, it is the hub's, whose clocks run on.
  if (!ends_it(next)) return;
  cases::withdraw_clock(c, id, Stage::rate);
  cases::withdraw_clock(c, id, Stage::response_type);
}

void store_screening(Context& c, const CaseView& view, NextStep next) {
  const CaseId& id = view.head.id;
  ScreeningRow row{.id = new_id_text(c.random),
                   .case_id = id,
                   .at = c.now,
                   .by = c.principal.person,
                   .outcome = next,
                   .sealed = {}};
  json::Value words = json::Object{};
  words.set("reason", c.input.text("reason"));
  if (passes_on(next)) words.set("words", c.input.text("words"));
  row.sealed = c.vault.seal(c.tx, label_of(row.id, id), json::encode(words), c.random);
  insert_screening(c.tx, row);
  c.touch(row.id);
  c.note(std::string(model::code_of(next)));
  if (next == NextStep::rate) {
    add_rating(c, view,
               {.kind = RatingKind::proposed,
                .rating = *model::from_code<model::Rating>(c.input.text("rating")),
                .level = *model::from_code<model::NeedLevel>(c.input.text("level")),
                .reason = std::string(c.input.text("reason"))});
  }
  if (view.head.state != NotificationState::screening) {
    cases::set_state(c, id, NotificationState::screening);
  }
  cases::set_screened(c, id);
  // Raises the version even where the state stays, so that a second reader learns of this one.
  cases::set_state(c, id, state_after(next));
}

// A proposed Red waits for no rating (settled.md 21): it is Red until a manager says otherwise,
// with what follows from that. A proposal lowers nothing.
void hold_at_red(const Deps& deps, const policy::Proof& proof, Context& c,
                 const cases::CaseHead& head) {
  using enum model::Rating;
  const bool proposed = model::from_code<model::Rating>(c.input.text("rating")) == red;
  if (!proposed || head.rating == red || head.rating == provisional_red) return;
  cases::set_rating(c, head.id, provisional_red, head.level);
  cases::re_rate_clocks(c, deps.timescales, head.id, head.rating, provisional_red);
  if (deps.on_rated) deps.on_rated(c, proof, head.id, {head.rating, last_rated(c.tx, head)});
  if (deps.on_proposed_red) deps.on_proposed_red(c, proof, head.id);
}

std::string answer_by(const Told& told) {
  return "Accept or reject it by " + plain_time(told.by_when);
}

void pass_to_adults(const Deps& deps, const policy::Proof& proof, Context& c,
                    const CaseView& view) {
  if (!deps.on_adults) return;
  const auto told = passed_to(deps, deps.borough.hub.adult_safeguarding_team, view.head, c.now);
  deps.on_adults(c, proof, view.head.id,
                 Sensitive("For adult safeguarding. As far as the hub knows, no child lives with "
                           "them or visits them.\n\n" +
                           std::string(c.input.text("words")) +
                           "\n\nAccept this to say that you have it. Reject it to give it back to "
                           "the hub, also if there is a child."),
                 answer_by(*told));
}

void pass_on(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
             const std::vector<CheckedChild>& children) {
  if (!deps.on_passed_on) return;
  const auto told = passed_to(deps, deps.borough.hub.receiving_team, view.head, c.now);
  OpenCases open{.children = {},
                 .words = Sensitive(words_for_team(children, c.input.text("words"))),
                 .by_when = answer_by(*told)};
  for (const auto& one : children) open.children.push_back(one.child.person);
  deps.on_passed_on(c, proof, view.head.id, open);
}

Result<pipeline::Reply> screen(const Deps& deps, const policy::Grant<Action::screen>& grant,
                               Context& c) {
  MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
  if (c.input.number("version") != view.head.version || !may_screen(view.head)) {
    return show(deps, grant, c, view, &c.input, conflict_data(c, grant, deps, view.head));
  }
  const auto next = *model::from_code<NextStep>(c.input.text("next"));
  const auto children = checked_children(c, grant, deps, view.head);
  if (Error wrong = screening_faults(deps, grant, c, view, children, next); !wrong.faults.empty()) {
    return wrong;
  }
  if (passes_on(next)) {
    MASH_TRY_DO(intake::looked_at(c, words_giveaways(c, grant, c.input)));
  }
  store_screening(c, view, next);
  if (ends_it(next) || next == NextStep::adult_safeguarding) {
    keep_hidden_repeats(c, grant, deps, view.head.id);
  }
  settle_clocks(c, view.head.id, next);
  if (next == NextStep::rate) hold_at_red(deps, grant, c, view.head);
  if (next == NextStep::designated_officer) {
    MASH_TRY_DO(deps.on_allegation(c, grant, view.head.id,
                                   {.why = std::string(c.input.text("reason")),
                                    .protect = std::string(c.input.text("protect"))}));
    return pipeline::SeeOther{"/queue?sent=officer", {}};
  }
  if (next == NextStep::returned_to_referrer && deps.on_returned) {
    deps.on_returned(c, grant, view.head.id, Sensitive(std::string(c.input.text("missing"))));
  }
  if (next == NextStep::routed_open_case) pass_on(deps, grant, c, view, children);
  if (next == NextStep::adult_safeguarding) pass_to_adults(deps, grant, c, view);
  return pipeline::SeeOther{"/queue", {}};
}

std::vector<pipeline::Field> screen_fields() {
  using pipeline::Kind;
  return {
      {.name = "version", .label = "Version", .kind = Kind::number, .required = true, .max = 18},
      {.name = "next",
       .label = "What happens next",
       .kind = Kind::choice,
       .required = true,
       .choices = codes_of<NextStep>(),
       .missing = "Select what happens next"},
      {.name = "rating", .label = "Rating", .kind = Kind::choice, .choices = rating_codes()},
      {.name = "level",
       .label = "Level",
       .kind = Kind::choice,
       .choices = codes_of<model::NeedLevel>()},
      {.name = "words", .label = "What the social worker must know", .as_typed = true},
      intake::giveaway_field(),
      {.name = "no_child",
       .label = "No child lives there",
       .kind = Kind::choice,
       .choices = {std::string(k_yes)}},
      {.name = "missing", .label = "What is missing", .max = 2000, .as_typed = true},
      {.name = "protect", .label = "What protects the children", .as_typed = true},
      {.name = "acknowledged",
       .label = "Told that it arrived",
       .kind = Kind::choice,
       .choices = {std::string(k_yes), std::string(k_no), std::string(k_nobody)}},
      {.name = "reason",
       .label = "Reason",
       .required = true,
       .missing = "Enter why",
       .as_typed = true}};
}

}  // namespace

TypedForm screen_form(const Deps& deps) {
  return {
      .path = "/screen",
      .fields = screen_fields(),
      .show = [deps](const auto& proof, Context& c, const Input& typed) -> Result<pipeline::View> {
        MASH_TRY(const CaseView view, load_case(c, proof, deps.floors));
        return show(deps, proof, c, view, &typed, {});
      }};
}

pipeline::Route screen_page(const Deps& deps) {
  return pipeline::page<Action::screen>(
      {.path = "/case/{case}/screen",
       .summary = "Screen a case",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<pipeline::Reply> {
         deps.recogniser.catch_up(c.tx, c.vault);
         MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
         return show(deps, grant, c, view, c.typed, {});
       }});
}

pipeline::Route screen_act(const Deps& deps) {
  return pipeline::act<Action::screen>(
      {.path = "/case/{case}/screen",
       .summary = "Finish the screening of a case",
       .event = "case.screened",
       .fields = screen_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return screen(deps, grant, c); },
       .again = "/case/{case}/screen",
       .before = people::catch_up(deps.recogniser)});
}

}  // namespace mash::triage
