// SPDX-License-Identifier: MIT
// Rating by a manager: BRAG, level, and the type of response. Every rating is kept.
#include <algorithm>

#include "carried.h"
#include "case_view.h"
#include "mash/directory/directory.h"
#include "open_check.h"
#include "pages.h"
#include "rating.h"
#include "triage_store.h"

namespace mash::triage {

namespace {

using model::NotificationState;
using model::Stage;
using pipeline::Context;
using pipeline::Input;
using policy::Action;

constexpr std::string_view k_later = "LATER";

bool leads(const policy::Principal& p) {
  return p.role == policy::Role::mash_manager || p.role == policy::Role::deputy_manager;
}

// Qualified in social work: may decide the type of response (settled.md 29).
bool decides(const Deps& deps, const policy::Principal& p) {
  const auto* staff = deps.borough.find_staff(p.person);
  return staff != nullptr && staff->decides;
}

json::Value response_question(Context& c, const CaseId& id, const Input* typed) {
  auto choices = choices_of<ResponseType>();
  choices.push_back({.divider = "or"});
  const auto before = last_response(c.tx, id);
  choices.push_back({.value = std::string(k_later),
                     .text = before ? "Leave it as it is" : "I do not decide that now"});
  return html::radios({.name = "response",
                       .legend = "Which type of response does the family get?",
                       .hint = before
                                   ? "So far: " + std::string(model::words_of(before->type))
                                   : std::string("To be decided within one working day of receipt"),
                       .error = html::error_of(c.faults, "response"),
                       .value = typed_text(typed, "response"),
                       .choices = std::move(choices),
                       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value form_of(const Deps& deps, Context& c, const CaseView& view, const Input* typed) {
  std::vector<json::Value> questions = {rating_question(c, typed, "How urgent is it?"),
                                        level_question(c, typed),
                                        html::textarea({.name = "reason",
                                                        .label = "Why?",
                                                        .error = html::error_of(c.faults, "reason"),
                                                        .value = typed_text(typed, "reason"),
                                                        .max_length = 4000,
                                                        .label_classes = "govuk-label--s"})};
  if (held_at(view.fired) && leads(c.principal)) {
    questions.push_back(
        html::textarea({.name = "override_reason",
                        .label = "If you rate it below what the indicators say: why is that safe?",
                        .error = html::error_of(c.faults, "override_reason"),
                        .value = typed_text(typed, "override_reason"),
                        .rows = 3,
                        .max_length = 4000,
                        .label_classes = "govuk-label--s"}));
  }
  if (decides(deps, c.principal)) {
    questions.push_back(response_question(c, view.head.id, typed));
  }
  return html::fields(std::move(questions));
}

// What goes out by itself when this form is saved.
std::string note_of(const Deps& deps, const cases::CaseHead& head) {
  const auto* team = deps.borough.told_of_red(deps.timescales.policy);
  if (team == nullptr) return "";
  const std::string told = team->name +
                           " is told at once who it is about and where they are. Nothing that an "
                           "agency told us goes.";
  const bool is_red =
      head.rating == model::Rating::red || head.rating == model::Rating::provisional_red;
  if (!is_red) return "If you save a Red, " + told;
  const std::string lowered = "If you rate it lower than Red, what the hub itself told " +
                              team->name + " of the Red is taken back. ";
  return (model::is_decided(head.state) ? "" : lowered) +
         "If you save a Red and nothing that they were sent still stands, " + told;
}

pipeline::View show(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                    const Input* typed, json::Value conflict) {
  return form_view(c, proof, deps, view,
                   {.page = "triage/rate",
                    .title = "Rate",
                    .path = "/rate",
                    .button = "Save the rating",
                    .note = note_of(deps, view.head),
                    .open = model::is_open(view.head.state),
                    .fields = form_of(deps, c, view, typed),
                    .typed = typed,
                    .declared = rate_form(deps).fields,
                    .conflict = std::move(conflict)});
}

struct Answers {
  model::Rating rating{};
  model::NeedLevel level{};
  bool below_floor = false;
  std::optional<ResponseType> response;
};

Answers answers_of(const Context& c, const CaseView& view) {
  Answers a;
  a.rating = *model::from_code<model::Rating>(c.input.text("rating"));
  a.level = *model::from_code<model::NeedLevel>(c.input.text("level"));
  const auto held = held_at(view.fired);
  a.below_floor = held && a.rating < *held;
  a.response = model::from_code<ResponseType>(c.input.text("response"));
  return a;
}

Error faults_of(const Deps& deps, const Context& c, const CaseView& view, const Answers& a) {
  Error e{ErrorCode::invalid_input, "There is a problem", {}};
  if (a.below_floor) {
    const std::string held(model::words_of(*held_at(view.fired)));
    if (!leads(c.principal)) {
      e.faults.push_back({"rating", "Only a manager can rate this below " + held});
    } else if (!c.input.has("override_reason")) {
      e.faults.push_back({"override_reason", "An indicator holds this at " + held + ". Rate it " +
                                                 held + ", or enter why less is safe"});
    }
  }
  if (decides(deps, c.principal)) {
    if (!c.input.has("response")) {
      e.faults.push_back({"response", "Select the type of response, or that you leave it open"});
    }
  } else if (a.response) {
    e.faults.push_back({"response", "Only a qualified social worker decides the type of response"});
  }
  return e;
}

// From here a case is rated; later states are kept when the rating changes.
void advance(Context& c, const cases::CaseHead& head) {
  using enum NotificationState;
  if (head.state == received) cases::set_state(c, head.id, screening);
  if (head.state == received || model::may_follow(head.state, triaged)) {
    cases::set_state(c, head.id, triaged);
  }
}

// The policy times what agencies answer at this rating: everywhere but for Blue, and not for Green
// in a hub that asks nobody about one.
bool asks_agencies(const model::TimescalePolicy& policy, model::Rating rating) {
  return std::ranges::any_of(policy.rows, [rating](const model::TimescaleRow& row) {
    return row.stage == Stage::agency_return && row.rating.value_or(rating) == rating;
  });
}

void settle_clocks(Context& c, const cases::Timescales& t, const cases::CaseHead& head,
                   model::Rating rating) {
  cases::meet_clock(c, head.id, Stage::rate);
  cases::re_rate_clocks(c, t, head.id, head.rating, rating);
  if (model::is_decided(head.state)) return;
  // Where no agency is asked, nobody owes why we may ask; and still somebody decides for each
  // child.
  if (!asks_agencies(t.policy, rating)) {
    cases::withdraw_clock(c, head.id, Stage::basis);
  } else if (!head.basis_complete) {
    cases::start_clock(c, t, head.id, Stage::basis, rating, c.now);
  }
  cases::start_clock_to_decide(c, t, head.id, rating, c.now);
}

void store_response(Context& c, const CaseId& id, ResponseType type) {
  ResponseRow row{.id = new_id_text(c.random),
                  .case_id = id,
                  .at = c.now,
                  .by = c.principal.person,
                  .type = type};
  insert_response(c.tx, row);
  c.touch(row.id);
  cases::meet_clock(c, id, Stage::response_type);
}

Result<pipeline::Reply> rate(const Deps& deps, const policy::Grant<Action::confirm_rating>& grant,
                             Context& c) {
  MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
  const cases::CaseHead& head = view.head;
  if (c.input.number("version") != head.version || !model::is_open(head.state)) {
    return show(deps, grant, c, view, &c.input, conflict_data(c, grant, deps, head));
  }
  const Answers a = answers_of(c, view);
  if (Error wrong = faults_of(deps, c, view, a); !wrong.faults.empty()) return wrong;
  const RatedBefore before{head.rating, last_rated(c.tx, head)};
  add_rating(c, view,
             {.kind = RatingKind::confirmed,
              .rating = a.rating,
              .level = a.level,
              .reason = std::string(c.input.text("reason")),
              .override_reason =
                  a.below_floor ? std::string(c.input.text("override_reason")) : std::string(),
              .overridden = a.below_floor});
  cases::set_rating(c, head.id, a.rating, a.level);
  advance(c, head);
  settle_clocks(c, deps.timescales, head, a.rating);
  if (a.response) store_response(c, head.id, *a.response);
  if (deps.on_rated) deps.on_rated(c, grant, head.id, before);
  tell_early_help(c, grant, deps, head.id);
  c.note(std::string(model::code_of(a.rating)));
  return pipeline::SeeOther{"/case/" + head.id.text(), {}};
}

std::vector<pipeline::Field> rate_fields() {
  using pipeline::Kind;
  auto responses = codes_of<ResponseType>();
  responses.emplace_back(k_later);
  return {
      {.name = "version", .label = "Version", .kind = Kind::number, .required = true, .max = 18},
      {.name = "rating",
       .label = "Rating",
       .kind = Kind::choice,
       .required = true,
       .choices = rating_codes(),
       .missing = "Select how urgent it is"},
      {.name = "level",
       .label = "Level",
       .kind = Kind::choice,
       .required = true,
       .choices = codes_of<model::NeedLevel>(),
       .missing = "Select how much help the children need"},
      {.name = "reason",
       .label = "Reason",
       .required = true,
       .missing = "Enter why",
       .as_typed = true},
      {.name = "override_reason", .label = "Why less is safe", .as_typed = true},
      {.name = "response",
       .label = "Type of response",
       .kind = Kind::choice,
       .choices = std::move(responses)}};
}

}  // namespace

TypedForm rate_form(const Deps& deps) {
  return {
      .path = "/rate",
      .fields = rate_fields(),
      .show = [deps](const auto& proof, Context& c, const Input& typed) -> Result<pipeline::View> {
        MASH_TRY(const CaseView view, load_case(c, proof, deps.floors));
        return show(deps, proof, c, view, &typed, {});
      }};
}

pipeline::Route rate_page(const Deps& deps) {
  return pipeline::page<Action::confirm_rating>(
      {.path = "/case/{case}/rate",
       .summary = "Rate a case",
       .event = "case.read",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) -> Result<pipeline::Reply> {
         MASH_TRY(const CaseView view, load_case(c, grant, deps.floors));
         return show(deps, grant, c, view, c.typed, {});
       }});
}

pipeline::Route rate_act(const Deps& deps) {
  return pipeline::act<Action::confirm_rating>(
      {.path = "/case/{case}/rate",
       .summary = "Rate a case",
       .event = "case.rated",
       .fields = rate_fields(),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return rate(deps, grant, c); },
       .again = "/case/{case}/rate"});
}

}  // namespace mash::triage
