// SPDX-License-Identifier: MIT
// What recipients and referrers did at the gate.
#include <algorithm>

#include "feedback_store.h"
#include "mash/cases/cases.h"
#include "mash/pipeline/box.h"
#include "mash/post/post.h"
#include "send.h"
#include "strays.h"

namespace mash::product {

namespace {

using model::NotificationState;
using model::Stage;
using pipeline::Context;
using CollectGrant = policy::Grant<policy::Action::collect>;

// The recipient's words, or none where the box does not open.
std::string opened(Context& c, const packages::ProductAct& act) {
  if (act.reason_box.empty()) return "";
  const auto plain = pipeline::open_box(c.keys, act.reason_box);
  if (!plain) {
    c.note("box_not_opened");
    return "";
  }
  return to_text(*plain);
}

void store_act(Context& c, const packages::Inward& inward, const packages::ProductAct& act,
               const ProductHead& head, UtcTime at) {
  const pipeline::Label label{.owner = pipeline::k_front_door,
                              .kind = "product_act",
                              .case_id = head.case_id,
                              .row = inward.id};
  json::Value words = json::Object{};
  words.set("words", opened(c, act));
  insert_act(c.tx, {.id = inward.id,
                    .product = head.id,
                    .version = act.version,
                    .kind = std::string(packages::code_of(inward.kind)),
                    .person = act.person,
                    .at = at,
                    .sealed = c.vault.seal(c.tx, label, json::encode(words), c.random)});
}

void accept(Context& c, const CollectGrant& grant, const Deps& deps, const ProductHead& head,
            const VersionRow& row, UtcTime at) {
  store_state(c.tx, head.id, row.draft, ProductState::accepted);
  cases::meet_clock(c, head.case_id, Stage::disseminate, at, head.recipient);
  go_on(c, grant, deps, head.case_id);
}

// A manager decides anew. What only told somebody of children takes nothing back, and a person here
// looks who else has them. A safety product that was sent before anybody decided takes nothing
// back, unless the open case went with it.
void reject(Context& c, const CollectGrant& grant, const Deps& deps, const ProductHead& head,
            const VersionRow& row) {
  store_rejected(c.tx, head.id, row.draft, c.now);
  cases::withdraw_clock(c, head.case_id, Stage::disseminate, head.recipient);
  const auto current = cases::find_case(c.tx, head.case_id);
  const bool decided = model::is_decided(current->state);
  if (open_draft(c, grant, head, row).only_tells) {
    if (deps.on_not_theirs) {
      deps.on_not_theirs(c, head.case_id, head.recipient, accept_by(c, deps, head));
    }
    return go_on(c, grant, deps, head.case_id);
  }
  if (!decided && !model::is_open(current->state)) {
    return cases::reopen_to_rate(c, deps.timescales, *current);
  }
  if (!decided && row.safety) return go_on(c, grant, deps, head.case_id);
  cases::start_clock_to_decide(c, deps.timescales, head.case_id, current->rating, c.now);
  if (decided) cases::set_state(c, head.case_id, NotificationState::analysis);
  give_back(c, deps, *current, row.issued_by);
  go_on(c, grant, deps, head.case_id);
}

void take_in_act(Context& c, const CollectGrant& grant, const Deps& deps,
                 const packages::Inward& inward) {
  const auto act = packages::decode_product_act(inward.body);
  if (!act) return c.note("not_understood");
  const auto head = find_product(c.tx, act->product);
  if (!head || head->recipient != act->agency) return c.note("unknown_product");
  const auto rows = versions_of(c.tx, head->id);
  const auto row = std::ranges::find(rows, act->version, &VersionRow::version);
  if (row == rows.end()) return c.note("unknown_product");
  c.about(head->case_id);
  c.touch(head->id.text());
  c.note(std::string(packages::code_of(inward.kind)));
  // A gate whose clock is wrong must not answer from the future, or what it did not have yet.
  const UtcTime at = std::min(std::max(inward.at, row->issued_at), c.now);
  store_act(c, inward, *act, *head, at);
  c.changed("case", head->case_id.text());
  const auto newest = newest_issued(c.tx, head->id);
  // An answer to a version that has been replaced, answered or taken back changes nothing more.
  if (newest->draft != row->draft || row->state != ProductState::issued) return;
  if (inward.kind == packages::InwardKind::product_accepted)
    accept(c, grant, deps, *head, *row, at);
  if (inward.kind == packages::InwardKind::product_rejected) reject(c, grant, deps, *head, *row);
}

void take_in_feedback_read(Context& c, const packages::Inward& inward) {
  const auto read = packages::decode_feedback_read(inward.body);
  if (!read) return c.note("not_understood");
  const auto lookup = c.vault.lookup("feedback_reference", read->reference);
  const auto id = store_read(c.tx, lookup, std::min(inward.at, c.now));
  if (!id) return c.note("unknown_feedback");
  c.about(*id);
  c.note("feedback_read");
  c.changed("case", id->text());
}

}  // namespace

void receive(Context& c, const CollectGrant& grant, const Deps& deps,
             const packages::Inward& inward) {
  if (!post::take_in(c, inward.id)) return;
  switch (inward.kind) {
    case packages::InwardKind::product_read:
    case packages::InwardKind::product_accepted:
    case packages::InwardKind::product_rejected:
    case packages::InwardKind::withdrawal_seen:
      return take_in_act(c, grant, deps, inward);
    case packages::InwardKind::feedback_read:
      return take_in_feedback_read(c, inward);
    case packages::InwardKind::product_strayed:
      return take_in_stray(c, deps, inward);
    case packages::InwardKind::notification:
    case packages::InwardKind::file_piece:
    case packages::InwardKind::hub_word:
      return c.note("not_for_products");
  }
}

}  // namespace mash::product
