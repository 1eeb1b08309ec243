// SPDX-License-Identifier: MIT
// Writing SVG: escaped, with classes and attributes alone.
#pragma once

#include <string>
#include <string_view>

#include "mash/picture/picture.h"

namespace mash::picture {

enum class Anchor { start, middle, end };

class Svg {
 public:
  // Height is known once everything has its place: finish() takes it.
  explicit Svg(double width) : width_(width) {}

  void text(double x, double y, std::string_view words, std::string_view classes = {},
            Anchor anchor = Anchor::start);
  void line(double x1, double y1, double x2, double y2, std::string_view classes);
  // `says` is read by whoever points at it; may be empty.
  void rect(double x, double y, double width, double height, std::string_view classes,
            std::string_view says = {});
  void circle(double x, double y, double radius, std::string_view classes,
              std::string_view says = {});
  void path(std::string_view d, std::string_view classes, std::string_view says = {});
  [[nodiscard]] std::string finish(const Frame& frame, double height) const;

 private:
  void end(std::string_view element, std::string_view says);

  double width_;
  std::string body_;
};

// "12.5", "12": one decimal at most, the same everywhere.
std::string pixels(double value);
// How wide the words are at the size of pictures, rather too much than too little.
double width_of(std::string_view words);
// The words, cut with an ellipsis to what fits.
std::string cut_to(std::string_view words, double width);

}  // namespace mash::picture
