// SPDX-License-Identifier: MIT
#include "mash/exchange/directory.h"

#include <gtest/gtest.h>

#include "hubs_for_tests.h"

namespace mash::exchange {
namespace {

SignedDirectory three() {
  return {.directory = directory_for_tests({hub_for_tests("ashby", "E09000001"),
                                            hub_for_tests("barnfield", "E09000002"),
                                            hub_for_tests("cotley", "E09000003")}),
          .signatures = {}};
}

void sign_as(SignedDirectory& directory, const HubId& id) {
  sign(directory, id, signing_key(id));
}

SignedDirectory next_of(const SignedDirectory& first) {
  SignedDirectory next{.directory = first.directory, .signatures = {}};
  ++next.directory.version;
  return next;
}

std::string field_of(const Result<SignedDirectory>& result) {
  return result ? "" : result.error().faults.at(0).field;
}

std::string with(std::string text, const std::string& old, const std::string& now) {
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), now);
}

TEST(Directory, is_a_text_that_reads_back_as_it_was_written) {
  auto directory = three();
  directory.directory.hubs[1].revoked = k_now;
  directory.directory.hubs[2].recommends = {"E09000004", "E09000005"};
  sign_as(directory, "ashby");
  const auto back = decode_directory(encode(directory));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(encode(*back), encode(directory));
  EXPECT_EQ(back->directory.hubs[2].recommends.size(), 2U);
  EXPECT_EQ(fingerprint(back->directory), fingerprint(directory.directory));
}

TEST(Directory, names_the_line_that_is_wrong) {
  const std::string text = encode(three());
  EXPECT_EQ(field_of(decode_directory("hello")), "file");
  EXPECT_EQ(field_of(decode_directory(with(text, "version 1", "version 01"))), "version");
  EXPECT_EQ(field_of(decode_directory(with(text, "needs 2", "needs 0"))), "needs");
  EXPECT_EQ(field_of(decode_directory(with(text, "hub ashby", "hub Ashby"))), "hub");
  EXPECT_EQ(field_of(decode_directory(with(text, "hub ashby", "hub zeta"))), "hub");
  EXPECT_EQ(field_of(decode_directory(with(text, "name Hub of ashby", "name -"))), "name");
  EXPECT_EQ(field_of(decode_directory(with(text, "ashby.example:8447", "ashby.example"))), "gate");
  EXPECT_EQ(field_of(decode_directory(with(text, "ashby.example:8447", "a:70000"))), "gate");
  EXPECT_EQ(field_of(decode_directory(with(text, "certificate ", "certificate 0"))), "certificate");
  EXPECT_EQ(field_of(decode_directory(with(text, "decides E09000001", "decides E0,,E1"))),
            "decides");
  EXPECT_EQ(field_of(decode_directory(with(text, "E09000002", "E09000001"))), "decides")
      << "two hubs decide for one authority";
  EXPECT_EQ(field_of(decode_directory(with(text, "end\n", ""))), "end");
  EXPECT_EQ(field_of(decode_directory(text + "signed ashby AAAA\n")), "signed");
  EXPECT_EQ(field_of(decode_directory(text + "more\n")), "file");
}

TEST(Directory, knows_a_hub_while_its_keys_are_good) {
  auto directory = three().directory;
  EXPECT_NE(directory.good("ashby", k_now), nullptr);
  EXPECT_EQ(directory.good("nobody", k_now), nullptr);
  EXPECT_EQ(directory.good("ashby", directory.hubs[0].from - Duration::seconds(1)), nullptr);
  EXPECT_EQ(directory.good("ashby", directory.hubs[0].until), nullptr);
  const auto* by = directory.by_certificate(directory.hubs[1].certificate, k_now);
  ASSERT_NE(by, nullptr);
  EXPECT_EQ(by->id, "barnfield");
  directory.hubs[1].revoked = k_now + Duration::days(9);
  EXPECT_EQ(directory.good("barnfield", k_now), nullptr)
      << "a clock that is behind must not make a revoked key good";
  EXPECT_EQ(directory.by_certificate(directory.hubs[1].certificate, k_now), nullptr);
  EXPECT_NE(directory.find("barnfield"), nullptr);
}

TEST(Directory, the_first_is_taken_by_its_fingerprint) {
  auto first = three();
  const std::string read_out = fingerprint(first.directory);
  EXPECT_FALSE(check_next(first, {}, read_out, k_now)) << "nobody has signed it";
  sign_as(first, "ashby");
  sign_as(first, "cotley");
  EXPECT_TRUE(check_next(first, {}, read_out, k_now));
  EXPECT_FALSE(check_next(first, {}, "", k_now));
  EXPECT_FALSE(check_next(first, {}, std::string(64, '0'), k_now));
  EXPECT_FALSE(check_next(first, {}, read_out, first.directory.until)) << "it has run out";
}

TEST(Directory, the_next_is_signed_by_hubs_of_the_one_before) {
  const auto first = three();
  auto next = next_of(first);
  next.directory.hubs.push_back(hub_for_tests("dunmere"));
  sign_as(next, "dunmere");
  sign_as(next, "ashby");
  EXPECT_FALSE(check_next(next, first.directory, "", k_now)) << "a newcomer signs itself in";
  sign_as(next, "barnfield");
  EXPECT_TRUE(check_next(next, first.directory, "", k_now));
  next.directory.hubs[0].port = 1;
  EXPECT_FALSE(check_next(next, first.directory, "", k_now)) << "changed after it was signed";
}

TEST(Directory, a_revoked_hub_and_a_wrong_key_sign_nothing) {
  auto first = three();
  auto next = next_of(first);
  sign_as(next, "ashby");
  sign(next, "barnfield", signing_key("cotley"));
  EXPECT_EQ(signed_by(next, first.directory, k_now), 1);
  sign_as(next, "barnfield");
  EXPECT_EQ(signed_by(next, first.directory, k_now), 2);
  first.directory.hubs[1].revoked = k_now;
  EXPECT_EQ(signed_by(next, first.directory, k_now), 1);
}

TEST(Directory, an_older_one_is_refused) {
  const auto first = three();
  auto same = first;
  sign_as(same, "ashby");
  sign_as(same, "barnfield");
  const auto done = check_next(same, first.directory, fingerprint(first.directory), k_now);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::conflict);
}

}  // namespace
}  // namespace mash::exchange
