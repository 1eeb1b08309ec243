// SPDX-License-Identifier: MIT
#include "mash/pipeline/rekey.h"

#include <stdexcept>

#include "key_store.h"
#include "mash/pipeline/rotation.h"
#include "mash/pipeline/sweep.h"
#include "root_key.h"
#include "text_key.h"

namespace mash::pipeline {

namespace {

// Of one row of SealedRows::select.
Bytes sealed_anew(const Label& label, const Bytes& sealed, const crypto::Key& before,
                  const crypto::Key& now, Random& random) {
  auto plain = crypto::open(text_key(before, label), sealed, as_bytes(associated(label)));
  if (!plain) {
    throw std::runtime_error("sealed content does not open: " + std::string(label.kind) + " " +
                             std::string(label.row));
  }
  Bytes out = crypto::seal(text_key(now, label), *plain, as_bytes(associated(label)), random);
  wipe(*plain);
  return out;
}

}  // namespace

int rekey(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency, const CaseId& case_id,
          const std::vector<SealedRows>& all, Random& random) {
  const RootKey root = keys.root_of(agency);
  const auto wrapped = find_data_key(tx, case_id, agency);
  if (!wrapped || wrapped == k_destroyed) return -1;
  const auto before = unwrap(root, case_id, agency, *wrapped);
  if (!before) throw std::runtime_error("data key does not open: " + case_id.text());
  const crypto::Key now = crypto::Key::make(random);
  int done = 0;
  for (const auto& rows : all) {
    for (const auto& r : tx.query(rows.select, {case_id, agency})) {
      if (r.blob(4).empty()) continue;  // disposed of before
      const std::string row = r.text(0);
      const std::string marks = r.text(3);
      const Label label{.owner = agency,
                        .kind = rows.kind,
                        .case_id = case_id,
                        .row = row,
                        .version = r.integer(1),
                        .sensitivity = static_cast<int>(r.integer(2)),
                        .marks = marks};
      tx.execute(rows.store,
                 {sealed_anew(label, r.blob(4), *before, now, random), row, label.version});
      ++done;
    }
  }
  keep_data_key(tx, root, case_id, agency, now, random);
  return done;
}

int clear(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id,
          const std::vector<SealedRows>& all) {
  // The old bytes are written over before the row goes.
  if (!destroy(tx, agency, case_id)) return -1;
  int done = 0;
  for (const auto& rows : all) {
    for (const auto& r : tx.query(rows.select, {case_id, agency})) {
      if (r.blob(4).empty()) continue;
      tx.execute(rows.store, {Bytes{}, r.text(0), r.integer(1)});
      ++done;
    }
  }
  destroy_data_key(tx, case_id, agency);
  return done;
}

}  // namespace mash::pipeline
