// SPDX-License-Identifier: MIT
// Goal: texts that hide, mislead or would be dangerous elsewhere are noticed; plain ones are not.
#include "text_rules.h"

#include <gtest/gtest.h>

namespace mash::intake {
namespace {

std::string fault(std::string_view text, bool is_narrative = false) {
  const auto found = fault_of_text(text, is_narrative);
  return found ? std::string(fault_code(*found)) : "";
}

TEST(TextRules, PlainTextHasNoFault) {
  for (const auto* text :
       {"", "Ada", "Zo\u00eb \u0130mge At\u0131lgan", "O'Neil", "Marks & Spencer; then home",
        "I <3 my brother", "5 < 6 and 7 > 2", "The union will select a table to drop off.",
        "We update you and set a date = Monday.", "Mum said 'go' -- then nothing.",
        "Asked to select a school from the list; she did not.", "a 50 % fall, #1 worry",
        "\u4e2d\u6587", "3/4 of the day"}) {
    EXPECT_EQ(fault(text), "") << text;
  }
}

TEST(TextRules, SeesBidiControlsAnywhere) {
  for (const auto* text : {"\u202eYasmin", "Yas\u202dmin", "Yasmin\u2069", "\u200fYasmin",
                           "\u061cYasmin", "risk \u202efdp.exe"}) {
    EXPECT_EQ(fault(text), "bidi_control_character") << text;
  }
}

TEST(TextRules, SeesZeroWidthCharactersButNotJoinersThatSpell) {
  for (const auto* text : {"Mi\u200brcea", "\ufeffAda", "A\u2060da", "ri\u200dsk", "A\u00adda"}) {
    EXPECT_EQ(fault(text), "zero_width_character") << text;
  }
  // Persian and Sinhala are written with joiners; so are families of emoji.
  EXPECT_EQ(fault("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"), "right_to_left_text");
  EXPECT_EQ(fault("\u0dc1\u0dca\u200d\u0dbb\u0dd3"), "");
  EXPECT_EQ(fault("\U0001F468\u200d\U0001F467"), "characters_outside_the_basic_plane");
}

TEST(TextRules, SeesCellsThatBeginLikeFormulas) {
  for (const auto* text : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "-"}) {
    EXPECT_EQ(fault(text), "formula_like_cell") << text;
  }
  EXPECT_EQ(fault("a=1+1"), "");
}

TEST(TextRules, SeesMarkupOfManyKinds) {
  for (const auto* text :
       {"<script>alert(1)</script>", "Ahalya <img src=x onerror=alert(1)>", "O'Neil\"><b>",
        "</td></tr>", "<!-- x -->", "&amp; &#39;", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}",
        "{% if x %}", "JavaScript:void(0)", "<SVG/onload=confirm(2)>"}) {
    EXPECT_EQ(fault(text), "markup_in_text") << text;
  }
}

TEST(TextRules, SeesCommandsOfADatabase) {
  for (const auto* text :
       {"Robert'); DROP TABLE notification;--", "' OR '1'='1", "x' UNION SELECT name FROM t --",
        "1; UPDATE person SET given_name='x' WHERE 1=1 --", "'; DROP TABLE person;--", "admin'--",
        "1 or 1=1", "SELECT * FROM person;", "x'); DELETE FROM person WHERE id=1",
        "INSERT INTO person VALUES ('a');", "'; truncate table person;"}) {
    EXPECT_EQ(fault(text), "sql_in_text") << text;
  }
}

TEST(TextRules, SeesLineBreaksWithQuotes) {
  EXPECT_EQ(fault("Known as \"Bee\"\nand, at school, \"B.\""), "embedded_newline_and_quotes");
  EXPECT_EQ(fault("One\nTwo"), "");
  // In a narrative only what another program has quoted.
  EXPECT_EQ(fault("She said \"no\".\nThen she left.", true), "");
  EXPECT_EQ(fault("First.\r\nSecond: \"he said \"\"no\"\"\".\n\nLast.", true),
            "embedded_newline_and_quotes");
}

TEST(TextRules, SeesScriptsAndRareCharacters) {
  EXPECT_EQ(fault("\u0646\u0648\u0631 \u0627\u0644\u062d\u0633\u0646"), "right_to_left_text");
  EXPECT_EQ(fault("Ludwika \u05e0\u05d5\u05e2\u05d4"), "right_to_left_text");
  EXPECT_EQ(fault("Zoe\u0308"), "combining_characters");
  EXPECT_EQ(fault("Z\u0351\u0343a\u0310"), "combining_characters");
  EXPECT_EQ(fault("sad \U0001F622"), "characters_outside_the_basic_plane");
  EXPECT_EQ(fault("\U00020BB7"), "characters_outside_the_basic_plane");
}

TEST(TextRules, TellsUtf8FromWindows1252) {
  EXPECT_TRUE(is_utf8("Zo\u00eb \U0001F622"));
  for (const auto* text : {"Ren\xe9"
                           "e",
                           "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "Zo\xc3"}) {
    EXPECT_FALSE(is_utf8(text));
  }
  EXPECT_EQ(from_windows_1252("Ren\xe9"
                              "e: the child\x92s \x80"
                              "5"),
            "Ren\u00e9e: the child\u2019s \u20ac5");
  std::string all;
  for (int byte = 1; byte < 256; ++byte) all += static_cast<char>(byte);
  EXPECT_TRUE(is_utf8(from_windows_1252(all)));
  EXPECT_EQ(count_characters(from_windows_1252(all)), 255U);
}

TEST(TextRules, TrimsAllSpacesAndComparesWithoutThem) {
  EXPECT_EQ(trimmed(" \t\u00a0web form\u00a0\u3000\r\n"), "web form");
  EXPECT_EQ(trimmed(" \u00a0 "), "");
  EXPECT_EQ(without_spaces(" a\u00a0b c\n"), "abc");
  EXPECT_EQ(folded("  Zoe\u0308  STRASSE \n x "), folded("ZO\u00cb stra\u00dfe X"));
  EXPECT_NE(folded("aged 7"), folded("aged 8"));
}

}  // namespace
}  // namespace mash::intake
