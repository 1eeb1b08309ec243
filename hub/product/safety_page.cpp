// SPDX-License-Identifier: MIT
// The safety product: who, where, what is asked, by when. Only the notification and the front
// door's own words, so that it leaves at once and waits for no owner (settled.md 24).
#include "mash/html/forms.h"
#include "mash/intake/giveaways.h"
#include "mash/people/family_contact.h"
#include "pages.h"
#include "send.h"

namespace mash::product {

namespace {

using pipeline::Context;
using policy::Action;

std::vector<pipeline::Field> safety_fields(const Deps& deps) {
  return {recipient_field(deps),
          {.name = "who",
           .label = "Who it is about",
           .required = true,
           .max = 1000,
           .missing = "Say who it is about",
           .as_typed = true},
          {.name = "where",
           .label = "Where they are",
           .required = true,
           .max = 1000,
           .missing = "Say where they are, or that it is not known",
           .as_typed = true},
          asked_field(),
          by_when_field(),
          contact_field(),
          intake::giveaway_field()};
}

// Nobody else reads it before it leaves.
std::vector<intake::Giveaway> giveaways(Context& c, const policy::Proof& proof,
                                        const pipeline::Input& typed) {
  std::vector<std::string> texts;
  for (const char* name : {"who", "where", "asked", "by_when", "contact"}) {
    texts.emplace_back(typed.text(name));
  }
  return intake::giveaways(c, proof, case_of(c), texts);
}

json::Value source_data(Context& c, const policy::Proof& proof, const CaseId& id) {
  json::Array out;
  for (const auto& n : intake::notification_view(c, proof, id)) {
    out.push_back(json::Object{{"received", plain_time(n.received_at)},
                               {"narrative", n.narrative.reveal()},
                               {"where", n.where_now.reveal()},
                               {"who_else", n.who_else.reveal()}});
  }
  return out;
}

Result<pipeline::Reply> show_form(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto id = case_of(c);
  json::Value source = source_data(c, grant, id);
  const auto* first = source.as_array()->empty() ? nullptr : &source.as_array()->front();
  const bool fresh = c.typed == nullptr;
  const auto words = [&c](const char* name, const char* label, const char* hint,
                          const std::string& value, int rows) {
    return html::textarea({.name = name,
                           .label = label,
                           .hint = hint,
                           .error = html::error_of(c.faults, name),
                           .value = value,
                           .rows = rows,
                           .max_length = 1000,
                           .label_classes = "govuk-label--s"});
  };
  std::vector<json::Value> questions = {
      recipient_question(c, deps, typed(c, "recipient")),
      words("who", "Who is it about?", "Names and dates of birth as far as they are known",
            fresh ? children_in_words(c, grant, id) : typed(c, "who"), 3),
      words("where", "Where are they?", "",
            fresh && first != nullptr ? first->text("where") : typed(c, "where"), 2),
      asked_question(c, typed(c, "asked"),
                     "Do not write what an agency told us: that needs its owner's permission and "
                     "can follow as version 2"),
      by_when_question(c, typed(c, "by_when"), "5pm today"),
      contact_question(c,
                       fresh ? people::contact_words(people::family_contacts(c, grant, id)).reveal()
                             : typed(c, "contact"))};
  if (!fresh) {
    auto teller = intake::giveaway_question(c, giveaways(c, grant, *c.typed));
    if (teller.as_object() != nullptr) questions.push_back(std::move(teller));
  }
  auto out = write_view(c, grant, id,
                        {.page = "product/safety",
                         .title = "Safety product",
                         .path = "/safety",
                         .button = "Send now",
                         .questions = std::move(questions)});
  out.data.set("source", std::move(source));
  return out;
}

Result<pipeline::Reply> send(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto id = case_of(c);
  MASH_TRY_DO(intake::looked_at(c, giveaways(c, grant, c.input)));
  const auto head = product_for(c, id, AgencyId::trusted(std::string(c.input.text("recipient"))));
  const auto text = [&c](std::string_view name) { return std::string(c.input.text(name)); };
  send_safety(c, grant, deps, head,
              {.who = text("who"),
               .where = text("where"),
               .asked = text("asked"),
               .by_when = text("by_when"),
               .contact = text("contact")});
  return pipeline::SeeOther{case_path(id, "/products"), {}};
}

}  // namespace

void add_safety_routes(Routes& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::issue_product>(
      {.path = "/case/{case}/safety",
       .summary = "The form for a safety product",
       .event = "product.safety-form",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show_form(deps, grant, c); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = "/case/{case}/safety",
       .summary = "Send a safety product at once",
       .event = "product.safety",
       .fields = safety_fields(deps),
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return send(deps, grant, c); },
       .again = "/case/{case}/safety"}));
}

}  // namespace mash::product
