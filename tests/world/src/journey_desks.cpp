// SPDX-License-Identifier: MIT
// The steps of asking and answering, and what the owners decide.
#include <algorithm>
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

constexpr const char* k_law = "CA89_S47_9_11";

// The request of the case among the desk's: the only one that leads to an answer.
std::string request_of(Visitor& desk) {
  desk.page("/requests");
  std::vector<std::string> found;
  for (const auto& link : links_of(desk.last().body)) {
    if (link.starts_with("/requests/") && std::ranges::find(found, link) == found.end()) {
      found.push_back(link);
    }
  }
  if (found.size() != 1) {
    throw std::runtime_error(desk.name() +
                             " should have one request: " + words_of(desk.last().body));
  }
  desk.page(found.front());
  return found.front();
}

// Answers the new item's id.
std::string add_item(Visitor& desk, const std::string& request, const std::string& fact,
                     const std::string& sensitivity, const Values& more = {}) {
  desk.page(request);
  const auto before = links_of(desk.last().body);
  Form form = desk.form(request + "/item");
  form.set("facts", fact).set("source", "Our own records").set("event_date", "3 October 2026");
  form.set("sensitivity", sensitivity);
  for (const auto& [name, value] : more) form.set(name, value);
  must(desk, form);
  desk.page(request);
  for (const auto& link : links_of(desk.last().body)) {
    if (link.starts_with("/items/") && std::ranges::find(before, link) == before.end()) {
      return link.substr(std::string_view("/items/").size());
    }
  }
  throw std::runtime_error("the item is not on the page: " + words_of(desk.last().body));
}

void answer(Visitor& desk, const std::string& request, const std::string& kind) {
  desk.page(request);
  must(desk, desk.form(request + "/answer")
                 .set("kind", kind)
                 .set("systems", "Case records and archive")
                 .set("period", "January 2019 to today"));
}

}  // namespace

// C01: without it nobody can be asked.
void Journey::record_basis() {
  world_.at("the officer records why we may ask", 12);
  Visitor& who = world_.hub("u02");
  who.page(case_path("/basis"));
  must(who, who.form(case_path("/basis"))
                .set("threshold", "SAFETY")
                .tick("basis", k_law)
                .set("inform-1", "INFORMED_NOT_ASKED")
                .set("how-1", words().basis_how)
                .set("dispense", "PREJUDICE_TO_CHILD")
                .set("dispense_reason", "The child could be told what to say."));
}

void Journey::ask_agencies() {
  world_.at("the administrator asks agencies", 14);
  Visitor& who = world_.hub("u05");
  who.page(case_path("/ask"));
  Form form = who.form(case_path("/ask"));
  form.tick("subjects", "everybody");
  for (const char* agency : {"police", "health", "education"}) {
    form.tick("agencies", agency);
    form.set("questions-" + std::string(agency), words().question);
  }
  must(who, form);
}

void Journey::agencies_answer() {
  const Words& w = words();
  world_.at("the police answer", 20);
  Visitor& police = world_.hub("u07");
  const std::string asked = request_of(police);
  items.emplace_back("released", add_item(police, asked, w.released, "1"));
  items.emplace_back("redacted", add_item(police, asked, w.redacted_original, "2"));
  items.emplace_back("existence", add_item(police, asked, w.existence_original, "2"));
  items.emplace_back("withheld",
                     add_item(police, asked, w.withheld, "2",
                              {{"grade_source", "2"},
                               {"grade_information", "B"},
                               {"grade_handling", "C"},
                               {"handling", "Not to leave without the source handler."}}));
  items.emplace_back("unreleased", add_item(police, asked, w.unreleased, "1"));
  answer(police, asked, "KNOWN");

  world_.at("health answers", 22);
  Visitor& health = world_.hub("u09");
  const std::string health_asked = request_of(health);
  items.emplace_back("gist", add_item(health, health_asked, w.gist_original, "2"));
  answer(health, health_asked, "KNOWN");
  if (variant_.manager_only) {
    world_.at("health adds for the manager alone", 23);
    items.emplace_back("manager_only",
                       add_item(world_.hub("u09"), health_asked, w.manager_only, "3"));
    Visitor& again = world_.hub("u09");
    again.page("/items/" + item("manager_only"));
    must(again, again.form("/items/" + item("manager_only") + "/disclose"));
  }

  world_.at("education knows nothing", 24);
  Visitor& education = world_.hub("u11");
  answer(education, request_of(education), "NOTHING_KNOWN");
}

