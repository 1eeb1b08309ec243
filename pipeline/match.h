// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mash::pipeline {

using PathParts = std::map<std::string, std::string>;

// Whether `path` has the shape of `pattern` ("/case/{case}/rate"); fills the parts. A part never
// holds "/" and is never empty.
bool matches(std::string_view pattern, std::string_view path, PathParts& parts);
// The pattern with its parts put in.
std::string fill(std::string_view pattern, const PathParts& parts);

}  // namespace mash::pipeline
