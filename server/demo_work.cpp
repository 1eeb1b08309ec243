// SPDX-License-Identifier: MIT
#include "demo_work.h"

#include <algorithm>

#include "mash/people/index.h"

namespace mash::server {

namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr const char* k_manager = "u03";
constexpr const char* k_administrator = "u05";

const Array& list(const Value& value) {
  static const Array none;
  const auto* items = value.as_array();
  return items == nullptr ? none : *items;
}

// The value beside this key in a list of facts.
std::string fact(const Value& facts, std::string_view key) {
  for (const Value& row : list(facts["rows"])) {
    if (row["key"].text("text", row.text("key")) == key) {
      return row["value"].text("text", row.text("value"));
    }
  }
  return "";
}

bool is_child(const Value& statement) {
  using model::PersonRole;
  const std::string part = fact(statement["said"], "Part in this case");
  return std::ranges::any_of(
      std::to_array({PersonRole::child, PersonRole::unborn, PersonRole::sibling}),
      [&part](PersonRole role) { return part == model::words_of(role); });
}

// Does the first candidate share both names and the date of birth, or nearly so?
bool is_known(const Value& search) {
  const Array& candidates = list(search["candidates"]);
  if (candidates.empty()) return false;
  int same = 0;
  int alike = 0;
  for (const Value& row : list(candidates.front()["table"]["rows"])) {
    const Array& cells = list(row["cells"]);
    const std::string field = cells.front().text("text");
    if (field != "Given name" && field != "Surname" && field != "Date of birth") continue;
    const std::string agrees = cells.back().text("text");
    if (agrees == model::words_of(people::Agreement::same)) ++same;
    if (agrees == model::words_of(people::Agreement::alike)) ++alike;
  }
  return same >= 2 && same + alike == 3;
}

std::string level_for(model::Rating rating) {
  switch (rating) {
    case model::Rating::red:
      return "4";
    case model::Rating::green:
      return "2";
    default:
      return "3";
  }
}

}  // namespace

Persona& DemoWork::at_desk(const std::string& id) {
  return people_.try_emplace(id, app_, clock_, id).first->second;
}

Result<void> DemoWork::take(const DemoCase& one) {
  MASH_TRY_DO(at_desk(one.officer).act(one.path + "/take", Object{}));
  return {};
}

Result<void> DemoWork::identify(const DemoCase& one) {
  return identify_waiting(one, true);
}

// One after the other: who is like one of them may be another, and then both are identified.
Result<void> DemoWork::identify_waiting(const DemoCase& one, bool only_children) {
  Persona& officer = at_desk(one.officer);
  while (true) {
    MASH_TRY(const Value family, officer.read(one.path + "/family"));
    const Array& waiting = list(family["waiting"]);
    const auto next = std::ranges::find_if(
        waiting, [only_children](const Value& v) { return !only_children || is_child(v); });
    if (next == waiting.end()) return {};
    const std::string id = (*next)["find"].text("statement");
    MASH_TRY(const std::string found,
             officer.act(one.path + "/people/search", Object{{"statement", id}}));
    MASH_TRY_DO(say_who(officer, found));
  }
}

Result<void> DemoWork::say_who(Persona& officer, const std::string& search) {
  MASH_TRY(const Value page, officer.read(search));
  const Value known = Object{{"outcome", "save"}, {"answer_1", "same"}};
  MASH_TRY_DO(officer.act(search, is_known(page) ? known : Object{{"outcome", "new"}}));
  return {};
}

Result<void> DemoWork::identify_all(const DemoCase& one) {
  Persona& officer = at_desk(one.officer);
  MASH_TRY(const std::string found, officer.act(one.path + "/people/together", Object{}));
  if (found.ends_with("/family")) return {};
  if (!found.ends_with("/together")) return say_who(officer, found);
  MASH_TRY(const Value page, officer.read(found));
  Array unknown;
  for (const Value& search : list(page["unknown"])) unknown.emplace_back(search.text("search"));
  if (!unknown.empty()) {
    MASH_TRY_DO(officer.act(found + "/new", Object{{"searches", std::move(unknown)}}));
  }
  // Looked up anew: those who were new may be who they are like.
  return list(page["alike"]).empty() ? Result<void>{} : identify_waiting(one, false);
}

Result<void> DemoWork::screen(const DemoCase& one, Value answers) {
  Persona& officer = at_desk(one.officer);
  MASH_TRY(const Value page, officer.read(one.path + "/screen"));
  for (const Value& child : list(page["children"])) {
    MASH_TRY_DO(officer.act(child.text("href"), Object{{"version", page.text("seen_version")},
                                                       {"answer", "NOT_OPEN"},
                                                       {"system", "Children's case system"}}));
  }
  answers.set("version", page.text("seen_version"));
  answers.set("acknowledged", "yes");
  MASH_TRY_DO(officer.act(one.path + "/screen", answers));
  return {};
}

