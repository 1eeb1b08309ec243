// SPDX-License-Identifier: MIT
// The steps that people outside take.
#include <algorithm>
#include <stdexcept>

#include "mash/support/files.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

// What stands behind these words in a list of facts.
std::string value_of(const std::string& html, const std::string& key) {
  const std::string start = "<dd class=\"govuk-summary-list__value\">";
  const auto term = html.find("<dt class=\"govuk-summary-list__key\">" + key);
  const auto at = html.find(start, term);
  if (term == std::string::npos || at == std::string::npos) {
    throw std::runtime_error("the page does not say " + key + ": " + words_of(html));
  }
  return html.substr(at + start.size(), html.find('<', at + start.size()) - at - start.size());
}

// The page before the question may be one that only says something.
Form next_form(Visitor& who) {
  for (int pages = 0; pages < 3; ++pages) {
    for (auto& form : who.forms()) {
      const bool other = form.action == "/notify/exit" || form.action.ends_with("/remove");
      if (form.action.starts_with("/notify/") && !other) return std::move(form);
    }
    const auto links = links_of(who.last().body);
    const auto on = std::ranges::find_if(links, [](const auto& l) {
      return l.starts_with("/notify/") && l != "/notify/danger" && l != "/notify/exit";
    });
    if (on == links.end()) break;
    who.follow(who.page(*on));
  }
  throw std::runtime_error("no question stands on: " + words_of(who.last().body));
}

}  // namespace

std::string must(Visitor& who, const Form& form) {
  const auto answer = who.submit(form);
  if (answer.status != 303) {
    const std::string page = words_of(answer.body);
    const auto problem = page.find("There is a problem");
    throw std::runtime_error(who.name() + " cannot do " + form.action + ": status " +
                             std::to_string(answer.status) + ": " +
                             (problem == std::string::npos ? page : page.substr(problem)));
  }
  return answer.location;
}

Receipt Journey::tell(Visitor& who, std::vector<Page> pages, const std::vector<File>& files) {
  who.page("/notify");
  Form form = who.form("/notify/start");
  while (form.action != "/notify/send") {
    const auto page =
        std::ranges::find_if(pages, [&](const Page& p) { return p.first == form.action; });
    if (page != pages.end()) {
      for (const auto& [name, value] : page->second) form.set(name, value);
      pages.erase(page);
    }
    who.page(must(who, form));
    who.follow(who.last());
    form = next_form(who);
  }
  if (!pages.empty()) throw std::runtime_error("the form did not ask at " + pages.front().first);
  for (const File& file : files) {
    who.page("/notify/files");
    Form add = who.form("/notify/files");
    add.file_name = file.name;
    must(who, add.set("file", file.bytes).set("shows", file.shows));
  }
  if (!files.empty()) {
    // Whoever adds one by mistake takes it out again.
    who.page("/notify/files");
    const auto all = who.forms();
    const auto last = std::ranges::find_if(
        all.rbegin(), all.rend(), [](const Form& f) { return f.action.ends_with("/remove"); });
    must(who, *last);
    who.page("/notify/check");
    form = who.form("/notify/send");
  }
  // A20: pressed twice, sent once.
  const auto sent = must(who, form);
  if (must(who, form) != sent) throw std::runtime_error("sending twice leads elsewhere");
  const auto confirmation = who.page(sent);
  return {value_of(confirmation.body, "Reference"), value_of(confirmation.body, "Receipt code")};
}

void Journey::professional_tells() {
  world_.at("a teacher tells", 1);
  const Words& w = words();
  const auto child = [&](const std::string& name, const std::string& year) {
    return std::vector<std::pair<std::string, std::string>>{
        {"given_name", name}, {"surname", w.surname},      {"dob-day", "9"},
        {"dob-month", "3"},   {"dob-year", year},          {"sex", "F"},
        {"school", w.school}, {"address_line", w.address}, {"postcode", "BQ1 1AA"}};
  };
  receipt = tell(world_.passer_by("teacher"),
                 {{"/notify/danger", {{"danger", "no"}}},
                  {"/notify/who", {{"who", "professional"}}},
                  {"/notify/child/1", child(w.given_name, "2017")},
                  {"/notify/children", {{"more", "yes"}}},
                  {"/notify/child/2", child(w.sibling, "2019")},
                  {"/notify/children", {{"more", "no"}}},
                  {"/notify/where", {{"where_now", w.where_now}}},
                  {"/notify/what", {{"narrative", w.narrative}, {"concerns", "physical_abuse"}}},
                  {"/notify/others", {{"who_else", w.who_else}}},
                  {"/notify/family", {{"informed", "no"}, {"why_not_informed", "Not yet seen."}}},
                  {"/notify/contact",
                   {{"referrer_name", w.referrer_name},
                    {"referrer_role", "Head teacher"},
                    {"referrer_agency", w.school},
                    {"source", "2A"},
                    {"referrer_phone", w.referrer_phone}}}},
                 {{support::jpeg({.exif_words = w.photograph_exif}), w.sent_name, w.sent_shows},
                  {support::docx({w.letter}), w.sent_name, w.lost_shows},
                  {support::png(), w.sent_name, w.sent_shows}});
  // The gate's disk fails where the letter stands.
  world_.gate_room().database.write([](db::Transaction& tx) {
    tx.execute("delete from inward_piece where bytes = (select min(bytes) from inward_piece)");
  });
}

