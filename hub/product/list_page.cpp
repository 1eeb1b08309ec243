// SPDX-License-Identifier: MIT
// What leaves: who was written to, what they did with it, and what is owed to the referrer.
#include <algorithm>

#include "doubts.h"
#include "feedback_store.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/enquiry/holding_back.h"
#include "mash/html/house.h"
#include "mash/login/step_up.h"
#include "pages.h"
#include "ready.h"
#include "send.h"
#include "signing.h"
#include "strays.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using pipeline::Context;
using policy::Action;

// "Opened" and "answered" with name and time, as the recipient's people did it.
std::string act_words(Context& c, const Deps& deps, const std::vector<ActRow>& acts,
                      std::int64_t version, std::string_view kind) {
  for (const auto& act : acts) {
    if (act.version != version || act.kind != kind) continue;
    const UtcTime at = std::min(act.at, c.now);
    return directory::person_name(deps.borough, act.person) + ", " + plain_time(at);
  }
  return "";
}

// What the recipient wrote, for the front door.
std::string words_written(Context& c, const policy::Proof& proof, const ProductHead& head,
                          const std::vector<ActRow>& acts, std::int64_t version) {
  if (!cases::is_front_door(c.principal)) return "";
  std::string out;
  for (const auto& act : acts) {
    if (act.version != version) continue;
    const pipeline::Label label{.owner = pipeline::k_front_door,
                                .kind = "product_act",
                                .case_id = head.case_id,
                                .row = act.id};
    const auto words = c.vault.open_json(c.tx, proof, label, act.sealed).text("words");
    if (!words.empty()) out += (out.empty() ? "" : "\n") + words;
  }
  return out;
}

json::Value answer_clock(Context& c, const ProductHead& head, bool waits) {
  if (!waits) return false;
  const auto clock =
      cases::running_clock(c.tx, head.case_id, model::Stage::disseminate, head.recipient);
  return clock ? cases::clock_tag(clock, c.now) : json::Value(false);
}

// Whom it waits for tells desks nothing that they may not know of each other's information.
std::string written_words(Context& c, const policy::Proof& proof, const ProductHead& head,
                          const VersionRow& row) {
  if (!cases::is_front_door(c.principal)) return "Being prepared";
  return words_of(readiness_of(c, proof, head, row));
}

void add_signature(Context& c, const Deps& deps, const VersionRow& row, bool newest_sent,
                   json::Value& out) {
  const auto signature = find_signature(c.tx, row.product, row.version);
  out.set("signed", signature ? directory::name_and_for_whom(deps.borough, signature->person) +
                                    ", " + plain_time(signature->at)
                              : "");
  const bool offered = newest_sent && !signature && row.state != ProductState::recalled &&
                       may(c.principal, Action::issue_product) && login::can_step_up(c);
  out.set("sign", offered ? "/products/" + row.product.text() + "/sign" : "");
}

json::Value version_data(Context& c, const Deps& deps, const policy::Proof& proof,
                         const ProductHead& head, const VersionRow& row, bool newest,
                         const Undelivered& undelivered) {
  const auto acts = acts_of(c.tx, head.id);
  const bool sent = row.version > 0;
  const bool waits = sent && newest && row.state == ProductState::issued;
  json::Value out = json::Object{};
  out.set("name", sent ? "Version " + std::to_string(row.version) : std::string("Not sent yet"));
  out.set("safety", row.safety);
  out.set("state", sent && !newest && row.state == ProductState::issued ? std::string("Replaced")
                   : sent                                               ? undelivered.state_of(row)
                          : written_words(c, proof, head, row));
  out.set(
      "undelivered",
      undelivered.version(row, directory::agency_name(deps.borough, head.recipient), deps, proof));
  out.set("by", sent ? directory::name_and_for_whom(deps.borough, row.issued_by)
                     : directory::person_name(deps.borough, row.created_by));
  out.set("at", plain_time(sent ? row.issued_at : row.created_at));
  add_signature(c, deps, row, sent && newest, out);
  out.set("opened", act_words(c, deps, acts, row.version, "product_read"));
  out.set("accepted", act_words(c, deps, acts, row.version, "product_accepted"));
  out.set("rejected", act_words(c, deps, acts, row.version, "product_rejected"));
  out.set("withdrawal_seen", act_words(c, deps, acts, row.version, "withdrawal_seen"));
  out.set("written", sent ? words_written(c, proof, head, acts, row.version) : "");
  out.set("not_opened", waits && out.text("opened").empty());
  out.set("clock", answer_clock(c, head, waits));
  out.set("is_sent", sent);
  out.set("by_hub", row.issued_by == pipeline::k_system);
  return out;
}

