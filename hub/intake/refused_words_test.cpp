// SPDX-License-Identifier: MIT
// Goal: whoever reads a message that is no notification reads all that its sender wrote, and never
// what opens the sender's receipt at the gate, however the message is damaged.
#include "refused_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/json/value.h"
#include "mash/packages/packages.h"

namespace mash::intake {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string k_secret = "0123456789abcdefABCDEF" + std::string(42, '7');

packages::Notification told() {
  packages::Notification n;
  n.reference = "7KQ4-XM2P-M";
  n.status_secret = k_secret;
  n.professional = true;
  n.danger = "yes";
  n.source = "1B";
  n.concerns = {"domestic_abuse", "neglect"};
  n.informed = "not_safe";
  n.narrative = Sensitive("planted-narrative\nsecond line");
  n.where_now = Sensitive("planted-where");
  n.who_else = Sensitive("planted-who-else");
  n.why_not_informed = Sensitive("planted-why-not");
  n.safe_contact = Sensitive("planted-safe-contact");
  n.referrer_name = Sensitive("planted-name");
  n.referrer_role = Sensitive("planted-role");
  n.referrer_agency = Sensitive("planted-agency");
  n.referrer_email = Sensitive("planted-email");
  n.referrer_phone = Sensitive("planted-phone");
  n.people = {{.role = "child",
               .given_name = Sensitive("planted-given"),
               .surname = Sensitive("planted-surname"),
               .dob = Sensitive("2019-03-04")},
              {.role = "sibling",
               .given_name = Sensitive("planted-sibling"),
               .address_line = Sensitive("planted-address"),
               .school = Sensitive("planted-school"),
               .notes = Sensitive("planted-notes")}};
  return n;
}
std::string all_of(std::string_view message) {
  std::string out;
  for (const auto& f : readable(message).fields) out += f.name + " = " + f.text + "\n";
  return out;
}

TEST(RefusedWords, everything_is_there_in_plain_words_but_the_secret) {
  const std::string all = all_of(to_text(encode(told())));
  for (const char* words : {"In the sender's words = planted-narrative\nsecond line\n",
                            "planted-where",
                            "planted-who-else",
                            "planted-why-not",
                            "planted-safe-contact",
                            "Name of the sender = planted-name\n",
                            "planted-role",
                            "planted-agency",
                            "planted-email",
                            "planted-phone",
                            "Person 1: Given name = planted-given\n",
                            "planted-surname",
                            "2019-03-04",
                            "Person 2: Given name = planted-sibling\n",
                            "planted-address",
                            "planted-school",
                            "planted-notes",
                            "7KQ4-XM2P-M",
                            "In danger now, says the sender = Yes\n",
                            "Works with children = Yes\n",
                            "Domestic abuse; Neglect"}) {
    EXPECT_THAT(all, HasSubstr(words));
  }
  for (const char* raw : {"planted-narrative\\n", "status", "secret", "{", "[", "not_safe",
                          "domestic_abuse", "0123456789abcdef"}) {
    EXPECT_THAT(all, Not(HasSubstr(raw)));
  }
}

TEST(RefusedWords, members_that_nobody_knows_are_shown_too) {
  EXPECT_EQ(all_of(R"({"how_it_sounded":"loud","times":3,"more":{"dog":true,"odd":[["a"],null]}})"),
            "How it sounded = loud\nTimes = 3\nMore: Dog = Yes\nMore: Odd 1 = a\n");
  EXPECT_EQ(all_of("[\"help\",\"us\"]"), "Text = help; us\n");
  EXPECT_EQ(all_of("please <b>help</b>"), "Text = please <b>help</b>\n");
  EXPECT_EQ(all_of("caf\xE9"), "Text = café\n");
  EXPECT_EQ(all_of(""), "");
  EXPECT_EQ(all_of("{}"), "");
}

TEST(RefusedWords, the_secret_is_in_no_damaged_message_either) {
  const std::string whole = to_text(encode(told()));
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const std::string all = all_of(std::string_view(whole).substr(0, cut));
    ASSERT_THAT(all, Not(HasSubstr(k_secret.substr(0, 8)))) << "cut at " << cut;
  }
  std::string short_one = whole;
  short_one.replace(short_one.find(k_secret), k_secret.size(), "0123456789abcdef");
  EXPECT_THAT(all_of(short_one), Not(HasSubstr("0123"))) << "which is why it was refused";
  EXPECT_THAT(all_of(short_one + "}"), Not(HasSubstr("0123")));
  EXPECT_THAT(all_of("{\"in\":{\"status_secret\":\"0123\"},\"x\":\"" + k_secret + "\"}"),
              Not(HasSubstr("0123")));
  EXPECT_THAT(all_of("{\"x\":\"{\\\"status_secret\\\": \\\"0123\\\"}\"}"), Not(HasSubstr("0123")));
  EXPECT_THAT(all_of("{\"" + k_secret + "\":\"planted\"}"), Not(HasSubstr("0123")));
  EXPECT_THAT(all_of(short_one + "trailing planted-rest"), HasSubstr("planted-rest"));
}

std::string deep(const std::string& member, int depth, const std::string& inner) {
  std::string out = inner;
  for (int i = 0; i < depth; ++i) out = "{\"" + member + "\":" + out + "}";
  return out;
}

TEST(RefusedWords, names_and_their_number_are_bounded_and_what_is_cut_is_counted) {
  std::string leaves;
  for (int i = 0; i < 1500; ++i) {
    leaves += (i == 0 ? "{" : ",") + std::string("\"k") + std::to_string(i) + "\":\"\u00e9\"";
  }
  // Twenty long names above each of the leaves, as whoever wants to fill our memory writes it.
  const auto all = readable(deep("\u00e9" + std::string(900, 'n'), 20, leaves + ",\"e\":\"\"}"));
  ASSERT_EQ(all.fields.size(), k_most_fields);
  EXPECT_EQ(all.more, 500U) << "what is empty is no field";
  EXPECT_EQ(all.cut_names, k_most_fields);
  EXPECT_EQ(all.fields.front().name, "é" + std::string(k_longest_name - 1, 'n') + "...");
  EXPECT_EQ(all.fields.back().text, "é");
  const auto few = readable(R"({"a":1,"b":{"c":[[2],[3]]}})");
  EXPECT_EQ(few.fields.size(), 3U);
  EXPECT_EQ(few.more + few.cut_names, 0U);
  const std::string whole = "N" + std::string(k_longest_name - 1, 'n');
  const auto longest = readable("{\"" + whole + "\":1}");
  EXPECT_EQ(longest.fields.front().name, whole);
  EXPECT_EQ(longest.cut_names, 0U);
  EXPECT_EQ(readable("{\"" + whole + "n\":1}").cut_names, 1U);
}

TEST(RefusedWords, a_cut_name_shows_no_part_of_the_secret) {
  for (const std::size_t before : {0U, 100U, 150U, 199U}) {
    const std::string name = std::string(before, 'z') + k_secret;
    for (const auto& one : readable(deep(name, 2, "1")).fields) {
      EXPECT_THAT(one.name, Not(HasSubstr("0123"))) << before;
    }
  }
}

}  // namespace
}  // namespace mash::intake
