// SPDX-License-Identifier: MIT
// The flow of blocks over pages. It runs twice: to count the pages, then to write them.
#include <algorithm>
#include <array>

#include "canvas.h"
#include "finish_pdf.h"
#include "mash/document/document.h"

namespace mash::document {

namespace {

constexpr double k_gap = 7, k_cell_gap = 4, k_indent = 14;

// A text of which lines are still to be drawn.
struct Rest {
  Lines lines;
  std::size_t next = 0;
  [[nodiscard]] bool done() const { return next >= lines.count(); }
};

// What each of the columns gets of `room`: what it asks for if that is no more than its share;
// what such a column leaves is shared by the others.
std::vector<double> share(const std::vector<double>& wanted, double room) {
  std::vector<double> out(wanted.size(), 0);
  auto open = wanted.size();
  for (bool again = true; again && open > 0;) {
    again = false;
    const double each = room / static_cast<double>(open);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (out[i] > 0 || wanted[i] > each) continue;
      out[i] = std::max(wanted[i], 1.0);
      room -= out[i];
      --open;
      again = true;
    }
  }
  for (auto& width : out) {
    if (width <= 0) width = room / static_cast<double>(open);
  }
  return out;
}

class Flow {
 public:
  explicit Flow(Canvas& canvas) : canvas_(canvas) {}

  void write(const Document& document) {
    begin_page();
    for (const auto& block : document.blocks) {
      if (too_long()) break;
      std::visit([this](const auto& b) { put(b); }, block);
    }
    canvas_.end_page();
  }

 private:
  void begin_page() {
    canvas_.begin_page();
    y_ = Canvas::k_top;
  }
  // `open`: the tag around, which no page shares with the next.
  void next_page(const std::string& open = "") {
    if (!open.empty()) canvas_.end(open);
    canvas_.end_page();
    begin_page();
    if (!open.empty()) canvas_.begin(open);
  }
  // Of no use to anybody: what is left is not laid out.
  [[nodiscard]] bool too_long() const { return canvas_.pages() > canvas_.most_pages(); }
  [[nodiscard]] double left() const { return Canvas::k_bottom - y_; }
  [[nodiscard]] bool at_top() const { return y_ <= Canvas::k_top; }

  // Whether the next line of it may stand at `y`; at least one stands on each page.
  [[nodiscard]] bool fits(const Rest& rest, double y) const {
    return y + rest.lines.at(rest.next).height <= Canvas::k_bottom || y <= Canvas::k_top;
  }
  // Draws what fits, from the present height down; how far down that went.
  double draw_some(Rest& rest, double x) {
    double y = y_;
    while (!rest.done() && fits(rest, y)) {
      const auto& line = rest.lines.at(rest.next++);
      canvas_.draw(line, x, y);
      y += line.height;
    }
    return y;
  }
  void put_lines(const Text& text, const Style& style, double indent, const std::string& tag,
                 const std::string& around = "") {
    Rest rest{canvas_.lay_out(text, Canvas::k_width - indent, style)};
    while (!rest.done() && !too_long()) {
      if (!fits(rest, y_)) next_page(around);
      canvas_.begin(tag);
      y_ = draw_some(rest, Canvas::k_left + indent);
      canvas_.end(tag);
    }
  }

  void put(const Heading& h) {
    static constexpr std::array<double, 3> sizes = {18, 14, 12};
    static constexpr double k_with_text = 60;  // no heading alone at the foot of a page
    const auto level = static_cast<std::size_t>(std::clamp(h.level, 1, 3));
    if (!at_top()) y_ += k_gap;
    if (left() < k_with_text && !at_top()) next_page();
    put_lines({h.words}, {.points = sizes[level - 1], .bold = true}, 0,
              "H" + std::to_string(level));
    y_ += k_gap / 2;
  }

  void put(const Paragraph& p) {
    const double from = y_;
    const int page = canvas_.pages();
    put_lines(p.text, {}, p.inset ? k_indent : 0, "P");
    if (p.inset && page == canvas_.pages()) canvas_.bar(Canvas::k_left + 3, from, y_);
    y_ += k_gap;
  }

  void put(const List& list) {
    int number = 0;
    canvas_.begin("L");
    for (Text text : list.items) {
      const std::string mark = list.numbered ? std::to_string(++number) + ". " : "\u2022 ";
      text.words.insert(0, mark);
      for (auto& [from, to] : text.bold) {
        from += mark.size();
        to += mark.size();
      }
      put_lines(text, {}, k_indent, "LI", "L");
      y_ += k_gap / 3;
    }
    canvas_.end("L");
    y_ += k_gap;
  }

  void put(const Table& table) {
    static constexpr double k_with_row = 60;
    if (!table.caption.empty()) put(Heading{3, table.caption});
    const auto widths = widths_of(table);
    if (widths.empty()) return;
    std::vector<Cell> head;
    head.reserve(table.head.size());
    for (const auto& words : table.head) head.push_back({{words}, true});
    if (left() < k_with_row && !at_top()) next_page();
    canvas_.begin("Table");
    if (!head.empty()) put_row(head, widths, {});
    for (const auto& row : table.rows) put_row(row, widths, head);
    canvas_.end("Table");
    y_ += k_gap;
  }

