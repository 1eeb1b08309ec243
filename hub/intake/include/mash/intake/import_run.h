// SPDX-License-Identifier: MIT
// Bulk import with the database behind it. Reads both files whole, then stores each notification
// with all its people in one transaction, so that an import that was cut off can simply be run
// again: what is stored already is recognised and gets a receipt.
// What not: the rules of the rows (import_reader.h).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/intake/import_reader.h"
#include "mash/pipeline/app.h"

namespace mash::intake {

struct ImportFiles {
  std::string_view notifications;
  std::string_view people;  // may be empty
};

struct ImportOptions {
  bool dry_run = false;
  UtcTime clock;  // "now" for the rules about the future
  // What was received before this was dealt with elsewhere: it is kept for look-up and repeats, in
  // closed cases without clocks. Not later than `clock`. None: everything is open work.
  std::optional<UtcTime> history_before;
  cases::OnRed on_red{};          // for those that are Red, history left out
  cases::OnArrived on_arrived{};  // for each that is new, history too
};

struct ImportCounts {
  std::int64_t added = 0;    // opened a case, history included
  std::int64_t history = 0;  // of those
  std::int64_t again = 0;    // got a receipt
};

// Told how many of how many notifications are stored, after each commit.
using ImportProgress = std::function<void(std::size_t, std::size_t)>;

// As report_json(), with "id" of the stored report, "dry_run" and "stored": {"added", "history",
// "again"}; with history_before also "history": {"before", "rows", "in_danger": the references of
// those that say that a child was in danger, the newest first}. Errors: a header that is not as the
// contract says, a history_before in the future; a row's fault is in the report. Cost: about 1 ms a
// notification; 50 of them share a transaction.
Result<json::Value> run_import(pipeline::App& app, const cases::Timescales& timescales,
                               const ImportFiles& files, const ImportOptions& options,
                               const ImportProgress& progress = {});

// Stores rows that are known to be new, without a report. Nobody is told of those that are Red.
Result<ImportCounts> store_import(pipeline::App& app, const cases::Timescales& timescales,
                                  const Import& import, std::optional<UtcTime> history_before = {});

}  // namespace mash::intake
