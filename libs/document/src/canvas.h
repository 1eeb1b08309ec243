// SPDX-License-Identifier: MIT
// Pages of A4 on which laid out lines are drawn: the only place that knows Cairo and Pango.
// Lengths are points (1/72 inch) from the upper left corner.
#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mash/document/document.h"

namespace mash::document {

struct Style {
  double points = 10.5;
  bool bold = false;
};

struct Unref {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

// One text broken into lines of a width.
class Lines {
 public:
  struct Line {
    PangoLayoutLine* line;
    double x;         // from the left edge of the text
    double baseline;  // below the upper edge of the line
    double width;
    double height;
  };
  explicit Lines(std::unique_ptr<PangoLayout, Unref> layout);
  [[nodiscard]] std::size_t count() const { return lines_.size(); }
  [[nodiscard]] const Line& at(std::size_t i) const { return lines_[i]; }
  [[nodiscard]] double height() const;
  [[nodiscard]] double width() const { return width_; }
  // Letters without a font.
  [[nodiscard]] int unknown() const;

 private:
  std::unique_ptr<PangoLayout, Unref> layout_;
  std::vector<Line> lines_;
  double width_ = 0;
};

class Canvas {
 public:
  static constexpr double k_paper_width = 595.28, k_paper_height = 841.89;
  static constexpr double k_left = 50, k_width = 495, k_top = 64, k_bottom = 780;

  // `out` gets the bytes; nullptr: nothing is written, pages are only counted. `total`: what the
  // foot says after "of".
  Canvas(std::string* out, const std::string& title, const Imprint& imprint, int total);

  void begin_page();
  void end_page();
  [[nodiscard]] int pages() const { return pages_; }
  [[nodiscard]] int most_pages() const { return imprint_.most_pages; }
  // Letters so far for which there is no font.
  [[nodiscard]] int unknown() const { return unknown_; }
  // Ends the file. Throws std::runtime_error if anything went wrong on the way.
  void finish();

  [[nodiscard]] Lines lay_out(const Text& text, double width, const Style& style);
  void draw(const Lines::Line& line, double x, double y);
  void rule(double x, double y, double width);  // a thin line across
  void bar(double x, double from, double to);   // a thick line down
  void begin(const std::string& tag);           // of the structure: "P", "TD"
  void end(const std::string& tag);

 private:
  void imprint();
  void plain_line(std::string_view words, double x, double y, double width);

  const Imprint& imprint_;
  int total_;
  int pages_ = 0;
  int unknown_ = 0;
  std::unique_ptr<cairo_surface_t, Unref> surface_;
  std::unique_ptr<cairo_t, Unref> cairo_;
};

}  // namespace mash::document
