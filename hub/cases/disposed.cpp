// SPDX-License-Identifier: MIT
#include "mash/cases/disposed.h"

#include "disposed_store.h"
#include "mash/pipeline/record.h"

namespace mash::cases {

std::string statement_of(const Disposed& one) {
  json::Value v = json::Object{};
  v.set("schema", "openmash.disposed.1");
  v.set("id", one.id);
  v.set("case", one.case_id.text());
  v.set("owner", one.owner.text());
  v.set("class", one.kind);
  v.set("subject", one.subject);
  v.set("inside", one.inside);
  v.set("rule", one.rule);
  v.set("rule_version", one.rule_version);
  v.set("due_at", iso_utc(one.due_at));
  v.set("at", iso_utc(one.at));
  v.set("by", one.by.text());
  v.set("texts", one.texts);
  v.set("files", one.files);
  v.set("sha256", one.hash);
  if (!one.detail.empty()) v.set("detail", one.detail);
  return json::encode(v);
}

void add_disposed(pipeline::Context& c, Disposed one) {
  one.id = new_id_text(c.random);
  one.entry = pipeline::append_statement(c.tx, c.keys, c.random, c.now, k_disposed_event,
                                         statement_of(one));
  insert_disposed(c.tx, one);
  c.touch(one.id);
  c.note(one.rule + "@" + std::to_string(one.rule_version));
}

std::string words_of(const Disposed& one) {
  return "disposed of under rule " + one.rule + ", version " + std::to_string(one.rule_version) +
         ", on " + plain_date(to_london(one.at).date);
}

}  // namespace mash::cases
