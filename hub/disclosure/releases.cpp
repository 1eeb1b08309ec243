// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <stdexcept>

#include "clearance.h"
#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/cases/clocks.h"
#include "mash/crypto/crypto.h"
#include "mash/html/house.h"
#include "release_words.h"

namespace mash::disclosure {

namespace {

using model::ReleaseState;

pipeline::Label label_of(const ItemRow& item, const std::string& release) {
  return {.owner = item.owner,
          .kind = "release",
          .case_id = item.case_id,
          .row = release,
          .version = item.version,
          .sensitivity = item.sensitivity,
          .marks = item.marking};
}

json::Array array_of(const std::vector<std::string>& texts) {
  return json::Array(texts.begin(), texts.end());
}

// Members in this order, so that the same decision always gives the same bytes.
std::string canonical_record(const Item& item, const AgencyId& recipient, const NewRelease& d,
                             const StaffId& by, UtcTime at) {
  json::Value v = json::Object{};
  v.set("schema", "openmash.release.1");
  v.set("item", item.id.text());
  v.set("version", item.version);
  v.set("owner", item.owner.text());
  v.set("recipient", recipient.text());
  v.set("state", model::code_of(d.state));
  v.set("sha256", leaving_hash(leaving(item, d)));
  v.set("basis", array_of(d.basis));
  v.set("purpose", d.purpose);
  v.set("reason", d.reason);
  v.set("necessity", d.necessity);
  v.set("withhold_reason", d.withhold_reason);
  v.set("could_harm", d.could_harm);
  v.set("objections", array_of(d.objections));
  v.set("despite", d.despite);
  v.set("expires_at", d.expires_at ? iso_utc(*d.expires_at) : std::string());
  v.set("decided_by", by.text());
  v.set("decided_at", iso_utc(at));
  v.set("proof", d.standing.empty() ? "session" : "standing release " + d.standing);
  return json::encode(v);
}

// UNDECIDED, or what stands; words only where `said` was opened.
Release release_of(const ItemRow& item, const AgencyId& recipient, const ReleaseRow* row,
                   const NewRelease* said, UtcTime now) {
  Release out;
  out.item = item.id;
  out.version = item.version;
  out.recipient = recipient;
  out.state = ReleaseState::undecided;
  if (row == nullptr) return out;
  out.id = row->id;
  out.state = standing_state(*row, now);
  out.expires_at = row->expires_at;
  out.decided_by = row->decided_by;
  out.decided_at = row->decided_at;
  // The code of a reason, such as REFUGE_ADDRESS, says something about the item too.
  if (said == nullptr) return out;
  out.withhold_reason = row->withhold_reason;
  out.basis = row->basis;
  out.wording = Sensitive(said->wording);
  out.reason = Sensitive(said->reason);
  out.purpose = said->purpose;
  out.necessity = Sensitive(said->necessity);
  out.despite = Sensitive(said->despite);
  return out;
}

}  // namespace

json::Value tag_of(ReleaseState state) {
  using html::Release;
  Release look = Release::undecided;
  if (lets_something_out(state)) {
    look = state == ReleaseState::released ? Release::may_leave : Release::may_leave_in_part;
  } else if (state != ReleaseState::undecided && state != ReleaseState::expired) {
    look = Release::stays;
  }
  json::Value tag = html::release_tag(look);
  tag.set("text", model::words_of(state));
  return tag;
}

json::Value manager_only_tag() {
  return html::release_tag(html::Release::manager_only);
}

ReleaseState standing_state(const ReleaseRow& row, UtcTime now) {
  const bool over = row.expires_at && *row.expires_at <= now;
  return over && lets_something_out(row.state) ? ReleaseState::expired : row.state;
}

bool lets_something_out(ReleaseState state) {
  return model::leaves(state) || state == ReleaseState::existence_only;
}

bool waits_for_owner(db::Transaction& tx, const RequestRow& request, UtcTime now) {
  const auto row = newest_release(tx, request.item, request.version, request.recipient);
  return !row || standing_state(*row, now) == ReleaseState::expired;
}

Outgoing leaving(const Item& item, const NewRelease& d) {
  Outgoing out{.owner = item.owner, .state = d.state, .could_harm = d.could_harm};
  if (d.state == ReleaseState::released) {
    out.text = item.fact.reveal();
    out.source = item.source.reveal();
    out.event_date = item.event_date.reveal();
    out.grade = item.grade.reveal();
  } else if (lets_something_out(d.state)) {
    out.text = d.wording;
  }
  return out;
}

Outgoing outgoing_of(pipeline::Context& c, const Item& item, const ReleaseRow& row,
                     const NewRelease& said) {
  Outgoing out = leaving(item, said);
  if (out.state == ReleaseState::released) {
    out.files = attachments::files_at(c.tx, item.id, row.decided_at);
  }
  return out;
}

std::string leaving_hash(const Outgoing& out) {
  json::Value v = json::Object{};
  v.set("text", out.text);
  v.set("source", out.source);
  v.set("event_date", out.event_date);
  v.set("grade", out.grade);
  return hex(crypto::sha256(as_bytes(json::encode(v))));
}

std::string add_release(pipeline::Context& c, const policy::Proof& proof, const Item& item,
                        const AgencyId& recipient, const NewRelease& d) {
  const StaffId& by = d.standing.empty() ? proof.principal().person : d.signed_by;
  const std::string record = canonical_record(item, recipient, d, by, c.now);
  json::Value words = json::Object{};
  words.set("wording", d.wording);
  words.set("reason", d.reason);
  words.set("purpose", d.purpose);
  words.set("necessity", d.necessity);
  words.set("could_harm", d.could_harm);
  words.set("despite", d.despite);
  words.set("objections", array_of(d.objections));
  words.set("sha256", leaving_hash(leaving(item, d)));
  words.set("record", record);
  ReleaseRow row{.id = new_id_text(c.random),
                 .item = item.id,
                 .version = item.version,
                 .recipient = recipient,
                 .state = d.state,
                 .withhold_reason = d.withhold_reason,
                 .basis = d.basis,
                 .expires_at = d.expires_at,
                 .decided_by = by,
                 .decided_at = c.now,
                 .sealed = {}};
  const auto item_row = find_item(c.tx, item.id);
  row.sealed = c.vault.seal(c.tx, label_of(*item_row, row.id), json::encode(words), c.random);
  insert_release(c.tx, row);
  c.touch(item.id.text());
  c.touch(row.id);
  c.note(std::string(model::code_of(d.state)));
  c.changed("case", item.case_id.text());
  return row.id;
}

OpenedRelease open_release(pipeline::Context& c, const policy::Proof& proof, const ItemRow& item,
                           const ReleaseRow& row) {
  const json::Value v =
      c.vault.show_json(c.tx, proof, label_of(item, row.id), row.sealed, {"wording", "reason"});
  OpenedRelease out;
  out.said.state = row.state;
  out.said.wording = v.text("wording");
  out.said.reason = v.text("reason");
  out.said.withhold_reason = row.withhold_reason;
  out.said.could_harm = v.flag("could_harm");
  out.said.basis = row.basis;
  out.said.purpose = v.text("purpose");
  out.said.necessity = v.text("necessity");
  out.said.expires_at = row.expires_at;
  out.said.despite = v.text("despite");
  out.hash = v.text("sha256");
  out.record = v.text("record");
  return out;
}

void ask_release(pipeline::Context& c, const cases::Timescales& timescales,
                 const ProductId& product, const CaseId& id, const AgencyId& recipient,
                 const std::vector<ItemId>& items) {
  const auto head = cases::find_case(c.tx, id);
  MASH_ASSERT(head.has_value());
  std::set<AgencyId> owners;
  for (const auto& item : items) {
    const auto row = find_item(c.tx, item);
    if (!row || row->case_id != id || row->state != model::ItemState::in_hub) continue;
    const RequestRow request{.product = product,
                             .item = item,
                             .version = row->version,
                             .case_id = id,
                             .recipient = recipient,
                             .owner = row->owner,
                             .asked_at = c.now,
                             .asked_by = c.principal.person};
    insert_request(c.tx, request);
    c.touch(item.text());
    if (waits_for_owner(c.tx, request, c.now)) owners.insert(row->owner);
  }
  for (const auto& owner : owners) {
    start_release_clock(c, timescales, *head, product, owner);
  }
  c.changed("case", id.text());
}

std::vector<Release> releases_for(pipeline::Context& c, const policy::Proof& proof,
                                  const CaseId& id, const AgencyId& recipient,
                                  const std::vector<ItemId>& items) {
  const auto standing = cases::standing_of(c, id);
  std::vector<Release> out;
  for (const auto& item : items) {
    const auto row = find_item(c.tx, item);
    if (!row || row->case_id != id) continue;
    const auto newest = newest_release(c.tx, item, row->version, recipient);
    const auto seen = visible_item(c, *row, standing);
    if (newest && seen && seen->readable) {
      const auto opened = open_release(c, proof, *row, *newest);
      out.push_back(release_of(*row, recipient, &*newest, &opened.said, c.now));
    } else {
      out.push_back(release_of(*row, recipient, newest ? &*newest : nullptr, nullptr, c.now));
    }
  }
  return out;
}

std::vector<Release> releases_of(pipeline::Context& c, const policy::Proof& proof,
                                 const Item& item) {
  std::vector<Release> out;
  const auto row = find_item(c.tx, item.id);
  if (!row) return out;
  for (const auto& newest : newest_releases(c.tx, item.id, item.version)) {
    if (item.readable) {
      const auto opened = open_release(c, proof, *row, newest);
      out.push_back(release_of(*row, newest.recipient, &newest, &opened.said, c.now));
    } else {
      out.push_back(release_of(*row, newest.recipient, &newest, nullptr, c.now));
    }
  }
  return out;
}

std::vector<Outgoing> outgoing(pipeline::Context& c,
                               const policy::Grant<policy::Action::issue_product>& grant,
                               const CaseId& id, const AgencyId& recipient,
                               const std::vector<ItemId>& items) {
  std::vector<Outgoing> out;
  for (const auto& item : items) {
    const auto row = find_item(c.tx, item);
    if (!row || row->case_id != id || row->state != model::ItemState::in_hub) continue;
    const auto newest = newest_release(c.tx, item, row->version, recipient);
    if (!newest || !lets_something_out(standing_state(*newest, c.now))) continue;
    const Item words = open_item(c, grant, *row);  // nothing leaves of a sealed compartment
    const auto opened = open_release(c, grant, *row, *newest);
    Outgoing one = outgoing_of(c, words, *newest, opened.said);
    if (leaving_hash(one) != opened.hash) {
      throw std::runtime_error("what would leave is not what its owner decided on: " +
                               row->id.text());
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::disclosure
