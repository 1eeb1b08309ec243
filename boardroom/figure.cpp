// SPDX-License-Identifier: MIT
#include "figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

namespace mash::boardroom {

namespace {

// Where a combination stands in the grid with totals.
std::size_t place_of(const board::Definitions& all, const board::TableDefinition& table,
                     const std::vector<std::string>& values) {
  assert(values.size() == table.dimensions.size());
  std::size_t out = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto& known = board::dimension_of(all, table.dimensions[i]).values;
    const auto at = std::ranges::find(known, values[i], &board::Named::code);
    assert(at != known.end() || values[i] == board::k_total);
    out = (out * (known.size() + 1)) + static_cast<std::size_t>(at - known.begin());
  }
  return out;
}

}  // namespace

std::string words_of(std::int64_t count) {
  constexpr std::size_t k_group = 3;
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > k_group;) {
    at -= k_group;
    out.insert(at, ",");
  }
  return out;
}

std::string words_of(const Figure& figure) {
  if (figure.count) return words_of(*figure.count);
  return figure.published ? k_hidden : k_not_published;
}

Figure figure_of(const board::Definitions& all, const board::Publication& publication,
                 std::string_view table, const std::vector<std::string>& values) {
  const auto* const definition = board::find_table(all, table);
  assert(definition != nullptr);
  const auto at = publication.shown.quarter.find(table);
  if (at == publication.shown.quarter.end()) return {};
  return {.published = true, .count = at->second.at(place_of(all, *definition, values))};
}

Figure sum_of(const board::Definitions& all, const board::Publication& publication,
              std::string_view table, const std::vector<std::vector<std::string>>& cells) {
  Figure out{.published = true, .count = 0};
  for (const auto& cell : cells) {
    const auto one = figure_of(all, publication, table, cell);
    out.published = out.published && one.published;
    out.count = out.count && one.count ? std::optional(*out.count + *one.count) : std::nullopt;
  }
  return out;
}

std::string percent(double share) {
  constexpr double k_hundred = 100;
  return fmt::format("{:.0f} %", share * k_hundred);
}

}  // namespace mash::boardroom
