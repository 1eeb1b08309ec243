// SPDX-License-Identifier: MIT
// Goal: a policy says what was written or is refused with the line and the fix; a checkpoint
// fulfils it only with good cosignatures of enough different witnesses.
#include "mash/audit/quorum.h"

#include <gmock/gmock.h>

#include <bit>

#include "mash/audit/merkle.h"
#include "witnesses_for_tests.h"

namespace mash::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const Checkpoint k_checkpoint{std::string(k_origin), 300, empty_root()};

// The example of the design: two of three partners, and the board.
std::string design_policy() {
  return policy_head() +
         "group partners 2 police health lacs\n"
         "group q all partners board\n"
         "quorum q\n";
}

std::vector<std::size_t> members_of(unsigned set) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < k_agencies.size(); ++i) {
    if ((set >> i & 1U) == 1) out.push_back(i);
  }
  return out;
}

TEST(WitnessPolicy, every_set_of_witnesses_is_counted_as_the_design_s_policy_says) {
  const WitnessPolicy policy = policy_of(design_policy());
  ASSERT_EQ(policy.logs().size(), 1U);
  EXPECT_EQ(policy.logs()[0].key, test_verifier());
  ASSERT_EQ(policy.witnesses().size(), 4U);
  for (unsigned set = 0; set < 16; ++set) {
    const auto seen = policy.examine(cosigned_note(k_checkpoint, members_of(set)));
    ASSERT_TRUE(seen) << set;
    EXPECT_EQ(seen->checkpoint, k_checkpoint);
    const bool enough = std::popcount(set & 7U) >= 2 && (set & 8U) != 0;
    EXPECT_EQ(seen->quorum, enough) << set;
    std::vector<Witnessed::By> expected;
    UtcTime at = k_noon;
    for (const std::size_t agency : members_of(set)) {
      expected.push_back({std::string(k_agencies.at(agency)), at});
      at = at + Duration::minutes(1);
    }
    EXPECT_EQ(seen->by, expected) << set;
  }
}

TEST(WitnessPolicy, every_form_of_a_quorum_is_understood) {
  struct Case {
    std::string lines;
    bool (*enough)(unsigned set);
  };
  const std::vector<Case> cases{
      {"quorum none\n", [](unsigned) { return true; }},
      {"quorum lacs\n", [](unsigned set) { return (set & 4U) != 0; }},
      {"group g any police board\nquorum g\n", [](unsigned set) { return (set & 9U) != 0; }},
      {"group g 1 police board\nquorum g\n", [](unsigned set) { return (set & 9U) != 0; }},
      {"group g all police health lacs board\nquorum g\n", [](unsigned set) { return set == 15; }},
      {"group g 4 police health lacs board\nquorum g\n", [](unsigned set) { return set == 15; }},
      {"group a any police health\ngroup b any lacs board\ngroup g 2 a b\nquorum g\n",
       [](unsigned set) { return (set & 3U) != 0 && (set & 12U) != 0; }},
      {"  # a comment\n\n \t\n\tgroup \t a  all police   health \nquorum a\ngroup z any lacs\n",
       [](unsigned set) { return (set & 3U) == 3; }},
  };
  for (const Case& each : cases) {
    const WitnessPolicy policy = policy_of(policy_head() + each.lines);
    for (unsigned set = 0; set < 16; ++set) {
      const auto seen = policy.examine(cosigned_note(k_checkpoint, members_of(set)));
      ASSERT_TRUE(seen);
      EXPECT_EQ(seen->quorum, each.enough(set)) << each.lines << set;
    }
  }
}

TEST(WitnessPolicy, nobody_counts_twice) {
  const WitnessPolicy policy = policy_of(policy_head() + "group g 2 police health\nquorum g\n");
  const auto seen = policy.examine(cosigned_note(k_checkpoint, {0, 0, 0}));
  ASSERT_TRUE(seen);
  EXPECT_FALSE(seen->quorum);
  EXPECT_EQ(seen->by, (std::vector<Witnessed::By>{{"police", k_noon + Duration::minutes(2)}}));
}

TEST(WitnessPolicy, lines_by_strangers_are_ignored) {
  const WitnessPolicy policy = policy_of(design_policy());
  const crypto::SigningKey stranger(*crypto::Key::from(Bytes(32, 77)));
  std::string note = cosigned_note(k_checkpoint, {0});
  for (std::size_t agency = 1; agency < 4; ++agency) {
    auto line = cosign(k_checkpoint, agency_key_name(agency), stranger, k_noon);
    note += format_signatures(std::span(&line, 1));  // the name of a witness, another key
    line.key_id = agency_verifier(agency).id();
    line.name = "elsewhere.example";  // the id of a witness, another name
    note += format_signatures(std::span(&line, 1));
  }
  const auto seen = policy.examine(note);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->by.size(), 1U);
  EXPECT_FALSE(seen->quorum);
}

