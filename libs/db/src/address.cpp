// SPDX-License-Identifier: MIT
#include "mash/db/address.h"

#include <arpa/inet.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>
#include <ranges>
#include <string_view>

#include "mash/db/database.h"

namespace mash::db {
namespace {

struct FreeSettings {
  void operator()(PQconninfoOption* settings) const { PQconninfoFree(settings); }
};
using Settings = std::unique_ptr<PQconninfoOption, FreeSettings>;

std::string value_of(const Settings& settings, std::string_view name) {
  for (const auto* s = settings.get(); s != nullptr && s->keyword != nullptr; ++s) {
    if (name == s->keyword && s->val != nullptr) return s->val;
  }
  return {};
}

bool is_loopback(const std::string& host) {
  constexpr unsigned char k_loopback = 127;  // 127.0.0.0/8, RFC 1122
  std::array<unsigned char, 4> v4{};
  if (inet_pton(AF_INET, host.c_str(), v4.data()) == 1) return v4[0] == k_loopback;
  return host == "::1" || host == "localhost";
}

bool is_socket(const std::string& host) {
  return host.empty() || host.starts_with('/') || host.starts_with('@');
}

template <class Test>
bool each_of(std::string_view list, const Test& test) {
  return std::ranges::all_of(list | std::views::split(','), [&](const auto& part) {
    return test(std::string(part.begin(), part.end()));
  });
}

bool stays_here(const std::string& hosts, const std::string& addresses) {
  if (!addresses.empty()) return each_of(addresses, is_loopback);
  return each_of(hosts, [](const std::string& h) { return is_socket(h) || is_loopback(h); });
}

}  // namespace

std::optional<Error> fault_of_address(const std::string& location) {
  if (options_for(location).engine != Engine::postgres) return std::nullopt;
  char* reason = nullptr;
  const Settings said(PQconninfoParse(location.c_str(), &reason));
  PQfreemem(reason);
  const Settings otherwise(PQconndefaults());
  if (!said || !otherwise) {
    return invalid("db",
                   "The address of the database cannot be read. Give it as "
                   "postgresql://user@host/database?sslmode=verify-full");
  }
  const auto value = [&](std::string_view name) {
    auto out = value_of(said, name);
    return out.empty() ? value_of(otherwise, name) : out;
  };
  const bool by_service = !value("service").empty();
  const auto mode = by_service ? value_of(said, "sslmode") : value("sslmode");
  if (mode == "verify-full") return std::nullopt;
  if (!by_service && stays_here(value("host"), value("hostaddr"))) return std::nullopt;
  return invalid("db",
                 "The database lies on another machine, and its address does not say "
                 "sslmode=verify-full: what crosses the network would not surely be "
                 "encrypted, nor the server known. Add ?sslmode=verify-full and, if its "
                 "authority is not in ~/.postgresql/root.crt, sslrootcert=FILE");
}

}  // namespace mash::db
