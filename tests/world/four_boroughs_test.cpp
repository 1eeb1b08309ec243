// SPDX-License-Identifier: MIT
// Goal: a child whom eighteen contacts in four boroughs each saw for themselves, under two names,
// is one child to a hub that hears of all of them; and no machine says so before a person does.
// Source: ../shared/data/scenarios/four-boroughs.json, all contacts in one hub. It stops before the
// last contact. What needs several hubs is not here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "mash/cases/cases.h"
#include "mash/world/journey.h"

namespace mash::world {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr int k_before_the_end = 17;
constexpr const char* k_officer = "u02";

json::Value body(std::vector<std::pair<std::string, json::Value>> members) {
  return json::Object(std::make_move_iterator(members.begin()),
                      std::make_move_iterator(members.end()));
}

json::Value scenario() {
  std::ifstream file(std::string(MASH_SOURCE_DIR) + "/../shared/data/scenarios/four-boroughs.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto value = json::parse(text);
  if (!value) throw std::runtime_error("four-boroughs.json: " + value.error().message);
  return *std::move(value);
}

// As the hub's own codes say who told.
std::string source_of(const json::Value& contact) {
  const auto agency = contact.text("agency");
  const auto concern = contact.text("concern_as_recorded");
  const auto is = [&](const char* word) { return agency.find(word) != std::string::npos; };
  if (concern.find("aller") != std::string::npos) return "1A";  // the relative who telephones
  if (is("Housing")) return "4";
  if (is("GP practice")) return "3A";
  if (is("emergency department")) return "3E";
  if (is("ward")) return "3F";
  return is("charity") ? "8" : "5A";
}

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(MASH_SOURCE_DIR) + "/" + file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Without what docs/scenarios.md says of each check: scripts/scenarios.py holds that together.
std::string without_states(const std::string& page) {
  std::string out;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    out += (line.starts_with("* **FB") ? line.substr(0, line.find("** ") + 2) : line) + "\n";
  }
  return out;
}

std::string csv_cell(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

// "Delphine (surname not given)" has a forename alone.
std::pair<std::string, std::string> name_of(std::string_view written) {
  const auto space = written.find(' ');
  const std::string given(written.substr(0, space));
  const std::string rest(space == std::string_view::npos ? "" : written.substr(space + 1));
  return {given, rest.starts_with('(') ? std::string() : rest};
}

// The scenario tells of homes in sentences; whoever takes a concern in writes down the address.
struct Home {
  std::string line, postcode;
};
Home home_of(const std::string& told) {
  const auto is = [&](const char* street) { return told.find(street) != std::string::npos; };
  if (is("Unknown") || is("No fixed")) return {};
  if (is("31 Pargeter Walk")) return {"31 Pargeter Walk", "BQ4 9PW"};
  if (is("44 Chandlery Close")) return {"Flat 2, 44 Chandlery Close", "BQ7 2CC"};
  throw std::runtime_error("no address in: " + told);
}

// Whom the hub offers for somebody whom a contact names.
struct Offered {
  std::string heading, likeness, reasons;
};

struct Told {
  std::string path;         // "/case/ID"
  std::size_t waiting = 0;  // people of whom nobody has said who they are, as it came in
  std::vector<Offered> child, adult;
  json::Value family;
};

class FourBoroughsTest : public testing::TestWithParam<db::Engine> {
 protected:
  Visitor& officer() { return world_.hub(k_officer); }

  void hear_all() {
    for (int seq = 1; seq <= k_before_the_end; ++seq) hear(seq);
  }
  void hear(int seq) {
    const auto& contact = contacts_["contacts"].as_array()->at(static_cast<std::size_t>(seq - 1));
    const int day = static_cast<int>(contact.number("day"));
    world_.at("contact " + std::to_string(seq), day * 24 * 60 + seq);
    Told& told = told_[seq];
    told.path = "/case/" + import(contact).text();
    told.waiting = officer().get(told.path + "/family").json()["waiting"].as_array()->size();
    told.adult = identify(told, true);
    told.child = identify(told, false);
    told.family = officer().get(told.path + "/family").json();
  }
  const Told& told(int seq) { return told_.at(seq); }
  // What the hub showed at this contact, and what the scenario expects by then.
  std::string section_of(int seq) {
    const auto& contact = contacts_["contacts"].as_array()->at(static_cast<std::size_t>(seq - 1));
    const auto& said = contact["recorded"];
    const auto day =
        LocalDate::parse("2026-01-12")->plus_days(static_cast<int>(contact.number("day")));
    std::string out = "\n## " + std::to_string(seq) + ". " + plain_date(day) + ", " +
                      contact.text("borough") + ": " + contact.text("agency") + "\n\n" +
                      "Written down: " + said.text("child") + ", with " + said.text("adult") +
                      ".\n\n* The child: " + first_of(told(seq).child) +
                      "\n* The adult: " + first_of(told(seq).adult) + "\n* " +
                      told(seq).family["repeats"].text("summary") + "\n";
    for (const auto& check : *contacts_["expected"]["checks"].as_array()) {
      if (check.number("by") != seq) continue;
      out += "* **FB" + std::string(check.text("id").substr(3)) + "**\n";
    }
    return out;
  }
  // What the hub knows by now of the adult or the child, on the person's own page.
  json::Value history(bool adult) {
    for (const auto& person : *told_.rbegin()->second.family["people"].as_array()) {
      if (is_adult(person.text("name")) != adult) continue;
      return officer().get(person.text("history")).json();
    }
    throw std::runtime_error("they are not in the last case");
  }

 private:
  CaseId import(const json::Value& contact) {
    const auto before = cases_there();
    Visitor& who = world_.hub("u01");
    who.page("/import");
    must(who, who.form("/import")
                  .set("notifications", notification(contact))
                  .set("people", people(contact))
                  .set("dry_run", "no"));
    for (const auto& id : cases_there()) {
      if (!before.contains(id)) return id;
    }
    throw std::runtime_error("nothing came in: " + words_of(who.last().body));
  }
  std::string notification(const json::Value& contact) {
    const std::string source = source_of(contact);
    const bool anonymous = source == "1A";
    return "source_reference,received_at,incident_at,channel,referral_source,referrer_name,"
           "referrer_role,referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,"
           "immediate_danger,concern_types,family_informed,narrative\n" +
           reference(contact) + "," + iso_utc(world_.now()) + ",,phone," + source + "," +
           (anonymous ? "," : "On duty,") + csv_cell(contact.text("referrer_role")) + "," +
           csv_cell(contact.text("agency")) + ",,," + (anonymous ? "yes" : "no") + ",no," +
           concern(contact) + ",no," + csv_cell(contact.text("concern_as_recorded")) + "\n";
  }
  static std::string reference(const json::Value& contact) {
    return "FB-" + std::to_string(contact.number("seq"));
  }
  static std::string concern(const json::Value& contact) {
    const bool sexual = contact.text("concern_as_recorded").find("sexually") != std::string::npos;
    return sexual ? "sexual_abuse" : "neglect";
  }
  static std::string people(const json::Value& contact) {
    const auto& said = contact["recorded"];
    const Home home = home_of(contact.text("address_then"));
    const auto row = [&](const char* role, const char* name, const char* dob,
                         std::string_view relationship) {
      const auto [given, surname] = name_of(said.text(name));
      return reference(contact) + "," + role + "," + given + "," + surname + ",," +
             csv_cell(said.text(dob)) + ",,,,," + csv_cell(home.line) + "," + home.postcode + ",," +
             csv_cell(relationship) + ",\n";
    };
    return "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
           "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n" +
           row("child", "child", "child_dob", "") +
           row("carer", "adult", "adult_dob", said.text("relationship_as_recorded"));
  }
  std::set<CaseId> cases_there() {
    std::set<CaseId> out;
    world_.hub_room().database.read([&](db::Transaction& tx) {
      for (const auto& r : tx.query("select id from case_file")) out.insert(r.id<CaseId>(0));
    });
    return out;
  }
  // Looks the adult or the child up, reads who is offered and, as an officer would who has the
  // papers, says that the right one is.
  std::vector<Offered> identify(const Told& told, bool adult) {
    const auto family = officer().get(told.path + "/family").json();
    for (const auto& waiting : *family["waiting"].as_array()) {
      if (is_adult(waiting.text("name")) != adult) continue;
      const auto& find = waiting["find"];
      const auto search =
          officer().post(find.text("action"), body({{"statement", find.text("statement")}}));
      return answer(search.location, adult);
    }
    throw std::runtime_error("nobody waits in " + told.path);
  }
  static std::string first_of(const std::vector<Offered>& offered) {
    if (offered.empty()) return "nobody known is like them.";
    return "“" + offered.front().likeness + "”. " + offered.front().reasons;
  }
  static bool is_adult(const std::string& name) { return name.find("Odile") != std::string::npos; }
  std::vector<Offered> answer(const std::string& search, bool adult) {
    std::vector<Offered> out;
    const auto page = officer().get(search).json();
    std::size_t right = 0;
    for (const auto& c : *page["candidates"].as_array()) {
      out.push_back({c.text("heading"), c.text("likeness"), c.text("reasons")});
      if (is_adult(out.back().heading) == adult && right == 0) right = out.size();
    }
    const auto said =
        right == 0 ? body({{"outcome", "new"}})
                   : body({{"outcome", "save"}, {"answer_" + std::to_string(right), "same"}});
    EXPECT_EQ(officer().post(search, said).status, 200);
    return out;
  }

  World world_{{.engine = GetParam(), .now = "2026-01-12T09:00:00+00:00"}};
  json::Value contacts_ = scenario();
  std::map<int, Told> told_;
};

// FB02: a forename and a hostel's address are enough to ask about, and not enough to join.
// FB08: neither is another forename with the same birthday, surname and adult.
TEST_P(FourBoroughsTest, FB02_FB08_she_is_offered_with_reasons_and_joined_by_a_person_alone) {
  hear_all();
  for (int seq = 2; seq <= k_before_the_end; ++seq) {
    EXPECT_FALSE(told(seq).child.empty()) << "contact " << seq;
    EXPECT_FALSE(told(seq).adult.empty()) << "contact " << seq;
    EXPECT_EQ(told(seq).waiting, 2U) << "nobody said who they are: " << seq;
  }
  const auto by_forename = told(4).child.front();
  EXPECT_EQ(by_forename.likeness, "May be the same person");
  EXPECT_EQ(by_forename.reasons, "Agrees: given name, postcode, house, street.");
  const auto renamed = told(9).child.front();
  EXPECT_EQ(renamed.likeness, "May be the same person");
  EXPECT_THAT(renamed.reasons, AllOf(HasSubstr("Agrees: surname, date of birth."),
                                     HasSubstr("Differs: given name")));
  EXPECT_EQ(told(9).adult.front().likeness, "Very likely the same person");
  EXPECT_THAT(told(9).adult.front().reasons,
              HasSubstr("Agrees: given name, surname, date of birth."));
}

TEST_P(FourBoroughsTest, FB03_who_the_adult_is_to_her_stays_as_each_said_it) {
  hear_all();
  const auto words = json::encode(history(true));
  EXPECT_THAT(words, HasSubstr("mother and daughter, as stated"));
  EXPECT_THAT(words, HasSubstr("said by the caller to be aunt and child"));
  EXPECT_THAT(words, HasSubstr("'not her mother', according to the caller"));
}

// FB04, FB09: what was told before is counted when the next is told.
TEST_P(FourBoroughsTest, FB04_FB09_each_contact_shows_how_many_there_were_before) {
  hear_all();
  for (int seq = 2; seq <= k_before_the_end; ++seq) {
    const auto summary = told(seq).family["repeats"].text("summary");
    EXPECT_THAT(summary, HasSubstr(std::to_string(seq - 1) + " altogether")) << seq;
  }
  const auto second = told(5).family["repeats"].text("summary");
  EXPECT_THAT(second, HasSubstr("the last on 6 March 2026")) << "four days before";
  EXPECT_THAT(second, HasSubstr("at the address 3")) << "the hostel";
}

TEST_P(FourBoroughsTest, FB16_an_allegation_of_sexual_harm_holds_the_rating_up) {
  hear_all();
  const auto page = words_of(officer().page(told(16).path + "/screen").body);
  EXPECT_THAT(page, HasSubstr("Sexual abuse of a child who is, or may be, under 13"));
  EXPECT_THAT(words_of(officer().page(told(15).path + "/screen").body),
              Not(HasSubstr("Sexual abuse of a child")));
}

TEST_P(FourBoroughsTest, FB18_all_seventeen_are_one_history_under_both_names) {
  hear_all();
  const auto of_child = history(false);
  EXPECT_EQ(of_child["cases"].as_array()->size(), 17U);
  const auto words = json::encode(of_child);
  for (const char* name : {"Delphine Aubry", "Lucie Aubry"}) EXPECT_THAT(words, HasSubstr(name));
  EXPECT_EQ(history(true)["cases"].as_array()->size(), 17U);
}

TEST_P(FourBoroughsTest, the_page_tells_what_the_hub_showed_at_each_contact) {
  hear_all();
  const auto page = text_of("docs/four-boroughs.md");
  std::string all;
  for (int seq = 1; seq <= k_before_the_end; ++seq) all += section_of(seq);
  EXPECT_EQ(without_states(page.substr(std::min(page.find("\n## 1."), page.size()))), all)
      << "put this in its place:\n"
      << all;
}

INSTANTIATE_TEST_SUITE_P(Engines, FourBoroughsTest,
                         testing::Values(db::Engine::sqlite, db::Engine::postgres),
                         [](const auto& info) { return engine_name(info.param); });

}  // namespace
}  // namespace mash::world
