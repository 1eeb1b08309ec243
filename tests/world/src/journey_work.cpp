// SPDX-License-Identifier: MIT
// What is done in a case besides asking and deciding.
#include <algorithm>
#include <stdexcept>

#include "mash/world/journey.h"

namespace mash::world {

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

}  // namespace mash::world
