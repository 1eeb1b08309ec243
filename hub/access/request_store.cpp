// SPDX-License-Identifier: MIT
#include "request_store.h"

#include "mash/access/access.h"
#include "mash/db/id_set.h"
#include "stored.h"

namespace mash::access {

namespace {

const std::string k_request =
    "select id, reference, asked_as, received_on, logged_at, keeper, state, policy, sealed"
    " from subject_request ";

// What is hidden from the keeper may wait when the rest is closed: until it was handed over.
const std::string k_waiting =
    "select 1 from subject_request r join subject_request_person p on p.request = r.id"
    " where p.case_id = $1 and p.place = 'ABOUT' and (r.state = 'OPEN' or r.state = 'CLOSED'"
    " and not exists (select 1 from subject_request_bundle b"
    " join subject_request_bundle_case bc on bc.bundle = b.id"
    " where b.request = r.id and bc.case_id = $1 and b.handed_at is not null))";

RequestRow request_in(const db::Row& r) {
  return {.id = r.text(0),
          .reference = r.text(1),
          .right = stored<Right>(r.text(2)),
          .received = day_in(r, 3),
          .logged_at = r.time(4),
          .keeper = r.id<StaffId>(5),
          .state = stored<RequestState>(r.text(6)),
          .policy = static_cast<int>(r.integer(7)),
          .sealed = r.blob(8)};
}

}  // namespace

void insert_request(db::Transaction& tx, const RequestRow& row) {
  tx.execute(
      "insert into subject_request (id, reference, asked_as, received_on, logged_at, keeper, state,"
      " policy, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {row.id, row.reference, model::code_of(row.right), row.received.iso(), row.logged_at,
       row.keeper, model::code_of(row.state), row.policy, row.sealed});
}

void store_state(db::Transaction& tx, std::string_view request, RequestState state) {
  tx.execute("update subject_request set state = $2 where id = $1",
             {request, model::code_of(state)});
}

std::optional<RequestRow> find_request(db::Transaction& tx, std::string_view request) {
  const auto rows = tx.query(k_request + "where id = $1", {request});
  if (rows.empty()) return std::nullopt;
  return request_in(rows.front());
}

std::vector<RequestRow> all_requests(db::Transaction& tx) {
  std::vector<RequestRow> out;
  for (const auto& r :
       tx.query(k_request + "where state = 'OPEN' order by received_on, logged_at, id")) {
    out.push_back(request_in(r));
  }
  for (const auto& r : tx.query(k_request + "where state <> 'OPEN' order by logged_at desc, id")) {
    out.push_back(request_in(r));
  }
  return out;
}

int next_place(db::Transaction& tx, std::string_view request) {
  const auto rows = tx.query(
      "select coalesce(max(place), 0) + 1 from subject_request_step where request = $1", {request});
  return static_cast<int>(rows.front().integer(0));
}

void insert_step(db::Transaction& tx, std::string_view request, const StepRow& row) {
  tx.execute(
      "insert into subject_request_step (request, place, kind, on_day, at, by_staff, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {request, row.place, model::code_of(row.step), row.day.iso(), row.at, row.by, row.sealed});
}

std::vector<StepRow> steps_of(db::Transaction& tx, std::string_view request) {
  std::vector<StepRow> out;
  for (const auto& r : tx.query("select kind, on_day, at, by_staff, place, sealed from"
                                " subject_request_step where request = $1 order by place",
                                {request})) {
    out.push_back({.step = stored<Step>(r.text(0)),
                   .day = day_in(r, 1),
                   .at = r.time(2),
                   .by = r.id<StaffId>(3),
                   .place = static_cast<int>(r.integer(4)),
                   .sealed = r.blob(5)});
  }
  return out;
}

void insert_keeper(db::Transaction& tx, std::string_view request, const KeeperRow& row) {
  tx.execute(
      "insert into subject_request_keeper (request, place, from_staff, to_staff, at, by_staff,"
      " sealed) values ($1, $2, $3, $4, $5, $6, $7)",
      {request, row.place, row.from, row.to, row.at, row.by, row.sealed});
  tx.execute("update subject_request set keeper = $2 where id = $1", {request, row.to});
}

std::vector<KeeperRow> keepers_of(db::Transaction& tx, std::string_view request) {
  std::vector<KeeperRow> out;
  for (const auto& r : tx.query("select from_staff, to_staff, at, by_staff, place, sealed from"
                                " subject_request_keeper where request = $1 order by place",
                                {request})) {
    out.push_back({.from = r.id<StaffId>(0),
                   .to = r.id<StaffId>(1),
                   .at = r.time(2),
                   .by = r.id<StaffId>(3),
                   .place = static_cast<int>(r.integer(4)),
                   .sealed = r.blob(5)});
  }
  return out;
}

void insert_person(db::Transaction& tx, std::string_view request, const PersonRow& row, UtcTime at,
                   const StaffId& by) {
  tx.execute(
      "insert into subject_request_person (request, case_id, place, person, at, by_staff) values"
      " ($1, $2, $3, $4, $5, $6) on conflict (request, case_id, place, person) do nothing",
      {request, row.case_id, model::code_of(row.place), row.person, at, by});
}

std::vector<PersonRow> persons_of(db::Transaction& tx, std::string_view request) {
  std::vector<PersonRow> out;
  for (const auto& r : tx.query("select case_id, place, person from subject_request_person where"
                                " request = $1 order by at, case_id, place, person",
                                {request})) {
    out.push_back({.case_id = r.id<CaseId>(0),
                   .place = stored<Place>(r.text(1)),
                   .person = r.id<PersonId>(2)});
  }
  return out;
}

void insert_bundle(db::Transaction& tx, const BundleRow& row) {
  tx.execute(
      "insert into subject_request_bundle (id, request, reference, made_at, made_by, hash, pages)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.of, row.reference, row.made_at, row.made_by, row.hash, row.pages});
  for (const auto& id : row.cases) {
    tx.execute("insert into subject_request_bundle_case (bundle, case_id) values ($1, $2)",
               {row.id, id});
  }
}

void store_handed(db::Transaction& tx, std::string_view bundle, Handed how, const StaffId& by,
                  UtcTime at) {
  tx.execute(
      "update subject_request_bundle set handed_at = $2, handed_by = $3, handed = $4 where id = $1",
      {bundle, at, by, model::code_of(how)});
}

std::vector<BundleRow> bundles_of(db::Transaction& tx, std::string_view request) {
  std::vector<BundleRow> out;
  for (const auto& r :
       tx.query("select id, request, reference, made_at, made_by, hash, pages, handed_at,"
                " handed_by, handed from subject_request_bundle where request = $1"
                " order by made_at, id",
                {request})) {
    auto row = bundle_in(r);
    row.cases = db::id_set<CaseId>(
        tx.query("select case_id from subject_request_bundle_case where bundle = $1", {row.id}));
    out.push_back(std::move(row));
  }
  return out;
}

bool is_asked_for(db::Transaction& tx, const CaseId& id) {
  return !tx.query(k_waiting, {id}).empty();
}

bool is_asked_for(db::Transaction& tx, const CaseId& id, std::string_view request) {
  return !tx.query(k_waiting + " and r.id = $2", {id, request}).empty();
}

}  // namespace mash::access
