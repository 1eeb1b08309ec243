// SPDX-License-Identifier: MIT
#include "request.h"

#include <algorithm>
#include <charconv>

namespace mash::provision {

namespace {

constexpr std::string_view k_user = "urn:ietf:params:scim:schemas:core:2.0:user:";
constexpr std::string_view k_patch = "urn:ietf:params:scim:api:messages:2.0:patchop";
constexpr std::size_t k_longest = 255;
constexpr std::size_t k_most_operations = 100;
constexpr std::int64_t k_most_people = 200;

// Names of attributes have no case (RFC 7643, section 2.1) and may be written with their schema.
std::string attribute(std::string_view text) {
  std::string out = lower(text);
  return out.starts_with(k_user) ? out.substr(k_user.size()) : out;
}

Result<json::Value> body_of(const http::Request& request) {
  const auto header = request.header("content-type");
  const std::string type = lower(header.substr(0, header.find_first_of("; ")));
  if (type != "application/scim+json" && type != "application/json") {
    return refusal(ErrorCode::unsupported, "Send Content-Type: application/scim+json");
  }
  auto value = json::parse(request.body);
  if (!value || value->as_object() == nullptr) {
    return refusal(ErrorCode::malformed, "The body is no JSON object", "invalidSyntax");
  }
  return *std::move(value);
}

Result<bool> read_active(const json::Value& value) {
  if (const auto* flag = value.as_bool()) return *flag;
  const auto* text = value.as_string();
  const std::string word = text == nullptr ? "" : lower(*text);
  if (word == "true" || word == "false") return word == "true";
  return refusal(ErrorCode::invalid_input, "active is true or false", "invalidValue");
}

Result<Sensitive> read_text(const char* name, const json::Value& value) {
  const auto* text = value.as_string();
  if (text == nullptr || text->empty() || text->size() > k_longest) {
    return refusal(ErrorCode::invalid_input,
                   std::string(name) + " is a text of 1 to 255 characters", "invalidValue");
  }
  return Sensitive(*text);
}

Result<void> set(Change& out, const std::string& name, const json::Value& value) {
  if (name == "active") {
    MASH_TRY(out.active, read_active(value));
  } else if (name == "externalid") {
    MASH_TRY(out.external, read_text("externalId", value));
  }
  return {};
}

Result<void> set_all(Change& out, const json::Value& values) {
  const auto* members = values.as_object();
  if (members == nullptr) {
    return refusal(ErrorCode::invalid_input, "Without a path, value is an object", "invalidValue");
  }
  for (const auto& [name, value] : *members) MASH_TRY_DO(set(out, attribute(name), value));
  return {};
}

Result<void> remove(Change& out, const std::string& name) {
  if (name.empty()) return refusal(ErrorCode::invalid_input, "Say what to remove", "noTarget");
  if (name == "active") {
    return refusal(ErrorCode::invalid_input, "active is always there: set it to true or false",
                   "mutability");
  }
  if (name == "externalid") out.external = Sensitive();
  return {};
}

// The member with this name in any case, or null: clients differ.
const json::Value& member(const json::Value& object, std::string_view name) {
  static const json::Value k_none;
  const auto* members = object.as_object();
  if (members == nullptr) return k_none;
  const auto found =
      std::ranges::find_if(*members, [&](const auto& one) { return lower(one.first) == name; });
  return found == members->end() ? k_none : found->second;
}

Result<void> apply(Change& out, const json::Value& operation) {
  const std::string op = lower(
      member(operation, "op").as_string() == nullptr ? "" : *member(operation, "op").as_string());
  const json::Value& path = member(operation, "path");
  if (!path.is_null() && path.as_string() == nullptr) {
    return refusal(ErrorCode::invalid_input, "path is a text", "invalidPath");
  }
  const std::string name = path.is_null() ? "" : attribute(*path.as_string());
  if (op == "remove") return remove(out, name);
  if (op != "add" && op != "replace") {
    return refusal(ErrorCode::invalid_input, "op is add, replace or remove", "invalidSyntax");
  }
  const json::Value& value = member(operation, "value");
  return name.empty() ? set_all(out, value) : set(out, name, value);
}

bool names_schema(const json::Value& body, std::string_view schema) {
  const auto* list = member(body, "schemas").as_array();
  return list != nullptr && std::ranges::any_of(*list, [&](const json::Value& one) {
           return one.as_string() != nullptr && lower(*one.as_string()) == schema;
         });
}

Result<std::int64_t> read_number(const std::string& name, std::string_view text) {
  std::int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) return out;
  return refusal(ErrorCode::invalid_input, name + " is a whole number", "invalidValue");
}

// One comparison: nothing else is needed to find somebody, and nothing else is asked by systems
// that only end and begin accounts.
Result<void> read_filter(Search& out, std::string_view filter) {
  const Error unknown = refusal(
      ErrorCode::invalid_input,
      "Filter by userName eq \"...\", externalId eq \"...\" or id eq \"...\"", "invalidFilter");
  const auto end = filter.find(' ');
  if (end == std::string_view::npos) return unknown;
  const std::string name = attribute(filter.substr(0, end));
  filter.remove_prefix(end + 1);
  if (filter.size() < 3 || lower(filter.substr(0, 3)) != "eq ") return unknown;
  const auto value = json::parse(filter.substr(3));
  if (!value || value->as_string() == nullptr) return unknown;
  if (name == "username") {
    out.by = Search::By::user_name;
  } else if (name == "externalid") {
    out.by = Search::By::external;
  } else if (name == "id") {
    out.by = Search::By::id;
  } else {
    return unknown;
  }
  out.value = Sensitive(*value->as_string());
  return {};
}

}  // namespace

Error refusal(ErrorCode kind, std::string words, std::string code) {
  std::string message = words;
  return {kind, std::move(message), {Fault{"", std::move(words), std::move(code)}}};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& ch : out) {
    if (ch >= 'A' && ch <= 'Z') ch = static_cast<char>(ch - 'A' + 'a');
  }
  return out;
}

Result<Sent> read_user(const http::Request& request) {
  MASH_TRY(const json::Value body, body_of(request));
  Sent out;
  MASH_TRY_DO(set_all(out.change, body));
  MASH_TRY(out.user_name, read_text("userName", member(body, "username")));
  return out;
}

Result<Change> read_patch(const http::Request& request) {
  MASH_TRY(const json::Value body, body_of(request));
  const auto* operations = member(body, "operations").as_array();
  if (!names_schema(body, k_patch) || operations == nullptr || operations->empty() ||
      operations->size() > k_most_operations) {
    return refusal(ErrorCode::invalid_input,
                   "Send schemas with urn:ietf:params:scim:api:messages:2.0:PatchOp and 1 to 100 "
                   "Operations",
                   "invalidSyntax");
  }
  Change out;
  for (const auto& operation : *operations) MASH_TRY_DO(apply(out, operation));
  return out;
}

Result<Search> read_search(const std::string& query) {
  const auto pairs = http::parse_query(query);
  if (!pairs) return refusal(ErrorCode::malformed, "The query cannot be read", "invalidSyntax");
  Search out;
  for (const auto& [name, value] : *pairs) {
    const std::string word = lower(name);
    if (word == "filter") {
      MASH_TRY_DO(read_filter(out, value));
    } else if (word == "startindex") {
      MASH_TRY(out.start, read_number("startIndex", value));
    } else if (word == "count") {
      MASH_TRY(out.count, read_number("count", value));
    }
  }
  out.start = std::max<std::int64_t>(out.start, 1);
  out.count = std::clamp<std::int64_t>(out.count, 0, k_most_people);
  return out;
}

}  // namespace mash::provision
