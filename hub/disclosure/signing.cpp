// SPDX-License-Identifier: MIT
#include "signing.h"

#include <algorithm>
#include <stdexcept>

#include "mash/attachments/shelf.h"
#include "mash/base/assert.h"
#include "mash/directory/directory.h"
#include "mash/disclosure/item_form.h"
#include "signed_store.h"
#include "standing_store.h"

namespace mash::disclosure {

namespace {

using pipeline::Context;

constexpr std::int64_t k_highest = 3;  // sensitivity

pipeline::Label label_of(const SignedRow& row) {
  return {.owner = row.owner, .kind = "signed_record", .case_id = row.case_id, .row = row.id};
}

// The same each time somebody is asked, so that the act knows again what the page had signed; kept
// with the record, and given to the recipient alone.
crypto::Key key_of(const Context& c, const std::string& release) {
  const auto key = crypto::Key::from(
      c.vault.lookup("signed-release", release + '\x1f' + c.principal.person.text()));
  MASH_ASSERT(key.has_value());
  return *key;
}

struct Unsigned {
  ItemRow item;
  ReleaseRow release;
  bool two_people = false;
  bool half = false;
  bool left = false;
};

// The decision by which it left, whatever became of that since, and the one that stands.
std::vector<ReleaseRow> decisions_to_sign(Context& c, const RequestRow& request,
                                          std::optional<UtcTime> left_at) {
  std::vector<ReleaseRow> out;
  if (left_at) {
    auto left = release_at(c.tx, request.item, request.version, request.recipient, *left_at);
    if (left && lets_something_out(left->state)) out.push_back(*std::move(left));
  }
  auto newest = newest_release(c.tx, request.item, request.version, request.recipient);
  const bool same = newest && !out.empty() && out.front().id == newest->id;
  if (newest && !same && lets_something_out(standing_state(*newest, c.now))) {
    out.push_back(*std::move(newest));
  }
  return out;
}

// What wants a signature that the reader has not given.
std::vector<Unsigned> unsigned_releases(Context& c, const RequestRow& request,
                                        const std::optional<Left>& left) {
  std::vector<Unsigned> out;
  if (request.owner != c.principal.agency) return out;
  const auto item = find_item(c.tx, request.item);
  if (!item || item->state != model::ItemState::in_hub || item->version != request.version) {
    return out;
  }
  const bool two = item->sensitivity >= k_highest;
  std::optional<UtcTime> at;
  if (left && std::ranges::find(left->items, request.item) != left->items.end()) at = left->at;
  for (auto& release : decisions_to_sign(c, request, at)) {
    const auto by = signed_of(c.tx, release.id);
    const bool mine = std::ranges::find(by, c.principal.person, &SignedRow::person) != by.end();
    if (mine || by.size() >= (two ? 2U : 1U)) continue;
    const bool has_left = at && release.decided_at <= *at;
    out.push_back({*item, std::move(release), two, !by.empty(), has_left});
  }
  return out;
}

// The rule by which it left, where a passkey signed that.
std::optional<signatures::SignedLine> by_rule(Context& c, const policy::Proof& proof,
                                              const model::Borough& borough, const ItemRow& item,
                                              const ReleaseRow& release) {
  const auto use = find_use(c.tx, release.id);
  const auto rule = use ? find_standing(c.tx, use->standing) : std::nullopt;
  if (!rule || rule->record.empty() || item.state != model::ItemState::in_hub) return std::nullopt;
  const auto value = json::parse(rule->record);
  const auto record = passkey::decode(value ? *value : json::Value{});
  if (!record) throw std::runtime_error("a standing release cannot be read: " + rule->rule.id);
  const auto said = open_release(c, proof, item, release).said;
  return signatures::SignedLine{
      .record = *record,
      .key = key_of(c, release.id),
      .terms = signatures::encode(signatures::StandingClaim{
          .sensitivity = item.sensitivity, .when = use->situation, .at = use->at}),
      .by_rule = line_of(borough, outgoing_of(c, open_item(c, proof, item), release, said))};
}

std::optional<Left> left_of(Context& c, const Deps& deps, const ProductId& product) {
  return deps.left ? deps.left(c, product) : std::nullopt;
}

std::vector<std::string> fill_of(const Context& c, const std::vector<ToSign>& all) {
  std::vector<std::string> out;
  for (std::size_t n = 0; n < signatures::k_lines; ++n) {
    out.push_back(hex(c.vault.lookup(
        "signed-nothing",
        all.front().release + '\x1f' + c.principal.person.text() + '\x1f' + std::to_string(n))));
  }
  return out;
}

}  // namespace

packages::ProductLine line_of(const model::Borough& borough, Outgoing out) {
  const std::string owner = directory::agency_name(borough, out.owner);
  if (out.files > 0) {
    const auto* agency = borough.find_agency(out.owner);
    out.source += std::string(out.source.empty() ? "" : ". ") +
                  (out.files == 1 ? "1 file with it stays in the hub"
                                  : std::to_string(out.files) + " files with it stay in the hub") +
                  ": ask " + owner + (agency == nullptr ? "" : ", " + agency->on_call.telephone);
  }
  return {.owner = owner,
          .text = std::move(out.text),
          .source = std::move(out.source),
          .date = std::move(out.event_date),
          .grade = grade_in_words(out.grade)};
}

bool any_to_sign(Context& c, const Deps& deps, const ProductId& product) {
  const auto left = left_of(c, deps, product);
  return std::ranges::any_of(requests_of_product(c.tx, product), [&](const RequestRow& request) {
    return !unsigned_releases(c, request, left).empty();
  });
}

std::vector<ToSign> to_sign(Context& c, const policy::Proof& proof, const Deps& deps,
                            const ProductId& product) {
  std::vector<ToSign> out;
  const auto outside = left_of(c, deps, product);
  for (const auto& request : requests_of_product(c.tx, product)) {
    for (const auto& [item, release, two, half, left] : unsigned_releases(c, request, outside)) {
      if (out.size() == signatures::k_lines) break;
      const auto opened = open_release(c, proof, item, release);
      Outgoing leaves = outgoing_of(c, open_item(c, proof, item), release, opened.said);
      if (leaves.text.empty()) continue;
      out.push_back(
          {.release = release.id,
           .item = request.item,
           .recipient = request.recipient,
           .line = {},
           .before_visit = leaves.could_harm,
           .terms = signatures::encode({.state = std::string(model::code_of(release.state)),
                                        .purpose = opened.said.purpose,
                                        .basis = release.basis,
                                        .until = release.expires_at,
                                        .two_people = two}),
           .two_people = two,
           .half = half,
           .left = left});
      out.back().line = line_of(deps.borough, std::move(leaves));
    }
  }
  return out;
}

json::Object what_is_signed(const Context& c, const std::vector<ToSign>& all) {
  std::vector<std::string> commitments;
  for (const auto& one : all) {
    commitments.push_back(
        signatures::commitment(key_of(c, one.release), one.line, one.before_visit, one.terms));
  }
  return signatures::release_record(all.front().recipient, std::move(commitments), fill_of(c, all));
}

void store_signed(Context& c, const std::vector<ToSign>& all, const passkey::SignedRecord& record) {
  SignedRow row{.id = new_id_text(c.random),
                .case_id = c.case_id,
                .owner = c.principal.agency,
                .person = c.principal.person,
                .at = c.now,
                .sealed = {}};
  json::Array lines;
  std::vector<std::string> releases;
  for (const auto& one : all) {
    releases.push_back(one.release);
    lines.push_back(json::Object{{"release", one.release},
                                 {"key", hex(key_of(c, one.release).bytes())},
                                 {"terms", one.terms}});
    c.touch(one.item.text());
  }
  json::Value words = json::Object{};
  words.set("signed", passkey::encode(record));
  words.set("lines", std::move(lines));
  row.sealed = c.vault.seal(c.tx, label_of(row), json::encode(words), c.random);
  insert_signed(c.tx, row, releases);
  c.touch(row.id);
  c.changed("case", c.case_id.text());
}

std::vector<signatures::SignedLine> signed_lines(Context& c, const policy::Proof& proof,
                                                 const model::Borough& borough,
                                                 const AgencyId& recipient,
                                                 const std::vector<ItemId>& items,
                                                 UtcTime left_at) {
  std::vector<signatures::SignedLine> out;
  for (const auto& item : items) {
    const auto row = find_item(c.tx, item);
    if (!row) continue;
    const auto release = release_at(c.tx, item, row->version, recipient, left_at);
    if (!release) continue;
    if (auto rule = by_rule(c, proof, borough, *row, *release)) out.push_back(*std::move(rule));
    for (const auto& one : signed_of(c.tx, release->id)) {
      const auto words = c.vault.open_json(c.tx, proof, label_of(one), one.sealed);
      const auto record = passkey::decode(words["signed"]);
      if (!record) throw std::runtime_error("a signature cannot be read: " + one.id);
      for (const auto& line : *words["lines"].as_array()) {
        if (line.text("release") != release->id) continue;
        const auto raw = from_hex(line.text("key"));
        const auto key = crypto::Key::from(*raw);
        out.push_back({.record = *record, .key = *key, .terms = line.text("terms")});
      }
    }
  }
  return out;
}

}  // namespace mash::disclosure
