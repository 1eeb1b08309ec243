// SPDX-License-Identifier: MIT
// Query strings and forms. Strict, because whatever two programs read differently is a way in.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "mash/base/text.h"
#include "mash/http/message.h"
#include "text.h"

namespace mash::http {
namespace {

constexpr std::size_t k_part_limit = 2000;
constexpr std::size_t k_part_head_limit = 4096;

Error bad_form() {
  return Error{ErrorCode::invalid_input, "The form could not be read", {}};
}

bool is_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && is_utf8(text);
}

std::optional<std::string> decode_text(std::string_view encoded) {
  auto text = percent_decode(encoded, true);
  if (!text || !is_text(*text)) return std::nullopt;
  return text;
}

// A media type or disposition, its parameters still unread.
struct Parameters {
  std::string_view value;
  std::string_view rest;
};

Parameters split_parameters(std::string_view text) {
  const std::string_view value = take_until(text, ';');
  return {trim(value), trim(text)};
}

struct Parameter {
  std::string_view name;
  std::string_view value;
};

// Takes the next `name=value` or `name="value"` off the front. Nothing if it is malformed. Browsers
// write a quote inside a name as %22 and do not escape with "\" (HTML standard), so none is undone.
std::optional<Parameter> take_parameter(std::string_view& rest) {
  const std::size_t equals = rest.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  Parameter out;
  out.name = trim(rest.substr(0, equals));
  rest.remove_prefix(equals + 1);
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    const std::size_t quote = rest.find('"');
    if (quote == std::string_view::npos) return std::nullopt;
    out.value = rest.substr(0, quote);
    rest.remove_prefix(quote + 1);
    if (!trim(take_until(rest, ';')).empty()) return std::nullopt;
  } else {
    out.value = trim(take_until(rest, ';'));
  }
  rest = trim(rest);
  return out;
}

// RFC 2046: 1 to 70 characters of a small set. Exactly one; other parameters are not looked at.
std::optional<std::string_view> boundary_of(std::string_view parameters) {
  static constexpr std::string_view k_allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'()+_,-./:=?";
  std::optional<std::string_view> boundary;
  while (!parameters.empty()) {
    const auto parameter = take_parameter(parameters);
    if (!parameter) return std::nullopt;
    if (!equals_ignoring_case(parameter->name, "boundary")) continue;
    if (boundary) return std::nullopt;
    boundary = parameter->value;
  }
  if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
  if (boundary->find_first_not_of(k_allowed) != std::string_view::npos) return std::nullopt;
  return boundary;
}

// Takes a part's name and file name from its Content-Disposition.
bool read_disposition(std::string_view value, Part& part) {
  auto [kind, rest] = split_parameters(value);
  if (!equals_ignoring_case(kind, "form-data")) return false;
  bool named = false;
  bool has_file = false;
  while (!rest.empty()) {
    const auto parameter = take_parameter(rest);
    if (!parameter || !is_text(parameter->value)) return false;
    if (parameter->name == "name" && !named) {
      named = true;
      part.name = parameter->value;
    } else if (parameter->name == "filename" && !has_file) {
      has_file = true;
      part.file_name = parameter->value;
    } else {
      return false;  // twice, or one that RFC 7578 does not allow, as "filename*"
    }
  }
  return named;
}

bool read_part_head(std::string_view head, Part& part) {
  bool disposed = false;
  bool typed = false;
  while (!head.empty()) {
    std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(std::min(head.size(), line.size() + 2));
    if (line.find_first_of("\r\n") != std::string_view::npos) return false;
    const std::string_view name = take_until(line, ':');
    if (equals_ignoring_case(name, "content-disposition") && !disposed) {
      disposed = read_disposition(trim(line), part);
      if (!disposed) return false;
    } else if (equals_ignoring_case(name, "content-type") && !typed) {
      typed = true;  // what a sender says of a file is not believed, so it is not kept
    } else {
      return false;
    }
  }
  return disposed;
}

// Takes one part, up to and with the boundary line that ends it.
std::optional<Part> take_part(std::string_view& rest, std::string_view delimiter) {
  const std::size_t head_end = rest.substr(0, k_part_head_limit).find("\r\n\r\n");
  if (head_end == std::string_view::npos) return std::nullopt;
  Part part;
  if (!read_part_head(rest.substr(0, head_end), part)) return std::nullopt;
  rest.remove_prefix(head_end + 4);
  const std::size_t end = rest.find(delimiter);
  if (end == std::string_view::npos) return std::nullopt;
  part.content = rest.substr(0, end);
  if (part.file_name.empty() && !is_text(part.content)) return std::nullopt;
  rest.remove_prefix(end + delimiter.size());
  return part;
}

Result<Form> parse_multipart(std::string_view body, std::string_view parameters) {
  const auto boundary = boundary_of(parameters);
  if (!boundary) return bad_form();
  const std::string delimiter = "\r\n--" + std::string(*boundary);
  const std::string_view first = std::string_view(delimiter).substr(2);
  if (!body.starts_with(first)) return bad_form();
  body.remove_prefix(first.size());
  Form form;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n") || form.size() == k_part_limit) return bad_form();
    body.remove_prefix(2);
    auto part = take_part(body, delimiter);
    if (!part) return bad_form();
    form.push_back(std::move(*part));
  }
  body.remove_prefix(2);
  if (!body.empty() && body != "\r\n") return bad_form();
  return form;
}

Result<Form> parse_urlencoded(std::string_view body) {
  MASH_TRY(auto pairs, parse_query(body));
  Form form;
  form.reserve(pairs.size());
  for (auto& [name, value] : pairs) form.push_back({std::move(name), {}, std::move(value)});
  return form;
}

}  // namespace

Result<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    std::string_view value = take_until(query, '&');
    if (value.empty()) continue;
    auto name = decode_text(take_until(value, '='));
    auto content = decode_text(value);
    if (!name || !content || pairs.size() == k_part_limit) return bad_form();
    pairs.emplace_back(std::move(*name), std::move(*content));
  }
  return pairs;
}

Result<Form> parse_form(const Request& request) {
  const auto [type, parameters] = split_parameters(request.header("content-type"));
  if (type.empty() && request.body.empty()) return Form{};
  if (equals_ignoring_case(type, "application/x-www-form-urlencoded")) {
    return parse_urlencoded(request.body);
  }
  if (equals_ignoring_case(type, "multipart/form-data")) {
    return parse_multipart(request.body, parameters);
  }
  return Error{ErrorCode::unsupported, "This is not a form", {}};
}

}  // namespace mash::http
