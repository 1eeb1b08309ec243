// SPDX-License-Identifier: MIT
#include "undelivered.h"

#include <algorithm>

#include "mash/directory/directory.h"
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

pipeline::Label told_label(const CaseId& id, const std::string& package) {
  return {.owner = pipeline::k_front_door, .kind = "told_otherwise", .case_id = id, .row = package};
}

Undelivered::Undelivered(pipeline::Context& c, const CaseId& id)
    : c_(c), id_(id), all_(post::set_aside_of(c.tx, id)), told_(told_of(c.tx, id)) {}

const post::SetAside* Undelivered::find(OutwardKind kind, const std::string& about) const {
  const auto found = std::ranges::find_if(
      all_, [&](const auto& one) { return one.kind == kind && one.about == about; });
  return found == all_.end() ? nullptr : &*found;
}

const ToldRow* Undelivered::find_told(const std::string& about) const {
  const auto found = std::ranges::find(told_, about, &ToldRow::about);
  return found == told_.end() ? nullptr : &*found;
}

std::string Undelivered::state_of(const VersionRow& row) const {
  const std::string about = about_version(row.product, row.version);
  if (find(OutwardKind::product, about) != nullptr) return "Not accepted by the gate";
  if (find(OutwardKind::withdrawal, about) != nullptr) {
    return "Taken back here, not accepted by the gate";
  }
  if (find_told(about) != nullptr) return "Taken back, told in another way";
  return std::string(model::words_of(row.state));
}

std::string Undelivered::state_of(const FeedbackRow& row) const {
  if (find(OutwardKind::feedback, row.id) != nullptr) return "Not accepted by the gate";
  return find_told(row.id) != nullptr ? "Told in another way"
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
  const bool may_be_told = refused.kind != OutwardKind::product;
  out.set("tell", may_send && may_be_told ? case_path(id_, part + refused.id + "/told") : "");
  out.set("said_otherwise", false);
  out.set("idempotency_key", false);  // several forms stand on one page
  return out;
}

json::Value Undelivered::told_data(const ToldRow& told, const Deps& deps,
                                   const policy::Proof& proof) const {
  std::string text = "The gate did not accept it. " +
                     directory::person_name(deps.borough, told.by) + " told them in another way, " +
                     plain_time(told.at);
  if (cases::is_front_door(c_.principal)) {
    const auto label = told_label(id_, told.package);
    text += ": " + c_.vault.open_json(c_.tx, proof, label, told.sealed).text("how");
  }
  json::Value out = json::Object{};
  out.set("said_otherwise", std::move(text));
  return out;
}

json::Value Undelivered::version(const VersionRow& row, const std::string& recipient,
                                 const Deps& deps, const policy::Proof& proof) const {
  const std::string about = about_version(row.product, row.version);
  if (const auto* refused = find(OutwardKind::withdrawal, about)) {
    return data(*refused,
                {.what = "the withdrawal for " + recipient,
                 .missing = recipient + " has not been told that it is taken back.",
                 .advice = "They may still read it and act on it: phone them now, and say "
                           "so here.",
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
  const auto* told = find_told(about);
  return told == nullptr ? json::Value(false) : told_data(*told, deps, proof);
}

json::Value Undelivered::feedback(const std::string& id, const Deps& deps,
                                  const policy::Proof& proof) const {
  const auto* refused = find(OutwardKind::feedback, id);
  if (refused == nullptr) {
    const auto* told = find_told(id);
    return told == nullptr ? json::Value(false) : told_data(*told, deps, proof);
  }
  return data(*refused, {.what = "what the referrer is told",
                         .missing = "It has not reached whoever told us.",
                         .advice = "If it is refused again, tell them yourself, say so here, and "
                                   "tell the system administrator.",
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
