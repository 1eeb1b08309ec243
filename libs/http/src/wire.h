// SPDX-License-Identifier: MIT
// The HTTP/1.1 text that Beast does not check or that we write ourselves (RFC 9112). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mash/http/message.h"

namespace mash::http {

// No NUL, no CR or LF alone, no line that begins with a space or tab (a folded header line).
// Beast would join folded lines; the other programs on the way may not, hence the refusal.
bool is_clean_head(std::string_view head);

// The path of a request target, decoded. Nothing for: no leading "/", bad percent-encoding, an
// encoded "/", control characters, "\", bad UTF-8, "//", or a segment "." or "..".
std::optional<std::string> decode_path(std::string_view raw);

// Status line and headers, with the empty line. Content-Length and Connection belong to the
// server: a handler that sets them, or a CR, LF or NUL in a header, stops the process.
std::string response_head(const Response& response, bool keep_alive);
bool may_have_body(int status);

// Request line and headers, with the empty line; the same rules.
std::string request_head(const Request& request, std::string_view host);

// A short plain text answer that cannot be taken for anything else.
Response plain_response(int status, std::string text);

}  // namespace mash::http
