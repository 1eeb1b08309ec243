// SPDX-License-Identifier: MIT
// An agency's standing releases: the list, writing, signing and ending one, and what left by it.
#include <algorithm>

#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/login/presence.h"
#include "mash/login/step_up.h"
#include "mash/model/words_item.h"
#include "mash/passkey/signed_record.h"
#include "mash/signatures/preview.h"
#include "pages.h"
#include "release_words.h"
#include "standing_form.h"
#include "standing_store.h"
#include "standing_words.h"

namespace mash::disclosure {

namespace {

using model::ReleaseState;
using pipeline::Context;
using pipeline::Reply;
using policy::Action;

constexpr const char* k_list = "/standing-releases";
constexpr const char* k_new = "/standing-releases/new";
constexpr const char* k_one = "/standing-releases/{standing}";

std::string path_of(const std::string& id) {
  return std::string(k_list) + "/" + id;
}

// To everybody else it is as if there were none.
Result<StandingRow> in_path(Context& c) {
  auto row = find_standing(c.tx, std::string(c.input.text("standing")));
  if (!row || row->owner != c.principal.agency) return not_found();
  c.touch(row->rule.id);
  return *std::move(row);
}

Result<policy::Facts> own_agency(Context& /*c*/) {
  return policy::Facts{.own = true, .item = policy::ItemState::in_hub};
}

Result<policy::Facts> own_rule(Context& c) {
  MASH_TRY_DO(in_path(c));
  return own_agency(c);
}

std::string state_words(const StandingRow& row, UtcTime now) {
  if (row.ended_at) return "Ended";
  if (!row.signed_at) return "Not signed: it lets out nothing";
  if (now < row.rule.from) return "Not yet in force";
  return row.in_force(now) ? "In force" : "Over";
}

std::string last_day(const StandingRow& row) {
  return plain_date(to_london(row.rule.until).date.plus_days(-1));
}

template <class Words>
std::string list_of(const Words& words, const std::vector<std::string>& codes) {
  std::string out;
  for (const auto& code : codes) out += (out.empty() ? "" : "; ") + words_for(words, code);
  return out;
}

// Uses of cases of which the reader may know.
std::vector<UseRow> shown_uses(Context& c, const std::string& standing) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  auto out = uses_of(c.tx, standing);
  std::erase_if(out, [&](const UseRow& use) {
    return hidden.contains(use.case_id) || !cases::works_on(c, use.case_id);
  });
  return out;
}

Result<Reply> list(Context& c, const Deps& deps) {
  json::Array rows;
  for (const auto& row : standing_of_owner(c.tx, c.principal.agency)) {
    c.touch(row.rule.id);
    rows.push_back(
        json::Object{{"number", row.rule.number},
                     {"href", path_of(row.rule.id)},
                     {"recipient", directory::agency_name(deps.borough, row.rule.recipient)},
                     {"when", list_of(k_standing_situations, row.rule.when)},
                     {"state", state_words(row, c.now)},
                     {"until", last_day(row)},
                     {"left", shown_uses(c, row.rule.id).size()}});
  }
  json::Value data = json::Object{};
  data.set("agency", directory::agency_name(deps.borough, c.principal.agency));
  data.set("nothing", rows.empty()
                          ? html::empty(html::Empty::nothing,
                                        "Your agency lets nothing out in advance. It need not.")
                          : json::Value(false));
  data.set("has_rows", !rows.empty());
  data.set("rows", std::move(rows));
  data.set("may_write", c.principal.releases);
  return pipeline::View{
      .page = "disclosure/standing_list", .title = "Standing releases", .data = std::move(data)};
}

Result<Reply> show_form(Context& c, const Deps& deps) {
  json::Value data = json::Object{};
  data.set("agency", directory::agency_name(deps.borough, c.principal.agency));
  data.set("fields", standing_questions(c, deps.borough));
  data.set("other_laws", standing_other_laws(c));
  data.set("button", html::button({.text = "Write it down, and go on to sign it",
                                   .prevent_double_click = true}));
  return pipeline::View{.page = "disclosure/standing_form",
                        .title = "Write a standing release",
                        .data = std::move(data)};
}

Result<Reply> write(Context& c) {
  MASH_TRY(const StandingRow row, read_standing_form(c));
  insert_standing(c.tx, row);
  c.touch(row.rule.id);
  return pipeline::SeeOther{path_of(row.rule.id), {}};
}

json::Value use_view(Context& c, const Deps& deps, const UseRow& use) {
  const auto head = cases::find_case(c.tx, use.case_id);
  const auto newest = newest_release(c.tx, use.item, use.version, use.recipient);
  const bool stands = newest && newest->id == use.release;
  const auto left = deps.left ? deps.left(c, use.product) : std::nullopt;
  const bool out =
      left && left->at >= use.at && std::ranges::find(left->items, use.item) != left->items.end();
  std::string state = out ? "It left" : "It may leave";
  if (!stands) state = "Your agency has decided anew since";
  c.touch(use.item.text());
  return json::Object{{"reference", head->reference},
                      {"item", "/items/" + use.item.text()},
                      {"when", words_for(k_standing_situations, use.situation)},
                      {"at", plain_time(use.at)},
                      {"state", std::move(state)},
                      {"unread", !use.read_at}};
}

json::Value rule_view(const Deps& deps, const StandingRow& row) {
  const auto& rule = row.rule;
  const auto level = static_cast<model::Sensitivity>(rule.sensitivity);
  return json::Object{{"recipient", directory::agency_name(deps.borough, rule.recipient)},
                      {"kinds", list_of(k_standing_kinds, rule.kinds)},
                      {"sensitivity", model::words_of(level)},
                      {"when", list_of(k_standing_situations, rule.when)},
                      {"purpose", rule.purpose},
                      {"laws", law_words(rule.basis)},
                      {"reason", row.reason},
                      {"from", plain_date(to_london(rule.from).date)},
                      {"until", last_day(row)},
                      {"written_by", directory::person_name(deps.borough, row.written_by)}};
}

// How it can be signed by this reader.
void add_signing(Context& c, const StandingRow& row, json::Value& data) {
  const bool wanted = !row.signed_at && !row.ended_at && c.principal.releases;
  const bool passkey = wanted && login::can_step_up(c);
  const bool must = wanted && !passkey && login::agency_has_passkeys(c);
  const std::string path = path_of(row.rule.id);
  data.set("form", false);
  if (passkey) {
    data.set("form", login::sign_form_view(c, login::begin_step_up(c),
                                           signatures::standing_record(row.rule), path + "/sign"));
  }
  data.set("needs_passkey", must);
  data.set("confirm", wanted && !passkey && !must
                          ? login::presence_view(c, signatures::standing_record(row.rule))
                          : json::Value(false));
  data.set("code", signatures::rule_code(row.rule));
  data.set("compare", signatures::k_compare);
}

Result<Reply> show(Context& c, const Deps& deps) {
  MASH_TRY(const StandingRow row, in_path(c));
  json::Array uses;
  bool unread = false;
  for (const auto& use : shown_uses(c, row.rule.id)) {
    uses.push_back(use_view(c, deps, use));
    unread = unread || !use.read_at;
  }
  json::Value data = json::Object{};
  data.set("number", row.rule.number);
  data.set("state", state_words(row, c.now));
  data.set("rule", rule_view(deps, row));
  data.set("path", path_of(row.rule.id));
  data.set("signed_by", row.signed_at ? directory::name_and_for_whom(deps.borough, row.signed_by) +
                                            ", " + plain_time(*row.signed_at)
                                      : std::string());
  data.set("by_passkey", !row.record.empty());
  data.set("ended", row.ended_at ? directory::person_name(deps.borough, row.ended_by) + ", " +
                                       plain_time(*row.ended_at) + ": " + row.end_reason
                                 : std::string());
  data.set("wrong", c.faults.empty() ? json::Value(false) : html::error_summary(c.faults));
  add_signing(c, row, data);
  data.set("may_end", !row.ended_at && c.principal.releases);
  data.set("why", html::textarea({.name = "reason",
                                  .label = "Why does it end?",
                                  .error = html::error_of(c.faults, "reason"),
                                  .value = c.typed ? std::string(c.typed->text("reason")) : "",
                                  .rows = 2}));
  data.set("count", uses.size());
  data.set("has_uses", !uses.empty());
  data.set("may_read", unread && c.principal.releases);
  data.set("uses", std::move(uses));
  return pipeline::View{
      .page = "disclosure/standing", .title = "A standing release", .data = std::move(data)};
}

Result<StandingRow> to_sign_in_path(Context& c) {
  MASH_TRY(auto row, in_path(c));
  if (row.ended_at) return Error{ErrorCode::conflict, "It has ended. Write another one", {}};
  if (row.signed_at) return Error{ErrorCode::conflict, "Somebody has signed it already", {}};
  return row;
}

Result<Reply> sign(Context& c) {
  MASH_TRY(const StandingRow row, to_sign_in_path(c));
  MASH_TRY(const auto record, login::take_step_up(c, signatures::standing_record(row.rule)));
  insert_standing_signature(c.tx, row.rule.id, c.principal.person, c.now,
                            json::encode(passkey::encode(record)));
  return pipeline::SeeOther{path_of(row.rule.id), {}};
}

Result<Reply> confirm(Context& c) {
  MASH_TRY(const StandingRow row, to_sign_in_path(c));
  if (login::agency_has_passkeys(c)) {
    return invalid("presence_code",
                   "Your agency signs with passkeys. Whoever has one signs this with it");
  }
  MASH_TRY_DO(login::take_presence(c, signatures::standing_record(row.rule)));
  insert_standing_signature(c.tx, row.rule.id, c.principal.person, c.now, {});
  return pipeline::SeeOther{path_of(row.rule.id), {}};
}

// What may leave by it and has not been decided since no longer may. What has left stays until its
// owner takes it back, as with any release.
Result<void> stop(Context& c, const policy::Proof& proof, const std::string& standing) {
  try {
    for (const auto& use : uses_of(c.tx, standing)) {
      const auto newest = newest_release(c.tx, use.item, use.version, use.recipient);
      const auto row = find_item(c.tx, use.item);
      const bool stands = newest && newest->id == use.release &&
                          standing_state(*newest, c.now) == ReleaseState::released;
      if (!stands || !row || row->state != model::ItemState::in_hub ||
          row->version != use.version) {
        continue;
      }
      NewRelease over;
      over.state = ReleaseState::expired;
      add_release(c, proof, open_item(c, proof, *row), use.recipient, over);
    }
  } catch (const pipeline::SealedCompartment&) {
    return invalid("reason",
                   "Your agency has sealed its words, and nothing of them leaves. Open them first");
  }
  return {};
}

Result<Reply> end(const policy::Proof& proof, Context& c) {
  MASH_TRY(const StandingRow row, in_path(c));
  if (!insert_standing_end(c.tx, row.rule.id, c.principal.person, c.now,
                           std::string(c.input.text("reason")))) {
    return Error{ErrorCode::conflict, "It has ended already", {}};
  }
  MASH_TRY_DO(stop(c, proof, row.rule.id));
  return pipeline::SeeOther{path_of(row.rule.id), {}};
}

Result<Reply> read(Context& c) {
  MASH_TRY(const StandingRow row, in_path(c));
  for (const auto& use : shown_uses(c, row.rule.id)) {
    if (!use.read_at) store_read(c.tx, use.release, c.principal.person, c.now);
  }
  return pipeline::SeeOther{path_of(row.rule.id), {}};
}

void add_pages(std::vector<pipeline::Route>& out, const Deps& deps) {
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = k_list,
       .summary = "What my agency lets out in advance",
       .event = "standing.list",
       .facts = pipeline::no_facts,
       .run = [deps](const auto&, Context& c) { return list(c, deps); }}));
  out.push_back(pipeline::page<Action::release_item>(
      {.path = k_new,
       .summary = "The form of a standing release",
       .event = "standing.form",
       .facts = own_agency,
       .run = [deps](const auto&, Context& c) { return show_form(c, deps); }}));
  out.push_back(pipeline::page<Action::read_releases>(
      {.path = k_one,
       .summary = "A standing release and what left by it",
       .event = "standing.read",
       .facts = own_rule,
       .run = [deps](const auto&, Context& c) { return show(c, deps); }}));
}

}  // namespace

