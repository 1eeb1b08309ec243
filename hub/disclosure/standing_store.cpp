// SPDX-License-Identifier: MIT
#include "standing_store.h"

#include <sstream>

#include "standing_words.h"

namespace mash::disclosure {

namespace {

const std::string k_standing =
    "select s.id, s.owner, s.number, s.recipient, s.kinds, s.sensitivity, s.situations, s.purpose,"
    " s.basis, s.reason, s.begins_at, s.ends_at, s.written_by, s.written_at, g.person, g.at,"
    " g.record, e.person, e.at, e.reason from standing_release s"
    " left join standing_signature g on g.standing = s.id"
    " left join standing_end e on e.standing = s.id ";

const std::string k_use =
    "select u.release, u.standing, u.case_id, u.product_id, r.item_id, r.version, r.recipient,"
    " u.situation, u.at, u.read_at from standing_use u"
    " join release_event r on r.id = u.release ";

std::vector<std::string> split(const std::string& codes) {
  std::istringstream in(codes);
  std::vector<std::string> out;
  for (std::string one; in >> one;) out.push_back(one);
  return out;
}

std::string join(const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : " ") + code;
  return out;
}

StandingRow standing_row(const db::Row& r) {
  StandingRow out{.rule = {.id = r.text(0),
                           .number = r.integer(2),
                           .recipient = r.id<AgencyId>(3),
                           .kinds = split(r.text(4)),
                           .sensitivity = r.integer(5),
                           .when = split(r.text(6)),
                           .purpose = r.text(7),
                           .basis = split(r.text(8)),
                           .from = r.time(10),
                           .until = r.time(11)},
                  .owner = r.id<AgencyId>(1),
                  .reason = r.text(9),
                  .written_by = r.id<StaffId>(12),
                  .written_at = r.time(13),
                  .signed_by = r.id<StaffId>(14),
                  .signed_at = {},
                  .record = r.text_or(16, ""),
                  .ended_by = r.id<StaffId>(17),
                  .ended_at = {},
                  .end_reason = r.text_or(19, "")};
  if (!r.is_null(15)) out.signed_at = r.time(15);
  if (!r.is_null(18)) out.ended_at = r.time(18);
  return out;
}

std::vector<UseRow> uses(const db::Rows& rows) {
  std::vector<UseRow> out;
  for (const auto& r : rows) {
    UseRow one{.release = r.text(0),
               .standing = r.text(1),
               .case_id = r.id<CaseId>(2),
               .product = r.id<ProductId>(3),
               .item = r.id<ItemId>(4),
               .version = r.integer(5),
               .recipient = r.id<AgencyId>(6),
               .situation = r.text(7),
               .at = r.time(8),
               .read_at = {}};
    if (!r.is_null(9)) one.read_at = r.time(9);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::int64_t insert_standing(db::Transaction& tx, const StandingRow& row) {
  const auto before = tx.query(
      "select coalesce(max(number), 0) from standing_release where owner = $1", {row.owner});
  const std::int64_t number = before.front().integer(0) + 1;
  const auto& rule = row.rule;
  tx.execute(
      "insert into standing_release (id, owner, number, recipient, kinds, sensitivity, situations,"
      " purpose, basis, reason, begins_at, ends_at, written_by, written_at)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
      {rule.id, row.owner, number, rule.recipient, join(rule.kinds), rule.sensitivity,
       join(rule.when), rule.purpose, join(rule.basis), row.reason, rule.from, rule.until,
       row.written_by, row.written_at});
  return number;
}

bool insert_standing_signature(db::Transaction& tx, const std::string& id, const StaffId& person,
                               UtcTime at, const std::string& record) {
  return tx.execute(
             "insert into standing_signature (standing, person, at, record)"
             " values ($1, $2, $3, $4) on conflict (standing) do nothing",
             {id, person, at, record}) == 1;
}

bool insert_standing_end(db::Transaction& tx, const std::string& id, const StaffId& person,
                         UtcTime at, const std::string& reason) {
  return tx.execute(
             "insert into standing_end (standing, person, at, reason) values ($1, $2, $3, $4)"
             " on conflict (standing) do nothing",
             {id, person, at, reason}) == 1;
}

std::optional<StandingRow> find_standing(db::Transaction& tx, const std::string& id) {
  const auto rows = tx.query(k_standing + "where s.id = $1", {id});
  if (rows.empty()) return std::nullopt;
  return standing_row(rows.front());
}

std::vector<StandingRow> standing_of_owner(db::Transaction& tx, const AgencyId& owner) {
  std::vector<StandingRow> out;
  for (const auto& r :
       tx.query(k_standing + "where s.owner = $1 order by s.number desc", {owner})) {
    out.push_back(standing_row(r));
  }
  return out;
}

void insert_use(db::Transaction& tx, const UseRow& row) {
  tx.execute(
      "insert into standing_use (release, standing, case_id, product_id, situation, at)"
      " values ($1, $2, $3, $4, $5, $6)",
      {row.release, row.standing, row.case_id, row.product, row.situation, row.at});
}

std::optional<UseRow> find_use(db::Transaction& tx, const std::string& release) {
  auto found = uses(tx.query(k_use + "where u.release = $1", {release}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<UseRow> uses_of(db::Transaction& tx, const std::string& standing) {
  return uses(tx.query(k_use + "where u.standing = $1 order by u.at desc, u.release", {standing}));
}

std::vector<UseRow> unread_uses(db::Transaction& tx, const AgencyId& owner) {
  return uses(tx.query(k_use + "join standing_release s on s.id = u.standing where s.owner = $1"
                               " and u.read_at is null order by u.at, u.release",
                       {owner}));
}

void store_read(db::Transaction& tx, const std::string& release, const StaffId& person,
                UtcTime at) {
  tx.execute(
      "update standing_use set read_by = $2, read_at = $3 where release = $1 and read_at is null",
      {release, person, at});
}

bool was_decided(db::Transaction& tx, const ItemId& item, const AgencyId& recipient) {
  return !tx.query(
                "select 1 from release_event where item_id = $1 and (recipient = $2 or state in"
                " ('WITHHELD', 'WITHDRAWN')) limit 1",
                {item, recipient})
              .empty();
}

void insert_look(db::Transaction& tx, const std::string& standing, const ItemId& item,
                 std::int64_t version) {
  tx.execute(
      "insert into standing_look (standing, item_id, version) values ($1, $2, $3)"
      " on conflict (standing, item_id, version) do nothing",
      {standing, item, version});
}

std::vector<RequestRow> asked_with_late_rule(db::Transaction& tx, UtcTime now) {
  std::vector<RequestRow> out;
  for (const auto& r :
       tx.query("select distinct r.product_id, r.case_id, r.owner from release_request r"
                " join item i on i.id = r.item_id and i.version = r.version and i.state = 'IN_HUB'"
                " join standing_release s on s.owner = r.owner and s.recipient = r.recipient"
                " join standing_signature g on g.standing = s.id"
                " where s.begins_at <= $1 and s.ends_at > $1 and s.situations like $2"
                " and not exists (select 1 from standing_end e where e.standing = s.id)"
                " and not exists (select 1 from release_event v where v.item_id = r.item_id"
                " and v.recipient = r.recipient)"
                " and not exists (select 1 from standing_look l where l.standing = s.id"
                " and l.item_id = r.item_id and l.version = r.version)"
                " order by r.product_id, r.owner",
                {now, "%" + std::string(k_when_late) + "%"})) {
    RequestRow one;
    one.product = r.id<ProductId>(0);
    one.case_id = r.id<CaseId>(1);
    one.owner = r.id<AgencyId>(2);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::disclosure
