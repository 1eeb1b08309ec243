// SPDX-License-Identifier: MIT
// What is done in a case besides asking and deciding.
#include <algorithm>
#include <stdexcept>

#include "mash/support/files.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

// Where a page leads, each once.
std::vector<std::string> links_below(const Visitor& who, const std::string& path) {
  std::vector<std::string> out;
  for (const auto& link : links_of(who.last().body)) {
    if (link.starts_with(path) && std::ranges::find(out, link) == out.end()) out.push_back(link);
  }
  return out;
}

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

int Journey::assess_all(Visitor& officer, const std::string& id, const std::string& factor) {
  const std::string path = "/case/" + id + "/assessment";
  officer.page(path);
  int done = 0;
  for (const auto& child : links_below(officer, path + "/")) {
    officer.page(child);
    Form form = officer.form(child);
    form.tick("indicators", "child-learning").tick("factors", factor);
    form.set("strengths", words().strengths).set("unknowns", words().not_known);
    form.set(done == 0 ? "voice" : "voice_missing",
             done == 0 ? words().childs_voice : words().not_heard);
    must(officer, form);
    ++done;
  }
  officer.page(path);
  return done;
}

// E01: both children, before anybody decides.
void Journey::children_are_assessed() {
  world_.at("the officer assesses the children", 59);
  if (assess_all(world_.hub("u02"), case_id, "18C") != 2) {
    throw std::runtime_error("not both children were assessed");
  }
}

// C10: and the front door has a task to read it.
void Journey::police_disagree() {
  world_.at("the police disagree with the rating", 59);
  Visitor& police = world_.hub("u07");
  police.page(case_path("/assessment"));
  must(police, police.form(case_path("/dissent"))
                   .set("dissent_about", "RATING")
                   .set("dissent_reason", words().police_disagree));
  Visitor& manager = world_.hub("u03");
  manager.page("/tasks");
  if (words_of(manager.last().body).find("Read why an agency disagrees") == std::string::npos) {
    throw std::runtime_error("the manager does not hear of it");
  }
}

// Of the first child. Answers the path of the challenge.
std::string Journey::challenge(Visitor& who, const std::string& reason, const std::string& caller) {
  const std::string path = case_path("/challenges");
  who.page(path);
  Form form = who.form(path);
  form.tick("challenged", person_id).set("ground", "PROTECTION").set("reason", reason);
  if (!caller.empty()) form.set("from", "REFERRER").set("who", caller);
  must(who, form);
  who.page(path);
  return links_below(who, path + "/").back();
}

void Journey::keep_safe_and_answer(const std::string& path, const std::string& answered_by) {
  Visitor& officer = world_.hub("u02");
  officer.page(path);
  must(officer, officer.form(path + "/safety")
                    .set("safety_needed", "NEEDED")
                    .set("safety_words", words().kept_safe)
                    .set("safety_whom", "desk:front-door")
                    .set("safety_due-day", "25")
                    .set("safety_due-month", "11")
                    .set("safety_due-year", "2026")
                    .set("safety_due_time", "3pm"));
  Visitor& deputy = world_.hub("u04");
  deputy.page(path);
  Form form = deputy.form(path + "/answer");
  form.set("result", "UPHELD").set("answer_words", words().challenge_answer);
  if (!answered_by.empty()) form.set("answer_name", answered_by);
  must(deputy, form);
}

// E09: by the school, which rings the front door, and by the police, who are not content with the
// first answer.
void Journey::decisions_are_challenged() {
  world_.at("the school challenges what was decided", 103);
  keep_safe_and_answer(
      challenge(world_.hub("u02"), words().school_challenge, words().school_caller), "");
  world_.at("the police challenge it too", 103);
  Visitor& police = world_.hub("u07");
  const std::string path = challenge(police, words().police_challenge, "");
  keep_safe_and_answer(path, "");
  police.page(path);
  must(police, police.form(path + "/next").set("next_words", words().not_content));
  keep_safe_and_answer(path, words().challenge_answer);
}

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

