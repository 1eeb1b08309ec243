// SPDX-License-Identifier: MIT
#include "mash/told/in_case.h"

#include "call.h"

namespace mash::told {

std::vector<ToldInCase> told_in(db::Transaction& tx, const CaseId& id) {
  std::vector<ToldInCase> out;
  for (const auto& row : told_of_case(tx, id)) {
    out.push_back({.id = row.id,
                   .version = row.review ? 2 : 1,
                   .owner = row.owner,
                   .replied = row.reply && !row.reply->sealed.empty()});
  }
  return out;
}

std::optional<ToldWords> words_of_told(pipeline::Context& c, const policy::Proof& proof,
                                       const CaseId& id, std::string_view told) {
  const auto row = find_told(c.tx, id, told);
  if (!row) return std::nullopt;
  auto words = open_words(c, proof, *row);
  std::string to = words.name.reveal();
  for (const auto* more : {&words.role, &words.agency}) {
    if (!more->empty()) to += (to.empty() ? "" : ", ") + more->reveal();
  }
  ToldWords out{.at = row->told_at,
                .to = Sensitive(to),
                .said = std::move(words.said),
                .why = std::move(words.why),
                .tried = std::move(words.tried)};
  if (row->review) {
    out.answer = model::words_of(*row->answer);
    out.review = open_review(c, proof, *row);
  }
  return out;
}

std::optional<ReplyWords> words_of_reply(pipeline::Context& c, const policy::Proof& proof,
                                         const CaseId& id, std::string_view told) {
  const auto row = find_told(c.tx, id, told);
  if (!row || !row->reply || c.keys.is_sealed(row->owner.text())) return std::nullopt;
  return ReplyWords{.at = row->reply->at, .words = open_reply(c, proof, *row)};
}

}  // namespace mash::told