Result<void> DemoWork::propose(const DemoCase& one) {
  return screen(one, Object{{"next", "RATE"},
                            {"rating", model::code_of(one.rating)},
                            {"level", level_for(one.rating)},
                            {"reason", "What is told fits this level of the threshold document."}});
}

Result<void> DemoWork::point_elsewhere(const DemoCase& one) {
  return screen(one,
                Object{{"next", "SIGNPOSTED"},
                       {"reason", "The family agrees to see the family hub, which can help."}});
}

Result<void> DemoWork::rate(const DemoCase& one) {
  Persona& manager = at_desk(k_manager);
  MASH_TRY(const Value page, manager.read(one.path + "/rate"));
  const bool help = one.rating == model::Rating::green;
  MASH_TRY_DO(
      manager.act(one.path + "/rate", Object{{"version", page.text("seen_version")},
                                             {"rating", model::code_of(one.rating)},
                                             {"level", level_for(one.rating)},
                                             {"response", help ? "EARLY_HELP" : "ASSESSMENT"},
                                             {"reason", "I agree with the screening officer."}}));
  return {};
}

Result<void> DemoWork::record_basis(const DemoCase& one) {
  Persona& manager = at_desk(k_manager);
  MASH_TRY(const Value page, manager.read(one.path + "/basis"));
  Value answers = Object{{"version", page.number("version")},
                         {"threshold", "SAFETY"},
                         {"basis", Array{"CA04_S16LA", "CA89_S17"}}};
  int number = 0;
  for (const Value& slot : list(page["slots"])) {
    const std::string n = std::to_string(++number);
    answers.set("who-" + n, slot.text("key"));
    answers.set("inform-" + n, "CONSENT_GIVEN");
    answers.set("how-" + n, "By phone, today");
  }
  MASH_TRY_DO(manager.act(one.path + "/basis", answers));
  return {};
}

Result<void> DemoWork::ask(const DemoCase& one) {
  MASH_TRY_DO(
      at_desk(k_administrator)
          .act(one.path + "/ask", Object{{"subjects", Array{"everybody"}},
                                         {"agencies", Array{"police", "health", "education"}}}));
  return {};
}

Result<void> DemoWork::answer(const DemoCase& one, const std::string& desk, Value answers,
                              const std::string& fact_known) {
  Persona& person = at_desk(desk);
  MASH_TRY(const Value requests, person.read("/requests"));
  for (const Value& request : list(requests["open"])) {
    if (request.text("reference") != one.reference) continue;
    const std::string path = request.text("href");
    MASH_TRY(const Value page, person.read(path));
    if (!fact_known.empty()) {
      MASH_TRY_DO(person.act(
          path + "/item",
          Object{{"facts", fact_known}, {"source", "Our own records"}, {"sensitivity", "1"}}));
    }
    answers.set("version", page["answer_form"].number("version"));
    MASH_TRY_DO(person.act(path + "/answer", answers));
    return {};
  }
  return Error{ErrorCode::internal, "nobody asked " + desk + " about " + one.reference, {}};
}

Result<void> DemoWork::know_nothing(const DemoCase& one, const std::string& desk) {
  return answer(one, desk,
                Object{{"kind", "NOTHING_KNOWN"},
                       {"systems", "Case records and archive"},
                       {"period", "January 2021 to today"}},
                "");
}

Result<void> DemoWork::know_something(const DemoCase& one, const std::string& desk) {
  return answer(one, desk, Object{{"kind", "KNOWN"}},
                "One earlier contact with the family, closed without further action.");
}

Result<void> DemoWork::decide(const DemoCase& one) {
  Persona& manager = at_desk(k_manager);
  while (true) {
    MASH_TRY(const Value page, manager.read(one.path + "/decision"));
    const Value& form = page["form"];
    if (form.as_object() == nullptr) return {};
    MASH_TRY_DO(
        manager.act(form.text("action"),
                    Object{{"version", form.text("version")},
                           {"outcome", one.rating == model::Rating::red ? "S17_ASSESSMENT" : "NFA"},
                           {"level", level_for(one.rating)},
                           {"reason", "The family has the help that it needs."},
                           {"evidence", "What was told, and what agencies answered."}}));
  }
}

Result<void> DemoWork::tell(const DemoCase& one) {
  Persona& manager = at_desk(k_manager);
  MASH_TRY(const Value page, manager.read(one.path + "/feedback"));
  const Value& form = page["form"];
  Value answers = Object{{"notification", form.text("notification")}};
  if (!form.text("outcomes").empty()) {
    answers.set("words", "Thank you. Tell us again if you go on being worried.");
  }
  MASH_TRY_DO(manager.act(one.path + "/feedback", answers));
  return {};
}

}  // namespace mash::server
