// SPDX-License-Identifier: MIT
#include "mash/casework/in_case.h"

#include "log.h"

namespace mash::casework {

std::vector<Logged> logged_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Logged> out;
  for (const auto& row : log_rows(tx, id, count_log(tx, id), 0)) {
    out.push_back({.id = row.id, .owner = row.owner});
  }
  return out;
}

std::optional<LoggedWords> words_of_logged(pipeline::Context& c, const policy::Proof& proof,
                                           const CaseId& id, std::string_view entry) {
  const auto row = find_log_entry(c.tx, id, entry);
  if (!row) return std::nullopt;
  auto words = open_log_entry(c, proof, *row);
  return LoggedWords{.happened_at = words.happened_at,
                     .kind = model::words_of(words.kind),
                     .with_whom = std::move(words.with_whom),
                     .what = std::move(words.what)};
}

}  // namespace mash::casework
