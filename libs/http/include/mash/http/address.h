// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "mash/base/bytes.h"

namespace mash::http {

// How many leading bits of an address say whose network it is.
struct NetworkBits {
  int ipv4 = 32;  // 0 to 32
  int ipv6 = 56;  // 0 to 128
};

// The network that an address (as in Request::remote) belongs to: a byte for the kind of address,
// then its leading bits, the others zero. An IPv4 address written as IPv6 counts as IPv4. Empty
// where the text is no address. Pure.
Bytes network_of(std::string_view address, NetworkBits bits);

}  // namespace mash::http
