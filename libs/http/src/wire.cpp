// SPDX-License-Identifier: MIT
#include "wire.h"

#include <algorithm>
#include <array>
#include <utility>

#include "mash/base/assert.h"
#include "mash/base/text.h"
#include "mash/http/events.h"
#include "text.h"

namespace mash::http {
namespace {

std::string_view reason(int status) {
  static constexpr std::array<std::pair<int, std::string_view>, 18> k_reasons{{
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {303, "See Other"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {409, "Conflict"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {422, "Unprocessable Content"},
      {429, "Too Many Requests"},
      {500, "Internal Server Error"},
      {503, "Service Unavailable"},
  }};
  const auto* found =
      std::ranges::find(k_reasons, status, &std::pair<int, std::string_view>::first);
  return found == k_reasons.end() ? "" : found->second;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// Names as RFC 9110 tokens, without the characters that nobody uses.
bool is_header_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

void append_headers(std::string& out, const Headers& headers) {
  for (const auto& [name, value] : headers) {
    MASH_ASSERT(is_header_name(name));
    MASH_ASSERT(std::ranges::none_of(value, is_control));
    MASH_ASSERT(!equals_ignoring_case(name, "content-length"));
    MASH_ASSERT(!equals_ignoring_case(name, "transfer-encoding"));
    MASH_ASSERT(!equals_ignoring_case(name, "connection"));
    out.append(name).append(": ").append(value).append("\r\n");
  }
}

void append_length(std::string& out, std::size_t length) {
  out.append("content-length: ").append(std::to_string(length)).append("\r\n");
}

}  // namespace

bool is_clean_head(std::string_view head) {
  char before = '\n';
  for (const char c : head) {
    if (c == '\0') return false;
    if ((c == '\n') != (before == '\r')) return false;
    if (before == '\n' && (c == ' ' || c == '\t')) return false;
    before = c;
  }
  return before == '\n';
}

std::optional<std::string> decode_path(std::string_view raw) {
  if (!raw.starts_with('/')) return std::nullopt;
  auto path = percent_decode(raw, false);
  if (!path || !is_utf8(*path)) return std::nullopt;
  if (std::ranges::count(*path, '/') != std::ranges::count(raw, '/')) return std::nullopt;
  if (std::ranges::any_of(*path, is_control) || path->find('\\') != std::string::npos)
    return std::nullopt;
  std::string_view rest = std::string_view(*path).substr(1);
  while (!rest.empty()) {
    const std::string_view segment = take_until(rest, '/');
    if (segment.empty() || segment == "." || segment == "..") return std::nullopt;
  }
  return path;
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

std::string response_head(const Response& response, bool keep_alive) {
  MASH_ASSERT(response.status >= 200 && response.status <= 599);
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
  head.append(reason(response.status)).append("\r\n");
  append_headers(head, response.headers);
  const bool has_length = may_have_body(response.status) && !response.events;
  if (has_length) append_length(head, response.body.size());
  if (!keep_alive) head.append("connection: close\r\n");
  return head.append("\r\n");
}

std::string request_head(const Request& request, std::string_view host) {
  const std::string target =
      request.query.empty() ? request.path : request.path + '?' + request.query;
  MASH_ASSERT(is_header_name(request.method));
  MASH_ASSERT(target.starts_with('/'));
  MASH_ASSERT(std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7F; }));
  std::string head = request.method + ' ' + target + " HTTP/1.1\r\n";
  head.append("host: ").append(host).append("\r\n");
  append_headers(head, request.headers);
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT" ||
      request.method == "PATCH") {
    append_length(head, request.body.size());
  }
  return head.append("\r\n");
}

Response plain_response(int status, std::string text) {
  Response response;
  response.status = status;
  response.set("content-type", "text/plain; charset=utf-8");
  response.set("cache-control", "no-store");
  response.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  response.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  response.set("x-content-type-options", "nosniff");
  response.body = std::move(text);
  return response;
}

}  // namespace mash::http
