// SPDX-License-Identifier: MIT
// One item, for the agency that owns it: correct it, bring a draft into the hub, take a permission
// back.
#include <algorithm>

#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/cases/glass.h"
#include "mash/directory/deputies.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "mash/disclosure/law_form.h"
#include "mash/html/forms.h"
#include "mash/html/house.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"
#include "pages.h"
#include "release_words.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;
using pipeline::Reply;
using policy::Action;

// Something of it may be outside, though its time is over.
bool may_be_out(model::ReleaseState state) {
  return lets_something_out(state) || state == model::ReleaseState::expired;
}

bool is_police(const model::Borough& borough, const AgencyId& id) {
  const auto* agency = borough.find_agency(id);
  return agency != nullptr && agency->kind == model::AgencyKind::police;
}

json::Array versions_view(Context& c, const policy::Proof& proof, const ItemId& id,
                          const model::Borough& borough) {
  json::Array out;
  for (const auto& row : item_versions(c.tx, id)) {
    json::Value v = json::Object{};
    v.set("title", "Version " + std::to_string(row.version));
    v.set("by",
          directory::person_name(borough, row.written_by) + ", " + plain_time(row.written_at));
    v.set("words", item_view(open_item(c, proof, row)));
    out.push_back(std::move(v));
  }
  return out;
}

json::Array decisions_view(Context& c, const policy::Proof& proof, const Item& item,
                           const model::Borough& borough) {
  json::Array out;
  for (const auto& r : releases_of(c, proof, item)) {
    json::Value v = json::Object{};
    v.set("leaves", model::leaves(r.state));
    v.set("recipient", directory::agency_name(borough, r.recipient));
    v.set("tag", tag_of(r.state));
    v.set("detail", model::detail_of(r.state));
    v.set("wording", r.wording.reveal());
    v.set("reason", r.reason.reveal());
    v.set("necessity", r.necessity.reveal());
    v.set("despite", r.despite.reveal());
    v.set("laws", law_words(r.basis));
    v.set("has_laws", !r.basis.empty());
    v.set("by",
          directory::name_and_for_whom(borough, r.decided_by) + ", " + plain_time(r.decided_at));
    json::Value form = json::Object{};
    form.set("action", "/items/" + item.id.text() + "/withdraw");
    form.set("code", r.recipient.text());
    form.set("id", "reason-" + r.recipient.text());
    v.set("withdraw", may_be_out(r.state) && c.principal.releases ? form : json::Value(false));
    out.push_back(std::move(v));
  }
  return out;
}

int files_of(Context& c, const Item& item) {
  const auto all = attachments::files_of_items(c.tx, item.case_id);
  const auto found = all.find(item.id);
  return found == all.end() ? 0 : found->second;
}

json::Value fact_question(const Context& c, const Item& item) {
  return html::textarea(
      {.name = "fact",
       .label = "The fact",
       .error = html::error_of(c.faults, "fact"),
       .value = c.typed != nullptr ? std::string(c.typed->text("fact")) : item.fact.reveal(),
       .rows = 4});
}

Result<Reply> show(const policy::Grant<Action::edit_item>& grant, Context& c,
                   const model::Borough& borough) {
  MASH_TRY(const auto row, item_in_path(c));
  const auto head = cases::find_case(c.tx, row.case_id);
  MASH_ASSERT(head.has_value());
  const Item item = open_item(c, grant, row);
  const std::string path = "/items/" + item.id.text();
  const bool draft = item.state == model::ItemState::draft;
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, grant, row.case_id)));
  data.set("action", path);
  data.set("version", c.version_seen("version", item.version));
  data.set("state", model::words_of(item.state));
  data.set("draft", draft);
  data.set("disclose", draft ? path + "/disclose" : std::string());
  data.set("back", item.enquiry.empty() ? "/case/" + item.case_id.text()
                                        : "/requests/" + item.enquiry.text());
  // A second saver sees what the first one wrote beside the own words, which stay in the form.
  data.set("changed_meanwhile", !html::error_of(c.faults, "version").empty());
  data.set("fact", fact_question(c, item));
  data.set("questions", item_questions(c, is_police(borough, item.owner), &item));
  const int files = files_of(c, item);
  data.set("files", files > 0 ? attachments::count_words(files) : std::string());
  data.set("files_href", path + "/files");
  data.set("button", html::button({.text = draft ? "Save" : "Save as a new version",
                                   .prevent_double_click = true}));
  data.set("versions", versions_view(c, grant, item.id, borough));
  json::Array decisions = decisions_view(c, grant, item, borough);
  data.set("has_decisions", !decisions.empty());
  data.set("leaves",
           std::ranges::any_of(decisions, [](const json::Value& d) { return d.flag("leaves"); }));
  data.set("decisions", std::move(decisions));
  return pipeline::View{.page = "disclosure/item",
                        .title = "A piece of your agency's information",
                        .data = std::move(data),
                        .marking = item.marking};
}

