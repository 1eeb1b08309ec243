// SPDX-License-Identifier: MIT
// Goal: of a child whom four boroughs meet one after another, under two names, each borough that
// asks the others hears in time that they may know or do know her, and nothing is joined by itself.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "mash/json/value.h"
#include "mash/linkage/table.h"
#include "mash/pointer/desk.h"
#include "mash/pointer/enquiry.h"

namespace mash::pointer {
namespace {

json::Value scenario() {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/../shared/data/scenarios/four-boroughs.json");
  std::ostringstream text;
  text << file.rdbuf();
  return *json::parse(text.str());
}

crypto::Key key(std::uint8_t number) {
  const Bytes bytes(32, number);
  return *crypto::Key::from(bytes);
}

// "Delphine (surname not given)", "Odile Aubry": as that agency wrote it.
std::pair<std::string, std::string> names_in(const std::string& text) {
  const auto space = text.find(' ');
  const std::string rest = space == std::string::npos ? "" : text.substr(space + 1);
  return {text.substr(0, space), rest.starts_with("(") ? "" : rest};
}

// The scenario has streets alone; a hub looks the postcode up. The places are made up.
std::vector<std::string> postcode_of(const std::string& address) {
  if (address.find("31 Pargeter Walk") != std::string::npos) return {"ZZ9 1PW"};
  if (address.find("44 Chandlery Close") != std::string::npos) return {"ZZ7 4CC"};
  return {};
}

struct Contact {
  std::int64_t seq = 0;
  std::string borough;
  Details details;
};

std::vector<Contact> contacts() {
  std::vector<Contact> out;
  const json::Value file = scenario();
  for (const auto& c : *file["contacts"].as_array()) {
    const json::Value& r = c["recorded"];
    const auto [given, family] = names_in(r.text("child"));
    const auto [adult, adult_family] = names_in(r.text("adult"));
    std::string birth = r.text("child_dob");
    if (birth.starts_with("about ")) birth = birth.substr(6);
    out.push_back({.seq = c.number("seq"),
                   .borough = c.text("borough"),
                   .details = {.given_names = given,
                               .surname = family,
                               .birth = birth,
                               .postcodes = postcode_of(c.text("address_then")),
                               .carers = {{adult, adult_family, r.text("adult_dob")}}}});
  }
  return out;
}

Normal child(const Details& d) {
  return normal(d, linkage::fold_latin);
}

// Other children of a borough, so that names and dates are as common as in a register.
std::vector<Normal> make_others(std::uint64_t borough) {
  constexpr std::size_t k_count = 16'000;  // as a hub knows after some years
  std::uint64_t state = borough * 7'919 + 1;
  const auto draw = [&state](std::uint64_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33U) % below;
  };
  const std::string consonants = "bdfgklmnprstvz";
  const std::string vowels = "aeiou";
  const auto name = [&](std::uint64_t different) {
    std::uint64_t n = draw(different);
    std::string out;
    for (int i = 0; i < 3; ++i) {
      out += consonants[n % consonants.size()];
      n /= consonants.size();
      out += vowels[draw(vowels.size())];
    }
    return out;
  };
  std::vector<Normal> out;
  for (std::size_t i = 0; i < k_count; ++i) {
    const std::string family = name(2'700);
    out.push_back(child(
        {.given_names = name(500),
         .surname = family,
         .birth = std::to_string(2008 + draw(18)) + "-" + std::to_string(1 + draw(12)) + "-" +
                  std::to_string(1 + draw(28)),
         .postcodes = {"ZZ" + std::to_string(1 + draw(40)) + " " + std::to_string(draw(10)) +
                       static_cast<char>('A' + draw(20)) + static_cast<char>('A' + draw(20))},
         .carers = {{name(500), family,
                     std::to_string(1970 + draw(30)) + "-5-" + std::to_string(1 + draw(28))}}}));
  }
  return out;
}

const std::vector<Normal>& others(std::uint8_t borough) {
  static std::map<std::uint8_t, std::vector<Normal>> made;
  auto& out = made[borough];
  if (out.empty()) out = make_others(borough);
  return out;
}

// The hubs of the four boroughs. Only tokens that the scenario has go through a hub's key: nobody
// asks for the others, and 64,000 children would take minutes.
class Boroughs {
 public:
  explicit Boroughs(std::int64_t until_contact) : contacts_(contacts()) {
    for (const auto& c : contacts_) {
      for (const auto& t : tokens_to_enter(child(c.details))) asked_for_.insert(t.text);
    }
    for (const auto& c : contacts_) {
      if (c.seq < until_contact) known_[c.borough].push_back(child(c.details));
    }
  }