void Journey::files_are_added() {
  world_.at("the officer adds a photograph and a letter", 29);
  Visitor& officer = world_.hub("u02");
  const auto add = [&](const std::string& bytes) {
    officer.page(case_path("/attachments"));
    Form form = officer.form(case_path("/attachments"));
    form.file_name = words().file_name;
    must(officer, form.set("file", bytes).set("shows", words().shows));
  };
  add(support::jpeg({.exif_words = words().photograph_exif}));
  add(support::docx({words().letter}));
  Visitor& police = world_.hub("u07");
  file_with_item(police, item("released"), words().item_shows);
  if (world_.draw_files() != 4) throw std::runtime_error("one from the gate and three wait");
  for (Visitor* who : {&officer, &police}) {
    who->page(case_path("/attachments"));
    look_at_pictures(*who, case_path("/attachments/"));
  }
  const std::string of_item = "/items/" + item("released") + "/files";
  police.page(of_item);
  look_at_pictures(police, of_item + "/");
}

// Of each file that the last page leads to.
void Journey::look_at_pictures(Visitor& who, const std::string& below) {
  for (const auto& link : links_of(who.last().body)) {
    if (!link.starts_with(below)) continue;
    const auto file = who.get(link).json();
    for (const auto& picture : *file["pictures"].as_array()) who.page(picture.text("src"));
  }
}

void Journey::file_with_item(Visitor& desk, const std::string& item, const std::string& shows) {
  const std::string path = "/items/" + item + "/files";
  desk.page(path);
  Form form = desk.form(path);
  form.file_name = words().item_file_name;
  must(
      desk,
      form.set("file", support::jpeg({.exif_words = words().photograph_exif})).set("shows", shows));
  desk.page(path);
}

// H17: it is told until somebody has asked for it again.
void Journey::lost_file_is_seen_to() {
  world_.at("the officer asks the school for the letter", 121);
  Visitor& officer = world_.hub("u02");
  officer.page("/tasks");
  if (words_of(officer.last().body).find("did not arrive whole") == std::string::npos) {
    throw std::runtime_error("nobody is told of the file that did not arrive whole");
  }
  officer.page(case_path("/attachments"));
  if (words_of(officer.last().body).find("whole: " + words().lost_shows) == std::string::npos) {
    throw std::runtime_error("another file was lost than the letter");
  }
  for (const auto& form : officer.forms()) {
    if (form.action.starts_with(case_path("/attachments/arriving/"))) must(officer, form);
  }
}

void Journey::note_too_late(const std::string& person, const std::string& case_of,
                            const std::string& what) {
  world_.at(person + " writes a note and is called away", world_.minute() + 1);
  Visitor& who = world_.hub(person);
  const std::string log = "/case/" + case_of + "/log";
  who.page(log);
  const Form note = who.form(log)
                        .set("kind", "NOTE")
                        .set("happened-day", "24")
                        .set("happened-month", "11")
                        .set("happened-year", "2026")
                        .set("happened_time", "8:45am")
                        .set("what", what);
  world_.at(person + " comes back", world_.minute() + 17);
  const auto late = who.submit(note);
  if (late.location != "/sign-in?kept=yes") {
    throw std::runtime_error("the note is not kept: " + words_of(late.body));
  }
}

// Their session has ended meanwhile: it waits for them.
void Journey::note_comes_too_late() {
  note_too_late("u01", case_id, words().kept_words);
  world_.hub("u01").page("/kept");
  if (!variant_.other_case || variant_.barred) {
    world_.at("nobody else writes anything", world_.minute() + 18);
    return;
  }
  note_too_late("u02", other_case_id, words().kept_of_barred);
  hide_other_case_from("u02");
  world_.hub("u02").page("/kept");
}

