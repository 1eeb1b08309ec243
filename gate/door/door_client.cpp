// SPDX-License-Identifier: MIT
#include "mash/door/door_client.h"

#include <algorithm>
#include <set>

namespace mash::door {

namespace {

constexpr std::size_t k_most = 200;
constexpr std::size_t k_request_bytes = 8U * 1024 * 1024;

Error not_understood() {
  return {ErrorCode::unavailable, "The gate's answer at the door was not understood", {}};
}

http::Request get(std::string path, std::string query = {}) {
  http::Request r;
  r.method = "GET";
  r.path = std::move(path);
  r.query = std::move(query);
  return r;
}

http::Request post(std::string path, const json::Value& body) {
  http::Request r;
  r.method = "POST";
  r.path = std::move(path);
  r.headers = {{"content-type", "application/json"}};
  r.body = json::encode(body);
  return r;
}

Result<packages::Inward> decode(const json::Value& message) {
  MASH_TRY(const Bytes bytes, from_base64(message.text("body")));
  MASH_TRY(packages::Inward inward, packages::decode_inward(bytes));
  if (inward.id != message.text("id")) return not_understood();
  return inward;
}

}  // namespace

Result<json::Value> DoorClient::ask(const http::Request& request) {
  MASH_TRY(const http::Response response, send_(request));
  if (response.status != 200) {
    return Error{ErrorCode::unavailable,
                 "The gate answered the door with status " + std::to_string(response.status),
                 {}};
  }
  auto value = json::parse(response.body);
  if (!value || value->as_object() == nullptr) return not_understood();
  return *std::move(value);
}

Result<bool> DoorClient::alive() {
  MASH_TRY(const json::Value answer, ask(get("/door/alive")));
  return answer.flag("alive");
}

Result<Collected> DoorClient::collect(int limit, bool files) {
  MASH_TRY(const json::Value answer,
           ask(get("/door/inward", "limit=" + std::to_string(limit) + (files ? "" : "&files=no"))));
  const auto* messages = answer["messages"].as_array();
  if (messages == nullptr || messages->size() > static_cast<std::size_t>(limit)) {
    return not_understood();
  }
  Collected out;
  out.seals_to = answer.text("seals_to");
  std::set<std::string> seen;
  for (const json::Value& message : *messages) {
    auto inward = decode(message);
    if (inward && seen.insert(inward->id).second) {
      out.messages.push_back(*std::move(inward));
    } else {
      ++out.damaged;
    }
  }
  return out;
}

Result<std::int64_t> DoorClient::collected(const std::vector<std::string>& ids) {
  MASH_TRY(
      const json::Value answer,
      ask(post("/door/collected", json::Object{{"ids", json::Array(ids.begin(), ids.end())}})));
  const auto* count = answer["collected"].as_int();
  if (count == nullptr) return not_understood();
  return *count;
}

Result<Delivered> DoorClient::deliver(std::span<const packages::Outward> packages) {
  json::Array messages;
  std::size_t bytes = 0;
  for (const packages::Outward& package : packages) {
    std::string text = base64(encode(package));
    bytes += text.size();
    if (!messages.empty() && (bytes > k_request_bytes || messages.size() == k_most)) break;
    messages.emplace_back(std::move(text));
  }
  const auto sent = packages.first(messages.size());
  MASH_TRY(const json::Value answer,
           ask(post("/door/outward", json::Object{{"messages", std::move(messages)}})));
  const auto* stored = answer["stored"].as_array();
  const auto* refused = answer["refused"].as_array();
  if (stored == nullptr || refused == nullptr) return not_understood();
  Delivered out;
  for (const json::Value& item : *stored) {
    const auto* id = item.as_string();
    const bool ours = id != nullptr && std::any_of(sent.begin(), sent.end(),
                                                   [id](const auto& one) { return one.id == *id; });
    if (!ours) return not_understood();
    out.stored.push_back(*id);
  }
  for (const json::Value& item : *refused) {
    const std::int64_t index = item.number("index", -1);
    if (index < 0 || static_cast<std::size_t>(index) >= sent.size()) return not_understood();
    out.refused.push_back(
        {sent[static_cast<std::size_t>(index)].id, item.text("why"), item.text("code")});
  }
  return out;
}

}  // namespace mash::door
