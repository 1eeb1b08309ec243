// SPDX-License-Identifier: MIT
// Rows of this slice. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/db/database.h"
#include "mash/intake/intake.h"

namespace mash::intake {

struct NotificationRow {
  NotificationId id;
  CaseId case_id;
  Bytes reference_lookup;
  Bytes content_lookup;   // empty: not from an import
  Bytes likeness_lookup;  // empty: nobody is named
  model::Channel channel{};
  model::ReferralSource source{};
  UtcTime received_at;
  UtcTime entered_at;
  bool urgent = false;
  Bytes sealed;
  int receipts = 0;
};
void insert_notification(db::Transaction& tx, const NotificationRow& row);
// Of these cases, those of one case the oldest first. Cost: db::query_in.
std::vector<NotificationRow> notification_rows(db::Transaction& tx, const std::set<CaseId>& ids);

// What is stored under one reference, as a notification or as a receipt of one.
struct StoredContent {
  NotificationId notification;
  Bytes content_lookup;
};
std::vector<StoredContent> stored_contents(db::Transaction& tx, const Bytes& reference_lookup);
struct StoredTwin {
  NotificationId notification;
  UtcTime received_at;
};
std::vector<StoredTwin> twins(db::Transaction& tx, const Bytes& likeness_lookup);  // earliest first
std::vector<CaseId> cases_of_reference(db::Transaction& tx, const Bytes& reference_lookup);
std::optional<CaseId> case_of_notification(db::Transaction& tx, const NotificationId& id);

struct ReceiptRow {
  std::string id;
  NotificationId notification;
  Bytes reference_lookup;
  Bytes content_lookup;
  UtcTime received_at;
  UtcTime entered_at;
  Bytes sealed;
};
void insert_receipt(db::Transaction& tx, const ReceiptRow& row);

struct RefusedRow {
  std::string id;
  UtcTime at;
  std::string reason;  // code
  Bytes sealed;
};
void insert_refused(db::Transaction& tx, const RefusedRow& row);
std::vector<RefusedRow> refused_rows(db::Transaction& tx, int limit);  // the newest first
std::optional<RefusedRow> find_refused(db::Transaction& tx, std::string_view id);

struct ReportRow {
  std::string id;
  UtcTime at;
  StaffId by;
  bool dry_run = false;
  std::int64_t added = 0, again = 0, rejected = 0;
  Bytes sealed;
};
// Under which references any of these cases came, as Vault::lookup("source_reference").
std::set<Bytes> references_of(db::Transaction& tx, const std::set<CaseId>& ids);
void insert_report(db::Transaction& tx, const ReportRow& row);
std::vector<ReportRow> report_rows(db::Transaction& tx, int limit);  // the newest first
std::optional<ReportRow> find_report(db::Transaction& tx, std::string_view id);

}  // namespace mash::intake
