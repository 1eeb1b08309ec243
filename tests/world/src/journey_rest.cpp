// SPDX-License-Identifier: MIT
// What happens beside the way of one case, so that every route has answered somebody.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

namespace {

// The first link of the page that ends so.
std::string link_to(Visitor& who, std::string_view end) {
  const auto links = links_of(who.last().body);
  const auto link = std::ranges::find_if(links, [&](const auto& l) { return l.ends_with(end); });
  if (link == links.end()) {
    throw std::runtime_error("no link to " + std::string(end) + ": " + words_of(who.last().body));
  }
  return *link;
}

}  // namespace

// On it: a child of each case, and one whom the hub does not know. Two officers compare it, one of
// whom may be barred from a case. The last step, since what is found is there for a day.
void Journey::compare_a_list() {
  world_.at("officers compare a school's list", world_.minute() + 1);
  for (const char* name : {"u01", "u02"}) {
    Visitor& officer = world_.hub(name);
    officer.page("/people/extract");
    const std::string list = "pupil_id,Given name,Surname\nP1," + words().given_name + ',' +
                             words().surname + "\nP2," + words().listed_stranger +
                             ",Ardleigh\nP3,Lena,Vane\n";
    const auto found = must(officer, officer.form("/people/extract")
                                         .set("list", list)
                                         .set("id_column", "pupil_id")
                                         .set("agency", "education")
                                         .set("reason", words().list_reason));
    officer.page(found);
    officer.page(found + "?page=1");
  }
}

void Journey::referrer_is_told_by_phone() {
  world_.at("the manager answers the neighbour", 145);
  Visitor& who = world_.hub("u03");
  const std::string path = "/case/" + urgent_case_id;
  who.page(path + "/feedback");
  must(who, who.form(path + "/feedback"));
  world_.at("the gate refuses the answer", 145);
  world_.door_refusing();
  world_.at("the manager phones the neighbour", 146);
  who.page(path + "/products");
  const auto form = link_to(who, "/told");
  who.page(form);
  must(who, who.form(form).set("how", words().told_how));
}

// A safety product goes to the wrong practice and is taken back; they say that they know it.
void Journey::withdrawal_is_seen() {
  world_.at("a safety product goes to the wrong practice", 147);
  Visitor& manager = world_.hub("u03");
  const auto products = [&] {
    manager.page(case_path("/products"));
    auto links = links_of(manager.last().body);
    std::erase_if(links, [](const auto& l) { return !l.starts_with("/products/"); });
    return std::set(links.begin(), links.end());
  };
  const auto before = products();
  manager.page(case_path("/safety"));
  must(manager, manager.form(case_path("/safety"))
                    .set("recipient", "gp")
                    .set("asked", "See them at school today.")
                    .set("by_when", "by 3pm today"));
  const auto after = products();
  const auto added =
      std::ranges::find_if(after, [&](const auto& link) { return !before.contains(link); });
  if (added == after.end()) throw std::runtime_error("the safety product is not on the list");
  const auto product = added->substr(std::string_view("/products/").size());
  world_.at("it is delivered to the wrong practice", 147);
  world_.door();
  world_.at("and taken back", 147);
  manager.page("/products/" + product);
  must(manager, manager.form("/products/" + product + "/recall").set("why", "SENT_IN_ERROR"));
  world_.at("the gate hears of that", 147);
  world_.door();
  world_.at("the wrong practice sees that it was taken back", 147);
  Visitor& who = world_.gate("r05");
  who.page("/p/" + product);
  must(who, who.form("/p/" + product + "/seen"));
}

// H10: a life is at risk, and nobody of the police answers.
void Journey::held_is_told_by_phone() {
  if (!variant_.told) return;
  world_.at("the manager tells by telephone and writes it down", 52);
  Visitor& manager = world_.hub("u03");
  const std::string list = case_path("/told");
  manager.page(list);
  const auto call = must(manager, manager.form(list)
                                      .tick("about", "agency:police")
                                      .set("told-day", "24")
                                      .set("told-month", "11")
                                      .set("told-year", "2026")
                                      .set("told_time", "08:30")
                                      .set("name", words().told_to)
                                      .set("role", "Registrar")
                                      .set("agency", "Barnfield General Hospital")
                                      .set("number", "020 7946 0999")
                                      .set("said", words().told_said)
                                      .set("why", words().told_why)
                                      .set("tried", words().told_tried)
                                      .tick("basis", "UKGDPR_6_1_D"));
  world_.at("her deputy reviews it", 53);
  Visitor& deputy = world_.hub("u04");
  deputy.page("/tasks");
  if (deputy.last().body.find("Review what was told by telephone") == std::string::npos) {
    throw std::runtime_error("the second person has no task");
  }
  deputy.page(call);
  must(deputy,
       deputy.form(call + "/review").set("answer", "RIGHT").set("reason", words().told_review));
  world_.at("and the police read it", 54);
  Visitor& police = world_.hub("u07");
  police.page("/tasks");
  police.page(call);
  must(police, police.form(call + "/reply").set("reply", words().told_reply));
}

