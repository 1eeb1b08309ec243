// SPDX-License-Identifier: MIT
// Goal: an agency's list tells who on it may be known, to whoever compares it and to nobody else,
// and of all others nothing is kept.
#include "extract.h"

#include "mash/cases/bars.h"
#include "people_test_hub.h"

namespace mash::people::sample {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string fault_of(std::string_view csv, const std::string& id_column = "id") {
  const auto read = read_extract(csv, id_column);
  if (read) return "";
  return read.error().faults.at(0).field + ": " + read.error().faults.at(0).message;
}

TEST(Extract, columns_are_taken_by_what_stands_above_them) {
  const auto read = read_extract(
      "pupil_id;Forename;Family name;Date of birth;Gender;Address;Post code;Eye colour\r\n"
      "P1;Amara;Quillfeather;9/3/2017;f;12 Thistledown Road;bf1 2ab;brown\r\n",
      "pupil_id");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->people.size(), 1U);
  const auto& one = read->people.front();
  EXPECT_EQ(one.row, 2U);
  EXPECT_EQ(one.reference, "P1");
  EXPECT_EQ(one.said.display_name(), "Amara Quillfeather");
  EXPECT_EQ(one.said.dob.reveal(), "2017-03-09");
  EXPECT_EQ(one.said.sex.reveal(), "F");
  EXPECT_EQ(one.said.address_line.reveal(), "12 Thistledown Road");
  EXPECT_EQ(read->left_out, std::vector<std::string>{"Eye colour"});
  EXPECT_THAT(read->read,
              testing::IsSupersetOf({"Family name: surname", "Date of birth: date of birth"}));
}

TEST(Extract, a_full_name_and_parts_of_a_date_are_read) {
  const auto read = read_extract(
      "id,Name,dob_day,dob_month,dob_year\n"
      "1,\"Quillfeather, Amara Jane\",9,3,2017\n2,Amara Jane Quillfeather,,3,2017\n3,Cher,,,2017\n",
      "id");
  ASSERT_TRUE(read) << read.error().message;
  std::vector<std::string> said;
  for (const auto& p : read->people) {
    said.push_back(p.said.given_name.reveal() + "|" + p.said.surname.reveal() + "|" +
                   p.said.dob.reveal());
  }
  EXPECT_THAT(said, ElementsAre("Amara Jane|Quillfeather|2017-03-09",
                                "Amara Jane|Quillfeather|2017-03", "Cher||2017"));
}

TEST(Extract, numbers_with_a_fault_are_no_evidence) {
  const auto read =
      read_extract("id,surname,NHS number\n1,Khan,999 000 0018\n2,Khan,9990000019\n", "id");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->people[0].said.nhs_number_valid);
  EXPECT_FALSE(read->people[1].said.nhs_number_valid);
}

TEST(Extract, what_cannot_be_read_says_where_and_how_to_mend_it) {
  EXPECT_THAT(fault_of("id,surname\n1,Khan\n", "pupil"), HasSubstr("id_column: The list has no"));
  EXPECT_THAT(fault_of("id,colour\n1,red\n"), HasSubstr("list: No column of names"));
  EXPECT_THAT(fault_of("id,surname\n1,Khan,x\n"), HasSubstr("row 2"));
  EXPECT_THAT(fault_of("id,surname\n1,Khan\n1,Ali\n"), HasSubstr("list: "));
  EXPECT_THAT(fault_of("id,surname\n1,Kh\xE9n\n"), HasSubstr("list: "));
  EXPECT_THAT(fault_of(""), HasSubstr("list: "));
  std::string many = "id,surname\n";
  for (std::size_t i = 0; i <= k_most_listed; ++i) many += std::to_string(i) + ",Khan\n";
  EXPECT_EQ(fault_of(many), "list: The list has 2001 people. Part it into lists of 2000");
}

class ExtractTest : public Hub {
 protected:
  support::Answer compare(const std::string& csv, const std::string& who = "s1",
                          const std::string& agency = "police") {
    return app_.upload(who, "/people/extract",
                       {{"list", "roll.csv", csv},
                        {"id_column", "", "id"},
                        {"agency", "", agency},
                        {"reason", "", "The school’s new roll; section 16LA"}});
  }
};

