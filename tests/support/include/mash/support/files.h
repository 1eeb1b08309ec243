// SPDX-License-Identifier: MIT
// Real files of each kind that may be attached, made here so that no picture of anybody lies in the
// source. Same arguments, same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mash::support {

struct Photograph {
  int width = 64;
  int height = 32;
  // In its Exif block: how the camera was held, and words among them a position of GPS.
  int orientation = 1;
  std::string exif_words = "GPSLatitude 51 30 0";
};
// The upper left quarter is red, all else blue.
std::string jpeg(const Photograph& photograph = {});
// The same without any block beside the picture.
std::string png(int width = 64, int height = 32);
// One page for each text, which stands on it.
std::string pdf(const std::vector<std::string>& pages);
// A Word document of these paragraphs; `extra` goes into its body as XML.
std::string docx(const std::vector<std::string>& paragraphs, std::string_view extra = "");
// With exactly this word/document.xml and so many other parts, all empty.
std::string docx_of(std::string_view document_xml, int other_parts = 0);

// Of a JPEG: its size and the colour of a pixel as "red", "blue" or "other".
struct Seen {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> rgb;
  [[nodiscard]] std::string colour(int x, int y) const;
};
Seen look_at(std::string_view jpeg);

}  // namespace mash::support
