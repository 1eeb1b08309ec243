// SPDX-License-Identifier: MIT
// The queue, screening and rating: what waits, who takes it, how urgent it is. BRAG is the urgency
// of processing; the level of need is another field. What not: who people are (people), decisions
// for children (decision), asking agencies (enquiry).
// Thread safety: the routes may run concurrently; see each function for the others.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/cases/walls.h"
#include "mash/model/borough.h"
#include "mash/people/index.h"
#include "mash/people/repeat_hits.h"
#include "mash/pipeline/route.h"
#include "mash/triage/floors.h"

namespace mash::triage {

// What a case was until somebody rated it anew.
struct RatedBefore {
  model::Rating rating{};
  UtcTime since;  // when it was last rated; when it was received if nobody had
};
// What else has to happen in the transaction that rates a case. May be empty.
using OnRated = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&,
                                   const RatedBefore&)>;

// Children of a case whose own case is open: what their social worker's team reads.
struct OpenCases {
  std::vector<PersonId> children;
  Sensitive words;
  std::string by_when;
};
// Tells that team, in the transaction that makes the case ROUTED_OPEN_CASE. May be empty.
using OnPassedOn =
    std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&, const OpenCases&)>;

// Passes a case about adults alone to adult safeguarding, in the transaction that makes it
// ROUTED_ADULT. May be empty.
using OnAdults = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&,
                                    const Sensitive& words, const std::string& by_when)>;

// Children of a case that goes on here who are open to early help alone, whenever that may be news:
// in the transaction that rates it, or that records what the case system says. May be empty.
using OnEarlyHelp = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&,
                                       const std::vector<PersonId>&)>;

// Tells the referrers of a case that goes back to them what is missing, within what the class of
// each allows, in the transaction that makes it RETURNED_TO_REFERRER. May be empty.
using OnReturned = std::function<void(pipeline::Context&, const policy::Proof&, const CaseId&,
                                      const Sensitive& missing)>;

// What stands on top of the queue of alerts (alerts::notice). May be empty.
using OnTop = std::function<json::Value(pipeline::Context&)>;

// What was sent and is in doubt now (product::cases_in_doubt). May be empty.
using InDoubt = std::function<json::Value(pipeline::Context&, const policy::Proof&)>;

struct Deps {
  const model::Borough& borough;
  const cases::Timescales& timescales;
  const Floors& floors;  // built_in_floors()
  people::Recogniser& recogniser;
  OnRated on_rated{};
  OnPassedOn on_passed_on{};
  std::optional<people::RepeatWatch> repeats{};  // without it no repeat keeps a case here
  OnTop on_top{};
  cases::OnAllegation on_allegation{};
  OnReturned on_returned{};
  InDoubt in_doubt{};
  OnEarlyHelp on_early_help{};
  OnAdults on_adults{};
  cases::OnRed on_proposed_red{};  // alerts managers; that it is Red is told by on_rated
};
// GET /queue, POST /queue/search, GET /queue/search/{search}, POST /queue/next, POST
// /case/{case}/take, GET and POST /case/{case}/screen, /case/{case}/open-check/{child},
// /case/{case}/rate and /case/{case}/breach/{deadline}; below the pages with a form, POST .../take,
// and below the check of a child POST .../form, which keep what is half typed.
std::vector<pipeline::Route> routes(const Deps& deps);

// What was recorded of each child's own case, as what is kept of the persons of a case
// (people::Deps).
std::vector<people::Kept> kept_checks(pipeline::Context& c, const CaseId& id);

// One entry of the history: proposals and confirmed ratings, none is ever changed.
enum class RatingKind { proposed, confirmed };
struct RatingEntry {
  RatingKind kind{};
  UtcTime at;
  StaffId by;
  model::Rating rating{};
  model::NeedLevel level{};
  bool overridden = false;  // below what an indicator holds it at
  Sensitive reason, override_reason;
  std::vector<std::string> floors;  // words of the indicators that had fired
};
// The newest first. The first confirmed one is what hubs measure by (domain.md 5.2).
std::vector<RatingEntry> rating_history(pipeline::Context& c, const policy::Proof& proof,
                                        const CaseId& id);

// What was screened before cases::screened_schema() counts as screened, for db::Migration: after
// that one.
std::string_view screened_before_schema();

}  // namespace mash::triage
