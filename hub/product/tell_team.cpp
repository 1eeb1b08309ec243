// SPDX-License-Identifier: MIT
// The receiving team hears of each rise to Red in the transaction that makes it one (scenario B01),
// and of the fall; and of what is told of children whose case is open with it (A08).
#include <algorithm>
#include <set>

#include "mash/base/assert.h"
#include "mash/intake/giveaways.h"
#include "mash/intake/intake.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "send.h"
#include "where.h"

namespace mash::product {

namespace {

// Always, so that it shows nobody whether there is more, and obeys what somebody may know who is
// not here: what was said in another case, in words that may not go unread (decision 0017).
constexpr std::string_view k_phone_first =
    "Before you contact the family, phone the hub: it may know more of how to reach them safely";

// How the family is reached, where nobody reads it before it leaves: not in free words of whoever
// is not to be named, nor in words that somebody of the hub wrote who had read what agencies hold.
std::string contact(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                    const std::vector<intake::NotificationView>& told) {
  std::set<NotificationId> may;
  for (const auto& n : told) {
    if (intake::may_be_known(n)) may.insert(n.id);
  }
  auto said = people::family_contacts(c, proof, id);
  for (auto& one : said) {
    if (may.contains(one.notification)) continue;
    one.reaching = {};
    one.needs = {};
  }
  std::erase_if(said, [](const auto& one) { return one.empty(); });
  const std::string words = people::contact_words(said).reveal();
  return words + (words.empty() ? "" : "\n") + std::string(k_phone_first);
}

// Of the children, or of everybody else. Nobody reads it before it leaves, so free words go only
// where they cannot show who told us.
std::string where(pipeline::Context& c, const policy::Proof& proof, const CaseId& id,
                  const std::vector<intake::NotificationView>& told, bool children = true) {
  PlaceLines lines;
  for (const auto& n : told) lines.add(n);
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (people::is_child_role(s.role) == children) lines.add(s);
  }
  return lines.lines().empty() ? "Not known to us here. Phone the hub." : lines.text();
}

// Why it is Red: a manager rated it, or it is held at Red until one does, since whoever told us
// named a danger or whoever screened it proposes so.
std::string why_red(model::Rating rating, bool danger_named) {
  if (rating == model::Rating::red) {
    return "The hub has rated this Red: a child may be suffering serious harm.";
  }
  if (danger_named) {
    return "Whoever told us says that a child is in danger now, or that a baby is injured. The hub "
           "has not rated it yet.";
  }
  return "Whoever looked at it first in the hub thinks that a child may be suffering serious harm. "
         "A manager has not rated it yet.";
}

std::string asked(db::Transaction& tx, const CaseId& id, model::Rating rating) {
  const auto head = cases::find_case(tx, id);
  return "Get ready to see the child. " + why_red(rating, head && head->urgent) +
         " What the hub decides follows here.";
}

// What the team has: it has not refused it, and nobody has taken it back.
std::optional<VersionRow> standing(db::Transaction& tx, const ProductHead& head) {
  auto newest = newest_issued(tx, head.id);
  if (newest &&
      (newest->state == ProductState::recalled || newest->state == ProductState::rejected)) {
    return std::nullopt;
  }
  return newest;
}

bool refused(db::Transaction& tx, const ProductHead& head) {
  const auto newest = newest_issued(tx, head.id);
  return newest && newest->state == ProductState::rejected;
}

bool by_hub_itself(const VersionRow& row) {
  return row.safety && row.issued_by == pipeline::k_system;
}

struct Change {
  model::Rating before{}, now{};
  UtcTime since;  // of `before`
};

// A Red that stays Red is known; so is a rise that a person wrote of while they looked at it, in
// better words than the hub's. That a case was passed on says nothing of a rise after it.
bool know_of_it(const VersionRow& has, const Change& change) {
  return is_red(change.before) || (has.safety && !has.passes_case && has.issued_at >= change.since);
}

void send(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
          const ProductHead& head, model::Rating rating) {
  const std::string who = children_in_words(c, proof, head.case_id);
  const auto told = intake::notification_view(c, proof, head.case_id);
  send_safety(c, proof, deps, head,
              {.who = who.empty() ? "Nobody is named." : who,
               .where = where(c, proof, head.case_id, told),
               .asked = asked(c.tx, head.case_id, rating),
               .by_when = "Now. Phone the hub if you know this family",
               .contact = contact(c, proof, head.case_id, told),
               .by_itself = true});
  c.note("receiving_team_told");
}

void tell(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id,
          const Change& change) {
  const auto* team = deps.borough.told_of_red(deps.timescales.policy);
  if (team == nullptr) return;
  const auto known = find_product(c.tx, id, team->id);
  const auto has = known ? standing(c.tx, *known) : std::nullopt;
  if (is_red(change.now)) {
    if (has && know_of_it(*has, change)) return;
    if (known && refused(c.tx, *known) && change.before == change.now) return;
    return send(c, proof, deps, product_for(c, id, team->id), change.now);
  }
  // Once it is decided, the decision is the word that they act on.
  if (!is_red(change.before) || !has || !by_hub_itself(*has)) return;
  if (model::is_decided(cases::find_case(c.tx, id)->state)) return;
  take_back(c, *known, *has, RecallReason::no_longer_red);
}

model::Rating rating_of(db::Transaction& tx, const CaseId& id) {
  const auto head = cases::find_case(tx, id);
  MASH_ASSERT(head.has_value());
  return head->rating;
}

// The receiving team heard of a Red at once, and gets ready to see a child whom there is not.
void take_back_telling(pipeline::Context& c, const Deps& deps, const CaseId& id) {
  const auto known = find_product(c.tx, id, deps.borough.hub.receiving_team);
  const auto has = known ? standing(c.tx, *known) : std::nullopt;
  if (has && by_hub_itself(*has)) take_back(c, *known, *has, RecallReason::other_way);
}

// Of whom this recipient has been told by something that was not taken back, whatever they said to
// it.
std::set<PersonId> told_of(pipeline::Context& c, const policy::Proof& proof,
                           const ProductHead& head) {
  std::set<PersonId> out;
  for (const auto& row : versions_of(c.tx, head.id)) {
    if (row.version == 0 || row.state == ProductState::recalled) continue;
    const auto named = open_draft(c, proof, head, row).children;
    out.insert(named.begin(), named.end());
  }
  return out;
}

// It says neither what was told nor how urgent that is: whoever needs more asks the hub for it.
constexpr std::string_view k_for_early_help =
    "For the early help lead. The hub has been told of something about them, and looks into it "
    "itself. You hear of it since the council's case system says that they are open to early help. "
    "Tell the hub at once what worries you about them. Accept this to say that you have it. Reject "
    "it if they are not open to you.";

}  // namespace

