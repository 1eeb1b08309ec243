// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

std::string user(const std::string& name) {
  return R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":")" + name + "\"}";
}

constexpr const char* k_off = R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  "Operations":[{"op":"Replace","path":"active","value":"False"}]})";

}  // namespace

// Of somebody who is at work again when it is over.
void Journey::agencys_system_ends_and_begins_accounts() {
  world_.at("an agency's system ends and begins an account", world_.minute() + 1);
  Visitor& system = world_.stranger_in_hub("system of the youth justice service");
  const auto ask = [&](const char* method, const std::string& path, const std::string& body,
                       int expected) {
    http::Request request = system.request(method, "/scim/v2" + path);
    request.headers.emplace_back("authorization", "Bearer " + std::string(World::k_scim_token));
    if (!body.empty()) request.headers.emplace_back("content-type", "application/scim+json");
    request.body = body;
    const auto answer = system.send(std::move(request));
    if (answer.status != expected) throw std::runtime_error("a system is told " + answer.body);
  };
  const std::string name = "kemal.demir@yjs.barnfield.example";
  for (const char* path : {"/ServiceProviderConfig", "/ResourceTypes", "/ResourceTypes/User",
                           "/Schemas", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"}) {
    ask("GET", path, "", 200);
  }
  ask("GET", "/Users", "", 200);
  ask("GET", "/Users/u36", "", 200);
  ask("PATCH", "/Users/u36", k_off, 200);
  ask("PUT", "/Users/u36", user(name), 200);
  ask("DELETE", "/Users/u36", "", 204);
  ask("POST", "/Users", user(name), 201);
  ask("POST", "/Users", user("somebody.new@yjs.barnfield.example"), 403);
  world_.hub("u21").page("/accounts");
}

}  // namespace mash::world
