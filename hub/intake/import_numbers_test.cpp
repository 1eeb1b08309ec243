// SPDX-License-Identifier: MIT
// Goal: numbers that cannot be right are kept out of matching; forms are checked, not existence.
#include "import_numbers.h"

#include <gtest/gtest.h>

namespace mash::intake {
namespace {

std::string nhs_fault(std::string_view text) {
  const ReadNumber read = read_nhs_number(text);
  return read.fault ? std::string(fault_code(*read.fault)) : "";
}
std::string upn_fault(std::string_view text) {
  const ReadNumber read = read_upn(text);
  return read.fault ? std::string(fault_code(*read.fault)) : "";
}

TEST(NhsNumber, ChecksLengthDigitsAndModulus11) {
  for (const auto* text : {"9990000018", "9992345675", "9999200885"}) {
    EXPECT_EQ(nhs_fault(text), "") << text;
    EXPECT_TRUE(read_nhs_number(text).valid) << text;
  }
  EXPECT_EQ(nhs_fault("9994629682"), "nhs_number_check_digit");
  EXPECT_EQ(nhs_fault("9990000019"), "nhs_number_check_digit");
  EXPECT_EQ(nhs_fault("99912345"), "nhs_number_wrong_length");
  EXPECT_EQ(nhs_fault("999 123 45678"), "nhs_number_wrong_length");
  EXPECT_EQ(nhs_fault("999000001A"), "nhs_number_not_digits");
  EXPECT_EQ(nhs_fault("not known"), "nhs_number_not_digits");
}

TEST(NhsNumber, EveryOtherLastDigitFails) {
  for (char last = '0'; last <= '9'; ++last) {
    const std::string number = std::string("999000001") + last;
    EXPECT_EQ(read_nhs_number(number).valid, last == '8') << number;
  }
}

TEST(NhsNumber, ACheckDigitOfTenNeverFits) {
  for (char last = '0'; last <= '9'; ++last) {
    EXPECT_EQ(nhs_fault(std::string("999000000") + last), "nhs_number_check_digit") << last;
  }
}

TEST(NhsNumber, RefusesPlaceholdersThatPassTheModulus) {
  EXPECT_EQ(nhs_fault("0000000000"), "nhs_number_all_zero");
  EXPECT_EQ(nhs_fault("000 000 0000"), "nhs_number_all_zero");
  EXPECT_EQ(nhs_fault("9999999999"), "nhs_number_repeated_digit");
  EXPECT_FALSE(read_nhs_number("9999999999").valid);
}

TEST(NhsNumber, LeavesSpacesOutAndSaysSo) {
  for (const auto* text : {"999 000 0018", "9990 000018", "999\u00a0000\u00a00018"}) {
    EXPECT_EQ(nhs_fault(text), "nhs_number_with_spaces") << text;
    EXPECT_EQ(read_nhs_number(text).value, "9990000018") << text;
    EXPECT_TRUE(read_nhs_number(text).valid) << text;
  }
}

TEST(NhsNumber, SeesWhatASpreadsheetHasShortened) {
  for (const auto* text : {"9.99123E+09", "9.99E9", "9,99123e+09", "9E+09"}) {
    EXPECT_EQ(nhs_fault(text), "nhs_number_in_scientific_notation") << text;
    EXPECT_EQ(read_nhs_number(text).value, text);
  }
  EXPECT_EQ(nhs_fault("E999"), "nhs_number_not_digits");
}

TEST(Upn, ChecksLengthFormAndLetter) {
  EXPECT_EQ(upn_fault("J399394522052"), "");
  EXPECT_EQ(upn_fault("T399613416937"), "");
  EXPECT_EQ(upn_fault("A399732123383"), "upn_check_letter");
  EXPECT_EQ(upn_fault("K399394522052"), "upn_check_letter");
  EXPECT_EQ(upn_fault("J399394522053"), "upn_check_letter");
  EXPECT_EQ(upn_fault("X39931891"), "upn_wrong_length");
  EXPECT_EQ(upn_fault("J3993945220521"), "upn_wrong_length");
  EXPECT_EQ(upn_fault("J39939452205?"), "upn_wrong_form");
  EXPECT_EQ(upn_fault("1399394522052"), "upn_wrong_form");
  EXPECT_EQ(upn_fault("JA99394522052"), "upn_wrong_form");
}

TEST(Upn, DoesNotCheckTheAuthorityAndTakesLowerCase) {
  EXPECT_EQ(read_upn("j399394522052").value, "J399394522052");
  EXPECT_TRUE(read_upn("j399394522052").valid);
  EXPECT_EQ(read_upn("a399732123383").value, "a399732123383") << "kept as typed";
}

TEST(Upn, TakesATemporaryNumberThatEndsInALetter) {
  int fitting = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    if (read_upn(std::string(1, first) + "39939452205A").valid) ++fitting;
  }
  EXPECT_EQ(fitting, 1);
}

TEST(Email, HasOneAtAndADomain) {
  for (const auto* text : {"a@b.example", "o'neil+mash@x-y.example", "zo\u00eb@b.example"}) {
    EXPECT_TRUE(is_email(text)) << text;
  }
  for (const auto* text : {"not an address", "a@b@c", "@b.example", "a@", "a@b", "a b@c.example",
                           "a@.example", "a@b.", "a@b..example", "a@b.example, c@d.example"}) {
    EXPECT_FALSE(is_email(text)) << text;
  }
}

}  // namespace
}  // namespace mash::intake