// C05: health hears what the child does not want.
void Journey::child_objects() {
  if (!variant_.objection) return;
  world_.at("health writes down what the child says against sharing", 54);
  Visitor& health = world_.hub("u09");
  const std::string path = case_path("/objections");
  health.page(path);
  const auto children = choices_in(health.last().body, "child");
  if (children.empty()) throw std::runtime_error("no child can be chosen who objects");
  must(health, health.form(path)
                   .set("child", children.front())
                   .set("words", words().objection)
                   .set("said-day", "24")
                   .set("said-month", "11")
                   .set("said-year", "2026")
                   .set("said_time", "08:30")
                   .set("heard", "TOLD_US")
                   .set("understands", "YES"));
}

void Journey::child_no_longer_objects() {
  if (!variant_.objection) return;
  world_.at("health writes down that the child no longer objects", 147);
  Visitor& health = world_.hub("u09");
  health.page(case_path("/objections"));
  for (const auto& form : health.forms()) {
    if (!form.action.starts_with(case_path("/objections/"))) continue;
    Form over = form;
    must(health, over.set("reason", words().objection_over));
    return;
  }
  throw std::runtime_error("no objection can be ended");
}

// C09: what comes in after the decision needs a manager's word.
void Journey::late_information_is_answered() {
  world_.at("education tells more after the decision", 102);
  Visitor& education = world_.hub("u11");
  const std::string path = case_path("/volunteer");
  education.page(path);
  must(education, education.form(path)
                      .set("facts", words().volunteered)
                      .set("source", "Exclusions")
                      .set("event_date", "May 2026")
                      .set("sensitivity", "1"));
  world_.at("the manager says that it changes nothing", 103);
  Visitor& manager = world_.hub("u03");
  manager.page(case_path("/decision"));
  must(manager, manager.form(case_path("/late"))
                    .set("late_change", "nothing")
                    .set("late_reason", words().late_reason));
}

// What was said on reaching the family is over, so what was sent by it is in doubt.
void Journey::contact_is_over() {
  world_.at("an officer hears that the family is reached in another way", 122);
  const auto form_of = [](Visitor& who, const std::string& start, const std::string& end) {
    for (const auto& form : who.forms()) {
      if (form.action.starts_with(start) && form.action.ends_with(end)) return form;
    }
    throw std::runtime_error("no form to " + start + end);
  };
  Visitor& officer = world_.hub("u02");
  officer.page(case_path("/contact"));
  must(officer, form_of(officer, case_path("/contact/"), "/over").set("why", words().contact_over));
  world_.at("the manager lets what was sent stay", 123);
  Visitor& manager = world_.hub("u03");
  manager.page("/queue");
  manager.page(case_path("/products"));
  must(manager, form_of(manager, case_path("/products/doubts"), "")
                    .set("answer", "stands")
                    .set("reason", words().doubt_reason));
}

// A child of the other family is named once an agency has answered.
void Journey::agencies_are_asked_again() {
  if (!variant_.other_case) return;
  const std::string path = "/case/" + other_case_id;
  world_.at("another family: a child is named", 150);
  Visitor& officer = world_.hub("u01");
  officer.page(path + "/people/add");
  const auto search = must(officer, officer.form(path + "/people/add")
                                        .set("role", "sibling")
                                        .set("given_name", "Wren")
                                        .set("surname", "Vane"));
  officer.page(search);
  must(officer, officer.form(search).set("outcome", "new"));
  world_.at("another family: housing is asked again", 150);
  Visitor& manager = world_.hub("u03");
  manager.page(path + "/ask-about");
  must(manager, manager.form(path + "/ask-about").tick("agencies", "housing"));
  world_.at("another family: housing cannot share", 150);
  Visitor& housing = world_.hub("u12");
  const auto first = [](Visitor& who, const std::string& page, const std::string& start) {
    who.page(page);
    const auto links = links_of(who.last().body);
    const auto found =
        std::ranges::find_if(links, [&](const auto& link) { return link.starts_with(start); });
    if (found == links.end()) throw std::runtime_error("there is no link to " + start);
    return *found;
  };
  const auto request = first(housing, "/requests", "/requests/");  // what is open stands first
  housing.page(request);
  must(housing, housing.form(request + "/answer")
                    .set("kind", "CANNOT_SHARE")
                    .set("ground", "THIRD_PARTY")
                    .set("reason", "It is about the family next door."));
  world_.at("another family: whoever answers for housing is asked", 150);
  const auto again = first(manager, path, path + "/ask-again/");
  manager.page(again);
  must(manager, manager.form(again).set("whom", "u34").set("why", "The baby sleeps there."));
}

