// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mash::pipeline {

struct Route;

using PathParts = std::map<std::string, std::string>;

// Whether `path` has the shape of `pattern` ("/case/{case}/rate"); fills the parts. A part never
// holds "/" and is never empty.
bool matches(std::string_view pattern, std::string_view path, PathParts& parts);
// The route of this method and path, or nullptr.
const Route* find_route(const std::vector<Route>& routes, std::string_view method,
                        std::string_view path, PathParts& parts);
// The pattern with its parts put in.
std::string fill(std::string_view pattern, const PathParts& parts);

}  // namespace mash::pipeline
