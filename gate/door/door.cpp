// SPDX-License-Identifier: MIT
#include "mash/door/door.h"

#include <charconv>

#include "mash/json/value.h"
#include "mash/pipeline/record.h"
#include "mash/policy/policy.h"
#include "queue_store.h"

namespace mash::door {

namespace {

constexpr std::int64_t k_default_limit = 50;
constexpr std::int64_t k_most = 200;
constexpr std::size_t k_bytes = 4'000'000;
// How often looking for messages is written down: well below the two minutes that make it news.
constexpr Duration k_contact_step = Duration::seconds(10);

http::Response answer(int status, const json::Value& value) {
  http::Response r;
  r.status = status;
  r.set("content-type", "application/json");
  r.set("cache-control", "no-store");
  r.body = json::encode(value);
  return r;
}

http::Response refusal(int status, const std::string& why) {
  return answer(status, json::Object{{"error", why}});
}

Result<std::int64_t> limit_of(const http::Request& request) {
  MASH_TRY(const auto pairs, http::parse_query(request.query));
  std::int64_t limit = k_default_limit;
  for (const auto& [name, value] : pairs) {
    const char* end = value.data() + value.size();
    const auto [at, fault] = std::from_chars(value.data(), end, limit);
    if (name != "limit" || fault != std::errc{} || at != end || limit < 1 || limit > k_most) {
      return invalid("limit", "The limit is a whole number from 1 to 200");
    }
  }
  return limit;
}

// The one list of texts in {"<name>": [...]}, at most k_most.
Result<std::vector<std::string>> texts_of(const http::Request& request, std::string_view name) {
  MASH_TRY(const json::Value body, json::parse(request.body));
  const auto* members = body.as_object();
  const auto* list = body[name].as_array();
  const auto most = static_cast<std::size_t>(k_most);
  if (members == nullptr || members->size() != 1 || list == nullptr || list->size() > most) {
    return invalid(std::string(name), "The body is an object with one list of at most 200 texts");
  }
  std::vector<std::string> out;
  for (const json::Value& item : *list) {
    const auto* text = item.as_string();
    if (text == nullptr) return invalid(std::string(name), "The list holds texts");
    out.push_back(*text);
  }
  return out;
}

pipeline::Event event_of(std::string kind, UtcTime at, std::vector<std::string> ids) {
  return {.at = at,
          .kind = std::move(kind),
          .outcome = pipeline::Outcome::granted,
          .rule = policy::Rule::own_system,
          .person = StaffId::trusted("hub"),
          .agency = pipeline::k_front_door,
          .role = "system",
          .objects = std::move(ids)};
}

Result<packages::Outward> decode(const std::string& text) {
  MASH_TRY(const Bytes bytes, from_base64(text));
  return packages::decode_outward(bytes);
}

}  // namespace

http::Response Door::operator()(const http::Request& request) const {
  const bool get = request.method == "GET";
  const bool post = request.method == "POST";
  if (get && request.path == "/door/alive") return answer(200, json::Object{{"alive", true}});
  if (get && request.path == "/door/inward") return inward(request);
  if (post && request.path == "/door/collected") return collected(request);
  if (post && request.path == "/door/outward") return outward(request);
  return refusal(404, "There is no such door");
}

http::Response Door::inward(const http::Request& request) const {
  const auto limit = limit_of(request);
  if (!limit) return refusal(422, limit.error().message);
  const UtcTime now = deps_.clock.now();
  json::Array messages;
  bool write_down = false;
  deps_.database.read([&](db::Transaction& tx) {
    messages.clear();
    for (const packages::Inward& message : oldest(tx, *limit, k_bytes)) {
      messages.emplace_back(json::Object{{"id", message.id}, {"body", base64(encode(message))}});
    }
    write_down = now >= last_contact(tx) + k_contact_step;
  });
  if (write_down) deps_.database.write([&](db::Transaction& tx) { set_contact(tx, now); });
  return answer(200, json::Object{{"messages", std::move(messages)}});
}

http::Response Door::collected(const http::Request& request) const {
  const auto ids = texts_of(request, "ids");
  if (!ids) return refusal(422, ids.error().message);
  const UtcTime now = deps_.clock.now();
  std::int64_t count = 0;
  deps_.database.write([&](db::Transaction& tx) {
    std::vector<std::string> gone;
    for (const std::string& id : *ids) {
      if (forget(tx, id)) gone.push_back(id);
    }
    count = static_cast<std::int64_t>(gone.size());
    if (!gone.empty()) {
      append_event(tx, deps_.keys, deps_.random, event_of("door.collected", now, gone));
    }
    set_contact(tx, now);
  });
  return answer(200, json::Object{{"collected", count}});
}

http::Response Door::outward(const http::Request& request) const {
  const auto texts = texts_of(request, "messages");
  if (!texts) return refusal(422, texts.error().message);
  const UtcTime now = deps_.clock.now();
  const pipeline::Vault vault(deps_.keys);
  json::Value result;
  deps_.database.write([&](db::Transaction& tx) {
    json::Array stored;
    json::Array refused;
    std::vector<std::string> fresh;
    for (std::size_t i = 0; i < texts->size(); ++i) {
      const auto package = decode((*texts)[i]);
      std::optional<Error> error;
      if (!package) error = package.error();
      tx.savepoint([&] {
        if (error || !remember_stored(tx, package->id, now)) return true;
        const auto taker = deps_.takers.find(package->kind);
        Arrival arrival{tx, vault, deps_.random, now, package->at, package->body};
        error = taker == deps_.takers.end() ? invalid("kind", "The gate does not take this kind")
                                            : taker->second(arrival);
        if (!error) fresh.push_back(package->id);
        return !error;
      });
      if (error) {
        refused.emplace_back(json::Object{{"index", i}, {"why", error->message}});
      } else {
        stored.emplace_back(package->id);
      }
    }
    if (!fresh.empty()) {
      append_event(tx, deps_.keys, deps_.random, event_of("door.stored", now, fresh));
    }
    result = json::Object{{"stored", std::move(stored)}, {"refused", std::move(refused)}};
  });
  return answer(200, result);
}

}  // namespace mash::door