void Journey::file_is_not_wanted() {
  world_.at("the manager sets a stranger's file aside", world_.minute() + 1);
  Visitor& manager = world_.hub("u03");
  const std::string path = case_path("/attachments");
  manager.page(path);
  for (const auto& link : links_below(manager, path + "/")) {
    manager.page(link);
    for (const auto& form : manager.forms()) {
      if (form.action != link + "/set-aside") continue;
      const auto set_aside = [&] {
        manager.page(link);
        must(manager, manager.form(link + "/set-aside").set("reason", words().aside_reason));
      };
      set_aside();
      manager.page(link);
      must(manager, manager.form(link + "/bring-back"));
      set_aside();
      return;
    }
  }
  throw std::runtime_error("no file can be set aside");
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

// The second of the duty team is on call, an hour later than entered first, and then not at all.
void Journey::rota_is_kept() {
  world_.at("the manager enters somebody in the rota", 59);
  Visitor& manager = world_.hub("u03");
  manager.page("/rota");
  const auto week = must(manager, manager.form("/rota")
                                      .set("person", "u40")
                                      .set("duty", "ON_CALL")
                                      .set("from-day", "24")
                                      .set("from-month", "11")
                                      .set("from-year", "2026")
                                      .set("from_time", "5pm")
                                      .set("until-day", "25")
                                      .set("until-month", "11")
                                      .set("until-year", "2026")
                                      .set("until_time", "8am"));
  manager.page(week);
  const auto links = links_of(manager.last().body);
  const auto entry =
      std::ranges::find_if(links, [](const auto& link) { return link.starts_with("/rota/"); });
  if (entry == links.end()) throw std::runtime_error("no entry of the rota can be changed");
  const std::string& path = *entry;
  manager.page(path);
  must(manager, manager.form(path).set("from_time", "6pm"));
  manager.page(path);
  must(manager, manager.form(path + "/remove"));
  manager.page("/nobody-here");
}

// B15: two screens on the wall; the manager ends one, the other goes on and its browser keeps its
// token beside whatever it signs in to next.
void Journey::board_goes_on_the_wall() {
  for (const char* who : {"u05", "u02"}) {
    world_.at(std::string("the board goes on the wall for ") + who, 59);
    Visitor& screen = world_.hub(who);
    screen.page("/board");
    screen.page(must(screen, screen.form("/board/wall")));
    screen.get("/wall/events");
  }
  world_.at("the manager ends one of the screens", 59);
  Visitor& manager = world_.hub("u03");
  manager.page("/board/walls");
  const auto forms = manager.forms();
  const auto end = std::ranges::find_if(
      forms, [](const Form& f) { return f.action.starts_with("/board/walls/"); });
  if (end == forms.end()) throw std::runtime_error("the board is on no wall");
  must(manager, *end);
}

// H15: the officer hands over what she holds; a colleague looks at it.
void Journey::shift_ends() {
  world_.at("the officer hands over at the end of her shift", 59);
  Visitor& officer = world_.hub("u02");
  officer.page("/handover");
  officer.submit(officer.form("/handover/u02/check").set("to", "u01").set("note", words().handed));
  must(officer, officer.form("/handover/u02"));
  world_.at("and the colleague looks at it", 59);
  Visitor& colleague = world_.hub("u01");
  colleague.page("/queue");
  colleague.page("/handover");
  const auto forms = colleague.forms();
  const auto look =
      std::ranges::find_if(forms, [](const Form& f) { return f.action.starts_with("/handed/"); });
  if (look == forms.end()) throw std::runtime_error("nothing was handed over");
  must(colleague, *look);
  world_.at("the manager looks at what her deputy holds", 59);
  world_.hub("u03").page("/handover/u04");
  world_.at("the duty team gives back what it holds", 59);
  Visitor& duty = world_.hub("u22");
  duty.page("/hand-back");
  must(duty, duty.form("/hand-back").set("all", "u01"));
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
                                            .tick("seats", "SOCIAL_WORKER")
                                            .tick("seats", "POLICE")
                                            .tick("seats", "HEALTH")
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

void Journey::send_feedback() {
  world_.at("the manager tells the referrer", 110);
  Visitor& who = world_.hub("u03");
  who.page(case_path("/feedback"));
  must(who, who.form(case_path("/feedback")).set("words", words().feedback));
  world_.at("the gate refuses the feedback", 110);
  refused_and_sent_again();
  world_.at("the feedback is delivered", 111);
  world_.door();
}

}  // namespace mash::world