bool says_the_same(const Item& before, const NewItem& now) {
  return before.fact.reveal() == now.fact.reveal() &&
         before.source.reveal() == now.source.reveal() &&
         before.event_date.reveal() == now.event_date.reveal() &&
         before.grade.reveal() == now.grade.reveal() &&
         before.handling.reveal() == now.handling.reveal() &&
         before.sensitivity == now.sensitivity && before.marking == now.marking;
}

// Decisions were about the words before: whoever asked for one asks for another, and whoever has
// received something of it must not go on relying on that.
void follow_correction(Context& c, const policy::Proof& proof, const Deps& deps,
                       const ItemRow& row) {
  const std::int64_t before = row.version - 1;
  for (const auto& r : requests_about(c.tx, row.id, before)) {
    ask_release(c, deps.timescales, r.product, row.case_id, r.recipient, {row.id});
  }
  for (const auto& r : newest_releases(c.tx, row.id, before)) {
    if (model::leaves(r.state) && deps.on_corrected)
      deps.on_corrected(c, proof, row.id, r.recipient);
  }
}

// Nothing is overwritten: what was relied on stays as the version before.
Result<Reply> edit(const policy::Grant<Action::edit_item>& grant, Context& c, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  MASH_TRY(auto row, item_in_path(c));
  if (c.input.number("version") != row.version) {
    const std::string who = directory::person_name(borough, row.written_by) + " saved version " +
                            std::to_string(row.version) + ", " + plain_time(row.written_at) +
                            ". Read it below, put both together and save again";
    return Error{ErrorCode::conflict, "Someone else saved this meanwhile", {{"version", who}}};
  }
  MASH_TRY(auto words, read_item_form(c.input, is_police(borough, row.owner)));
  words.fact = Sensitive(std::string(c.input.text("fact")));
  const pipeline::SeeOther back{
      row.enquiry.empty() ? "/items/" + row.id.text() : "/requests/" + row.enquiry.text(), {}};
  if (says_the_same(open_item(c, grant, row), words)) return back;
  ++row.version;
  row.sensitivity = words.sensitivity;
  row.marking = words.marking;
  row.written_at = c.now;
  row.written_by = grant.principal().person;
  row.sealed = seal_words(c, row, words);
  insert_item_version(c.tx, row);
  if (row.state == model::ItemState::in_hub) {
    c.changed("case", row.case_id.text());
    cases::start_clock_for_news(c, deps.timescales, row.case_id, model::NewsKind::corrected,
                                row.owner);
    follow_correction(c, grant, deps, row);
  }
  return back;
}

Result<Reply> disclose(Context& c, const Deps& deps) {
  MASH_TRY(const auto row, item_in_path(c));
  store_item_state(c.tx, row.id, model::ItemState::in_hub);
  cases::start_clock_for_news(c, deps.timescales, row.case_id, model::NewsKind::disclosed,
                              row.owner);
  c.changed("case", row.case_id.text());
  return pipeline::SeeOther{"/case/" + row.case_id.text(), {}};
}

Result<Reply> withdraw(const policy::Grant<Action::release_item>& grant, Context& c,
                       const Deps& deps) {
  MASH_TRY(const auto row, item_in_path(c));
  const auto recipient = AgencyId::parse(c.input.text("recipient"));
  const auto newest = recipient ? newest_release(c.tx, row.id, row.version, *recipient)
                                : std::optional<ReleaseRow>();
  // Also one whose time is over: what left under it is still outside.
  if (!newest || !lets_something_out(newest->state)) {
    return invalid("recipient", "There is no permission for this agency to take back");
  }
  NewRelease decision;
  decision.state = model::ReleaseState::withdrawn;
  decision.reason = std::string(c.input.text("reason"));
  add_release(c, grant, open_item(c, grant, row), *recipient, decision);
  if (deps.on_withdrawn) deps.on_withdrawn(c, grant, row.id, *recipient);
  return pipeline::SeeOther{"/items/" + row.id.text(), {}};
}

