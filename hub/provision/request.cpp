// SPDX-License-Identifier: MIT
#include "request.h"

#include <algorithm>
#include <charconv>

#include "mash/base/ascii.h"
#include "mash/base/text.h"

namespace mash::provision {

namespace {

constexpr std::string_view k_user = "urn:ietf:params:scim:schemas:core:2.0:user";
constexpr std::string_view k_active = "active";
constexpr std::string_view k_patch = "urn:ietf:params:scim:api:messages:2.0:patchop";
constexpr std::size_t k_longest = 255;
constexpr std::size_t k_most_operations = 100;
constexpr std::int64_t k_most_people = 200;

// Names of attributes have no case (RFC 7643, section 2.1) and may be written with their schema.
// The schema alone is the person as a whole: empty.
std::string attribute(std::string_view text) {
  std::string out = ascii_lower(trimmed(text));
  if (out == k_user) return "";
  return out.starts_with(std::string(k_user) + ":") ? out.substr(k_user.size() + 1) : out;
}

// Means `active` and does not say so as the RFC does: "/active", "active.value", a filter behind
// it, another schema before it. Read past, it would be a closing that closes nothing.
bool mistakes_active(std::string_view name) {
  if (name == k_active) return false;
  name = name.substr(0, name.find('['));
  if (const auto colon = name.rfind(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  constexpr std::string_view k_letters = "abcdefghijklmnopqrstuvwxyz0123456789_-$";
  const auto first = name.find_first_of(k_letters);
  if (first == std::string_view::npos) return false;
  name.remove_prefix(first);
  if (name.starts_with("user.")) name.remove_prefix(5);
  return name.substr(0, name.find_first_not_of(k_letters)) == k_active;
}

Error mistaken() {
  return refusal(ErrorCode::invalid_input, "Write active as the path or the name alone",
                 "invalidPath");
}

Result<json::Value> body_of(const http::Request& request) {
  const auto header = request.header("content-type");
  const std::string type = ascii_lower(header.substr(0, header.find_first_of("; ")));
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
  const std::string word = text == nullptr ? "" : ascii_lower(*text);
  if (word == "true" || word == "false") return word == "true";
  return refusal(ErrorCode::invalid_input, "active is true or false", "invalidValue");
}

Result<Sensitive> read_text(const char* name, const json::Value& value) {
  const auto* text = value.as_string();
  if (text == nullptr || text->empty() || text->size() > k_longest || has_controls(*text)) {
    return refusal(ErrorCode::invalid_input,
                   std::string(name) +
                       " is a text of 1 to 255 characters, none of them a control"
                       " character",
                   "invalidValue");
  }
  return Sensitive(*text);
}

// None and an empty text are no value (RFC 7643, section 2.5).
void set_external(Change& out, const json::Value& value) {
  out.external.reset();
  out.external_fault.reset();
  if (value.is_null() || (value.as_string() != nullptr && value.as_string()->empty())) {
    out.external = Sensitive();
    return;
  }
  auto read = read_text("externalId", value);
  if (read) {
    out.external = *std::move(read);
  } else {
    out.external_fault = read.error();
  }
}

Result<void> set(Change& out, const std::string& name, const json::Value& value) {
  if (mistakes_active(name)) return mistaken();
  if (name == k_active) {
    MASH_TRY(out.active, read_active(value));
  } else if (name == "externalid") {
    set_external(out, value);
  }
  return {};
}

Result<const json::Object*> members_of(const json::Value& values) {
  const auto* members = values.as_object();
  if (members != nullptr) return members;
  return refusal(ErrorCode::invalid_input, "Without a path, value is an object", "invalidValue");
}

// The person's attributes, or those below the name of their schema.
Result<void> set_all(Change& out, const json::Value& values) {
  MASH_TRY(const auto* members, members_of(values));
  std::optional<bool> active;
  const auto once = [&](const std::string& name, const json::Value& value) -> Result<void> {
    Change said;
    MASH_TRY_DO(set(said, name, value));
    if (said.active && active.value_or(*said.active) != *said.active) {
      return refusal(ErrorCode::invalid_input, "active is said twice, once true and once false",
                     "invalidValue");
    }
    if (said.active) active = said.active;
    return set(out, name, value);
  };
  for (const auto& [name, value] : *members) {
    const std::string plain = attribute(name);
    const auto* below = value.as_object();
    if (below == nullptr || !(plain.empty() || plain.starts_with("urn:"))) {
      MASH_TRY_DO(once(plain, value));
      continue;
    }
    for (const auto& [inner, what] : *below) {
      const std::string of = attribute(inner);
      if (plain.empty()) {
        MASH_TRY_DO(once(of, what));
      } else if (of == k_active || mistakes_active(of)) {
        return mistaken();
      }
    }
  }
  return {};
}

// What is beside the matter stops nobody's leaving.
Result<Change> settled(Change change) {
  const bool closes = change.active && !*change.active;
  if (change.external_fault && !closes) return *std::move(change.external_fault);
  change.external_fault.reset();
  return change;
}

Result<void> remove(Change& out, const std::string& name) {
  if (name.empty()) return refusal(ErrorCode::invalid_input, "Say what to remove", "noTarget");
  if (mistakes_active(name)) return mistaken();
  if (name == k_active) {
    return refusal(ErrorCode::invalid_input, "active is always there: set it to true or false",
                   "mutability");
  }
  if (name == "externalid") set_external(out, json::Value());
  return {};
}

// The member with this name in any case, or null: clients differ.
const json::Value& member(const json::Value& object, std::string_view name) {
  static const json::Value k_none;
  const auto* members = object.as_object();
  if (members == nullptr) return k_none;
  const auto found = std::ranges::find_if(
      *members, [&](const auto& one) { return ascii_lower(one.first) == name; });
  return found == members->end() ? k_none : found->second;
}

// A member that is there twice, in two cases, would be read once.
Result<void> check_once(const json::Value& object, std::initializer_list<const char*> names) {
  const auto* members = object.as_object();
  for (const std::string name : names) {
    if (members != nullptr && std::ranges::count_if(*members, [&](const auto& one) {
                                return ascii_lower(trimmed(one.first)) == name;
                              }) > 1) {
      return refusal(ErrorCode::invalid_input, name + " is said twice", "invalidSyntax");
    }
  }
  return {};
}

Result<void> apply(Change& out, const json::Value& operation) {
  MASH_TRY_DO(check_once(operation, {"op", "path", "value"}));
  const std::string op = ascii_lower(
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
           return one.as_string() != nullptr && ascii_lower(*one.as_string()) == schema;
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
  if (filter.size() < 3 || ascii_lower(filter.substr(0, 3)) != "eq ") return unknown;
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

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view k_blanks = " \t\r\n";
  const auto first = text.find_first_not_of(k_blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(k_blanks) - first + 1);
}

Result<Sent> read_user(const http::Request& request) {
  MASH_TRY(const json::Value body, body_of(request));
  Sent out;
  Change change;
  MASH_TRY_DO(set_all(change, body));
  MASH_TRY(out.change, settled(std::move(change)));
  MASH_TRY(out.user_name, read_text("userName", member(body, "username")));
  return out;
}

Result<Change> read_whole(const http::Request& request) {
  MASH_TRY(const json::Value body, body_of(request));
  Change change;
  MASH_TRY_DO(set_all(change, body));
  return settled(std::move(change));
}

Result<Change> read_patch(const http::Request& request) {
  MASH_TRY(const json::Value body, body_of(request));
  MASH_TRY_DO(check_once(body, {"operations"}));
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
  return settled(std::move(out));
}

Result<Search> read_search(const std::string& query) {
  const auto pairs = http::parse_query(query);
  if (!pairs) return refusal(ErrorCode::malformed, "The query cannot be read", "invalidSyntax");
  Search out;
  for (const auto& [name, value] : *pairs) {
    const std::string word = ascii_lower(name);
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
