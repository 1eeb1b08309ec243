// SPDX-License-Identifier: MIT
// Goal: each level means what its label says.
#include "levels.h"

#include <gtest/gtest.h>

#include "mash/linkage/csv.h"

namespace mash::linkage {
namespace {

TEST(Levels, DatesByDigits) {
  EXPECT_EQ(compare_dates(0x20150403, 0x20150403), k_dob_same);
  EXPECT_EQ(compare_dates(0x20150403, 0x20150304), k_dob_swapped);
  EXPECT_EQ(compare_dates(0x20150403, 0x20150408), k_dob_one_edit);
  EXPECT_EQ(compare_dates(0x20150412, 0x20150421), k_dob_one_edit) << "neighbours changed places";
  EXPECT_EQ(compare_dates(0x19960305, 0x19690305), k_dob_one_edit);
  EXPECT_EQ(compare_dates(0x20150412, 0x20150428), k_dob_two_parts);
  EXPECT_EQ(compare_dates(0x20150403, 0x20160404), k_dob_two_edits);
  EXPECT_EQ(compare_dates(0x20150403, 0x19780403), k_differs) << "a shared birthday is chance";
  EXPECT_EQ(compare_dates(0x20150403, 0x20151128), k_dob_year);
  EXPECT_EQ(compare_dates(0x20150403, 0x20161128), k_dob_near_year);
  EXPECT_EQ(compare_dates(0x20150000, 0x20150403), k_dob_as_known);
  EXPECT_EQ(compare_dates(0x20150000, 0x20150000), k_dob_as_known);
  EXPECT_EQ(compare_dates(0x20150000, 0x20170403), k_differs);
}

TEST(Levels, DatesAreSymmetric) {
  for (std::uint32_t a : {0x20150403U, 0x20150304U, 0x20150000U, 0x19990101U, 0x20160404U}) {
    for (std::uint32_t b : {0x20150403U, 0x20150412U, 0x20140000U, 0x19990110U, 0x20160405U})
      EXPECT_EQ(compare_dates(a, b), compare_dates(b, a)) << std::hex << a << " " << b;
  }
}

class Pair {
 public:
  explicit Pair(std::string_view rows, std::string_view variants = "") {
    const std::string bytes = "id,given_name,middle_name,surname,other_names\n" + std::string(rows);
    const Input input{.name = "t", .bytes = bytes, .id_column = "id"};
    const auto header = read_header(input);
    const auto table = read_table({&input, 1}, {&*header, 1}, 1);
    people_ = prepare(*table, {.fold = fold_latin, .variants = variants});
  }
  [[nodiscard]] Level of(Kind kind) const {
    return Comparer(people_).all(0, 1).of[people_.slot(kind)];
  }

 private:
  Prepared people_;
};

TEST(Levels, APieceOfAGivenNameIsAnotherFormOfItOnTheSameDay) {
  const auto level = [](const std::string& a, const std::string& b, const std::string& born_b,
                        Comparer::ShortForms forms) {
    const std::string bytes = "id,given_name,surname,dob\n1," + a + ",Bello,2015-04-03\n2," + b +
                              ",Bello," + born_b + "\n";
    const Input input{.name = "t", .bytes = bytes, .id_column = "id"};
    const auto header = read_header(input);
    const auto table = read_table({&input, 1}, {&*header, 1}, 1);
    const auto people = prepare(*table, {});
    const Comparer comparer(people, Comparer::OnlyName::in_its_place, forms);
    const auto slot = people.slot(Kind::given_name);
    EXPECT_EQ(comparer.all(0, 1).of[slot], comparer.all(1, 0).of[slot]);
    return comparer.all(0, 1).of[slot];
  };
  const auto any = Comparer::ShortForms::any_piece;
  for (const auto& [part, whole] : {std::pair("Temi", "Temitope"), std::pair("Tope", "Temitope"),
                                    std::pair("Bimbo", "Abimbola"), std::pair("Bayo", "Adebayo")}) {
    EXPECT_EQ(level(part, whole, "2015-04-03", any), k_name_variant) << part;
    EXPECT_LT(level(part, whole, "2015-04-13", any), k_name_variant) << part;
    EXPECT_LT(level(part, whole, "", any), k_name_variant) << part;
    EXPECT_LT(level(part, whole, "2015-04-03", Comparer::ShortForms::listed), k_name_variant);
  }
  EXPECT_EQ(level("Ian", "Adrian", "2015-04-03", any), k_differs) << "too short";
  EXPECT_EQ(level("Kay", "Kayode", "2015-04-03", any), level("Kay", "Kayode", "", any));
  EXPECT_EQ(level("Olumide", "Oluseun", "2015-04-03", any), level("Olumide", "Oluseun", "", any));
}

TEST(Levels, Names) {
  EXPECT_EQ(Pair("1,Ann,,Khan,\n2,Ann,,Khan,\n").of(Kind::given_name), k_name_same);
  EXPECT_EQ(Pair("1,Ann,,Khan,\n2,A,,Khan,\n").of(Kind::given_name), k_name_initial);
  EXPECT_EQ(Pair("1,Ann,,Khan,\n2,Ann,,Kahn,\n").of(Kind::surname), k_name_much);
  EXPECT_EQ(Pair("1,Mohamed,,A,\n2,Muhammad,,B,\n").of(Kind::given_name), k_name_much);
  EXPECT_EQ(Pair("1,Ann,,Smith-Jones,\n2,Ann,,Jones,\n").of(Kind::surname), k_name_part);
  EXPECT_EQ(Pair("1,Amina,Rose,Ali,\n2,Rose,,Ali,\n").of(Kind::given_name), k_name_part);
  EXPECT_EQ(Pair("1,Peggy,,Ali,\n2,Margaret,,Ali,\n", "margaret peggy\n").of(Kind::given_name),
            k_name_variant);
  EXPECT_EQ(Pair("1,Peggy,,Ali,\n2,Thomas,,Ali,\n").of(Kind::given_name), k_differs);
  EXPECT_EQ(Pair("1,Ann,,Khan,\n2,,,Khan,\n").of(Kind::given_name), k_missing);
}

TEST(Levels, NamesInEachOthersPlace) {
  const Pair crossed("1,Rachid,,Benali,\n2,Benali,,Rachid,\n");
  EXPECT_EQ(crossed.of(Kind::given_name), k_name_crossed);
  EXPECT_EQ(crossed.of(Kind::surname), k_missing);
}

TEST(Levels, AFormerNameCounts) {
  const Pair married("1,Ewa,,Nowak,\n2,Ewa,,Smith,Ewa Nowak\n");
  EXPECT_EQ(married.of(Kind::surname), k_name_part);
}

}  // namespace
}  // namespace mash::linkage
