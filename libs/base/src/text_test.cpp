// SPDX-License-Identifier: MIT
// Goal: what acts on the text around it is found and taken out, and no letter of any name is.
#include "mash/base/text.h"

#include <gtest/gtest.h>

#include "mash/base/blank.h"

namespace mash {
namespace {

TEST(Text, utf8_is_what_rfc_3629_says) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"));
  EXPECT_TRUE(is_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3", "\xE2\x82", "\xC3(", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Text, each_control_character_is_found_and_left_out_of_a_line) {
  for (const char* control :
       {"\x01", "\a", "\x1B", "\x7F", "\u0080", "\u009F", "\u061C", "\u200E", "\u200F", "\u202A",
        "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069"}) {
    const std::string name = std::string("An") + control + "na";
    EXPECT_TRUE(has_controls(name)) << marked(name);
    EXPECT_TRUE(has_unseen_controls(name)) << marked(name);
    EXPECT_EQ(one_line(name), "Anna") << marked(name);
  }
  EXPECT_EQ(one_line(std::string("An\0na", 5)), "Anna");
  EXPECT_EQ(one_line("\u202E\a"), "");
}

TEST(Text, what_parts_words_becomes_one_space) {
  for (const char* gap : {"\t", "\n", "\r\n", "\v", "\f", "\u0085", "\u2028", "\u2029", " \n "}) {
    EXPECT_EQ(one_line(std::string("Anna") + gap + "Lee").find("Anna "), 0U);
    EXPECT_TRUE(has_controls(std::string("Anna") + gap + "Lee"));
  }
  EXPECT_EQ(one_line("\nAnna\r\nLee\n"), "Anna Lee");
  EXPECT_FALSE(has_unseen_controls("Anna\r\n\tLee"));
}

TEST(Text, no_letter_of_a_name_is_touched) {
  for (const char* name :
       {"Zo\u00EB \u0141ukasz", "\u0645\u0647\u200C\u062F\u06CC", "\u0938\u094D\u200D\u092F",
        "\u05E9\u05E8\u05D4", "N\u0303a", "\U0001F469\u200D\U0001F467", "O\u2019Neill",
        "Ng\u1EC5\u0303n", "  two  spaces ", "not\xFFutf8"}) {
    EXPECT_FALSE(has_controls(name)) << name;
    EXPECT_EQ(one_line(name), name);
    EXPECT_EQ(marked(name), name);
  }
}

TEST(Text, what_nobody_can_read_is_blank_and_a_letter_never_is) {
  for (const char* blank : {"", " \t\n", "\u200B", " \u200B\n\uFEFF\u202E", "\u00A0\u3000",
                            "\u2060\u00AD", "\u3164", "\uFE0F", "\a"}) {
    EXPECT_TRUE(is_blank(blank)) << marked(blank);
  }
  for (const char* said : {" .", "0", "\u0645\u200C", "\u0938", "\u200B\u4E2D", "\xFF"}) {
    EXPECT_FALSE(is_blank(said)) << said;
  }
}

TEST(Text, controls_are_shown_by_their_number) {
  EXPECT_EQ(marked("An\u202Ena\a\nLee"), "An[U+202E]na[U+0007]\nLee");
}

TEST(Text, characters_are_counted_not_bytes) {
  EXPECT_EQ(count_characters("Zo\u00EB \U0001F622"), 5U);
}

}  // namespace
}  // namespace mash
