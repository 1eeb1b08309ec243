// SPDX-License-Identifier: MIT
#include "mash/relay/relay.h"

#include <algorithm>

#include "mash/base/log.h"
#include "mash/crypto/crypto.h"
#include "mash/json/value.h"
#include "relay_store.h"

namespace mash::relay {

namespace {

constexpr const char* k_path = "/relay/words";
constexpr std::int64_t k_most = 50;
constexpr std::size_t k_bytes = 4'000'000;
constexpr std::size_t k_message = 400'000;
// Of all other hubs together: more is not taken before the hub has collected, so that none fills
// the disk. They keep it and bring it again.
constexpr std::int64_t k_room = 50'000'000;

http::Response answer(int status, const json::Value& value) {
  http::Response r;
  r.status = status;
  r.set("content-type", "application/json");
  r.set("cache-control", "no-store");
  r.body = json::encode(value);
  return r;
}

http::Response refusal(int status, const char* why) {
  return answer(status, json::Object{{"error", why}});
}

// The same id for the same bytes, so that bringing a message twice stores it once.
class IdOf final : public Random {
 public:
  explicit IdOf(ByteView message) : hash_(crypto::sha256(message)) {}
  void fill(std::span<std::uint8_t> out) override {
    std::ranges::copy(std::span(hash_).first(std::min(out.size(), hash_.size())), out.begin());
  }

 private:
  crypto::Hash hash_;
};

// The value of a line "name value" of a message: who it says it is from, and to whom.
std::string_view line_of(std::string_view message, std::string_view name) {
  std::size_t at = 0;
  while (at < message.size()) {
    const auto end = std::min(message.find('\n', at), message.size());
    const auto line = message.substr(at, end - at);
    if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ' ') {
      return line.substr(name.size() + 1);
    }
    at = end + 1;
  }
  return {};
}

Result<std::vector<Bytes>> messages_in(const http::Request& request) {
  MASH_TRY(const json::Value body, json::parse(request.body));
  const auto* list = body["messages"].as_array();
  if (list == nullptr || list->size() > static_cast<std::size_t>(k_most)) {
    return invalid("messages", "The body is an object with one list of at most 50 texts");
  }
  std::vector<Bytes> out;
  for (const auto& one : *list) {
    const auto* text = one.as_string();
    if (text == nullptr) return invalid("messages", "The list holds texts");
    MASH_TRY(Bytes message, from_base64(*text));
    if (message.size() > k_message) return invalid("messages", "A message is too large");
    out.push_back(std::move(message));
  }
  return out;
}

std::optional<Error> take_gates(door::Arrival& a) {
  const auto gates = packages::decode_hub_gates(a.body);
  if (!gates) return gates.error();
  set_gates(a.tx, *gates);
  return std::nullopt;
}

std::optional<Error> take_word(door::Arrival& a) {
  const auto word = packages::decode_hub_word(a.body);
  if (!word) return word.error();
  // The hub sends again what has no receipt: once is enough while the other gate is away.
  IdOf hash(word->message);
  add_waiting(a.tx, new_id_text(hash), *word, a.now);
  return std::nullopt;
}

}  // namespace

door::Takers takers() {
  return {{packages::OutwardKind::hubs, take_gates}, {packages::OutwardKind::hub_word, take_word}};
}

bool Relay::knows(const std::string& certificate) const {
  return known_.with([&](const auto& known) { return known.contains(certificate); });
}

void Relay::refresh() {
  std::set<std::string> now;
  database_.read([&](db::Transaction& tx) {
    now.clear();
    for (const auto& one : all_gates(tx)) now.insert(one.certificate);
  });
  known_.with([&](auto& known) { known = std::move(now); });
}

http::Response Relay::operator()(const http::Request& request) const {
  if (request.method != "POST" || request.path != k_path) {
    return refusal(404, "There is no such path");
  }
  const auto messages = messages_in(request);
  if (!messages) return refusal(422, messages.error().message.c_str());
  const UtcTime now = clock_.now();
  http::Response out;
  database_.write([&](db::Transaction& tx) {
    const auto from = gate_with(tx, request.client_fingerprint);
    const std::string own = own_hub(tx);
    if (!from) {
      out = refusal(403, "This gate is not known here");
      return;
    }
    if (uncollected(tx) > k_room) {
      out = refusal(503, "The hub has not collected what is here: try again later");
      return;
    }
    for (const auto& message : *messages) {
      const std::string text = to_text(message);
      if (line_of(text, "from") != from->hub || line_of(text, "to") != own) {
        out = refusal(422, "A message is not from the hub of this gate, or not to ours");
        return;
      }
    }
    for (const auto& message : *messages) {
      IdOf hash(message);
      const std::string id = new_id_text(hash);
      if (door::is_waiting(tx, id)) continue;
      door::queue(tx,
                  {.id = id, .kind = packages::InwardKind::hub_word, .at = now, .body = message});
    }
    out = answer(200, json::Object{{"stored", messages->size()}});
  });
  return out;
}

int Relay::send_waiting(const Dial& dial) {
  std::vector<std::pair<packages::HubGate, std::vector<Waiting>>> all;
  database_.read([&](db::Transaction& tx) {
    all.clear();
    for (const auto& gate : all_gates(tx)) {
      auto waiting = waiting_for(tx, gate.hub, k_most, k_bytes);
      if (!waiting.empty()) all.emplace_back(gate, std::move(waiting));
    }
  });
  int out = 0;
  for (const auto& [gate, waiting] : all) {
    json::Array messages;
    for (const auto& one : waiting) messages.emplace_back(base64(one.message));
    http::Request request;
    request.method = "POST";
    request.path = k_path;
    request.headers = {{"content-type", "application/json"}};
    request.body = json::encode(json::Object{{"messages", std::move(messages)}});
    const auto done = dial(gate)(request);
    if (!done || done->status != 200) {
      if (away_.insert(gate.hub).second) {
        log::error("relay.not_taken", {{"hub", gate.hub}, {"status", done ? done->status : 0}});
      }
      continue;
    }
    away_.erase(gate.hub);
    database_.write([&](db::Transaction& tx) {
      for (const auto& one : waiting) forget_waiting(tx, one.id);
    });
    out += static_cast<int>(waiting.size());
  }
  return out;
}

}  // namespace mash::relay
