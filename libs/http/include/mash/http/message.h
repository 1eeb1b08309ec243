// SPDX-License-Identifier: MIT
// Requests and answers as plain values: no Beast, no Asio, cheap to include.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/base/result.h"

namespace mash::http {

// Names in lower case. Order kept; a name may come more than once.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET", "HEAD", "POST", "PUT"
  std::string path;    // decoded, begins with "/", no "." or ".." segments
  std::string query;   // raw, without "?"
  Headers headers;
  std::string body;
  std::string remote;              // address of the peer, without port
  std::string client_fingerprint;  // of its TLS certificate, empty if none was shown
  [[nodiscard]] std::string_view header(std::string_view name) const;  // first, or empty
  [[nodiscard]] std::string_view cookie(std::string_view name) const;  // or empty
};

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  void set(std::string name, std::string value);  // replaces
  void add(std::string name, std::string value);
};

// One part of a form. Ordinary fields have an empty file_name.
struct Part {
  std::string name;
  std::string file_name;
  std::string content;
  bool operator==(const Part&) const = default;
};
using Form = std::vector<Part>;

// application/x-www-form-urlencoded or multipart/form-data (RFC 7578), by Content-Type. Strict:
// bad percent-encoding, bad UTF-8 in names and ordinary fields, NUL, missing boundary, more than
// 2,000 parts: invalid_input. An empty body with no type is an empty form.
Result<Form> parse_form(const Request& request);
// Pairs of a query string, decoded; same strictness.
Result<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);
std::string percent_encode(std::string_view text);  // RFC 3986 unreserved stays

}  // namespace mash::http
