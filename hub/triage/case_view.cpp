// SPDX-License-Identifier: MIT
#include "case_view.h"

#include <algorithm>
#include <array>

#include "mash/cases/clocks.h"
#include "mash/directory/directory.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/pipeline/kept.h"

namespace mash::triage {

namespace {

using pipeline::Context;

constexpr auto k_ratings = std::to_array<model::Rating>(
    {model::Rating::red, model::Rating::amber, model::Rating::green, model::Rating::blue});

// What each rating means in what happens next.
std::string_view hint_of(model::Rating rating) {
  switch (rating) {
    case model::Rating::red:
      return "A child may be suffering serious harm: agencies answer at once";
    case model::Rating::amber:
      return "Complex needs: more has to be known soon";
    case model::Rating::green:
      return "Some extra help may be needed";
    case model::Rating::blue:
      return "No extra needs: no agency is asked";
    case model::Rating::provisional_red:
    case model::Rating::not_rated:
      break;
  }
  return "";
}

json::Value notification_data(const intake::NotificationView& n) {
  json::Value out = json::Object{};
  out.set("received", plain_time(n.received_at));
  out.set("source", model::words_of(n.source));
  out.set("channel", model::words_of(n.channel));
  out.set("at_once", intake::at_once(n));
  std::string concerns;
  for (const auto concern : n.concerns) {
    if (!concerns.empty()) concerns += "; ";
    concerns += model::words_of(concern);
  }
  out.set("concerns", concerns);
  out.set("narrative", n.narrative.reveal());
  out.set("warnings", !n.notes.empty());
  return out;
}

json::Value floors_data(const CaseView& view) {
  json::Array out;
  for (const Floor* f : view.fired) {
    out.emplace_back(json::Object{{"words", f->words}, {"holds_at", model::words_of(f->holds_at)}});
  }
  return out;
}

json::Value holder_data(const Context& c, const Deps& deps, const cases::CaseHead& head,
                        const CaseForm& form) {
  json::Value out = json::Object{};
  out.set("with", head.taken_by.empty() ? std::string()
                                        : directory::person_name(deps.borough, head.taken_by));
  out.set("mine", head.taken_by == c.principal.person);
  out.set("from", head.taken_by.text());
  // A button of the page's form, where it has one: what is typed there goes along.
  out.set("take", "/case/" + head.id.text() + (form.open ? form.path : std::string()) + "/take");
  return out;
}

std::string state_of_clock(const cases::Deadline& d, UtcTime now) {
  if (d.withdrawn && !d.met_at) return "No longer runs";
  if (d.met_at && !d.breached_at) return "Met on " + plain_time(*d.met_at);
  if (d.met_at) return "Met late, on " + plain_time(*d.met_at);
  return d.breached_at || d.due_at < now ? "OVERDUE" : "Runs";
}

std::string reason_of_breach(const cases::Deadline& d) {
  const auto reason = model::from_code<model::BreachReason>(d.breach_reason);
  return reason ? std::string(model::words_of(*reason)) : std::string();
}

std::string entry_words(const RatingEntry& e) {
  return std::string(model::words_of(e.kind)) + " " + std::string(model::words_of(e.rating)) +
         ", " + std::string(model::words_of(e.level));
}

std::string entry_text(const RatingEntry& e) {
  std::string out = e.reason.reveal();
  for (const auto& floor : e.floors) out += "\nIndicator: " + floor;
  if (e.overridden) out += "\nRated below it because: " + e.override_reason.reveal();
  return out;
}

// Bar, tabs, the notification in short, the indicators that fired, version, holder.
json::Value case_data(Context& c, const policy::Proof& proof, const Deps& deps,
                      const CaseView& view, const CaseForm& form) {
  const cases::CaseHead& head = view.head;
  json::Value out = json::Object{};
  out.set("bar", cases::case_bar(c, head, people::bar_words(c, proof, head.id)));
  out.set("tabs", cases::case_tabs(c, head, form.path.substr(1)));
  out.set("case", head.id.text());
  out.set("version", head.version);
  out.set("state", cases::standing_words(head));
  out.set("rating", model::code_of(head.rating));
  out.set("holder", holder_data(c, deps, head, form));
  json::Array notifications;
  for (const auto& n : view.notifications) {
    c.touch(n.id.text());
    notifications.push_back(notification_data(n));
  }
  out.set("notifications", std::move(notifications));
  out.set("has_floors", !view.fired.empty());
  out.set("floors", floors_data(view));
  out.set("urgent", head.urgent);
  return out;
}

// Clocks with their state; the reason of a breach can be given where it is missing.
json::Value clocks_data(Context& c, const CaseId& id) {
  json::Array rows;
  for (const auto& d : cases::clocks_of(c.tx, id)) {
    // That something was told by telephone is for those who may read it, and a match with another
    // case for those who settle it.
    if (d.stage == model::Stage::told_review || d.stage == model::Stage::hidden_match) continue;
    json::Value row = json::Object{};
    row.set("stage", cases::words_of(d));
    row.set("due", plain_time(d.due_at));
    row.set("state", state_of_clock(d, c.now));
    row.set("why", reason_of_breach(d));
    const bool breached = d.breached_at || (!d.met_at && !d.withdrawn && d.due_at < c.now);
    row.set("explain", breached && d.breach_reason.empty()
                           ? "/case/" + id.text() + "/breach/" + d.id
                           : std::string());
    rows.push_back(std::move(row));
  }
  return rows;
}

json::Value history_data(Context& c, const policy::Proof& proof, const Deps& deps,
                         const CaseView& view) {
  std::vector<html::TimelineItem> items;
  for (const RatingEntry& e : rating_history(c, proof, view.head.id)) {
    items.push_back({.title = entry_words(e),
                     .at = e.at,
                     .by = directory::person_name(deps.borough, e.by),
                     .text = entry_text(e)});
  }
  if (view.head.urgent) {
    items.push_back({.title = "Red until rated",
                     .at = view.head.received_at,
                     .text = "Danger now, or an injured baby, at receipt."});
  }
  if (items.empty()) return false;
  return html::timeline(items);
}

}  // namespace

std::size_t CaseView::unidentified_children() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      said, [](const auto& s) { return people::is_child_role(s.role) && s.person.empty(); }));
}

