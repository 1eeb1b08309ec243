// SPDX-License-Identifier: MIT
#include "root_key.h"

#include "key_store.h"
#include "mash/pipeline/rotation.h"

namespace mash::pipeline {

namespace {

std::string wrap_label(const CaseId& case_id, const AgencyId& agency) {
  return "data_key\x1f" + agency.text() + '\x1f' + case_id.text();
}

Result<crypto::Key> unwrap_by(const crypto::LockedKey& root, const std::string& label,
                              const Bytes& wrapped) {
  MASH_TRY(const Bytes raw, crypto::open(root.get(), wrapped, as_bytes(label)));
  return crypto::Key::from(raw);
}

}  // namespace

Bytes wrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
           const crypto::Key& data_key, Random& random) {
  return crypto::seal(root.now.get(), data_key.bytes(), as_bytes(wrap_label(case_id, agency)),
                      random);
}

Result<crypto::Key> unwrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
                           const Bytes& wrapped) {
  const std::string label = wrap_label(case_id, agency);
  auto opened = unwrap_by(root.now, label, wrapped);
  if (!opened && root.before) opened = unwrap_by(*root.before, label, wrapped);
  return opened;
}

Rewrapped rewrap_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                      const std::string& after, int most, Random& random) {
  const RootKey root = keys.root_of(agency);
  Rewrapped out;
  for (const auto& [case_id, wrapped] : data_keys_after(tx, agency, after, most)) {
    out.last = case_id;
    ++out.seen;
    if (wrapped == k_destroyed) continue;
    const CaseId id = CaseId::trusted(case_id);
    if (unwrap_by(root.now, wrap_label(id, agency), wrapped)) continue;
    const auto data_key = unwrap(root, id, agency, wrapped);
    if (!data_key) {
      ++out.lost;
      continue;
    }
    store_data_key(tx, id, agency, wrap(root, id, agency, *data_key, random));
    ++out.wrapped;
  }
  return out;
}

bool destroy(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id) {
  const auto wrapped = find_data_key(tx, case_id, agency);
  if (!wrapped || wrapped == k_destroyed) return false;
  store_data_key(tx, case_id, agency, k_destroyed);
  return true;
}

}  // namespace mash::pipeline
