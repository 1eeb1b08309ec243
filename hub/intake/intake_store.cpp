// SPDX-License-Identifier: MIT
#include "intake_store.h"

#include "mash/db/query_in.h"
#include "mash/intake/intake.h"
#include "mash/model/stored.h"

namespace mash::intake {

namespace {

using model::stored;

db::Param bytes_or_null(const Bytes& bytes) {
  return bytes.empty() ? db::Param(db::Null{}) : db::Param(bytes);
}

RefusedRow refused_of(const db::Row& r) {
  return {.id = r.text(0), .at = r.time(1), .reason = r.text(2), .sealed = r.blob(3)};
}

ReportRow report_of(const db::Row& r) {
  return {.id = r.text(0),
          .at = r.time(1),
          .by = r.id<StaffId>(2),
          .dry_run = r.integer(3) != 0,
          .added = r.integer(4),
          .again = r.integer(5),
          .rejected = r.integer(6),
          .sealed = r.blob(7)};
}

constexpr std::string_view k_report =
    "select id, at, by_staff, dry_run, added, again, rejected, sealed from import_report ";

}  // namespace

void insert_notification(db::Transaction& tx, const NotificationRow& row) {
  tx.execute(
      "insert into notification (id, case_id, reference_lookup, content_lookup, likeness_lookup,"
      " channel, source, received_at, entered_at, urgent, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      {row.id, row.case_id, row.reference_lookup, bytes_or_null(row.content_lookup),
       bytes_or_null(row.likeness_lookup), model::code_of(row.channel), model::code_of(row.source),
       row.received_at, row.entered_at, row.urgent ? 1 : 0, row.sealed});
}

std::map<CaseId, std::set<std::string>> sources_of_cases(db::Transaction& tx,
                                                         const std::set<CaseId>& ids) {
  const auto unknown = model::code_of(model::ReferralSource::unknown);
  std::map<CaseId, std::set<std::string>> out;
  for (const auto& r :
       db::query_in(tx, "select distinct case_id, source from notification where case_id in ($ids)",
                    {ids.begin(), ids.end()})) {
    if (r.text(1) != unknown) out[r.id<CaseId>(0)].insert(r.text(1));
  }
  return out;
}

std::vector<NotificationRow> notification_rows(db::Transaction& tx, const std::set<CaseId>& ids) {
  std::vector<NotificationRow> out;
  for (const auto& r : db::query_in(
           tx,
           "select n.id, n.case_id, n.channel, n.source, n.received_at, n.entered_at, n.urgent,"
           " n.sealed, (select count(*) from receipt r where r.notification_id = n.id)"
           " from notification n where n.case_id in ($ids) order by n.received_at, n.id",
           {ids.begin(), ids.end()})) {
    out.push_back({.id = r.id<NotificationId>(0),
                   .case_id = r.id<CaseId>(1),
                   .channel = stored<model::Channel>(r.text(2)),
                   .source = stored<model::ReferralSource>(r.text(3)),
                   .received_at = r.time(4),
                   .entered_at = r.time(5),
                   .urgent = r.integer(6) != 0,
                   .sealed = r.blob(7),
                   .receipts = static_cast<int>(r.integer(8))});
  }
  return out;
}

std::vector<StoredContent> stored_contents(db::Transaction& tx, const Bytes& reference_lookup) {
  std::vector<StoredContent> out;
  for (const auto& r : tx.query("select id, content_lookup from notification"
                                " where reference_lookup = $1 and content_lookup is not null"
                                " union all select notification_id, content_lookup from receipt"
                                " where reference_lookup = $1",
                                {reference_lookup})) {
    out.push_back({r.id<NotificationId>(0), r.blob(1)});
  }
  return out;
}

std::vector<CaseId> cases_of_reference(db::Transaction& tx, const Bytes& reference_lookup) {
  std::vector<CaseId> out;
  for (const auto& r :
       tx.query("select case_id, max(received_at) from ("
                "select case_id, received_at from notification where reference_lookup = $1"
                " union all select n.case_id, n.received_at from receipt r"
                " join notification n on n.id = r.notification_id where r.reference_lookup = $1"
                ") found group by case_id order by 2 desc, 1",
                {reference_lookup})) {
    out.push_back(r.id<CaseId>(0));
  }
  return out;
}

std::set<Bytes> references_of(db::Transaction& tx, const std::set<CaseId>& ids) {
  std::set<Bytes> out;
  for (const char* sql :
       {"select reference_lookup from notification where case_id in ($ids)",
        "select r.reference_lookup from receipt r join notification n on n.id = r.notification_id"
        " where n.case_id in ($ids)"}) {
    for (const auto& r : db::query_in(tx, sql, {ids.begin(), ids.end()})) out.insert(r.blob(0));
  }
  return out;
}

std::vector<StoredTwin> twins(db::Transaction& tx, const Bytes& likeness_lookup) {
  std::vector<StoredTwin> out;
  for (const auto& r :
       tx.query("select id, received_at from notification where likeness_lookup = $1"
                " order by received_at, id",
                {likeness_lookup})) {
    out.push_back({r.id<NotificationId>(0), r.time(1)});
  }
  return out;
}

std::optional<CaseId> case_of_notification(db::Transaction& tx, const NotificationId& id) {
  const auto rows = tx.query("select case_id from notification where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return rows.front().id<CaseId>(0);
}

void insert_receipt(db::Transaction& tx, const ReceiptRow& row) {
  tx.execute(
      "insert into receipt (id, notification_id, reference_lookup, content_lookup, received_at,"
      " entered_at, sealed) values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.notification, row.reference_lookup, row.content_lookup, row.received_at,
       row.entered_at, row.sealed});
}

void insert_refused(db::Transaction& tx, const RefusedRow& row) {
  tx.execute("insert into refused_inward (id, at, reason, sealed) values ($1, $2, $3, $4)",
             {row.id, row.at, row.reason, row.sealed});
}

std::vector<RefusedRow> refused_rows(db::Transaction& tx, int limit) {
  std::vector<RefusedRow> out;
  for (const auto& r :
       tx.query("select id, at, reason, sealed from refused_inward order by at desc, id limit $1",
                {limit})) {
    out.push_back(refused_of(r));
  }
  return out;
}

std::optional<RefusedRow> find_refused(db::Transaction& tx, std::string_view id) {
  const auto rows =
      tx.query("select id, at, reason, sealed from refused_inward where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return refused_of(rows.front());
}

void insert_report(db::Transaction& tx, const ReportRow& row) {
  tx.execute(
      "insert into import_report (id, at, by_staff, dry_run, added, again, rejected, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {row.id, row.at, row.by, row.dry_run ? 1 : 0, row.added, row.again, row.rejected,
       row.sealed});
}

std::vector<ReportRow> report_rows(db::Transaction& tx, int limit) {
  std::vector<ReportRow> out;
  for (const auto& r : tx.query(std::string(k_report) + "order by at desc, id limit $1", {limit})) {
    out.push_back(report_of(r));
  }
  return out;
}

std::optional<ReportRow> find_report(db::Transaction& tx, std::string_view id) {
  const auto rows = tx.query(std::string(k_report) + "where id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return report_of(rows.front());
}

}  // namespace mash::intake
