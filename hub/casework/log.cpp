// SPDX-License-Identifier: MIT
#include "log.h"

#include "desks.h"

namespace mash::casework {

namespace {

pipeline::Label label_of(const LogRow& row) {
  return {.owner = row.owner, .kind = "log_entry", .case_id = row.case_id, .row = row.id};
}

}  // namespace

std::string add_log_entry(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                          const LogWords& words, const std::string& corrects) {
  LogRow row{.id = new_id_text(c.random),
             .case_id = id,
             .owner = desk_of(proof.principal()),
             .entered_at = c.now,
             .entered_by = proof.principal().person,
             .corrects = corrects};
  json::Value v = json::Object{};
  v.set("kind", model::code_of(words.kind));
  v.set("happened_at", words.happened_at.micros);
  v.set("with_whom", words.with_whom.reveal());
  v.set("contact", words.contact ? model::code_of(*words.contact) : "");
  v.set("what", words.what.reveal());
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
  insert_log_entry(c.tx, row);
  c.touch(row.id);
  if (!corrects.empty()) c.touch(corrects);
  c.changed("case", id.text());
  return row.id;
}

LogWords open_log_entry(pipeline::Context& c, const policy::Proof& proof, const LogRow& row) {
  const json::Value v = c.vault.show_json(c.tx, proof, label_of(row), row.sealed, {"what"});
  return {.kind = model::from_code<LogKind>(v.text("kind")).value_or(LogKind::note),
          .happened_at = UtcTime{v.number("happened_at", row.entered_at.micros)},
          .with_whom = Sensitive(v.text("with_whom")),
          .contact = model::from_code<Contact>(v.text("contact")),
          .what = Sensitive(v.text("what"))};
}

}  // namespace mash::casework
