// SPDX-License-Identifier: MIT
// Somebody whose agency is in no case breaks the glass of one; those in it and a second person see.
#include <algorithm>
#include <stdexcept>

#include "mash/json/value.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_reader = "u14";  // of the youth justice service, which nobody asked

// "7KQ4-XM2P", where the page says "case 7KQ4-XM2P".
std::string reference_on(std::string_view html) {
  const auto letter = [](char ch) { return (ch >= '2' && ch <= '9') || (ch >= 'B' && ch <= 'Z'); };
  const std::string words = words_of(html);
  for (std::size_t dash = words.find('-', 4); dash != std::string::npos;
       dash = words.find('-', dash + 1)) {
    const auto found = std::string_view(words).substr(dash - 4, 9);
    if (found.size() == 9 && std::ranges::all_of(found.substr(0, 4), letter) &&
        std::ranges::all_of(found.substr(5), letter)) {
      return std::string(found);
    }
  }
  throw std::runtime_error("the page names no case: " + words);
}

// The form of the page whose action begins and ends so.
Form form_to(const Visitor& who, std::string_view begin, std::string_view end) {
  for (auto& form : who.forms()) {
    if (form.action.starts_with(begin) && form.action.ends_with(end)) return form;
  }
  throw std::runtime_error("no form to " + std::string(begin) + ": " + words_of(who.last().body));
}

}  // namespace

// D08: reads it, and stops before its time.
void Journey::glass_is_broken() {
  world_.at("a desk is rung about a child", world_.minute() + 1);
  Visitor& screener = world_.hub("u01");
  screener.page(case_path("/notification"));
  const auto reference = reference_on(screener.last().body);
  Visitor& reader = world_.hub(k_reader);
  if (reader.page(case_path()).status != 404) throw std::runtime_error("is in the case already");
  reader.page("/glass");
  const auto opened = must(reader, reader.form("/glass")
                                       .set("reference", reference)
                                       .set("purpose", "SAFEGUARD_NOW")
                                       .set("reason", words().glass_reason)
                                       .tick("understood", "yes"));
  for (const char* page : {"", "/notification", "/family", "/log", "/decision"}) {
    if (reader.page(opened + page).status != 200) throw std::runtime_error("it is not open");
  }
  // As few as that need no reason.
  reader.page("/reading");
  reader.post("/reading", json::Object{{"reason", words().glass_reason}});
  world_.at("and has read enough", world_.minute() + 1);
  reader.page("/glass");
  must(reader, form_to(reader, "/glass/", "/end"));
  if (reader.page(opened).status != 404) throw std::runtime_error("it is open still");
}

void Journey::glass_is_reviewed() {
  world_.at("the police say that they know of it", world_.minute() + 1);
  Visitor& police = world_.hub("u07");
  police.page(case_path("/glass"));
  must(police, form_to(police, case_path("/glass/"), ""));
  world_.at("the data protection officer reviews it", world_.minute() + 1);
  Visitor& officer = world_.hub("u20");
  officer.page("/oversight");
  const auto links = links_of(officer.last().body);
  const auto link =
      std::ranges::find_if(links, [](const auto& l) { return l.starts_with("/oversight/"); });
  if (link == links.end()) throw std::runtime_error("nothing waits for a review");
  officer.page("/reading/said");
  officer.page(*link);
  must(officer, officer.form(*link).set("verdict", "JUSTIFIED").set("words", words().glass_review));
}

}  // namespace mash::world
