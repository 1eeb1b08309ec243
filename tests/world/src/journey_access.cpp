// SPDX-License-Identifier: MIT
// Somebody asks what is held about them: it is written down, looked through, answered owner by
// owner, put together and handed over. And a court orders the case.
#include <algorithm>
#include <set>
#include <stdexcept>

#include "mash/json/value.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_today = "2026-11-24";
constexpr const char* k_later = "2026-12-08";

std::string only_choice(const std::string& html, const std::string& label) {
  const auto at = html.find(label, html.find("name=\"about\""));
  const std::string before = "value=\"";
  const auto from = at == std::string::npos ? at : html.rfind(before, at);
  if (from == std::string::npos) throw std::runtime_error("they are not in this case");
  const auto begin = from + before.size();
  return html.substr(begin, html.find('"', begin) - begin);
}

std::vector<std::string> links_below(const Visitor& who, const std::string& begin) {
  std::vector<std::string> out;
  for (const auto& link : links_of(who.last().body)) {
    if (link.starts_with(begin)) out.push_back(link);
  }
  std::ranges::sort(out);
  return out;
}

Form form_below(const Visitor& who, const std::string& begin) {
  for (auto& form : who.forms()) {
    if (form.action.starts_with(begin)) return form;
  }
  throw std::runtime_error("no form to " + begin + ": " + words_of(who.last().body));
}

Form with_day(Form form, const std::string& name, const std::string& day) {
  form.set(name + "-year", day.substr(0, 4));
  form.set(name + "-month", day.substr(5, 2));
  form.set(name + "-day", day.substr(8, 2));
  return form;
}

std::string reference_of(Visitor& who, const std::string& path) {
  const json::Value page = who.get(path).json();
  return page["bar"].text("reference");
}

}  // namespace

void Journey::answer_parts(Visitor& owner, const std::string& request, const std::string& answer,
                           const std::string& reason) {
  owner.page("/answers");
  owner.page(request);
  for (const auto& part : links_below(owner, "/answers/part/")) {
    owner.page(part);
    Form form = owner.form(part).set("answer", answer);
    if (answer == "WITHHOLD") {
      form.set("exemption", "THIRD_PARTY").set("say", "no").set("reason", reason);
    }
    must(owner, form);
    owner.page(part);
    owner.page(request);
  }
}

// D15: the adult of whom they are afraid asks for himself.
void Journey::somebody_asks_what_is_held() {
  world_.at("somebody asks what is held about them", world_.minute() + 1);
  Visitor& manager = world_.hub("u03");
  const std::string reference = reference_of(manager, case_path("/notification"));
  manager.page("/access");
  manager.page("/access/new");
  const auto request = must(manager, with_day(manager.form("/access"), "received", k_today)
                                         .set("who", words().access_who)
                                         .set("right", "OWN")
                                         .set("asks", words().access_asks)
                                         .set("address", words().access_address));
  manager.page(request);
  must(manager, with_day(manager.form(request + "/step"), "day", k_today)
                    .set("step", "IDENTITY_SHOWN")
                    .set("words", words().access_how));
  manager.page(request);
  const auto people = must(manager, manager.form(request + "/people").set("reference", reference));
  manager.page(people);
  const auto him = only_choice(manager.last().body, words().adult);
  manager.page(must(manager, manager.form(people).set("about", him)));
  must(manager, manager.form(request + "/search"));
  Visitor& deputy = world_.hub("u04");
  for (auto* keeper : {&manager, &deputy}) {
    keeper->page(request);
    must(*keeper, keeper->form(request + "/keeper")
                      .set("to", keeper == &manager ? "u04" : "u03")
                      .set("why", words().access_handed));
  }

  world_.at("owners say what he gets", world_.minute() + 1);
  const std::string asked = "/answers" + request.substr(request.rfind('/'));
  std::set<AgencyId> spoken;
  for (const auto& member : world_.borough().staff) {
    if (!member.releases || member.side != model::Side::hub) continue;
    if (!spoken.insert(member.agency).second) continue;
    Visitor& owner = world_.hub(member.id.text());
    if (owner.page(asked).status != 200) continue;  // nothing of theirs stands there
    answer_parts(owner, asked, "WITHHOLD", words().access_reason);
  }
  // What is withheld in silence moves no byte of what he is given, nor its hash, which whoever
  // keeps requests sees and reads no case.
  answer_parts(manager, asked, "WITHHOLD", words().access_reason);

  world_.at("he is given it", world_.minute() + 1);
  manager.page(request);
  const auto bundle = manager.submit(manager.form(request + "/bundle"));
  if (bundle.status != 200 || !bundle.body.starts_with("%PDF")) {
    throw std::runtime_error("there is no bundle: " + words_of(bundle.body));
  }
  manager.page(request);
  must(manager, form_below(manager, request + "/bundle/").set("handed", "IN_PERSON"));
  Visitor& officer = world_.hub("u20");
  officer.page("/access");
  officer.page(request);
}

// D15: a court orders the case; police let theirs go, and nobody does it for health.
void Journey::court_orders_the_case() {
  world_.at("a court orders the case", world_.minute() + 1);
  Visitor& manager = world_.hub("u03");
  const std::string list = case_path("/court");
  // One that was written down in the wrong case.
  manager.page(list);
  const auto wrong =
      must(manager, with_day(with_day(manager.form(list), "served", k_today), "due", k_later)
                        .set("court", words().court)
                        .set("number", "FD26P00416")
                        .set("served_by", "The usher")
                        .set("covers", words().court_covers));
  manager.page(wrong);
  must(manager, manager.form(wrong + "/mistake").set("why", words().court_mistake));
  manager.page(wrong);
  manager.page(list);
  Form form = with_day(with_day(manager.form(list), "served", k_today), "due", k_later);
  const auto order = must(manager, form.set("court", words().court)
                                       .set("number", "FD26P00417")
                                       .set("served_by", "The usher")
                                       .set("covers", words().court_covers));
  manager.page(order);
  must(manager, manager.form(order + "/search"));

  world_.at("police let theirs go", world_.minute() + 1);
  Visitor& police = world_.hub("u08");
  const std::string asked = "/orders" + order.substr(order.rfind('/'));
  police.page("/orders");
  police.page(asked);
  for (const auto& part : links_below(police, "/orders/part/")) {
    police.page(part);
    must(police, police.form(part).set("answer", "RELEASED").set("reason", words().court_ground));
    police.page(part);
  }

  world_.at("it is given to the court", world_.minute() + 1);
  manager.page(order);
  const auto bundle = manager.submit(manager.form(order + "/bundle"));
  if (bundle.status != 200 || !bundle.body.starts_with("%PDF")) {
    throw std::runtime_error("there is no bundle: " + words_of(bundle.body));
  }
  manager.page(order);
  must(manager, form_below(manager, order + "/bundle/").set("handed", "IN_PERSON"));
}

}  // namespace mash::world
