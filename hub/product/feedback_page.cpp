// SPDX-License-Identifier: MIT
// Telling the referrer what happened, once for each notification.
#include <algorithm>
#include <optional>
#include <set>

#include "feedback_store.h"
#include "feedback_words.h"
#include "mash/decision/decisions.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "mash/intake/intake.h"
#include "mash/people/people.h"
#include "mash/post/post.h"
#include "pages.h"
#include "send.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using intake::NotificationView;
using model::ReferrerClass;
using pipeline::Context;
using policy::Action;
using FeedbackGrant = policy::Grant<Action::send_feedback>;

// The notifications whose referrer nobody has told yet, the oldest first.
std::vector<NotificationView> owed(Context& c, const policy::Proof& proof, const CaseId& id) {
  auto all = intake::notification_view(c, proof, id);
  const auto done = feedback_of(c.tx, id);
  std::erase_if(all, [&done](const auto& n) {
    return std::ranges::find(done, n.id, &FeedbackRow::notification) != done.end();
  });
  return all;
}

// The gate can show it only to those who got a receipt there.
bool by_gate(const NotificationView& n) {
  return !n.status_secret.empty();
}

// Of those whom this referrer told us about, and nobody else.
std::vector<model::Outcome> outcomes_of(Context& c, const policy::Proof& proof, const CaseId& id,
                                        const NotificationView& n) {
  std::set<PersonId> named;
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (s.notification == n.id && s.said_by.empty()) named.insert(s.person);
  }
  std::vector<model::Outcome> out;
  for (const auto& d : decision::decisions_of(c, proof, id)) {
    if (named.contains(d.child)) out.push_back(d.outcome);
  }
  return out;
}

std::string contact_of(const NotificationView& n) {
  std::string out;
  for (const auto* part : {&n.referrer_name, &n.referrer_role, &n.referrer_agency,
                           &n.referrer_phone, &n.referrer_email, &n.safe_contact}) {
    if (!part->empty()) out += (out.empty() ? "" : ", ") + part->reveal();
  }
  return out.empty() ? "No contact was given" : out;
}

json::Value form_data(Context& c, const policy::Proof& proof, const CaseId& id,
                      const NotificationView& n) {
  json::Value out = json::Object{};
  out.set("notification", n.id.text());
  out.set("received", plain_time(n.received_at));
  out.set("who", std::string(model::words_of(n.referrer_class)));
  out.set("source", std::string(model::words_of(n.source)));
  out.set("contact", n.referrer_class == ReferrerClass::anonymous ? "" : contact_of(n));
  out.set("by_gate", by_gate(n));
  out.set("fixed", n.referrer_class == ReferrerClass::member_of_public ? std::string(public_words())
                                                                       : std::string());
  out.set("anonymous", n.referrer_class == ReferrerClass::anonymous);
  const bool professional = n.referrer_class == ReferrerClass::professional;
  out.set("outcomes",
          professional ? professional_words(outcomes_of(c, proof, id, n), "") : std::string());
  std::vector<json::Value> questions;
  if (professional) {
    questions.push_back(html::textarea(
        {.name = "words",
         .label = "What else do you tell them?",
         .hint =
             "Why it was decided, and what they can do. No information from other agencies, and "
             "nothing about anybody whom they did not tell us about",
         .error = html::error_of(c.faults, "words"),
         .value = typed(c, "words"),
         .max_length = 2000,
         .label_classes = "govuk-label--s"}));
  }
  out.set("fields", html::fields(std::move(questions)));
  out.set("action", case_path(id, "/feedback"));
  out.set("button", n.referrer_class == ReferrerClass::anonymous
                        ? "Record that there is nobody to tell"
                        : (by_gate(n) ? "Send" : "Record that you have told them"));
  return out;
}

