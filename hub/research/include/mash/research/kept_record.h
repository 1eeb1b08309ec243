// SPDX-License-Identifier: MIT
// The record for analysis, kept in memory between pages, so that another filter, a table as CSV or
// the next person do not read the whole of it again.
//
// What: for each set of hidden cases the record without them, as of the newest change that the
// transaction sees (pipeline/changes.h). Whatever changes what is in it says so in that table, in
// the transaction of its act: a case, its state, a wall, a bar, a decision, who somebody is, a
// disposal. After any of these the next page reads anew: nothing that was disposed of or hidden
// since is answered. It is in this process alone and in no file; a hub that starts has none.
// What not: ethnicity and disability, which are opened for each page that compares groups; words;
// what an agency holds, whose compartment may be sealed: the record is of the front door's, whose
// key is never taken from a hub that runs; who the reader is: the caller gives what is hidden from
// them.
// Thread safety: any thread; one reads while others wait. Not in a transaction that has written:
// what is rolled back would be kept. Cost: read_all after a change, record_of for each new set of
// hidden cases, else a look at the end of an index. Memory: some 600 bytes for each case and as
// much for each set; of more sets than k_kept_sets the one asked for longest ago goes.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "mash/research/record.h"
#include "mash/research/traits.h"

namespace mash::research {

inline constexpr std::size_t k_kept_sets = 4;

class KeptRecord {
 public:
  // Whoever asks holds what they got for as long as they need it.
  std::shared_ptr<const Record> without(db::Transaction& tx, const pipeline::Vault& vault,
                                        UtcTime now, const std::set<CaseId>& hidden);
  struct Grouped {
    std::shared_ptr<const Record> record;
    std::vector<Traits> traits;  // of record->people
  };
  // With the groups of its people, read for this.
  Grouped grouped(db::Transaction& tx, const pipeline::Vault& vault, UtcTime now,
                  const std::set<CaseId>& hidden);
  // Lets go of what is no longer so, so that what was disposed of does not lie in memory until
  // somebody opens a page.
  void let_go_of_old(db::Transaction& tx);

 private:
  std::shared_ptr<const Record> without_locked(db::Transaction& tx, const pipeline::Vault& vault,
                                               UtcTime now, const std::set<CaseId>& hidden);
  void forget();

  std::mutex mutex_;
  std::optional<std::int64_t> change_;  // as of which; nothing: nothing is kept
  AllTold all_;
  // Asked for last first.
  std::list<std::pair<std::set<CaseId>, std::shared_ptr<const Record>>> kept_;
};

}  // namespace mash::research
