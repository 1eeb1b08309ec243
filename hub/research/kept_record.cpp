// SPDX-License-Identifier: MIT
#include "mash/research/kept_record.h"

#include <algorithm>

#include "mash/pipeline/changes.h"

namespace mash::research {

void KeptRecord::forget() {
  change_.reset();
  kept_.clear();
  all_ = {};
}

std::shared_ptr<const Record> KeptRecord::without_locked(db::Transaction& tx,
                                                         const pipeline::Vault& vault, UtcTime now,
                                                         const std::set<CaseId>& hidden) {
  const auto newest = pipeline::newest_change(tx);
  // Ages are of a year, so that what was kept last year is made anew.
  const bool same_year = to_london(all_.at).date.year == to_london(now).date.year;
  if (change_ != newest || !same_year) {
    forget();
    all_ = read_all(tx, vault, now);
    change_ = newest;
  }
  const auto at = std::ranges::find(kept_, hidden, [](const auto& one) { return one.first; });
  if (at != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, at);
  } else {
    kept_.emplace_front(hidden, std::make_shared<const Record>(record_of(all_, hidden)));
    if (kept_.size() > k_kept_sets) kept_.pop_back();
  }
  return kept_.front().second;
}

std::shared_ptr<const Record> KeptRecord::without(db::Transaction& tx, const pipeline::Vault& vault,
                                                  UtcTime now, const std::set<CaseId>& hidden) {
  const std::lock_guard one_at_a_time(mutex_);
  return without_locked(tx, vault, now, hidden);
}

KeptRecord::Grouped KeptRecord::grouped(db::Transaction& tx, const pipeline::Vault& vault,
                                        UtcTime now, const std::set<CaseId>& hidden) {
  std::vector<people::GroupSaid> groups;
  people::each_group(tx, vault, [&](const auto& one) { groups.push_back(one); });
  const std::lock_guard one_at_a_time(mutex_);
  auto record = without_locked(tx, vault, now, hidden);
  return {.record = std::move(record), .traits = traits_of(all_, groups, hidden)};
}

void KeptRecord::let_go_of_old(db::Transaction& tx) {
  const std::lock_guard one_at_a_time(mutex_);
  if (change_ && change_ != pipeline::newest_change(tx)) forget();
}

}  // namespace mash::research
