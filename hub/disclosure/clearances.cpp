// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <set>

#include "clearance.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/crypto/crypto.h"
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

// What of each other agency the author reads and has not cited: "id/version", sorted.
std::map<AgencyId, std::set<std::string>> uncited(pipeline::Context& c, const CaseId& id,
                                                  const std::vector<ItemId>& cited) {
  std::map<AgencyId, std::set<std::string>> out;
  for (const auto& item : visible_items(c, id)) {
    if (item.state != model::ItemState::in_hub || !item.readable) continue;
    if (item.owner == c.principal.agency) continue;
    if (std::ranges::find(cited, item.id) != cited.end()) continue;
    out[item.owner].insert(item.id.text() + "/" + std::to_string(item.version));
  }
  return out;
}

// The words, and next to what of each owner they were written.
json::Value words_to_seal(const FinalWords& words,
                          const std::map<AgencyId, std::set<std::string>>& items) {
  json::Value read = json::Object{};
  for (const auto& [owner, ids] : items) {
    read.set(owner.text(), json::Array(ids.begin(), ids.end()));
  }
  json::Value v = json::Object{};
  v.set("contact", words.contact.reveal());
  v.set("asked", words.asked.reveal());
  v.set("by_when", words.by_when.reveal());
  v.set("why", words.why.reveal());
  v.set("unknown", words.unknown.reveal());
  v.set("where", words.where.reveal());
  if (!words.others.empty()) v.set("others", words.others.reveal());
  v.set("items", std::move(read));
  return v;
}

// What an owner answers to: all the words, and the owner's own items.
std::string question_to(const json::Value& sealed, const AgencyId& owner) {
  json::Value v = sealed;
  v.set("items", sealed["items"][owner.text()]);
  return hex(crypto::sha256(as_bytes(json::encode(v))));
}

// The owner's last word on this very question, where it was that the words may go.
std::optional<ClearanceRow> cleared_before(pipeline::Context& c, const policy::Proof& proof,
                                           const ClearanceRow& question, const json::Value& now) {
  for (auto& row : all_clearances(c.tx, question.words.product, question.owner)) {
    if (!row.answer) continue;
    const auto then = c.vault.open_json(c.tx, proof, words_label(row.words), row.words.sealed);
    if (question_to(then, row.owner) != question_to(now, row.owner)) continue;
    if (row.answer == ClearanceAnswer::cleared) return std::move(row);
    return std::nullopt;
  }
  return std::nullopt;
}

void insert_answer(pipeline::Context& c, ClearanceRow row, const std::string& reason,
                   bool of_same_words) {
  row.id = new_id_text(c.random);
  ++row.place;
  json::Value v = json::Object{};
  v.set("reason", reason);
  v.set("of_same_words", of_same_words);
  row.sealed_answer = c.vault.seal(c.tx, answer_label(row), json::encode(v), c.random);
  insert_clearance(c.tx, row);
}

}  // namespace

bool ask_clearance(pipeline::Context& c, const policy::Proof& proof,
                   const cases::Timescales& timescales, const FinalWords& words,
                   const std::vector<ItemId>& cited) {
  const auto head = cases::find_case(c.tx, words.case_id);
  MASH_ASSERT(head.has_value());
  const auto before = clearances_of_product(c.tx, words.product);
  lapse_final_words(c.tx, words.product, c.now);
  const auto read = uncited(c, words.case_id, cited);
  bool anybody = false;
  if (!read.empty()) {
    FinalWordsRow row{.product = words.product,
                      .draft = words.draft,
                      .case_id = words.case_id,
                      .recipient = words.recipient,
                      .asked_at = c.now,
                      .asked_by = c.principal.person,
                      .sealed = {}};
    const json::Value sealed = words_to_seal(words, read);
    row.sealed = c.vault.seal(c.tx, words_label(row), json::encode(sealed), c.random);
    insert_final_words(c.tx, row);
    for (const auto& [owner, items] : read) {
      ClearanceRow asked{.id = new_id_text(c.random), .words = row, .owner = owner};
      insert_clearance(c.tx, asked);
      if (const auto said = cleared_before(c, proof, asked, sealed)) {
        asked.answer = said->answer;
        asked.answered_by = said->answered_by;
        asked.answered_at = said->answered_at;
        insert_answer(c, asked, "", true);
        c.note("clearance_stands");
        continue;
      }
      anybody = true;
      start_release_clock(c, timescales, *head, words.product, owner);
    }
  }
  for (const auto& row : before) {
    withdraw_release_clock(c, words.case_id, words.product, row.owner);
  }
  c.changed("case", words.case_id.text());
  return anybody;
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
          .unknown = Sensitive(v.text("unknown")),
          .where = Sensitive(v.text("where")),
          .others = Sensitive(v.text("others"))};
}

Clearance open_clearance(pipeline::Context& c, const policy::Proof& proof,
                         const ClearanceRow& row) {
  Clearance out{.owner = row.owner,
                .answer = row.answer,
                .answered_by = row.answered_by,
                .answered_at = row.answered_at};
  if (!row.answer) return out;
  const json::Value v =
      c.vault.show_json(c.tx, proof, answer_label(row), row.sealed_answer, {"reason"});
  out.reason = Sensitive(v.text("reason"));
  out.of_same_words = v.flag("of_same_words");
  return out;
}

void add_answer(pipeline::Context& c, const policy::Proof& proof, const ClearanceRow& asked,
                ClearanceAnswer answer, const std::string& reason) {
  ClearanceRow row = asked;
  row.answer = answer;
  row.answered_by = proof.principal().person;
  row.answered_at = c.now;
  insert_answer(c, row, reason, false);
  c.touch(row.words.product.text());
  c.note(answer == ClearanceAnswer::cleared ? "words_cleared" : "words_objected");
  c.changed("case", row.words.case_id.text());
}

}  // namespace mash::disclosure
