// SPDX-License-Identifier: MIT
// Bulk import with the database behind it. Reads both files whole, then stores each notification
// with all its people in one transaction, so that an import that was cut off can simply be run
// again: what is stored already is recognised and gets a receipt.
// What not: the rules of the rows (import_reader.h).
#pragma once

#include <functional>
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

// As report_json(), with "id" of the stored report, "dry_run" and "stored": {"added", "again"}.
// `progress` is told how many of how many notifications are stored, after each commit. Errors: a
// header that is not as the contract says; a row's fault is in the report. Cost: about 1 ms a
// notification; 50 of them share a transaction.
Result<json::Value> run_import(pipeline::App& app, const cases::Timescales& timescales,
                               const ImportFiles& files, bool dry_run, UtcTime import_clock,
                               const std::function<void(std::size_t, std::size_t)>& progress = {},
                               const cases::OnRed& on_red = {});

// The sample notifications, moved so that the last came minutes before `now` (sample_shift.h), into
// an empty hub. Nobody is told of those that are Red: they are a past that has been. Answers how
// many were added.
Result<std::int64_t> import_sample(pipeline::App& app, const cases::Timescales& timescales,
                                   const ImportFiles& files, UtcTime now);

}  // namespace mash::intake