// Settled 28: an agency may always tell what it knows, asked or not.
void Journey::agency_volunteers() {
  world_.at("education tells of its own accord", 26);
  Visitor& education = world_.hub("u11");
  education.page(case_path());
  const std::string path = case_path("/volunteer");
  education.page(path);
  must(education, education.form(path)
                      .set("facts", words().volunteered)
                      .set("source", "Exclusions")
                      .set("event_date", "May 2026")
                      .set("sensitivity", "1"));
}

// That a desk opened its request is no secret ("Who looked" says it); what it wrote there is. So it
// looks equally often in every world.
void Journey::desk_keeps_drafts() {
  constexpr int k_rounds = 3;
  for (int n = 0; n < k_rounds; ++n) {
    world_.at("the police desk drafts, number " + std::to_string(n), 30 + n);
    Visitor& police = world_.hub("u07");
    const std::string asked = request_of(police);
    if (n < variant_.drafts) {
      items.emplace_back("draft", add_item(police, asked, words().draft, "1"));
      file_with_item(police, items.back().second, words().draft);
    } else {
      police.page(asked);
      police.page(asked);
    }
  }
  world_.draw_files();
}

void Journey::release(Visitor& owner, const std::string& product,
                      const std::vector<std::pair<std::string, Values>>& decisions) {
  const std::string path = "/releases/" + product;
  owner.page(path);
  Form form = owner.form(path);
  for (const auto& [name, values] : decisions) {
    std::string slot;
    for (int n = 1; n <= 20 && slot.empty(); ++n) {
      const std::string number = std::to_string(n);
      if (form.value("item-" + number) == item(name)) slot = number;
    }
    if (slot.empty()) throw std::runtime_error("the owner is not asked for " + name);
    for (const auto& [field, value] : values) form.set(field + "-" + slot, value);
  }
  form.tick("basis", k_law);
  form.set("reason", "The worker visits the home.");
  form.set("necessity", "Needed for a safe visit and no more than that.");
  if (form.has("despite")) form.set("despite", words().despite);
  must(owner, form);
}

// Settled 5: whoever was read and not cited says whether the hub's own words give it away.
void Journey::owner_clears_words(Visitor& owner, const std::string& product) {
  const std::string path = "/releases/" + product;
  owner.page(path);
  must(owner, owner.form(path).set("words", "CLEARED"));
}

void Journey::owners_release() {
  const Words& w = words();
  const Values stays = {
      {"withhold", "CONFIDENTIAL_SOURCE"}, {"why", w.withhold_reason}, {"harm", "no"}};
  Values existence = stays;
  existence.emplace_back("decision", "EXISTENCE_ONLY");
  Values withheld = stays;
  withheld.emplace_back("decision", "WITHHELD");
  world_.at("the police decide", 80);
  release(world_.hub("u08"), product_id,
          {{"released", {{"decision", "RELEASED"}}},
           {"redacted", {{"decision", "RELEASED_REDACTED"}, {"wording", w.redacted_wording}}},
           {"existence", existence},
           {"withheld", withheld}});
  world_.at("the police clear the hub's words", 81);
  owner_clears_words(world_.hub("u08"), product_id);
  world_.at("health decides", 82);
  release(world_.hub("u10"), product_id,
          {{"gist", {{"decision", "RELEASED_GIST"}, {"wording", w.gist_wording}}}});
  world_.at("health clears the hub's words", 83);
  if (variant_.manager_only) owner_clears_words(world_.hub("u10"), product_id);
  world_.at("education clears the hub's words", 84);
  owner_clears_words(world_.hub("u11"), product_id);
}

void Journey::permission_is_taken_back() {
  world_.at("the police release to early help", 135);
  Visitor& police = world_.hub("u08");
  release(police, rejected_product, {{"released", {{"decision", "RELEASED"}}}});
  world_.at("the police take it back", 136);
  const std::string path = "/items/" + item("released");
  Visitor& again = world_.hub("u08");
  again.page(path);
  for (auto& form : again.forms()) {
    if (form.action != path + "/withdraw" || form.value("recipient") != "ehteam") continue;
    must(again, form.set("reason", "It was about somebody else."));
    world_.at("the gate hears of it", 137);
    world_.door();
    return;
  }
  throw std::runtime_error("nothing can be taken back: " + words_of(again.last().body));
}

