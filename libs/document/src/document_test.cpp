// SPDX-License-Identifier: MIT
// The files are read back with Poppler and qpdf, which know nothing of us.
#include "mash/document/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mash/support/pdf.h"

namespace mash::document {
namespace {

using support::PdfFile;
using testing::HasSubstr;
using testing::Not;

const Imprint k_imprint{.marking = "OFFICIAL-SENSITIVE",
                        .watermark = "Copy 7K2P-9XQD",
                        .foot = "For Paul Stanforth",
                        .made_at = {1'764'204'000'000'000}};

std::string words_of(const Document& d, const Imprint& imprint = k_imprint) {
  return PdfFile(write_pdf(d, imprint)->bytes).words();
}

std::size_t times(const std::string& text, const std::string& word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++n;
  return n;
}

Document long_table() {
  Table t{.head = {"What", "Agency"}};
  for (int i = 0; i < 120; ++i) {
    t.rows.push_back({{{"Row " + std::to_string(i) + ", said at some length by somebody"}},
                      {{"Barnfield Police"}}});
  }
  return {.title = "Long", .blocks = {Heading{1, "Known"}, t}};
}

TEST(ReadPageTest, takes_headings_paragraphs_lists_tables_and_pairs_in_their_order) {
  const auto d = read_page("T", R"(<h1 class="govuk-heading-l">Title &amp; more</h1>
<p>One <strong>two</strong>
 three.<br>Four.</p><ul><li>a</li><li>b</li></ul>
<table><caption>Children</caption><thead><tr><th>Name</th></tr></thead>
<tbody><tr><th scope="row">Mia</th></tr></tbody></table>
<dl class="govuk-summary-list"><div><dt>Sent</dt><dd>Today</dd>
<dd class="govuk-summary-list__actions"><a href="/x">Change</a></dd></div></dl>)");
  ASSERT_EQ(d.blocks.size(), 5U);
  EXPECT_EQ(std::get<Heading>(d.blocks[0]).words, "Title & more");
  const auto& text = std::get<Paragraph>(d.blocks[1]).text;
  EXPECT_EQ(text.words, "One two three.\nFour.");
  ASSERT_EQ(text.bold.size(), 1U);
  EXPECT_EQ(text.words.substr(text.bold[0].first, text.bold[0].second - text.bold[0].first), "two");
  EXPECT_EQ(std::get<List>(d.blocks[2]).items.size(), 2U);
  const auto& table = std::get<Table>(d.blocks[3]);
  EXPECT_EQ(table.caption, "Children");
  EXPECT_EQ(table.head, std::vector<std::string>{"Name"});
  EXPECT_TRUE(table.rows.at(0).at(0).header);
  const auto& pairs = std::get<Table>(d.blocks[4]);
  EXPECT_EQ(pairs.rows.at(0).at(0).text.words, "Sent");
  EXPECT_EQ(pairs.rows.at(0).at(1).text.words, "Today");
}

TEST(ReadPageTest, leaves_out_what_is_to_be_pressed_or_not_seen) {
  const auto d = read_page("T", R"(<p>Seen</p><form><p>Asked</p></form>
<nav>Way</nav><div class="mash-child-bar">Bar</div><div class="a mash-no-print">Screen</div>
<p>Kept <span class="govuk-visually-hidden">told</span></p><script>x()</script>)");
  ASSERT_EQ(d.blocks.size(), 2U);
  EXPECT_EQ(std::get<Paragraph>(d.blocks[0]).text.words, "Seen");
  EXPECT_EQ(std::get<Paragraph>(d.blocks[1]).text.words, "Kept");
}

TEST(ReadPageTest, a_name_in_another_direction_moves_nothing_around_it) {
  const auto d = read_page("T", "<ul><li><bdi>\u05d3\u05e0\u05d9</bdi>: 3</li></ul>");
  EXPECT_EQ(std::get<List>(d.blocks.at(0)).items.at(0).words, "\u2068\u05d3\u05e0\u05d9\u2069: 3");
}

TEST(ReadPageTest, what_was_typed_keeps_its_lines) {
  const auto d = read_page("T", "<div class=\"govuk-body mash-typed\">one\n  two</div>");
  EXPECT_EQ(std::get<Paragraph>(d.blocks.at(0)).text.words, "one\n  two");
}

TEST(ReadPageTest, any_other_text_is_no_fault) {
  for (const char* odd :
       {"", "<", "<table><tr><td>", "</p></p>", "<dl><dd>x</dl>", "&bogus; \xff"}) {
    EXPECT_GT(write_pdf(read_page("T", odd), k_imprint)->pages, 0) << odd;
  }
}

TEST(WritePdfTest, D11_marking_recipient_and_watermark_are_on_every_page) {
  const auto pdf = *write_pdf(long_table(), k_imprint);
  ASSERT_GT(pdf.pages, 2);
  const PdfFile file(pdf.bytes);
  for (int page = 1; page <= pdf.pages; ++page) {
    const auto words = file.words(page);
    EXPECT_THAT(words, HasSubstr("OFFICIAL-SENSITIVE"));
    EXPECT_THAT(words, HasSubstr(support::slanted("Copy7K2P-9XQD")));
    EXPECT_THAT(words, HasSubstr("For Paul Stanforth"));
    EXPECT_THAT(words,
                HasSubstr("Page " + std::to_string(page) + " of " + std::to_string(pdf.pages)));
    EXPECT_THAT(words, HasSubstr("Agency")) << "the head of the table, again";
  }
}

TEST(WritePdfTest, every_row_is_there_once) {
  const auto words = words_of(long_table());
  for (int i = 0; i < 120; ++i) EXPECT_EQ(times(words, "Row " + std::to_string(i) + ","), 1U) << i;
}

TEST(WritePdfTest, a_cell_longer_than_a_page_goes_on_upon_the_next) {
  std::string typed;
  for (int i = 0; i < 900; ++i) typed += "word" + std::to_string(i) + " ";
  const Document d{.title = "T", .blocks = {Table{.head = {"What"}, .rows = {{{{typed}}}}}}};
  const auto words = words_of(d);
  EXPECT_THAT(words, HasSubstr("word0 "));
  EXPECT_THAT(words, HasSubstr("word899"));
  EXPECT_GT(write_pdf(d, k_imprint)->pages, 1);
}

TEST(WritePdfTest, what_is_longer_than_a_booklet_is_refused) {
  std::string typed;
  for (int i = 0; i < 20000; ++i) typed += "line\n";
  for (const Block& block : {Block(Paragraph{{typed}}), Block(Table{.rows = {{{{typed}}}}})}) {
    const auto pdf = write_pdf({.title = "T", .blocks = {block}}, k_imprint);
    ASSERT_FALSE(pdf);
    EXPECT_EQ(pdf.error().code, ErrorCode::too_large);
  }
}

TEST(WritePdfTest, letters_without_a_font_are_said_to_be_missing) {
  const Document d{.title = "T", .blocks = {Paragraph{{"\U000F1234"}}}};
  EXPECT_THAT(words_of(d), HasSubstr("could not be printed"));
  EXPECT_THAT(words_of({.title = "T", .blocks = {Paragraph{{"a"}}}}),
              Not(HasSubstr("could not be printed")));
}

TEST(WritePdfTest, has_a_structure_a_language_and_a_title) {
  const Document d{.title = "Information 7",
                   .blocks = {Heading{1, "One"}, Paragraph{{"Text"}}, List{{{"item"}}},
                              Table{.head = {"H"}, .rows = {{{{"c"}}}}}}};
  const PdfFile file(write_pdf(d, k_imprint)->bytes);
  const auto structure = file.ask("pdfinfo -struct").first;
  for (const char* tag : {"H1", "P", "L", "LI", "Table", "TR", "TH", "TD"}) {
    EXPECT_THAT(structure, HasSubstr(tag));
  }
  EXPECT_THAT(file.ask("pdfinfo").first, HasSubstr("Information 7"));
  EXPECT_EQ(file.ask("qpdf --check").second, 0);
  EXPECT_THAT(file.ask("qpdf --qdf --object-streams=disable", "-").first,
              HasSubstr("/Lang (en-GB)"));
}

TEST(WritePdfTest, the_same_words_give_the_same_bytes) {
  EXPECT_EQ(write_pdf(long_table(), k_imprint)->bytes, write_pdf(long_table(), k_imprint)->bytes);
}

TEST(WritePdfTest, names_of_any_script_are_written) {
  const Document d{.title = "T", .blocks = {Paragraph{{"Şehnaz Łuczak, O’Neill"}}}};
  EXPECT_THAT(words_of(d), HasSubstr("Şehnaz Łuczak, O’Neill"));
}

TEST(WritePdfTest, no_time_but_the_given_one_and_nothing_of_the_machine) {
  const auto said =
      PdfFile(write_pdf(long_table(), k_imprint)->bytes).ask("pdfinfo -isodates").first;
  EXPECT_THAT(said, HasSubstr("CreationDate:    2025-11-27T00:40:00Z"));
  EXPECT_THAT(said, Not(HasSubstr("Author")));
}

}  // namespace
}  // namespace mash::document
