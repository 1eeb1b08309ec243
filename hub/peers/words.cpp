// SPDX-License-Identifier: MIT
#include "words.h"

#include <algorithm>

#include "mash/packages/packages.h"
#include "mash/post/post.h"

namespace mash::peers {

namespace {

using pipeline::Context;

constexpr const char* k_about_gates = "hubs";
constexpr std::string_view k_purpose = "openmash.exchange";

crypto::Key box_secret(const crypto::Key& box) {
  return crypto::derive(box, k_purpose, "box");
}

packages::Outward package_of(Context& c, packages::OutwardKind kind, Bytes body) {
  return {.id = new_id_text(c.random), .kind = kind, .at = c.now, .body = std::move(body)};
}

}  // namespace

crypto::SigningKey signing_key(const pipeline::KeyRing& keys) {
  return crypto::SigningKey(crypto::derive(keys.of("sign"), k_purpose, "words"));
}

crypto::PublicKey box_key(const pipeline::KeyRing& keys) {
  return crypto::box_public_key(box_secret(keys.of("box")));
}

pipeline::Label label_of(std::string_view kind, std::string_view row) {
  return {.owner = pipeline::k_front_door, .kind = kind, .row = row};
}

const exchange::Hub* reachable(const exchange::Directory& directory, const Peer& peer,
                               UtcTime now) {
  return peer.allowed ? directory.good(peer.hub, now) : nullptr;
}

void post_message(Context& c, const exchange::HubId& hub, const std::string& message) {
  const packages::HubWord word{.hub = hub, .message = to_bytes(message)};
  post::send(c, package_of(c, packages::OutwardKind::hub_word, encode(word)), CaseId(), hub);
}

void post_gates(Context& c, const model::Borough& borough) {
  packages::HubGates gates{.own = borough.hub.id};
  const auto directory = current_directory(c.tx);
  for (const auto& peer : all_peers(c.tx)) {
    const auto* hub = directory ? reachable(*directory, peer, c.now) : nullptr;
    if (hub == nullptr) continue;
    gates.gates.push_back(
        {.hub = hub->id, .host = hub->host, .port = hub->port, .certificate = hub->certificate});
  }
  post::send(c, package_of(c, packages::OutwardKind::hubs, encode(gates)), CaseId(), k_about_gates);
}

void post_receipt(Context& c, const model::Borough& borough, const Peer& peer, bool wants) {
  const auto receipt = exchange::receipt_of(peer.receiving, borough.hub.id, peer.hub, wants, c.now);
  post_message(c, peer.hub, encode(exchange::signed_by(signing_key(c.keys), receipt)));
}

void write_word(Context& c, const Deps& deps, Peer& peer, const exchange::Hub& to,
                const Said& said) {
  const std::string words = json::encode(said.words);
  exchange::Word word{
      .id = said.id, .from = deps.borough.hub.id, .to = to.id, .at = c.now, .kind = said.kind};
  word = exchange::sealed_to(to.box, std::move(word), Sensitive(words), c.random);
  word = exchange::signed_by(signing_key(c.keys), next_word(peer.sending, std::move(word)));
  const std::string message = encode(word);
  insert_word(c.tx,
              WordOut{.id = word.id,
                      .hub = to.id,
                      .line = word.line,
                      .number = word.number,
                      .kind = said.kind,
                      .about = said.about,
                      .by = c.principal.person,
                      .at = c.now,
                      .due_at = c.now + Duration::minutes(deps.policy.receipt_within_minutes),
                      .sent_at = c.now,
                      .times = 1,
                      .message = to_bytes(message),
                      .sealed = c.vault.seal(c.tx, label_of(k_word_out, word.id),
                                             said.passing ? std::string("{}") : words, c.random)});
  store_peer(c.tx, peer);
  post_message(c, to.id, message);
  c.touch(word.id);
}

std::vector<OtherHub> talked_to(db::Transaction& tx, UtcTime now) {
  std::vector<OtherHub> out;
  const auto directory = current_directory(tx);
  if (!directory) return out;
  for (const auto& peer : all_peers(tx)) {
    const auto* hub = reachable(*directory, peer, now);
    if (hub != nullptr) out.push_back({.id = hub->id, .name = hub->name});
  }
  std::ranges::sort(out, {}, &OtherHub::name);
  return out;
}

bool say(Context& c, const Deps& deps, const exchange::HubId& hub, std::string_view kind,
         std::string_view text) {
  const auto directory = current_directory(c.tx);
  auto peer = find_peer(c.tx, hub);
  const auto* to = directory && peer ? reachable(*directory, *peer, c.now) : nullptr;
  if (to == nullptr) return false;
  const std::string id = new_id_text(c.random);
  json::Value words = json::Object{{"text", std::string(text)}};
  if (json::encode(words).size() > exchange::k_most_said) return false;
  write_word(c, deps, *peer, *to,
             {.id = id,
              .kind = std::string(kind),
              .about = id,
              .words = std::move(words),
              .passing = true});
  return true;
}

void begin_new_line(Context& c, const Deps& deps, Peer& peer, std::int64_t above) {
  auto all = words_from(c.tx, peer.hub, 0, 0);
  exchange::begin_line(peer.sending, above);
  for (auto& kept : all) {
    auto read = exchange::decode(to_text(kept.message));
    auto* word = read ? std::get_if<exchange::Word>(&*read) : nullptr;
    if (word == nullptr) throw std::runtime_error("a word to another hub does not read");
    word->from = deps.borough.hub.id;
    *word = exchange::signed_by(signing_key(c.keys), next_word(peer.sending, std::move(*word)));
    kept.line = word->line;
    kept.number = word->number;
    kept.message = to_bytes(encode(*word));
    kept.sent_at = c.now;
    set_place(c.tx, kept);
    post_message(c, peer.hub, to_text(kept.message));
  }
  c.note("new_line");
}

void send_again(Context& c, const Peer& peer, std::int64_t from) {
  for (const auto& word : words_from(c.tx, peer.hub, peer.sending.line, from)) {
    post_message(c, peer.hub, to_text(word.message));
    set_sent(c.tx, word.id, c.now);
  }
}

}  // namespace mash::peers