TEST(WitnessPolicy, a_bad_line_by_somebody_known_is_an_error_whatever_the_quorum) {
  const crypto::SigningKey stranger(*crypto::Key::from(Bytes(32, 77)));
  for (const char* quorum : {"quorum none\n", "quorum police\n"}) {
    const WitnessPolicy policy = policy_of(policy_head() + quorum);
    auto line = cosign(k_checkpoint, agency_key_name(3), stranger, k_noon);
    line.key_id = agency_verifier(3).id();
    const std::string good = cosigned_note(k_checkpoint, {0, 1});
    ASSERT_TRUE(policy.examine(good)->quorum);
    EXPECT_FALSE(policy.examine(good + format_signatures(std::span(&line, 1))));
  }
}

TEST(WitnessPolicy, witnesses_without_a_known_log_are_worth_nothing) {
  const WitnessPolicy policy = policy_of(design_policy());
  const crypto::SigningKey stranger(*crypto::Key::from(Bytes(32, 77)));
  Note note = *parse_note(cosigned_note(k_checkpoint, {0, 1, 2, 3}));
  note.signatures.erase(note.signatures.begin());
  EXPECT_FALSE(policy.examine(format_note(note)));
  note.signatures.push_back(sign_text(note.text, k_origin, stranger));
  EXPECT_FALSE(policy.examine(format_note(note)));
  EXPECT_FALSE(policy.examine(format_note(note), verifier_key(k_origin, stranger)))
      << "the policy names logs, and not this one";
}

TEST(WitnessPolicy, without_logs_it_goes_with_a_log_known_otherwise) {
  const std::string text = design_policy();
  const WitnessPolicy policy = policy_of(text.substr(text.find('\n') + 1));
  const std::string note = cosigned_note(k_checkpoint, {0, 1, 3});
  EXPECT_FALSE(policy.examine(note));
  EXPECT_TRUE(policy.examine(note, test_verifier())->quorum);
  EXPECT_FALSE(policy.examine(note, agency_verifier(0))) << "not the key of a log";
}

