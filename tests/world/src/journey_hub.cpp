// SPDX-License-Identifier: MIT
// The steps of the front door.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

// The case's id out of "/case/ID/screen".
std::string case_in(const std::string& path) {
  constexpr std::string_view before = "/case/";
  constexpr std::size_t length = 26;
  if (!path.starts_with(before)) throw std::runtime_error("no case stands in " + path);
  return path.substr(before.size(), length);
}

}  // namespace

Journey::Journey(World& world, Variant variant) : world_(world), variant_(std::move(variant)) {}

std::string Journey::case_path(const std::string& rest) const {
  return "/case/" + case_id + rest;
}

std::string Journey::item(const std::string& name) const {
  const auto found = std::ranges::find_if(items, [&](const auto& i) { return i.first == name; });
  if (found == items.end()) throw std::runtime_error("no item is called " + name);
  return found->second;
}

void Journey::run_until_signed() {
  professional_tells();
  neighbour_tells();
  hub_collects();
  find_by_reference();
  screening_officers_take();
  say_who_they_are();
  screen();
  rate();
  record_basis();
  ask_agencies();
  agencies_answer();
  agency_volunteers();
  log_is_kept();
  files_are_added();
  desk_keeps_drafts();
  send_safety_product();
  held_is_told_by_phone();
  child_objects();
  tasks_are_given();
  rota_is_kept();
  board_goes_on_the_wall();
  people_come_through_their_agencies();
  shift_ends();
  children_are_assessed();
  police_disagree();
  decide();
  strategy_is_discussed();
  other_case_goes_on();
  two_persons_are_one();
  person_is_one_all_the_same();
  other_family_is_told_of_again();
  compose();
  owners_release();
  owners_sign();
  issue();
  manager_signs();
}

void Journey::run() {
  run_until_signed();
  recipient_accepts();
  link_is_passed_on();
  late_information_is_answered();
  decisions_are_challenged();
  send_feedback();
  referrer_reads();
  lost_file_is_seen_to();
  contact_is_over();
  another_recipient_rejects();
  permission_is_taken_back();
  second_manager_signs();
  recipient_is_told_by_phone();
  referrer_is_told_by_phone();
  withdrawal_is_seen();
  child_no_longer_objects();
  owner_corrects();
  family_grows();
  agencies_are_asked_again();
  file_is_imported();
  call_is_typed_in();
  allegation_is_typed_in();
  lateness_is_explained();
  message_is_damaged();
  agency_seals_what_it_holds();
  hubs_write_to_each_other();
  figures_are_published();
  system_tells();
  agencys_system_ends_and_begins_accounts();
  glass_is_broken();
  glass_is_reviewed();
  case_is_held();
  old_case_is_disposed_of();
  somebody_asks_what_is_held();
  court_orders_the_case();
  compare_a_list();
  file_is_not_wanted();
  passkeys_are_kept();
  passwords_are_changed();
  agreements_are_kept();
  standing_releases_are_kept();
  patterns_are_looked_for();
  note_comes_too_late();
}

void Journey::hub_collects() {
  world_.at("the hub collects", 3);
  // B01: the neighbour's is Red until it is rated, so the receiving team hears of it at once.
  if (world_.door() != 4) {
    throw std::runtime_error(
        "two notifications and a file waited at the gate, and one is told of at once");
  }
  if (world_.door() != 0) throw std::runtime_error("a notification was collected twice");
}

// Somebody phones with a receipt in hand.
void Journey::find_by_reference() {
  world_.at("an officer finds a case by its receipt", 3);
  Visitor& who = world_.hub("u01");
  who.page("/queue");
  who.page(must(who, who.form("/queue/search").set("reference", receipt.reference)));
}

// H01: who is in danger now is served first, though it came second.
void Journey::screening_officers_take() {
  world_.at("officers take the next", 4);
  for (const char* officer : {"u01", "u02"}) {
    Visitor& who = world_.hub(officer);
    who.page("/queue");
    const auto taken = case_in(must(who, who.form("/queue/next")));
    (officer == std::string_view("u01") ? urgent_case_id : case_id) = taken;
  }
}

// Everybody is looked up at once, and whom nobody is like added.
void Journey::add_unknown_together(Visitor& officer, const std::string& together) {
  officer.page(together.substr(0, together.rfind("/people/")) + "/family");
  const auto offered = officer.forms();
  const auto look =
      std::ranges::find_if(offered, [&](const Form& f) { return f.action == together; });
  if (look == offered.end()) return;
  officer.page(must(officer, *look));
  const auto found = officer.forms();
  const auto add =
      std::ranges::find_if(found, [&](const Form& f) { return f.action == together + "/new"; });
  if (add != found.end()) must(officer, *add);
}

