// SPDX-License-Identifier: MIT
#include "exif.h"

#include <cstddef>
#include <cstdint>

namespace mash::render {

namespace {

using namespace std::string_view_literals;

// Numbers of a block in its own byte order; what lies outside reads as nought.
class Numbers {
 public:
  Numbers(std::string_view block, bool little) : block_(block), little_(little) {}
  [[nodiscard]] std::uint32_t at(std::size_t from, std::size_t size) const {
    if (from > block_.size() || block_.size() - from < size) return 0;
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = little_ ? from + size - 1 - i : from + i;
      out = (out << 8U) | static_cast<unsigned char>(block_[place]);
    }
    return out;
  }

 private:
  std::string_view block_;
  bool little_;
};

int orientation_in(std::string_view tiff) {
  const bool little = tiff.starts_with("II*\0"sv);
  if (!little && !tiff.starts_with("MM\0*"sv)) return 1;
  const Numbers numbers(tiff, little);
  const std::size_t directory = numbers.at(4, 4);
  const std::uint32_t count = numbers.at(directory, 2);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t entry = directory + 2 + std::size_t{12} * i;
    if (entry + 12 > tiff.size()) return 1;
    if (numbers.at(entry, 2) != 0x0112) continue;
    const std::uint32_t value = numbers.at(entry + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

}  // namespace

int orientation_of(std::string_view jpeg) {
  std::string_view rest = jpeg.substr(jpeg.size() < 2 ? jpeg.size() : 2);
  const Numbers numbers(jpeg, false);
  while (rest.size() >= 4 && rest[0] == '\xFF') {
    const auto marker = static_cast<unsigned char>(rest[1]);
    if (marker == 0xDA || marker == 0xD9) break;  // the picture itself begins, or the file ends
    const std::size_t length = numbers.at(jpeg.size() - rest.size() + 2, 2);
    if (length < 2 || length > rest.size() - 2) break;
    const std::string_view block = rest.substr(4, length - 2);
    if (marker == 0xE1 && block.starts_with("Exif\0\0"sv)) return orientation_in(block.substr(6));
    rest.remove_prefix(2 + length);
  }
  return 1;
}

}  // namespace mash::render
