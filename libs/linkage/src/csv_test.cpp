// SPDX-License-Identifier: MIT
// Goal: good files are read exactly, bad ones are refused with the row and column, none crash.
#include "mash/linkage/csv.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "csv_rows.h"
#include "split.h"

namespace mash::linkage {
namespace {

Result<Table> read(std::string_view bytes, std::string_view id = "id") {
  const Input input{.name = "a.csv", .bytes = bytes, .id_column = std::string(id)};
  MASH_TRY(const auto header, read_header(input));
  return read_table({&input, 1}, {&header, 1}, 1);
}

std::string cell(const Table& t, std::size_t column, std::uint32_t row) {
  return std::string(t.columns[column].texts.text(t.columns[column].ids[row]));
}

TEST(Csv, ReadsQuotesNewlinesSpacesAndTheByteOrderMark) {
  const auto t = read(
      "\xEF\xBB\xBFid, surname ,dob\r\n1, \"O\"\"Neil, junior\" ,2015\r\n\r\n"
      "2,\"two\nlines\",\n");
  ASSERT_TRUE(t) << t.error().message;
  EXPECT_EQ(t->rows(), 2U);
  EXPECT_EQ(cell(*t, 0, 0), "O\"Neil, junior");
  EXPECT_EQ(cell(*t, 0, 1), "two\nlines");
  EXPECT_EQ(cell(*t, 1, 1), "");
  EXPECT_EQ(t->id(1), "2");
}

TEST(Csv, FindsTheSeparatorAndMissingValues) {
  const auto t = read("id;surname;forename\n1;Khan;NA\n2;NULL;Null\n");
  ASSERT_TRUE(t);
  EXPECT_EQ(cell(*t, 0, 0), "Khan");
  EXPECT_EQ(cell(*t, 1, 0), "");
  EXPECT_EQ(cell(*t, 0, 1), "");
  EXPECT_EQ(cell(*t, 1, 1), "Null") << "a person may be called Null";
}

TEST(Csv, NamesTheRowAndColumnOfAFault) {
  const auto message = [](std::string_view bytes, std::string_view id = "id") {
    const auto t = read(bytes, id);
    return t ? "none" : t.error().message;
  };
  EXPECT_EQ(message(""), "a.csv: the file is empty; the first row must name columns");
  EXPECT_EQ(message("id,surname\n1,A\n2,B,C\n"),
            "a.csv: row 3, cell 4: there are 3 cells, but the header has 2");
  EXPECT_EQ(message("id,surname\n1,A\n1,B\n"),
            "a.csv: row 3 has the same id as row 2; each record needs an id of its own");
  EXPECT_EQ(message("id,surname\n,A\n"), "a.csv: row 2 has no id");
  EXPECT_EQ(message("id,surname\n1,\"A\n"),
            "a.csv: row 2, column \"surname\": a quotation mark is out of place or never closed");
  EXPECT_EQ(
      message("id,surname\n1,M\xFCller\n"),
      "a.csv: row 2, column \"surname\": the text is not UTF-8; save the file as UTF-8 or say "
      "--encoding windows-1252");
  EXPECT_EQ(message("\xFF\xFEi\0d\0"), "a.csv: the file is UTF-16; save it as UTF-8");
  EXPECT_EQ(message("id,surname\n1,A\n", "nr"),
            "a.csv: there is no column \"nr\"; the columns are: id, surname");
}

TEST(Csv, AcceptsWindowsTextOnceSaid) {
  const auto t = read(from_windows_1252("id,surname\n1,M\xFCller\n2,\x80\n"));
  ASSERT_TRUE(t);
  EXPECT_EQ(cell(*t, 0, 0), "Müller");
  EXPECT_EQ(cell(*t, 0, 1), "€");
}

std::vector<std::string> guessed(std::string_view header, std::string_view rows = "") {
  const std::string bytes = std::string(header) + "\n" + std::string(rows);
  const auto h = read_header({.name = "a.csv", .bytes = bytes, .id_column = "id"});
  std::vector<std::string> roles;
  if (h)
    for (const auto& c : h->columns) roles.emplace_back(role_name(c.role));
  return roles;
}

TEST(Csv, GuessesRolesByHeader) {
  using Roles = std::vector<std::string>;
  EXPECT_EQ(guessed("id,First Name,last_name,DateOfBirth,Post Code,cluster"),
            (Roles{"ignored", "given_name", "surname", "dob", "postcode", "ignored"}));
  EXPECT_EQ(guessed("id,imie,nazwisko,data_ur,gmina"),
            (Roles{"ignored", "given_name", "surname", "dob", "town"}));
  EXPECT_EQ(guessed("id,street_number,address_1,address_2"),
            (Roles{"ignored", "house", "street", "address"}));
  EXPECT_EQ(guessed("id,first_name,surname,full_name"),
            (Roles{"ignored", "given_name", "surname", "ignored"}));
}

TEST(Csv, GuessesRolesByWhatCellsLookLike) {
  const auto roles = guessed("id,where,write_to",
                             "1,N1 5AA,a@b.org\n2,SW1A 1AA,c@d.org\n3,E8 3PQ,e@f.org\n"
                             "4,N16 0AB,g@h.org\n5,E1 1AB,i@j.org\n");
  ASSERT_EQ(roles.size(), 3U);
  EXPECT_EQ(roles[1], "postcode");
  EXPECT_EQ(roles[2], "email");
}

TEST(Csv, TwoFilesFillOneTable) {
  const Input inputs[] = {
      {.name = "a", .bytes = "id,surname,dob\n1,Khan,2015-01-02\n", .id_column = "id"},
      {.name = "b", .bytes = "id,last_name,phone\n1,Kahn,02079460123\n", .id_column = "id"}};
  const std::vector<Header> headers{*read_header(inputs[0]), *read_header(inputs[1])};
  const auto t = read_table(inputs, headers, 2);
  ASSERT_TRUE(t);
  ASSERT_EQ(t->columns.size(), 3U);
  EXPECT_EQ(cell(*t, 0, 0), "Khan");
  EXPECT_EQ(cell(*t, 0, 1), "Kahn");
  EXPECT_EQ(cell(*t, 2, 0), "");
  EXPECT_EQ(cell(*t, 2, 1), "02079460123");
  EXPECT_EQ(t->source[1], 1U);
}

TEST(Csv, NoBytesCrashIt) {
  std::mt19937 random(20260102);
  const std::string alphabet = "id,\"\n\r\t ;|1a\xC3\xA9\xFF";
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes = i % 2 == 0 ? "id,surname\n" : "";
    for (std::size_t n = random() % 40; n > 0; --n) bytes += alphabet[random() % alphabet.size()];
    const auto t = read(bytes);
    if (t) EXPECT_EQ(t->record.size(), t->source.size());
  }
}

TEST(Csv, WrittenCellsComeBack) {
  std::string out = "id,surname\n1,";
  append_cell(out, "a \"b\", c\nd");
  const auto t = read(out + "\n");
  ASSERT_TRUE(t);
  EXPECT_EQ(cell(*t, 0, 0), "a \"b\", c\nd");
}

// Goal: cutting many bytes at once gives what the strict reader gives, or leaves it to it.
TEST(Split, GivesWhatTheStrictReaderGives) {
  constexpr std::array<std::string_view, 16> k_bits{"a",
                                                    "Bo",
                                                    " ",
                                                    "\t",
                                                    "\"",
                                                    "\"\"",
                                                    "\"x,y\"",
                                                    "\"x\ny\"",
                                                    "é",
                                                    "\r",
                                                    "longer than sixteen bytes",
                                                    "\"q\" ",
                                                    ",",
                                                    ";",
                                                    "\xFF",
                                                    "n"};
  std::mt19937 random(20260112);
  int cut = 0;
  for (int n = 0; n < 20'000; ++n) {
    std::string text;
    const std::size_t width = 1 + random() % 3;
    for (auto rows = 1 + random() % 8; rows > 0; --rows) {
      for (std::size_t c = 0; c < width; ++c) {
        if (c > 0) text += ',';
        // Mostly what is in order, or nothing would ever be cut.
        for (auto bits = random() % 3; bits > 0; --bits)
          text += k_bits[random() % (random() % 8 == 0 ? k_bits.size() : 2)];
        if (random() % 6 == 0 && (text.empty() || text.back() == ',' || text.back() == '\n'))
          text += k_bits[6 + random() % 2];
      }
      text += random() % 4 == 0 ? "\r\n" : "\n";
    }
    if (random() % 3 == 0) text.pop_back();
    SplitCells cells;
    if (!split_rows(text, ',', std::vector<bool>(width, true), cells)) continue;
    CsvRows strict("t", text, ',');
    strict.expect(std::vector<std::string>(width));
    std::vector<std::string_view> row;
    std::size_t rows = 0;
    for (; strict.next(row); ++rows) {
      for (std::size_t c = 0; c < width; ++c) {
        ASSERT_LT(rows, cells.columns[c].size()) << text;
        ASSERT_EQ(cells.columns[c][rows], row[c]) << text;
      }
    }
    ASSERT_FALSE(strict.fault()) << text;
    ASSERT_EQ(rows, cells.rows) << text;
    cut += rows > 1 ? 1 : 0;
  }
  EXPECT_GT(cut, 5'000);
}

TEST(Csv, LinesThatEndInCrAloneAreNamedWithoutTheirCells) {
  for (const char* text :
       {"id,name\r1,Ada\r2,Bo\r", "id,name\r1,Ada\n2,Bo\n", "\"id\",\"name\"\r\"1\",\"Ada\"\r"}) {
    const auto header = read_header({.name = "t.csv", .bytes = text, .id_column = "id"});
    ASSERT_FALSE(header) << text;
    EXPECT_EQ(header.error().message,
              "t.csv: row 1: lines end in CR alone; save the file with LF or CRLF");
  }
  EXPECT_TRUE(read_header({.name = "t", .bytes = "id,name\r\n1,Ada\r\n", .id_column = "id"}));
}

}  // namespace
}  // namespace mash::linkage
