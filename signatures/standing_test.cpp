// SPDX-License-Identifier: MIT
// Goal: a line that left by a standing release is told apart from one that its owner signed, and a
// rule that does not cover it is refused: settled.md 25 for whoever does not believe the hub.
#include "mash/signatures/standing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/signatures/preview.h"
#include "mash/signatures/signatures.h"
#include "signers_for_tests.h"

namespace mash::signatures {
namespace {

using signatures::testing::Person;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class StandingTest : public signatures::testing::SignersTest {
 protected:
  StandingRule rule_{.id = "0R",
                     .number = 3,
                     .recipient = AgencyId::trusted("assess"),
                     .kinds = {k_not_graded},
                     .sensitivity = 1,
                     .when = {"RED"},
                     .purpose = "To act tonight",
                     .basis = {"CA04_S11"},
                     .from = *parse_iso("2026-11-01T00:00:00+00:00"),
                     .until = *parse_iso("2027-02-01T00:00:00+00:00")};
  StandingClaim claim_{
      .sensitivity = 1, .when = "RED", .at = *parse_iso("2026-11-28T09:00:00+00:00")};
  UtcTime signed_at_ = *parse_iso("2026-11-02T09:00:00+00:00");

  StandingTest() : SignersTest(5) {}
  [[nodiscard]] passkey::SignedRecord sign(Person& p, json::Object what) const {
    return SignersTest::sign(p, std::move(what), signed_at_);
  }
  SignedLine by_rule(Person& who) {
    return {.record = sign(who, standing_record(rule_)),
            .key = crypto::Key::make(random_),
            .terms = encode(claim_),
            .by_rule = product_.known.front()};
  }
  packages::ProductSignatures sheet(const std::vector<SignedLine>& lines) {
    return collect(product_,
                   sign(manager_, product_record(product_.id, product_.version, product_.recipient,
                                                 packages::product_hash(product_))),
                   lines);
  }
  packages::ProductSignatures sheet() { return sheet({by_rule(sergeant_)}); }
  std::string why(const packages::ProductSignatures& given) const {
    const auto checked = check(product_, given, agencies_);
    return checked ? "believed" : checked.error().message;
  }
};

TEST_F(StandingTest, settled25_a_line_by_a_rule_is_told_apart_from_one_that_its_owner_signed) {
  const auto checked = check(product_, sheet(), agencies_);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_TRUE(checked->released.empty()) << "nobody signed these words";
  ASSERT_EQ(checked->standing.size(), 1U);
  EXPECT_EQ(checked->standing[0].signer.person.text(), "sergeant");
  EXPECT_EQ(checked->standing[0].rule.number, 3);
  const auto beside = marks(product_, sheet());
  ASSERT_EQ(beside.size(), 1U);
  EXPECT_TRUE(beside[0].by_rule);
  EXPECT_EQ(beside[0].code, "") << "no code: its owner compared no words";
}

TEST_F(StandingTest, settled25_what_the_rule_does_not_cover_is_refused) {
  const auto rule = rule_;
  const auto claim = claim_;
  const auto expect = [&](const char* words) {
    EXPECT_THAT(why(sheet()), HasSubstr(words));
    rule_ = rule;
    claim_ = claim;
  };
  rule_.recipient = AgencyId::trusted("school");
  expect("for somebody else");
  rule_.kinds = {k_graded};
  expect("kind of information");
  claim_.sensitivity = 2;
  expect("so sensitive");
  rule_.sensitivity = 3;
  claim_.sensitivity = 3;
  expect("so sensitive");
  claim_.when = "LATE";
  expect("this situation");
  rule_.until = product_.issued_at;
  expect("in force");
  rule_.from = UtcTime{product_.issued_at.micros + 1};
  expect("in force");
  claim_.at = UtcTime{product_.issued_at.micros + 1};
  expect("in force");
  signed_at_ = UtcTime{claim_.at.micros + 1};
  expect("in force");
  signed_at_ = UtcTime{claim_.at.micros - 1};
  expect("believed");
}

TEST_F(StandingTest, a_rule_of_one_agency_lets_out_nothing_of_another) {
  EXPECT_THAT(why(sheet({by_rule(nurse_)})), HasSubstr("another agency than its owner"));
}

TEST_F(StandingTest, a_rule_that_nobody_of_the_agency_signed_is_refused) {
  Person forger{"police", "forger"};
  forger.enrolment = sergeant_.enrolment;
  EXPECT_NE(why(sheet({by_rule(forger)})), "believed");
  // Whoever has the database can widen no rule.
  auto given = sheet();
  const auto at = given.records.back().find("To act tonight");
  ASSERT_NE(at, std::string::npos);
  given.records.back().replace(at, 14, "To act always!");
  EXPECT_NE(why(given), "believed");
}

TEST_F(StandingTest, what_warns_whoever_visits_is_never_under_a_rule) {
  auto given = sheet();
  product_.before_visit = product_.known;
  given = sheet();
  auto moved = given.lines.front();
  moved.before_visit = true;
  given.lines.push_back(moved);
  EXPECT_THAT(why(given), HasSubstr("where it stands"));
}

TEST_F(StandingTest, what_its_owner_signed_itself_needs_no_rule) {
  std::vector<std::string> fill(k_lines, hex(crypto::Key::make(random_).bytes()));
  const auto key = crypto::Key::make(random_);
  const std::string terms = encode(Terms{.state = "RELEASED"});
  const auto own = sign(
      sergeant_,
      release_record(product_.recipient, {commitment(key, product_.known[0], false, terms)}, fill));
  const auto given = sheet({by_rule(sergeant_), {.record = own, .key = key, .terms = terms}});
  const auto checked = check(product_, given, agencies_);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_TRUE(checked->standing.empty());
  EXPECT_EQ(checked->released.size(), 1U);
  EXPECT_EQ(marks(product_, given).front().code,
            line_code(product_.recipient, product_.known[0], false, terms));
}

TEST_F(StandingTest, a_rule_and_what_is_claimed_under_it_read_back_strictly) {
  const auto read = read_standing(json::Value(standing_record(rule_)));
  ASSERT_TRUE(read);
  EXPECT_EQ(json::encode(standing_record(*read)), json::encode(standing_record(rule_)));
  json::Value bent(standing_record(rule_));
  bent.set("number", "3");
  EXPECT_FALSE(read_standing(bent));
  EXPECT_FALSE(read_standing(json::Value{}));
  ASSERT_TRUE(decode_claim(encode(claim_)));
  EXPECT_FALSE(decode_claim(encode(claim_) + " "));
  EXPECT_FALSE(decode_claim(""));
}

TEST(Preview, a_code_is_the_first_forty_bits_in_two_groups) {
  const Bytes zeros(32, 0);
  EXPECT_EQ(short_code(zeros), "0000-0000");
  const Bytes ones(32, 0xff);
  EXPECT_EQ(short_code(ones), "ZZZZ-ZZZZ");
  EXPECT_EQ(short_code(*from_hex("0123456789abcdef")), "04HM-ASW9");
  EXPECT_EQ(product_code("0123456789abcdef"), "04HM-ASW9");
}

TEST(Preview, whatever_changes_in_a_line_changes_its_code) {
  const packages::ProductLine line{.owner = "Police", .text = "Two calls", .source = "Log"};
  const auto assess = AgencyId::trusted("assess");
  const std::string code = line_code(assess, line, false, "{}");
  EXPECT_THAT(code, MatchesRegex("[0-9A-Z]{4}-[0-9A-Z]{4}"));
  auto other = line;
  other.text += ".";
  EXPECT_NE(line_code(assess, other, false, "{}"), code);
  EXPECT_NE(line_code(assess, line, true, "{}"), code);
  EXPECT_NE(line_code(assess, line, false, "{ }"), code);
  EXPECT_NE(line_code(AgencyId::trusted("school"), line, false, "{}"), code);
}

}  // namespace
}  // namespace mash::signatures
