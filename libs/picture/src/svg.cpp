// SPDX-License-Identifier: MIT
#include "svg.h"

#include <fmt/format.h>

#include "mash/html/render.h"

namespace mash::picture {

namespace {

constexpr std::string_view k_ellipsis = "\xE2\x80\xA6";

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

// Of Arial at 13 pixels, in groups; what is not known counts as wide.
double width_of_character(char c) {
  constexpr std::string_view k_narrow = "iljtfr.,:;!|'()[]/ -";
  constexpr std::string_view k_wide = "MWmw@%";
  if (k_narrow.find(c) != std::string_view::npos) return 5;
  if (k_wide.find(c) != std::string_view::npos) return 13;
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return 7.5;
  if (c >= 'A' && c <= 'Z') return 10.5;
  return 13;
}

std::string_view anchor_words(Anchor anchor) {
  switch (anchor) {
    case Anchor::start:
      return "start";
    case Anchor::middle:
      return "middle";
    case Anchor::end:
      return "end";
  }
  return "start";
}

}  // namespace

std::string pixels(double value) {
  std::string out = fmt::format("{:.1f}", value);
  if (out.ends_with(".0")) out.resize(out.size() - 2);
  return out == "-0" ? "0" : out;
}

double width_of(std::string_view words) {
  double out = 0;
  for (const char c : words) {
    if (begins_character(c)) out += width_of_character(c);
  }
  return out;
}

std::string cut_to(std::string_view words, double width) {
  if (width_of(words) <= width) return std::string(words);
  double used = width_of_character('\0');  // the ellipsis
  std::size_t keep = 0;
  while (keep < words.size()) {
    std::size_t next = keep + 1;
    while (next < words.size() && !begins_character(words[next])) ++next;
    used += width_of_character(words[keep]);
    if (used > width) break;
    keep = next;
  }
  return std::string(words.substr(0, keep)) + std::string(k_ellipsis);
}

void Svg::text(double x, double y, std::string_view words, std::string_view classes,
               Anchor anchor) {
  body_ +=
      fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n", pixels(x),
                  pixels(y), anchor_words(anchor), html::escape(classes), html::escape(words));
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view classes) {
  body_ += fmt::format("<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{}\"/>\n", pixels(x1),
                       pixels(y1), pixels(x2), pixels(y2), html::escape(classes));
}

void Svg::end(std::string_view element, std::string_view says) {
  body_ +=
      says.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", html::escape(says), element);
}

void Svg::rect(double x, double y, double width, double height, std::string_view classes,
               std::string_view says) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" class=\"{}\"", pixels(x),
                       pixels(y), pixels(width), pixels(height), html::escape(classes));
  end("rect", says);
}

void Svg::circle(double x, double y, double radius, std::string_view classes,
                 std::string_view says) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"", pixels(x), pixels(y),
                       pixels(radius), html::escape(classes));
  end("circle", says);
}

void Svg::path(std::string_view d, std::string_view classes, std::string_view says) {
  body_ += fmt::format("<path d=\"{}\" class=\"{}\"", html::escape(d), html::escape(classes));
  end("path", says);
}

std::string Svg::finish(const Frame& frame, double height) const {
  const std::string id = html::escape(frame.id);
  return fmt::format(
      "<svg class=\"mash-drawing\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" "
      "width=\"{0}\" height=\"{1}\" role=\"img\" aria-labelledby=\"{2}-title {2}-says\" "
      "focusable=\"false\">\n<title id=\"{2}-title\">{3}</title>\n<desc id=\"{2}-says\">{4}</desc>"
      "\n{5}</svg>\n",
      pixels(width_), pixels(height), id, html::escape(frame.heading),
      html::escape(frame.description), body_);
}

}  // namespace mash::picture
