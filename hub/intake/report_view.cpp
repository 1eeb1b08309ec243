// SPDX-License-Identifier: MIT
#include "report_view.h"

#include <algorithm>
#include <set>

#include "mash/cases/bars.h"

namespace mash::intake {

namespace {

using References = std::set<Bytes>;

// Under which references cases came that the reader of this may not know of.
References hidden_references(const pipeline::Context& c, const ReportRow& row) {
  if (row.by == c.principal.person) return {};
  return references_of(c.tx, cases::barred_cases(c.tx, c.principal.person));
}

bool is_receipt(const json::Value& row) {
  const auto fault = row.text("fault");
  return fault == fault_code(ImportFault::duplicate_resent) ||
         fault == fault_code(ImportFault::probable_duplicate_new_reference);
}

void count(ReportCounts& out, const json::Value& row) {
  if (row.text("status") == status_code(RowStatus::rejected)) {
    ++out.rejected;
  } else if (row.text("file") == file_name(ImportFile::notifications)) {
    ++(is_receipt(row) ? out.again : out.added);
  }
}

json::Value totals_of(const json::Array& rows) {
  json::Value out = json::Object{};
  for (const ImportFile file : {ImportFile::notifications, ImportFile::people}) {
    json::Value of_file = json::Object{};
    for (const RowStatus status :
         {RowStatus::accepted, RowStatus::accepted_with_warning, RowStatus::rejected}) {
      of_file.set(std::string(status_code(status)),
                  std::ranges::count_if(rows, [&](const json::Value& row) {
                    return row.text("file") == file_name(file) &&
                           row.text("status") == status_code(status);
                  }));
    }
    out.set(std::string(file_name(file)), std::move(of_file));
  }
  return out;
}

std::int64_t without(std::int64_t all, std::int64_t left_out) {
  return std::max<std::int64_t>(0, all - left_out);
}

ReportView without_hidden(const pipeline::Context& c, const References& hidden,
                          const ReportRow& row, json::Value report) {
  const auto is_hidden = [&](std::string_view reference) {
    return hidden.contains(c.vault.lookup("source_reference", reference));
  };
  json::Array rows;
  ReportCounts left_out;
  for (const json::Value& one : *report["rows"].as_array()) {
    if (is_hidden(one.text("source_reference"))) {
      count(left_out, one);
    } else {
      rows.push_back(one);
    }
  }
  report.set("totals", totals_of(rows));
  report.set("rows", std::move(rows));
  if (const auto* in_danger = report["history"]["in_danger"].as_array()) {
    json::Array left;
    for (const json::Value& one : *in_danger) {
      if (!is_hidden(*one.as_string())) left.push_back(one);
    }
    json::Value history = report["history"];
    history.set("rows", without(history.number("rows"), left_out.added));
    history.set("in_danger", std::move(left));
    report.set("history", std::move(history));
  }
  ReportView out{.report = std::move(report), .counts = {}};
  out.counts.rejected = without(row.rejected, left_out.rejected);
  if (row.dry_run) return out;
  out.counts.added = without(row.added, left_out.added);
  out.counts.again = without(row.again, left_out.again);
  return out;
}

}  // namespace

ReportView report_for_reader(pipeline::Context& c, const policy::Proof& proof,
                             const ReportRow& row) {
  json::Value report = open_report(c, proof, row.id, row.sealed);
  const References hidden = hidden_references(c, row);
  if (!hidden.empty()) return without_hidden(c, hidden, row, std::move(report));
  return {.report = std::move(report), .counts = {row.added, row.again, row.rejected}};
}

ReportCounts counts_for_reader(pipeline::Context& c, const policy::Proof& proof,
                               const ReportRow& row) {
  if (hidden_references(c, row).empty()) return {row.added, row.again, row.rejected};
  return report_for_reader(c, proof, row).counts;
}

}  // namespace mash::intake
