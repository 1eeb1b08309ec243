// SPDX-License-Identifier: MIT
// How a notification stands, for who holds its reference and receipt code.
#include "form_routes.h"
#include "mash/html/components.h"
#include "mash/html/forms.h"
#include "mash/packages/reference.h"
#include "receipt_store.h"

namespace mash::notify {

namespace {

using pipeline::Context;
using pipeline::Reply;
using pipeline::View;
using policy::Action;

json::Value box(const Context& c, const std::string& name, const std::string& label,
                const std::string& hint) {
  return html::input({.name = name,
                      .label = label,
                      .hint = hint,
                      .error = html::error_of(c.faults, name),
                      .value = c.typed == nullptr ? "" : std::string(c.typed->text(name)),
                      .classes = "govuk-input--width-20",
                      .autocomplete = "off",
                      .spellcheck = "false"});
}

pipeline::Route question(const SharedDeps& deps) {
  return pipeline::page<Action::read_public>(
      {.path = "/notify/status",
       .summary = "Ask how a notification stands",
       .event = "",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) -> Result<Reply> {
         View v{.page = "notify/status", .title = "What happened to my notification?"};
         v.data = json::Object{
             {"fields", html::fields({box(c, "reference", "Reference", "For example, 7KQ4-XM2P-M"),
                                      box(c, "code", "Receipt code",
                                          "For example, ABCD-EFGH-JKMN. It stands on the "
                                          "confirmation below the reference.")})},
             {"button", html::button({.text = "Show"})},
             {"phone", deps->phone}};
         return v;
       }});
}

void queue_feedback_read(Context& c, const std::string& reference) {
  door::queue(c.tx, {.id = new_id_text(c.random),
                     .kind = packages::InwardKind::feedback_read,
                     .at = c.now,
                     .body = encode(packages::FeedbackRead{reference})});
}

Result<Reply> show(const Deps& deps, const policy::Proof& proof, Context& c) {
  MASH_TRY(const std::string reference,
           packages::parse_reference(c.input.text("reference"), "reference"));
  MASH_TRY(const std::string code, packages::parse_receipt_code(c.input.text("code"), "code"));
  const auto receipt = find_receipt(c, reference, code);
  if (!receipt) {
    return invalid("reference",
                   "We cannot find a notification with this reference and code. "
                   "Check both");
  }
  const Standing standing = standing_of(c, proof, *receipt);
  json::Array feedback;
  for (const FeedbackWords& f : standing.feedback) {
    feedback.emplace_back(json::Object{{"at", plain_time(f.at)}, {"words", f.words.reveal()}});
  }
  if (mark_read(c, *receipt)) queue_feedback_read(c, reference);
  c.touch(receipt->inward_id);
  View v{.page = "notify/status_answer", .title = "Your notification " + reference};
  const bool none = feedback.empty();
  v.data = json::Object{{"reference", reference},
                        {"received", plain_time(receipt->at)},
                        {"state", standing.waiting ? "received" : "collected"},
                        {"words", standing.words},
                        {"not_collected", standing.late},
                        {"feedback", std::move(feedback)},
                        {"no_feedback", none},
                        {"phone", deps.phone}};
  return v;
}

// A post, so that reference and code stand in no address, history or log.
pipeline::Route answer(const SharedDeps& deps) {
  return pipeline::act<Action::read_status>(
      {.path = "/notify/status",
       .summary = "How a notification stands",
       .event = "notify.status",
       .fields = {{.name = "reference", .label = "Reference", .required = true, .max = 40},
                  {.name = "code", .label = "Receipt code", .required = true, .max = 40}},
       .facts = pipeline::no_facts,
       .run = [deps](const auto& grant, Context& c) { return show(*deps, grant, c); },
       .again = "/notify/status"});
}

}  // namespace

std::vector<pipeline::Route> status_routes(const SharedDeps& deps) {
  return {question(deps), answer(deps)};
}

}  // namespace mash::notify
