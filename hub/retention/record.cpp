// SPDX-License-Identifier: MIT
#include "record.h"

#include <algorithm>

#include "mash/cases/disposed.h"
#include "mash/cases/holds.h"
#include "mash/crypto/crypto.h"
#include "mash/decision/outcomes.h"
#include "mash/disclosure/erasure.h"
#include "mash/people/forget.h"

namespace mash::retention {

namespace {

using pipeline::Context;

Error conflict(std::string words) {
  return {ErrorCode::conflict, std::move(words), {}};
}

UtcTime proposals_from(UtcTime now, const Schedule& schedule) {
  return now - Duration::days(schedule.proposal_days);
}

// Drafts count as well: their owner has not let them go.
bool holds_something(Context& c, const Deps& deps, const CaseId& id, const AgencyId& agency) {
  return !disclosure::items_held(c.tx, id, agency).empty() || anything_sealed(c, deps, id, agency);
}

Result<void> nothing_in_its_way(const Context& c, const RecordState& state) {
  if (!state.due || state.due->at > c.now) {
    return conflict("Its time is not over, or the case was opened again. Look at it again");
  }
  if (state.held || !state.kept_for.empty()) return conflict("A legal hold stands on it");
  if (!state.others.empty()) {
    return conflict("Agencies still hold something of this case. They dispose of it first");
  }
  return {};
}

void add(pipeline::ErasedRows& all, pipeline::ErasedRows more) {
  all.lines.insert(all.lines.end(), more.lines.begin(), more.lines.end());
  for (const auto& [kind, count] : more.counts) all.counts[kind] += count;
}

// All of it, in an order in which nothing is read that has gone already.
pipeline::ErasedRows erase(Context& c, const policy::Proof& proof, const Deps& deps,
                           const CaseId& id) {
  const auto named = deps.named ? deps.named(c, proof, id) : std::vector<people::Kept>{};
  people::let_go_of(c, proof, id, named);
  for (const auto& child : decision::decided_for(c.tx, id)) {
    decision::put_in_place(c.tx, id, child, people::stand_in(c));
  }
  pipeline::ErasedRows gone;
  const auto holders = pipeline::keyholders(c.tx, id);
  // Nothing of the others is left, but for the texts of a key that was destroyed.
  for (const auto* those : {&holders.open, &holders.destroyed}) {
    for (const auto& agency : *those) {
      add(gone, pipeline::erase_texts(c.tx, agency, id, deps.sealed));
    }
  }
  add(gone, pipeline::erase_rows(c.tx, id, deps.record));
  pipeline::end_keys_of_case(c.tx, id);
  cases::set_gone(c, id);
  return gone;
}

std::string detail_of(Context& c, const Deps& deps, const cases::CaseHead& head,
                      const cases::Proposal& proposal, const std::string& why,
                      const pipeline::ErasedRows& gone) {
  std::vector<model::Outcome> decided;
  for (const auto& one : decision::outcomes_in(c.tx, head.id)) decided.push_back(one.outcome);
  json::Value counts = json::Object{};
  for (const auto& [kind, count] : gone.counts) counts.set(kind, count);
  json::Value v = json::Object{};
  v.set("reference", head.reference);
  v.set("outcome", deps.schedule.group_of(decided).code);
  v.set("proposed_by", proposal.proposed_by.text());
  v.set("proposed_at", iso_utc(proposal.proposed_at));
  v.set("proposed_why", proposal.why);
  v.set("approved_why", why);
  v.set("texts", std::move(counts));
  return json::encode(v);
}

std::string hash_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  return hex(crypto::sha256(as_bytes(all)));
}

std::int64_t files_in(const pipeline::ErasedRows& gone) {
  const auto found = gone.counts.find("attachment_original");
  return found == gone.counts.end() ? 0 : found->second;
}

}  // namespace

