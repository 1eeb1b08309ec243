// SPDX-License-Identifier: MIT
#include "doubts.h"

#include <algorithm>
#include <set>

#include "build.h"
#include "mash/cases/bars.h"
#include "mash/directory/directory.h"
#include "mash/html/forms.h"
#include "others.h"
#include "send.h"

namespace mash::product {

namespace {

using pipeline::Context;
using policy::Action;

constexpr const char* k_path = "/case/{case}/products/doubts";

pipeline::Label why_label(const ProductHead& head) {
  return {.owner = pipeline::k_front_door,
          .kind = "product_doubt",
          .case_id = head.case_id,
          .row = head.id.text()};
}

// What the recipient has in its hands: the newest, unless it refused it or it was taken back.
std::optional<VersionRow> in_hand(db::Transaction& tx, const ProductId& id) {
  auto newest = newest_issued(tx, id);
  if (newest && newest->state != ProductState::issued && newest->state != ProductState::accepted) {
    return std::nullopt;
  }
  return newest;
}

// When somebody whom it names as one person was parted, for who may not know of hidden cases.
std::optional<UtcTime> parted_since(Context& c, const policy::Proof& proof, const ProductHead& head,
                                    const VersionRow& row, const std::set<CaseId>& hidden) {
  const auto sealed = sealed_issued(c.tx, head.id, row.draft);
  const auto words = c.vault.open_json(c.tx, proof, issued_label(head, row.draft), sealed);
  const auto* named = words["named"].as_array();
  if (named == nullptr) return std::nullopt;  // left before they were written down
  std::optional<UtcTime> out;
  for (const auto& person : *named) {
    std::vector<PersonId> ids;
    for (const auto& id : *person.as_array()) ids.push_back(PersonId::trusted(*id.as_string()));
    const auto at = people::parted_at(c.tx, ids, hidden);
    if (at) out = std::max(out.value_or(*at), *at);
  }
  return out;
}

// It stands with the recipient still, and the reader may know why it is in doubt.
bool is_in_doubt(Context& c, const policy::Proof& proof, const ProductHead& head,
                 const DoubtRow& doubt) {
  const auto row = in_hand(c.tx, head.id);
  if (!row || row->version != doubt.version) return false;
  return doubt.kind != Doubt::two_persons ||
         parted_since(c, proof, head, *row, cases::barred_cases(c.tx, c.principal.person));
}

json::Value doubt_view(Context& c, const Deps& deps, const ProductHead& head,
                       const DoubtRow& doubt) {
  json::Value out = json::Object{};
  const std::string recipient = directory::agency_name(deps.borough, head.recipient);
  const auto row = in_hand(c.tx, head.id);
  const bool safety = row && row->safety;
  out.set("what", "Version " + std::to_string(doubt.version) +
                      (safety ? " (safety product) to " : " to ") + recipient +
                      (row ? ", sent " + plain_time(row->issued_at) : ""));
  out.set("why", model::words_of(doubt.kind));
  out.set("since", plain_time(doubt.since));
  const bool writes = may(c.principal, safety ? Action::issue_product : Action::compose_product);
  out.set("anew", !writes  ? std::string()
                  : safety ? case_path(head.case_id, "/safety")
                           : case_path(head.case_id, "/products/new") + "?from=" + head.id.text());
  return out;
}

// Each product of the case that is in doubt by this, as far as the reader may know why.
std::vector<ProductHead> in_doubt(Context& c, const policy::Proof& proof, const CaseId& id,
                                  Doubt kind) {
  std::vector<ProductHead> out;
  for (const auto& doubt : open_doubts(c.tx, id)) {
    if (doubt.kind != kind) continue;
    const auto head = find_product(c.tx, doubt.product);
    if (is_in_doubt(c, proof, *head, doubt)) out.push_back(*head);
  }
  return out;
}

json::Value answer_form(const Context& c, const CaseId& id, Doubt kind, std::size_t count,
                        bool first) {
  const std::string code(model::code_of(kind));
  const bool mine = typed(c, "doubt") == code;
  // An error leads to the field by its name.
  const bool plain = typed(c, "doubt").empty() ? first : mine;
  const auto said = [&](const char* name) { return mine ? typed(c, name) : std::string(); };
  const auto error = [&](const char* name) {
    return mine ? html::error_of(c.faults, name) : std::string();
  };
  json::Value out = json::Object{};
  out.set("action", case_path(id, "/products/doubts"));
  out.set("doubt", code);
  out.set("count", count);
  out.set("fields",
          html::fields(
              {html::radios(
                   {.name = "answer",
                    .legend = count == 1 ? "What becomes of it?" : "What becomes of them?",
                    .error = error("answer"),
                    .value = said("answer"),
                    .choices = {{.value = "recall",
                                 .text = count == 1 ? "Take it back"
                                                    : "Take all " + std::to_string(count) + " back",
                                 .hint = "Each recipient is told why"},
                                {.value = "stands",
                                 .text = "What was sent can stay as it is",
                                 .hint = "Say why below"}},
                    .id = plain ? "" : "answer-" + code,
                    .legend_classes = "govuk-fieldset__legend--s"}),
               html::textarea({.name = "reason",
                               .label = "Why it can stay",
                               .error = error("reason"),
                               .value = said("reason"),
                               .id = plain ? "" : "reason-" + code,
                               .rows = 2,
                               .max_length = 1000,
                               .label_classes = "govuk-label--s"})}));
  return out;
}

Result<pipeline::Reply> answer(const Deps& deps, const IssueGrant& grant, Context& c) {
  const auto id = case_of(c);
  const auto kind = *model::from_code<Doubt>(c.input.text("doubt"));
  const auto heads = in_doubt(c, grant, id, kind);
  if (heads.empty()) {
    return Error{ErrorCode::conflict, "Nothing of what was sent is in doubt any more", {}};
  }
  if (c.input.number("count") != static_cast<std::int64_t>(heads.size())) {
    return Error{ErrorCode::conflict, "Something else is in doubt now. Look at it first", {}};
  }
  const bool stands = c.input.text("answer") == "stands";
  if (stands && !c.input.has("reason")) return invalid("reason", "Say why it can stay");
  for (const auto& head : heads) {
    if (stands) {
      const json::Value why = json::Object{{"reason", std::string(c.input.text("reason"))}};
      end_doubts(c.tx, head.id, kind, c.now, c.principal.person,
                 c.vault.seal(c.tx, why_label(head), json::encode(why), c.random));
      c.touch(head.id.text());
      continue;
    }
    if (const auto row = in_hand(c.tx, head.id)) {
      take_back(c, head, *row,
                kind == Doubt::contact ? RecallReason::contact_changed : RecallReason::two_persons);
    }
  }
  c.note(std::string(model::code_of(kind)));
  c.changed("case", id.text());
  if (!stands) go_on(c, grant, deps, id);
  return pipeline::SeeOther{case_path(id, "/products"), {}};
}

}  // namespace

json::Array ids_of_named(Context& c, const policy::Proof& proof, const ProductHead& head,
                         const VersionRow& row) {
  const Draft draft = open_draft(c, proof, head, row);
  std::vector<PersonId> named = draft.children;
  for (auto& other : named_persons(draft.others)) named.push_back(std::move(other));
  if (row.safety) {
    for (const auto& child : people::children_of(c, proof, head.case_id)) {
      named.push_back(child.person);
    }
  }
  json::Array out;
  for (const auto& person : named) {
    json::Array ids;
    for (const auto& id : people::ids_of_person(c.tx, person)) ids.emplace_back(id.text());
    out.emplace_back(std::move(ids));
  }
  return out;
}

void contact_changed(Context& c, const CaseId& id) {
  for (const auto& head : products_of(c.tx, id)) {
    const auto row = in_hand(c.tx, head.id);
    if (!row) continue;
    insert_doubt(c.tx, {head.id, row->version, Doubt::contact, c.now});
    c.touch(head.id.text());
  }
}

void people_changed(Context& c, const policy::Proof& proof, const CaseId& id) {
  for (const auto& head : products_of(c.tx, id)) {
    const auto row = in_hand(c.tx, head.id);
    const auto parted = row ? parted_since(c, proof, head, *row, {}) : std::nullopt;
    if (!parted) continue;
    insert_doubt(c.tx, {head.id, row->version, Doubt::two_persons, *parted});
    c.touch(head.id.text());
  }
}

json::Value cases_in_doubt(Context& c, const policy::Proof& proof) {
  if (!may(c.principal, Action::issue_product)) return false;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  json::Array rows;
  for (const auto& id : cases_in_doubt(c.tx)) {
    if (hidden.contains(id)) continue;
    const bool any = !in_doubt(c, proof, id, Doubt::contact).empty() ||
                     !in_doubt(c, proof, id, Doubt::two_persons).empty();
    if (!any) continue;
    const auto head = cases::find_case(c.tx, id);
    const std::string children = people::children_line(c, proof, id);
    json::Value row = json::Object{};
    row.set("href", case_path(id, "/products"));
    row.set("case", (children.empty() ? "" : children + ", ") + head->reference);
    rows.push_back(std::move(row));
    c.touch(id.text());
  }
  if (rows.empty()) return false;
  json::Value out = json::Object{};
  out.set("count", rows.size());
  out.set("rows", std::move(rows));
  return out;
}

json::Value doubts_data(Context& c, const policy::Proof& proof, const Deps& deps,
                        const CaseId& id) {
  if (!cases::is_front_door(c.principal)) return false;
  json::Array groups;
  for (const auto& word : model::k_words<Doubt>) {
    json::Array rows;
    for (const auto& doubt : open_doubts(c.tx, id)) {
      if (doubt.kind != word.value) continue;
      const auto head = find_product(c.tx, doubt.product);
      if (is_in_doubt(c, proof, *head, doubt)) rows.push_back(doubt_view(c, deps, *head, doubt));
    }
    if (rows.empty()) continue;
    json::Value group = json::Object{};
    group.set("why", word.words);
    group.set("form", may(c.principal, Action::issue_product)
                          ? answer_form(c, id, word.value, rows.size(), groups.empty())
                          : json::Value(false));
    group.set("rows", std::move(rows));
    groups.push_back(std::move(group));
  }
  return groups.empty() ? json::Value(false) : json::Object{{"groups", std::move(groups)}};
}

json::Array answered_data(Context& c, const policy::Proof& proof, const Deps& deps,
                          const CaseId& id) {
  json::Array out;
  if (!cases::is_front_door(c.principal)) return out;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  for (const auto& one : answered_doubts(c.tx, id)) {
    // Whoever may not know of all cases could learn from it that two were one.
    if (one.doubt.kind == Doubt::two_persons && !hidden.empty()) continue;
    const auto head = find_product(c.tx, one.doubt.product);
    const auto why = c.vault.open_json(c.tx, proof, why_label(*head), one.sealed).text("reason");
    out.emplace_back("Version " + std::to_string(one.doubt.version) + " to " +
                     directory::agency_name(deps.borough, head->recipient) +
                     " was in doubt and can stay: " + why + " (" +
                     directory::person_name(deps.borough, one.by) + ", " + plain_time(one.at) +
                     ")");
  }
  return out;
}

void add_doubt_routes(Routes& out, const Deps& deps) {
  std::vector<std::string> kinds;
  for (const auto& word : model::k_words<Doubt>) kinds.emplace_back(word.code);
  out.push_back(pipeline::act<Action::issue_product>(
      {.path = k_path,
       .summary = "Take back all that is in doubt for one reason, or say why it can stay",
       .event = "product.doubt-answered",
       .fields = {{.name = "doubt",
                   .label = "Which doubt",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = std::move(kinds)},
                  {.name = "answer",
                   .label = "What becomes of it",
                   .kind = pipeline::Kind::choice,
                   .required = true,
                   .choices = {"recall", "stands"},
                   .missing = "Select what becomes of what was sent"},
                  {.name = "count",
                   .label = "How many were shown",
                   .kind = pipeline::Kind::number,
                   .required = true,
                   .max = 4},
                  {.name = "reason", .label = "Why it can stay", .max = 1000, .as_typed = true}},
       .facts = cases::case_facts,
       .run = [deps](const auto& grant, Context& c) { return answer(deps, grant, c); },
       .again = "/case/{case}/products"}));
}

}  // namespace mash::product
