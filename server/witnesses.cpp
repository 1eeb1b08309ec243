// SPDX-License-Identifier: MIT
#include "witnesses.h"

#include <algorithm>
#include <charconv>

#include "folder.h"
#include "mash/json/value.h"

namespace mash::server {

namespace {

constexpr std::string_view k_scheme = "https://";
constexpr std::size_t k_hash_digits = 64;

bool is_hash(std::string_view text) {
  return text.size() == k_hash_digits && std::ranges::all_of(text, [](char ch) {
           return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'f');
         });
}

bool is_host(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char ch) {
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           ch == '.' || ch == '-';
  });
}

bool is_path(std::string_view text) {
  return std::ranges::all_of(text, [](char ch) {
    return ch > ' ' && ch < '\x7f' && ch != '?' && ch != '#' && ch != '\\';
  });
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || port == 0) return {};
  return port;
}

std::optional<WitnessPlace> place_of(std::string_view url) {
  if (!url.starts_with(k_scheme)) return {};
  url.remove_prefix(k_scheme.size());
  const auto slash = std::min(url.find('/'), url.size());
  const std::string_view authority = url.substr(0, slash);
  std::string_view prefix = url.substr(slash);
  if (prefix.ends_with('/')) prefix.remove_suffix(1);
  const auto colon = std::min(authority.find(':'), authority.size());
  WitnessPlace out{.host = std::string(authority.substr(0, colon)),
                   .path = std::string(prefix) + "/add-checkpoint",
                   .certificate = {}};
  if (!is_host(out.host) || !is_path(prefix)) return {};
  if (colon == authority.size()) return out;
  const auto port = port_of(authority.substr(colon + 1));
  if (!port) return {};
  out.port = *port;
  return out;
}

Result<audit::WitnessPolicy> read_policy(const Path& file, const audit::VerifierKey& log) {
  const auto text = read_file(file);
  if (!text) return invalid("policy", "There is no file " + file.string());
  auto policy = audit::WitnessPolicy::parse(*text);
  if (!policy) return invalid("policy", policy.error().message);
  if (policy->witnesses().empty()) return invalid("policy", "It names no witness: add one");
  const auto& logs = policy->logs();
  if (!logs.empty() && std::ranges::none_of(logs, [&](const auto& l) { return l.key == log; })) {
    return invalid("policy",
                   "It names logs, and not this hub's: add the line that `openmash audit "
                   "keys` prints");
  }
  if (!policy->wants_quorum()) {
    return invalid("policy", "Its quorum is none: name how many witnesses are enough");
  }
  return policy;
}

// Each witness has an address and a certificate, and no certificate is left over.
Result<std::map<std::string, WitnessPlace>> read_places(const audit::WitnessPolicy& policy,
                                                        const json::Value& certificates) {
  const auto* given = certificates.as_object();
  if (given == nullptr) return invalid("certificates", "Give an object");
  std::map<std::string, WitnessPlace> out;
  for (const auto& witness : policy.witnesses()) {
    auto place = place_of(witness.url);
    if (!place) {
      return invalid("policy", "Give the witness " + witness.name +
                                   " an address of the form https://name[:port]/prefix/");
    }
    place->certificate = certificates.text(witness.name);
    if (!is_hash(place->certificate)) {
      return invalid("certificates." + witness.name,
                     "Give the SHA-256 of its certificate, 64 hex digits in lower case, as "
                     "`openmash witness init` printed it");
    }
    out.emplace(witness.name, *std::move(place));
  }
  for (const auto& [name, value] : *given) {
    if (!out.contains(name)) {
      return invalid("certificates." + name, "The policy names no such witness");
    }
  }
  return out;
}

Result<std::optional<Witnesses>> read_witnesses(const Path& file, const audit::VerifierKey& log) {
  const auto text = read_file(file);
  if (!text) return invalid("witnesses", "There is no file " + file.string());
  const auto value = json::parse(*text);
  if (!value || value->as_object() == nullptr) {
    return invalid("witnesses", "The file is no JSON object");
  }
  for (const auto& [name, member] : *value->as_object()) {
    if (name != "policy" && name != "certificates") {
      return invalid(name, "There is no such member");
    }
  }
  if (value->text("policy").empty()) return invalid("policy", "Name the file of the policy");
  Witnesses out;
  MASH_TRY(out.policy, read_policy(file.parent_path() / value->text("policy"), log));
  MASH_TRY(out.places, read_places(out.policy, (*value)["certificates"]));
  return std::optional(std::move(out));
}

}  // namespace

Result<std::optional<Witnesses>> load_witnesses(const Settings& settings,
                                                const audit::VerifierKey& log) {
  if (settings.witnesses.empty()) return std::optional<Witnesses>();
  return read_witnesses(settings.witnesses, log);
}

}  // namespace mash::server
