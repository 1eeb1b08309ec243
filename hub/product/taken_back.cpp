// SPDX-License-Identifier: MIT
#include "taken_back.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::product {

namespace {

using model::NotificationState;
using pipeline::Context;
using policy::Action;

std::optional<VersionRow> newest_taken_back(db::Transaction& tx, const ProductId& id) {
  auto row = newest_issued(tx, id);
  if (row && row->state != ProductState::recalled) return std::nullopt;
  return row;
}

// Does what the owner did since it left explain why it was taken back?
bool is_cause(const VersionRow& row, const disclosure::Item& item,
              const disclosure::Release& release) {
  if (row.recalled == RecallReason::owner_corrected) return item.written_at >= row.issued_at;
  const bool goes =
      model::leaves(release.state) || release.state == model::ReleaseState::existence_only;
  return !goes && release.decided_at >= row.issued_at;
}

// "Barnfield Borough Police", of what went with it.
std::string owners_who(Context& c, const Deps& deps, const IssueGrant& grant,
                       const ProductHead& head, const VersionRow& row) {
  const auto visible = disclosure::visible_items(c, head.case_id);
  const auto went = items_that_went(c.tx, head.id, row.draft);
  std::vector<AgencyId> owners;
  for (const auto& r : disclosure::releases_for(c, grant, head.case_id, head.recipient, went)) {
    const auto item = std::ranges::find(visible, r.item, &disclosure::Item::id);
    if (item == visible.end() || !is_cause(row, *item, r)) continue;
    if (std::ranges::find(owners, item->owner) == owners.end()) owners.push_back(item->owner);
  }
  std::string out;
  for (const auto& owner : owners) {
    out += (out.empty() ? "" : ", ") + directory::agency_name(deps.borough, owner);
  }
  return out.empty() ? "An agency" : out;
}

std::string why(Context& c, const Deps& deps, const IssueGrant& grant, const ProductHead& head,
                const VersionRow& row) {
  switch (*row.recalled) {
    case RecallReason::owner_corrected:
      return owners_who(c, deps, grant, head, row) + " corrected information that was in it.";
    case RecallReason::owner_withdrew:
      return owners_who(c, deps, grant, head, row) +
             " no longer allows information that was in it to leave.";
    case RecallReason::information_wrong:
      return "Something in it was wrong.";
    case RecallReason::sent_in_error:
      return "It was not meant for this recipient.";
    case RecallReason::no_longer_red:
      return "The case is no longer rated Red.";
    case RecallReason::two_persons:
      return "Two people had been taken for one in it.";
    case RecallReason::contact_changed:
      return "What it said about reaching the family safely is no longer right.";
    case RecallReason::other_way:
      return "The hub deals with this another way.";
  }
  MASH_ASSERT(false);
}

// The newest that is not taken back; what was refused is in their hands all the same.
std::string has_now(db::Transaction& tx, const ProductId& id) {
  for (const auto& row : versions_of(tx, id)) {
    if (row.version == 0 || row.state == ProductState::recalled) continue;
    return "nothing but " + version_name(row) + " of " + plain_time(row.issued_at);
  }
  return "nothing";
}

// Does its recipient still need what was in it, and may this reader write it? Not where it was
// never meant for them.
bool is_owed_anew(const Context& c, const VersionRow& taken_back) {
  const bool owed = taken_back.recalled == RecallReason::owner_corrected ||
                    taken_back.recalled == RecallReason::owner_withdrew ||
                    taken_back.recalled == RecallReason::information_wrong ||
                    taken_back.recalled == RecallReason::two_persons ||
                    taken_back.recalled == RecallReason::contact_changed;
  return owed &&
         may(c.principal, taken_back.safety ? Action::issue_product : Action::compose_product);
}

bool is_written_anew(db::Transaction& tx, const VersionRow& taken_back) {
  const auto written = newest_written(tx, taken_back.product);
  return written && written->version == 0 && written->draft > taken_back.draft;
}

}  // namespace

std::string version_name(const VersionRow& row) {
  return "version " + std::to_string(row.version) + (row.safety ? " (safety product)" : "");
}

json::Value taken_back_data(Context& c, const Deps& deps, const IssueGrant& grant,
                            const ProductHead& head) {
  const auto row = newest_taken_back(c.tx, head.id);
  if (!row) return false;
  const bool written = is_written_anew(c.tx, *row);
  json::Value out = json::Object{};
  out.set("version", row->version);
  out.set("safety", row->safety);
  out.set("why", why(c, deps, grant, head, *row));
  out.set("has_now", has_now(c.tx, head.id));
  out.set("written", written);
  out.set("anew",
          !written && is_owed_anew(c, *row)
              ? case_path(head.case_id, row->safety ? std::string("/safety")
                                                    : "/products/new?from=" + head.id.text())
              : "");
  return out;
}

std::vector<enquiry::NextStep> steps_after_taking_back(Context& c, const policy::Proof& proof,
                                                       const CaseId& id) {
  std::vector<enquiry::NextStep> out;
  for (const auto& head : products_of(c.tx, id)) {
    const auto row = newest_taken_back(c.tx, head.id);
    if (!row || !is_owed_anew(c, *row)) continue;
    out.push_back({.text = is_written_anew(c.tx, *row)
                               ? "A product was taken back: check and send the new one"
                               : "A product was taken back: write it anew",
                   .href = "/products/" + head.id.text()});
  }
  // Where what was decided has reached whoever acts on it, nothing is owed; before the decision
  // they may have nothing else.
  const auto state = out.empty() ? NotificationState::closed : cases::find_case(c.tx, id)->state;
  const bool nothing_owed =
      model::is_decided(state) ? all_sent(c, proof, id) : !model::is_open(state);
  if (nothing_owed) out.clear();
  return out;
}

}  // namespace mash::product
