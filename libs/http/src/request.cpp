// SPDX-License-Identifier: MIT
#include "request.h"

#include "text.h"
#include "wire.h"

namespace mash::http {

namespace beast = boost::beast;

namespace {

// The rules that Beast does not have; the list is in server.h.
bool is_acceptable(const RequestHead& message) {
  using beast::http::field;
  if (message.version() != 11) return false;
  if (message.count(field::host) != 1 || message[field::host].empty()) return false;
  const std::size_t lengths = message.count(field::content_length);
  const std::size_t encodings = message.count(field::transfer_encoding);
  if (lengths + encodings > 1) return false;
  // Beast takes "3, 3", which another program on the way may not.
  const beast::string_view length = message[field::content_length];
  if (length.find_first_not_of("0123456789") != beast::string_view::npos) return false;
  const beast::string_view encoding = message[field::transfer_encoding];
  if (encodings == 1 && !beast::iequals(encoding, "chunked")) return false;
  const beast::string_view expect = message[field::expect];
  return expect.empty() || beast::iequals(expect, "100-continue");
}

}  // namespace

std::optional<Request> to_request(const RequestHead& message) {
  if (!is_acceptable(message)) return std::nullopt;
  Request request;
  switch (message.method()) {
    case beast::http::verb::get:
    case beast::http::verb::head:
      request.method = "GET";
      break;
    case beast::http::verb::post:
      request.method = "POST";
      break;
    case beast::http::verb::put:
      request.method = "PUT";
      break;
    case beast::http::verb::patch:
      request.method = "PATCH";
      break;
    case beast::http::verb::delete_:
      request.method = "DELETE";
      break;
    default:
      return std::nullopt;
  }
  const beast::string_view target = message.target();
  for (const char c : target) {
    if (c <= 0x20 || c >= 0x7F || c == '#') return std::nullopt;
  }
  std::string_view query(target.data(), target.size());
  auto path = decode_path(take_until(query, '?'));
  if (!path) return std::nullopt;
  request.path = std::move(*path);
  request.query = query;
  for (const auto& field : message) {
    request.headers.emplace_back(ascii_lower(field.name_string()), field.value());
  }
  return request;
}

}  // namespace mash::http
