// SPDX-License-Identifier: MIT
#include "receipt_store.h"

namespace mash::notify {

namespace {

const AgencyId k_gate = AgencyId::trusted("gate-content");
// Feedback belongs to no case that the gate could know: all shares one data key.
const CaseId k_feedback = CaseId::trusted("00000000000000000FEEDBACK0");

Bytes reference_hash_of(const pipeline::Vault& vault, const std::string& reference) {
  return vault.lookup("receipt.reference", reference);
}

pipeline::Label label_of(const std::string& row, UtcTime at) {
  return {
      .owner = k_gate, .kind = "feedback", .case_id = k_feedback, .row = row, .version = at.micros};
}

}  // namespace

void add_receipt(pipeline::Context& c, const std::string& reference, const std::string& code,
                 const std::string& inward_id) {
  c.tx.execute(
      "insert into receipt (reference_hash, code_hash, inward_id, at) values ($1, $2, $3, $4)",
      {reference_hash_of(c.vault, reference),
       c.vault.lookup("receipt.code", reference + '\x1f' + code), inward_id, c.now});
}

std::optional<Receipt> find_receipt(pipeline::Context& c, const std::string& reference) {
  const Bytes hash = reference_hash_of(c.vault, reference);
  const auto rows =
      c.tx.query("select inward_id, at from receipt where reference_hash = $1", {hash});
  if (rows.empty()) return std::nullopt;
  return Receipt{hash, rows.front().text(0), rows.front().time(1)};
}

std::optional<Receipt> find_receipt(pipeline::Context& c, const std::string& reference,
                                    const std::string& code) {
  const Bytes hash = reference_hash_of(c.vault, reference);
  const auto rows =
      c.tx.query("select inward_id, at from receipt where reference_hash = $1 and code_hash = $2",
                 {hash, c.vault.lookup("receipt.code", reference + '\x1f' + code)});
  if (rows.empty()) return std::nullopt;
  return Receipt{hash, rows.front().text(0), rows.front().time(1)};
}

void add_feedback(db::Transaction& tx, const pipeline::Vault& vault, Random& random,
                  const packages::Feedback& feedback) {
  const Bytes hash = reference_hash_of(vault, feedback.reference);
  const Bytes sealed = vault.seal(tx, label_of(hex(hash), feedback.at), feedback.words, random);
  tx.execute(
      "insert into feedback (reference_hash, at, sealed) values ($1, $2, $3)"
      " on conflict (reference_hash, at) do nothing",
      {hash, feedback.at, sealed});
}

std::int64_t remove_feedback(db::Transaction& tx, UtcTime before) {
  return tx.execute("delete from feedback where at < $1", {before});
}

std::int64_t remove_receipts(db::Transaction& tx, UtcTime before) {
  return tx.execute(
      "delete from receipt where at < $1 and not exists (select 1 from feedback f"
      " where f.reference_hash = receipt.reference_hash)",
      {before});
}

std::vector<FeedbackWords> read_feedback(pipeline::Context& c, const policy::Proof& proof,
                                         const Receipt& receipt) {
  std::vector<FeedbackWords> out;
  for (const auto& row :
       c.tx.query("select at, sealed from feedback where reference_hash = $1 order by at desc",
                  {receipt.reference_hash})) {
    const UtcTime at = row.time(0);
    const std::string name = hex(receipt.reference_hash);
    out.push_back({at, c.vault.open(c.tx, proof, label_of(name, at), row.blob(1))});
  }
  return out;
}

bool mark_read(pipeline::Context& c, const Receipt& receipt) {
  return c.tx.execute(
             "update feedback set read_at = $2 where reference_hash = $1 and read_at is null",
             {receipt.reference_hash, c.now}) > 0;
}

}  // namespace mash::notify
