// SPDX-License-Identifier: MIT
// Rows of orders, their parts, what owners answered, and bundles. What is sealed stays sealed here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "request_store.h"
#include "words.h"

namespace mash::access {

struct OrderRow {
  std::string id;
  CaseId case_id;
  UtcTime written_at;
  StaffId written_by;
  LocalDate served;
  LocalDate due;
  Bytes sealed;
  // That it was written down by mistake, when, by whose word, and why.
  std::optional<UtcTime> mistake_at;
  StaffId mistake_by;
  Bytes mistake_sealed;
};
void insert_order(db::Transaction& tx, const OrderRow& row);
// Only of an order that is none yet.
void insert_mistake(db::Transaction& tx, std::string_view order, UtcTime at, const StaffId& by,
                    const Bytes& sealed);
std::optional<OrderRow> find_order(db::Transaction& tx, std::string_view order);
std::vector<OrderRow> orders_of(db::Transaction& tx, const CaseId& id);  // the newest first

struct CourtAnswerRow {
  int place = 0;
  CourtAnswer answer{};
  UtcTime at;
  StaffId by;
  Bytes sealed;
};
struct CourtPartRow {
  std::string id;
  std::string order;
  AgencyId owner;
  PartKind kind{};
  std::string object;
  std::int64_t version = 1;
  UtcTime at;
  std::optional<CourtAnswerRow> answered;  // the newest
};
// Nothing happens where this version is there already.
void insert_court_part(db::Transaction& tx, const CourtPartRow& row);
void insert_court_answer(db::Transaction& tx, const std::string& part, const CourtAnswerRow& row);
std::optional<CourtPartRow> find_court_part(db::Transaction& tx, std::string_view part);
// Of each object its newest version, by owner, kind and when it was found.
std::vector<CourtPartRow> court_parts_of(db::Transaction& tx, std::string_view order);
// Orders about something of this owner, the newest first.
std::vector<OrderRow> orders_about(db::Transaction& tx, const AgencyId& owner);

void insert_court_bundle(db::Transaction& tx, const BundleRow& row);
void store_court_handed(db::Transaction& tx, std::string_view bundle, Handed how, const StaffId& by,
                        UtcTime at);
std::vector<BundleRow> court_bundles_of(db::Transaction& tx, std::string_view order);

}  // namespace mash::access
