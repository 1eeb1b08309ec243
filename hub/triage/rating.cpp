// SPDX-License-Identifier: MIT
#include "rating.h"

#include "triage_store.h"

namespace mash::triage {

namespace {

pipeline::Label label_of(std::string_view id, const CaseId& case_id) {
  return {.owner = pipeline::k_front_door, .kind = "rating", .case_id = case_id, .row = id};
}

std::vector<std::string> texts_of(const json::Value& list) {
  std::vector<std::string> out;
  if (const auto* items = list.as_array()) {
    for (const auto& item : *items) {
      if (const auto* text = item.as_string()) out.push_back(*text);
    }
  }
  return out;
}

}  // namespace

void add_rating(pipeline::Context& c, const CaseView& view, const NewRating& rating) {
  json::Array floors;
  for (const Floor* f : view.fired) floors.emplace_back(f->words);
  json::Value words = json::Object{};
  words.set("reason", rating.reason);
  words.set("override_reason", rating.override_reason);
  words.set("floors", std::move(floors));
  RatingRow row{.id = new_id_text(c.random),
                .case_id = view.head.id,
                .at = c.now,
                .by = c.principal.person,
                .kind = rating.kind,
                .rating = rating.rating,
                .level = rating.level,
                .overridden = rating.overridden};
  row.sealed = c.vault.seal(c.tx, label_of(row.id, row.case_id), json::encode(words), c.random);
  insert_rating(c.tx, row);
  c.touch(row.id);
  if (rating.overridden) c.note("floor_overridden");
}

std::vector<RatingEntry> rating_history(pipeline::Context& c, const policy::Proof& proof,
                                        const CaseId& id) {
  std::vector<RatingEntry> out;
  for (const RatingRow& row : rating_rows(c.tx, id)) {
    const json::Value words =
        c.vault.open_json(c.tx, proof, label_of(row.id, row.case_id), row.sealed);
    out.push_back({.kind = row.kind,
                   .at = row.at,
                   .by = row.by,
                   .rating = row.rating,
                   .level = row.level,
                   .overridden = row.overridden,
                   .reason = Sensitive(words.text("reason")),
                   .override_reason = Sensitive(words.text("override_reason")),
                   .floors = texts_of(words["floors"])});
  }
  return out;
}

UtcTime last_rated(db::Transaction& tx, const cases::CaseHead& head) {
  for (const RatingRow& row : rating_rows(tx, head.id)) {
    if (row.kind == RatingKind::confirmed) return row.at;
  }
  return head.received_at;
}

}  // namespace mash::triage
