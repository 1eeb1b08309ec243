// SPDX-License-Identifier: MIT
#include "describe.h"

#include "mash/machine/machine.h"
#include "mash/notify/professional.h"

namespace mash::machine {

namespace {

json::Value text_schema(const char* words, const char* format = "") {
  json::Value out = json::Object{{"type", "string"}};
  if (*format != '\0') out.set("format", format);
  out.set("description", words);
  return out;
}

// All members are always there.
json::Value object_schema(json::Object properties) {
  json::Array required;
  for (const auto& [name, schema] : properties) required.emplace_back(name);
  return json::Object{
      {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::Value content(const char* type, json::Value schema) {
  return json::Object{{type, json::Object{{"schema", std::move(schema)}}}};
}

json::Value header(const char* words) {
  return json::Object{{"description", words}, {"schema", json::Object{{"type", "string"}}}};
}

json::Value problem(const char* words) {
  return json::Object{{"description", words},
                      {"content", content("application/problem+json",
                                          json::Object{{"$ref", "#/components/schemas/Problem"}})}};
}

// What both answer.
void add_common(json::Value& responses) {
  json::Value unknown = problem("No token of an agency came with it; nothing more is said");
  unknown.set("headers", json::Object{{"WWW-Authenticate", header("Bearer")}});
  responses.set("401", std::move(unknown));
  json::Value wait = problem("Too much of one token, or without one from one network");
  wait.set("headers", json::Object{{"Retry-After", header("Seconds to wait")}});
  responses.set("429", std::move(wait));
  responses.set("503", json::Object{{"description", "Not just now: send the same again"}});
}

json::Value security() {
  return json::Array{json::Object{{"agencyToken", json::Array{}}}};
}

json::Value receipt_schema() {
  return object_schema(
      {{"reference", text_schema("Of the notification, for example 7KQ4-XM2P-M")},
       {"received_at", text_schema("When the gate took it: clocks start here", "date-time")},
       {"receipt_code", text_schema("With the reference, opens /notify/status for a person")},
       {"receipt", text_schema("Signed by the gate (Ed25519), as text")},
       {"files_taken",
        json::Object{{"type", "integer"},
                     {"description", "Of the files that came with it: all or none"}}},
       {"files_words", text_schema("Empty, or what to do with files that were not taken")},
       {"status", text_schema("Path that says how it stands; also in Location")}});
}

json::Value standing_schema() {
  json::Value state = text_schema("At the gate, or collected by the hub");
  state.set("enum", json::Array{"received", "collected"});
  return object_schema(
      {{"title", text_schema("In words")},
       {"reference", text_schema("Of the notification")},
       {"received_at", text_schema("When the gate took it", "date-time")},
       {"state", std::move(state)},
       {"words", text_schema("The same in words")},
       {"not_collected",
        json::Object{{"type", "boolean"},
                     {"description", "The hub is away: it is safe, but nobody has it yet"}}},
       {"feedback",
        json::Object{{"type", "array"},
                     {"items", object_schema({{"at", text_schema("When", "date-time")},
                                              {"words", text_schema("To the referrer")}})}}}});
}

json::Value key_parameter() {
  json::Value schema = json::Object{{"type", "string"}};
  schema.set("minLength", 1);
  schema.set("maxLength", 255);
  return json::Object{
      {"name", "Idempotency-Key"},
      {"in", "header"},
      {"required", true},
      {"description",
       "A new value for each notification, and the same when it is sent again: then the answer is "
       "the same too. Kept for a day. Visible ASCII, in quotation marks or without"},
      {"schema", std::move(schema)}};
}

std::string limit_words() {
  constexpr std::uint64_t k_mebibyte = std::uint64_t{1} << 20;
  return std::to_string(notify::professional_body_limit() / k_mebibyte) + " MiB";
}

}  // namespace

json::Value problem_schema() {
  const json::Value fault = json::Object{
      {"type", "object"},
      {"properties",
       json::Object{{"pointer", text_schema("JSON pointer of the member; absent: the request")},
                    {"code", text_schema("For machines, for example missing, unknown, wrong-type, "
                                         "too-long, not-a-choice, not-a-date, not-yours")},
                    {"message", text_schema("What to do")}}},
      {"required", json::Array{"code", "message"}}};
  return json::Object{
      {"type", "object"},
      {"properties",
       json::Object{
           {"type", text_schema("Always about:blank: status and codes say it", "uri-reference")},
           {"title", text_schema("What is wrong, in words")},
           {"status", json::Object{{"type", "integer"}}},
           {"errors", json::Object{{"type", "array"}, {"items", fault}}}}},
      {"required", json::Array{"type", "title", "status"}}};
}

json::Value describe_take() {
  json::Value created =
      json::Object{{"description",
                    "Taken, sealed to the hub and committed. Again under the same "
                    "key: the same answer"},
                   {"headers", json::Object{{"Location", header("As status")}}},
                   {"content", content("application/json", receipt_schema())}};
  json::Value responses = json::Object{{"201", std::move(created)}};
  responses.set("400", problem("Not JSON, or Idempotency-Key is missing or cannot be one"));
  add_common(responses);
  responses.set("409", problem("The same key is being dealt with just now: send the same again"));
  responses.set("413",
                json::Object{{"description", "More than " + limit_words() + "; nothing was stored"},
                             {"content", content("text/plain", text_schema("In words"))}});
  responses.set("415", problem("The body is not application/json"));
  responses.set("422", problem("Faults of the body, all at once; or something else was sent under "
                               "this key"));
  return json::Object{
      {"security", security()},
      {"parameters", json::Array{key_parameter()}},
      {"requestBody",
       json::Object{{"required", true},
                    {"content", content("application/json", notify::professional_schema())}}},
      {"responses", std::move(responses)}};
}

json::Value describe_status() {
  json::Value responses = json::Object{
      {"200", json::Object{{"description", "How it stands"},
                           {"content", content("application/json", standing_schema())}}}};
  add_common(responses);
  responses.set("404", problem("Your agency's systems sent nothing with this reference, or it is "
                               "no longer kept"));
  return json::Object{
      {"security", security()},
      {"parameters", json::Array{json::Object{{"name", "reference"},
                                              {"in", "path"},
                                              {"required", true},
                                              {"schema", json::Object{{"type", "string"}}}}}},
      {"responses", std::move(responses)}};
}

}  // namespace mash::machine
