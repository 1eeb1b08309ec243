// SPDX-License-Identifier: MIT
#include "transfers_store.h"

#include "mash/model/stored.h"

namespace mash::transfers {

namespace {

constexpr std::string_view k_chain =
    "select id, kind, case_id, person, statement, trouble from responsibility_chain";
constexpr std::string_view k_transfer =
    "select id, outward, hub, case_id, kind, reason, urgency, sends, state, stage, policy_version,"
    " offered_by, offered_at, answer_by, arrived_at, answered_by, answered_at, refusal, ended_at,"
    " told_at, received_at, sealed from case_transfer";

std::string with(std::string_view select, std::string_view rest) {
  return std::string(select) + std::string(rest);
}

std::optional<UtcTime> time_or_none(const db::Row& r, std::size_t column) {
  if (r.is_null(column)) return std::nullopt;
  return r.time(column);
}

db::Param or_null(const std::optional<UtcTime>& at) {
  return at ? db::Param(*at) : db::Param(db::Null{});
}

std::vector<ChainRow> chains_from(const db::Rows& rows) {
  std::vector<ChainRow> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .kind = r.text(1),
                   .case_id = r.id<CaseId>(2),
                   .person = r.text(3),
                   .statement = r.text(4),
                   .trouble = r.text(5)});
  }
  return out;
}

std::vector<std::string> texts(const db::Rows& rows) {
  std::vector<std::string> out;
  for (const auto& r : rows) out.push_back(r.text(0));
  return out;
}

std::vector<Child> children_of(db::Transaction& tx, const std::string& transfer) {
  std::vector<Child> out;
  for (const auto& r :
       tx.query("select chain_id, age from transfer_child where transfer_id = $1 order by place",
                {transfer})) {
    out.push_back({.chain = r.text(0), .age = r.text(1)});
  }
  return out;
}

std::vector<Transfer> transfers_from(db::Transaction& tx, const db::Rows& rows) {
  std::vector<Transfer> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .outward = r.integer(1) != 0,
                   .hub = r.text(2),
                   .case_id = r.id<CaseId>(3),
                   .kind = r.text(4),
                   .reason = r.text(5),
                   .urgency = r.text(6),
                   .sends = r.text(7),
                   .state = model::stored<State>(r.text(8)),
                   .stage = static_cast<int>(r.integer(9)),
                   .policy_version = static_cast<int>(r.integer(10)),
                   .offered_by = r.id<StaffId>(11),
                   .offered_at = r.time(12),
                   .answer_by = r.time(13),
                   .arrived_at = time_or_none(r, 14),
                   .answered_by = r.id<StaffId>(15),
                   .answered_at = time_or_none(r, 16),
                   .refusal = r.text(17),
                   .ended_at = time_or_none(r, 18),
                   .told_at = time_or_none(r, 19),
                   .received_at = r.time(20),
                   .sealed = r.blob(21),
                   .children = children_of(tx, r.text(0))});
  }
  return out;
}

}  // namespace

void insert_chain(db::Transaction& tx, const ChainRow& row) {
  tx.execute(
      "insert into responsibility_chain (id, kind, case_id, person, statement, trouble) values"
      " ($1, $2, $3, $4, $5, $6)",
      {row.id, row.kind, row.case_id, row.person, row.statement, row.trouble});
}

