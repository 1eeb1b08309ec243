// SPDX-License-Identifier: MIT
// What is still owed in a decided case, and its end.
#include <algorithm>

#include "feedback_store.h"
#include "mash/cases/cases.h"
#include "mash/cases/kept_open.h"
#include "mash/challenge/challenges.h"
#include "mash/decision/decisions.h"
#include "mash/disclosure/clearances.h"
#include "mash/intake/intake.h"
#include "send.h"

namespace mash::product {

namespace {

using decision::Decision;
using model::NotificationState;
using model::Stage;

bool all_told(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  const auto done = feedback_of(c.tx, id);
  return std::ranges::all_of(
      intake::notification_view(c, proof, id), [&done](const auto& notification) {
        return std::ranges::find(done, notification.id, &FeedbackRow::notification) != done.end();
      });
}

// Decisions that recipients have in their hands. A safety product says nothing of what was decided;
// with one that passes an open case on, the social worker has what that decision asks for, unless
// it was made anew since, from what they have not read.
struct Product {
  UtcTime issued_at;
  bool accepted = false;
  bool passes_case = false;
  std::vector<PersonId> children;
  [[nodiscard]] bool tells(const Decision& d) const {
    const bool passed =
        passes_case && d.outcome == model::Outcome::open_case_forwarded && d.supersedes.empty();
    return (passed || (!passes_case && issued_at >= d.holds_since())) &&
           std::ranges::find(children, d.child) != children.end();
  }
};

class Sent {
 public:
  Sent(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
    to_do_ = decision::decisions_of(c, proof, id);
    for (const auto& head : products_of(c.tx, id)) {
      const auto newest = newest_issued(c.tx, head.id);
      if (!newest) continue;
      if (newest->state == ProductState::rejected && !newest->safety) {
        refused_ =
            refused_ || !decided_since(newest->rejected_at, open_draft(c, proof, head, *newest));
      }
      unanswered_ = unanswered_ || newest->state == ProductState::issued;
      another_version_ = another_version_ || newest->recalled == RecallReason::owner_corrected ||
                         (newest->state != ProductState::recalled &&
                          disclosure::objected(c.tx, head.id, newest->draft));
      for (const auto& row : versions_of(c.tx, head.id)) {
        const bool accepted = row.state == ProductState::accepted;
        const bool waits = row.draft == newest->draft && row.state == ProductState::issued;
        if ((row.safety && !row.passes_case) || (!accepted && !waits)) continue;
        all_.push_back({.issued_at = row.issued_at,
                        .accepted = accepted,
                        .passes_case = row.passes_case,
                        .children = open_draft(c, proof, head, row).children});
      }
    }
    std::erase_if(to_do_, [](const Decision& d) { return model::asks_nobody(d.outcome); });
  }
  [[nodiscard]] bool any() const { return !all_.empty(); }
  // A recipient gave back what was decided, and nobody has decided anew.
  [[nodiscard]] bool refused() const { return refused_; }
  // Each decision that needs a recipient has reached one since it was made, and no new version is
  // promised to a recipient or owed to an owner whose information has slipped out.
  [[nodiscard]] bool all_reached() const { return !another_version_ && all_in(false); }
  // One that has accepted it, and nobody still owes an answer.
  [[nodiscard]] bool all_accepted() const {
    return !unanswered_ && !another_version_ && all_in(true);
  }

 private:
  // For any child of whom the recipient was told.
  [[nodiscard]] bool decided_since(UtcTime refused, const Draft& draft) const {
    return std::ranges::any_of(to_do_, [&](const Decision& d) {
      return d.holds_since() >= refused &&
             std::ranges::find(draft.children, d.child) != draft.children.end();
    });
  }
  [[nodiscard]] bool all_in(bool accepted) const {
    return std::ranges::all_of(to_do_, [&](const Decision& d) {
      return std::ranges::any_of(
          all_, [&](const Product& p) { return (p.accepted || !accepted) && p.tells(d); });
    });
  }
  bool refused_ = false;
  bool unanswered_ = false;
  bool another_version_ = false;
  std::vector<Product> all_;
  std::vector<Decision> to_do_;
};

NotificationState state_of(const Sent& sent, bool told, bool may_close) {
  if (!sent.all_reached()) return NotificationState::decided;
  if (!told) return sent.any() ? NotificationState::disseminated : NotificationState::decided;
  return may_close && sent.all_accepted() ? NotificationState::closed
                                          : NotificationState::feedback_sent;
}

}  // namespace

bool all_sent(pipeline::Context& c, const policy::Proof& proof, const CaseId& id) {
  return Sent(c, proof, id).all_reached();
}

void go_on(pipeline::Context& c, const policy::Proof& proof, const Deps& deps, const CaseId& id) {
  const auto head = cases::find_case(c.tx, id);
  if (model::is_passed_on(head->state)) return go_on_passed(c, deps, *head);
  if (!model::is_decided(head->state)) return;
  if (!decision::all_children_decided(c, proof, id)) return;
  const Sent sent(c, proof, id);
  if (sent.refused()) {
    cases::start_clock_to_decide(c, deps.timescales, id, head->rating, c.now);
    return cases::set_state(c, id, NotificationState::analysis);
  }
  const bool told = all_told(c, proof, id);
  if (sent.all_reached()) {
    cases::withdraw_clock(c, id, Stage::disseminate);
  } else {
    cases::start_clock(c, deps.timescales, id, Stage::disseminate, head->rating, c.now);
  }
  if (!told) cases::start_clock(c, deps.timescales, id, Stage::feedback, head->rating, c.now);
  // Nothing closes over what a manager still owes: a decision after a refusal or for one that is
  // only proposed, a word about what came in late, a strategy discussion, a challenge, an
  // offer to another hub.
  const bool may_close = !cases::running_clock(c.tx, id, Stage::decide) &&
                         !cases::running_clock(c.tx, id, Stage::late_return) &&
                         !cases::running_clock(c.tx, id, Stage::strategy_discussion) &&
                         !challenge::any_open(c.tx, id) && !cases::is_kept_open(c.tx, id);
  const auto state = state_of(sent, told, may_close);
  if (state != head->state) cases::set_state(c, id, state);
  if (state == head->state || id != c.case_id) return;
  if (state == NotificationState::closed) c.note("case_closed");
  if (head->state == NotificationState::closed) c.note("case_reopened");
}

}  // namespace mash::product
