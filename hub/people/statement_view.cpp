// SPDX-License-Identifier: MIT
// What one source said, with who has said who that is, and what the front door can do about it.
#include "mash/directory/directory.h"
#include "pages.h"

namespace mash::people {

namespace {

// A form below a statement, for the front door. Forms of one page must not share the key that makes
// sending twice harmless: pressing one, then another, would answer with the first. Both acts are
// harmless when sent twice.
json::Value small_form(const std::string& action, const Statement& s) {
  json::Value form = json::Object{};
  form.set("action", action);
  form.set("statement", s.id.text());
  form.set("version", s.version);
  form.set("who", s.display_name());
  form.set("idempotency_key", false);
  return form;
}

json::Array history_of(const std::vector<Identification>& events, const StatementId& id,
                       const model::Borough& borough) {
  json::Array out;
  for (const auto& e : events) {
    if (e.statement != id) continue;
    const std::string what = e.kind == "NEW"    ? "said that this is a new person"
                             : e.kind == "SAME" ? "said that this is the same person"
                             : e.kind == "PARTED"
                                 ? "said whom of two this is about, when they were parted"
                                 : "took back who this is";
    out.emplace_back(directory::person_name(borough, e.by) + " " + what + ", " + plain_time(e.at));
  }
  return out;
}

}  // namespace

json::Value statement_view(pipeline::Context& c, const Statement& s,
                           const std::vector<Identification>& events,
                           const model::Borough& borough) {
  const std::string path = "/case/" + s.case_id.text();
  const bool may_screen = cases::is_front_door(c.principal);
  json::Value v = json::Object{};
  v.set("name", s.display_name());
  v.set("source", source_of(s, borough));
  v.set("said", said_list(s));
  v.set("birth_question", birth_question(s, to_london(c.now).date));
  v.set("history", history_of(events, s.id, borough));
  v.set("find", may_screen && s.person.empty() ? small_form(path + "/people/search", s)
                                               : json::Value(false));
  v.set("groups", may_screen ? path + "/groups/" + s.id.text() : "");
  v.set("who", s.display_name());
  v.set("undo", may_screen && !s.person.empty() ? small_form(path + "/people/undo", s)
                                                : json::Value(false));
  return v;
}

std::string facts_of(const Subject& s) {
  std::string out(model::words_of(s.role));
  if (!s.age.empty() && s.age != "unborn") out += ", age " + s.age;
  if (!s.dob.empty()) out += ", born " + date_in_words(s.dob);
  return out;
}

std::string seen_before_in_words(const Subject& s) {
  if (s.other_cases == 0) return "";
  return s.other_cases == 1 ? "Known from 1 other case"
                            : "Known from " + std::to_string(s.other_cases) + " other cases";
}

}  // namespace mash::people