// D09: a conflict of interest.
void Journey::hide_other_case_from(const std::string& staff) {
  Visitor& manager = world_.hub("u03");
  const std::string path = "/case/" + other_case_id + "/bars";
  manager.page(path);
  must(manager, manager.form(path).set("staff", staff).set("reason", "His sister is the mother."));
}

void Journey::tell_of_other_family(const std::string& narrative,
                                   const std::vector<std::pair<std::string, std::string>>& born) {
  std::vector<std::pair<std::string, std::string>> child = {{"given_name", "Lena"},
                                                            {"surname", "Vane"},
                                                            {"address_line", "3 Harbour Row"},
                                                            {"postcode", "BQ3 3CC"}};
  child.insert(child.end(), born.begin(), born.end());
  tell(world_.passer_by("caretaker"), {{"/notify/danger", {{"danger", "no"}}},
                                       {"/notify/who", {{"who", "public"}}},
                                       {"/notify/child/1", child},
                                       {"/notify/children", {{"more", "no"}}},
                                       {"/notify/what", {{"narrative", narrative}}}});
}

// Somebody tells of another family; only housing is asked.
void Journey::other_case_goes_on() {
  if (!variant_.other_case) return;
  world_.at("another family: told", 62);
  tell_of_other_family("The flat has no heating and the baby coughs.", {});
  world_.at("another family: collected", 63);
  world_.door();
  world_.at("another family: taken", 64);
  Visitor& officer = world_.hub("u01");
  officer.page("/queue");
  const auto taken = must(officer, officer.form("/queue/next"));
  other_case_id = taken.substr(std::string_view("/case/").size(), case_id.size());
  const std::string path = "/case/" + other_case_id;
  finish_identifying(officer, other_case_id);
  look_into_case_system(officer, other_case_id, 0);
  officer.page(path + "/screen");
  must(officer, officer.form(path + "/screen")
                    .set("next", "RATE")
                    .set("rating", "AMBER")
                    .set("level", "3")
                    .set("reason", "A baby in a cold flat."));
  world_.at("another family: hidden from whoever is close to it", 65);
  if (variant_.barred) hide_other_case_from("u02");
  world_.at("another family: rated and asked about", 66);
  Visitor& manager = world_.hub("u03");
  manager.page(path + "/rate");
  must(manager, manager.form(path + "/rate")
                    .set("response", "ASSESSMENT")
                    .set("rating", "AMBER")
                    .set("level", "3")
                    .set("reason", "A baby in a cold flat."));
  manager.page(path + "/basis");
  must(manager, manager.form(path + "/basis")
                    .set("threshold", "SAFETY")
                    .tick("basis", k_law)
                    .set("inform-1", "CONSENT_GIVEN"));
  manager.page(path + "/ask");
  must(manager,
       manager.form(path + "/ask").tick("subjects", "everybody").tick("agencies", "housing"));
  // On top of the other case too once a child is in both, for whoever may know of this one.
  officer.page(path + "/contact");
  must(officer, officer.form(path + "/contact").set("reaching", "Ask the caretaker first."));
  world_.at("another family: housing answers", 68);
  Visitor& housing = world_.hub("u12");
  give_task(housing, other_case_id, "desk:housing");
  give_task(officer, other_case_id, "desk:front-door");
  write_log(housing, other_case_id, "The caretaker says that the heating is off.", "REACHED");
  const auto asked = request_of(housing);
  items.emplace_back("housing", add_item(housing, asked, "Arrears since June.", "1"));
  answer(housing, asked, "KNOWN");
  world_.at("another family: hidden from a colleague by mistake", 69);
  hide_other_case_from("u40");
  manager.page(path + "/bars");
  const auto forms = manager.forms();
  const auto newest = std::ranges::find_if(
      forms, [&](const Form& f) { return f.action.starts_with(path + "/bars/"); });
  if (newest == forms.end()) throw std::runtime_error("no bar can be lifted");
  must(manager, *newest);
}

// H07: whoever may not know of the family hears nothing of this one either.
void Journey::other_family_is_told_of_again() {
  if (!variant_.other_case) return;
  world_.at("another family: told of again", 74);
  tell_of_other_family("The baby coughs all night now.",
                       {{"dob-day", "4"}, {"dob-month", "2"}, {"dob-year", "2026"}});
  world_.at("another family: collected again", 74);
  world_.door();
  world_.at("another family: taken again", 74);
  Visitor& officer = world_.hub("u01");
  officer.page("/queue");
  must(officer, officer.form("/queue/next"));
}

}  // namespace mash::world