void Journey::owner_corrects() {
  world_.at("the police correct what nobody asked for", 148);
  Visitor& police = world_.hub("u07");
  const std::string path = "/items/" + item("unreleased");
  police.page(path);
  must(police, police.form(path).set("fact", words().unreleased + " Corrected."));
}

// Two whom nobody is like are added and looked up together; somebody is added, identified, and no
// longer is.
void Journey::family_grows() {
  world_.at("an officer adds two people", 149);
  for (const auto& [given_name, surname] : {std::pair("Otto", "Lindgren"), {"Mila", "Ferrand"}}) {
    Visitor& who = world_.hub("u02");
    who.page(case_path("/people/add"));
    must(who, who.form(case_path("/people/add"))
                  .set("role", "parent")
                  .set("given_name", given_name)
                  .set("surname", surname));
  }
  add_unknown_together(world_.hub("u02"), case_path("/people/together"));
  // The other family lives there too.
  world_.at("an officer adds a person", 149);
  Visitor& officer = world_.hub("u02");
  officer.page(case_path("/people/add"));
  const auto search = must(officer, officer.form(case_path("/people/add"))
                                        .set("role", "parent")
                                        .set("given_name", "Ruth")
                                        .set("surname", words().surname)
                                        .set("address_line", "3 Harbour Row")
                                        .set("postcode", "BQ3 3CC"));
  officer.page(search);
  must(officer, officer.form(search).set("outcome", "new"));
  world_.at("and takes back who that is", 150);
  officer.page(case_path("/family"));
  const auto forms = officer.forms();
  const auto undo = std::ranges::find_if(forms.rbegin(), forms.rend(), [&](const Form& f) {
    return f.action == case_path("/people/undo");
  });
  if (undo == forms.rend()) throw std::runtime_error("nothing can be taken back");
  must(officer, *undo);
}

// In danger, so that it is the next to be taken; its sender is told by one of us.
void Journey::file_is_imported() {
  world_.at("an officer imports a file", 151);
  Visitor& officer = world_.hub("u02");
  officer.page("/import");
  const std::string rows =
      "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
      "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
      "immediate_danger,concern_types,family_informed,narrative\n"
      "REF-1,2026-11-24T10:00:00+00:00,2026-11-23,web_form,2A,Robin Vale,Head teacher,"
      "Vinebury School,robin.vale@vinebury.example,020 7946 0001,no,yes,neglect,yes,"
      "Came to school without a coat.\n";
  officer.page(
      must(officer, officer.form("/import").set("notifications", rows).set("dry_run", "no")));
  world_.at("and takes it", 152);
  officer.page("/queue");
  const auto taken = must(officer, officer.form("/queue/next"));
  const auto path = taken.substr(0, taken.rfind('/'));
  officer.page(path + "/notification");
  must(officer, officer.form(path + "/acknowledged").set("told", "yes"));
}

// One is thrown away; of the other somebody is named and taken out again before it is taken in.
void Journey::call_is_typed_in() {
  world_.at("an officer types in calls", 153);
  Visitor& officer = world_.hub("u01");
  officer.page("/enter");
  const auto mistaken = must(officer, officer.form("/enter"));
  officer.page(mistaken + "/discard");
  must(officer, officer.form(mistaken + "/discard").set("reason", "begun_by_mistake"));
  officer.page("/enter");
  const auto path = must(officer, officer.form("/enter"));
  officer.page(path);
  must(officer, officer.form(path).set("narrative", words().typed_call).set("go", "person-new"));
  const auto adding = path + "/person/new";
  officer.page(adding);
  must(officer, officer.form(adding).set("role", "child").set("given_name", words().typed_name));
  officer.page(path);
  const std::string before = R"(value="person-)";
  const std::string& shown = officer.last().body;
  const auto person = path + "/person/" + shown.substr(shown.find(before) + before.size(), 26);
  officer.page(person);
  must(officer, officer.form(person));
  officer.page(person);
  must(officer, officer.form(person + "/remove"));
  world_.at("and takes one in", 154);
  officer.page(path);
  must(officer, officer.form(path)
                    .set("danger", "no")
                    .set("channel", "phone")
                    .set("source", "1B")
                    .set("go", "check"));
  officer.page(path + "/check");
  must(officer, officer.form(path + "/check").set("told", "yes"));
}