std::vector<cases::Owed> standing_owed(Context& c) {
  std::vector<cases::Owed> out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& use : unread_uses(c.tx, c.principal.agency)) {
    if (hidden.contains(use.case_id) || !cases::works_on(c, use.case_id)) continue;
    const bool told = std::ranges::any_of(out, [&](const cases::Owed& one) {
      return one.case_id == use.case_id && one.href == path_of(use.standing);
    });
    if (told) continue;
    out.push_back({.case_id = use.case_id,
                   .what = "Your agency's standing release lets something out: read it",
                   .href = path_of(use.standing),
                   .since = use.at,
                   .due_at = {}});
  }
  return out;
}

void add_standing_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  add_pages(out, deps);
  out.push_back(
      pipeline::act<Action::release_item>({.path = k_new,
                                           .summary = "Write a standing release",
                                           .event = "standing.written",
                                           .fields = standing_fields(deps.borough),
                                           .facts = own_agency,
                                           .run = [](const auto&, Context& c) { return write(c); },
                                           .again = k_new}));
  const auto act = [&out](const char* tail, const char* summary, const char* event,
                          const std::vector<pipeline::Field>& fields, auto run) {
    out.push_back(pipeline::act<Action::release_item>({.path = std::string(k_one) + tail,
                                                       .summary = summary,
                                                       .event = event,
                                                       .fields = fields,
                                                       .facts = own_rule,
                                                       .run = run,
                                                       .again = k_one}));
  };
  act("/sign", "Sign a standing release with a passkey", "standing.signed", login::step_up_fields(),
      [](const auto&, Context& c) { return sign(c); });
  act("/confirm", "Confirm a standing release of an agency without passkeys", "standing.confirmed",
      login::presence_fields(), [](const auto&, Context& c) { return confirm(c); });
  act("/end", "End a standing release at once", "standing.ended",
      {{.name = "reason",
        .label = "Reason",
        .required = true,
        .max = 500,
        .missing = "Say why it ends"}},
      [](const auto& grant, Context& c) { return end(grant, c); });
  act("/read", "Say that what a standing release lets out was read", "standing.uses-read", {},
      [](const auto&, Context& c) { return read(c); });
}

}  // namespace mash::disclosure
