// SPDX-License-Identifier: MIT
// The safety product: who, where, what is asked, by when. Only the notification and the front
// door's own words, so that it leaves at once and waits for no owner (settled.md 24).
#include "mash/html/forms.h"
#include "mash/intake/intake.h"
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
           .missing = "Say who it is about"},
          {.name = "where",
           .label = "Where they are",
           .required = true,
           .max = 1000,
           .missing = "Say where they are, or that it is not known"},
          {.name = "asked",
           .label = "What you ask them to do",
           .required = true,
           .max = 2000,
           .missing = "Say what you ask them to do"},
          {.name = "by_when",
           .label = "By when",
           .required = true,
           .max = 200,
           .missing = "Say by when"}};
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
  json::Value data = case_page(c, grant, id);
  json::Value source = source_data(c, grant, id);
  const auto* first = source.as_array()->empty() ? nullptr : &source.as_array()->front();
  const bool fresh = c.typed == nullptr;
  const auto error = [&c](std::string_view name) { return html::error_of(c.faults, name); };
  data.set("fields",
           html::fields(
               {recipient_question(c, deps, typed(c, "recipient")),
                html::textarea({.name = "who",
                                .label = "Who is it about?",
                                .hint = "Names and dates of birth as far as they are known",
                                .error = error("who"),
                                .value = fresh ? children_in_words(c, grant, id) : typed(c, "who"),
                                .rows = 3,
                                .max_length = 1000,
                                .label_classes = "govuk-label--s"}),
                html::textarea(
                    {.name = "where",
                     .label = "Where are they?",
                     .error = error("where"),
                     .value = fresh && first != nullptr ? first->text("where") : typed(c, "where"),
                     .rows = 2,
                     .max_length = 1000,
                     .label_classes = "govuk-label--s"}),
                html::textarea({.name = "asked",
                                .label = "What do we ask them to do?",
                                .hint = "Do not write what an agency told us: that needs its "
                                        "owner's permission and can follow as version 2",
                                .error = error("asked"),
                                .value = typed(c, "asked"),
                                .rows = 3,
                                .max_length = 2000,
                                .label_classes = "govuk-label--s"}),
                html::input({.name = "by_when",
                             .label = "By when?",
                             .hint = "For example, 5pm today",
                             .error = error("by_when"),
                             .value = typed(c, "by_when"),
                             .label_classes = "govuk-label--s"})}));
  data.set("source", std::move(source));
  data.set("action", case_path(id, "/safety"));
  return pipeline::View{.page = "product/safety",
                        .title = "Safety product",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<pipeline::Reply> send(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto id = case_of(c);
  const auto head = product_for(c, id, AgencyId::trusted(std::string(c.input.text("recipient"))));
  const auto text = [&c](std::string_view name) { return std::string(c.input.text(name)); };
  send_safety(c, grant, deps, head,
              {.who = text("who"),
               .where = text("where"),
               .asked = text("asked"),
               .by_when = text("by_when")});
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
