// SPDX-License-Identifier: MIT
#include "pointers_store.h"

namespace mash::pointers {

namespace {

const std::string k_enquiry =
    "select id, case_id, child, by_staff, at, reason, sealed from pointer_enquiry ";
const std::string k_asked = "select enquiry, hub, stands, at, epoch, ask_id from pointer_asked ";
const std::string k_given =
    "select hub, id, at, epoch, reason, asker, commitment, elements, refused, hits, sealed "
    "from pointer_given ";

std::vector<EnquiryRow> enquiries(const db::Rows& rows) {
  std::vector<EnquiryRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .child = r.id<StatementId>(2),
                   .by = r.id<StaffId>(3),
                   .at = r.time(4),
                   .reason = r.text(5),
                   .sealed = r.blob(6)});
  }
  return out;
}

std::vector<AskedRow> asked(const db::Rows& rows) {
  std::vector<AskedRow> out;
  for (const auto& r : rows) {
    out.push_back({.enquiry = r.text(0),
                   .hub = r.text(1),
                   .stands = model::from_code<Stands>(r.text(2)).value(),
                   .at = r.time(3),
                   .epoch = r.text(4),
                   .ask_id = r.text(5)});
  }
  return out;
}

std::vector<GivenRow> given(const db::Rows& rows) {
  std::vector<GivenRow> out;
  for (const auto& r : rows) {
    out.push_back({.hub = r.text(0),
                   .id = r.text(1),
                   .at = r.time(2),
                   .epoch = r.text(3),
                   .reason = r.text(4),
                   .asker = r.blob(5),
                   .commitment = r.text(6),
                   .elements = r.text(7),
                   .refused = r.text(8),
                   .hits = r.text(9),
                   .sealed = r.blob(10)});
  }
  return out;
}

template <class Row>
std::optional<Row> first_of(std::vector<Row> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

}  // namespace

void insert_enquiry(db::Transaction& tx, const EnquiryRow& row) {
  tx.execute(
      "insert into pointer_enquiry (id, case_id, child, by_staff, at, reason, sealed) "
      "values ($1, $2, $3, $4, $5, $6, $7)",
      {row.id, row.case_id, row.child, row.by, row.at, row.reason, row.sealed});
}

std::optional<EnquiryRow> find_enquiry(db::Transaction& tx, std::string_view id) {
  return first_of(enquiries(tx.query(k_enquiry + "where id = $1", {id})));
}

std::vector<EnquiryRow> enquiries_of(db::Transaction& tx, const CaseId& id) {
  return enquiries(tx.query(k_enquiry + "where case_id = $1 order by at desc, id", {id}));
}

std::int64_t enquiries_by(db::Transaction& tx, const StaffId& staff, UtcTime since) {
  return tx
      .query("select count(*) from pointer_enquiry where by_staff = $1 and at >= $2",
             {staff, since})
      .at(0)
      .integer(0);
}

void store_asked(db::Transaction& tx, const AskedRow& row) {
  tx.execute(
      "insert into pointer_asked (enquiry, hub, stands, at, epoch, ask_id) "
      "values ($1, $2, $3, $4, $5, $6) on conflict (enquiry, hub) do update set stands = $3, "
      "at = $4, epoch = $5, ask_id = $6",
      {row.enquiry, row.hub, model::code_of(row.stands), row.at, row.epoch, row.ask_id});
}

std::vector<AskedRow> asked_of(db::Transaction& tx, std::string_view enquiry) {
  return asked(tx.query(k_asked + "where enquiry = $1 order by hub", {enquiry}));
}

std::optional<AskedRow> find_asked(db::Transaction& tx, std::string_view hub,
                                   std::string_view ask_id) {
  return first_of(asked(tx.query(k_asked + "where hub = $1 and ask_id = $2", {hub, ask_id})));
}

std::vector<AskedRow> without_list(db::Transaction& tx, std::string_view hub) {
  return asked(tx.query(k_asked + "where hub = $1 and stands = 'NO_LIST' order by enquiry", {hub}));
}