const std::vector<Why>& reasons() {
  static const std::vector<Why> all = {
      {"NOT_NEEDED", "I have looked at it as a whole, and nobody needs it any more"},
      {"ASKED_FOR", "Somebody it is about has asked for it to go, and nothing speaks against it"},
      {"IN_ERROR", "It should not have been a case: it was told twice, or in error"}};
  return all;
}

std::string_view words_of_why(std::string_view code) {
  const auto found = std::ranges::find(reasons(), code, &Why::code);
  return found == reasons().end() ? code : found->words;
}

bool RecordState::may_go(UtcTime now) const {
  return due && due->at <= now && !held && kept_for.empty() && others.empty();
}

bool speaks_for_the_record(const policy::Principal& person) {
  return person.role == policy::Role::mash_manager || person.role == policy::Role::deputy_manager;
}

RecordState record_state(Context& c, const policy::Proof& proof, const Deps& deps,
                         const cases::CaseHead& head) {
  RecordState out;
  for (auto& one : due_of_case(c, proof, deps, head, pipeline::k_front_door)) {
    if (one.kind == Class::case_record) out.due = std::move(one);
  }
  // Also one that an agency has set on its own part.
  out.held = !cases::holds_of(c.tx, head.id).empty();
  out.kept_for = cases::kept_for(c.tx, deps.kept_for, head.id);
  for (const auto& agency : pipeline::keyholders(c.tx, head.id).open) {
    if (agency != pipeline::k_front_door && holds_something(c, deps, head.id, agency)) {
      out.others.push_back(agency);
    }
  }
  out.proposal = cases::standing_proposal(c.tx, head.id, proposals_from(c.now, deps.schedule));
  return out;
}

Result<void> propose(Context& c, const policy::Proof& proof, const Deps& deps,
                     const cases::CaseHead& head, const std::string& why) {
  const auto state = record_state(c, proof, deps, head);
  MASH_TRY_DO(nothing_in_its_way(c, state));
  if (state.proposal) return conflict("Somebody has proposed it already. Look at it again");
  cases::add_proposal(c, {.case_id = head.id,
                          .rule = state.due->rule->id,
                          .rule_version = deps.schedule.version,
                          .why = why});
  return {};
}

Result<void> take_back(Context& c, const Deps& deps, const cases::CaseHead& head) {
  const auto proposal =
      cases::standing_proposal(c.tx, head.id, proposals_from(c.now, deps.schedule));
  if (!proposal) return conflict("No proposal stands any more. Look at it again");
  cases::end_proposal(c, *proposal, cases::ProposalEnd::taken_back);
  return {};
}

Result<void> approve(Context& c, const policy::Proof& proof, const Deps& deps,
                     const cases::CaseHead& head, const std::string& why) {
  const auto state = record_state(c, proof, deps, head);
  if (!state.proposal) return conflict("No proposal stands any more. Look at it again");
  if (state.proposal->proposed_by == c.principal.person) {
    return conflict("You have proposed it, so somebody else approves it");
  }
  MASH_TRY_DO(nothing_in_its_way(c, state));
  if (state.due->rule->id != state.proposal->rule ||
      deps.schedule.version != state.proposal->rule_version) {
    return conflict("Another rule holds for it by now. Take the proposal back and make it anew");
  }
  cases::end_proposal(c, *state.proposal, cases::ProposalEnd::approved);
  c.note(why);
  const auto gone = erase(c, proof, deps, head.id);
  const auto files = files_in(gone);
  cases::add_disposed(c, {.case_id = head.id,
                          .owner = pipeline::k_front_door,
                          .kind = std::string(code_of(Class::case_record)),
                          .rule = state.due->rule->id,
                          .rule_version = deps.schedule.version,
                          .due_at = state.due->at,
                          .at = c.now,
                          .by = c.principal.person,
                          .texts = std::ssize(gone.lines) - files,
                          .files = files,
                          .hash = hash_of(gone.lines),
                          .detail = detail_of(c, deps, head, *state.proposal, why, gone)});
  return {};
}

}  // namespace mash::retention
