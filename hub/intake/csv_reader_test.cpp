// SPDX-License-Identifier: MIT
// Goal: every record of a CSV text is found, also after records that are broken.
#include "csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mash::intake {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::string>> cells_of(std::string_view text, std::size_t columns = 3) {
  std::vector<std::vector<std::string>> cells;
  for (CsvRecord& record : read_csv(text, columns)) cells.push_back(std::move(record.cells));
  return cells;
}

TEST(CsvReader, MixesLineEndsAndPassesOverEmptyLines) {
  EXPECT_THAT(cells_of("a,b,c\r\nd,e,f\ng,h,i\r\r\n\n\nj,k,l"),
              ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("d", "e", "f"),
                          ElementsAre("g", "h", "i"), ElementsAre("j", "k", "l")));
  EXPECT_TRUE(cells_of("").empty());
  EXPECT_TRUE(cells_of("\r\n\n").empty());
}

TEST(CsvReader, KeepsEmptyCellsQuotesAndLineBreaksInsideQuotes) {
  EXPECT_THAT(cells_of(",\"\",\n\"a,b\",\"c\r\nd\n\ne\",\"\"\"f\"\" g\"\"\"\n"),
              ElementsAre(ElementsAre("", "", ""), ElementsAre("a,b", "c\r\nd\n\ne", "\"f\" g\"")));
}

TEST(CsvReader, TakesAQuoteInsideAnUnquotedCellAsACharacter) {
  EXPECT_THAT(cells_of("5' 6\",b, \"c\"\n"), ElementsAre(ElementsAre("5' 6\"", "b", " \"c\"")));
}

TEST(CsvReader, JoinsTextThatGoesOnAfterAClosingQuote) {
  const auto records = read_csv("\"Flat 3\" Quill Street,b,\"c\"  \nd,e,f\n", 3);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].cells, ElementsAre("Flat 3 Quill Street", "b", "c"));
  EXPECT_TRUE(records[0].text_after_quote);
  EXPECT_FALSE(records[1].text_after_quote);
}

TEST(CsvReader, EndsTheLastRecordWhereItsQuoteIsNeverClosed) {
  const auto records = read_csv("a,b,c\nd,e,\"never closed,,\nand more text", 3);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[1].cells, ElementsAre("d", "e", "never closed,,\nand more text"));
  EXPECT_TRUE(records[1].quote_never_closed);
  EXPECT_FALSE(records[0].quote_never_closed);
}

TEST(CsvReader, GoesOnWithTheNextRecordAfterAQuoteThatIsNeverClosed) {
  const auto plain = read_csv("a,\"open,c\nd,e,f\ng,h,i\n", 3);
  ASSERT_EQ(plain.size(), 3U);
  EXPECT_TRUE(plain[0].quote_never_closed);
  EXPECT_THAT(plain[1].cells, ElementsAre("d", "e", "f"));
  // The next quote in the file is an opening one.
  const auto quoted = read_csv("a,\"open,c\nd,\"e, e\",f\n\"g\",h,\"i\ni\"\n", 3);
  ASSERT_EQ(quoted.size(), 3U);
  EXPECT_TRUE(quoted[0].quote_never_closed);
  EXPECT_THAT(quoted[1].cells, ElementsAre("d", "e, e", "f"));
  EXPECT_THAT(quoted[2].cells, ElementsAre("g", "h", "i\ni"));
  // And here its cell goes on over the end of the line.
  const auto long_cell = read_csv("a,\"open,c\nd,e,\"f\nf\"\n", 3);
  ASSERT_EQ(long_cell.size(), 2U);
  EXPECT_THAT(long_cell[1].cells, ElementsAre("d", "e", "f\nf"));
}

TEST(CsvReader, GoesOnWhereTheNextRecordBeginsWithAQuote) {
  const auto records = read_csv("a,\"open,c\n\"d\",\"e\",\"f\"\n\"g\",\"h\",\"i\"\n", 3);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_TRUE(records[0].quote_never_closed);
  EXPECT_THAT(records[1].cells, ElementsAre("d", "e", "f"));
}

TEST(CsvReader, KeepsBytesThatAreNotText) {
  const std::string text("a\0b,\xE9,\xFF\n", 8);
  EXPECT_THAT(cells_of(text), ElementsAre(ElementsAre(std::string("a\0b", 3), "\xE9", "\xFF")));
}

TEST(CsvReader, StaysLinearOnQuotesThatNeverClose) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "a,\"b,c\n";
  EXPECT_EQ(read_csv(text, 3).size(), 40'000U);
  text.clear();
  for (int i = 0; i < 40'000; ++i) text += "a,\"\"\"b\n";
  EXPECT_GT(read_csv(text, 3).size(), 1U);
}

}  // namespace
}  // namespace mash::intake
