// SPDX-License-Identifier: MIT
#include "mash/casework/in_case.h"

#include "discussions.h"
#include "log.h"

namespace mash::casework {

std::vector<Logged> logged_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Logged> out;
  for (const auto& row : log_rows(tx, id, count_log(tx, id), 0)) {
    if (row.sealed.empty()) continue;
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

std::vector<Discussed> discussed_in(db::Transaction& tx, const CaseId& id) {
  std::vector<Discussed> out;
  for (const auto& row : discussions_of(tx, id)) {
    if (!row.sealed.empty()) out.push_back({.discussion = row.id, .owner = row.owner});
    AgencyId last;
    for (const auto& said : contributions(tx, row.id)) {
      if (said.agency == last) continue;  // an older version
      last = said.agency;
      if (said.sealed.empty()) continue;
      out.push_back({.discussion = row.id,
                     .owner = said.agency,
                     .version = said.version,
                     .contribution = true});
    }
  }
  return out;
}

std::optional<DiscussedWords> words_of_discussed(pipeline::Context& c, const policy::Proof& proof,
                                                 const CaseId& id, const Discussed& part) {
  const auto row = find_discussion(c.tx, id, part.discussion);
  if (!row) return std::nullopt;
  auto words = open_discussion(c, proof, *row);
  DiscussedWords out{.held_at = words.held_at, .title = discussion_title(c, proof, *row)};
  if (!part.contribution) {
    out.others = std::move(words.others);
    out.words = std::move(words.decided);
    return out;
  }
  for (const auto& said : contributions(c.tx, row->id)) {
    if (said.agency != part.owner || said.version != part.version) continue;
    out.words = open_contribution(c, proof, said);
    return out;
  }
  return std::nullopt;
}

}  // namespace mash::casework