Result<pipeline::Reply> show(const Deps& deps, const FeedbackGrant& grant, Context& c) {
  const auto id = case_of(c);
  json::Value data = case_page(c, grant, id);
  const bool decided = decision::all_children_decided(c, grant, id);
  data.set("undecided", decided ? "" : case_path(id, "/decision"));
  const auto waiting = owed(c, grant, id);
  data.set("form", decided && !waiting.empty() ? form_data(c, grant, id, waiting.front())
                                               : json::Value(false));
  data.set("all_told", waiting.empty());
  const Undelivered undelivered(c, id);
  json::Array told;
  for (const auto& row : feedback_of(c.tx, id)) {
    const pipeline::Label label{
        .owner = pipeline::k_front_door, .kind = "feedback", .case_id = id, .row = row.id};
    told.push_back(
        json::Object{{"state", undelivered.state_of(row)},
                     {"by", directory::person_name(deps.borough, row.by)},
                     {"at", plain_time(row.at)},
                     {"read", row.read_at ? plain_time(*row.read_at) : std::string()},
                     {"undelivered", undelivered.feedback(row.id, deps, grant)},
                     {"words", c.vault.open_json(c.tx, grant, label, row.sealed).text("words")}});
  }
  data.set("told", std::move(told));
  return pipeline::View{.page = "product/feedback",
                        .title = "Tell the referrer",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

// What this referrer is told, within what their class allows.
Result<std::string> words_for(Context& c, const FeedbackGrant& grant, const CaseId& id,
                              const NotificationView& n) {
  const auto written = c.input.text("words");
  if (n.referrer_class == ReferrerClass::professional) {
    if (written.empty()) return invalid("words", "Say what you tell them");
    return professional_words(outcomes_of(c, grant, id, n), written);
  }
  if (!written.empty()) {
    return invalid("words", "Only the fixed words may go to somebody who is not a professional");
  }
  return n.referrer_class == ReferrerClass::anonymous ? std::string() : std::string(public_words());
}

FeedbackState state_for(const NotificationView& n) {
  if (n.referrer_class == ReferrerClass::anonymous) return FeedbackState::not_possible;
  return by_gate(n) ? FeedbackState::sent : FeedbackState::told;
}

void store(Context& c, const CaseId& id, const NotificationView& n, FeedbackState state,
           const std::string& words) {
  FeedbackRow row{.id = new_id_text(c.random),
                  .case_id = id,
                  .notification = n.id,
                  .reference_lookup = c.vault.lookup("feedback_reference", n.reference),
                  .state = state,
                  .by = c.principal.person,
                  .at = c.now};
  const pipeline::Label label{
      .owner = pipeline::k_front_door, .kind = "feedback", .case_id = id, .row = row.id};
  json::Value sealed = json::Object{};
  sealed.set("words", words);
  row.sealed = c.vault.seal(c.tx, label, json::encode(sealed), c.random);
  insert_feedback(c.tx, row);
  c.note(std::string(model::code_of(state)));
  if (state != FeedbackState::sent) return;
  post::send(c,
             {.id = new_id_text(c.random),
              .kind = packages::OutwardKind::feedback,
              .at = c.now,
              .body = packages::encode(packages::Feedback{n.reference, words, c.now})},
             id, row.id);
}

Result<pipeline::Reply> send(const Deps& deps, const FeedbackGrant& grant, Context& c) {
  const auto id = case_of(c);
  if (!decision::all_children_decided(c, grant, id)) {
    return invalid("notification", "Decide for each child first");
  }
  const auto waiting = owed(c, grant, id);
  const auto n = std::ranges::find_if(
      waiting, [&c](const auto& one) { return one.id.text() == c.input.text("notification"); });
  if (n == waiting.end()) {
    return Error{ErrorCode::conflict, "This referrer has been told already", {}};
  }
  MASH_TRY(const std::string words, words_for(c, grant, id, *n));
  store(c, id, *n, state_for(*n), words);
  if (waiting.size() == 1) {
    cases::meet_clock(c, id, model::Stage::feedback);
    // Who is told what happened is told that it arrived.
    cases::meet_clock(c, id, model::Stage::acknowledge);
    go_on(c, grant, deps, id);
  }
  c.changed("case", id.text());
  return pipeline::SeeOther{case_path(id, "/products"), {}};
}

}  // namespace

void tell_what_is_missing(Context& c, const policy::Proof& proof, const CaseId& id,
                          const Sensitive& missing) {
  for (const auto& n : owed(c, proof, id)) {
    std::string words;
    if (n.referrer_class == ReferrerClass::professional) words = returned_words(missing.reveal());
    if (n.referrer_class == ReferrerClass::member_of_public) words = public_words();
    store(c, id, n, state_for(n), words);
  }
}

void add_feedback_routes(Routes& out, const Deps& deps) {
  out.push_back(send_again_act<Action::send_feedback>(
      {.path = "/case/{case}/feedback/{package}/again",
       .summary = "Send again what the referrer is told and the gate refused",
       .event = "feedback.sent-again",
       .kinds = {packages::OutwardKind::feedback}}));
  out.push_back(pipeline::page<Action::send_feedback>(
      {.path = "/case/{case}/feedback",
       .summary = "What the referrer is told",
       .event = "feedback.form",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::send_feedback>(
      {.path = "/case/{case}/feedback",
       .summary = "Tell the referrer what happened",
       .event = "feedback.sent",
       .fields = {{.name = "notification",
                   .label = "Notification",
                   .required = true,
                   .max = 26,
                   .missing = "Reload the page: it does not say whom you tell"},
                  {.name = "words", .label = "What you tell them", .max = 2000, .as_typed = true}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return send(deps, grant, c); },
       .again = "/case/{case}/feedback"}));
}

}  // namespace mash::product