// Sent versions and the draft that is still open; drafts that were written anew are past.
json::Value product_data(Context& c, const Deps& deps, const policy::Proof& proof,
                         const ProductHead& head, const Undelivered& undelivered) {
  const auto rows = versions_of(c.tx, head.id);
  const auto newest = newest_issued(c.tx, head.id);
  json::Array list;
  bool past = false;
  for (const auto& row : rows) {
    if (row.version == 0 && past) continue;
    if (!row.safety) past = true;
    list.push_back(
        version_data(c, deps, proof, head, row, newest && newest->draft == row.draft, undelivered));
  }
  json::Value out = json::Object{};
  out.set("recipient", directory::agency_name(deps.borough, head.recipient));
  out.set("reference", head.reference);
  const auto written = newest_written(c.tx, head.id);
  const auto clearances =
      disclosure::clearances_of(c, proof, head.id, written ? written->draft : 0);
  out.set("objected", std::ranges::any_of(clearances, [](const auto& one) {
            return one.answer == disclosure::ClearanceAnswer::objected;
          }));
  out.set("strays", strays_data(c, deps, head));
  out.set("versions", std::move(list));
  out.set("check", may(c.principal, Action::issue_product) ? "/products/" + head.id.text() : "");
  return out;
}

Result<pipeline::Reply> show(const Deps& deps, const policy::Proof& proof, Context& c) {
  const auto id = case_of(c);
  json::Value data = case_page(c, proof, id);
  const Undelivered undelivered(c, id);
  json::Array list;
  for (const auto& head : products_of(c.tx, id)) {
    list.push_back(product_data(c, deps, proof, head, undelivered));
  }
  data.set("nobody", list.empty() ? html::empty(html::Empty::nothing,
                                                "Nothing has left the hub in this case.")
                                  : json::Value(false));
  data.set("list", std::move(list));
  data.set("holding_back", enquiry::holding_back(c, deps.borough, id));
  data.set("waiting", waits_for_release(c, proof, deps, id));
  data.set("stays", answered_data(c, proof, deps, id));
  data.set("doubts", doubts_data(c, proof, deps, id));
  json::Array told;
  for (const auto& row : feedback_of(c.tx, id)) {
    std::string text = undelivered.state_of(row) + ": " +
                       directory::person_name(deps.borough, row.by) + ", " + plain_time(row.at);
    if (row.read_at) text += ". Read " + plain_time(*row.read_at);
    told.push_back(
        json::Object{{"text", text}, {"undelivered", undelivered.feedback(row.id, deps, proof)}});
  }
  data.set("nobody_told", told.empty());
  data.set("told", std::move(told));
  const auto link = [&](Action action, std::string_view rest) {
    return may(c.principal, action) ? case_path(id, rest) : std::string();
  };
  data.set("new", link(Action::compose_product, "/products/new"));
  data.set("safety_form", link(Action::issue_product, "/safety"));
  data.set("feedback", link(Action::send_feedback, "/feedback"));
  data.set("court", link(Action::make_court_bundle, "/court"));
  return pipeline::View{.page = "product/list",
                        .title = "What leaves",
                        .data = std::move(data),
                        .marking = "OFFICIAL-SENSITIVE"};
}

}  // namespace

void add_list_routes(Routes& out, const Deps& deps) {
  out.push_back(send_again_act<Action::issue_product>(
      {.path = "/case/{case}/products/{package}/again",
       .summary = "Send again what the gate refused",
       .event = "product.sent-again",
       .kinds = {packages::OutwardKind::product, packages::OutwardKind::withdrawal}}));
  out.push_back(pipeline::page<Action::read_case>(
      {.path = "/case/{case}/products",
       .summary = "What has left the hub and what recipients did with it",
       .event = "product.list",
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c); }}));
}

}  // namespace mash::product
