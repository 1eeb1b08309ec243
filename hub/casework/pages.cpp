// SPDX-License-Identifier: MIT
#include "pages.h"

#include "desks.h"
#include "mash/base/assert.h"
#include "mash/cases/cases.h"
#include "mash/people/family_contact.h"
#include "mash/people/people.h"

namespace mash::casework {

void hear(pipeline::Context& c, const Deps& deps, model::NewsKind kind) {
  hear(c, deps, kind, desk_of(c.principal));
}

void hear(pipeline::Context& c, const Deps& deps, model::NewsKind kind, const AgencyId& desk) {
  if (desk == pipeline::k_front_door) return;
  cases::start_clock_for_news(c, deps.timescales, c.case_id, kind, desk);
}

std::string typed_or(const pipeline::Context& c, std::string_view name, std::string present) {
  return c.typed != nullptr ? std::string(c.typed->text(name)) : std::move(present);
}

std::string case_path(const CaseId& id, std::string_view rest) {
  return "/case/" + id.text() + std::string(rest);
}

json::Value case_page(pipeline::Context& c, const policy::Proof& proof, std::string_view tab) {
  const auto head = cases::find_case(c.tx, c.case_id);
  MASH_ASSERT(head.has_value());
  json::Value data = json::Object{};
  data.set("bar", cases::case_bar(c, *head, people::bar_words(c, proof, c.case_id)));
  data.set("tabs", cases::case_tabs(c, *head, tab));
  return data;
}

std::vector<pipeline::Route> routes(const Deps& deps) {
  std::vector<pipeline::Route> out;
  add_log_routes(out, deps);
  add_tasks_routes(out, deps);
  add_task_routes(out, deps);
  add_discussion_routes(out, deps);
  return out;
}

}  // namespace mash::casework