bool insert_part(db::Transaction& tx, std::string_view hub, const pointer::ListPart& part,
                 std::string_view words) {
  return tx.execute(
             "insert into pointer_list (hub, edition, part, words) values ($1, $2, $3, $4) "
             "on conflict (hub, edition, part) do nothing",
             {hub, part.edition, part.part, words}) > 0;
}

std::vector<std::string> parts_of(db::Transaction& tx, std::string_view hub, std::int64_t edition) {
  std::vector<std::string> out;
  for (const auto& r :
       tx.query("select words from pointer_list where hub = $1 and edition = $2 order by part",
                {hub, edition})) {
    out.push_back(r.text(0));
  }
  return out;
}

std::vector<std::int64_t> editions_of(db::Transaction& tx, std::string_view hub) {
  std::vector<std::int64_t> out;
  for (const auto& r :
       tx.query("select distinct edition from pointer_list where hub = $1 order by edition desc",
                {hub})) {
    out.push_back(r.integer(0));
  }
  return out;
}

void delete_editions_before(db::Transaction& tx, std::string_view hub, std::int64_t edition) {
  tx.execute("delete from pointer_list where hub = $1 and edition < $2", {hub, edition});
}

void store_given(db::Transaction& tx, const GivenRow& row) {
  tx.execute(
      "insert into pointer_given (hub, id, at, epoch, reason, asker, commitment, elements, "
      "refused, hits, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
      "on conflict (hub, id) do update set at = $3, epoch = $4, reason = $5, asker = $6, "
      "commitment = $7, elements = $8, refused = $9, hits = $10, sealed = $11",
      {row.hub, row.id, row.at, row.epoch, row.reason, row.asker, row.commitment, row.elements,
       row.refused, row.hits, row.sealed});
}

std::optional<GivenRow> find_given(db::Transaction& tx, std::string_view hub, std::string_view id) {
  return first_of(given(tx.query(k_given + "where hub = $1 and id = $2", {hub, id})));
}

void set_hits(db::Transaction& tx, std::string_view hub, std::string_view id,
              std::string_view hits) {
  tx.execute("update pointer_given set hits = $3 where hub = $1 and id = $2", {hub, id, hits});
}

GivenCount given_since(db::Transaction& tx, std::string_view hub, const Bytes& asker,
                       UtcTime since) {
  const auto rows = tx.query(
      "select count(*), count(case when asker = $2 then 1 end) from pointer_given "
      "where hub = $1 and at >= $3 and refused = ''",
      {hub, asker, since});
  return {.of_hub = rows.at(0).integer(0), .of_user = rows.at(0).integer(1)};
}

std::vector<std::pair<std::string, std::int64_t>> given_by_hub(db::Transaction& tx, UtcTime since) {
  std::vector<std::pair<std::string, std::int64_t>> out;
  for (const auto& r : tx.query("select hub, count(*) from pointer_given where at >= $1 and "
                                "refused = '' group by hub order by hub",
                                {since})) {
    out.emplace_back(r.text(0), r.integer(1));
  }
  return out;
}

std::vector<GivenRow> newest_given(db::Transaction& tx, int limit) {
  return given(tx.query(k_given + "order by at desc, id limit $1", {limit}));
}

OwnList own_list(db::Transaction& tx) {
  const auto rows = tx.query("select edition, hash, at from pointer_own where one = 1", {});
  if (rows.empty()) return {};
  return {.edition = rows.at(0).integer(0), .hash = rows.at(0).text(1), .at = rows.at(0).time(2)};
}

void store_own_list(db::Transaction& tx, const OwnList& own) {
  tx.execute(
      "insert into pointer_own (one, edition, hash, at) values (1, $1, $2, $3) "
      "on conflict (one) do update set edition = $1, hash = $2, at = $3",
      {own.edition, own.hash, own.at});
}

std::int64_t edition_sent(db::Transaction& tx, std::string_view hub) {
  const auto rows = tx.query("select edition from pointer_sent where hub = $1", {hub});
  return rows.empty() ? 0 : rows.at(0).integer(0);
}

void store_edition_sent(db::Transaction& tx, std::string_view hub, std::int64_t edition) {
  tx.execute(
      "insert into pointer_sent (hub, edition) values ($1, $2) "
      "on conflict (hub) do update set edition = $2",
      {hub, edition});
}

}  // namespace mash::pointers
