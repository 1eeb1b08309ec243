// SPDX-License-Identifier: MIT
#include "mash/disclosure/items.h"

#include <algorithm>

#include "item_words.h"
#include "mash/cases/cases.h"
#include "mash/disclosure/item_versions.h"
#include "mash/policy/policy.h"

namespace mash::disclosure {

namespace {

using policy::Action;
using policy::Kernel;

Item head_of(const ItemRow& row) {
  Item out;
  out.id = row.id;
  out.version = row.version;
  out.case_id = row.case_id;
  out.enquiry = row.enquiry;
  out.owner = row.owner;
  out.state = row.state;
  out.sensitivity = row.sensitivity;
  out.marking = row.marking;
  out.created_at = row.created_at;
  out.created_by = row.created_by;
  out.written_at = row.written_at;
  return out;
}

}  // namespace

policy::Facts item_facts(const pipeline::Context& c, const ItemRow& row,
                         const policy::Facts& standing) {
  policy::Facts f = standing;
  f.own = row.owner == c.principal.agency;
  f.sensitivity = static_cast<std::uint8_t>(row.sensitivity);
  switch (row.state) {
    case model::ItemState::draft:
      f.item = policy::ItemState::draft;
      break;
    case model::ItemState::in_hub:
      f.item = policy::ItemState::in_hub;
      break;
    case model::ItemState::erased:
      f.item = policy::ItemState::erased;
      break;
  }
  return f;
}

pipeline::Label label_of(const ItemRow& row) {
  return {.owner = row.owner,
          .kind = "item",
          .case_id = row.case_id,
          .row = row.id.text(),
          .version = row.version,
          .sensitivity = row.sensitivity,
          .marks = row.marking};
}

Bytes seal_words(pipeline::Context& c, const ItemRow& row, const NewItem& words) {
  json::Value v = json::Object{};
  v.set("fact", words.fact.reveal());
  v.set("source", words.source.reveal());
  v.set("event_date", words.event_date.reveal());
  v.set("grade", words.grade.reveal());
  v.set("handling", words.handling.reveal());
  return c.vault.seal(c.tx, label_of(row), json::encode(v), c.random);
}

Item open_item(pipeline::Context& c, const policy::Proof& proof, const ItemRow& row) {
  const json::Value v = c.vault.open_json(c.tx, proof, label_of(row), row.sealed);
  Item out = head_of(row);
  out.fact = Sensitive(v.text("fact"));
  out.source = Sensitive(v.text("source"));
  out.event_date = Sensitive(v.text("event_date"));
  out.grade = Sensitive(v.text("grade"));
  out.handling = Sensitive(v.text("handling"));
  out.readable = true;
  return out;
}

namespace {

// Where it stands with its owner's key away: that there is one, and whom to ask.
Item sealed_item(const ItemRow& row, const char* words) {
  Item out = head_of(row);
  out.fact = Sensitive(words);
  out.readable = true;
  return out;
}

}  // namespace

std::optional<Item> visible_item(pipeline::Context& c, const ItemRow& row,
                                 const policy::Facts& standing) {
  policy::Rule why{};
  const auto grant =
      Kernel::decide<Action::read_item>(c.principal, item_facts(c, row, standing), why);
  if (grant) {
    try {
      return open_item(c, *grant, row);
    } catch (const pipeline::SealedCompartment& e) {
      return sealed_item(row, e.what());
    }
  }
  // That one item exists is for the rest of the case to know; what it says is not.
  if (why == policy::Rule::too_sensitive) return head_of(row);
  return std::nullopt;
}

ItemId add_item(pipeline::Context& c, const policy::Proof& proof, const NewItem& item,
                bool in_hub) {
  ItemRow row;
  row.id = ItemId::make(c.random);
  row.case_id = item.case_id;
  row.enquiry = item.enquiry;
  row.owner = proof.principal().agency;
  row.state = in_hub ? model::ItemState::in_hub : model::ItemState::draft;
  row.sensitivity = item.sensitivity;
  row.marking = item.marking;
  row.created_at = c.now;
  row.created_by = proof.principal().person;
  row.written_at = c.now;
  row.written_by = proof.principal().person;
  row.sealed = seal_words(c, row, item);
  insert_item(c.tx, row);
  c.touch(row.id.text());
  // The change table feeds everybody's live pages: a draft moves nothing there.
  if (in_hub) c.changed("case", item.case_id.text());
  return row.id;
}

int own_drafts(pipeline::Context& c, const CaseId& id) {
  return static_cast<int>(draft_ids(c.tx, id, c.principal.agency).size());
}

int disclose_drafts(pipeline::Context& c, const CaseId& id, const std::set<std::string>& kept) {
  int disclosed = 0;
  for (const auto& item : draft_ids(c.tx, id, c.principal.agency)) {
    if (kept.contains(item.text())) continue;
    const auto row = find_item(c.tx, item);
    const auto facts = item_facts(c, *row, cases::standing_of(c, id));
    if (!policy::may(c.principal, Action::disclose_item, facts)) continue;
    store_item_state(c.tx, item, model::ItemState::in_hub);
    c.touch(item.text());
    ++disclosed;
  }
  if (disclosed > 0) c.changed("case", id.text());
  return disclosed;
}

std::vector<Item> visible_items(pipeline::Context& c, const CaseId& id) {
  const auto standing = cases::standing_of(c, id);
  std::vector<Item> out;
  for (const auto& row : items_of_case(c.tx, id)) {
    if (auto item = visible_item(c, row, standing)) out.push_back(*std::move(item));
  }
  return out;
}

std::optional<Item> visible_version(pipeline::Context& c, const ItemId& item,
                                    std::int64_t version) {
  const auto rows = item_versions(c.tx, item);  // newest first
  const auto row = std::ranges::find(rows, version, &ItemRow::version);
  if (row == rows.end() || row->state == model::ItemState::erased) return std::nullopt;
  const auto standing = cases::standing_of(c, row->case_id);
  policy::Rule why{};
  const auto newest =
      Kernel::decide<Action::read_item>(c.principal, item_facts(c, rows.front(), standing), why);
  if (newest) return visible_item(c, *row, standing);
  if (why == policy::Rule::too_sensitive) return head_of(*row);
  return std::nullopt;
}

}  // namespace mash::disclosure
