// SPDX-License-Identifier: MIT
// What the headers of a request say, and the errors about them.
#pragma once

#include <optional>
#include <string>

#include "mash/base/result.h"
#include "mash/http/message.h"

namespace mash::machine {

// Its text without quotation marks; nothing if there is none. malformed: cannot be a key.
Result<std::optional<std::string>> idempotency_key(const http::Request& request);

// About the request as a whole; `code` is for the machine.
Error about_all(ErrorCode kind, std::string message, std::string code);

}  // namespace mash::machine
