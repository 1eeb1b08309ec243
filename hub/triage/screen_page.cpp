// SPDX-License-Identifier: MIT
// Screening: who the children are, whether each is open to a social worker, what happens next.
#include <algorithm>

#include "case_view.h"
#include "mash/directory/directory.h"
#include "mash/people/repeats.h"
#include "mash/people/routes.h"
#include "open_check.h"
#include "pages.h"
#include "rating.h"
#include "screen_repeats.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using pipeline::Context;
using pipeline::Input;
using policy::Action;

constexpr std::string_view k_yes = "yes", k_no = "no", k_nobody = "nobody";

pipeline::Label label_of(std::string_view id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "screening", .case_id = case_id, .row = id};
}

bool may_screen(const cases::CaseHead& head) {
  return head.state == NotificationState::received || head.state == NotificationState::screening ||
         head.state == NotificationState::reopened;
}

bool acknowledgement_owed(Context& c, const CaseId& id) {
  return cases::running_clock(c.tx, id, model::Stage::acknowledge).has_value();
}

// Why somebody still has to act in this case, if they do: a manager, where one has decided for a
// part of the children or the case came back, or whoever was sent a safety product. A social worker
// may be told in the meantime: nobody's part ends with that.
std::string act_owed(Context& c, const CaseId& id, NextStep next) {
  std::string out;
  for (const auto& d : cases::clocks_of(c.tx, id)) {
    if (d.met_at || d.withdrawn) continue;
    if (d.stage == model::Stage::decide) {
      return "A manager has to decide for somebody in it. Select that a manager rates it";
    }
    if (d.stage == model::Stage::disseminate && next != NextStep::routed_open_case) {
      out =
          "Somebody was sent a safety product and has not answered. Select that a manager rates it";
    }
  }
  return out;
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
  out.set("repeats", repeats ? people::repeats_view(*repeats, rule) : json::Value(false));
  out.set("family", "/case/" + view.head.id.text() + "/family");
  return out;
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

json::Value form_of(Context& c, const CaseView& view, const Input* typed) {
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
                      .label = "If you pass it to the social worker: what must they know now?",
                      .hint = "It leaves the hub as you write it. Do not write who told us if they "
                              "are not to be named, or what an agency told us",
                      .error = html::error_of(c.faults, "words"),
                      .value = typed_text(typed, "words"),
                      .max_length = 4000,
                      .label_classes = "govuk-label--s"})};
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

bool may_rate(const policy::Principal& p) {
  policy::Rule why{};
  policy::Facts f;
  f.case_member = true;
  return policy::Kernel::decide<Action::confirm_rating>(p, f, why).has_value();
}

