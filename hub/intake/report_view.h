// SPDX-License-Identifier: MIT
// A report of an import, as its reader may know it.
#pragma once

#include "intake_store.h"
#include "stored_import.h"

namespace mash::intake {

struct ReportCounts {
  std::int64_t added = 0, again = 0, rejected = 0;
};
// Without the rows of cases that are hidden from whoever reads it, but for whoever imported them:
// they have the files. Its sums are of the rows that are left. Cost: it is opened.
struct ReportView {
  json::Value report;  // "rows", "totals", "history"
  ReportCounts counts;
};
ReportView report_for_reader(pipeline::Context& c, const policy::Proof& proof,
                             const ReportRow& row);
// The same sums. Cost: it is opened only for whom something is hidden from.
ReportCounts counts_for_reader(pipeline::Context& c, const policy::Proof& proof,
                               const ReportRow& row);

}  // namespace mash::intake