void Journey::finish_identifying(Visitor& officer, const std::string& id) {
  const std::string search = "/case/" + id + "/people/search";
  add_unknown_together(officer, "/case/" + id + "/people/together");
  for (int people = 0; people < 10; ++people) {
    officer.page("/case/" + id + "/family");
    const auto forms = officer.forms();
    const auto find =
        std::ranges::find_if(forms, [&](const Form& f) { return f.action == search; });
    if (find == forms.end()) return;
    const auto found = must(officer, *find);
    officer.page(found);
    must(officer, officer.form(found).set("outcome", "new"));
  }
  throw std::runtime_error("somebody is never identified");
}

std::string Journey::first_person(Visitor& officer, const std::string& id) {
  officer.page("/case/" + id + "/family");
  for (const auto& link : links_of(officer.last().body)) {
    if (link.find("/person/") != std::string::npos) return link.substr(link.rfind('/') + 1);
  }
  throw std::runtime_error("nobody is identified: " + words_of(officer.last().body));
}

void Journey::say_who_they_are() {
  world_.at("the officer says who they are", 6);
  finish_identifying(world_.hub("u02"), case_id);
  person_id = first_person(world_.hub("u02"), case_id);
  Visitor& officer = world_.hub("u02");
  officer.page(case_path("/people/add"));
  const auto found = must(officer, officer.form(case_path("/people/add"))
                                       .set("role", "adult_of_concern")
                                       .set("given_name", words().adult));
  officer.page(found);
  must(officer, officer.form(found).set("outcome", "new"));
  officer.page(case_path("/contact"));
  must(officer, officer.form(case_path("/contact")).set("reaching", words().family_contact));
  say_of_what_group(officer);
}

std::string Journey::put_beside(Visitor& officer, const std::string& person,
                                const std::string& other) {
  officer.page(person);
  auto form = officer.form(person + "/same");
  form.names.insert("other");
  const auto path = must(officer, form.set("other", other));
  officer.page(path);
  return path;
}

void Journey::take_back_last_answer(Visitor& officer) {
  officer.page("/people/review");
  for (const auto& form : officer.forms()) {
    if (form.action.find("/people/answer/") == std::string::npos) continue;
    must(officer, form);
    return;
  }
  throw std::runtime_error("no answer can be taken back: " + words_of(officer.last().body));
}

// Not sure, which is taken back; said, taken back, and said again in spite of that.
void Journey::two_persons_are_one() {
  if (!variant_.other_case) return;
  world_.at("an officer knows a child by another name", 70);
  Visitor& officer = world_.hub("u01");
  const auto& other = person_id;
  const auto person = "/case/" + other_case_id + "/person/" + first_person(officer, other_case_id);
  officer.page(person);
  officer.page(must(officer, officer.form(person + "/same")));
  auto pair = put_beside(officer, person, other);
  must(officer, officer.form(pair).set("answer", "unsure"));
  take_back_last_answer(officer);
  officer.page(pair);
  must(officer, officer.form(pair).set("answer", "same").set("reason", words().join_reason));
  world_.at("they are parted again", 71);
  officer.page(person);
  for (const auto& link : links_of(officer.last().body)) {
    if (link.find("/part/") == std::string::npos) continue;
    officer.page(link);
    must(officer, officer.form(link).set("reason", "There are two certificates."));
    break;
  }
  world_.at("and are one after all", 72);
  pair = put_beside(officer, person, other);
  must(officer, officer.form(pair)
                    .set("answer", "same")
                    .set("reason", words().join_reason)
                    .set("over_stops", words().over_stops));
}

// What is said of the joined person since contradicts what was said before. Said to be one all the
// same, which is taken back and said again.
void Journey::person_is_one_all_the_same() {
  if (!variant_.other_case) return;
  world_.at("an officer hears more of the child", 73);
  Visitor& officer = world_.hub("u01");
  const std::string add = "/case/" + other_case_id + "/people/add";
  officer.page(add);
  const auto search = must(officer, officer.form(add)
                                        .set("role", "child")
                                        .set("given_name", "Lena")
                                        .set("surname", "Vane")
                                        .set("dob-day", "4")
                                        .set("dob-month", "2")
                                        .set("dob-year", "2026"));
  officer.page(search);
  must(officer, officer.form(search).set("answer_1", "same").set("outcome", "save"));
  world_.at("and says that they are one", 74);
  const auto person = "/case/" + other_case_id + "/person/" + first_person(officer, other_case_id);
  const auto say = [&] {
    officer.page(person);
    must(officer, officer.form(person + "/one").set("reason", words().one_reason));
    officer.page(person);
  };
  say();
  const auto forms = officer.forms();
  const auto undo = std::ranges::find_if(
      forms, [&](const Form& f) { return f.action.starts_with(person + "/one/"); });
  if (undo == forms.end()) throw std::runtime_error("it cannot be taken back");
  must(officer, *undo);
  say();
}