Result<CaseView> load_case(Context& c, const policy::Proof& proof, const Floors& floors) {
  auto head = cases::find_case(c.tx, c.case_id);
  if (!head) return not_found();
  CaseView view{.head = *std::move(head),
                .notifications = intake::notification_view(c, proof, c.case_id),
                .said = people::statements_of(c, proof, c.case_id)};
  view.fired = floors_that_fire(floors, view.notifications, view.said, to_london(c.now).date);
  return view;
}

pipeline::View form_view(Context& c, const policy::Proof& proof, const Deps& deps,
                         const CaseView& view, CaseForm form) {
  const CaseId& id = view.head.id;
  const bool conflict = !form.conflict.is_null();
  json::Value data = case_data(c, proof, deps, view, form);
  data.set("heading", form.title);
  data.set("action", "/case/" + id.text() + form.path);
  data.set("button", form.button);
  data.set("note", form.note);
  data.set("open", form.open);
  data.set("unsaved", !form.open && form.typed != nullptr
                          ? pipeline::typed_view(form.declared, *form.typed)
                          : json::Value(false));
  data.set("carried", false);  // for another form
  // Whoever had not seen the change yet cannot save over it.
  data.set("seen_version", form.typed != nullptr && !conflict ? typed_text(form.typed, "version")
                                                              : std::to_string(view.head.version));
  data.set("fields", std::move(form.fields));
  data.set("history", history_data(c, proof, deps, view));
  data.set("clocks", clocks_data(c, id));
  data.set("conflict", conflict ? std::move(form.conflict) : json::Value(false));
  return {.page = std::move(form.page),
          .title = std::move(form.title),
          .data = std::move(data),
          .status = conflict ? 409 : 200,
          .marking = "OFFICIAL-SENSITIVE"};
}

std::string typed_text(const pipeline::Input* typed, std::string_view name) {
  return typed == nullptr ? std::string() : std::string(typed->text(name));
}

std::vector<std::string> rating_codes() {
  std::vector<std::string> out;
  for (const auto rating : k_ratings) out.emplace_back(model::code_of(rating));
  return out;
}

json::Value rating_question(const Context& c, const pipeline::Input* typed,
                            const std::string& legend) {
  std::vector<html::Choice> choices;
  for (const auto rating : k_ratings) {
    choices.push_back({.value = std::string(model::code_of(rating)),
                       .text = std::string(model::words_of(rating)),
                       .hint = std::string(hint_of(rating))});
  }
  return html::radios({.name = "rating",
                       .legend = legend,
                       .error = html::error_of(c.faults, "rating"),
                       .value = typed_text(typed, "rating"),
                       .choices = std::move(choices),
                       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value level_question(const Context& c, const pipeline::Input* typed) {
  return html::radios({.name = "level",
                       .legend = "How much help do the children need?",
                       .hint = "Not the same as how urgent it is",
                       .error = html::error_of(c.faults, "level"),
                       .value = typed_text(typed, "level"),
                       .choices = choices_of<model::NeedLevel>(),
                       .legend_classes = "govuk-fieldset__legend--s"});
}

json::Value conflict_data(Context& c, const policy::Proof& proof, const Deps& deps,
                          const cases::CaseHead& head) {
  c.note("conflict");
  json::Value out = json::Object{};
  out.set("state", cases::standing_words(head));
  out.set("level", cases::rating_tag(head.rating));
  out.set("with", head.taken_by.empty() ? std::string("nobody")
                                        : directory::person_name(deps.borough, head.taken_by));
  const auto history = rating_history(c, proof, head.id);
  out.set("has_entry", !history.empty());
  if (history.empty()) return out;
  const RatingEntry& last = history.front();
  out.set("who", directory::person_name(deps.borough, last.by));
  out.set("at", plain_time(last.at));
  out.set("what", entry_words(last));
  out.set("text", entry_text(last));
  return out;
}

}  // namespace mash::triage
