// SPDX-License-Identifier: MIT
#include "screen_checks.h"

#include <algorithm>

#include "rating.h"
#include "screen_repeats.h"

namespace mash::triage {

namespace {

using pipeline::Context;
using policy::Action;

// Why somebody still has to act in this case, if they do: a manager, where one has decided for a
// part of the children or the case came back, or whoever was sent a safety product. A social worker
// may be told in the meantime: nobody's part ends with that.
std::string act_owed(Context& c, const CaseId& id, NextStep next) {
  std::string out;
  for (const auto& d : cases::clocks_of(c.tx, id)) {
    if (d.met_at || d.withdrawn) continue;
    if (d.stage == model::Stage::decide) {
      return "A manager has to decide for somebody in it. Select that a manager rates it";
    }
    if (d.stage == model::Stage::disseminate && !passes_on(next)) {
      out =
          "Somebody was sent a safety product and has not answered. Select that a manager rates it";
    }
  }
  return out;
}

// Whether it may go to the social worker. Who is not open is told on the page, by name.
void check_passing_on(const Deps& deps, Context& c, const CaseView& view,
                      const std::vector<CheckedChild>& children, std::vector<Fault>& faults) {
  if (!passed_to(deps, deps.borough.hub.receiving_team, view.head, c.now)) {
    faults.push_back({"next",
                      "This hub has not said which team has to accept open cases, or by when. "
                      "Select that a manager rates it"});
  }
  if (!all_open(children)) {
    faults.push_back({"open_check",
                      "Pass it to a social worker only if each child is open to one, by a check "
                      "that still counts"});
  }
  if (!c.input.has("words")) faults.push_back({"words", "Enter what the social worker must know"});
}

// Whether it may go to adult safeguarding: nobody named may be a child, and somebody has looked.
void check_adults(const Deps& deps, Context& c, const CaseView& view, std::vector<Fault>& faults) {
  if (!passed_to(deps, deps.borough.hub.adult_safeguarding_team, view.head, c.now)) {
    faults.push_back({"next",
                      "This hub has not said who safeguards adults, or by when they have to accept "
                      "it. Select that a manager rates it"});
  }
  const auto today = to_london(c.now).date;
  if (std::ranges::any_of(view.said,
                          [&](const auto& s) { return people::may_be_child(s, today); })) {
    faults.push_back({"next",
                      "A child, or somebody who may be one, is named here. Select that a manager "
                      "rates it, and tell adult safeguarding by a safety product"});
  }
  if (std::ranges::any_of(view.said, [](const auto& s) { return s.person.empty(); })) {
    faults.push_back({"people", "Look up each person first: a child with them shows only then"});
  }
  if (!c.input.has("no_child")) {
    faults.push_back({"no_child", "Say that you have looked for children, once you have"});
  }
  if (!c.input.has("words")) {
    faults.push_back({"words", "Enter what adult safeguarding must know"});
  }
}

bool from_professional(const CaseView& view) {
  return std::ranges::any_of(view.notifications, [](const auto& n) {
    return n.referrer_class == model::ReferrerClass::professional;
  });
}

using Faults = std::vector<Fault>;

// May it go there at all?
void check_where(const Deps& deps, const policy::Proof& proof, Context& c, const CaseView& view,
                 NextStep next, Faults& faults) {
  const bool must_be_rated = view.head.urgent || held_at(view.fired).has_value();
  // A manager may pass on what nobody alone sends elsewhere: there is no child to rate it for.
  const bool away =
      ends_it(next) || (next == NextStep::adult_safeguarding && !may_rate(c.principal));
  if (next == NextStep::designated_officer && must_be_rated && !c.input.has("protect")) {
    faults.push_back({"protect",
                      "An indicator of serious harm was seen: enter what must be done to protect "
                      "the children"});
  } else if (away && must_be_rated) {
    faults.push_back({"next", "An indicator of serious harm was seen: a manager has to rate this"});
  } else if (const auto why = act_owed(c, view.head.id, next);
             next != NextStep::rate && next != NextStep::designated_officer && !why.empty()) {
    faults.push_back({"next", why});
  } else if (const auto hits = away ? repeats_in_the_way(c, proof, deps, view.head.id) : "";
             !hits.empty()) {
    faults.push_back({"next", hits + " Nobody alone sends such a case elsewhere. Select that a "
                                     "manager rates it; a manager can also rate it now"});
  }
}

// What else has to be answered for this step.
void check_answers(Context& c, const CaseView& view, NextStep next, Faults& faults) {
  if (next == NextStep::returned_to_referrer && from_professional(view) &&
      !c.input.has("missing")) {
    faults.push_back({"missing", "Enter what is missing, so that they can tell us"});
  }
  if (next != NextStep::designated_officer && c.input.has("protect")) {
    faults.push_back({"protect",
                      "These words go only with an allegation. Select that it goes to the "
                      "designated officer, or empty this and write them under why"});
  }
  if (next == NextStep::rate && !c.input.has("rating")) {
    faults.push_back({"rating", "Select which rating you propose"});
  }
  if (next == NextStep::rate && !c.input.has("level")) {
    faults.push_back({"level", "Select how much help the children need"});
  }
  if (!acknowledgement_owed(c, view.head.id)) return;
  if (!c.input.has("acknowledged")) {
    faults.push_back({"acknowledged", "Select whether the person who told us has been told"});
  } else if (!passes_on(next) && next != NextStep::rate && c.input.text("acknowledged") == k_no) {
    // What was passed on stays with the hub, with its clocks, until they have it.
    faults.push_back({"acknowledged", "Tell the person who told us first"});
  }
}

}  // namespace

bool passes_on(NextStep next) {
  return next == NextStep::routed_open_case || next == NextStep::adult_safeguarding;
}

bool ends_it(NextStep next) {
  return next == NextStep::signposted || next == NextStep::returned_to_referrer;
}

bool acknowledgement_owed(Context& c, const CaseId& id) {
  return cases::running_clock(c.tx, id, model::Stage::acknowledge).has_value();
}

bool may_rate(const policy::Principal& person) {
  return policy::may(person, Action::confirm_rating, {.case_member = true});
}

Error screening_faults(const Deps& deps, const policy::Proof& proof, Context& c,
                       const CaseView& view, const std::vector<CheckedChild>& children,
                       NextStep next) {
  Error e{ErrorCode::invalid_input, "There is a problem", {}};
  const bool pass_on = next == NextStep::routed_open_case;
  check_where(deps, proof, c, view, next, e.faults);
  if (pass_on) check_passing_on(deps, c, view, children, e.faults);
  if (next == NextStep::adult_safeguarding) check_adults(deps, c, view, e.faults);
  check_answers(c, view, next, e.faults);
  // Whoever looks somebody up learns of them: of an allegation that is the officer's to do.
  const bool looked_up_here =
      next != NextStep::designated_officer && (!view.head.urgent || pass_on);
  if (looked_up_here && view.unidentified_children() > 0) {
    e.faults.push_back({"people", "Look up each child first"});
  }
  return e;
}

}  // namespace mash::triage
