// SPDX-License-Identifier: MIT
// Agreements on sharing: one that comes into force, is changed and left; one that ends.
#include "mash/json/value.h"
#include "mash/world/journey.h"

namespace mash::world {

namespace {

constexpr const char* k_keeper = "u20";  // the data protection officer

Form filled(Form form, const std::string& name) {
  form.set("name", name).tick("purposes", "SAFEGUARD_NOW").tick("kinds", "0").tick("kinds", "1");
  form.tick("laws", "UKGDPR_6_1_E").tick("parties", "csc").tick("parties", "housing");
  for (const auto& [date, year] :
       {std::pair{"begins", "2026"}, {"review_by", "2027"}, {"ends", "2028"}}) {
    form.set(std::string(date) + "-day", "2").set(std::string(date) + "-month", "11");
    form.set(std::string(date) + "-year", year);
  }
  return form;
}

std::string draft(Visitor& keeper, const std::string& name) {
  keeper.page("/agreements/draft");
  return must(keeper, filled(keeper.form("/agreements/draft"), name));
}

void submit(Visitor& who, const std::string& page, const std::string& act) {
  who.page(page);
  must(who, who.form(page + act));
}

void sign_on_paper(Visitor& keeper, LocalDate today) {
  keeper.page("/agreements/draft");
  Form form = filled(keeper.form("/agreements/draft"), "With the school");
  const auto path = must(keeper, form.tick("parties", "school1"));
  submit(keeper, path, "/put");
  keeper.page(path + "/paper");
  must(keeper, keeper.form(path + "/paper")
                   .set("agency", "school1")
                   .set("said", "JOINED")
                   .set("version", "1")
                   .set("signed_by", "A head teacher")
                   .set("office", "Head teacher")
                   .set("day-day", std::to_string(today.day))
                   .set("day-month", std::to_string(today.month))
                   .set("day-year", std::to_string(today.year))
                   .set("where", "In the safe of the front door"));
}

void say_why(Visitor& who, const std::string& page, const std::string& act) {
  who.page(page);
  must(who, who.form(page + act).set("reason", "It was read anew."));
}

}  // namespace

// D18: nothing of it names anybody.
void Journey::agreements_are_kept() {
  world_.at("the agencies agree on sharing", world_.minute() + 1);
  Visitor& keeper = world_.hub(k_keeper);
  keeper.page("/agreements");
  const auto path = draft(keeper, "Safeguarding");
  keeper.page(path + "/change");
  must(keeper, keeper.form(path + "/change").set("name", "Safeguarding in Barnfield"));
  submit(keeper, path, "/put");
  submit(world_.hub("u30"), path, "/join");
  submit(world_.hub("u34"), path, "/join");
  say_why(world_.hub("u34"), path, "/leave");
  submit(world_.hub("u34"), path, "/join");
  world_.hub("u07").page(path);
  sign_on_paper(keeper, to_london(world_.now()).date);
  const auto other = draft(keeper, "For one review");
  submit(keeper, other, "/put");
  say_why(keeper, other, "/end");
  keeper.page("/agreements/documents");
  for (const char* one : {"privacy-notice", "impact-assessment", "arrangement"}) {
    keeper.page(std::string("/agreements/documents/") + one);
  }
  keeper.page("/agreements/documents/privacy-notice/pdf");
}

}  // namespace mash::world
