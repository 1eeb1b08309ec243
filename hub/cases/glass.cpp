// SPDX-License-Identifier: MIT
#include "mash/cases/glass.h"

#include "glass_store.h"

namespace mash::cases {

namespace {

pipeline::Label label_of(const Glass& glass, const char* kind) {
  return {.owner = pipeline::k_front_door, .kind = kind, .case_id = glass.case_id, .row = glass.id};
}

Bytes seal_words(pipeline::Context& c, const pipeline::Label& label, const std::string& words) {
  json::Value v = json::Object{};
  v.set("words", words);
  return c.vault.seal(c.tx, label, json::encode(v), c.random);
}

}  // namespace

std::string break_glass(pipeline::Context& c, const CaseId& id, const NewGlass& made) {
  Glass glass{.id = new_id_text(c.random),
              .case_id = id,
              .staff = c.principal.person,
              .agency = c.principal.agency,
              .broken_at = c.now,
              .until = made.until,
              .review_by = made.review_by,
              .purpose = made.purpose};
  glass.sealed = seal_words(c, label_of(glass, "glass"), made.reason);
  insert_glass(c.tx, glass);
  c.touch(glass.id);
  return std::move(glass.id);
}

void note_purpose(pipeline::Context& c, const CaseId& id) {
  for (const auto& glass : open_glass_of(c.tx, c.principal.person, c.now)) {
    if (glass.case_id == id) return c.note(glass.purpose);
  }
}

void end_glass(pipeline::Context& c, const Glass& glass) {
  if (glass.is_open(c.now)) store_glass_ended(c.tx, glass.id, c.now);
  c.touch(glass.id);
}

void add_review(pipeline::Context& c, const Glass& glass, Verdict verdict, const std::string& why) {
  insert_glass_review(c.tx, glass.id, verdict, c.principal.person, c.now,
                      seal_words(c, label_of(glass, "glass_review"), why));
  c.touch(glass.id);
  c.note(std::string(model::code_of(verdict)));
}

Sensitive open_reason(pipeline::Context& c, const policy::Proof& proof, const Glass& glass) {
  const auto v = c.vault.open_json(c.tx, proof, label_of(glass, "glass"), glass.sealed);
  return Sensitive(v.text("words"));
}

Sensitive open_review(pipeline::Context& c, const policy::Proof& proof, const Glass& glass) {
  const auto v =
      c.vault.open_json(c.tx, proof, label_of(glass, "glass_review"), glass.sealed_review);
  return Sensitive(v.text("words"));
}

void say_known(pipeline::Context& c, const Glass& glass) {
  insert_known(c.tx, glass.id, c.principal.agency, c.principal.person, c.now);
  c.touch(glass.id);
}

}  // namespace mash::cases
