// SPDX-License-Identifier: MIT
#include "attempt.h"

namespace mash::pipeline {

bool forged(const http::Request& request, const Input& raw, const Attempt& a) {
  if (!a.person) return false;
  if (request.header("content-type").starts_with("application/json")) {
    return request.header("x-openmash").empty();
  }
  return !crypto::equal_in_constant_time(as_bytes(a.csrf), as_bytes(raw.text("csrf")));
}

Event event_of(const Route& route, const Attempt& a, UtcTime now) {
  Event e{.at = now, .kind = route.event.empty() ? "public" : route.event};
  if (a.person) {
    e.person = a.person->principal.person;
    e.agency = a.person->principal.agency;
    e.role = policy::name_of(a.person->principal.role);
  }
  return e;
}

void fill_event(Event& e, const Handled& h, const Context& c) {
  e.outcome = h.outcome;
  e.rule = h.rule;
  e.case_id = c.case_id;
  if (!c.machine_of.empty()) {
    e.agency = c.machine_of;
    e.role = "machine";
  }
  e.objects = c.objects;
  e.notes = c.notes;
}

policy::Principal asks(const Context& c) {
  if (c.machine_of.empty()) return c.principal;
  return {k_system, c.machine_of, policy::Role::none, policy::Side::system, false};
}

}  // namespace mash::pipeline
