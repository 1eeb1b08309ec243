// SPDX-License-Identifier: MIT
#include "openapi.h"

#include "gate_slices.h"
#include "hub_slices.h"
#include "mash/machine/machine.h"

namespace mash::server {

namespace {

using pipeline::Field;
using pipeline::Kind;
using pipeline::Route;

json::Value text_list(const std::vector<std::string>& list) {
  json::Array out;
  for (const auto& s : list) out.emplace_back(s);
  return out;
}

json::Value body_of(const Route& r) {
  json::Value properties = json::Object{};
  std::vector<std::string> required;
  bool files = false;
  for (const auto& f : r.fields) {
    properties.set(f.name, schema_of(f));
    if (f.required) required.push_back(f.name);
    files = files || f.kind == Kind::file;
  }
  json::Value schema;
  schema.set("type", "object");
  schema.set("additionalProperties", false);
  schema.set("properties", std::move(properties));
  if (!required.empty()) schema.set("required", text_list(required));
  json::Value media;
  media.set("schema", std::move(schema));
  json::Value content;
  content.set(files ? "multipart/form-data" : "application/json", std::move(media));
  json::Value body;
  body.set("required", !required.empty());
  body.set("content", std::move(content));
  return body;
}

json::Value parameters_of(const Route& r) {
  json::Array out;
  for (std::size_t at = r.path.find('{'); at != std::string::npos; at = r.path.find('{', at + 1)) {
    json::Value p;
    p.set("name", r.path.substr(at + 1, r.path.find('}', at) - at - 1));
    p.set("in", "path");
    p.set("required", true);
    p.set("schema", json::Object{{"type", "string"}});
    out.push_back(std::move(p));
  }
  if (!r.writes()) {
    for (const auto& f : r.fields) {
      json::Value p;
      p.set("name", f.name);
      p.set("in", "query");
      p.set("required", f.required);
      p.set("schema", schema_of(f));
      out.push_back(std::move(p));
    }
  }
  return out;
}

json::Value responses_of(const Route& r) {
  json::Value out;
  const auto add = [&out](const char* status, const char* words) {
    out.set(status, json::Object{{"description", words}});
  };
  add("200", r.writes() ? "Done; `location` says where it led" : "The page's data");
  if (r.writes()) add("303", "Done, for a browser");
  add("401", "Nobody has signed in");
  add("404", "Absent, or not for this person");
  if (r.writes()) add("409", "Someone else changed it meanwhile");
  if (!r.fields.empty()) add("422", "Faults, each naming its field");
  return out;
}

std::string method_of(const Route& r) {
  std::string out = r.method;
  for (char& ch : out) ch = static_cast<char>(ch - 'A' + 'a');
  return out;
}

std::string operation_id(std::string_view side, const Route& r) {
  std::string out = std::string(side) + "_" + method_of(r);
  for (const char ch : r.path) {
    if (ch == '/' || ch == '-') out += '_';
    if ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9')) out += ch;
  }
  return out;
}

void add_routes(json::Value& paths, std::string_view side, const std::vector<Route>& routes) {
  for (const auto& r : routes) {
    json::Value operation;
    operation.set("operationId", operation_id(side, r));
    operation.set("summary", r.summary);
    operation.set("tags", text_list({std::string(side)}));
    operation.set("x-action", policy::name_of(r.action));
    operation.set("x-event", r.event);
    if (r.for_machines()) {
      for (const auto& [name, value] : *r.described.as_object()) operation.set(name, value);
    } else {
      operation.set("parameters", parameters_of(r));
      if (r.writes() && !r.fields.empty()) operation.set("requestBody", body_of(r));
      operation.set("responses", responses_of(r));
    }
    const std::string key = "/" + std::string(side) + r.path;
    json::Value path = paths[key].is_null() ? json::Value(json::Object{}) : paths[key];
    path.set(method_of(r), std::move(operation));
    paths.set(key, std::move(path));
  }
}

}  // namespace

json::Value openapi() {
  json::Value info;
  info.set("title", "OpenMASH");
  info.set("version", "0.1.0");
  info.set(
      "description",
      "Every page answers JSON too when asked for it by Accept. Paths begin with the side that "
      "serves them, hub or gate; leave that part out in requests. Below /gate/api/ and "
      "/hub/scim/ other systems ask, and nobody else.");
  info.set("license", json::Object{{"name", "MIT"}, {"identifier", "MIT"}});
  json::Value paths = json::Object{};
  add_routes(paths, "hub", hub_routes_for_description());
  add_routes(paths, "gate", gate_routes_for_description());
  json::Value token = json::Object{{"type", "http"}, {"scheme", "bearer"}};
  token.set("description", "An agency's token, made by openmash gate-token add");
  json::Value scim = json::Object{{"type", "http"}, {"scheme", "bearer"}};
  scim.set("description", "An agency's token, made by openmash scim-token");
  json::Value out;
  out.set("openapi", "3.1.0");
  out.set("info", std::move(info));
  out.set("paths", std::move(paths));
  out.set("components",
          json::Object{{"schemas", json::Object{{"Problem", machine::problem_schema()}}},
                       {"securitySchemes", json::Object{{"agencyToken", std::move(token)},
                                                        {"scimToken", std::move(scim)}}}});
  return out;
}

}  // namespace mash::server
