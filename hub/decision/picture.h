// SPDX-License-Identifier: MIT
// What the decider had before their eyes. A form carries it along, so that nobody decides on a
// picture that has changed meanwhile. Codes, ids and counts only, nothing about a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/decision/decisions.h"
#include "mash/model/borough.h"

namespace mash::decision {

struct Answered {
  EnquiryId enquiry;
  AgencyId agency;
  model::EnquiryState state{};
  std::int64_t version = 0;  // a second answer in part raises it
  std::int64_t widened = 0;  // how often it was asked about more people
  bool operator==(const Answered&) const = default;
};

struct Picture {
  bool told = false;  // the reader has been shown changes and owes a word about them
  model::Rating rating{};
  model::NotificationState state{};
  DecisionId newest;             // decision of this child, signed or not
  std::int64_t conflicting = 0;  // decisions of this child of which none stands
  std::int64_t items = 0;        // pieces of information in the hub that this reader sees
  std::int64_t versions = 0;     // sum of their versions: a correction raises it
  std::int64_t proposed = 0;     // decisions that wait for a second manager
  std::int64_t heard = 0;        // pieces of news, written down anywhere in the case
  std::int64_t aside = 0;        // of these, those that show in nothing else of this picture
  std::int64_t assessments = 0;  // of this child
  std::int64_t recommended = 0;  // how often the hub has recommended for this child
  std::vector<Answered> answers;
};

Picture picture_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                   const ChildDecisions& child);
// Of all children at once: the newest decision for anybody.
Picture picture_of(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                   const std::vector<ChildDecisions>& all);
// `before` as if its reader had seen who disagrees, what was told beside the requests and the
// newest assessment: none of these holds up an act that protects a child.
Picture with_asides_seen(Picture before, const Picture& now);
std::string encode(const Picture& picture);
// Nothing where the text is not of this form.
std::optional<Picture> parse_picture(std::string_view text);
// What has changed, in plain words; empty where nothing has.
std::vector<std::string> changes_between(const Picture& before, const Picture& now,
                                         const model::Borough& borough);

}  // namespace mash::decision
