// SPDX-License-Identifier: MIT
// Standing releases: what agencies let out in advance.
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_form = "/standing-releases/new";

void end_it(Visitor& who, const std::string& path) {
  who.page(path);
  must(who, who.form(path + "/end").set("reason", "Somebody else answers for us now."));
}

}  // namespace

std::string Journey::standing_release(const std::string& person, const std::string& recipient,
                                      bool passkey) {
  world_.at(person + " writes a standing release", world_.minute() + 1);
  world_.hub(person).forget_cookies();  // whoever has no code has just signed in
  Visitor& who = world_.hub(person);
  who.page("/standing-releases");
  who.page(k_form);
  Form form = who.form(k_form);
  form.set("recipient", recipient).tick("kinds", "NOT_GRADED").tick("kinds", "GRADED");
  form.set("sensitivity", "2").tick("when", "RED").tick("when", "OUT_OF_HOURS");
  form.tick("when", "LATE").set("purpose", "To act at once.").tick("basis", "CA04_S16LA");
  form.set("reason", "Nobody of us is in at night.");
  const auto today = to_london(world_.now()).date;
  for (const auto& [name, day] :
       {std::pair{"begins", today}, std::pair{"ends", today.plus_days(60)}}) {
    form.set(std::string(name) + "-day", std::to_string(day.day));
    form.set(std::string(name) + "-month", std::to_string(day.month));
    form.set(std::string(name) + "-year", std::to_string(day.year));
  }
  const std::string path = must(who, form);
  if (passkey) {
    sign(person, path, path + "/sign");
  } else {
    who.page(path);
    must(who, who.form(path + "/confirm"));
  }
  return path;
}

// settled.md 25. To teams that nothing more is written to here.
void Journey::standing_releases_are_kept() {
  const auto police = standing_release("u08", "adults", true);
  const auto housing = standing_release("u12", "adults", false);
  world_.at("colleagues look at them", world_.minute() + 1);
  world_.hub("u07").page(police);
  // As from a page that was opened while there was something new.
  Visitor& deputy = world_.hub("u31");
  deputy.page(police);
  Form read = deputy.form(police + "/end");
  read.action = police + "/read";
  std::erase_if(read.values, [](const auto& one) { return one.first == "reason"; });
  must(deputy, read);
  end_it(world_.hub("u31"), police);
  end_it(world_.hub("u34"), housing);
}

}  // namespace mash::world
