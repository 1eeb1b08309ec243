// SPDX-License-Identifier: MIT
// Does what somebody wrote without names say who somebody is all the same? Only what has a form: a
// number of ten digits, as an NHS number has, and a whole date, as of a birth. Names it does not
// know. Pure; linear in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mash::findings {

// What is wrong and how to say it instead; nothing where nothing was found.
std::optional<std::string> tells_who(std::string_view text);

}  // namespace mash::findings
