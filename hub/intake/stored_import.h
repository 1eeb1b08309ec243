// SPDX-License-Identifier: MIT
// One import on its way into the database, in steps that each fit into one transaction:
// what_is_known, then store for all of store_order, then store_report.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "mash/intake/import_run.h"
#include "mash/intake/intake.h"

namespace mash::intake {

// What earlier imports stored of what stands in these files. Content is compared by keyed hash, so
// that nothing needs to be opened.
class KnownRows {
 public:
  KnownRows() = default;
  KnownRows(pipeline::Context& c, const Import& files);
  // Valid as long as this object is.
  [[nodiscard]] Known known() const;
  // The notification that a twin's made-up reference stands for; empty if it is a real reference.
  [[nodiscard]] NotificationId twin(const std::string& reference) const;

 private:
  std::map<std::string, std::string, std::less<>> contents_;   // by reference
  std::map<std::string, Known::Twin, std::less<>> twins_;      // by likeness
  std::map<std::string, NotificationId, std::less<>> tokens_;  // by made-up reference
};

class StoredImport {
 public:
  StoredImport(const Import& import, const KnownRows& known, const cases::Timescales& timescales,
               const ImportOptions& options);
  // Places in import.notifications: those that may be the origin of a duplicate first.
  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
  // Stores these, each whole or as a receipt.
  ImportCounts store(pipeline::Context& c, const policy::Proof& proof,
                     std::span<const std::size_t> places) const;

 private:
  [[nodiscard]] bool is_history(const ImportedNotification& n) const;
  [[nodiscard]] NotificationId first_of(pipeline::Context& c, const ImportedNotification& n) const;
  [[nodiscard]] NotificationId origin_of(pipeline::Context& c, const std::string& reference) const;
  [[nodiscard]] NewNotification whole(const ImportedNotification& n) const;

  const Import& import_;
  const KnownRows& known_;
  const cases::Timescales& timescales_;
  std::optional<UtcTime> history_before_;
  cases::OnRed on_red_;
  cases::OnArrived on_arrived_;
  std::vector<std::size_t> order_;
  std::map<std::string, std::vector<const ImportedPerson*>, std::less<>> people_;
};

// Nobody can have dealt with what is still to come: field "history_before".
Result<void> check_history(std::optional<UtcTime> history_before, UtcTime clock);

// The report with its id and what was stored; remembered, its rows sealed.
json::Value store_report(pipeline::Context& c, const Import& import, const ImportOptions& options,
                         const ImportCounts& counts);
json::Value open_report(pipeline::Context& c, const policy::Proof& proof, std::string_view id,
                        const Bytes& sealed);

}  // namespace mash::intake
