// SPDX-License-Identifier: MIT
// What other hubs send: words and receipts, checked, stored, acknowledged.
#include "mash/peers/peers.h"
#include "words.h"

namespace mash::peers {

namespace {

using pipeline::Context;
using Grant = policy::Grant<policy::Action::collect>;
constexpr const char* k_text = "text";

constexpr const char* k_forked = "forked";

// A hub that this one talks to, and what it remembers of it.
struct Sender {
  Peer peer;
  exchange::Hub hub;
};

// Nothing: noted, and put away.
template <class Message>
std::optional<Sender> sender_of(Context& c, const Deps& deps, const Message& message) {
  const auto directory = current_directory(c.tx);
  auto peer = find_peer(c.tx, message.from);
  const auto* hub = directory && peer ? reachable(*directory, *peer, c.now) : nullptr;
  if (hub == nullptr || message.to != deps.borough.hub.id ||
      !exchange::is_genuine(message, hub->sign)) {
    c.note("hub_turned_away");
    return std::nullopt;
  }
  peer->heard_at = c.now;
  return Sender{*std::move(peer), *hub};
}

Result<Sensitive> open(const pipeline::KeyRing& keys, const exchange::Word& word) {
  const auto box = keys.root_of(AgencyId::trusted("box"));
  const auto secret = [](const crypto::Key& key) {
    return crypto::derive(key, "openmash.exchange", "box");
  };
  auto said = exchange::open(secret(box.now.get()), word);
  if (!said && box.before) said = exchange::open(secret(box.before->get()), word);
  return said;
}

// What this version knows, well formed; else nothing, and the other hub is told.
std::optional<json::Value> understood(const Deps& deps, const exchange::Word& word,
                                      const Result<Sensitive>& said) {
  if (!said) return std::nullopt;
  auto value = json::parse(said->reveal());
  if (!value || value->as_object() == nullptr) return std::nullopt;
  if (deps.listeners.contains(word.kind)) {
    return value->text(k_text).empty() ? std::nullopt : std::optional(*value);
  }
  if (word.kind == "letter") {
    const bool whole = !value->text("subject").empty() && !value->text("words").empty();
    const auto by = value->text("answer_by");
    return whole && (by.empty() || LocalDate::parse(by)) ? std::optional(*value) : std::nullopt;
  }
  const bool about_letter = is_id_text(value->text("letter"));
  if (word.kind == "reply" && (!about_letter || value->text("words").empty())) return std::nullopt;
  if (word.kind != "reply" && word.kind != "read" && word.kind != "not-understood") {
    return std::nullopt;
  }
  return about_letter ? std::optional(*value) : std::nullopt;
}

// The own letter that a reply or a sign of reading is about: of no other hub.
std::optional<WordOut> letter_of(Context& c, const exchange::Word& word, const json::Value& said) {
  auto letter = find_word_out(c.tx, said.text("letter"));
  return letter && letter->hub == word.from ? std::move(letter) : std::nullopt;
}

void tell_not_understood(Context& c, const Deps& deps, Sender& sender, const exchange::Word& word) {
  // Not of one that says so itself: two hubs would go on for ever.
  if (word.kind == "not-understood") return;
  write_word(c, deps, sender.peer, sender.hub,
             {.id = new_id_text(c.random),
              .kind = "not-understood",
              .about = word.id,
              .words = json::Object{{"letter", word.id}}});
}

// What a listener says back changes the stored peer.
void store_word(Context& c, const Grant& grant, const Deps& deps, Sender& sender,
                const exchange::Word& word) {
  const auto said = open(c.keys, word);
  const auto words = understood(deps, word, said);
  const auto listener = deps.listeners.find(word.kind);
  const bool led_on = words && listener != deps.listeners.end();
  WordIn row{.id = word.id,
             .hub = word.from,
             .line = word.line,
             .number = word.number,
             .hash = hash_of(word),
             .kind = words ? word.kind : "unknown",
             .about = word.id,
             .at = word.at,
             .taken_at = c.now};
  if (words && !led_on) {
    row.answer_by = words->text("answer_by");
    if (word.kind != "letter") row.about = words->text("letter");
  }
  row.sealed = c.vault.seal(c.tx, label_of(k_word_in, word.id),
                            words && !led_on ? json::encode(*words) : std::string("{}"), c.random);
  if (!insert_word(c.tx, row)) return;
  c.touch(word.id);
  if (led_on) {
    listener->second(c, grant, word.from, words->text(k_text));
    return;
  }
  if (!words) {
    c.note("not_understood");
    tell_not_understood(c, deps, sender, word);
    return;
  }
  if (word.kind == "letter") {
    alerts::alert_overseers(c, deps.alerts, StaffId());
  } else if (const auto letter = letter_of(c, word, *words)) {
    set_read(c.tx, letter->id, c.now);
    if (word.kind == "reply") alerts::alert_overseers(c, deps.alerts, StaffId());
  }
}

void take_word(Context& c, const Grant& grant, const Deps& deps, const exchange::Word& word) {
  auto sender = sender_of(c, deps, word);
  if (!sender) return;
  const std::int64_t line = sender->peer.receiving.line;
  const auto taken = exchange::take(sender->peer.receiving, word, [&](std::int64_t number) {
    return hash_in(c.tx, word.from, line, number);
  });
  if (taken == exchange::Taken::fresh) {
    // In a new line the other hub goes on from what both know.
    if (sender->peer.receiving.line > line) sender->peer.trouble.clear();
    store_peer(c.tx, sender->peer);
    store_word(c, grant, deps, *sender, word);
    sender->peer = find_peer(c.tx, word.from).value();
  } else if (taken == exchange::Taken::forked) {
    sender->peer.trouble = k_forked;
    c.note("hub_forked");
  }
  store_peer(c.tx, sender->peer);
  post_receipt(c, deps.borough, sender->peer, taken == exchange::Taken::early);
}

void take_receipt(Context& c, const Deps& deps, const exchange::Receipt& receipt) {
  auto sender = sender_of(c, deps, receipt);
  if (!sender) return;
  auto& peer = sender->peer;
  const auto noted = exchange::note(peer.sending, receipt, [&](std::int64_t number) {
    const auto words = words_from(c.tx, peer.hub, peer.sending.line, number);
    std::optional<crypto::Hash> out;
    if (words.empty() || words.front().number != number) return out;
    const auto read = exchange::decode(to_text(words.front().message));
    const auto* word = read ? std::get_if<exchange::Word>(&*read) : nullptr;
    if (word != nullptr) out = hash_of(*word);
    return out;
  });
  if (noted == exchange::Noted::forked) begin_new_line(c, deps, peer, receipt.line);
  set_received(c.tx, peer.hub, peer.sending.line, peer.sending.received, c.now);
  if (noted == exchange::Noted::resend) {
    const bool of_this_line = receipt.line == peer.sending.line;
    const std::int64_t from = of_this_line ? receipt.number + 1 : 1;
    const auto kept = words_from(c.tx, peer.hub, peer.sending.line, from);
    // A word that is kept no longer is a gap that the other would ask for again and again.
    const bool gap = from < peer.sending.next && (kept.empty() || kept.front().number != from);
    if (gap) {
      begin_new_line(c, deps, peer, receipt.line);
    } else {
      send_again(c, peer, from);
    }
  }
  store_peer(c.tx, peer);
}

}  // namespace

void take_in(Context& c, const Grant& grant, const Deps& deps, ByteView message) {
  const auto read = exchange::decode(to_text(message));
  if (!read) {
    c.note("hub_turned_away");
    return;
  }
  if (const auto* word = std::get_if<exchange::Word>(&*read)) {
    take_word(c, grant, deps, *word);
  } else {
    take_receipt(c, deps, std::get<exchange::Receipt>(*read));
  }
}

}  // namespace mash::peers
