// SPDX-License-Identifier: MIT
// Rows of requests, of what happened to them, of whom they are about and of bundles. What is sealed
// stays sealed here.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/bytes.h"
#include "mash/db/database.h"
#include "words.h"

namespace mash::access {

struct RequestRow {
  std::string id;
  std::string reference;
  Right right{};
  LocalDate received;
  UtcTime logged_at;
  StaffId keeper;
  RequestState state{};
  int policy = 0;
  Bytes sealed;
};
void insert_request(db::Transaction& tx, const RequestRow& row);
void store_state(db::Transaction& tx, std::string_view request, RequestState state);
std::optional<RequestRow> find_request(db::Transaction& tx, std::string_view request);
// Those that are open, the oldest first, then the others, the newest first.
std::vector<RequestRow> all_requests(db::Transaction& tx);

// As is_asked_for (access.h), of this one request.
bool is_asked_for(db::Transaction& tx, const CaseId& id, std::string_view request);

struct StepRow {
  Step step{};
  LocalDate day;
  UtcTime at;
  StaffId by;
  int place = 0;
  Bytes sealed;
};
// Behind all others of the request; `place` is what next_place() gave, which its words are bound
// to.
int next_place(db::Transaction& tx, std::string_view request);
void insert_step(db::Transaction& tx, std::string_view request, const StepRow& row);
std::vector<StepRow> steps_of(db::Transaction& tx, std::string_view request);  // in their order

// That somebody else keeps the request since.
struct KeeperRow {
  StaffId from, to;
  UtcTime at;
  StaffId by;
  int place = 0;  // in their order, from 1
  Bytes sealed;   // why
};
void insert_keeper(db::Transaction& tx, std::string_view request, const KeeperRow& row);
std::vector<KeeperRow> keepers_of(db::Transaction& tx, std::string_view request);

struct PersonRow {
  CaseId case_id;
  Place place{};
  PersonId person;
};
// Nothing happens where they are there already.
void insert_person(db::Transaction& tx, std::string_view request, const PersonRow& row, UtcTime at,
                   const StaffId& by);
// By case. Also of cases that are hidden from the reader.
std::vector<PersonRow> persons_of(db::Transaction& tx, std::string_view request);

// Of a request or of an order.
struct BundleRow {
  std::string id;
  std::string of;  // which
  std::string reference;
  UtcTime made_at;
  StaffId made_by;
  std::string hash;  // in hexadecimal
  int pages = 0;
  std::optional<UtcTime> handed_at;
  StaffId handed_by;
  std::optional<Handed> handed;
  std::set<CaseId> cases;  // of an order: none
};
void insert_bundle(db::Transaction& tx, const BundleRow& row);
void store_handed(db::Transaction& tx, std::string_view bundle, Handed how, const StaffId& by,
                  UtcTime at);
std::vector<BundleRow> bundles_of(db::Transaction& tx, std::string_view request);  // oldest first

}  // namespace mash::access
