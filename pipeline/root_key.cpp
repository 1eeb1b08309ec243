// SPDX-License-Identifier: MIT
#include "root_key.h"

#include <algorithm>
#include <stdexcept>

#include "key_store.h"
#include "mash/pipeline/rotation.h"

namespace mash::pipeline {

namespace {

// The suite's byte, a nonce, 32 bytes of a key and their tag.
constexpr std::size_t k_sealed_key = 1 + 24 + 32 + 16;

std::string wrap_label(const CaseId& case_id, const AgencyId& agency) {
  return "data_key\x1f" + agency.text() + '\x1f' + case_id.text();
}

std::string quarter_label(const AgencyId& agency) {
  return "quarter_key\x1f" + agency.text();
}

std::string quarter_of(const LocalDate& date) {
  return date.iso().substr(0, 4) + "-Q" + std::to_string((date.month + 2) / 3);
}

Result<crypto::Key> unwrap_by(const crypto::Key& key, const std::string& label, ByteView wrapped) {
  MASH_TRY(Bytes raw, crypto::open(key, wrapped, as_bytes(label)));
  auto out = crypto::Key::from(raw);
  wipe(raw);
  return out;
}

Result<crypto::Key> unwrap_by(const RootKey& root, const std::string& label, ByteView wrapped) {
  auto opened = unwrap_by(root.now.get(), label, wrapped);
  if (!opened && root.before) opened = unwrap_by(root.before->get(), label, wrapped);
  return opened;
}

void make_quarter_key(db::Transaction& tx, const RootKey& root, const AgencyId& agency,
                      const std::string& quarter, Random& random) {
  const auto all = quarter_keys(tx, agency);
  const crypto::Key key = crypto::Key::make(random);
  add_quarter_key(tx, agency,
                  {.number = all.empty() ? 1 : all.back().number + 1,
                   .quarter = quarter,
                   .wrapped = crypto::seal(root.now.get(), key.bytes(),
                                           as_bytes(quarter_label(agency)), random)});
}

// Those of quarters under the new root key. Whoever had the one before may have them too: what is
// made from now on lies under another.
int rewrap_quarters(db::Transaction& tx, const RootKey& root, const AgencyId& agency,
                    Random& random, int& lost) {
  const std::string label = quarter_label(agency);
  int wrapped = 0;
  std::string newest;
  for (const auto& one : quarter_keys(tx, agency)) {
    newest = one.quarter;
    if (unwrap_by(root.now.get(), label, one.wrapped)) continue;
    const auto key = unwrap_by(root, label, one.wrapped);
    if (!key) {
      ++lost;
      continue;
    }
    store_quarter_key(tx, agency, one.number,
                      crypto::seal(root.now.get(), key->bytes(), as_bytes(label), random));
    ++wrapped;
  }
  if (wrapped > 0) make_quarter_key(tx, root, agency, newest, random);
  return wrapped;
}

}  // namespace

void keep_data_key(db::Transaction& tx, const RootKey& root, const CaseId& case_id,
                   const AgencyId& agency, const crypto::Key& data_key, Random& random) {
  const std::string label = wrap_label(case_id, agency);
  const QuarterKey newest = newest_quarter_key(tx, agency);
  const auto seal_under = [&](const crypto::Key& key) {
    store_data_key(tx, case_id, agency,
                   crypto::seal(key, data_key.bytes(), as_bytes(label), random), newest.number);
  };
  if (newest.number == 0) {
    seal_under(root.now.get());
    return;
  }
  const auto key = unwrap_by(root, quarter_label(agency), newest.wrapped);
  if (!key) {
    throw std::runtime_error("key of a quarter does not open: " + agency.text() + " " +
                             std::to_string(newest.number));
  }
  seal_under(*key);
}

Result<crypto::Key> unwrap(const RootKey& root, const CaseId& case_id, const AgencyId& agency,
                           const Bytes& wrapped) {
  const std::string label = wrap_label(case_id, agency);
  if (wrapped.size() <= k_sealed_key) return unwrap_by(root, label, wrapped);
  const ByteView all(wrapped);
  MASH_TRY(const crypto::Key quarter,
           unwrap_by(root, quarter_label(agency), all.first(k_sealed_key)));
  return unwrap_by(quarter, label, all.subspan(k_sealed_key));
}

void begin_quarter(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                   const LocalDate& today, Random& random) {
  if (keys.is_sealed(agency.text())) return;
  const std::string quarter = quarter_of(today);
  if (newest_quarter_key(tx, agency).quarter >= quarter) return;
  try {
    make_quarter_key(tx, keys.root_of(agency), agency, quarter, random);
  } catch (const SealedCompartment&) {
    return;  // sealed a moment ago: the next round after it is opened
  }
}

Rewrapped rewrap_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                      const std::string& after, int most, Random& random) {
  const RootKey root = keys.root_of(agency);
  Rewrapped out;
  if (after.empty()) out.quarters = rewrap_quarters(tx, root, agency, random, out.lost);
  const bool into_quarter = newest_quarter_key(tx, agency).number > 0;
  for (const auto& [case_id, wrapped] : data_keys_under_root(tx, agency, after, most)) {
    out.last = case_id;
    ++out.seen;
    if (wrapped == k_destroyed) continue;
    const CaseId id = CaseId::trusted(case_id);
    if (!into_quarter && unwrap_by(root.now.get(), wrap_label(id, agency), wrapped)) continue;
    const auto data_key = unwrap(root, id, agency, wrapped);
    if (!data_key) {
      ++out.lost;
      continue;
    }
    keep_data_key(tx, root, id, agency, *data_key, random);
    ++out.wrapped;
  }
  return out;
}

bool leave_quarter(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                   const std::string& quarter, const LocalDate& today, Random& random) {
  const RootKey root = keys.root_of(agency);
  bool any = false;
  bool begun = false;
  for (const auto& one : quarter_keys(tx, agency)) {
    any = any || one.quarter == quarter;
    begun = begun || (one.quarter == quarter && one.leaving);
  }
  if (!any || begun) return any;
  leave_quarter_keys(tx, agency, quarter);
  make_quarter_key(tx, root, agency, std::max(quarter, quarter_of(today)), random);
  return true;
}

Rewrapped leave_some(db::Transaction& tx, const KeyRing& keys, const AgencyId& agency,
                     const std::string& after, int most, Random& random) {
  const RootKey root = keys.root_of(agency);
  Rewrapped out;
  for (const auto& [case_id, wrapped] : data_keys_leaving(tx, agency, after, most)) {
    out.last = case_id;
    ++out.seen;
    const CaseId id = CaseId::trusted(case_id);
    const auto data_key = unwrap(root, id, agency, wrapped);
    if (!data_key) {
      ++out.lost;
      continue;
    }
    keep_data_key(tx, root, id, agency, *data_key, random);
    ++out.wrapped;
  }
  if (out.seen < most) delete_left_quarter_keys(tx, agency);
  return out;
}

bool destroy(db::Transaction& tx, const AgencyId& agency, const CaseId& case_id) {
  const auto wrapped = find_data_key(tx, case_id, agency);
  if (!wrapped || wrapped == k_destroyed) return false;
  store_data_key(tx, case_id, agency, k_destroyed, 0);
  return true;
}

}  // namespace mash::pipeline
