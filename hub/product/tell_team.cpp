// SPDX-License-Identifier: MIT
// The receiving team hears of a Red in the transaction that makes it one (scenario B01).
#include <algorithm>

#include "mash/base/assert.h"
#include "mash/intake/intake.h"
#include "mash/people/people.h"
#include "send.h"

namespace mash::product {

namespace {

// Nobody reads this before it leaves, so free words go only where they cannot show who told us.
bool may_pass_on(const intake::NotificationView& n) {
  return !n.wants_anonymity && n.referrer_class != model::ReferrerClass::anonymous;
}

class Lines {
 public:
  void add(const std::string& label, const std::string& text) {
    const std::string line = label + ": " + text;
    if (text.empty() || std::ranges::find(lines_, line) != lines_.end()) return;
    lines_.push_back(line);
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    for (const auto& line : lines_) out += (out.empty() ? "" : "\n") + line;
    return out;
  }

 private:
  std::vector<std::string> lines_;
};

std::string where(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  Lines lines;
  for (const auto& n : intake::notification_view(c, proof, id)) {
    if (may_pass_on(n)) lines.add("Now", n.where_now.reveal());
  }
  for (const auto& s : people::statements_of(c, proof, id)) {
    if (!people::is_child_role(s.role)) continue;
    const std::string& postcode = s.postcode.reveal();
    std::string home = s.address_line.reveal();
    if (!postcode.empty()) home += (home.empty() ? "" : ", ") + postcode;
    lines.add("Home", home);
    lines.add("School", s.school.reveal());
  }
  const std::string out = lines.text();
  return out.empty() ? "Not known to us here. Phone the hub." : out;
}

std::string asked(model::Rating rating) {
  return std::string("Get ready to see the child. ") +
         (rating == model::Rating::red
              ? "The hub has rated this Red: a child may be suffering serious harm."
              : "Whoever told us says that a child is in danger now, or that a baby is injured. "
                "The "
                "hub has not rated it yet.") +
         " What the hub decides follows here.";
}

void tell(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id) {
  const auto* team = deps.borough.told_of_red(deps.timescales.policy);
  if (team == nullptr) return;
  if (const auto known = find_product(c.tx, id, team->id)) {
    const auto newest = newest_issued(c.tx, known->id);
    if (newest && newest->state != ProductState::recalled) return;  // they know of it
  }
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  const std::string who = children_in_words(c, proof, id);
  send_safety(c, proof, deps, product_for(c, id, team->id),
              {.who = who.empty() ? "Nobody is named." : who,
               .where = where(c, proof, id),
               .asked = asked(head->rating),
               .by_when = "Now. Phone the hub if you know this family"});
  c.note("receiving_team_told");
}

}  // namespace

cases::OnRed telling_receiving_team(const Deps& deps) {
  return [deps](pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    tell(c, proof, deps, id);
  };
}

}  // namespace mash::product
