// SPDX-License-Identifier: MIT
#include "mash/packages/packages.h"
#include "object_codec.h"

namespace mash::packages {

namespace {

constexpr std::size_t k_limit = 1'000'000;
constexpr std::size_t k_message = 400'000;
constexpr std::size_t k_hubs = 500;
constexpr std::int64_t k_last_port = 65'535;

std::string hub_in(ObjectReader& in, std::string_view name) {
  std::string hub = in.text(name);
  if (!is_code_text(hub)) in.fault(name, "is no name of a hub");
  return hub;
}

HubGate read_gate(ObjectReader& in) {
  HubGate out;
  out.hub = hub_in(in, "hub");
  out.host = in.text("host");
  out.port = in.number("port", 1, k_last_port);
  out.certificate = in.text("certificate");
  const auto raw = from_hex(out.certificate);
  constexpr std::size_t k_hash = 32;
  if (!raw || raw->size() != k_hash) in.fault("certificate", "must be a hash");
  return out;
}

}  // namespace

Bytes encode(const HubGates& hubs) {
  json::Array gates;
  for (const auto& one : hubs.gates) {
    gates.push_back(json::Object{{"hub", one.hub},
                                 {"host", one.host},
                                 {"port", one.port},
                                 {"certificate", one.certificate}});
  }
  return encode_object("hubs", {{"own", hubs.own}, {"gates", std::move(gates)}});
}

Result<HubGates> decode_hub_gates(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "hubs", k_limit));
  ObjectReader in(object);
  HubGates out;
  out.own = hub_in(in, "own");
  out.gates = in.list<HubGate>("gates", k_hubs, read_gate);
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const HubWord& word) {
  return encode_object("hub_word", {{"hub", word.hub}, {"message", base64(word.message)}});
}

Result<HubWord> decode_hub_word(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "hub_word", k_limit));
  ObjectReader in(object);
  HubWord out;
  out.hub = hub_in(in, "hub");
  out.message = in.bytes("message", k_message);
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

Bytes encode(const Figures& figures) {
  return encode_object("figures", {{"quarter", figures.quarter}, {"file", figures.file}});
}

Result<Figures> decode_figures(ByteView bytes) {
  MASH_TRY(const json::Value object, parse_object(bytes, "figures", k_limit));
  ObjectReader in(object);
  Figures out;
  out.quarter = in.text("quarter");
  out.file = in.text("file", k_message);
  if (auto error = in.finish()) return *std::move(error);
  return out;
}

}  // namespace mash::packages