  [[nodiscard]] std::vector<double> widths_of(const Table& table) {
    std::size_t columns = table.head.size();
    for (const auto& row : table.rows) columns = std::max(columns, row.size());
    std::vector<double> wanted(columns, 0);
    const auto want = [&](std::size_t i, const Text& text, bool bold) {
      const auto lines = canvas_.lay_out(text, Canvas::k_width, {.bold = bold});
      wanted[i] = std::max(wanted[i], lines.width() + 2 * k_cell_gap);
    };
    for (std::size_t i = 0; i < table.head.size(); ++i) want(i, {table.head[i]}, true);
    for (const auto& row : table.rows) {
      for (std::size_t i = 0; i < row.size(); ++i) want(i, row[i].text, row[i].header);
    }
    return share(wanted, Canvas::k_width);
  }

  // A row that does not fit goes on upon the next page, below the head.
  void put_row(const std::vector<Cell>& row, const std::vector<double>& widths,
               const std::vector<Cell>& head) {
    std::vector<Rest> rests;
    for (std::size_t i = 0; i < row.size(); ++i) {
      rests.push_back(
          {canvas_.lay_out(row[i].text, widths[i] - 2 * k_cell_gap, {.bold = row[i].header})});
    }
    while (!too_long() && std::ranges::any_of(rests, [](const Rest& r) { return !r.done(); })) {
      y_ += k_cell_gap;
      if (std::ranges::any_of(rests, [this](const Rest& r) { return !r.done() && !fits(r, y_); })) {
        next_page("Table");
        if (!head.empty()) put_row(head, widths, {});
        y_ += k_cell_gap;
      }
      put_fragment(row, rests, widths);
    }
  }
  void put_fragment(const std::vector<Cell>& row, std::vector<Rest>& rests,
                    const std::vector<double>& widths) {
    double x = Canvas::k_left, down = y_;
    canvas_.begin("TR");
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string tag = row[i].header ? "TH" : "TD";
      canvas_.begin(tag);
      down = std::max(down, draw_some(rests[i], x + k_cell_gap));
      canvas_.end(tag);
      x += widths[i];
    }
    canvas_.end("TR");
    y_ = down + k_cell_gap;
    canvas_.rule(Canvas::k_left, y_, Canvas::k_width);
  }

  Canvas& canvas_;
  double y_ = 0;
};

// No fewer lines than this: laying out is slow, so what is far too long is seen without.
std::size_t least_lines(const Text& text) {
  constexpr std::size_t k_widest_line = 300;  // letters; a line of the narrowest ones has fewer
  const auto breaks = std::ranges::count(text.words, '\n');
  return static_cast<std::size_t>(breaks) + text.words.size() / k_widest_line;
}
std::size_t least_lines(const Block& block) {
  std::size_t lines = 0;
  if (const auto* p = std::get_if<Paragraph>(&block)) lines = least_lines(p->text);
  if (const auto* list = std::get_if<List>(&block)) {
    for (const auto& item : list->items) lines += least_lines(item) + 1;
  }
  if (const auto* table = std::get_if<Table>(&block)) {
    for (const auto& row : table->rows) {
      std::size_t longest = 0;
      for (const auto& cell : row) longest = std::max(longest, least_lines(cell.text));
      lines += longest + 1;
    }
  }
  return lines;
}
bool far_too_long(const Document& document, int most_pages) {
  constexpr std::size_t k_lines_a_page = 60;
  std::size_t lines = 0;
  for (const auto& block : document.blocks) lines += least_lines(block);
  return lines > k_lines_a_page * static_cast<std::size_t>(most_pages);
}

Error refusal(int most_pages) {
  return {ErrorCode::too_large,
          "It is longer than " + std::to_string(most_pages) + " pages of paper",
          {}};
}

struct Written {
  int pages;
  bool boxes;
};

Written write_to(std::string* out, const Document& document, const Imprint& imprint, int total) {
  Canvas canvas(out, document.title, imprint, total);
  Flow(canvas).write(document);
  canvas.finish();
  return {canvas.pages(), canvas.unknown() > 0};
}

}  // namespace

Result<Pdf> write_pdf(const Document& document, const Imprint& imprint) {
  if (far_too_long(document, imprint.most_pages)) return refusal(imprint.most_pages);
  const Written counted = write_to(nullptr, document, imprint, 0);
  if (counted.pages > imprint.most_pages) return refusal(imprint.most_pages);
  Imprint said = imprint;
  if (counted.boxes) said.foot += " Letters that could not be printed are boxes: see the screen.";
  Pdf out;
  out.pages = write_to(&out.bytes, document, said, counted.pages).pages;
  out.bytes = finish_pdf(out.bytes);
  return out;
}

}  // namespace mash::document
