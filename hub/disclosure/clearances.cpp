// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "clearance.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/disclosure/items.h"
#include "release_words.h"

namespace mash::disclosure {

namespace {

// The front door wrote them, whoever reads them.
pipeline::Label words_label(const FinalWordsRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "final_words",
          .case_id = row.case_id,
          .row = row.product.text(),
          .version = row.draft};
}

pipeline::Label answer_label(const ClearanceRow& row) {
  return {.owner = row.owner,
          .kind = "clearance",
          .case_id = row.words.case_id,
          .row = row.id,
          .version = row.place};
}

std::set<AgencyId> owners_of_uncited(pipeline::Context& c, const CaseId& id,
                                     const std::vector<ItemId>& cited) {
  std::set<AgencyId> out;
  for (const auto& item : visible_items(c, id)) {
    if (item.state != model::ItemState::in_hub || !item.readable) continue;
    if (item.owner == c.principal.agency) continue;
    if (std::ranges::find(cited, item.id) == cited.end()) out.insert(item.owner);
  }
  return out;
}

}  // namespace

bool ask_clearance(pipeline::Context& c, const cases::Timescales& timescales,
                   const FinalWords& words, const std::vector<ItemId>& cited) {
  const auto head = cases::find_case(c.tx, words.case_id);
  MASH_ASSERT(head.has_value());
  const auto before = clearances_of_product(c.tx, words.product);
  lapse_final_words(c.tx, words.product, c.now);
  const auto owners = owners_of_uncited(c, words.case_id, cited);
  if (!owners.empty()) {
    FinalWordsRow row{.product = words.product,
                      .draft = words.draft,
                      .case_id = words.case_id,
                      .recipient = words.recipient,
                      .asked_at = c.now,
                      .asked_by = c.principal.person,
                      .sealed = {}};
    json::Value v = json::Object{};
    v.set("contact", words.contact.reveal());
    v.set("asked", words.asked.reveal());
    v.set("by_when", words.by_when.reveal());
    v.set("why", words.why.reveal());
    v.set("unknown", words.unknown.reveal());
    row.sealed = c.vault.seal(c.tx, words_label(row), json::encode(v), c.random);
    insert_final_words(c.tx, row);
    for (const auto& owner : owners) {
      insert_clearance(c.tx, {.id = new_id_text(c.random), .words = row, .owner = owner});
      start_release_clock(c, timescales, *head, words.product, owner);
    }
  }
  for (const auto& row : before) {
    withdraw_release_clock(c, words.case_id, words.product, row.owner);
  }
  c.changed("case", words.case_id.text());
  return !owners.empty();
}

std::vector<Clearance> clearances_of(pipeline::Context& c, const policy::Proof& proof,
                                     const ProductId& product, std::int64_t draft) {
  std::vector<Clearance> out;
  for (const auto& row : clearances_of_product(c.tx, product)) {
    if (row.words.draft == draft) out.push_back(open_clearance(c, proof, row));
  }
  return out;
}

std::optional<ClearanceRow> own_clearance(db::Transaction& tx, const ProductId& product,
                                          const AgencyId& owner) {
  for (auto& row : clearances_of_product(tx, product)) {
    if (row.owner == owner) return std::move(row);
  }
  return std::nullopt;
}

FinalWords open_words(pipeline::Context& c, const policy::Proof& proof, const FinalWordsRow& row) {
  const json::Value v = c.vault.open_json(c.tx, proof, words_label(row), row.sealed);
  return {.product = row.product,
          .draft = row.draft,
          .case_id = row.case_id,
          .recipient = row.recipient,
          .contact = Sensitive(v.text("contact")),
          .asked = Sensitive(v.text("asked")),
          .by_when = Sensitive(v.text("by_when")),
          .why = Sensitive(v.text("why")),
          .unknown = Sensitive(v.text("unknown"))};
}

Clearance open_clearance(pipeline::Context& c, const policy::Proof& proof,
                         const ClearanceRow& row) {
  Clearance out{.owner = row.owner,
                .answer = row.answer,
                .answered_by = row.answered_by,
                .answered_at = row.answered_at};
  if (!row.answer) return out;
  const json::Value v = c.vault.open_json(c.tx, proof, answer_label(row), row.sealed_answer);
  out.reason = Sensitive(v.text("reason"));
  return out;
}

void add_answer(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                ClearanceAnswer answer, const std::string& reason) {
  ClearanceRow row{.id = new_id_text(c.random),
                   .words = asked.words,
                   .owner = asked.owner,
                   .place = asked.place + 1,
                   .answer = answer,
                   .answered_by = proof.principal().person,
                   .answered_at = c.now,
                   .sealed_answer = {}};
  json::Value v = json::Object{};
  v.set("reason", reason);
  row.sealed_answer = c.vault.seal(c.tx, answer_label(row), json::encode(v), c.random);
  insert_clearance(c.tx, row);
  c.touch(row.words.product.text());
  c.note(answer == ClearanceAnswer::cleared ? "words_cleared" : "words_objected");
  c.changed("case", row.words.case_id.text());
}

}  // namespace mash::disclosure
