// SPDX-License-Identifier: MIT
#include "objections.h"

#include "mash/cases/cases.h"

namespace mash::disclosure {

namespace {

pipeline::Label label_of(const ObjectionRow& row, const char* kind) {
  return {.owner = pipeline::k_front_door, .kind = kind, .case_id = row.case_id, .row = row.id};
}

Bytes seal_text(pipeline::Context& c, const pipeline::Label& label, const std::string& text) {
  json::Value v = json::Object{};
  v.set("words", text);
  return c.vault.seal(c.tx, label, json::encode(v), c.random);
}

Sensitive open_text(pipeline::Context& c, const policy::Proof& proof, const pipeline::Label& label,
                    const Bytes& sealed) {
  return Sensitive(c.vault.open_json(c.tx, proof, label, sealed).text("words"));
}

}  // namespace

void add_objection(pipeline::Context& c, const NewObjection& objection) {
  ObjectionRow row{
      .id = new_id_text(c.random),
      .case_id = c.case_id,
      .child = objection.child,
      .desk = cases::is_front_door(c.principal) ? pipeline::k_front_door : c.principal.agency,
      .heard = objection.heard,
      .understands = objection.understands,
      .said_at = objection.said_at,
      .written_by = c.principal.person,
      .written_at = c.now,
      .sealed = {}};
  row.sealed = seal_text(c, label_of(row, "objection"), objection.words.reveal());
  insert_objection(c.tx, row);
  c.touch(row.id);
}

Sensitive open_objection(pipeline::Context& c, const policy::Proof& proof,
                         const ObjectionRow& row) {
  return open_text(c, proof, label_of(row, "objection"), row.sealed);
}

bool end_objection(pipeline::Context& c, ObjectionRow row, const std::string& why) {
  row.over_by = c.principal.person;
  row.over_at = c.now;
  row.sealed_over = seal_text(c, label_of(row, "objection_end"), why);
  c.touch(row.id);
  return store_over(c.tx, row);
}

Sensitive open_end(pipeline::Context& c, const policy::Proof& proof, const ObjectionRow& row) {
  return open_text(c, proof, label_of(row, "objection_end"), row.sealed_over);
}

std::vector<ObjectionRow> standing_objections(db::Transaction& tx, const CaseId& id) {
  auto out = objections_of_case(tx, id);
  std::erase_if(out, [](const ObjectionRow& row) { return row.over_at.has_value(); });
  return out;
}

std::string objections_shown(db::Transaction& tx, const CaseId& id) {
  std::string out;
  for (const auto& row : standing_objections(tx, id)) out += (out.empty() ? "" : " ") + row.id;
  return out;
}

bool may_read_objection(const policy::Principal& person, const ObjectionRow& row) {
  return cases::is_front_door(person) || person.agency == row.desk;
}

}  // namespace mash::disclosure
