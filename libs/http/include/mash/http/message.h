// SPDX-License-Identifier: MIT
// Requests and answers as plain values, and the forms inside them. No Beast, no Asio: cheap to
// include. Not here: TLS and sockets (server.h, client.h), routes and sessions (pipeline).
// Thread safety: plain values; the functions are pure. Cost: linear in what is read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mash/base/result.h"

namespace mash::http {

class EventStream;  // events.h

// Names in lower case, values as they came. Order kept; a name may come more than once.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET", "POST", "PUT", "PATCH", "DELETE"; of the client "HEAD" too
  // From the server: decoded UTF-8, begins with "/", no empty, "." or ".." segments, no control
  // characters, no "\". For the client: as it is to be sent (see percent_encode).
  std::string path;
  std::string query;  // raw, without "?"
  Headers headers;
  std::string body;
  std::string remote;              // address of the peer, without port
  std::string client_fingerprint;  // of its TLS certificate; empty if none was asked for
  // The first of that name in any case, or empty. Valid as long as the request is.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // The first of exactly that name, or empty (RFC 6265). Valid as long as the request is.
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

// Content-Length and Connection are not the handler's: the server writes them. A control character
// in a header, by which content could pose as a header, is our own bug and stops the process.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  // Set: the answer has no body and stays open, and what is sent to this follows (events.h).
  std::shared_ptr<EventStream> events;
  void set(std::string name, std::string value);  // replaces
  void add(std::string name, std::string value);
};

// One part of a form. Ordinary fields have an empty file_name.
struct Part {
  std::string name;
  std::string file_name;  // as the sender says; never a path to use
  std::string content;    // UTF-8 in ordinary fields, any bytes in files
  bool operator==(const Part&) const = default;
};
using Form = std::vector<Part>;

// application/x-www-form-urlencoded (URL standard) or multipart/form-data (RFC 7578), by
// Content-Type; an empty body with no type is an empty form. Strict. Errors: invalid_input for bad
// percent-encoding, bad UTF-8 or NUL in names and ordinary fields, a missing or wrong boundary,
// text around the parts, headers of a part beyond Content-Disposition and Content-Type, more than
// 2,000 parts; unsupported for any other type. The caller limits the size (BodyLimit).
Result<Form> parse_form(const Request& request);
// Pairs of a query string, decoded; same strictness.
Result<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);
// For one segment of a path, or a name or value of a query: RFC 3986 unreserved characters stay.
std::string percent_encode(std::string_view text);

}  // namespace mash::http
