// SPDX-License-Identifier: MIT
// What people of the recipient do with a product. Each act goes to the hub in the same transaction;
// the first answer stands for the agency.
#include "mash/crypto/crypto.h"
#include "pages.h"

namespace mash::inbox {

namespace {

using packages::InwardKind;
using pipeline::Context;
using pipeline::Field;
using pipeline::Reply;
using pipeline::SeeOther;
using policy::Action;

const char* const k_page = "/p/{product}";

Field version_field() {
  return {.name = "version", .label = "Version", .kind = pipeline::Kind::number, .required = true};
}

// Shown on the product's own page, which says who did what.
Error conflict(std::string message) {
  std::string text = message;
  return {ErrorCode::conflict, std::move(text), {{"answer", std::move(message)}}};
}

Result<policy::Facts> answer_facts(Context& c) {
  MASH_TRY(const ProductRow row, addressed(c));
  if (row.withdrawn_at && receives(c.principal)) {
    return conflict("The hub has withdrawn this meanwhile. Nothing was sent");
  }
  return facts_of(c, row);
}

// In the record here and on its way to the hub, once.
bool act_and_send(Context& c, const ProductRow& row, InwardKind kind, Bytes reason_box) {
  if (!add_act(c.tx, {row.id, row.version, kind, c.principal.person, c.now})) return false;
  const packages::ProductAct act{.product = row.id,
                                 .version = row.version,
                                 .person = c.principal.person,
                                 .agency = c.principal.agency,
                                 .reason_box = std::move(reason_box)};
  door::queue(
      c.tx,
      {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = packages::encode(act)});
  return true;
}

Result<Reply> read(Context& c) {
  MASH_TRY(const ProductRow row, addressed(c));
  act_and_send(c, row, InwardKind::product_read, {});
  return SeeOther{href_of(row), {}};
}

Result<Reply> answer(Context& c, InwardKind kind, Bytes reason_box) {
  MASH_TRY(const ProductRow row, addressed(c));
  if (row.replaced()) {
    return conflict("A newer version has come. Read it and answer that one");
  }
  const auto earlier = standing_of(c.tx, row).answer;
  if (earlier && kind == InwardKind::product_accepted && earlier->kind == kind &&
      earlier->person == c.principal.person) {
    return SeeOther{href_of(row), {}};
  }
  if (earlier) {
    return conflict("Your agency has answered already. Your own answer was not sent");
  }
  act_and_send(c, row, kind, std::move(reason_box));
  return SeeOther{href_of(row), {}};
}

Result<Reply> reject(const Deps& deps, Context& c) {
  Bytes box = crypto::box_seal(deps.hub_key, as_bytes(c.input.text("reason")), c.random);
  return answer(c, InwardKind::product_rejected, std::move(box));
}

Result<Reply> seen(Context& c) {
  MASH_TRY(const ProductRow row, addressed(c));
  if (!row.withdrawn_at) return not_found();
  act_and_send(c, row, InwardKind::withdrawal_seen, {});
  return SeeOther{href_of(row), {}};
}

pipeline::Route read_route() {
  return pipeline::act<Action::answer_product>(
      {.path = "/p/{product}/read",
       .summary = "Say that one has read a product",
       .event = "product.read-confirmed",
       .fields = {version_field()},
       .facts = answer_facts,
       .run = [](const auto&, Context& c) { return read(c); },
       .again = k_page});
}

pipeline::Route accept_route() {
  return pipeline::act<Action::answer_product>(
      {.path = "/p/{product}/accept",
       .summary = "Accept a product for one's agency",
       .event = "product.accepted",
       .fields = {version_field()},
       .facts = answer_facts,
       .run = [](const auto&,
                 Context& c) { return answer(c, InwardKind::product_accepted, Bytes{}); },
       .again = k_page});
}

pipeline::Route reject_route(const SharedDeps& deps) {
  return pipeline::act<Action::answer_product>(
      {.path = "/p/{product}/reject",
       .summary = "Send a product back with a reason",
       .event = "product.rejected",
       .fields = {version_field(),
                  {.name = "reason",
                   .label = "Why it is not for you",
                   .required = true,
                   .missing = "Enter why it is not for you",
                   .as_typed = true}},
       .facts = answer_facts,
       .run = [deps](const auto&, Context& c) { return reject(*deps, c); },
       .again = k_page});
}

pipeline::Route seen_route() {
  return pipeline::act<Action::read_inbox>({.path = "/p/{product}/seen",
                                            .summary = "Say that one has seen a withdrawal",
                                            .event = "withdrawal.seen",
                                            .fields = {version_field()},
                                            .facts = pipeline::no_facts,
                                            .run = [](const auto&, Context& c) { return seen(c); },
                                            .again = k_page});
}

}  // namespace

std::vector<pipeline::Route> answer_routes(const SharedDeps& deps) {
  return {read_route(), accept_route(), reject_route(deps), seen_route()};
}

}  // namespace mash::inbox
