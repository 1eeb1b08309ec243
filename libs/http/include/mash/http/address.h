// SPDX-License-Identifier: MIT
// What one network is, for all that is limited by network: shares of what is sent (data/
// gate_policies.json and hub_policies.json, which may say otherwise), connections and large bodies
// of the server. Whoever has a network has each address in it.
#pragma once

#include <string_view>

#include "mash/base/bytes.h"

namespace mash::http {

// How many leading bits of an address say whose network it is: one IPv4 address, and of IPv6 the
// 56 bits that a provider gives to one customer (RFC 6177), who has 256 networks of 64 bits and all
// their addresses by it.
struct NetworkBits {
  int ipv4 = 32;  // 0 to 32
  int ipv6 = 56;  // 0 to 128
};

// The network that an address (as in Request::remote) belongs to: a byte for the kind of address,
// then its leading bits, the others zero. An IPv4 address written as IPv6 counts as IPv4. Empty
// where the text is no address. Pure.
Bytes network_of(std::string_view address, NetworkBits bits);

}  // namespace mash::http
