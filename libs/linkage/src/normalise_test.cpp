// SPDX-License-Identifier: MIT
// Goal: equal things become equal text, whatever the agency's habit of writing.
#include "mash/linkage/normalise.h"

#include <gtest/gtest.h>

namespace mash::linkage {
namespace {

std::uint32_t day(std::string_view text, DateOrder order = DateOrder::day_first) {
  return read_date(text, order).packed();
}

TEST(Normalise, ReadsDatesInManyForms) {
  for (const auto* text : {"2015-04-03", "20150403", "2015/04/03", "03/04/2015", "3.4.2015",
                           "3 April 2015", "April 3, 2015", "2015-04-03 00:00:00", "3-Apr-15"})
    EXPECT_EQ(day(text), 0x20150403U) << text;
  EXPECT_EQ(day("04/03/2015", DateOrder::month_first), 0x20150403U);
  EXPECT_EQ(day("Apr 2015"), 0x20150400U);
  EXPECT_EQ(day("2015"), 0x20150000U);
  EXPECT_EQ(day("unknown"), 0U);
  EXPECT_EQ(day("19830299"), 0x19830299U) << "an impossible day is a typing error, not nothing";
  EXPECT_EQ(day("123456789012345678901234567890"), 0U);
}

TEST(Normalise, PackedDatesComeBack) {
  for (unsigned year : {0U, 1900U, 2026U, 9999U}) {
    for (unsigned month : {0U, 1U, 12U, 99U}) {
      const PartialDate d{.year = static_cast<std::uint16_t>(year),
                          .month = static_cast<std::uint8_t>(month),
                          .day = 31};
      EXPECT_EQ(PartialDate::unpack(d.packed()), d);
    }
  }
}

TEST(Normalise, JudgesTheOrderOfDatesByTheWholeColumn) {
  EXPECT_EQ(guess_date_order({"04/13/2015", "12/30/2014", "03/04/2015"}), DateOrder::month_first);
  EXPECT_EQ(guess_date_order({"13/04/2015", "03/04/2015"}), DateOrder::day_first);
  EXPECT_EQ(guess_date_order({"03/04/2015"}), DateOrder::day_first);
}

std::string name(std::string_view text) {
  std::string all;
  for (const auto& w : name_words(text, fold_latin)) all += (all.empty() ? "" : " ") + w;
  return all;
}

TEST(Normalise, NamesLoseTitlesMarksAndPlaceholders) {
  EXPECT_EQ(name("Mrs. O'Neill-Smith"), "oneill smith");
  EXPECT_EQ(name("Zoë"), "zoe");
  EXPECT_EQ(name("Şükrü"), "sukru");
  EXPECT_EQ(name("Łukasz"), "lukasz");
  EXPECT_EQ(name("Unknown"), "");
  EXPECT_EQ(name("Baby of Jane"), "");
  EXPECT_EQ(name("Twin Two"), "");
  EXPECT_EQ(name("Dr"), "dr") << "a title alone may be a name";
}

TEST(Normalise, SpellingsOfOneNameSoundAlike) {
  EXPECT_EQ(sound_code("muhammad"), sound_code("mohamed"));
  EXPECT_EQ(sound_code("muhammad"), sound_code("mehmet"));
  EXPECT_EQ(sound_code("yusuf"), sound_code("youssef"));
  EXPECT_EQ(sound_code("yusuf"), sound_code("jusuf"));
  EXPECT_EQ(sound_code("yuri"), sound_code("iurii"));
  EXPECT_EQ(sound_code("aliyev"), sound_code("aliev"));
  EXPECT_EQ(sound_code("oksana"), sound_code("oxana"));
  EXPECT_EQ(sound_code("catherine"), sound_code("katherine"));
  EXPECT_NE(sound_code("smith"), sound_code("brown"));
  EXPECT_LE(sound_code("wolfeschlegelsteinhausenbergerdorff").size(), 8U);
}

TEST(Normalise, ChecksTheDigitsOfIdentifiers) {
  // 999 numbers are never issued; the tenth digit is modulus 11 of the first nine.
  int valid = 0;
  for (char last = '0'; last <= '9'; ++last)
    valid += nhs_number(std::string("999123457") + last).verified ? 1 : 0;
  EXPECT_EQ(valid, 1);
  EXPECT_TRUE(nhs_number("9434765919").verified) << "the example of the NHS Data Dictionary";
  EXPECT_FALSE(nhs_number("9434765918").verified);
  EXPECT_FALSE(nhs_number("0000000000").verified);
  EXPECT_EQ(nhs_number(" 943-476 5919").text, "9434765919");
}

TEST(Normalise, PartsAddresses) {
  const auto a = split_address("12A High St", fold_latin);
  EXPECT_EQ(a.house, "12a");
  EXPECT_EQ(a.street, "high street");
  const auto b = split_address("Flat 3, 12 Mill Ln", fold_latin);
  EXPECT_EQ(b.house, "3 12");
  EXPECT_EQ(b.street, "mill lane");
  EXPECT_EQ(split_address("No fixed abode", fold_latin).street, "");
  EXPECT_EQ(street_words("St Mary's Rd", fold_latin), "st mary s road");
}

TEST(Normalise, PhonesPostcodesEmailsSex) {
  EXPECT_EQ(phone("+44 20 7946 0123"), phone("020 7946 0123"));
  EXPECT_EQ(phone("0044 2079460123"), phone("(020) 7946-0123"));
  EXPECT_EQ(phone("123"), "");
  EXPECT_EQ(postcode("N1 5aa"), "n15aa");
  EXPECT_EQ(email(" Ann@Example.ORG "), "ann@example.org");
  EXPECT_EQ(email("none"), "");
  EXPECT_EQ(sex("Female"), 'f');
  EXPECT_EQ(sex("M"), 'm');
  EXPECT_EQ(sex("not stated"), 0);
}

}  // namespace
}  // namespace mash::linkage
