// SPDX-License-Identifier: MIT
#include "child_case.h"

#include "allegation_store.h"
#include "mash/base/assert.h"
#include "mash/packages/reference.h"
#include "mash/people/family_bars.h"

namespace mash::allegations {

namespace {

// By what a child is recognised and found. How somebody is related to them, and notes, could name
// whom the allegation is against.
people::Statement who_it_is(const people::Statement& said) {
  people::Statement out;
  out.role = said.role;
  out.given_name = said.given_name;
  out.surname = said.surname;
  out.other_names = said.other_names;
  out.dob = said.dob;
  out.expected_dob = said.expected_dob;
  out.sex = said.sex;
  out.nhs_number = said.nhs_number;
  out.nhs_number_valid = said.nhs_number_valid;
  out.upn = said.upn;
  out.upn_valid = said.upn_valid;
  out.address_line = said.address_line;
  out.postcode = said.postcode;
  out.school = said.school;
  return out;
}

}  // namespace

std::vector<people::Statement> children_said(pipeline::Context& c, const policy::Proof& proof,
                                             const CaseId& id) {
  auto said = people::statements_of(c, proof, id);
  std::erase_if(said, [&c](const people::Statement& s) {
    return !people::may_be_child(s, to_london(c.now).date);
  });
  return said;
}

CaseId open_child_case(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                       const CaseId& from, const std::string& allegation, const ChildCase& what) {
  intake::NewNotification n;
  n.reference = packages::new_reference(c.random);
  n.received_at = c.now;
  n.source = model::ReferralSource::council_social_care;
  // Nobody outside waits for an answer.
  n.referrer_class = model::ReferrerClass::anonymous;
  n.danger = what.danger ? model::Answer::yes : model::Answer::no;
  n.concerns = {model::ConcernType::other};
  n.narrative = Sensitive(what.words);
  // Not who opens it: who the designated officer is, everybody knows.
  std::vector<StatementId> first;
  for (const auto& said : children_said(c, proof, from)) {
    if (!what.children.contains(said.id)) continue;
    n.people.push_back({.said = who_it_is(said)});
    first.push_back(said.id);
  }
  const CaseId id = intake::add_notification(c, deps.timescales, n);
  const auto again = people::statements_of(c, proof, id);
  MASH_ASSERT(again.size() == first.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    people::note_taken_over(c.tx, again[i].id, first[i]);
  }
  cases::withdraw_clock(c, id, model::Stage::acknowledge);
  insert_child_case(
      c.tx, {.allegation = allegation, .case_id = id, .at = c.now, .by = c.principal.person});
  if (deps.on_arrived) deps.on_arrived(c, proof, id);
  if (what.danger && deps.on_red) {
    c.about(id);
    deps.on_red(c, proof, id);
    c.about(from);
  }
  return id;
}

}  // namespace mash::allegations