void Journey::look_into_case_system(Visitor& officer, const std::string& id, int open,
                                    const std::string& others) {
  const std::string path = "/case/" + id;
  officer.page(path + "/screen");
  const std::string more = "/form";
  std::set<std::string> children;
  for (const Form& one : forms_of(officer.last().body)) {
    if (!one.action.starts_with(path + "/open-check/") || !one.action.ends_with(more)) continue;
    children.insert(one.action.substr(0, one.action.size() - more.size()));
  }
  for (const auto& child : children) {
    officer.page(child);
    Form form = officer.form(child).set("answer", open > 0 ? "OPEN" : others);
    form.set("system", "Case system");
    if (open > 0) {
      form.set("number", words().open_case).set("worker", "Jo Ashdown").set("worker_is", "LEFT");
      form.set("manager", "Kim Larch");
    }
    must(officer, form);
    --open;
  }
}

// A13: one child is open to a social worker, the other is not, so a manager decides for each.
void Journey::screen() {
  world_.at("the officer screens", 8);
  // Whoever takes it over, or back, keeps what is half typed.
  const auto take = [this](const char* officer, const char* from, const std::string& page,
                           const char* field) {
    Visitor& taker = world_.hub(officer);
    taker.page(page);
    const auto kept = taker.submit(
        taker.form(page + "/take").set("from", from).set(field, words().screen_reason));
    if (kept.status != 200) {
      throw std::runtime_error(page + " cannot be taken half typed: " + words_of(kept.body));
    }
  };
  take("u01", "u02", case_path("/screen"), "reason");
  take("u02", "u01", case_path("/open-check/" + person_id), "system");
  Visitor& who = world_.hub("u02");
  look_into_case_system(who, case_id, 1);
  who.page(case_path("/screen"));
  must(who, who.form(case_path("/screen"))
                .set("next", "RATE")
                .set("rating", "AMBER")
                .set("level", "4")
                .set("reason", words().screen_reason));
}

void Journey::rate() {
  world_.at("the manager rates", 10);
  Visitor& who = world_.hub("u03");
  who.page(case_path("/rate"));
  must(who, who.form(case_path("/rate"))
                .set("rating", "RED")
                .set("level", "4")
                .set("response", "CHILD_PROTECTION")
                .set("reason", words().rate_reason));
}

void Journey::decide_children(Visitor& manager, const std::string& id, const std::string& outcome,
                              const std::string& level) {
  const std::string decision = "/case/" + id + "/decision";
  manager.page(decision);
  std::vector<std::string> children;
  for (const auto& link : links_of(manager.last().body)) {
    if (link.starts_with(decision + "/") && std::ranges::find(children, link) == children.end()) {
      children.push_back(link);
    }
  }
  // The page may offer the first child's form itself.
  for (const auto& form : manager.forms()) {
    if (form.action.starts_with(decision + "/") &&
        std::ranges::find(children, form.action) == children.end()) {
      children.insert(children.begin(), form.action);
    }
  }
  if (children.empty())
    throw std::runtime_error("nobody to decide for: " + words_of(manager.last().body));
  for (const auto& child : children) {
    manager.page(child);
    Form form = manager.form(child);
    form.set("outcome", outcome).set("level", level);
    form.set("reason", words().decision_reason).set("evidence", words().evidence);
    if (form.has("without_reason")) form.set("without_reason", "The child cannot wait.");
    const auto answer = manager.submit(form);
    if (answer.status == 303) continue;
    // It is asked about what does not fit the assessment.
    if (answer.status != 422) throw std::runtime_error("not decided: " + words_of(answer.body));
    must(manager, manager.form(child).set("fit_answer", words().fit_answer));
  }
}

void Journey::decide() {
  world_.at("the manager decides", 60);
  decide_children(world_.hub("u03"), case_id, "S47", "4");
}

