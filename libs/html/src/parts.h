// SPDX-License-Identifier: MIT
// Small pieces that several components share.
#pragma once

#include <string>

#include "mash/json/value.h"

namespace mash::html::parts {

// {text, id, classes} or false where there is no text: the data of a hint or an error message.
inline json::Value note(const std::string& text, const std::string& id,
                        const std::string& classes = {}) {
  if (text.empty()) return false;
  return json::Object{{"text", text}, {"id", id}, {"classes", classes}};
}

// "hint-id error-id", for aria-describedby.
inline std::string joined(std::string first, const std::string& second) {
  if (first.empty()) return second;
  return second.empty() ? first : std::move(first) + " " + second;
}

}  // namespace mash::html::parts
