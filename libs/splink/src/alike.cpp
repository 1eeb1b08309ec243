// SPDX-License-Identifier: MIT
#include "alike.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "characters.h"
#include "mash/linkage/compare.h"

namespace mash::splink {

namespace {

constexpr std::size_t k_word = 64;

// Calls with both as plain bytes or both as code points.
template <class Call>
auto with_characters(Text a, Text b, Call&& call) {
  if (a.ascii && b.ascii) return call(a.bytes, b.bytes);
  return call(std::u32string_view(code_points(a.bytes)), std::u32string_view(code_points(b.bytes)));
}

template <class String>
void drop_common_ends(String& a, String& b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

// Myers' bit-vectors; the shorter has at most 64 bytes.
int levenshtein_bits(std::string_view a, std::string_view b) {
  std::array<std::uint64_t, 128> at{};
  for (std::size_t i = 0; i < a.size(); ++i)
    at[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t vp = ~std::uint64_t{0};
  std::uint64_t vn = 0;
  int distance = static_cast<int>(a.size());
  for (const char c : b) {
    const std::uint64_t here = at[static_cast<unsigned char>(c)];
    const std::uint64_t d0 = (((here & vp) + vp) ^ vp) | here | vn;
    const std::uint64_t hp = vn | ~(d0 | vp);
    const std::uint64_t hn = d0 & vp;
    distance += static_cast<int>((hp & last) != 0) - static_cast<int>((hn & last) != 0);
    const std::uint64_t shifted = (hp << 1U) | 1U;
    vp = (hn << 1U) | ~(d0 | shifted);
    vn = shifted & d0;
  }
  return distance;
}

template <class String>
int levenshtein_rows(String a, String b) {
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// Lowrance and Wagner 1975: what lies between two swapped characters may be edited too.
template <class String>
int damerau_rows(String a, String b) {
  const std::size_t width = b.size() + 2;
  const int far = static_cast<int>(a.size() + b.size());
  std::vector<int> d((a.size() + 2) * width, far);
  for (std::size_t i = 0; i <= a.size(); ++i) d[(i + 1) * width + 1] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[width + j + 1] = static_cast<int>(j);
  std::unordered_map<char32_t, std::size_t> last_row;  // where a character of b stood last in a
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t last_match = 0;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto found = last_row.find(static_cast<char32_t>(b[j - 1]));
      const std::size_t k = found == last_row.end() ? 0 : found->second;
      const std::size_t l = last_match;
      const bool same = a[i - 1] == b[j - 1];
      if (same) last_match = j;
      const int swapped = d[k * width + l] + static_cast<int>(i - k - 1 + 1 + (j - l - 1));
      d[(i + 1) * width + j + 1] =
          std::min({d[i * width + j] + (same ? 0 : 1), d[(i + 1) * width + j] + 1,
                    d[i * width + j + 1] + 1, swapped});
    }
    last_row[static_cast<char32_t>(a[i - 1])] = i;
  }
  return d.back();
}

std::uint64_t low_bits(std::size_t n) {
  return n >= k_word ? ~std::uint64_t{0} : (std::uint64_t{1} << n) - 1;
}

double jaro_of(std::size_t common, std::size_t moved, std::size_t a, std::size_t b) {
  if (common == 0) return 0;
  const auto m = static_cast<double>(common);
  const std::size_t swaps = moved / 2;
  return (m / static_cast<double>(a) + m / static_cast<double>(b) +
          (m - static_cast<double>(swaps)) / m) /
         3;
}

std::size_t window_of(std::size_t a, std::size_t b) {
  const std::size_t half = std::max(a, b) / 2;
  return half > 0 ? half - 1 : 0;
}

template <class String>
double jaro_rows(String a, String b) {
  const std::size_t window = window_of(a.size(), b.size());
  std::vector<char> taken_a(a.size(), 0);
  std::u32string matched;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t first = j > window ? j - window : 0;
    for (std::size_t i = first; i < std::min(a.size(), j + window + 1); ++i) {
      if (taken_a[i] != 0 || a[i] != b[j]) continue;
      taken_a[i] = 1;
      matched += static_cast<char32_t>(b[j]);
      break;
    }
  }
  std::size_t moved = 0;
  std::size_t k = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (taken_a[i] != 0 && static_cast<char32_t>(a[i]) != matched[k++]) ++moved;
  return jaro_of(matched.size(), moved, a.size(), b.size());
}

double jaro_bits(std::string_view a, std::string_view b) {
  std::array<std::uint64_t, 128> at{};
  for (std::size_t i = 0; i < a.size(); ++i)
    at[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::size_t window = window_of(a.size(), b.size());
  std::uint64_t taken = 0;
  std::array<char, k_word> matched{};
  std::size_t common = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    const std::size_t first = j > window ? j - window : 0;
    if (first >= a.size()) break;
    const std::uint64_t reach = low_bits(j + window + 1) & ~low_bits(first);
    const std::uint64_t free = at[static_cast<unsigned char>(b[j])] & reach & ~taken;
    if (free == 0) continue;
    taken |= free & (~free + 1);
    matched[common++] = b[j];
  }
  std::size_t moved = 0;
  for (std::size_t k = 0; k < common; ++k, taken &= taken - 1)
    if (a[static_cast<std::size_t>(std::countr_zero(taken))] != matched[k]) ++moved;
  return jaro_of(common, moved, a.size(), b.size());
}

}  // namespace

int levenshtein(Text a, Text b, int limit) {
  const int distance = with_characters(a, b, [&](auto x, auto y) {
    if (x.size() > y.size()) std::swap(x, y);
    if (y.size() - x.size() > static_cast<std::size_t>(limit)) return limit + 1;
    drop_common_ends(x, y);
    if (x.empty()) return static_cast<int>(y.size());
    if constexpr (std::is_same_v<decltype(x), std::string_view>)
      if (x.size() <= k_word) return levenshtein_bits(x, y);
    return levenshtein_rows(x, y);
  });
  return std::min(distance, limit + 1);
}

int damerau_levenshtein(Text a, Text b, int limit) {
  const int distance = with_characters(a, b, [&](auto x, auto y) {
    if (x.size() > y.size()) std::swap(x, y);
    const std::size_t longer = y.size() - x.size();
    if (longer > static_cast<std::size_t>(limit)) return limit + 1;
    drop_common_ends(x, y);
    if (x.empty()) return static_cast<int>(y.size());
    if constexpr (std::is_same_v<decltype(x), std::string_view>) {
      if (x.size() <= k_word) {
        // Swaps of neighbours alone are quick to count. They make all the difference up to two
        // edits, and of three or more only an insertion within a swap would make fewer.
        const int simple = linkage::edit_distance(x, y, static_cast<int>(y.size()));
        if (simple <= 2 || limit <= 1 || (limit == 2 && longer != 1)) return simple;
      }
    }
    return damerau_rows(x, y);
  });
  return std::min(distance, limit + 1);
}

double jaro(Text a, Text b) {
  return with_characters(a, b, [](auto x, auto y) {
    if (x.empty() || y.empty()) return 0.0;
    if constexpr (std::is_same_v<decltype(x), std::string_view>)
      if (x.size() <= k_word && y.size() <= k_word) return jaro_bits(x, y);
    return jaro_rows(x, y);
  });
}

double jaro_winkler(Text a, Text b) {
  const double j = jaro(a, b);
  if (j <= 0.7) return j;
  return with_characters(a, b, [&](auto x, auto y) {
    std::size_t prefix = 0;
    while (prefix < 4 && prefix < x.size() && prefix < y.size() && x[prefix] == y[prefix]) ++prefix;
    return j + static_cast<double>(prefix) * 0.1 * (1 - j);
  });
}

double jaccard(Text a, Text b) {
  if (a.bytes.empty() || b.bytes.empty()) return std::numeric_limits<double>::quiet_NaN();
  return with_characters(a, b, [](auto x, auto y) {
    using Character = typename decltype(x)::value_type;
    std::basic_string<Character> p(x);
    std::basic_string<Character> q(y);
    for (auto* s : {&p, &q}) {
      std::sort(s->begin(), s->end());
      s->erase(std::unique(s->begin(), s->end()), s->end());
    }
    std::size_t both = 0;
    for (const auto c : p) both += std::binary_search(q.begin(), q.end(), c) ? 1 : 0;
    return static_cast<double>(both) / static_cast<double>(p.size() + q.size() - both);
  });
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace mash::splink