void Journey::refused_and_sent_again() {
  if (world_.door_refusing() != 1) throw std::runtime_error("the gate refused something else");
  Visitor& who = world_.hub("u03");
  who.page("/queue");
  if (words_of(who.last().body).find("The gate did not accept 1 message.") == std::string::npos) {
    throw std::runtime_error("the queue does not say what was refused");
  }
  who.page(case_path("/products"));
  const auto forms = who.forms();
  const auto again =
      std::ranges::find_if(forms, [](const Form& f) { return f.action.ends_with("/again"); });
  if (again == forms.end()) throw std::runtime_error("nothing can be sent again");
  must(who, *again);
}

void Journey::send_safety_product() {
  world_.at("what the hub told of the Red is delivered", 50);
  world_.door();
  world_.at("the safety product goes", 50);
  Visitor& who = world_.hub("u03");
  who.page(case_path("/safety"));
  must(who, who.form(case_path("/safety"))
                .set("recipient", "assess")
                .set("asked", words().safety_asked)
                .set("by_when", "by 3pm today"));
  world_.at("the gate refuses the safety product", 50);
  refused_and_sent_again();
  world_.at("the safety product is delivered", 51);
  world_.door();
}

std::string Journey::write_to(const std::string& recipient, const std::vector<std::string>& cited) {
  Visitor& who = world_.hub("u03");
  const std::string path = case_path("/products/new");
  who.page(path);
  Form form = who.form(path);
  form.set("recipient", recipient).set("asked", words().asked).set("by_when", "by 26 November");
  form.set("why", words().why).set("unknown", words().unknown).set("inform", "NOT_TOLD");
  for (const auto& child : choices_in(who.last().body, "children")) form.tick("children", child);
  // Only the team that goes there learns where they are, and who else is there.
  for (const char* question : {"places", "others"}) {
    const auto choices = choices_in(who.last().body, question);
    if (choices.empty()) throw std::runtime_error("nobody is asked about " + std::string(question));
    for (const auto& choice : choices) {
      if ((choice == "NONE") == (recipient != "assess")) form.tick(question, choice);
    }
  }
  for (const auto& name : cited) form.tick("items", item(name));
  const auto there = must(who, form);
  return there.substr(there.rfind('/') + 1);
}

void Journey::check_and_send(const std::string& product) {
  Visitor& who = world_.hub("u03");
  who.page("/products/" + product);
  Form form = who.form("/products/" + product + "/issue");
  form.tick("checked", "yes");
  if (form.has("without_reason")) form.set("without_reason", "The visit cannot wait.");
  must(who, form);
}

void Journey::compose() {
  world_.at("the manager writes", 70);
  product_id = write_to("assess", {"released", "redacted", "gist", "existence", "withheld"});
}

void Journey::issue() {
  world_.at("the manager sends", world_.minute() + 1);
  check_and_send(product_id);
  world_.at("the product is delivered", world_.minute() + 1);
  world_.door();
}

// The sender was in danger but nobody knows the family: closing without the police takes two.
void Journey::second_manager_signs() {
  world_.at("nobody is found in the urgent case", 140);
  finish_identifying(world_.hub("u01"), urgent_case_id);
  world_.at("the officer assesses the child of the urgent case", 140);
  assess_all(world_.hub("u01"), urgent_case_id, "19C");
  world_.at("a manager closes the urgent case", 141);
  decide_children(world_.hub("u03"), urgent_case_id, "NFA", "1");
  world_.at("the second manager signs", 142);
  Visitor& second = world_.hub("u04");
  second.page("/case/" + urgent_case_id + "/decision");
  const auto forms = second.forms();
  const auto sign =
      std::ranges::find_if(forms, [](const Form& f) { return f.action.ends_with("/sign"); });
  if (sign == forms.end()) throw std::runtime_error("nothing is to be signed");
  must(second, *sign);
}

void Journey::recipient_is_told_by_phone() {
  world_.at("what was sent before is delivered", 143);
  world_.door();
  world_.at("a manager takes the product back", 143);
  Visitor& who = world_.hub("u03");
  who.page("/products/" + product_id);
  must(who, who.form("/products/" + product_id + "/recall").set("why", "SENT_IN_ERROR"));
  world_.at("the gate refuses the withdrawals", 143);
  const int versions = world_.door_refusing();
  if (versions == 0) throw std::runtime_error("the gate refused nothing");
  world_.at("the manager phones the recipient", 144);
  for (int told = 0; told < versions; ++told) {
    who.page(case_path("/products"));
    const auto links = links_of(who.last().body);
    const auto link =
        std::ranges::find_if(links, [](const auto& one) { return one.ends_with("/told"); });
    if (link == links.end()) throw std::runtime_error("nothing can be told in another way");
    const std::string& form = *link;
    who.page(form);
    must(who, who.form(form).set("how", words().told_how));
  }
}

}  // namespace mash::world