constexpr const char* k_roll =
    "id,given_name,surname,dob\n"
    "R1,Amarah,Quilfeather,2017-03-09\nR2,Zebulon,Nightingale,2015-01-01\n";

TEST_P(ExtractTest, who_may_be_known_is_shown_with_reasons_and_of_others_nothing_is_kept) {
  const auto id = add_case({amara()});
  const auto done = compare(k_roll);
  ASSERT_EQ(done.status, 303) << done.body;
  const auto page = app_.page("s1", done.location);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, HasSubstr("1 of 2 people on the list may be known."));
  EXPECT_THAT(page.body, HasSubstr("Amarah Quilfeather"));
  EXPECT_THAT(page.body, HasSubstr("Amara Quillfeather, born 9 March 2017"));
  EXPECT_THAT(page.body, HasSubstr("reference <bdi>R1</bdi>"));
  EXPECT_THAT(page.body, HasSubstr("/case/" + id.text() + "/family"));
  EXPECT_THAT(page.body, HasSubstr("section 16LA"));
  EXPECT_THAT(page.body, Not(HasSubstr("Nightingale")));
  EXPECT_EQ(count("statement"), 1) << "nobody comes into the record by it";
}

TEST_P(ExtractTest, it_is_for_whoever_compared_it_and_for_a_day) {
  add_case({amara()});
  const auto found = compare(k_roll).location;
  EXPECT_EQ(app_.get("s2", found).status, 404);
  EXPECT_EQ(app_.get("n1", found).status, 404);
  EXPECT_EQ(app_.get("n1", "/people/extract").status, 404);
  const auto made = [&](Duration ago) {
    app_.database().write([&](db::Transaction& tx) {
      tx.execute("update extract set at = $1", {app_.clock().now() - ago});
    });
  };
  made(Duration::seconds(24 * 3600 - 1));
  EXPECT_EQ(app_.get("s1", found).status, 200);
  made(Duration::hours(24));
  EXPECT_EQ(app_.get("s1", found).status, 404);
  made(Duration::seconds(24 * 3600 + 1));
  compare(k_roll);
  EXPECT_EQ(count("extract"), 1) << "the one of yesterday is gone";
}

TEST_P(ExtractTest, nothing_is_found_in_a_case_from_which_one_is_barred) {
  const auto id = add_case({amara()});
  const auto before = compare(k_roll).location;
  as_system([&](const policy::Proof&, pipeline::Context& c) {
    cases::set_bar(c, id, StaffId::trusted("s1"), "Her brother");
  });
  EXPECT_THAT(app_.page("s1", before).body,
              AllOf(Not(HasSubstr("Quillfeather")), HasSubstr("Nobody of 2 people")));
  EXPECT_THAT(app_.page("s1", compare(k_roll).location).body, HasSubstr("Nobody of 2 people"));
}

TEST_P(ExtractTest, a_form_with_faults_is_shown_again_with_what_was_typed) {
  const auto none = app_.upload("s1", "/people/extract", {{"reason", "", "The new roll"}});
  EXPECT_EQ(none.status, 422);
  for (const char* message : {"Choose the file of the list", "Enter the words at the head",
                              "Choose whose list it is", "The new roll"}) {
    EXPECT_THAT(none.body, HasSubstr(message));
  }
  EXPECT_THAT(compare(k_roll, "s1", "nobody").body, HasSubstr("Choose whose list it is"));
  EXPECT_THAT(compare("id,colour\n1,red\n").body, HasSubstr("No column of names"));
  EXPECT_EQ(count("extract"), 0);
}

TEST_P(ExtractTest, a_long_list_is_shown_by_pages) {
  add_case({amara()});
  std::string roll = "id,given_name,surname,dob\n";
  for (int i = 0; i < 30; ++i) roll += "R" + std::to_string(i) + ",Amara,Quillfeather,2017-03-09\n";
  const auto found = compare(roll).location;
  const auto shown = [&](const std::string& page) {
    return app_.get("s1", found + page).json()["found"].as_array()->size();
  };
  EXPECT_EQ(shown(""), 25U);
  EXPECT_EQ(shown("?page=2"), 5U);
  EXPECT_EQ(shown("?page=9"), 5U);
}

INSTANTIATE_TEST_SUITE_P(Engines, ExtractTest, both_engines(), engine_name);

}  // namespace
}  // namespace mash::people::sample
