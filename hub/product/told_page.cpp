// SPDX-License-Identifier: MIT
// The gate refuses a withdrawal or feedback, somebody tells the people concerned in another way,
// and says so here: it is not owed any more. What not: products, which the recipient must have.
#include <algorithm>

#include "mash/html/forms.h"
#include "pages.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using packages::OutwardKind;
using pipeline::Context;
using policy::Action;

Result<post::SetAside> refused_of(Context& c, OutwardKind kind) {
  const auto all = post::set_aside_of(c.tx, case_of(c));
  const auto found = std::ranges::find(all, c.input.text("package"), &post::SetAside::id);
  if (found == all.end() || found->kind != kind) {
    return Error{
        ErrorCode::conflict, "The gate has accepted this, or somebody has seen to it already", {}};
  }
  return *found;
}

struct Told {
  OutwardKind kind;
  std::string part, owed, question, summary, event;
};

template <Action A>
Result<pipeline::Reply> show(const Told& told, const policy::Grant<A>& grant, Context& c) {
  MASH_TRY(const post::SetAside refused, refused_of(c, told.kind));
  auto view = write_view(
      c, grant, refused.case_id,
      {.page = "product/told",
       .title = "Told in another way",
       .path = told.part + refused.id + "/told",
       .button = "Record that they were told",
       .questions = {html::textarea({.name = "how",
                                     .label = told.question,
                                     .hint = "For example, by phone, 2:15pm, she called back",
                                     .error = html::error_of(c.faults, "how"),
                                     .value = typed(c, "how"),
                                     .rows = 3,
                                     .max_length = 500,
                                     .label_classes = "govuk-label--s"})}});
  view.data.set("owed", told.owed);
  return view;
}

Result<pipeline::Reply> record(const Told& told, Context& c) {
  MASH_TRY(const post::SetAside refused, refused_of(c, told.kind));
  const json::Value how = json::Object{{"how", std::string(c.input.text("how"))}};
  insert_told(c.tx, {.package = refused.id,
                     .case_id = refused.case_id,
                     .about = refused.about,
                     .by = c.principal.person,
                     .at = c.now,
                     .sealed = c.vault.seal(c.tx, told_label(refused.case_id, refused.id),
                                            json::encode(how), c.random)});
  post::let_go(c, refused.kind, refused.about);
  c.touch(refused.id);
  c.changed("case", refused.case_id.text());
  return pipeline::SeeOther{case_path(refused.case_id, "/products"), {}};
}

template <Action A>
void add(Routes& out, const Told& told) {
  const std::string path = "/case/{case}" + told.part + "{package}/told";
  out.push_back(pipeline::page<A>(
      {.path = path,
       .summary = "The form for " + told.summary,
       .event = told.event + "-form",
       .facts = cases::case_facts,
       .run = [told](const auto& grant, Context& c) { return show<A>(told, grant, c); }}));
  out.push_back(
      pipeline::act<A>({.path = path,
                        .summary = "Record " + told.summary,
                        .event = told.event,
                        .fields = {{.name = "how",
                                    .label = "How they were told",
                                    .required = true,
                                    .max = 500,
                                    .missing = "Say how and when they were told, and by whom",
                                    .as_typed = true}},
                        .facts = cases::case_facts,
                        .run = [told](const auto&, Context& c) { return record(told, c); },
                        .again = path}));
}

}  // namespace

void add_told_routes(Routes& out) {
  add<Action::issue_product>(
      out, {.kind = OutwardKind::withdrawal,
            .part = "/products/",
            .owed = "The recipient must know that it is taken back.",
            .question = "How and when were they told that it is taken back, and by whom?",
            .summary = "that a recipient was told in another way that a product is taken back",
            .event = "product.told-otherwise"});
  add<Action::send_feedback>(out,
                             {.kind = OutwardKind::feedback,
                              .part = "/feedback/",
                              .owed = "Whoever told us must hear what happened.",
                              .question = "How and when were they told what happened, and by whom?",
                              .summary = "that the referrer was told in another way",
                              .event = "feedback.told-otherwise"});
}

}  // namespace mash::product
