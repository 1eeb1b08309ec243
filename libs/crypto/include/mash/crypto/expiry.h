// SPDX-License-Identifier: MIT
// Until when a TLS certificate may be used. What not: whether anybody trusts it.
// Thread safety: any thread. Cost: microseconds.
#pragma once

#include <string_view>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::crypto {

// The earliest end of a certificate and its chain, in PEM form: browsers refuse it with either.
// invalid_input "certificate": there is none, or it says no time.
Result<UtcTime> certificate_end(std::string_view pem);

}  // namespace mash::crypto
