// SPDX-License-Identifier: MIT
#include "mash/pointer/filter.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace mash::pointer {

namespace {

constexpr std::string_view k_head = "MASHPTR1";
constexpr std::size_t k_cut = 6;
using Cut = std::array<std::uint8_t, k_cut>;

Cut cut(ByteView tag) {
  Cut out;
  std::copy_n(tag.begin(), k_cut, out.begin());
  return out;
}

Cut at(const Bytes& text, std::size_t i) {
  return cut(ByteView(text).subspan(k_head.size() + i * k_cut, k_cut));
}

}  // namespace

Filter Filter::make(std::span<const Tag> tags, std::size_t round, Random& random) {
  std::set<Cut> all;
  for (const Tag& t : tags) all.insert(cut(t));
  const std::size_t steps = std::max<std::size_t>(1, (all.size() + round - 1) / round);
  while (all.size() < steps * round) {
    Cut more;
    random.fill(more);
    all.insert(more);
  }
  Bytes text = to_bytes(k_head);
  text.reserve(k_head.size() + all.size() * k_cut);
  for (const Cut& c : all) text.insert(text.end(), c.begin(), c.end());
  return Filter(std::move(text));
}

Result<Filter> Filter::decode(Bytes text) {
  if (text.size() < k_head.size() || (text.size() - k_head.size()) % k_cut != 0 ||
      !std::equal(k_head.begin(), k_head.end(), text.begin())) {
    return invalid("filter", "Not a list of tags, or cut off.");
  }
  Filter out(std::move(text));
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (at(out.text_, i - 1) >= at(out.text_, i)) {
      return invalid("filter", "The tags are not in ascending order.");
    }
  }
  return out;
}

bool Filter::may_hold(const Tag& tag) const {
  const Cut wanted = cut(tag);
  std::size_t low = 0;
  std::size_t high = size();
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (at(text_, middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < size() && at(text_, low) == wanted;
}

std::size_t Filter::size() const {
  return (text_.size() - k_head.size()) / k_cut;
}

}  // namespace mash::pointer
