// SPDX-License-Identifier: MIT
#include "mash/door/door.h"

#include <charconv>

#include "mash/base/log.h"
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
  r.set("x-content-type-options", "nosniff");
  r.body = json::encode(value);
  return r;
}

http::Response refusal(int status, const std::string& why) {
  return answer(status, json::Object{{"error", why}});
}

struct Asked {
  std::int64_t limit = k_default_limit;
  bool files = true;
};

Result<Asked> asked_in(const http::Request& request) {
  MASH_TRY(const auto pairs, http::parse_query(request.query));
  Asked out;
  for (const auto& [name, value] : pairs) {
    if (name == "files" && value == "no") {
      out.files = false;
      continue;
    }
    const char* end = value.data() + value.size();
    const auto [at, fault] = std::from_chars(value.data(), end, out.limit);
    if (name != "limit" || fault != std::errc{} || at != end || out.limit < 1 ||
        out.limit > k_most) {
      return invalid("limit", "The limit is a whole number from 1 to 200");
    }
  }
  return out;
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

// What the hub learns of a refusal. Which member it was stands in the gate's own log.
std::string_view code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "invalid_input";
    case ErrorCode::too_large:
      return "too_large";
    case ErrorCode::unsupported:
      return "unsupported";
    default:
      return "other";
  }
}

json::Value refused_data(std::size_t index, const Result<packages::Outward>& package,
                         const Error& error) {
  log::error("door.refused", {{"package", package ? package->id : ""}, {"why", error.message}});
  return json::Object{{"index", index}, {"why", error.message}, {"code", code_of(error.code)}};
}

Error unknown_kind() {
  return {ErrorCode::unsupported, "The gate does not take this kind", {}};
}

Result<packages::Outward> decode(const std::string& text) {
  MASH_TRY(const Bytes bytes, from_base64(text));
  return packages::decode_outward(bytes);
}

// Stores one package, unless it came before; an error leaves nothing of it. Adds it to `fresh`.
std::optional<Error> take(db::Transaction& tx, const Door::Deps& deps, const pipeline::Vault& vault,
                          UtcTime now, const packages::Outward& package,
                          std::vector<std::string>& fresh) {
  std::optional<Error> error;
  tx.savepoint([&] {
    if (!remember_stored(tx, package.id, now)) return true;
    const auto taker = deps.takers.find(package.kind);
    Arrival arrival{tx, vault, deps.random, now, package.at, package.body, package.unwitnessed};
    error = taker == deps.takers.end() ? unknown_kind() : taker->second(arrival);
    if (!error) fresh.push_back(package.id);
    return !error;
  });
  return error;
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
  const auto asked = asked_in(request);
  if (!asked) return refusal(422, asked.error().message);
  const UtcTime now = deps_.clock.now();
  json::Array messages;
  bool write_down = false;
  deps_.database.read([&](db::Transaction& tx) {
    messages.clear();
    for (const packages::Inward& message : oldest(tx, asked->limit, k_bytes, asked->files)) {
      messages.emplace_back(json::Object{{"id", message.id}, {"body", base64(encode(message))}});
    }
    write_down = now >= last_contact(tx) + k_contact_step || files_wait(tx) == asked->files;
  });
  if (write_down)
    deps_.database.write([&](db::Transaction& tx) { set_contact(tx, now, asked->files); });
  return answer(200, json::Object{{"messages", std::move(messages)}, {"seals_to", deps_.seals_to}});
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
      const auto error =
          package ? take(tx, deps_, vault, now, *package, fresh) : std::optional(package.error());
      if (error) {
        refused.push_back(refused_data(i, package, *error));
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