std::vector<pipeline::Field> edit_fields() {
  auto out = item_fields();
  out.push_back({.name = "fact", .label = "The fact", .required = true, .as_typed = true});
  out.push_back(
      {.name = "version", .label = "Version", .kind = pipeline::Kind::number, .required = true});
  return out;
}

}  // namespace

Result<ItemRow> item_in_path(Context& c) {
  MASH_TRY(const auto id, ItemId::parse(c.input.text("item")));
  const auto row = find_item(c.tx, id);
  if (!row) return not_found();
  return *row;
}

// To whoever may not know that there is a draft, it is as if there were none.
Result<policy::Facts> item_path_facts(Context& c) {
  MASH_TRY(const auto row, item_in_path(c));
  c.touch(row.id.text());
  auto f = item_facts(c, row, cases::standing_of(c, row.case_id));
  const bool in_hub = row.state == model::ItemState::in_hub;
  f.case_member = !f.barred && (f.own || (f.case_member && in_hub));
  f.glass_broken = f.glass_broken && in_hub && !f.own;
  // A refusal that stood under the case in "Who looked" would tell of the draft.
  if (f.case_member || f.glass_broken) c.about(row.case_id);
  if (f.glass_broken) cases::note_purpose(c, row.case_id);
  const auto head = cases::find_case(c.tx, row.case_id);
  f.reason_owed = in_hub && head && cases::owes_reason(c, *head);
  f.urgent = head && head->urgent;
  return f;
}

json::Value item_view(const Item& item) {
  json::Value v = json::Object{};
  v.set("fact", item.fact.reveal());
  v.set("source", item.source.reveal());
  v.set("event_date", item.event_date.reveal());
  v.set("sensitivity", model::words_of(static_cast<model::Sensitivity>(item.sensitivity)));
  v.set("marking", item.marking);
  v.set("grade", grade_in_words(item.grade.reveal()));
  v.set("handling", item.handling.reveal());
  return v;
}

void add_item_routes(std::vector<pipeline::Route>& out, const Deps& deps) {
  const model::Borough& borough = deps.borough;
  out.push_back(pipeline::page<Action::edit_item>(
      {.path = "/items/{item}",
       .summary = "One of my agency's items, with its versions and decisions",
       .event = "item.read",
       .facts = item_path_facts,
       .run = [&borough](const auto& grant, Context& c) { return show(grant, c, borough); }}));
  out.push_back(pipeline::act<Action::edit_item>(
      {.path = "/items/{item}",
       .summary = "Correct an item: a new version",
       .event = "item.edited",
       .fields = edit_fields(),
       .facts = item_path_facts,
       .run = [deps](const auto& grant, Context& c) { return edit(grant, c, deps); },
       .again = "/items/{item}"}));
  out.push_back(pipeline::act<Action::disclose_item>(
      {.path = "/items/{item}/disclose",
       .summary = "Bring a draft into the hub",
       .event = "item.disclosed",
       .facts = item_path_facts,
       .run = [deps](const auto&, Context& c) { return disclose(c, deps); }}));
  out.push_back(pipeline::act<Action::release_item>(
      {.path = "/items/{item}/withdraw",
       .summary = "Take back the permission to leave",
       .event = "release.withdrawn",
       .fields = {{.name = "recipient", .label = "Recipient", .required = true, .max = 40},
                  {.name = "reason",
                   .label = "Reason",
                   .required = true,
                   .max = 2000,
                   .missing = "Say why the permission is taken back"}},
       .facts = item_path_facts,
       .run = [deps](const auto& grant, Context& c) { return withdraw(grant, c, deps); },
       .again = "/items/{item}"}));
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_release_routes(out, deps);
  add_sign_routes(out, deps);
  add_standing_routes(out, deps);
  add_item_routes(out, deps);
  add_item_file_routes(out, deps);
  add_objection_routes(out, deps);
  return out;
}

}  // namespace mash::disclosure
