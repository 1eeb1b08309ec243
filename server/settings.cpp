// SPDX-License-Identifier: MIT
#include "settings.h"

#include "mash/passkey/passkey.h"

namespace mash::server {

namespace {

constexpr std::uint16_t k_https = 443;  // browsers leave it out

Result<std::string> origin_of(const std::string& chosen, const std::string& name,
                              std::uint16_t port) {
  if (chosen.empty()) {
    if (port == 0) return std::string();
    const std::string host = "https://" + name + ".localhost";
    return port == k_https ? host : host + ":" + std::to_string(port);
  }
  if (const auto ok = passkey::rp_id_of(chosen); !ok) {
    return invalid(name + "-origin", ok.error().message);
  }
  return chosen;
}

}  // namespace

Result<std::string> hub_origin(const Settings& settings) {
  return origin_of(settings.hub_origin, "hub", settings.hub_port);
}

Result<std::string> gate_origin(const Settings& settings) {
  return origin_of(settings.gate_origin, "gate", settings.gate_port);
}

}  // namespace mash::server
