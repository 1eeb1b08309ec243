// SPDX-License-Identifier: MIT
// Circles around places, and spans of time.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "mash/scan/scan.h"

namespace mash::scan {

// Places from the centre outwards. A circle is the first `size` of them for each of `sizes`; those
// that another centre has already given are left out.
struct Centre {
  std::vector<std::uint32_t> order;
  std::vector<std::uint32_t> sizes;
};

// Places at one distance enter a circle together. `weights` of a circle sum to at most `most`.
std::vector<Centre> circles(const Study& study, std::span<const double> weights, double most);

// Spans over `columns` times, the first of which is the study's time `offset`: from, behind.
struct Spans {
  std::size_t offset = 0;
  std::size_t columns = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> list;
};
Spans spans_of(std::size_t times, const Options& options);
// In times: what the options say, or half of all.
std::size_t longest_span(std::size_t times, const Options& options);

}  // namespace mash::scan