std::optional<ChainRow> find_chain(db::Transaction& tx, std::string_view id) {
  auto all = chains_from(tx.query(with(k_chain, " where id = $1"), {id}));
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<ChainRow> chains_of(db::Transaction& tx, const CaseId& id) {
  return chains_from(tx.query(with(k_chain, " where case_id = $1 order by id"), {id}));
}

std::vector<ChainRow> chains_of_kind(db::Transaction& tx, std::string_view kind) {
  return chains_from(
      tx.query(with(k_chain, " where kind = $1 and case_id is not null order by id"), {kind}));
}

void set_trouble(db::Transaction& tx, std::string_view chain, std::string_view trouble) {
  tx.execute("update responsibility_chain set trouble = $2 where id = $1", {chain, trouble});
}

void set_child(db::Transaction& tx, std::string_view chain, const CaseId& id,
               std::string_view statement) {
  tx.execute("update responsibility_chain set case_id = $2, statement = $3 where id = $1",
             {chain, id, statement});
}

void insert_entry(db::Transaction& tx, std::string_view chain, std::int64_t place,
                  const std::string& entry) {
  tx.execute("insert into responsibility_entry (chain_id, place, entry) values ($1, $2, $3)",
             {chain, place, entry});
}

std::vector<std::string> entries_of(db::Transaction& tx, std::string_view chain) {
  return texts(tx.query("select entry from responsibility_entry where chain_id = $1 order by place",
                        {chain}));
}

void store_answer(db::Transaction& tx, std::string_view chain, std::string_view hub,
                  const std::string& answer) {
  tx.execute("delete from responsibility_answer where chain_id = $1 and hub = $2", {chain, hub});
  tx.execute("insert into responsibility_answer (chain_id, hub, answer) values ($1, $2, $3)",
             {chain, hub, answer});
}

void forget_answers(db::Transaction& tx, std::string_view chain) {
  tx.execute("delete from responsibility_answer where chain_id = $1", {chain});
}

std::vector<std::string> answers_of(db::Transaction& tx, std::string_view chain) {
  return texts(tx.query("select answer from responsibility_answer where chain_id = $1 order by hub",
                        {chain}));
}

void insert_transfer(db::Transaction& tx, const Transfer& t) {
  tx.execute(
      "insert into case_transfer (id, outward, hub, case_id, kind, reason, urgency, sends, state,"
      " stage, policy_version, offered_by, offered_at, answer_by, refusal, received_at, sealed)"
      " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, $16)",
      {t.id, t.outward ? 1 : 0, t.hub, t.case_id, t.kind, t.reason, t.urgency, t.sends,
       model::code_of(t.state), t.stage, t.policy_version, t.offered_by, t.offered_at, t.answer_by,
       t.received_at, t.sealed});
  std::int64_t place = 0;
  for (const auto& child : t.children) {
    tx.execute(
        "insert into transfer_child (transfer_id, place, chain_id, age) values ($1, $2, $3, $4)",
        {t.id, place++, child.chain, child.age});
  }
}

void update_transfer(db::Transaction& tx, const Transfer& t) {
  tx.execute(
      "update case_transfer set case_id = $2, state = $3, stage = $4, offered_at = $5,"
      " answer_by = $6, arrived_at = $7, answered_by = $8, answered_at = $9, refusal = $10,"
      " ended_at = $11, told_at = $12, received_at = $13, sealed = $14 where id = $1",
      {t.id, t.case_id, model::code_of(t.state), t.stage, t.offered_at, t.answer_by,
       or_null(t.arrived_at), t.answered_by, or_null(t.answered_at), t.refusal, or_null(t.ended_at),
       or_null(t.told_at), t.received_at, t.sealed});
}

std::optional<Transfer> find_transfer(db::Transaction& tx, std::string_view id) {
  auto all = transfers_from(tx, tx.query(with(k_transfer, " where id = $1"), {id}));
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

std::vector<Transfer> transfers_of(db::Transaction& tx, const CaseId& id) {
  return transfers_from(
      tx, tx.query(with(k_transfer, " where case_id = $1 order by offered_at, id"), {id}));
}

std::vector<Transfer> newest_transfers(db::Transaction& tx) {
  return transfers_from(
      tx, tx.query(with(k_transfer,
                        " order by case when ended_at is null then 0 else 1 end, offered_at desc,"
                        " id limit 200")));
}

std::vector<Transfer> overdue(db::Transaction& tx, UtcTime now) {
  return transfers_from(
      tx, tx.query(with(k_transfer,
                        " where outward = 1 and ended_at is null and answer_by <= $1 and told_at is"
                        " null order by answer_by, id"),
                   {now}));
}

void store_reason(db::Transaction& tx, std::string_view transfer, const Reason& reason) {
  tx.execute("delete from transfer_reason where transfer_id = $1", {transfer});
  tx.execute("insert into transfer_reason (transfer_id, case_id, sealed) values ($1, $2, $3)",
             {transfer, reason.case_id, reason.sealed});
}

std::optional<Reason> find_reason(db::Transaction& tx, std::string_view transfer) {
  const auto rows =
      tx.query("select case_id, sealed from transfer_reason where transfer_id = $1", {transfer});
  if (rows.empty()) return std::nullopt;
  return Reason{rows.front().id<CaseId>(0), rows.front().blob(1)};
}

}  // namespace mash::transfers
