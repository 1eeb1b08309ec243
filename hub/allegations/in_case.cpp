// SPDX-License-Identifier: MIT
#include "mash/allegations/in_case.h"

#include <algorithm>

#include "allegation.h"
#include "mash/cases/walls.h"

namespace mash::allegations {

std::vector<AllegationInCase> allegations_in(db::Transaction& tx, const CaseId& id) {
  std::vector<AllegationInCase> out;
  if (!cases::has_wall(tx, id)) return out;
  for (const auto& row : allegations_of(tx, id)) {
    out.push_back({.id = row.id, .version = row.ended_at ? 2 : 1});
  }
  return out;
}

std::optional<AllegationWords> words_of_allegation(pipeline::Context& c, const policy::Proof& proof,
                                                   const CaseId& id, std::string_view allegation) {
  if (!cases::has_wall(c.tx, id)) return std::nullopt;
  const auto all = allegations_of(c.tx, id);
  const auto row = std::ranges::find(all, allegation, &AllegationRow::id);
  if (row == all.end()) return std::nullopt;
  const auto begun = c.vault.open_json(c.tx, proof, label_of(*row, k_begun), row->sealed);
  AllegationWords out{.at = row->at, .why = Sensitive(begun.text("why"))};
  if (!row->ended_at) return out;
  const auto ended = c.vault.open_json(c.tx, proof, label_of(*row, k_ended), row->ended_sealed);
  out.finding = model::words_of(*row->finding);
  out.words = Sensitive(ended.text("words"));
  return out;
}

}  // namespace mash::allegations