  [[nodiscard]] const Contact& contact(std::int64_t seq) const {
    return contacts_.at(static_cast<std::size_t>(seq - 1));
  }

  // What each other borough says when the one of `asker` asks for this child.
  std::map<std::string, Says> ask(const std::string& asker, const std::vector<Details>& written) {
    std::map<std::string, Says> out;
    std::vector<Normal> c;
    for (const auto& d : written) c.push_back(child(d));
    const Policy& policy = built_in_policy();
    const auto enquiry = Enquiry::begin(key(200), tokens_to_ask(std::span(c), policy.batch),
                                        known_fields(c.front()), policy.batch);
    const std::vector<std::string> all = {"Lindmarsh", "Ashmere", "Eldermoor", "Tarnwick"};
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i] != asker) out[all[i]] = ask_one(*enquiry, all[i], static_cast<std::uint8_t>(i));
    }
    return out;
  }

 private:
  const Register& register_of(const std::string& borough, std::uint8_t number) {
    const auto [at, made] = registers_.try_emplace(borough);
    Register& reg = at->second;
    if (!made) return reg;
    const auto own = key_of_epoch(key(number), "2026-4");
    Child next = 0;
    for (const auto& other : others(number)) reg.add(next++, other);
    for (const auto& record : known_[borough]) reg.add(next, record);  // one child of that hub
    reg.close([&](const Token& t) {
      if (asked_for_.contains(t.text)) return tag_of(own, t);
      const std::array<std::uint64_t, 2> hash = {linkage::stable_hash(t.text),
                                                 linkage::stable_hash(t.text + "/")};
      Tag tag;
      std::memcpy(tag.data(), hash.data(), tag.size());
      return tag;
    });
    return reg;
  }

  Says ask_one(const Enquiry& enquiry, const std::string& borough, std::uint8_t number) {
    const Desk desk(key(number), "2026-4", 1, register_of(borough, number), built_in_policy());
    crypto::SystemRandom random;
    const Purpose purpose{"A Worker", "Children's services", "contact", "r1"};
    const auto done = desk.evaluate(enquiry.ask(borough, desk.list().epoch, purpose), {}, random);
    const auto heard = enquiry.hear(borough, desk.list(), std::get<Evaluated>(done.word)).value();
    if (std::holds_alternative<NoHit>(heard)) return Says::not_known;
    return desk.answer(std::get<Confirm>(heard), done.log).value().says;
  }

  std::vector<Contact> contacts_;
  std::map<std::string, std::vector<Normal>> known_;
  std::set<std::string> asked_for_;
  std::map<std::string, Register> registers_;
};

using Expected = std::map<std::string, Says>;

// FB02: a given name and a hostel's address are enough to ask, not enough to be sure.
TEST(FourBoroughs, fb02_the_first_call_of_a_relative_leads_to_lindmarsh) {
  Boroughs hubs(4);
  EXPECT_EQ(hubs.ask("Ashmere", {hubs.contact(4).details}),
            (Expected{{"Lindmarsh", Says::ask},
                      {"Eldermoor", Says::not_known},
                      {"Tarnwick", Says::not_known}}));
}

// FB08: another given name, the same birth date and the same adult. For a person to decide: no
// hub calls her known under the second name.
TEST(FourBoroughs, fb08_the_second_name_leads_to_both_boroughs_that_know_the_first) {
  Boroughs hubs(9);
  EXPECT_EQ(
      hubs.ask("Tarnwick", {hubs.contact(9).details}),
      (Expected{{"Lindmarsh", Says::ask}, {"Ashmere", Says::ask}, {"Eldermoor", Says::not_known}}));
}

// FB11: what a person has confirmed is asked for under both names, and then is known.
TEST(FourBoroughs, fb11_eldermoor_hears_that_lindmarsh_and_ashmere_know_her) {
  Boroughs hubs(11);
  const std::vector<Details> both = {hubs.contact(10).details, hubs.contact(6).details};
  EXPECT_EQ(
      hubs.ask("Eldermoor", both),
      (Expected{{"Lindmarsh", Says::known}, {"Ashmere", Says::known}, {"Tarnwick", Says::known}}));
  // Before anybody has confirmed it the first name stays a question.
  EXPECT_EQ(
      hubs.ask("Eldermoor", {hubs.contact(10).details}),
      (Expected{{"Lindmarsh", Says::ask}, {"Ashmere", Says::ask}, {"Tarnwick", Says::known}}));
}

}  // namespace
}  // namespace mash::pointer
