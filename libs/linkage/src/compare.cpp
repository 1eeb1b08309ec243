// SPDX-License-Identifier: MIT
#include "mash/linkage/compare.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mash::linkage {

namespace {

constexpr std::size_t k_longest = 64;

std::string_view head(std::string_view s) {
  return s.substr(0, k_longest);
}

// Positions of each byte of the text, one bit a position.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) at_[byte(text[i])] |= std::uint64_t{1} << i;
  }
  ~Positions() {
    for (const char c : text_) at_[byte(c)] = 0;
  }
  Positions(const Positions&) = delete;
  Positions& operator=(const Positions&) = delete;
  std::uint64_t operator[](char c) const { return at_[byte(c)]; }

 private:
  static std::size_t byte(char c) { return static_cast<unsigned char>(c); }
  std::string_view text_;
  // Kept zero between uses, so that a comparison touches only the bytes of its texts.
  static thread_local std::array<std::uint64_t, 256> at_;
};
thread_local std::array<std::uint64_t, 256> Positions::at_{};

std::uint64_t low_bits(std::size_t n) {
  return n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

}  // namespace

namespace {

// For texts of at most 16 bytes: which bytes of `a` equal one byte, as 16 bits.
class ShortPositions {
 public:
#if defined(__SSE2__)
  explicit ShortPositions(std::string_view text) {
    alignas(16) std::array<char, 16> bytes{};
    std::memcpy(bytes.data(), text.data(), text.size());
    bytes_ = _mm_load_si128(reinterpret_cast<const __m128i*>(bytes.data()));
    in_text_ = low_bits(text.size());
  }
  std::uint64_t operator[](char c) const {
    const auto same = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(c)));
    return static_cast<unsigned>(same) & in_text_;
  }

 private:
  __m128i bytes_{};
  std::uint64_t in_text_ = 0;
#else
  explicit ShortPositions(std::string_view text) : text_(text) {}
  std::uint64_t operator[](char c) const {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < text_.size(); ++i)
      bits |= static_cast<std::uint64_t>(text_[i] == c) << i;
    return bits;
  }

 private:
  std::string_view text_;
#endif
};

template <class At>
double jaro_with(const At& positions, std::string_view a, std::string_view b) {
  const std::size_t longer = std::max(a.size(), b.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  std::uint64_t taken_a = 0;
  std::array<char, k_longest> matched;  // NOLINT(*-member-init): written before it is read
  std::size_t common = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t first = j > window ? j - window : 0;
    const std::uint64_t reach = low_bits(j + window + 1) & ~low_bits(first);
    const std::uint64_t free = positions[b.data()[j]] & reach & ~taken_a;
    if (free == 0) continue;
    taken_a |= free & (~free + 1);
    matched.data()[common++] = b.data()[j];
  }
  if (common == 0) return 0;
  std::size_t moved = 0;
  std::uint64_t rest = taken_a;
  for (std::size_t k = 0; k < common; ++k, rest &= rest - 1)
    if (a.data()[std::countr_zero(rest)] != matched.data()[k]) ++moved;
  const std::size_t swaps = moved / 2;
  const auto m = static_cast<double>(common);
  return (m / static_cast<double>(a.size()) + m / static_cast<double>(b.size()) +
          (m - static_cast<double>(swaps)) / m) /
         3;
}

}  // namespace

double jaro(std::string_view a, std::string_view b) {
  a = head(a);
  b = head(b);
  if (a.empty() || b.empty()) return a.size() == b.size() ? 1.0 : 0.0;
  // Which of several equal bytes are paired depends on the order of the texts.
  if (a.size() > b.size() || (a.size() == b.size() && a > b)) std::swap(a, b);
  if (a.size() <= 16) return jaro_with(ShortPositions(a), a, b);
  return jaro_with(Positions(a), a, b);
}

double jaro_winkler(std::string_view a, std::string_view b) {
  const double j = jaro(a, b);
  std::size_t prefix = 0;
  while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  return j + static_cast<double>(prefix) * 0.1 * (1 - j);
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
  if (a.size() > b.size()) std::swap(a, b);
  a = head(a);
  if (static_cast<int>(b.size() - a.size()) > limit) return limit + 1;
  if (a.empty()) return static_cast<int>(b.size());
  // Hyyro's bit-vectors: vp and vn are where the column rises and falls going down.
  const Positions positions(a);
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t vp = ~std::uint64_t{0};
  std::uint64_t vn = 0;
  std::uint64_t d0 = 0;
  std::uint64_t before = 0;
  int distance = static_cast<int>(a.size());
  for (const char c : b) {
    const std::uint64_t here = positions[c];
    const std::uint64_t swapped = (((~d0) & here) << 1U) & before;
    d0 = (((here & vp) + vp) ^ vp) | here | vn | swapped;
    const std::uint64_t hp = vn | ~(d0 | vp);
    const std::uint64_t hn = d0 & vp;
    if ((hp & last) != 0) ++distance;
    if ((hn & last) != 0) --distance;
    const std::uint64_t shifted = (hp << 1U) | 1U;
    vp = (hn << 1U) | ~(d0 | shifted);
    vn = shifted & d0;
    before = here;
  }
  return std::min(distance, limit + 1);
}

double word_dice(std::string_view a, std::string_view b) {
  const auto split = [](std::string_view s, std::array<std::string_view, 16>& words) {
    std::size_t n = 0;
    while (!s.empty() && n < words.size()) {
      const auto end = std::min(s.find(' '), s.size());
      words[n++] = s.substr(0, end);
      s.remove_prefix(std::min(end + 1, s.size()));
    }
    return n;
  };
  std::array<std::string_view, 16> x{};
  std::array<std::string_view, 16> y{};
  const std::size_t n = split(a, x);
  const std::size_t k = split(b, y);
  if (n + k == 0) return 1;
  std::size_t both = 0;
  for (std::size_t i = 0; i < n; ++i) {
    auto* const end = y.begin() + k;
    auto* const found = std::find(y.begin(), end, x[i]);
    if (found == end) continue;
    ++both;
    *found = {};
  }
  return 2.0 * static_cast<double>(both) / static_cast<double>(n + k);
}

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t bits = 0;
  for (const char c : text) {
    if (c >= 'a' && c <= 'z') {
      bits |= 1U << static_cast<unsigned>(c - 'a');
    } else if (c >= '0' && c <= '9') {
      bits |= 1U << (26U + static_cast<unsigned>(c - '0') % 6U);
    }
  }
  return bits;
}

}  // namespace mash::linkage
