// SPDX-License-Identifier: MIT
#include "mash/enquiry/enquiries.h"

#include <algorithm>

#include "enquiry_words.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"

namespace mash::enquiry {

namespace {

using model::EnquiryState;
using model::NotificationState;
using model::ReturnKind;

pipeline::Label question_label(const EnquiryRow& row) {
  return {.owner = pipeline::k_front_door,
          .kind = "enquiry",
          .case_id = row.case_id,
          .row = row.id.text()};
}

// What an agency answers is its own.
pipeline::Label answer_label(const EnquiryRow& row, std::int64_t version) {
  return {.owner = row.agency,
          .kind = "return",
          .case_id = row.case_id,
          .row = row.id.text(),
          .version = version};
}

EnquiryState state_after(ReturnKind kind, EnquiryState before) {
  switch (kind) {
    case ReturnKind::known:
    case ReturnKind::nothing_known:
      return EnquiryState::returned;
    case ReturnKind::partial:
      return EnquiryState::partial;
    case ReturnKind::cannot_share:
      return EnquiryState::declined;
    case ReturnKind::not_available:
      // Never taken for an answer: the clock runs on and somebody else may still look.
      return before == EnquiryState::partial ? before : EnquiryState::acknowledged;
  }
  return before;
}

// Also who knows something and may not share it: the decider is never blind (settled.md 26).
bool knows_something(ReturnKind kind) {
  return kind != ReturnKind::nothing_known && kind != ReturnKind::not_available;
}

void to_analysis_if_all_answered(pipeline::Context& c, const CaseId& id, NotificationState state) {
  const auto all = enquiries_of_case(c.tx, id);
  const bool open =
      std::ranges::any_of(all, [](const EnquiryRow& e) { return model::is_open(e.state); });
  const bool asked =
      state == NotificationState::enquiring || state == NotificationState::fast_track;
  if (!open && asked) cases::set_state(c, id, NotificationState::analysis);
}

const cases::Deadline* clock_for(const std::vector<cases::Deadline>& clocks,
                                 const AgencyId& agency) {
  const cases::Deadline* newest = nullptr;
  for (const auto& d : clocks) {
    if (d.stage == model::Stage::agency_return && d.agency == agency && !d.withdrawn) newest = &d;
  }
  return newest;
}

json::Array ids_json(const std::vector<StatementId>& ids) {
  json::Array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return out;
}

AskedAbout about_from(const json::Value& v) {
  AskedAbout out;
  out.names = Sensitive(v.text("names"));
  out.question = Sensitive(v.text("question"));
  const auto* about = v["about"].as_array();
  out.all_named = about == nullptr;  // written before there was a list
  if (about == nullptr) return out;
  for (const auto& id : *about) out.about.push_back(StatementId::trusted(*id.as_string()));
  return out;
}

std::vector<AskedAbout> asked_from(const EnquiryRow& row, const json::Value& words) {
  std::vector<AskedAbout> out;
  out.push_back(about_from(words));
  out.back().at = row.sent_at;
  out.back().by = row.sent_by;
  out.back().names = Sensitive(words.text("subjects"));
  const auto* added = words["added"].as_array();
  if (added == nullptr) return out;
  for (const auto& one : *added) {
    out.push_back(about_from(one));
    out.back().at = *parse_iso(one.text("at"));
    out.back().by = StaffId::trusted(one.text("by"));
    out.back().version = one.number("version");
  }
  return out;
}

}  // namespace

void send_enquiry(pipeline::Context& c,
                  const policy::Grant<policy::Action::send_enquiry>& /*grant*/,
                  const cases::Timescales& timescales, const CaseId& id, model::Rating rating,
                  const NewEnquiry& enquiry) {
  EnquiryRow row;
  row.id = EnquiryId::make(c.random);
  row.case_id = id;
  row.agency = enquiry.agency;
  row.state = EnquiryState::sent;
  row.sent_at = c.now;
  row.sent_by = c.principal.person;
  json::Value words = json::Object{};
  words.set("questions", enquiry.questions);
  words.set("extra", enquiry.extra);
  words.set("subjects", enquiry.subjects);
  words.set("instead", enquiry.instead.text());
  words.set("again_of", enquiry.again_of.text());
  words.set("about", ids_json(enquiry.about));
  row.sealed = c.vault.seal(c.tx, question_label(row), json::encode(words), c.random);
  insert_enquiry(c.tx, row);
  cases::add_member(c.tx, id, enquiry.agency, c.now);
  // Nobody has rated a provisional Red yet; it is not asked about more slowly than a Red.
  const auto speed = rating == model::Rating::provisional_red ? model::Rating::red : rating;
  cases::start_clock(c, timescales, id, model::Stage::agency_return, speed, c.now, enquiry.agency);
  c.touch(row.id.text());
}

std::string questions_again(pipeline::Context& c, const policy::Proof& proof,
                            const EnquiryRow& row) {
  return c.vault.open_json(c.tx, proof, question_label(row), row.sealed).text("questions");
}

void widen_enquiry(pipeline::Context& c, const policy::Grant<policy::Action::send_enquiry>& grant,
                   const EnquiryRow& row, const Widening& more) {
  MASH_ASSERT(model::is_open(row.state));
  json::Value words = c.vault.open_json(c.tx, grant, question_label(row), row.sealed);
  const auto* before = words["added"].as_array();
  json::Array added = before == nullptr ? json::Array{} : *before;
  json::Value one = json::Object{};
  one.set("at", iso_utc(c.now));
  one.set("by", grant.principal().person.text());
  one.set("version", row.version + 1);
  one.set("names", more.names);
  one.set("about", ids_json(more.about));
  one.set("question", more.question);
  added.push_back(std::move(one));
  words.set("added", std::move(added));
  store_words(c.tx, row.id, c.vault.seal(c.tx, question_label(row), json::encode(words), c.random));
  // Who has seen it has not seen this.
  const auto state = row.state == EnquiryState::acknowledged ? EnquiryState::sent : row.state;
  store_state(c.tx, row.id, state, row.version + 1);
  c.touch(row.id.text());
}

void add_return(pipeline::Context& c, const policy::Grant<policy::Action::answer_enquiry>& grant,
                const cases::Timescales& timescales, const EnquiryRow& row,
                const NewReturn& answer) {
  const auto head = cases::find_case(c.tx, row.case_id);
  json::Value words = json::Object{};
  words.set("systems", answer.systems);
  words.set("period", answer.period);
  words.set("still_to_come", answer.still_to_come);
  words.set("reason", answer.reason);
  ReturnRow r{.enquiry = row.id,
              .version = row.version + 1,
              .kind = answer.kind,
              .ground = answer.ground,
              // C09: a decision did not have it
              .late = cases::is_news_late(c.tx, *head),
              .returned_by = grant.principal().person,
              .returned_at = c.now,
              .sealed = {}};
  r.sealed = c.vault.seal(c.tx, answer_label(row, r.version), json::encode(words), c.random);
  insert_return(c.tx, r);
  const auto state = state_after(answer.kind, row.state);
  store_state(c.tx, row.id, state, r.version);
  c.note(std::string(model::code_of(answer.kind)));
  c.changed("case", row.case_id.text());
  if (knows_something(answer.kind)) {
    cases::start_clock_for_news(c, timescales, row.case_id, model::NewsKind::answered, row.agency);
  }
  if (model::is_open(state)) return;
  cases::meet_clock(c, row.case_id, model::Stage::agency_return, row.agency);
  to_analysis_if_all_answered(c, row.case_id, head->state);
}

Enquiry open_enquiry(pipeline::Context& c, const policy::Proof& proof, const EnquiryRow& row,
                     const std::vector<cases::Deadline>& clocks) {
  Enquiry out;
  out.id = row.id;
  out.version = row.version;
  out.case_id = row.case_id;
  out.agency = row.agency;
  out.state = row.state;
  out.sent_at = row.sent_at;
  out.sent_by = row.sent_by;
  if (const auto* d = clock_for(clocks, row.agency)) out.due_at = d->due_at;
  const auto standing = cases::standing_of(c, row.case_id);
  const bool member = standing.case_member || standing.glass_broken;
  if (member) {
    const json::Value v = c.vault.open_json(c.tx, proof, question_label(row), row.sealed);
    out.questions = Sensitive(v.text("questions") + v.text("extra"));
    out.subjects = Sensitive(v.text("subjects"));
    out.instead = StaffId::trusted(v.text("instead"));
    out.again_of = EnquiryId::trusted(v.text("again_of"));
    out.asked = asked_from(row, v);
  }
  if (!row.answer) return out;
  out.answer = row.answer->kind;
  out.answer_version = row.answer->version;
  out.returned_at = row.answer->returned_at;
  out.returned_by = row.answer->returned_by;
  out.late = row.answer->late;
  out.ground = row.answer->ground;
  if (!member) return out;
  const json::Value v = c.vault.show_json(c.tx, proof, answer_label(row, row.answer->version),
                                          row.answer->sealed, {"systems", "reason"});
  out.systems_searched = Sensitive(v.text("systems"));
  out.period = Sensitive(v.text("period"));
  out.still_to_come = Sensitive(v.text("still_to_come"));
  auto& reason = row.answer->kind == ReturnKind::cannot_share ? out.cannot_share_reason
                                                              : out.not_available_reason;
  reason = Sensitive(v.text("reason"));
  return out;
}

std::vector<Enquiry> enquiries_of(pipeline::Context& c, const policy::Proof& proof,
                                  const CaseId& id) {
  const auto clocks = cases::clocks_of(c.tx, id);
  std::vector<Enquiry> out;
  for (const auto& row : enquiries_of_case(c.tx, id)) {
    out.push_back(open_enquiry(c, proof, row, clocks));
  }
  return out;
}

std::vector<AgencyId> unanswered(db::Transaction& tx, const CaseId& id) {
  std::vector<AgencyId> out;
  for (const auto& e : enquiries_of_case(tx, id)) {
    const bool waits = e.state == EnquiryState::sent || e.state == EnquiryState::acknowledged;
    if (waits && std::ranges::find(out, e.agency) == out.end()) out.push_back(e.agency);
  }
  return out;
}

}  // namespace mash::enquiry
