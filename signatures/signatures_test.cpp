// SPDX-License-Identifier: MIT
// Goal: a recipient who has the agencies' public keys believes a product if whoever sent it signed
// the whole and each owner its own lines, and nothing else: not with the hub's database and the key
// of its log in hand (S13).
#include "mash/signatures/signatures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "signers_for_tests.h"

namespace mash::signatures {
namespace {

using packages::Product;
using packages::ProductSignatures;
using signatures::testing::k_origin;
using signatures::testing::Person;
using ::testing::HasSubstr;

class SignaturesTest : public signatures::testing::SignersTest {
 protected:
  Person inspector_{"police", "inspector"};
  std::vector<SignedLine> released_;

  SignaturesTest() : SignersTest(11) {
    enrol(inspector_, inspector_.agency);
    product_.version = 2;
    product_.known.push_back({.owner = name_of("health"), .text = "Missed two appointments"});
    product_.before_visit = {{.owner = name_of("police"), .text = "A dog. Phone first"}};
    release(sergeant_, {{product_.known[0], false}, {product_.before_visit[0], true}}, {});
    release(nurse_, {{product_.known[1], false}}, {});
  }
  void release(Person& by, const std::vector<std::pair<packages::ProductLine, bool>>& lines,
               const Terms& terms, const char* recipient = "assess") {
    std::vector<crypto::Key> keys;
    std::vector<std::string> commitments;
    for (const auto& [line, before] : lines) {
      keys.push_back(crypto::Key::make(random_));
      commitments.push_back(commitment(keys.back(), line, before, encode(terms)));
    }
    std::vector<std::string> fill;
    for (std::size_t n = 0; n < k_lines; ++n) {
      fill.push_back(hex(crypto::Key::make(random_).bytes()));
    }
    const auto record = sign(by, release_record(AgencyId::trusted(recipient), commitments, fill));
    for (auto& key : keys) released_.push_back({record, key, encode(terms)});
  }
  passkey::SignedRecord sent(Person& by) {
    return sign(by, product_record(product_.id, product_.version, product_.recipient,
                                   packages::product_hash(product_)));
  }
  ProductSignatures sheet() { return collect(product_, sent(manager_), released_); }
  std::string why(const ProductSignatures& given) const {
    const auto checked = check(product_, given, agencies_);
    if (checked) return "believed";
    EXPECT_EQ(checked.error().faults.front().field, "signatures");
    return checked.error().message;
  }
};

TEST_F(SignaturesTest, whoever_sent_it_and_every_owner_are_named) {
  const auto checked = check(product_, sheet(), agencies_);
  ASSERT_TRUE(checked) << checked.error().message;
  EXPECT_EQ(checked->sent.person.text(), "manager");
  ASSERT_EQ(checked->released.size(), 2U);
  EXPECT_EQ(checked->released[0].agency_name, name_of("police"));
  EXPECT_EQ(checked->released[1].person.text(), "nurse");
}

TEST_F(SignaturesTest, nothing_counts_without_the_sender) {
  auto given = sheet();
  given.records.front() = given.records.back();
  EXPECT_THAT(why(given), HasSubstr("signed the whole"));
  EXPECT_THAT(why(collect(product_, sent(sergeant_), released_)), HasSubstr("sends nothing"));
  EXPECT_THAT(why({.product = product_.id, .version = 2, .records = {}, .lines = {}}),
              HasSubstr("signed the whole"));
  given = sheet();
  given.version = 1;
  EXPECT_THAT(why(given), HasSubstr("another product or version"));
}

TEST_F(SignaturesTest, whatever_is_changed_after_the_signature_is_refused) {
  const auto given = sheet();
  product_.asked = "Do nothing";
  EXPECT_THAT(why(given), HasSubstr("something else"));
}

TEST_F(SignaturesTest, a_line_that_its_owner_did_not_sign_is_refused_whoever_sends_it) {
  product_.known.push_back({.owner = name_of("health"), .text = "Words of nobody"});
  EXPECT_THAT(why(sheet()), HasSubstr("has not signed"));
  product_.known.back().text = product_.known[1].text;
  EXPECT_EQ(why(sheet()), "believed") << "the same line twice";
  product_.known[0].text += ".";
  EXPECT_THAT(why(sheet()), HasSubstr("has not signed"));
}

TEST_F(SignaturesTest, what_is_missing_is_told_from_what_is_wrong) {
  const auto code = [this](const ProductSignatures& given) {
    const auto checked = check(product_, given, agencies_);
    return checked ? std::string() : checked.error().faults.front().code;
  };
  EXPECT_EQ(code(sheet()), "");
  released_.pop_back();
  EXPECT_EQ(code(sheet()), k_incomplete);
  EXPECT_THAT(why(sheet()), HasSubstr(name_of("health") + " has not signed"));
  auto given = sheet();
  given.lines.front().terms = "{}";
  EXPECT_NE(code(given), k_incomplete) << "what is wrong comes first";
}

// Whoever changes the file has no key, and names nobody who let nothing out.
TEST_F(SignaturesTest, a_record_that_opens_nothing_names_nobody) {
  auto given = sheet();
  const auto before = sheet().records.back();
  released_.pop_back();
  product_.known.pop_back();
  given = sheet();
  given.records.push_back(before);
  EXPECT_THAT(why(given), HasSubstr("of nothing that stands here"));
}

TEST_F(SignaturesTest, one_owners_signature_stands_for_no_other) {
  product_.known = {{.owner = name_of("health"), .text = "Two calls in May", .source = "Log"}};
  product_.before_visit.clear();
  release(sergeant_, {{product_.known[0], false}}, {});
  EXPECT_THAT(why(sheet()), HasSubstr("another agency"));
}

TEST_F(SignaturesTest, what_was_released_to_another_or_until_then_does_not_go) {
  released_.clear();
  release(nurse_, {{product_.known[1], false}}, {});
  release(sergeant_, {{product_.known[0], false}, {product_.before_visit[0], true}}, {}, "school");
  EXPECT_THAT(why(sheet()), HasSubstr("somebody else"));
  released_.clear();
  release(nurse_, {{product_.known[1], false}}, {.until = product_.issued_at});
  release(sergeant_, {{product_.known[0], false}, {product_.before_visit[0], true}}, {});
  EXPECT_THAT(why(sheet()), HasSubstr("after the time"));
  released_.erase(released_.begin());
  release(nurse_, {{product_.known[1], false}}, {.until = UtcTime{product_.issued_at.micros + 1}});
  EXPECT_EQ(why(sheet()), "believed");
}

TEST_F(SignaturesTest, the_highest_sensitivity_wants_two_people) {
  released_.clear();
  release(nurse_, {{product_.known[1], false}}, {});
  const std::vector<std::pair<packages::ProductLine, bool>> lines = {
      {product_.known[0], false}, {product_.before_visit[0], true}};
  release(sergeant_, lines, {.two_people = true});
  EXPECT_THAT(why(sheet()), HasSubstr("second person"));
  release(sergeant_, lines, {.two_people = true});
  EXPECT_THAT(why(sheet()), HasSubstr("second person")) << "twice by one";
  release(inspector_, lines, {.two_people = true});
  EXPECT_EQ(why(sheet()), "believed");
  EXPECT_EQ(check(product_, sheet(), agencies_)->released.size(), 3U);
}

// Whoever has the database, its copies and the key of the log has every row and no agency's root.
TEST_F(SignaturesTest, S13_nothing_that_the_hubs_database_and_the_logs_key_give_is_believed) {
  const auto old = sheet();
  roots_.emplace("log", crypto::Key::make(random_));
  Person forger{"front-door", "forger"};
  enrol(forger, "log");
  EXPECT_THAT(why(collect(product_, sent(forger), released_)), HasSubstr("did not sign"));
  forger.enrolment = manager_.enrolment;
  EXPECT_THAT(why(collect(product_, sent(forger), released_)), ::testing::Ne("believed"));
  Person own{"police", "own"};
  enrol(own, "police", "own");
  released_.clear();
  release(nurse_, {{product_.known[1], false}}, {});
  release(own, {{product_.known[0], false}, {product_.before_visit[0], true}}, {});
  EXPECT_THAT(why(sheet()), HasSubstr("Nobody else has answered"));
  // An agency of the forger's own, which the recipient does not know.
  roots_.emplace("ghost", crypto::Key::make(random_));
  Person ghost{"ghost", "ghost"};
  enrol(ghost, "ghost");
  EXPECT_THAT(why(collect(product_, sent(ghost), released_)), HasSubstr("not of this hub"));
  // Old signatures around new words.
  product_.version = 3;
  auto moved = old;
  moved.version = 3;
  EXPECT_THAT(why(moved), HasSubstr("something else"));
}

TEST_F(SignaturesTest, what_was_signed_under_a_key_before_is_still_believed) {
  const auto given = sheet();
  Agencies after;
  for (const char* id : {"front-door", "police", "health"}) {
    auto one = *agencies_.find(AgencyId::trusted(id));
    one.keys.insert(one.keys.begin(),
                    passkey::enrolment_key(crypto::Key::make(random_)).public_key());
    after.add(AgencyId::trusted(id), one);
  }
  EXPECT_TRUE(check(product_, given, after));
  for (const char* id : {"front-door", "police", "health"}) {
    auto one = *after.find(AgencyId::trusted(id));
    one.keys.pop_back();
    after.add(AgencyId::trusted(id), one);
  }
  EXPECT_FALSE(check(product_, given, after)) << "the key before was taken out";
}

TEST_F(SignaturesTest, no_changed_byte_is_believed) {
  const std::string bytes = to_text(packages::encode(sheet()));
  std::mt19937 dice(5);
  for (int n = 0; n < 2'000; ++n) {
    std::string changed = bytes;
    const std::size_t at = dice() % changed.size();
    changed[at] ^= static_cast<char>(1 << (dice() % 8));
    const auto read = packages::decode_signatures(as_bytes(changed));
    if (!read || packages::encode(*read) == packages::encode(sheet())) continue;
    EXPECT_NE(why(*read), "believed") << at;
  }
}

TEST_F(SignaturesTest, a_record_says_neither_what_it_covers_nor_how_much) {
  const auto lines_of = [](const SignedLine& one) {
    return json::parse(one.record.record)->operator[]("lines").as_array()->size();
  };
  for (const auto& one : released_) EXPECT_EQ(lines_of(one), k_lines);
  auto given = sheet();
  product_.before_visit.clear();
  given = sheet();
  ASSERT_EQ(given.lines.size(), 2U) << "what does not leave is not opened";
  EXPECT_EQ(why(given), "believed");
  for (const auto& line : given.lines) {
    const auto opened = crypto::Key::from(*from_hex(line.key));
    EXPECT_FALSE(line.before_visit);
    EXPECT_TRUE(opened);
  }
}

TEST_F(SignaturesTest, terms_and_agencies_read_back_strictly) {
  const Terms terms{.state = "RELEASED",
                    .purpose = "To visit",
                    .basis = {"CA1989_S47"},
                    .until = UtcTime{7},
                    .two_people = true};
  const auto read = decode_terms(encode(terms));
  ASSERT_TRUE(read);
  EXPECT_EQ(encode(*read), encode(terms));
  EXPECT_FALSE(decode_terms(encode(terms) + " "));
  EXPECT_FALSE(decode_terms("[]"));
  const auto agencies = Agencies::parse(agencies_.encode());
  ASSERT_TRUE(agencies);
  EXPECT_EQ(agencies->encode(), agencies_.encode());
  EXPECT_EQ(check(product_, sheet(), *agencies)->sent.agency.text(), "front-door");
  for (const char* bad : {"", "{}", R"({"agencies": []})", R"({"agencies": [{"id": "a b"}]})",
                          R"({"agencies": [{"id": "a", "keys": []}]})",
                          R"({"agencies": [{"id": "a", "keys": ["00"]}]})"}) {
    EXPECT_FALSE(Agencies::parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace mash::signatures
