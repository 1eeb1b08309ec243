// SPDX-License-Identifier: MIT
#include "mash/people/forget.h"

#include <algorithm>

#include "forget_store.h"
#include "joins.h"
#include "search.h"
#include "statement.h"

namespace mash::people {

namespace {

pipeline::Label label_of(const char* kind, const CaseId& id, const std::string& row) {
  return {.owner = pipeline::k_front_door, .kind = kind, .case_id = id, .row = row};
}

// What another case says of one of the two; nothing: none does.
std::optional<StatementRow> said_elsewhere(db::Transaction& tx, const JoinRow& join,
                                           const CaseId& id) {
  for (const auto& person : {join.older, join.newer}) {
    for (auto& row : statement_rows(tx, person)) {
      if (row.case_id != id) return std::move(row);
    }
  }
  return std::nullopt;
}

// As it was kept, without why and without what was said in this case.
std::string without_words(pipeline::Context& c, const policy::Proof& proof, const JoinRow& row) {
  const auto words =
      c.vault.open_json(c.tx, proof, label_of("person_join", row.case_id, row.id), row.sealed);
  json::Array said;
  if (const auto* all = words["said"].as_array()) {
    for (const auto& one : *all) {
      const auto known = find_statement_row(c.tx, StatementId::trusted(one.text("id")));
      if (known && known->case_id != row.case_id) said.push_back(one);
    }
  }
  json::Value out = json::Object{};
  out.set("reason", "");
  out.set("stops", json::Array{});
  out.set("over_stops", "");
  out.set("why", json::Object{});
  out.set("said", std::move(said));
  out.set("kept", words["kept"].as_array() ? words["kept"] : json::Value(json::Array{}));
  return json::encode(out);
}

// A look-up of its own under the other case, since the one it came from goes.
void keep_under(pipeline::Context& c, const policy::Proof& proof, JoinRow row,
                const StatementRow& other) {
  const std::string words = without_words(c, proof, row);
  row.search = keep_search(c, open_statement(c.tx, c.vault, proof, other), {});
  row.case_id = other.case_id;
  row.sealed = c.vault.seal(c.tx, label_of("person_join", row.case_id, row.id), words, c.random);
  move_join(c.tx, row);
}

void let_go_of_joins(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  for (auto& split : splits_said_in(c.tx, id)) {
    const auto join = find_join(c.tx, split.join);
    const auto other = said_elsewhere(c.tx, *join, id);
    if (!other) {
      delete_split(c.tx, split.join);
      continue;
    }
    json::Value words = json::Object{};
    words.set("reason", "");
    words.set("belongs", json::Object{});
    split.case_id = other->case_id;
    split.sealed = c.vault.seal(c.tx, label_of("person_split", split.case_id, split.join),
                                json::encode(words), c.random);
    move_split(c.tx, split);
  }
  for (auto& join : joins_said_in(c.tx, id)) {
    if (const auto other = said_elsewhere(c.tx, join, id)) {
      keep_under(c, proof, std::move(join), *other);
    } else {
      delete_join(c.tx, join.id);
    }
  }
}

}  // namespace

void let_go_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
               const std::vector<Kept>& named) {
  let_go_of_joins(c, proof, id);
  for (const auto& one : named) delete_meant(c.tx, one.id);
  for (const auto& row : statement_rows(c.tx, id)) c.changed("statement", row.id.text());
}

PersonId stand_in(pipeline::Context& c) {
  const auto id = PersonId::make(c.random);
  insert_person(c.tx, id, c.now, pipeline::k_system);
  return id;
}

}  // namespace mash::people
