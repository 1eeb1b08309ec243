// SPDX-License-Identifier: MIT
#include "mash/cases/case_disposal.h"

namespace mash::cases {

namespace {

const std::string k_select =
    "select id, case_id, rule, rule_version, why, proposed_at, proposed_by from case_disposal"
    " where ended_at is null ";

std::vector<Proposal> rows_of(const db::Rows& rows) {
  std::vector<Proposal> out;
  for (const auto& r : rows) {
    out.push_back({.id = r.text(0),
                   .case_id = r.id<CaseId>(1),
                   .rule = r.text(2),
                   .rule_version = r.integer(3),
                   .why = r.text(4),
                   .proposed_at = r.time(5),
                   .proposed_by = r.id<StaffId>(6)});
  }
  return out;
}

}  // namespace

void add_proposal(pipeline::Context& c, Proposal one) {
  one.id = new_id_text(c.random);
  c.tx.execute(
      "insert into case_disposal (id, case_id, rule, rule_version, why, proposed_at, proposed_by)"
      " values ($1, $2, $3, $4, $5, $6, $7)",
      {one.id, one.case_id, one.rule, one.rule_version, one.why, c.now, c.principal.person});
  c.touch(one.id);
  c.note(one.why);
}

std::optional<Proposal> standing_proposal(db::Transaction& tx, const CaseId& id, UtcTime after) {
  auto found = rows_of(
      tx.query(k_select + "and case_id = $1 and proposed_at > $2 order by proposed_at desc limit 1",
               {id, after}));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Proposal> standing_proposals(db::Transaction& tx, UtcTime after) {
  return rows_of(tx.query(k_select + "and proposed_at > $1 order by proposed_at, id", {after}));
}

void end_proposal(pipeline::Context& c, const Proposal& one, ProposalEnd how) {
  c.tx.execute("update case_disposal set ended_at = $2, ended_by = $3, ended_as = $4 where id = $1",
               {one.id, c.now, c.principal.person,
                how == ProposalEnd::approved ? "APPROVED" : "TAKEN_BACK"});
  c.touch(one.id);
}

void set_gone(pipeline::Context& c, const CaseId& id) {
  c.tx.execute(
      "update deadline set withdrawn_at = $2 where case_id = $1 and met_at is null"
      " and withdrawn_at is null",
      {id, c.now});
  c.tx.execute(
      "update case_file set disposed_at = $2, taken_by = null, next_deadline = null,"
      " next_due = null, version = version + 1 where id = $1",
      {id, c.now});
  c.changed("case", id.text());
}

bool is_gone(db::Transaction& tx, const CaseId& id) {
  return !tx.query("select 1 from case_file where id = $1 and disposed_at is not null", {id})
              .empty();
}

}  // namespace mash::cases
