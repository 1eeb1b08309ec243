// SPDX-License-Identifier: MIT
// Acts that make something leave or end: issue, recall, withdraw.
#pragma once

#include "build.h"

namespace mash::product {

// The product of this case for this recipient, made on first use.
ProductHead product_for(pipeline::Context& c, const CaseId& id, const AgencyId& recipient);
// Seals the bytes, stores them with their hash, hands them to the post and sets clocks and state.
void issue(pipeline::Context& c, const IssueGrant& grant, const Deps& deps, const ProductHead& head,
           const VersionRow& row, const packages::Product& package, const std::vector<ItemId>& went,
           const Sensitive& without_reason = {});
// Who, where, what is asked, by when: the front door's own words, which wait for no owner.
struct SafetyWords {
  std::string who, where, asked, by_when;  // an empty `where` is not said
  std::string contact{};                   // what to know before contacting the family
  std::vector<PersonId> about{};           // whose case it passes on, or of whom alone it tells
  bool passes_case = false;                // whoever accepts it has the case
  bool only_tells = false;                 // whoever refuses it only says that it is not theirs
  bool by_itself = false;                  // the hub's own, whoever's act makes it leave
};
// Any grant will do, also the system's for a notification that it takes in: no item can be in it.
void send_safety(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                 const ProductHead& head, const SafetyWords& words);
// "Amara Okafor, born 9 March 2017"; a date that is not whole is left out.
std::string name_and_birth(const std::string& name, std::string_view dob);
// "Amara Okafor, born 9 March 2017" in a line for each child, whether or not looked up; may be "".
std::string children_in_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// The same of everybody else, with their role: "Ada Okafor, born 3 May 1961 (Parent)".
std::string adults_in_words(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);
// Red, also until somebody has rated it.
bool is_red(model::Rating rating);
// Until when a product that leaves now is to be accepted. In a Red case the clock of an earlier
// version that nobody has accepted runs on, unless a rise of the rating gives less time. Nothing:
// no clock.
// For what only tells, the same whatever the case is rated.
std::optional<UtcTime> accept_by(pipeline::Context& c, const Deps& deps, const ProductHead& head,
                                 bool only_tells = false);
// Takes one version back at the gate. That may leave a child without anybody who was told, so
// whoever calls it in a decided case ends with go_on().
void take_back(pipeline::Context& c, const ProductHead& head, const VersionRow& row,
               RecallReason why);
// The case goes to whoever sent what came back, if they can decide about it now; else whoever takes
// the next case finds it there. What the hub itself sent came from nobody.
void give_back(pipeline::Context& c, const Deps& deps, const cases::CaseHead& head,
               const StaffId& sender);
// go_on() for a case that was passed on. The social worker's team has it once it has accepted the
// newest that it was sent, and somebody here decides then; with adult safeguarding it ends here
// once they accept. It comes back for a rating once the team has refused that, or not answered in
// time, or it was taken back. Nothing happens while it may answer.
void go_on_passed(pipeline::Context& c, const Deps& deps, const cases::CaseHead& head);
// Of the sealed copy of what left as this draft.
pipeline::Label issued_label(const ProductHead& head, std::int64_t draft);
// The newest that somebody wrote, sent or not; safety products do not count.
std::optional<VersionRow> newest_written(db::Transaction& tx, const ProductId& id);
// The newest version that has left, if any.
std::optional<VersionRow> newest_issued(db::Transaction& tx, const ProductId& id);
// Does each decision that asks somebody outside to act stand in a product that has left since?
bool all_sent(pipeline::Context& c, const policy::Proof& proof, const CaseId& id);

}  // namespace mash::product