void Journey::neighbour_tells() {
  world_.at("a neighbour tells", 2);
  neighbour_receipt =
      tell(world_.passer_by("neighbour"),
           {{"/notify/danger", {{"danger", "yes"}}},
            {"/notify/who", {{"who", "friend"}}},
            {"/notify/child/1", {{"given_name", "Yusuf"}, {"surname", "Demir"}}},
            {"/notify/children", {{"more", "no"}}},
            {"/notify/what", {{"narrative", "Screams next door, now."}}},
            {"/notify/contact",
             {{"referrer_name", "Bo Lindqvist"}, {"referrer_phone", "020 7946 0111"}}}});
}

void Journey::recipient_accepts() {
  world_.at("the recipient reads", 100);
  Visitor& r = world_.gate("r01");
  r.page("/products");
  const std::string path = "/p/" + product_id;
  r.page(path);
  if (words_of(r.last().body).find("1 file with it stays in the hub: ask") == std::string::npos) {
    throw std::runtime_error("the recipient is not told that there is a file, and whom to ask");
  }
  for (const char* act : {"/read", "/accept"}) {
    r.page(path);
    must(r, r.form(path + act));
  }
  world_.at("the hub learns of it", 101);
  world_.door();
}

// D17: early help opens the assessment team's link; sender and owner hear of it.
void Journey::link_is_passed_on() {
  world_.at("somebody to whom it was not sent opens the link", 102);
  world_.gate("r02").page("/p/" + product_id);
  world_.at("the gate's sweeper tells of it", 103);
  world_.sweep_gate();
  world_.door();
  for (const char* who : {"u03", "u08"}) {
    world_.at("whoever is told of it reads: " + std::string(who), 103);
    Visitor& reader = world_.hub(who);
    reader.page("/tasks");
    const auto links = links_of(reader.last().body);
    const auto link = std::ranges::find_if(
        links, [](const auto& one) { return one.find("/strays/") != std::string::npos; });
    if (link == links.end()) throw std::runtime_error("nobody is told of the link");
    reader.page(*link);
    must(reader, reader.form(*link + "/read"));
  }
}

// D04, E07: what was released to one recipient is not in the product of another.
void Journey::another_recipient_rejects() {
  world_.at("the manager writes to early help", 130);
  rejected_product = write_to("ehteam", {"released"});
  for (const char* owner : {"u08", "u10", "u11"}) {
    world_.at("the words to early help are cleared by " + std::string(owner), 130);
    owner_clears_words(world_.hub(owner), rejected_product);
  }
  world_.at("the manager sends to early help", 130);
  check_and_send(rejected_product);
  world_.at("it is delivered to early help", 131);
  world_.door();
  world_.at("early help rejects it", 132);
  Visitor& r = world_.gate("r02");
  const std::string path = "/p/" + rejected_product;
  r.page(path);
  must(r, r.form(path + "/reject").set("reason", words().product_answer));
  world_.at("the hub learns of the rejection", 133);
  world_.door();
}

void Journey::referrer_reads() {
  world_.at("the referrer reads", 120);
  Visitor& teacher = world_.passer_by("teacher at home");
  teacher.page("/notify/status");
  const auto answer = teacher.submit(
      teacher.form("/notify/status").set("reference", receipt.reference).set("code", receipt.code));
  if (answer.status != 200) throw std::runtime_error("no status: " + words_of(answer.body));
  world_.at("the hub learns that it was read", 121);
  world_.door();
}

// Nobody collects it any more: it stays sealed at the gate.
void Journey::system_tells() {
  world_.at("a school's system tells", world_.minute() + 1);
  const Words& w = words();
  const std::string token = world_.gate_token("school1");
  Visitor& system = world_.passer_by("school's system");
  const auto ask = [&](http::Request request, int expected) {
    request.headers.emplace_back("authorization", "Bearer " + token);
    auto answer = system.send(std::move(request));
    if (answer.status != expected) throw std::runtime_error("a system is told " + answer.body);
    return answer;
  };
  http::Request request = system.request("POST", "/api/v1/notifications");
  request.headers.emplace_back("content-type", "application/json");
  request.headers.emplace_back("idempotency-key", "\"first\"");
  request.body = json::encode(json::Object{
      {"danger", "no"},
      {"children", json::Array{json::Object{{"given_name", w.given_name},
                                            {"surname", w.surname},
                                            {"address_line", w.address},
                                            {"school", w.school}},
                               json::Object{{"given_name", w.sibling}}}},
      {"narrative", w.narrative},
      {"where_now", w.where_now},
      {"who_else", w.who_else},
      {"informed", "yes"},
      {"files", json::Array{json::Object{{"name", "scan.pdf"},
                                         {"media_type", "application/pdf"},
                                         {"shows", w.system_shows},
                                         {"content", base64(to_bytes("%PDF-1.7 scan"))}}}},
      {"referrer",
       json::Object{
           {"name", w.referrer_name}, {"role", "Head teacher"}, {"phone", w.referrer_phone}}}});
  const auto told = ask(std::move(request), 201);
  ask(system.request("GET", told.location), 200);
}

// Of all that left; the team opens what it may still read, and takes both files away.
void Journey::receipts_follow() {
  world_.at("receipts go out", 157);
  if (world_.send_receipts() == 0) throw std::runtime_error("nothing has left");
  world_.door();
  world_.at("the team reads who signed", 158);
  Visitor& reader = world_.gate("r01");
  for (const auto& path : links_of(reader.page("/products").body)) {
    if (!path.starts_with("/p/")) continue;
    const auto page = reader.page(path);
    if (page.body.find("was signed by: police") == std::string::npos) continue;
    for (const auto& file : links_of(page.body)) {
      if (file.starts_with("/p/")) reader.page(file);
    }
    return;
  }
  throw std::runtime_error("no product has a receipt");
}

}  // namespace mash::world
