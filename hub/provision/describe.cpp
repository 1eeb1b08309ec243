// SPDX-License-Identifier: MIT
#include "describe.h"

#include "mash/provision/provision.h"
#include "people.h"

namespace mash::provision {

namespace {

using pipeline::Context;

constexpr std::string_view k_schema = "urn:ietf:params:scim:schemas:core:2.0:";
constexpr int k_most_people = 200;

std::string schema(std::string_view name) {
  return std::string(k_schema) + std::string(name);
}

json::Value meta(const std::string& origin, const std::string& type, const std::string& below) {
  return json::Object{{"resourceType", type}, {"location", origin + std::string(k_path) + below}};
}

json::Value supported(bool yes) {
  return json::Object{{"supported", yes}};
}

json::Value config(const std::string& origin) {
  json::Value bulk = supported(false);
  bulk.set("maxOperations", 0);
  bulk.set("maxPayloadSize", 0);
  json::Value filter = supported(true);
  filter.set("maxResults", k_most_people);
  return json::Object{
      {"schemas", json::Array{schema("ServiceProviderConfig")}},
      {"patch", supported(true)},
      {"bulk", std::move(bulk)},
      {"filter", std::move(filter)},
      {"changePassword", supported(false)},
      {"sort", supported(false)},
      {"etag", supported(true)},
      {"authenticationSchemes",
       json::Array{json::Object{{"type", "oauthbearertoken"},
                                {"name", "Bearer token"},
                                {"description", "One for each agency, made by the hub"},
                                {"primary", true}}}},
      {"meta", meta(origin, "ServiceProviderConfig", "/ServiceProviderConfig")}};
}

json::Value user_type(const std::string& origin) {
  return json::Object{{"schemas", json::Array{schema("ResourceType")}},
                      {"id", "User"},
                      {"name", "User"},
                      {"endpoint", "/Users"},
                      {"description", "Somebody who works in the hub for this agency"},
                      {"schema", schema("User")},
                      {"meta", meta(origin, "ResourceType", "/ResourceTypes/User")}};
}

json::Value attribute(const char* name, const char* type, const char* words,
                      const char* mutability) {
  return json::Object{{"name", name},
                      {"type", type},
                      {"multiValued", false},
                      {"description", words},
                      {"required", false},
                      {"caseExact", false},
                      {"mutability", mutability},
                      {"returned", "default"},
                      {"uniqueness", "none"}};
}

json::Value user_schema(const std::string& origin) {
  json::Value name = attribute("userName", "string",
                               "The e-mail address that the hub lists. It tells POST who is meant; "
                               "the hub's configuration alone changes it",
                               "readOnly");
  name.set("required", true);
  name.set("uniqueness", "server");
  json::Array attributes{
      std::move(name), attribute("displayName", "string", "As the hub lists it", "readOnly"),
      attribute("active", "boolean", "Whether the account is open. False ends all sessions at once",
                "readWrite")};
  return json::Object{{"schemas", json::Array{schema("Schema")}},
                      {"id", schema("User")},
                      {"name", "User"},
                      {"description",
                       "Other attributes are read past: role and release are the hub's to list, "
                       "passwords are set by nobody else"},
                      {"attributes", std::move(attributes)},
                      {"meta", meta(origin, "Schema", "/Schemas/" + schema("User"))}};
}

json::Value list_of(json::Value one) {
  return json::Object{
      {"schemas", json::Array{"urn:ietf:params:scim:api:messages:2.0:ListResponse"}},
      {"totalResults", 1},
      {"startIndex", 1},
      {"itemsPerPage", 1},
      {"Resources", json::Array{std::move(one)}}};
}

json::Value object_content() {
  return json::Object{
      {"application/scim+json", json::Object{{"schema", json::Object{{"type", "object"}}}}}};
}

json::Value said(const char* words) {
  return json::Object{{"description", words}, {"content", object_content()}};
}

json::Value parameter(const char* name, const char* in, const char* words) {
  return json::Object{{"name", name},
                      {"in", in},
                      {"required", std::string_view(in) == "path"},
                      {"description", words},
                      {"schema", json::Object{{"type", "string"}}}};
}

// Of all that need a token.
json::Value described(json::Array parameters, json::Object responses) {
  responses.emplace_back("401", said("No token of an agency came with it; nothing more is said"));
  responses.emplace_back("429", said("Too much of one agency, or without a token of one network"));
  return json::Object{{"security", json::Array{json::Object{{"scimToken", json::Array{}}}}},
                      {"parameters", std::move(parameters)},
                      {"responses", std::move(responses)}};
}

json::Value with_body(json::Value operation, const char* words) {
  operation.set(
      "requestBody",
      json::Object{{"required", true}, {"description", words}, {"content", object_content()}});
  return operation;
}

json::Array one_person() {
  return json::Array{parameter("person", "path", "As the hub lists them, for example u07"),
                     parameter("If-Match", "header", "The ETag that was read, or left out")};
}

pipeline::Route offer(const std::string& below, const char* summary, const json::Value& value) {
  return pipeline::page<policy::Action::read_public>(
      {.path = std::string(k_path) + below,
       .summary = summary,
       .event = "",
       .facts = pipeline::no_facts,
       .run = [value](const auto&, Context&) -> Result<pipeline::Reply> {
         return answer(200, value);
       },
       .described = json::Object{{"responses", json::Object{{"200", said("For everybody")}}}}});
}

}  // namespace

std::vector<pipeline::Route> offered(const std::string& origin) {
  return {offer("/ServiceProviderConfig", "What of SCIM is offered", config(origin)),
          offer("/ResourceTypes", "Kinds of resources", list_of(user_type(origin))),
          offer("/ResourceTypes/User", "The one kind of resource", user_type(origin)),
          offer("/Schemas", "Attributes of resources", list_of(user_schema(origin))),
          offer("/Schemas/" + schema("User"), "Attributes of a person", user_schema(origin))};
}

json::Value describe_list() {
  return described(
      {parameter("filter", "query", "userName eq \"...\", externalId eq \"...\" or id eq \"...\""),
       parameter("startIndex", "query", "From 1"), parameter("count", "query", "At most 200")},
      {{"200", said("The own agency's people: ListResponse")},
       {"400", said("The filter is another one (invalidFilter)")}});
}

json::Value describe_user(const char* status, const char* words) {
  return described(one_person(),
                   {{status, said(words)}, {"404", said("Nobody of this agency has this id")}});
}

json::Value describe_create() {
  return with_body(
      described(
          {},
          {{"201", said("Opened")},
           {"400", said("Faults of the body")},
           {"403", said("The hub does not list this person for this agency")},
           {"409", said("Open already, an externalId of somebody else (uniqueness), or closed by "
                        "the hub itself")}}),
      "A User: userName, externalId and active are read");
}

json::Value describe_change(const char* body) {
  return with_body(described(one_person(),
                             {{"200", said("As they stand now")},
                              {"400", said("Faults of the body")},
                              {"404", said("Nobody of this agency has this id")},
                              {"409", said("An externalId of somebody else (uniqueness), or active "
                                           "true for whom the hub itself closed")},
                              {"412", said("Changed since it was read")}}),
                   body);
}

json::Value describe_delete() {
  return described(one_person(), {{"204", json::Object{{"description", "Closed"}}},
                                  {"404", said("Nobody of this agency has this id")},
                                  {"412", said("Changed since it was read")}});
}

}  // namespace mash::provision