// A17: from then on nobody but the designated officer, and whom she lets in, knows of it. Where
// there is none, the same time passes.
void Journey::allegation_is_typed_in() {
  world_.at("an officer types in an allegation", 155);
  if (variant_.allegation) {
    Visitor& officer = world_.hub("u01");
    officer.page("/enter");
    const auto path = must(officer, officer.form("/enter"));
    officer.page(path);
    must(officer, officer.form(path).set("narrative", words().allegation).set("go", "person-new"));
    const auto adding = path + "/person/new";
    officer.page(adding);
    must(officer, officer.form(adding).set("role", "child").set("given_name", "Nadia"));
    officer.page(path);
    must(officer, officer.form(path)
                      .set("danger", "no")
                      .set("channel", "phone")
                      .set("source", "1A")
                      .set("go", "check"));
    officer.page(path + "/check");
    must(officer, officer.form(path + "/check").set("told", "yes").tick("allegation", "yes"));
  }
  world_.at("the designated officer takes it up", 156);
  if (variant_.allegation) officer_takes_up();
}

void Journey::officer_takes_up() {
  Visitor& officer = world_.hub("u52");
  officer.page("/queue?state=WITH_DESIGNATED_OFFICER");
  const auto path = link_to(officer, "/allegation");
  allegation_id = path.substr(std::string_view("/case/").size(), case_id.size());
  officer.page(path);
  must(officer, officer.form(path + "/taken-up"));
  officer.page(path);
  must(officer, officer.form(path + "/let-in")
                    .set("staff", "u39")
                    .set("let_in_reason", words().let_in_reason));
  officer.page(path);
  const auto forms = officer.forms();
  const auto entry = std::ranges::find_if(
      forms, [&](const Form& f) { return f.action.starts_with(path + "/let-in/"); });
  if (entry == forms.end()) throw std::runtime_error("nobody who was let in can be shut out");
  must(officer, *entry);
  if (!variant_.allegation_ends) return;
  officer.page(path);
  auto child = officer.form(path + "/child");
  const std::string before = R"(name="children" type="checkbox" value=")";
  const std::string& shown = officer.last().body;
  const auto at = shown.find(before);
  if (at == std::string::npos) throw std::runtime_error("no child stands on the page");
  must(officer, child.tick("children", shown.substr(at + before.size(), case_id.size()))
                    .set("danger", "no")
                    .set("words", words().allegation_child));
  officer.page(path);
  for (const auto& link : links_of(officer.last().body)) {
    if (link.size() != path.size() - std::string_view("/allegation").size()) continue;
    if (link.starts_with("/case/") && !path.starts_with(link)) {
      officer.page(link + "/notification");
      break;
    }
  }
  officer.page(path);
  must(officer, officer.form(path + "/finished")
                    .set("finding", "UNFOUNDED")
                    .set("finding_reason", words().finding_reason));
}

// What the gate hands over can no longer be opened.
void Journey::message_is_damaged() {
  world_.at("the gate hands over what nobody can open", world_.minute() + 1);
  world_.gate_room().database.write([&](db::Transaction& tx) {
    tx.execute("insert into inward (id, kind, at, body) values ($1, 'notification', $2, $3)",
               {"01JDAMAGED0000000000000000", world_.now(), Bytes{1, 2, 3}});
  });
  world_.door();
  Visitor& officer = world_.hub("u02");
  officer.page("/import");
  officer.page(link_to(officer, "/01JDAMAGED0000000000000000"));
}

void Journey::lateness_is_explained() {
  world_.at("clocks run out", 24 * 60 * 3);
  if (world_.fire_clocks() == 0) throw std::runtime_error("no clock ran out in three days");
  world_.at("the manager says why", 24 * 60 * 3 + 1);
  Visitor& who = world_.hub("u03");
  who.page("/case/" + urgent_case_id + "/screen");
  for (const auto& link : links_of(who.last().body)) {
    if (link.find("/breach/") == std::string::npos) continue;
    who.page(link);
    Form form = who.form(link);
    form.set("reason", choices_in(who.last().body, "reason").front());
    must(who, form);
    return;
  }
  throw std::runtime_error("no breach asks for its reason: " + words_of(who.last().body));
}

}  // namespace mash::world
