// SPDX-License-Identifier: MIT
#include "mash/people/groups.h"

#include <set>
#include <stdexcept>
#include <string>

#include "group_store.h"
#include "mash/json/value.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const GroupRow& row) {
  return {
      .owner = pipeline::k_front_door, .kind = "group_said", .case_id = row.case_id, .row = row.id};
}

Groups groups_in(const json::Value& words) {
  return {.ethnicity = model::from_code<model::Ethnicity>(words.text("ethnicity")),
          .disabled = model::from_code<model::Answer>(words.text("disabled"))};
}

}  // namespace

void add_groups(pipeline::Context& c, const CaseId& id, const StatementId& statement,
                const Groups& groups) {
  if (!groups.ethnicity && !groups.disabled) return;
  GroupRow row{.id = new_id_text(c.random),
               .case_id = id,
               .statement = statement,
               .by = c.principal.person,
               .at = c.now,
               .sealed = {}};
  json::Value words = json::Object{};
  if (groups.ethnicity) words.set("ethnicity", model::code_of(*groups.ethnicity));
  if (groups.disabled) words.set("disabled", model::code_of(*groups.disabled));
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_group(c.tx, row);
  c.touch(row.id);
}

Groups groups_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                 const StatementId& statement) {
  Groups out;
  for (const auto& row : group_rows_of(c.tx, statement)) {
    if (row.case_id != id) continue;
    const auto said = groups_in(c.vault.open_json(c.tx, proof, label_of(row), row.sealed));
    if (said.ethnicity) out.ethnicity = said.ethnicity;
    if (said.disabled) out.disabled = said.disabled;
  }
  return out;
}

void each_group(db::Transaction& tx, const pipeline::Vault& vault,
                const std::function<void(const GroupSaid&)>& f) {
  const auto rows = all_group_rows(tx);
  std::set<CaseId> cases;
  for (const auto& row : rows) cases.insert(row.case_id);
  const pipeline::FetchedKeys keys(tx, cases);
  for (const auto& row : rows) {
    const auto words = json::parse(vault.open_for_index(keys, label_of(row), row.sealed).reveal());
    if (!words) throw std::runtime_error("sealed content is not JSON: group");
    f({.statement = row.statement, .case_id = row.case_id, .groups = groups_in(*words)});
  }
}

}  // namespace mash::people
