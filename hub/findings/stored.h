// SPDX-License-Identifier: MIT
// What the stores of this slice read and write alike. What is not what was written throws
// std::runtime_error: somebody has changed the database. Thread safety: pure.
#pragma once

#include <set>
#include <stdexcept>
#include <string>

#include "mash/json/value.h"
#include "mash/model/stored.h"
#include "mash/model/words.h"

namespace mash::findings {

using model::stored;

inline json::Value stored_json(const std::string& text) {
  auto value = json::parse(text);
  if (!value) throw std::runtime_error("what is in the database is not JSON");
  return *std::move(value);
}

inline json::Array stored_list(const std::string& text) {
  const auto value = stored_json(text);
  if (value.as_array() == nullptr) throw std::runtime_error("a list in the database is none");
  return *value.as_array();
}

inline std::string text_of(const std::set<CaseId>& ids) {
  json::Array out;
  for (const auto& id : ids) out.emplace_back(id.text());
  return json::encode(out);
}

inline std::set<CaseId> ids_of(const std::string& text) {
  std::set<CaseId> out;
  for (const auto& one : stored_list(text)) out.insert(CaseId::trusted(*one.as_string()));
  return out;
}

}  // namespace mash::findings
