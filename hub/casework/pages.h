// SPDX-License-Identifier: MIT
// The routes of this slice by page, and what the pages share.
#pragma once

#include <string>

#include "mash/casework/casework.h"
#include "mash/html/forms.h"
#include "mash/model/coded.h"

namespace mash::casework {

void add_log_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_tasks_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_task_routes(std::vector<pipeline::Route>& out, const Deps& deps);
void add_discussion_routes(std::vector<pipeline::Route>& out, const Deps& deps);

template <model::Coded E>
std::vector<std::string> codes() {
  std::vector<std::string> out;
  for (const auto& word : model::k_words<E>) out.emplace_back(word.code);
  return out;
}
template <model::Coded E>
std::vector<html::Choice> choices() {
  std::vector<html::Choice> out;
  for (const auto& word : model::k_words<E>) {
    out.push_back({.value = std::string(word.code), .text = std::string(word.words)});
  }
  return out;
}
// What another agency tells after the decision waits for a manager's word, as on every other way.
// Without a desk: of whoever acts. What the front door says it knows itself.
void hear(pipeline::Context& c, const Deps& deps, model::NewsKind kind);
void hear(pipeline::Context& c, const Deps& deps, model::NewsKind kind, const AgencyId& desk);
// What was typed, else what stands already.
std::string typed_or(const pipeline::Context& c, std::string_view name, std::string present = {});
std::string case_path(const CaseId& id, std::string_view rest);
// Bar and tabs of a case page.
json::Value case_page(pipeline::Context& c, const policy::Proof& proof, std::string_view tab);

}  // namespace mash::casework