cases::OnRed telling_receiving_team(const Deps& deps) {
  return [deps](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    tell(c, proof, deps, id, {model::Rating::not_rated, rating_of(c.tx, id), {}});
  };
}

void tell_of_rating(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id, model::Rating before, UtcTime since) {
  tell(c, proof, deps, id, {before, rating_of(c.tx, id), since});
}

void pass_on(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id,
             const OpenCases& open) {
  const auto* team = deps.borough.find_agency(deps.borough.hub.receiving_team);
  MASH_ASSERT(team != nullptr && !open.children.empty());
  // It takes the place of what the hub itself has told them of a Red.
  const auto rating = rating_of(c.tx, id);
  const auto told = intake::notification_view(c, proof, id);
  const std::string red = is_red(rating) ? asked(c.tx, id, rating) + " " : "";
  send_safety(c, proof, deps, product_for(c, id, team->id),
              {.who = children_in_words(c, proof, id),
               .where = where(c, proof, id, told),
               .asked = red + open.asked.reveal(),
               .by_when = open.by_when,
               .contact = contact(c, proof, id, told),
               .about = open.children,
               .passes_case = true});
  c.note("open_case_passed_on");
}

void pass_to_adults(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                    const CaseId& id, const Sensitive& asked, const std::string& by_when) {
  const auto* team = deps.borough.find_agency(deps.borough.hub.adult_safeguarding_team);
  MASH_ASSERT(team != nullptr);
  const auto told = intake::notification_view(c, proof, id);
  send_safety(c, proof, deps, product_for(c, id, team->id),
              {.who = adults_in_words(c, proof, id),
               .where = where(c, proof, id, told, false),
               .asked = asked.reveal(),
               .by_when = by_when,
               .contact = contact(c, proof, id, told),
               .passes_case = true});
  c.note("adult_concern_passed_on");
  take_back_telling(c, deps, id);
}

void tell_early_help(pipeline::Context& c, const policy::Proof& proof, const Deps& deps,
                     const CaseId& id, const std::vector<PersonId>& children) {
  const auto* team = deps.borough.find_agency(deps.borough.hub.early_help_team);
  if (team == nullptr) return;
  const auto head = product_for(c, id, team->id);
  const auto known = told_of(c, proof, head);
  if (std::ranges::all_of(children, [&](const PersonId& one) { return known.contains(one); })) {
    return;
  }
  std::string who;
  for (const auto& child : people::children_of(c, proof, id)) {
    if (std::ranges::find(children, child.person) == children.end()) continue;
    who += (who.empty() ? "" : "\n") + name_and_birth(child.name, child.dob);
  }
  const auto due = accept_by(c, deps, head, true);
  send_safety(
      c, proof, deps, head,
      {.who = who,
       .where = {},
       .asked = std::string(k_for_early_help),
       .by_when = due ? "Accept or reject it by " + plain_time(*due) : "Accept or reject it today",
       .contact = std::string(k_phone_first),
       .about = children,
       .only_tells = true});
  c.note("early_help_told");
}

}  // namespace mash::product
