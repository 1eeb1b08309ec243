// SPDX-License-Identifier: MIT
// From what Beast parsed to a Request, by rules that are stricter than Beast's (server.h). Pure.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>

#include "mash/http/message.h"

namespace mash::http {

using RequestHead = boost::beast::http::request<boost::beast::http::string_body>;

// Everything but the body and who sent it; nothing if the request must be refused.
std::optional<Request> to_request(const RequestHead& message);

}  // namespace mash::http
