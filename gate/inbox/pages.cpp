// SPDX-License-Identifier: MIT
#include "pages.h"

#include "account_store.h"

namespace mash::inbox {

bool receives(const policy::Principal& p) {
  return policy::may(p, policy::Action::read_inbox, policy::Facts{});
}

policy::Facts facts_of(const pipeline::Context& c, const ProductRow& row) {
  policy::Facts facts;
  facts.own = row.recipient == c.principal.agency;
  facts.outward = row.withdrawn_at ? policy::Outward::withdrawn : policy::Outward::released;
  return facts;
}

Result<ProductRow> addressed(pipeline::Context& c) {
  MASH_TRY(const ProductId id, ProductId::parse(c.input.text("product")));
  const auto row = find_product(c.tx, id, c.input.number("version"));
  c.touch(id.text());
  if (!row || row->recipient != c.principal.agency) {
    c.note(row ? k_not_yours : k_not_here);
    return not_found();
  }
  c.note("version." + std::to_string(row->version));
  return *row;
}

void Standing::add(const ActRow& act) {
  using enum packages::InwardKind;
  if (act.kind == product_read) reads.push_back(act);
  if (act.kind == product_accepted || act.kind == product_rejected) answer = act;
  if (act.kind == withdrawal_seen && !seen) seen = act;
}

bool Standing::waits(const ProductRow& row) const {
  if (row.withdrawn_at) return !seen;
  return !row.replaced() && !answer;
}

bool Standing::at_once(const ProductRow& row) const {
  return !row.only_tells && (row.safety || row.urgent) && !row.withdrawn_at && waits(row);
}

std::string_view Standing::words(const ProductRow& row) const {
  if (row.withdrawn_at) return seen ? "Taken back, seen" : "Taken back";
  if (row.replaced()) return "Replaced";
  if (answer) {
    return answer->kind == packages::InwardKind::product_accepted ? "Accepted" : "Sent back";
  }
  return reads.empty() ? "Not read yet" : "Read";
}

Standing standing_of(db::Transaction& tx, const ProductRow& row) {
  Standing out;
  for (const auto& act : acts_on(tx, row)) out.add(act);
  return out;
}

std::string reader_words(pipeline::Context& c, const policy::Proof& proof, const StaffId& id) {
  const auto row = find_account(c.tx, id);
  if (!row) return "A former colleague";
  const auto account = open_account(c.tx, c.vault, proof, *row);
  return account.title.empty() ? account.name : account.name + ", " + account.title;
}

void add_hub(pipeline::Context& c, const Deps& deps, json::Value& data) {
  data.set("away", door::hub_is_away(c.tx, c.now));
  const std::string phone = hub_phone(c.tx, deps.phone);
  data.set("phone", phone);
  // The desk of the front door is closed at night: then whoever is there by night.
  data.set("phone_closed", phone == deps.phone ? std::string() : deps.phone);
}

std::string accept_by_words(const ProductRow& row) {
  return row.accept_by ? plain_time(*row.accept_by) : "No time given";
}

std::string href_of(const ProductRow& row) {
  const std::string path = "/p/" + row.id.text();
  return row.replaced() ? path + "?version=" + std::to_string(row.version) : path;
}

}  // namespace mash::inbox