TEST(WitnessPolicy, says_which_line_to_mend_and_how) {
  const std::string head = policy_head();  // lines 1 to 5
  const std::string log_key = verifier_key(agency_key_name(0), agency_key(0)).encode();
  const std::string key = agency_verifier(0).encode();
  struct Case {
    std::string lines, line, fix;
  };
  const std::vector<Case> cases{
      {"", "There is no quorum line", "quorum none"},
      {"quorum none", "Line 6:", "newline"},
      {"quorum none\r\n", "Line 6:", "control character"},
      {"witnes a b\nquorum none\n", "Line 6:", "begin the line with log, witness"},
      {"Quorum none\n", "Line 6:", "begin the line with"},
      {"log\nquorum none\n", "Line 6:", "log KEY"},
      {"log a b c\nquorum none\n", "Line 6:", "log KEY URL"},
      {"log a\nquorum none\n", "Line 6:", "NAME+ID+KEY"},
      {"log " + key + "\nquorum none\n", "Line 6:", "log's own key, of type 0x01"},
      {"log " + test_verifier().encode() + "\nquorum none\n", "Line 6:", "key of its own"},
      {"log " + log_key + "\nquorum none\n", "Line 6:", "key of its own"},
      {"witness a\nquorum none\n", "Line 6:", "witness NAME KEY"},
      {"witness a " + key + " u v\nquorum none\n", "Line 6:", "witness NAME KEY URL"},
      {"witness a " + key + "\nquorum none\n", "Line 6:", "key of its own"},
      {"witness a " + log_key + "\nquorum none\n", "Line 6:", "witness's key, of type 0x04"},
      {"witness police " + key + "\nquorum none\n", "Line 6:", "another name"},
      {"witness none " + key + "\nquorum none\n", "Line 6:", "other than none"},
      {"group g 1\nquorum none\n", "Line 6:", "one member at least"},
      {"group board 1 police\nquorum none\n", "Line 6:", "another name"},
      {"group none 1 police\nquorum none\n", "Line 6:", "other than none"},
      {"group g 1 none\nquorum none\n", "Line 6:", "member 1"},
      {"group g 1 police nobody\nquorum none\n", "Line 6:", "member 2"},
      {"group g 1 police g\nquorum none\n", "Line 6:", "member 2"},
      {"group g 1 police police\nquorum none\n", "Line 6:", "nobody counts twice"},
      {"group g 1 police\ngroup h 1 health police\nquorum h\n", "Line 7:", "take out member 2"},
      {"group g 1 police\ngroup h 1 g\ngroup i 1 g\nquorum h\n", "Line 8:", "take out member 1"},
      {"# why\n\nquorum nobody\n", "Line 8:", "line above"},
      {"quorum\n", "Line 6:", "quorum NAME"},
      {"quorum police board\n", "Line 6:", "quorum NAME"},
      {"quorum none\nquorum police\n", "Line 7:", "quorum line above"},
      {"quorum police\nquorum none\n", "Line 7:", "quorum line above"},
  };
  for (const Case& each : cases) {
    const auto policy = WitnessPolicy::parse(head + each.lines);
    ASSERT_FALSE(policy) << each.lines;
    EXPECT_THAT(policy.error().message, StartsWith(each.line)) << each.lines;
    EXPECT_THAT(policy.error().message, HasSubstr(each.fix)) << each.lines;
    EXPECT_EQ(policy.error().code, ErrorCode::invalid_input);
  }
  for (const char* number : {"0", "3", "-1", "+1", "01", "1x", "some", "99999999999999999999"}) {
    const auto policy =
        WitnessPolicy::parse(head + "group g " + number + " police board\nquorum g\n");
    ASSERT_FALSE(policy) << number;
    EXPECT_THAT(policy.error().message, HasSubstr("from 1 to 2")) << number;
  }
  EXPECT_FALSE(WitnessPolicy::parse(""));
  EXPECT_FALSE(WitnessPolicy::parse("#" + std::string(65'536, 'x') + "\nquorum none\n"));
}

TEST(WitnessPolicy, keeps_urls_and_takes_names_as_bytes) {
  const std::string k = agency_verifier(0).encode();
  const WitnessPolicy policy = policy_of("log " + test_verifier().encode() +
                                         " https://hub.example/log\nwitness \xE2\x84\xAA " + k +
                                         " https://police.example/w\nquorum \xE2\x84\xAA\n");
  EXPECT_EQ(policy.logs()[0].url, "https://hub.example/log");
  EXPECT_EQ(policy.witnesses()[0].url, "https://police.example/w");
  EXPECT_FALSE(WitnessPolicy::parse("witness \xE2\x84\xAA " + k + "\nquorum K\n"));
}

// Four witnesses are wanted and four are there, so that every byte matters.
TEST(WitnessPolicy, no_changed_byte_of_a_cosigned_checkpoint_is_accepted) {
  const WitnessPolicy policy =
      policy_of(policy_head() + "group g all police health lacs board\nquorum g\n");
  const std::string good = cosigned_note(k_checkpoint, {0, 1, 2, 3});
  ASSERT_TRUE(policy.examine(good)->quorum);
  std::mt19937 generator(20'261'127);  // fixed: the same inputs in every run
  for (int round = 0; round < 10'000; ++round) {
    const std::string changed = with_a_byte_changed(good, generator);
    const auto seen = policy.examine(changed);
    ASSERT_FALSE(seen && seen->quorum) << changed;
  }
}

// A damaged policy may want something else, but it can never name other keys: whoever it takes for
// a witness has signed.
TEST(WitnessPolicy, a_changed_byte_of_a_policy_makes_no_witness_of_a_stranger) {
  const std::string good = design_policy();
  const std::string none = sign_checkpoint(k_checkpoint, test_key());
  const std::string some = cosigned_note(k_checkpoint, {0, 3});
  std::mt19937 generator(20'261'127);
  std::size_t refused = 0;
  for (int round = 0; round < 10'000; ++round) {
    const auto policy = WitnessPolicy::parse(with_a_byte_changed(good, generator));
    if (!policy) {
      ++refused;
      continue;
    }
    for (const KnownLog& log : policy->logs()) ASSERT_EQ(log.key, test_verifier());
    for (const KnownWitness& witness : policy->witnesses()) {
      const auto same = [&](std::size_t agency) { return witness.key == agency_verifier(agency); };
      ASSERT_TRUE(same(0) || same(1) || same(2) || same(3));
    }
    const auto seen = policy->examine(none);
    ASSERT_FALSE(seen && seen->quorum);
    if (const auto partly = policy->examine(some)) ASSERT_LE(partly->by.size(), 2U);
  }
  EXPECT_GT(refused, 9'000U);
}

}  // namespace
}  // namespace mash::audit
