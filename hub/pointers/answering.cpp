// SPDX-License-Identifier: MIT
// This hub is asked; and what it hears is led to whom it concerns.
#include <algorithm>
#include <array>

#include "mash/base/log.h"
#include "talk.h"

namespace mash::pointers {

namespace {

using pipeline::Context;

constexpr std::array<std::string_view, pointer::k_whys> k_why = {
    "QUOTA_USER", "QUOTA_HUB", "EPOCH", "REASON", "SIZE", "REPLAY", "ELEMENT"};

pipeline::Label given_label(std::string_view row) {
  return {.owner = pipeline::k_front_door, .kind = "pointer_given", .row = row};
}

crypto::Hash hash_in(const std::string& digits) {
  crypto::Hash out{};
  const auto bytes = from_hex(digits);
  if (bytes && bytes->size() == out.size()) std::ranges::copy(*bytes, out.begin());
  return out;
}

pointer::Logged logged_in(const GivenRow& row) {
  pointer::Logged out{.id = row.id,
                      .epoch = row.epoch,
                      .commitment = hash_in(row.commitment),
                      .elements = hash_in(row.elements)};
  const auto* why = std::ranges::find(k_why, row.refused);
  if (why != k_why.end()) out.refused = static_cast<pointer::Why>(why - k_why.begin());
  return out;
}

void keep(Context& c, const pointer::HubId& from, const pointer::Logged& log, const Bytes& asker) {
  const std::string words = json::encode(json::Object{{"user", log.purpose.user},
                                                      {"agency", log.purpose.agency},
                                                      {"reference", log.purpose.reference}});
  store_given(
      c.tx, {.hub = from,
             .id = log.id,
             .at = c.now,
             .epoch = log.epoch,
             .reason = log.purpose.reason,
             .asker = asker,
             .commitment = hex(log.commitment),
             .elements = hex(log.elements),
             .refused = log.refused ? std::string(k_why.at(static_cast<std::size_t>(*log.refused)))
                                    : std::string(),
             .sealed = c.vault.seal(c.tx, given_label(log.id), words, c.random)});
}

void answer(Context& c, const Deps& deps, Known& known, const pointer::HubId& from,
            const pointer::Ask& ask) {
  const Bytes asker = c.vault.lookup("pointer_asker", from + "/" + ask.purpose.user);
  const auto counted = given_since(c.tx, from, asker, start_of_day(c.now));
  pointer::Before before{.of_user = counted.of_user, .of_hub = counted.of_hub};
  const auto same = find_given(c.tx, from, ask.id);
  if (same) before.same_id = logged_in(*same);
  const auto held = known.present(c.tx, c.vault, c.now);
  const auto done = held->desk->evaluate(ask, before, c.random);
  // What was refused before and is answered now counts from now on.
  if (!same || (before.same_id->refused && !done.log.refused)) keep(c, from, done.log, asker);
  deps.ways.say(c, from, pointer::encode(done.word));
  c.touch(ask.id);
}

void answer(Context& c, const Deps& deps, Known& known, const pointer::HubId& from,
            const pointer::Confirm& hits) {
  const auto asked = find_given(c.tx, from, hits.id);
  if (!asked) return c.note("not_asked");
  const std::string hash = hex(crypto::sha256(as_bytes(pointer::encode(hits))));
  // One set of hits for each enquiry: a hub cannot try tags.
  if (!asked->hits.empty() && asked->hits != hash) return c.note("other_hits");
  const auto held = known.present(c.tx, c.vault, c.now);
  const auto said = held->desk->answer(hits, logged_in(*asked));
  if (!said) {
    deps.ways.say(c, from,
                  pointer::encode(pointer::Refused{.id = hits.id, .why = pointer::Why::epoch}));
    return;
  }
  set_hits(c.tx, from, hits.id, hash);
  deps.ways.say(c, from, pointer::encode(*said));
  c.touch(hits.id);
}

// To whom the list is sent, and whether it is a new one.
struct Due {
  bool anew = false;
  std::vector<OtherHub> hubs;
};

std::vector<OtherHub> lacking(db::Transaction& tx, const std::vector<OtherHub>& hubs,
                              std::int64_t edition) {
  std::vector<OtherHub> out;
  for (const auto& hub : hubs) {
    if (edition_sent(tx, hub.id) < edition) out.push_back(hub);
  }
  return out;
}

// By the minute, so that a hub that was put back to an old copy does not use a number again.
std::int64_t next_edition(std::int64_t edition, UtcTime now) {
  return std::max(edition + 1, now.micros / Duration::minutes(1).micros);
}

void send_list(Context& c, const Deps& deps, const Known::Held& held, const Due& due) {
  OwnList own = own_list(c.tx);
  if (due.anew) {
    own = {.edition = next_edition(own.edition, c.now), .hash = held.list_hash, .at = c.now};
    store_own_list(c.tx, own);
  }
  pointer::List list = held.desk->list();
  list.edition = own.edition;
  const auto parts = pointer::parts_of(list);
  for (const auto& hub : due.hubs) {
    for (const auto& part : parts) deps.ways.say(c, hub.id, pointer::encode(part));
    store_edition_sent(c.tx, hub.id, own.edition);
  }
}

}  // namespace

json::Value asker_of(Context& c, const policy::Proof& proof, const GivenRow& row) {
  return c.vault.show_json(c.tx, proof, given_label(row.id), row.sealed, {"user", "agency"});
}

std::string refused_words(const GivenRow& row) {
  if (row.refused.empty()) return "";
  if (row.refused == k_why[0]) return "Refused: this person had asked as often as one may in a day";
  if (row.refused == k_why[1]) return "Refused: that hub had asked as often as one may in a day";
  if (row.refused == k_why[2]) return "Refused: by a key that is no longer used; it asks again";
  return "Refused: the two hubs do not agree on the rules. Ask the operator";
}

UtcTime start_of_day(UtcTime now) {
  return from_london(to_london(now).date, 0, 0);
}

void take(Context& c, const policy::Proof& proof, const Deps& deps, Known& known,
          const pointer::HubId& from, std::string_view text) {
  const auto word = pointer::decode(text);
  if (!word) return c.note("not_read");
  if (const auto* part = std::get_if<pointer::ListPart>(&*word)) {
    hear(c, proof, deps, from, *part, text);
  } else if (const auto* ask = std::get_if<pointer::Ask>(&*word)) {
    answer(c, deps, known, from, *ask);
  } else if (const auto* evaluated = std::get_if<pointer::Evaluated>(&*word)) {
    hear(c, proof, deps, from, *evaluated);
  } else if (const auto* refused = std::get_if<pointer::Refused>(&*word)) {
    hear(c, from, *refused);
  } else if (const auto* hits = std::get_if<pointer::Confirm>(&*word)) {
    answer(c, deps, known, from, *hits);
  } else {
    hear(c, from, std::get<pointer::Answer>(*word));
  }
}

int round(pipeline::App& app, db::Database& database, const pipeline::Vault& vault,
          const Deps& deps, Known& known, UtcTime now) {
  std::shared_ptr<const Known::Held> held;
  Due due;
  database.read([&](db::Transaction& tx) {
    due = {};
    const auto hubs = deps.ways.hubs(tx, now);
    if (hubs.empty()) return;
    const auto own = own_list(tx);
    // Each node of a hub makes its own at its own time: that of another stays for as long.
    const bool stays =
        own.edition > 0 && now < own.at + Duration::minutes(deps.policy.list_minutes);
    due.hubs = lacking(tx, hubs, own.edition);
    if (stays && due.hubs.empty()) return;
    held = known.newest(tx, vault, now);
    due.anew = !stays && own.hash != held->list_hash;
    if (due.anew) due.hubs = hubs;
  });
  if (due.hubs.empty()) return 0;
  const auto done = app.system_act<policy::Action::collect>(
      "other-hubs.list-sent", [&](const auto&, Context& c) -> Result<json::Value> {
        send_list(c, deps, *held, due);
        return json::Value{};
      });
  if (done) return static_cast<int>(due.hubs.size());
  log::error("other-hubs.list_not_sent", {});
  return 0;
}

}  // namespace mash::pointers
