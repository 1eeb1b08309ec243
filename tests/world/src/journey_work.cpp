// SPDX-License-Identifier: MIT
// What is done in a case besides asking and deciding.
#include <algorithm>
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

// Gives a task due this afternoon; answers the path of its page.
std::string give(Visitor& who, const std::string& id, const std::string& what,
                 const std::string& why, const std::string& to,
                 const std::vector<std::pair<std::string, std::string>>& more = {},
                 const std::string& discussion = {}) {
  const std::string path = "/case/" + id + "/tasks";
  who.page(path + (discussion.empty() ? "" : "?discussion=" + discussion));
  const auto before = links_of(who.last().body);
  Form form = who.form(path);
  form.set("what", what).set("why", why).set("for", to);
  form.set("due-day", "24").set("due-month", "11").set("due-year", "2026").set("due_time", "4pm");
  for (const auto& [name, value] : more) form.set(name, value);
  must(who, form);
  who.page(path);
  for (const auto& link : links_of(who.last().body)) {
    if (link.starts_with(path + "/") && std::ranges::find(before, link) == before.end()) {
      return link;
    }
  }
  throw std::runtime_error("the task is not on the page: " + words_of(who.last().body));
}

void settle(Visitor& who, const std::string& task, const std::string& how,
            const std::vector<std::pair<std::string, std::string>>& words) {
  who.page(task);
  Form form = who.form(task + how);
  for (const auto& [name, value] : words) form.set(name, value);
  must(who, form);
}

}  // namespace

void Journey::write_log(Visitor& who, const std::string& id, const std::string& what,
                        const std::string& contact) {
  const std::string path = "/case/" + id + "/log";
  who.page(path);
  must(who, who.form(path)
                .set("kind", "PHONE_CALL")
                .set("happened-day", "24")
                .set("happened-month", "11")
                .set("happened-year", "2026")
                .set("happened_time", "8:45am")
                .set("with_whom", "The mother")
                .set("contact", contact)
                .set("what", what));
}

void Journey::log_is_kept() {
  world_.at("the officer phones the mother", 27);
  write_log(world_.hub("u02"), case_id, words().logged, "NO_ANSWER");
  world_.at("the police phone too", 28);
  Visitor& police = world_.hub("u07");
  write_log(police, case_id, words().logged_by_police, "REACHED");
  world_.at("and correct what they wrote", 29);
  police.page(case_path("/log"));
  const auto links = links_of(police.last().body);
  const auto correct = std::ranges::find_if(
      links, [](const auto& link) { return link.find("?corrects=") != std::string::npos; });
  if (correct == links.end()) throw std::runtime_error("nothing can be corrected");
  police.page(*correct);
  must(police, police.form(case_path("/log")).set("with_whom", "Her sister"));
}

void Journey::give_task(Visitor& who, const std::string& id, const std::string& to) {
  give(who, id, "See whether the heating is on.", "The baby coughs.", to);
}

// C11: police look into a possible crime beside all that, and no clock stops.
void Journey::tasks_are_given() {
  const Words& w = words();
  world_.at("the officer gives the police a task", 55);
  Visitor& officer = world_.hub("u02");
  const auto task = give(officer, case_id, w.task, w.task_why, "desk:police");
  world_.at("who hand it over", 56);
  settle(world_.hub("u07"), task, "/hand-over", {{"to", "person:u08"}, {"said", w.task_said}});
  world_.at("and have done it", 57);
  settle(world_.hub("u08"), task, "/done", {{"came_of_it", w.task_done}});
  world_.hub("u08").page("/tasks");
  world_.at("the police look into a possible crime", 58);
  give(world_.hub("u07"), case_id, w.possible_crime, "It may be an assault.", "desk:police",
       {{"crime", "yes"}});
  world_.at("the officer calls a task off", 59);
  const auto mistaken =
      give(officer, case_id, "Ask the school again.", "By mistake.", "desk:front-door");
  settle(officer, mistaken, "/call-off", {{"reason", w.task_off}});
}

// E05: the decision gave the front door the task; the record of the discussion does it.
void Journey::strategy_is_discussed() {
  const Words& w = words();
  world_.at("the strategy discussion is written down", 61);
  Visitor& manager = world_.hub("u03");
  const std::string path = case_path("/discussions");
  manager.page(path);
  const auto discussion = must(manager, manager.form(path)
                                            .set("kind", "STRATEGY")
                                            .set("held-day", "24")
                                            .set("held-month", "11")
                                            .set("held-year", "2026")
                                            .set("held_time", "10:00am")
                                            .tick("attended", "u03")
                                            .tick("attended", "u07")
                                            .set("others", w.others_there)
                                            .set("said-front-door", w.said_by_hub)
                                            .set("said-police", w.said_for_police)
                                            .set("decided", w.discussion_decided));
  world_.at("the police confirm what was written for them", 61);
  Visitor& police = world_.hub("u07");
  police.page(discussion);
  must(police, police.form(discussion + "/confirm"));
  world_.at("health says it in its own words", 61);
  Visitor& health = world_.hub("u09");
  health.page(discussion);
  must(health, health.form(discussion + "/contribution").set("words", w.said_by_health));
  world_.at("an action of the discussion becomes a task", 61);
  give(manager, case_id, w.action, "As agreed.", "desk:health", {},
       discussion.substr(discussion.rfind('/') + 1));
}

}  // namespace mash::world
