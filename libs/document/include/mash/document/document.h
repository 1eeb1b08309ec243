// SPDX-License-Identifier: MIT
// What a page says, as blocks of text, and the same as a tagged PDF.
//
//   const Document words = read_page("Notification", html_of_the_page);
//   const Pdf pdf = write_pdf(words, {.marking = "OFFICIAL-SENSITIVE", .watermark = "Copy 7K2P"});
//
// What not: no pictures, no colours, no forms, no styles of the page's own. It is for the words of
// the record on paper, not for looks. PDF/UA is not claimed: Cairo 1.16 marks no artifacts, so a
// screen reader also meets the watermark and the foot of each page.
// Thread safety: free functions without shared state; fonts are looked up once a thread.
// Cost: about 8 ms a page, most of it laying out text.
// Source: ISO 32000-1 section 14.8 (tagged PDF) for the names of the structure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/time.h"

namespace mash::document {

// UTF-8. A new line in `words` is one on paper too.
struct Text {
  std::string words;
  std::vector<std::pair<std::size_t, std::size_t>> bold{};  // [from, to) in bytes
};

// A name or what somebody typed, for a sentence of ours: written from right to left, or with
// characters that change the reading order, it moves none of the words around it.
std::string isolated(std::string_view words);

struct Heading {
  int level = 1;  // 1 to 3
  std::string words;
};
struct Paragraph {
  Text text;
  bool inset = false;
};
struct List {
  std::vector<Text> items;
  bool numbered = false;
};
struct Cell {
  Text text;
  bool header = false;  // of its row
};
struct Table {
  std::string caption;
  std::vector<std::string> head;  // empty: no row of headings
  std::vector<std::vector<Cell>> rows;
};
using Block = std::variant<Heading, Paragraph, List, Table>;

struct Document {
  std::string title;
  std::vector<Block> blocks;
};

// What `main` of a page says, in its order: headings, paragraphs, lists, tables and summary lists
// (as tables of two columns). Left out are forms, buttons, tabs, the bar of a case, which is for
// whoever works in the hub, and what is hidden from the eye. HTML of our own templates; any other
// gives some text, never a fault.
Document read_page(std::string title, std::string_view html);

// The most that one file has where nobody says otherwise; laying out is work while others wait.
constexpr int k_most_pages = 30;

// On every page.
struct Imprint {
  std::string marking;    // at the head; may be empty
  std::string watermark;  // across the page, pale
  std::string foot;       // at the foot, before "Page 1 of 3"
  UtcTime made_at;        // the only time in the file
  int most_pages = k_most_pages;
};

struct Pdf {
  std::string bytes;
  int pages = 0;
};

// A4, tagged, English. The same words and imprint give the same bytes. Letters for which the
// machine has no font are boxes, and the foot of each page then says so. too_large: more than
// the imprint's most_pages. Throws std::runtime_error where the machine has no memory.
Result<Pdf> write_pdf(const Document& document, const Imprint& imprint);

}  // namespace mash::document
