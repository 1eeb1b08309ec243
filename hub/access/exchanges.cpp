// SPDX-License-Identifier: MIT
#include "exchanges.h"

#include <algorithm>

#include "mash/allegations/in_case.h"
#include "mash/challenge/challenges.h"
#include "mash/challenge/in_case.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/in_case.h"
#include "mash/intake/giveaways.h"
#include "mash/intake/intake.h"
#include "mash/told/in_case.h"

namespace mash::access {

namespace {

using pipeline::Context;

std::optional<PartWords> of_enquiry(Context& c, const policy::Proof& proof, const Deps& deps,
                                    const PartRow& part) {
  const auto id = EnquiryId::parse(part.object);
  const auto words = id ? enquiry::words_of_enquiry(c, proof, part.case_id, *id) : std::nullopt;
  if (!words) return std::nullopt;
  const auto agency = directory::agency_name(deps.borough, words->agency);
  PartWords out{.title = "Request to " + agency + " of " + plain_time(words->at),
                .at = words->at,
                .rests_on_others = true};
  out.traits.text = line("Asked", agency) + line("When", plain_time(words->at)) +
                    line("About", words->about.reveal()) +
                    line("What was asked", words->questions.reveal());
  return out;
}

std::optional<PartWords> of_enquiry_answer(Context& c, const policy::Proof& proof,
                                           const PartRow& part) {
  const auto id = EnquiryId::parse(part.object);
  const auto words =
      id ? enquiry::words_of_answer(c, proof, part.case_id, *id, part.version) : std::nullopt;
  if (!words) return std::nullopt;
  PartWords out{.title = "Answer of " + plain_time(words->at), .at = words->at};
  out.traits.text = line("Answered", plain_time(words->at)) + line("Answer", words->kind) +
                    line("In words", words->words.reveal());
  return out;
}

// Who told us, challenges, and is not to be known.
bool is_unnamed(Context& c, const policy::Proof& proof, const challenge::Challenge& a) {
  const auto told = intake::notification_view(c, proof, a.case_id);
  return a.from == challenge::From::referrer &&
         !std::ranges::all_of(told, [](const auto& n) { return intake::may_be_known(n); });
}

PartWords of_challenger(Context& c, const policy::Proof& proof, const challenge::Challenge& a) {
  PartWords out{.title = "Challenge of " + plain_time(a.at), .at = a.at, .rests_on_others = true};
  out.traits.teller_unnamed = is_unnamed(c, proof, a);
  auto& text = out.traits.text;
  text = line("Challenged", plain_time(a.at)) +
         line("By", out.traits.teller_unnamed ? "" : a.who.reveal()) +
         line("What it was about", model::words_of(a.ground)) + line("Why", a.reason.reveal());
  for (const auto& rung : a.rungs) {
    for (const auto& against : rung.against) text += line("Against", against);
    text += line("Why the answer was not enough", rung.words.reveal());
  }
  return out;
}

PartWords of_challenged(const challenge::Challenge& a) {
  PartWords out{.title = "Answer to the challenge of " + plain_time(a.at),
                .at = a.at,
                .rests_on_others = true};
  auto& text = out.traits.text;
  for (const auto& safety : a.safety) {
    text += line("Done meanwhile for the child", safety.words.reveal());
  }
  for (const auto& rung : a.rungs) {
    if (!rung.answer) continue;
    out.at = rung.answer->at;
    text += line("Answered", plain_time(rung.answer->at)) + line("By", rung.answer->name.reveal()) +
            line("Answer", model::words_of(rung.answer->result)) +
            line("Why", rung.answer->words.reveal());
  }
  return out;
}

std::optional<PartWords> of_challenge(Context& c, const policy::Proof& proof, const PartRow& part) {
  if (c.keys.is_sealed(part.owner.text())) return std::nullopt;
  for (const auto& a : challenge::challenges_of(c, proof, part.case_id)) {
    if (a.id != part.object) continue;
    return part.kind == PartKind::challenge ? of_challenger(c, proof, a) : of_challenged(a);
  }
  return std::nullopt;
}

std::optional<PartWords> of_told(Context& c, const policy::Proof& proof, const PartRow& part) {
  const auto words = told::words_of_told(c, proof, part.case_id, part.object);
  if (!words) return std::nullopt;
  PartWords out{.title = "Told by telephone on " + plain_time(words->at),
                .at = words->at,
                .rests_on_others = true};
  out.traits.text =
      line("Told by telephone", plain_time(words->at)) + line("To", words->to.reveal()) +
      line("What was said", words->said.reveal()) + line("Why", words->why.reveal()) +
      line("Whom somebody tried to reach before", words->tried.reveal()) +
      line("A second person says", words->answer) + line("And why", words->review.reveal());
  return out;
}

std::optional<PartWords> of_told_reply(Context& c, const policy::Proof& proof,
                                       const PartRow& part) {
  const auto words = told::words_of_reply(c, proof, part.case_id, part.object);
  if (!words) return std::nullopt;
  PartWords out{.title = "Said on " + plain_time(words->at) + " about what was told by telephone",
                .at = words->at};
  out.traits.text = line("Said", plain_time(words->at)) + line("What", words->words.reveal());
  return out;
}

std::optional<PartWords> of_allegation(Context& c, const policy::Proof& proof,
                                       const PartRow& part) {
  const auto words = allegations::words_of_allegation(c, proof, part.case_id, part.object);
  if (!words) return std::nullopt;
  PartWords out{
      .title = "Allegation of " + plain_time(words->at), .at = words->at, .rests_on_others = true};
  out.traits.text = line("Sent to the designated officer", plain_time(words->at)) +
                    line("Why", words->why.reveal()) + line("What came of it", words->finding) +
                    line("In words", words->words.reveal());
  return out;
}

}  // namespace

std::string line(std::string_view label, std::string_view words) {
  if (words.empty()) return "";
  return std::string(label) + ": " + std::string(words) + "\n";
}

void add_exchanges(db::Transaction& tx, const CaseId& id, std::vector<Found>& out) {
  for (const auto& e : enquiry::enquiries_in(tx, id)) {
    out.push_back({PartKind::enquiry, pipeline::k_front_door, e.id.text(), e.version});
    for (const auto version : e.answers) {
      out.push_back({PartKind::enquiry_answer, e.agency, e.id.text(), version});
    }
  }
  for (const auto& a : challenge::challenges_in(tx, id)) {
    if (!a.gone) out.push_back({PartKind::challenge, a.owner, a.id, a.version});
    if (a.answers > 0) {
      out.push_back({PartKind::challenge_answer, pipeline::k_front_door, a.id, a.answers});
    }
  }
  for (const auto& t : told::told_in(tx, id)) {
    out.push_back({PartKind::told, pipeline::k_front_door, t.id, t.version, t.owner});
    if (t.replied) out.push_back({PartKind::told_reply, t.owner, t.id});
  }
  for (const auto& a : allegations::allegations_in(tx, id)) {
    out.push_back({PartKind::allegation, pipeline::k_front_door, a.id, a.version});
  }
}

std::optional<PartWords> of_exchange(Context& c, const policy::Proof& proof, const Deps& deps,
                                     const PartRow& part) {
  if (part.kind == PartKind::enquiry) return of_enquiry(c, proof, deps, part);
  if (part.kind == PartKind::enquiry_answer) return of_enquiry_answer(c, proof, part);
  if (part.kind == PartKind::told) return of_told(c, proof, part);
  if (part.kind == PartKind::allegation) return of_allegation(c, proof, part);
  if (part.kind == PartKind::told_reply) return of_told_reply(c, proof, part);
  return of_challenge(c, proof, part);
}

}  // namespace mash::access
