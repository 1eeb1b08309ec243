// SPDX-License-Identifier: MIT
#include <algorithm>

#include "court.h"
#include "mash/cases/cases.h"
#include "mash/directory/directory.h"

namespace mash::access {

namespace {

using pipeline::Context;
using pipeline::Reply;

constexpr std::size_t k_longest = 2000;

pipeline::Label label_of(const OrderRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "court_order_mistake",
          .case_id = row.case_id,
          .row = row.id};
}

// What a court was given cannot be called back by a word here.
bool was_given(db::Transaction& tx, const OrderRow& row) {
  return std::ranges::any_of(court_bundles_of(tx, row.id),
                             [](const BundleRow& bundle) { return bundle.handed.has_value(); });
}

Result<Reply> say(Context& c) {
  MASH_TRY(const auto row, order_in_path(c));
  std::string what;
  if (row.mistake_at) what = "That stands here already";
  if (was_given(c.tx, row)) what = "A bundle was given to the court for it already";
  if (!what.empty()) return Error{ErrorCode::conflict, what, {{"why", what}}};
  json::Value words = json::Object{};
  words.set("words", c.input.text("why"));
  insert_mistake(c.tx, row.id, c.now, c.principal.person,
                 c.vault.seal(c.tx, label_of(row), json::encode(words), c.random));
  return pipeline::SeeOther{order_path(row), {}};
}

}  // namespace

json::Value mistake_form(const Context& c, const OrderRow& row) {
  if (row.mistake_at || was_given(c.tx, row)) return false;
  json::Value v = json::Object{};
  v.set("action", order_path(row, "/mistake"));
  v.set("fields", html::fields({html::textarea({.name = "why",
                                                .label = "Why was it a mistake?",
                                                .hint = "For example: it is about another case",
                                                .error = html::error_of(c.faults, "why"),
                                                .value = typed_or_empty(c, "why"),
                                                .rows = 2,
                                                .max_length = static_cast<int>(k_longest),
                                                .label_classes = "govuk-label--s"})}));
  return v;
}

json::Value mistake_view(const policy::Proof& proof, Context& c, const Deps& deps,
                         const OrderRow& row) {
  if (!row.mistake_at) return false;
  const auto said = c.vault.open_json(c.tx, proof, label_of(row), row.mistake_sealed);
  return json::Object{{"by", directory::person_name(deps.borough, row.mistake_by) + ", " +
                                 plain_time(*row.mistake_at)},
                      {"words", said.text("words")}};
}

pipeline::Route mistake_route() {
  return pipeline::act<policy::Action::make_court_bundle>(
      {.path = "/case/{case}/court/{order}/mistake",
       .summary = "Say that an order was written down by mistake: it stays, and nobody owes it",
       .event = "court.order-mistake",
       .fields = {{.name = "why",
                   .label = "Why",
                   .required = true,
                   .max = k_longest,
                   .missing = "Say why it was a mistake",
                   .as_typed = true}},
       .facts = cases::case_facts,
       .run = [](const auto&, Context& c) { return say(c); },
       .again = "/case/{case}/court/{order}"});
}

}  // namespace mash::access
