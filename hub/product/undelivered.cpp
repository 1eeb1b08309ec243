// SPDX-License-Identifier: MIT
#include "undelivered.h"

#include <algorithm>

#include "mash/html/components.h"

namespace mash::product {

using packages::OutwardKind;
using policy::Action;

struct Undelivered::Words {
  std::string what, missing, advice;
  Action action;
};

std::string about_version(const ProductId& id, std::int64_t version) {
  return id.text() + "/" + std::to_string(version);
}

Undelivered::Undelivered(const pipeline::Context& c, const CaseId& id)
    : c_(c), id_(id), all_(post::set_aside_of(c.tx, id)) {}

const post::SetAside* Undelivered::find(OutwardKind kind, const std::string& about) const {
  const auto found = std::ranges::find_if(
      all_, [&](const auto& one) { return one.kind == kind && one.about == about; });
  return found == all_.end() ? nullptr : &*found;
}

std::string Undelivered::state_of(const VersionRow& row) const {
  const std::string about = about_version(row.product, row.version);
  if (find(OutwardKind::product, about) != nullptr) return "Not accepted by the gate";
  if (find(OutwardKind::withdrawal, about) != nullptr) {
    return "Taken back here, not accepted by the gate";
  }
  return std::string(model::words_of(row.state));
}

std::string Undelivered::state_of(const FeedbackRow& row) const {
  return find(OutwardKind::feedback, row.id) != nullptr ? "Not accepted by the gate"
                                                        : std::string(model::words_of(row.state));
}

json::Value Undelivered::data(const post::SetAside& refused, const Words& words) const {
  const bool may_send = may(c_.principal, words.action);
  const std::string part = refused.kind == OutwardKind::feedback ? "/feedback/" : "/products/";
  json::Value out = json::Object{};
  out.set("warning", html::warning_text("The gate did not accept this. " + words.missing));
  out.set("why", "Since " + plain_time(refused.refused_at) + ". " +
                     std::string(post::words_of(refused.why)));
  out.set("advice", words.advice + (may_send ? "" : " Tell a manager: they can send it again."));
  out.set("what", words.what);
  out.set("again", may_send ? case_path(id_, part + refused.id + "/again") : "");
  out.set("idempotency_key", false);  // several forms stand on one page
  return out;
}

json::Value Undelivered::version(const VersionRow& row, const std::string& recipient) const {
  const std::string about = about_version(row.product, row.version);
  if (const auto* refused = find(OutwardKind::withdrawal, about)) {
    return data(*refused, {.what = "the withdrawal for " + recipient,
                           .missing = recipient + " has not been told that it is taken back.",
                           .advice = "They may still read it and act on it: phone them now.",
                           .action = Action::issue_product});
  }
  if (const auto* refused = find(OutwardKind::product, about)) {
    return data(*refused, {.what = "version " + std::to_string(row.version) + " for " + recipient,
                           .missing = "It has not reached " + recipient + ".",
                           .advice = "If a child cannot wait, phone them now. If it is refused "
                                     "again, take it back, write it anew and tell the system "
                                     "administrator.",
                           .action = Action::issue_product});
  }
  return false;
}

json::Value Undelivered::feedback(const std::string& id) const {
  const auto* refused = find(OutwardKind::feedback, id);
  if (refused == nullptr) return false;
  return data(*refused, {.what = "what the referrer is told",
                         .missing = "It has not reached whoever told us.",
                         .advice = "If it is refused again, tell them yourself, and tell the "
                                   "system administrator.",
                         .action = Action::send_feedback});
}

Result<pipeline::Reply> send_again(pipeline::Context& c, const std::vector<OutwardKind>& kinds) {
  const auto id = case_of(c);
  const auto all = post::set_aside_of(c.tx, id);
  const auto found = std::ranges::find(all, c.input.text("package"), &post::SetAside::id);
  if (found == all.end() || std::ranges::find(kinds, found->kind) == kinds.end()) {
    return Error{
        ErrorCode::conflict, "This has been sent again already, or need not be sent any more", {}};
  }
  post::send_again(c, found->id);
  c.changed("case", id.text());
  return pipeline::SeeOther{case_path(id, "/products"), {}};
}

}  // namespace mash::product
