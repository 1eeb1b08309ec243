// SPDX-License-Identifier: MIT
// Check what leaves, then send it; take back what was sent.
#include <algorithm>

#include "check.h"
#include "clearance.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/release_clock.h"
#include "mash/disclosure/standing.h"
#include "mash/enquiry/holding_back.h"
#include "mash/html/forms.h"
#include "mash/login/step_up.h"
#include "others.h"
#include "pages.h"
#include "send.h"
#include "taken_back.h"
#include "undelivered.h"

namespace mash::product {

namespace {

using model::ReleaseState;
using pipeline::Context;
using pipeline::Kind;
using policy::Action;

// What can be sent: the newest draft, unless it has left already. A safety product never waits.
std::optional<VersionRow> open_version(db::Transaction& tx, const ProductId& id) {
  auto row = newest_written(tx, id);
  if (row && row->version > 0) return std::nullopt;
  return row;
}

json::Value clock_view(Context& c, const ProductHead& head, const AgencyId& owner) {
  const auto clock = disclosure::release_clock(c.tx, head.case_id, head.id, owner);
  return clock ? cases::clock_tag(clock, c.now) : json::Value(false);
}

json::Value line_data(Context& c, const Deps& deps, const ProductHead& head, const Line& line) {
  json::Value out = json::Object{};
  out.set("owner", directory::agency_name(deps.borough, line.owner));
  out.set("words", line.words.empty() ? "1 item, manager only" : line.words);
  out.set("wording", line.wording);
  out.set("standing", line.release.empty()
                          ? std::string()
                          : disclosure::standing_words(c.tx, deps.borough, line.release));
  out.set("tag",
          line.words.empty() ? disclosure::manager_only_tag() : disclosure::tag_of(line.state));
  out.set("detail", std::string(model::detail_of(line.state)));
  out.set("clock", line.undecided ? clock_view(c, head, line.owner) : false);
  return out;
}

json::Value column(Context& c, const Deps& deps, const ProductHead& head, const Checked& checked,
                   std::string_view which) {
  json::Array lines;
  for (const auto& line : checked.lines) {
    const std::string_view place = line.goes ? "leaves" : (line.undecided ? "undecided" : "stays");
    if (place == which) lines.push_back(line_data(c, deps, head, line));
  }
  json::Value out = json::Object{};
  out.set("count", lines.size());
  out.set("none", lines.empty());
  out.set("lines", std::move(lines));
  return out;
}

std::string stops_of(const Checked& checked, Clearing clearing) {
  if (checked.child_undecided) return "Decide for each child in it first";
  return what_stops(clearing);
}

json::Value send_form(const Context& c, const ProductHead& head, const Checked& checked,
                      Clearing clearing) {
  std::vector<json::Value> questions;
  const bool undecided = checked.undecided() > 0;
  if (undecided || clearing == Clearing::before_reply) {
    questions.push_back(html::textarea(
        {.name = "without_reason",
         .label = undecided ? "Why can it go without what owners have not decided?"
                            : "Why can it go before owners have cleared your words?",
         .hint =
             undecided
                 ? "It then leaves without that information. You can send a new version later"
                 : "They can still say that it gives something away. You would then take it back",
         .error = html::error_of(c.faults, "without_reason"),
         .value = typed(c, "without_reason"),
         .rows = 2,
         .max_length = 1000,
         .label_classes = "govuk-label--s"}));
  }
  if (!checked.giveaways.empty()) {
    questions.push_back(intake::giveaway_question(c, checked.giveaways));
  }
  questions.push_back(html::checkboxes(
      {.name = "checked",
       .error = html::error_of(c.faults, "checked"),
       .choices = {{.value = "yes",
                    .text = "I have read what leaves. Each part is relevant and proportionate, and "
                            "this recipient needs it"}}}));
  json::Value out = json::Object{};
  out.set("action", "/products/" + head.id.text() + "/issue");
  out.set("version", c.version_seen("version", checked.token));
  out.set("fields", html::fields(std::move(questions)));
  out.set("button", undecided ? "Send without what is not decided" : "Send");
  return out;
}

// Whoever was promised a new version can still be told that none follows.
bool may_take_back(const VersionRow& row) {
  return row.state != ProductState::recalled || row.recalled == RecallReason::owner_corrected;
}

// What the button takes back, and what else then reads the new reason; false: nothing is outside.
json::Value recall_form(const Context& c, const ProductHead& head) {
  std::string outside;
  std::string promised;
  for (const auto& row : versions_of(c.tx, head.id)) {
    if (row.version == 0 || !may_take_back(row)) continue;
    auto& names = row.state == ProductState::recalled ? promised : outside;
    names += (names.empty() ? "" : " and ") + version_name(row);
  }
  if (outside.empty() && promised.empty()) return false;
  html::RadiosOptions why{.name = "why",
                          .legend = "Why do you take it back?",
                          .hint = "The recipient will read the line that you choose",
                          .error = html::error_of(c.faults, "why"),
                          .value = typed(c, "why"),
                          .legend_classes = "govuk-fieldset__legend--s"};
  for (const auto& word : model::k_words<RecallReason>) {
    why.choices.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  json::Value out = json::Object{};
  out.set("what", outside.empty() ? "Say that no new version of " + promised + " follows"
                                  : "Take back " + outside);
  out.set("promised", promised);
  out.set("action", "/products/" + head.id.text() + "/recall");
  out.set("fields", html::fields({html::radios(why)}));
  return out;
}

json::Value sent_versions(Context& c, const Deps& deps, const ProductHead& head) {
  const Undelivered undelivered(c, head.case_id);
  json::Array out;
  for (const auto& row : versions_of(c.tx, head.id)) {
    if (row.version == 0) continue;
    out.push_back(json::Object{{"version", row.version},
                               {"safety", row.safety},
                               {"state", undelivered.state_of(row)},
                               {"by", directory::name_and_for_whom(deps.borough, row.issued_by)},
                               {"at", plain_time(row.issued_at)},
                               {"hash", row.hash}});
  }
  return out;
}

json::Value check_data(Context& c, const Deps& deps, const IssueGrant& grant,
                       const ProductHead& head, bool stale) {
  json::Value data = case_page(c, grant, head.case_id);
  data.set("recipient", directory::agency_name(deps.borough, head.recipient));
  data.set("reference", head.reference);
  const auto names = readers(deps.borough, head.recipient);
  std::string who;
  for (const auto& name : names) who += (who.empty() ? "" : ", ") + name;
  data.set("readers", names.size());
  data.set("nobody_reads", names.empty());
  data.set("names", std::move(who));
  data.set("stale", stale);
  data.set("not_agreed", cases::not_agreed(c, deps.agreed, {head.recipient}));
  data.set("holding_back", enquiry::holding_back(c, deps.borough, head.case_id));
  json::Value taken_back = taken_back_data(c, deps, grant, head);
  const bool anew_stands_first = !taken_back.text("anew").empty();
  data.set("taken_back", std::move(taken_back));
  const auto written = newest_written(c.tx, head.id);
  json::Array clearances = clearance_data(c, deps, grant, head, written ? written->draft : 0);
  data.set("has_clearances", !clearances.empty());
  data.set("clearances", std::move(clearances));
  json::Value check_part = false;
  if (const auto row = open_version(c.tx, head.id)) {
    const Checked checked = check(c, grant, deps, head, *row);
    check_part = json::Object{};
    check_part.set("has_items", !checked.lines.empty());
    for (const auto* which : {"leaves", "stays", "undecided"}) {
      check_part.set(which, column(c, deps, head, checked, which));
    }
    json::Array leaks;
    for (const auto& words : checked.leaks) leaks.emplace_back(words);
    check_part.set("has_leaks", !leaks.empty());
    check_part.set("leaks", std::move(leaks));
    json::Array places(checked.places_since.begin(), checked.places_since.end());
    check_part.set("has_places_since", !places.empty());
    check_part.set("places_since", std::move(places));
    json::Array others(checked.others_since.begin(), checked.others_since.end());
    check_part.set("has_others_since", !others.empty());
    check_part.set("others_since", std::move(others));
    check_part.set("not_told", checked.not_told);
    check_part.set("package", package_data(checked.product));
    const auto clearing = clearing_of(c, deps, head, checked.clearances);
    const std::string stops = stops_of(checked, clearing);
    check_part.set("stops", stops);
    check_part.set("form",
                   stops.empty() ? send_form(c, head, checked, clearing) : json::Value(false));
  }
  data.set("check", std::move(check_part));
  data.set("waiting", waits_for_release(c, grant, deps, head.case_id));
  data.set("recall", recall_form(c, head));
  data.set("anew", may(c.principal, Action::compose_product) && !anew_stands_first
                       ? case_path(head.case_id, "/products/new?from=" + head.id.text())
                       : "");
  json::Value sent = sent_versions(c, deps, head);
  data.set("has_sent", !sent.as_array()->empty());
  data.set("sent", std::move(sent));
  return data;
}

Result<pipeline::Reply> show(const Deps& deps, const IssueGrant& grant, Context& c, bool stale) {
  const auto head = head_of(c);
  return pipeline::View{.page = "product/check",
                        .title = stale ? "Something has changed" : "Check what leaves",
                        .data = check_data(c, deps, grant, head, stale),
                        .status = stale ? 409 : 200,
                        .marking = "OFFICIAL-SENSITIVE"};
}

Result<pipeline::Reply> send(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto head = head_of(c);
  const auto row = open_version(c.tx, head.id);
  if (!row) return Error{ErrorCode::conflict, "This has been sent already", {}};
  const Checked checked = check(c, grant, deps, head, *row);
  if (c.input.text("version") != checked.token) {
    c.note("stale");
    return show(deps, grant, c, true);
  }
  const auto clearing = clearing_of(c, deps, head, checked.clearances);
  if (const auto stops = stops_of(checked, clearing); !stops.empty()) {
    return Error{ErrorCode::conflict, stops, {}};
  }
  const bool undecided = checked.undecided() > 0;
  if ((undecided || clearing == Clearing::before_reply) && !c.input.has("without_reason")) {
    return invalid("without_reason",
                   undecided ? "Say why it can go without what owners have not decided"
                             : "Say why it can go before owners have cleared your words");
  }
  MASH_TRY_DO(intake::looked_at(c, checked.giveaways));
  if (undecided) c.note("without_undecided");
  if (clearing == Clearing::before_reply) c.note("before_clearance");
  cases::note_not_agreed(c, deps.agreed, {head.recipient});
  directory::note_deputy(c, deps.borough);
  std::vector<ItemId> went;
  for (const auto& line : checked.lines) {
    if (line.goes) went.push_back(line.item);
  }
  issue(c, grant, deps, head, *row, checked.product, went,
        Sensitive(std::string(c.input.text("without_reason"))));
  return pipeline::SeeOther{login::can_step_up(c) ? "/products/" + head.id.text() + "/sign"
                                                  : case_path(head.case_id, "/products"),
                            {}};
}

Result<pipeline::Reply> recall(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto head = head_of(c);
  const auto why = *model::from_code<RecallReason>(c.input.text("why"));
  bool any = false;
  for (const auto& row : versions_of(c.tx, head.id)) {
    if (row.version == 0 || !may_take_back(row)) continue;
    take_back(c, head, row, why);
    any = true;
  }
  if (!any) return Error{ErrorCode::conflict, "Nothing of this is outside the hub", {}};
  go_on(c, grant, deps, head.case_id);  // nobody may have to send again, or still owe an answer
  return pipeline::SeeOther{case_path(head.case_id, "/products"), {}};
}

std::vector<pipeline::Field> issue_fields() {
  return {{.name = "version",
           .label = "Version",
           .required = true,
           .max = 64,
           .missing = "Reload the page: it does not say what you have seen"},
          {.name = "checked",
           .label = "That you have checked",
           .kind = Kind::choice,
           .required = true,
           .choices = {"yes"},
           .missing = "Confirm that you have read what leaves"},
          {.name = "without_reason", .label = "The reason", .max = 1000, .as_typed = true},
          intake::giveaway_field()};
}

std::vector<pipeline::Field> recall_fields() {
  pipeline::Field why{.name = "why",
                      .label = "Why",
                      .kind = Kind::choice,
                      .required = true,
                      .missing = "Select why you take it back"};
  for (const auto& word : model::k_words<RecallReason>) why.choices.emplace_back(word.code);
  return {why};
}

}  // namespace

void add_check_routes(Routes& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::issue_product>(
      {.path = "/products/{product}",
       .summary = "Check what leaves the hub",
       .event = "product.checked",
       .facts = product_facts,
       .run = [deps](const auto& grant, Context& c) { return show(deps, grant, c, false); }}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = "/products/{product}/issue",
       .summary = "Send a product to its recipient",
       .event = "product.issued",
       .fields = issue_fields(),
       .facts = product_facts,
       .run = [deps](const auto& grant, Context& c) { return send(deps, grant, c); },
       .again = "/products/{product}"}));
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = "/products/{product}/recall",
       .summary = "Take a product back",
       .event = "product.recalled",
       .fields = recall_fields(),
       .facts = product_facts,
       .run = [deps](const auto& grant, Context& c) { return recall(deps, grant, c); },
       .again = "/products/{product}"}));
}

}  // namespace mash::product