// What passing it on does beside.
std::string note_of(const Deps& deps, const cases::CaseHead& head, UtcTime now) {
  const auto told = told_of_open_cases(deps, head, now);
  if (!told) return "";
  return "If you pass it to the social worker, " + told->team.name +
         " is told at once and has to accept it by " + plain_time(told->by_when) +
         ". If they do not, it comes back for a rating. No agency is asked.";
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
                        .fields = form_of(c, view, typed),
                        .typed = typed,
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

// Whether it may go to the social worker. Who is not open is told on the page, by name.
void check_passing_on(const Deps& deps, Context& c, const CaseView& view,
                      const std::vector<CheckedChild>& children, std::vector<Fault>& faults) {
  if (!told_of_open_cases(deps, view.head, c.now)) {
    faults.push_back({"next",
                      "This hub has not said which team has to accept open cases, or by when. "
                      "Select that a manager rates it"});
  }
  if (!all_open(children)) {
    faults.push_back({"open_check",
                      "Pass it to a social worker only if each child is open to one, by a check "
                      "that still counts"});
  }
  if (!c.input.has("words")) faults.push_back({"words", "Enter what the social worker must know"});
}

bool sends_away(NextStep next) {
  return next != NextStep::rate && next != NextStep::routed_open_case;
}

// Nobody here goes on with it. What the designated officer has, somebody of the hub still has.
bool ends_it(NextStep next) {
  return sends_away(next) && next != NextStep::designated_officer;
}

bool from_professional(const CaseView& view) {
  return std::ranges::any_of(view.notifications, [](const auto& n) {
    return n.referrer_class == model::ReferrerClass::professional;
  });
}

using Faults = std::vector<Fault>;

// May it go there at all?
void check_where(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                 NextStep next, Faults& faults) {
  const bool must_be_rated = view.head.urgent || held_at(view.fired).has_value();
  if (next == NextStep::designated_officer && must_be_rated && !c.input.has("protect")) {
    faults.push_back({"protect",
                      "An indicator of serious harm was seen: enter what must be done to protect "
                      "the children"});
  } else if (ends_it(next) && must_be_rated) {
    faults.push_back({"next", "An indicator of serious harm was seen: a manager has to rate this"});
  } else if (const auto why = act_owed(c, view.head.id, next);
             next != NextStep::rate && next != NextStep::designated_officer && !why.empty()) {
    faults.push_back({"next", why});
  } else if (const auto hits =
                 ends_it(next) ? repeats_in_the_way(c, proof, deps, view.head.id) : "";
             !hits.empty()) {
    faults.push_back({"next", hits + " Nobody alone sends such a case elsewhere. Select that a "
                                     "manager rates it; a manager can also rate it now"});
  }
}

// What else has to be answered for this step.
void check_answers(Context& c, const CaseView& view, NextStep next, Faults& faults) {
  if (next == NextStep::returned_to_referrer && from_professional(view) &&
      !c.input.has("missing")) {
    faults.push_back({"missing", "Enter what is missing, so that they can tell us"});
  }
  if (next != NextStep::designated_officer && c.input.has("protect")) {
    faults.push_back({"protect",
                      "These words go only with an allegation. Select that it goes to the "
                      "designated officer, or empty this and write them under why"});
  }
  if (next == NextStep::rate && !c.input.has("rating")) {
    faults.push_back({"rating", "Select which rating you propose"});
  }
  if (next == NextStep::rate && !c.input.has("level")) {
    faults.push_back({"level", "Select how much help the children need"});
  }
  if (!acknowledgement_owed(c, view.head.id)) return;
  if (!c.input.has("acknowledged")) {
    faults.push_back({"acknowledged", "Select whether the person who told us has been told"});
  } else if (sends_away(next) && c.input.text("acknowledged") == k_no) {
    // What a social worker is told of stays with the hub, with its clocks, until they have it.
    faults.push_back({"acknowledged", "Tell the person who told us first"});
  }
}

// What the decoder cannot know: answers that hang together.
Error faults_of(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                const std::vector<CheckedChild>& children, NextStep next) {
  Error e{ErrorCode::invalid_input, "There is a problem", {}};
  const bool pass_on = next == NextStep::routed_open_case;
  check_where(deps, proof, c, view, next, e.faults);
  if (pass_on) check_passing_on(deps, c, view, children, e.faults);
  check_answers(c, view, next, e.faults);
  // Whoever looks somebody up learns of them: of an allegation that is the officer's to do.
  const bool looked_up_here =
      next != NextStep::designated_officer && (!view.head.urgent || pass_on);
  if (looked_up_here && view.unidentified_children() > 0) {
    e.faults.push_back({"people", "Look up each child first"});
  }
  return e;
}

NotificationState state_after(NextStep next) {
  switch (next) {
    case NextStep::signposted:
      return NotificationState::signposted;
    case NextStep::returned_to_referrer:
      return NotificationState::returned_to_referrer;
    case NextStep::routed_open_case:
      return NotificationState::routed_open_case;
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
  if (next == NextStep::routed_open_case) words.set("words", c.input.text("words"));
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
  // Raises the version even where the state stays, so that a second reader learns of this one.
  cases::set_state(c, id, state_after(next));
}

void pass_on(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
             const std::vector<CheckedChild>& children) {
  if (!deps.on_passed_on) return;
  const auto told = told_of_open_cases(deps, view.head, c.now);
  OpenCases open{.children = {},
                 .words = Sensitive(words_for_team(children, c.input.text("words"))),
                 .by_when = "Accept or reject it by " + plain_time(told->by_when)};
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
  if (Error wrong = faults_of(deps, grant, c, view, children, next); !wrong.faults.empty()) {
    return wrong;
  }
  store_screening(c, view, next);
  if (ends_it(next)) keep_hidden_repeats(c, grant, deps, view.head.id);
  settle_clocks(c, view.head.id, next);
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
