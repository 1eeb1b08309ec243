// SPDX-License-Identifier: MIT
// What is offered, for systems (RFC 7643, sections 5 to 7) and for openapi.json.
#pragma once

#include <string>
#include <vector>

#include "mash/pipeline/route.h"

namespace mash::provision {

// Codes of faults that have a status of their own and no scimType.
inline constexpr std::string_view k_not_listed = "not-listed";      // 403
inline constexpr std::string_view k_precondition = "precondition";  // 412

// ServiceProviderConfig, ResourceTypes and Schemas, for everybody: they name nobody.
std::vector<pipeline::Route> offered(const std::string& origin);

json::Value describe_list();
json::Value describe_user(const char* status, const char* words);
json::Value describe_create();
json::Value describe_change(const char* body);
json::Value describe_delete();

}  // namespace mash::provision
