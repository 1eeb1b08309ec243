// SPDX-License-Identifier: MIT
// Goal: reasons say in plain words what the engine found, and the points shown add up to the last
// line.
#include "reasons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "mash/people/index.h"

namespace mash::people {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Statement child(const char* id, const char* given, const char* surname, const char* dob,
                const char* postcode = "") {
  Statement s;
  s.id = StatementId::trusted(id);
  s.given_name = Sensitive(given);
  s.surname = Sensitive(surname);
  s.dob = Sensitive(dob);
  s.postcode = Sensitive(postcode);
  return s;
}

linkage::Explanation why(const Statement& said, const Statement& known) {
  PersonIndex index({.variants = "mohamed muhammad\n", .shares = "surname khan 1440\n"});
  index.put(known);
  return index.look_up(said, {}).shown.at(0).why;
}

TEST(Reasons, SayWhatAgreesAndHow) {
  const auto known = child("K", "Muhammad", "Khan", "2015-06-02", "BF1 2AB");
  const auto said = child("Q", "Mohamed", "Khan", "2015-02-06", "ZZ9 9ZZ");
  EXPECT_EQ(reasons_in_words(said, &known, why(said, known)),
            "Agrees: surname. Given name: another form of the same name (Mohamed, Muhammad). Date "
            "of birth: day and month swapped (6 February 2015, 2 June 2015). Differs: postcode.");
  EXPECT_EQ(reasons_in_words(said, nullptr, why(said, known)),
            "Agrees: surname. Given name: another form of the same name. Date of birth: day and "
            "month swapped. Differs: postcode.");
}

TEST(Reasons, TellTwinsApartInWords) {
  const auto known = child("K", "Tobias", "Thornbury", "2016-08-05", "BF8 8HJ");
  const auto twin = child("Q", "Kezia", "Thornbury", "2016-08-05", "BF8 8HJ");
  EXPECT_THAT(warning_in_words(why(twin, known)), StartsWith("Likely twins or siblings"));
  const auto ella = child("Q", "Ella", "Thornbury", "2016-08-05", "BF8 8HJ");
  const auto isabella = child("K", "Isabella", "Thornbury", "2016-08-05", "BF8 8HJ");
  EXPECT_THAT(warning_in_words(why(ella, isabella)), StartsWith("Likely twins or siblings"));
  const auto same = child("Q", "Tobias", "Thornbury", "2016-08-05", "BF8 8HJ");
  EXPECT_EQ(warning_in_words(why(same, known)), "");
  EXPECT_EQ(likeness_in_words(why(same, known)), "Very likely the same person");
}

TEST(Reasons, PointsShownAddUp) {
  const Statement known[] = {child("K", "Muhammad", "Khan", "2015-06-02", "BF1 2AB"),
                             child("K", "Tobias", "Thornbury", "2016-08-05", "BF8 8HJ"),
                             child("K", "Amara", "Okafor-Lane", "2017-03-09", "BF1 2AB")};
  const Statement said[] = {child("Q", "Mohamed", "Khan", "2015-02-06"),
                            child("Q", "Kezia", "Thornbury", "2016-08-05", "BF8 8HJ"),
                            child("Q", "Amarra", "Okafor", "2017")};
  const auto tenths = [](std::string text) {
    if (text.starts_with("\u2212")) text = "-" + text.substr(3);
    return std::lround(std::stod(text) * 10);
  };
  for (std::size_t i = 0; i < std::size(known); ++i) {
    const auto shown = waterfall(why(said[i], known[i]), "Person 1");
    long sum = 0;
    const auto& rows = *shown["rows"].as_array();
    ASSERT_GT(rows.size(), 3U);
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) sum += tenths(rows[r].text("points"));
    EXPECT_EQ(sum, tenths(rows.back().text("points")));
    for (const auto& row : rows) {
      EXPECT_GE(row.number("x"), 0);
      EXPECT_LE(row.number("x") + row.number("width"), 121);
    }
  }
}

}  // namespace
}  // namespace mash::people
