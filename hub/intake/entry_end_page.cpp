// SPDX-License-Identifier: MIT
// How a notification that was typed in ends: taken in as a case, or thrown away with a reason.
#include "entry_pages.h"
#include "mash/attachments/attachments.h"
#include "mash/base/assert.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/packages/reference.h"
#include "mash/uploads/uploads.h"

namespace mash::intake {

namespace {

using html::SummaryRow;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_check = "/enter/{entry}/check";
constexpr const char* k_discard = "/enter/{entry}/discard";

const std::vector<html::Choice>& discard_reasons() {
  static const std::vector<html::Choice> k_reasons = {
      {.value = "entered_before", .text = "It is here already, under another reference"},
      {.value = "not_a_notification", .text = "It was no notification, for example a wrong number"},
      {.value = "begun_by_mistake", .text = "It was begun by mistake and nothing was told"}};
  return k_reasons;
}

// "24 November 2026 at 5:05am, in the morning": clocks start then, so nobody may mistake it.
std::string when_words(UtcTime at) {
  const int hour = to_london(at).hour;
  const char* part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  return plain_time(at) + ", in the " + part;
}

json::Value summary_of(const EntryDraft& draft, UtcTime now) {
  std::vector<SummaryRow> rows;
  const auto told = told_at(draft, now);
  rows.push_back({.key = "Told", .value = when_words(told.value_or(draft.begun_at))});
  for (const pipeline::Field& field : entry_fields()) {
    if (field.name.starts_with("told") || !draft.said.has(field.name)) continue;
    rows.push_back({.key = field.label, .value = value_words(field, draft.said.text(field.name))});
  }
  std::string concerns;
  for (const auto& code : draft.concerns) {
    const auto concern = model::from_code<model::ConcernType>(code);
    if (!concern) continue;
    concerns += (concerns.empty() ? "" : "; ") + std::string(model::words_of(*concern));
  }
  if (!concerns.empty()) rows.push_back({.key = "Kind of worry", .value = concerns});
  for (const EntryPerson& person : draft.people) {
    std::string known;
    for (const pipeline::Field& field : entry_person_fields()) {
      if (field.name == "role" || !person.said.has(field.name)) continue;
      known += (known.empty() ? "" : "\n") + field.label + ": " +
               value_words(field, person.said.text(field.name));
    }
    if (identity_incomplete(person.said)) known += "\nIdentity incomplete: no date of birth";
    const auto role = model::from_code<model::PersonRole>(person.said.text("role"));
    rows.push_back({.key = std::string(model::words_of(role.value_or(model::PersonRole::other))),
                    .value = std::move(known)});
  }
  return html::summary_list({.rows = std::move(rows)});
}

bool is_anonymous(const EntryDraft& draft) {
  const auto source = model::from_code<model::ReferralSource>(draft.said.text("source"));
  return source && model::class_of(*source) == model::ReferrerClass::anonymous;
}

json::Value told_question(const Context& c) {
  return html::radios(
      {.name = "told",
       .legend = "Does whoever told us know that it was taken in?",
       .hint = "On the telephone, tell them now. The reference comes on the next page",
       .error = html::error_of(c.faults, "told"),
       .value = c.typed == nullptr ? std::string() : std::string(c.typed->text("told")),
       .choices = {{.value = "yes", .text = "Yes"},
                   {.value = "no", .text = "No: they have to be told"}},
       .legend_classes = "govuk-fieldset__legend--s"});
}

// Ticked by whoever hears that; behind its wall from the moment it is taken in (A17).
void add_allegation_questions(const Context& c, std::vector<json::Value>& out) {
  const auto sent = [&c](const char* name) {
    return c.typed == nullptr ? std::string() : std::string(c.typed->text(name));
  };
  out.push_back(html::checkboxes(
      {.name = "allegation",
       .legend = "Is somebody accused who works with children?",
       .hint = "For example a teacher, a carer, a volunteer or one of us. Then it goes to the "
               "designated officer (LADO) at once, and neither you nor your colleagues see it "
               "any more",
       .error = html::error_of(c.faults, "allegation"),
       .values = {sent("allegation")},
       .choices = {{.value = "yes", .text = "Yes, it is an allegation against such a person"}},
       .legend_classes = "govuk-fieldset__legend--s"}));
  out.push_back(
      html::textarea({.name = "protect",
                      .label = "If so: what must be done to protect children now?",
                      .hint = "Leave it empty if they are safe. Else it opens an ordinary case for "
                              "the children at once, which your colleagues can read. Do not write "
                              "who is accused",
                      .error = html::error_of(c.faults, "protect"),
                      .value = sent("protect"),
                      .rows = 3,
                      .max_length = 4000,
                      .label_classes = "govuk-label--s"}));
}

Result<Reply> show_check(const Deps& deps, const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  const std::string path = "/enter/" + draft.id;
  if (!faults_of(draft, c.now).empty()) return pipeline::SeeOther{path + "?faults=yes", {}};
  json::Value data = json::Object{};
  data.set("back", path);
  data.set("summary", summary_of(draft, c.now));
  data.set("no_child", draft.people.empty());
  data.set("action", path + "/check");
  data.set("version", c.version_seen("version", draft.version));
  data.set("file", json::Object{{"fields", html::fields(uploads::file_questions(c))}});
  std::vector<json::Value> questions;
  if (!is_anonymous(draft)) questions.push_back(told_question(c));
  if (deps.on_allegation) add_allegation_questions(c, questions);
  data.set("unnamed", is_anonymous(draft));
  data.set("fields", html::fields(std::move(questions)));
  return pipeline::View{.page = "intake/entry_check",
                        .title = "Check what was typed in",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// Whoever was told knows; of nobody is an answer owed where the caller stays unnamed.
void settle_acknowledgement(Context& c, const CaseId& id, bool anonymous) {
  if (anonymous) {
    cases::withdraw_clock(c, id, model::Stage::acknowledge);
    c.note("nobody_to_tell");
  } else if (c.input.flag("told")) {
    cases::meet_clock(c, id, model::Stage::acknowledge);
  }
}

// What protects the children goes nowhere unless it is an allegation.
Result<void> check_protect(const Context& c, bool allegation, bool urgent) {
  if (allegation && urgent && !c.input.has("protect")) {
    return invalid("protect",
                   "A child is in danger: enter what must be done to protect the children");
  }
  if (!allegation && c.input.has("protect")) {
    return invalid("allegation",
                   "You wrote what must be done to protect the children, but not that somebody is "
                   "accused. Tick that it is an allegation, or move these words to what was told");
  }
  return {};
}

Result<Reply> take_in(const Deps& deps, const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  const std::string path = "/enter/" + draft.id;
  if (c.input.number("version") != draft.version) return changed_meanwhile(deps.borough, draft);
  if (!faults_of(draft, c.now).empty()) return pipeline::SeeOther{path + "?faults=yes", {}};
  const bool anonymous = is_anonymous(draft);
  if (!anonymous && !c.input.has("told")) {
    return invalid("told", "Select whether whoever told us knows that it was taken in", "missing");
  }
  MASH_TRY(const auto file, uploads::read_file(c.input));
  NewNotification n = notification_of(draft, c.now, packages::new_reference(c.random));
  n.entered_by = c.principal.person;
  const bool allegation = deps.on_allegation && !c.input.all("allegation").empty();
  MASH_TRY_DO(check_protect(c, allegation, is_urgent(n)));
  const CaseId id = add_notification(c, deps.timescales, n);
  settle_acknowledgement(c, id, anonymous);
  if (file) MASH_TRY_DO(attachments::attach(c, proof, id, *file));
  c.about(id);
  if (deps.on_arrived) deps.on_arrived(c, proof, id);
  if (deps.on_red && is_urgent(n) && !allegation) deps.on_red(c, proof, id);
  const bool ended =
      end_entry(c.tx, draft.id, draft.version, {.by = c.principal.person, .case_id = id});
  MASH_ASSERT(ended);  // read in this transaction, and there is one writer
  if (!allegation) return pipeline::SeeOther{"/case/" + id.text() + "/notification", {}};
  MASH_TRY_DO(deps.on_allegation(c, proof, id,
                                 {.why = {}, .protect = std::string(c.input.text("protect"))}));
  return pipeline::SeeOther{"/queue?sent=officer", {}};
}

Result<Reply> show_discard(const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  json::Value data = json::Object{};
  data.set("back", "/enter/" + draft.id);
  data.set("begun", plain_time(draft.begun_at));
  data.set("action", "/enter/" + draft.id + "/discard");
  data.set("version", c.version_seen("version", draft.version));
  data.set("fields",
           html::fields(
               {html::radios({.name = "reason",
                              .legend = "Why is it not taken in?",
                              .error = html::error_of(c.faults, "reason"),
                              .value = c.typed == nullptr ? std::string()
                                                          : std::string(c.typed->text("reason")),
                              .choices = discard_reasons(),
                              .legend_classes = "govuk-fieldset__legend--m"}),
                html::input({.name = "reference",
                             .label = "If it is here already: under which reference?",
                             .error = html::error_of(c.faults, "reference"),
                             .value = c.typed == nullptr ? std::string()
                                                         : std::string(c.typed->text("reference")),
                             .classes = "govuk-input--width-20",
                             .autocomplete = "off"})}));
  data.set("summary", draft.empty() ? json::Value(false) : summary_of(draft, c.now));
  return pipeline::View{.page = "intake/entry_discard",
                        .title = "Throw away what was typed",
                        .data = std::move(data)};
}

// Nothing that was told goes unread, and no danger by one person's hand.
std::optional<Error> why_not_discard(const Context& c, const EntryDraft& draft) {
  const std::string_view reason = c.input.text("reason");
  if (reason == "begun_by_mistake" && !draft.empty()) {
    return invalid("reason", "Something was typed: choose another reason, or take it in");
  }
  if (reason == "entered_before" && !c.input.has("reference")) {
    return invalid("reference", "Enter the reference under which it is here already", "missing");
  }
  const bool manager = c.principal.role == policy::Role::mash_manager ||
                       c.principal.role == policy::Role::deputy_manager;
  if (says_danger(draft) && !manager) {
    return invalid("reason",
                   "It says that a child is in danger now: take it in, or ask a manager to throw "
                   "it away");
  }
  return std::nullopt;
}

Result<Reply> discard(const model::Borough& borough, const policy::Proof& proof, Context& c) {
  MASH_TRY(const EntryDraft draft, draft_in_path(c, proof));
  if (c.input.number("version") != draft.version) return changed_meanwhile(borough, draft);
  if (auto error = why_not_discard(c, draft)) return *std::move(error);
  EntryEnd end{
      .by = c.principal.person, .case_id = {}, .reason = std::string(c.input.text("reason"))};
  if (c.input.has("reference")) {
    const pipeline::Label label{
        .owner = pipeline::k_front_door, .kind = "entry_draft_end", .row = draft.id};
    json::Value words = json::Object{{"reference", std::string(c.input.text("reference"))}};
    end.sealed = c.vault.seal(c.tx, label, json::encode(words), c.random);
  }
  c.note(end.reason);
  const bool ended = end_entry(c.tx, draft.id, draft.version, end);
  MASH_ASSERT(ended);  // read in this transaction, and there is one writer
  return pipeline::SeeOther{"/enter", {}};
}

std::vector<std::string> reason_codes() {
  std::vector<std::string> out;
  for (const auto& reason : discard_reasons()) out.push_back(reason.value);
  return out;
}

std::vector<pipeline::Field> take_in_fields() {
  auto out = uploads::file_fields(false);
  out.push_back({.name = "told",
                 .label = "Whether they were told",
                 .kind = pipeline::Kind::choice,
                 .choices = {"yes", "no"}});
  out.push_back({.name = "allegation",
                 .label = "Allegation against somebody who works with children",
                 .kind = pipeline::Kind::many,
                 .choices = {"yes"}});
  out.push_back({.name = "protect", .label = "What protects the children", .as_typed = true});
  out.push_back(version_field());
  return out;
}

}  // namespace

void add_entry_end_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = k_check,
       .summary = "Check what was typed in",
       .event = "entry.read",
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show_check(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = k_check,
       .summary = "Take in what was typed: it opens a case",
       .event = "entry.taken-in",
       .fields = take_in_fields(),
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return take_in(deps, grant, c); },
       .again = k_check,
       .body_limit = uploads::body_limit()}));
  out.push_back(pipeline::page<Action::log_notification>(
      {.path = k_discard,
       .summary = "Throw away what was typed in",
       .event = "entry.read",
       .facts = pipeline::no_facts,
       .run = [](const auto& grant, Context& c) { return show_discard(grant, c); }}));
  out.push_back(pipeline::act<Action::log_notification>(
      {.path = k_discard,
       .summary = "Throw away what was typed in",
       .event = "entry.discarded",
       .fields = {{.name = "reason",
                   .label = "Reason",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = reason_codes(),
                   .missing = "Select why it is not taken in"},
                  {.name = "reference", .label = "Reference", .max = 100},
                  version_field()},
       .facts = pipeline::no_facts,
       .run = [&borough = deps.borough](const auto& grant,
                                        Context& c) { return discard(borough, grant, c); },
       .again = k_discard}));
}

}  // namespace mash::intake
