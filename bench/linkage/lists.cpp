// SPDX-License-Identifier: MIT
#include "lists.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <utility>

namespace mash::linkgen {
namespace {

constexpr std::array<std::string_view, origin_count> k_words{
    "english", "south_asian", "arabic", "west_african", "slavic", "turkish"};

using Cells = std::vector<std::string>;

Cells split(std::string_view text, char separator) {
  Cells cells;
  std::size_t from = 0;
  while (from <= text.size() && !text.empty()) {
    const std::size_t end = std::min(text.find(separator, from), text.size());
    cells.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return cells;
}

std::optional<Origin> origin_of(std::string_view text) {
  const auto* found = std::find(k_words.begin(), k_words.end(), text);
  if (found == k_words.end()) return std::nullopt;
  return static_cast<Origin>(found - k_words.begin());
}

std::optional<double> weight_of(std::string_view text) {
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

Error wrong(const std::filesystem::path& file, std::size_t line) {
  return invalid("lists", file.filename().string() + " line " + std::to_string(line) +
                              ": not as bench/linkage/lists/README.md says");
}

// Calls `take` with the cells of each line below the header; false means the line is wrong.
template <typename Take>
Result<void> each_line(const std::filesystem::path& file, std::size_t columns, Take take) {
  std::ifstream in(file);
  if (!in) return invalid("lists", "cannot read " + file.string());
  std::string text;
  std::getline(in, text);
  for (std::size_t line = 2; std::getline(in, text); ++line) {
    Cells cells = split(text, ',');
    cells.resize(std::max(cells.size(), columns));
    if (cells.size() != columns || !take(cells)) return wrong(file, line);
  }
  return {};
}

}  // namespace

std::string_view word(Origin origin) {
  return k_words.at(static_cast<std::size_t>(origin));
}

void NamePool::add(Name name, double weight) {
  names_.push_back(std::move(name));
  up_to_.push_back((up_to_.empty() ? 0.0 : up_to_.back()) + weight);
}

const Name& NamePool::draw(Stream& stream) const {
  const double point = stream.unit() * up_to_.back();
  const auto found = std::upper_bound(up_to_.begin(), up_to_.end() - 1, point);
  return names_[static_cast<std::size_t>(found - up_to_.begin())];
}

Result<Lists> read_lists(const std::filesystem::path& folder) {
  Lists lists;
  MASH_TRY_DO(each_line(folder / "given_names.csv", 6, [&](const Cells& cells) {
    const auto origin = origin_of(cells[0]);
    const auto weight = weight_of(cells[3]);
    if (!origin || !weight || (cells[1] != "F" && cells[1] != "M")) return false;
    auto& pools = cells[1] == "F" ? lists.girls : lists.boys;
    pools.at(static_cast<std::size_t>(*origin))
        .add({cells[2], split(cells[4], '|'), split(cells[5], '|')}, *weight);
    return true;
  }));
  MASH_TRY_DO(each_line(folder / "surnames.csv", 4, [&](const Cells& cells) {
    const auto origin = origin_of(cells[0]);
    const auto weight = weight_of(cells[2]);
    if (!origin || !weight) return false;
    lists.surnames.at(static_cast<std::size_t>(*origin))
        .add({cells[1], split(cells[3], '|'), {}}, *weight);
    return true;
  }));
  MASH_TRY_DO(each_line(folder / "places.csv", 1, [&](Cells& cells) {
    lists.places.push_back(std::move(cells[0]));
    return true;
  }));
  MASH_TRY_DO(each_line(folder / "districts.csv", 2, [&](Cells& cells) {
    lists.districts.push_back({std::move(cells[0]), std::move(cells[1])});
    return true;
  }));
  for (std::size_t i = 0; i < origin_count; ++i) {
    if (lists.girls.at(i).size() == 0 || lists.boys.at(i).size() == 0 ||
        lists.surnames.at(i).size() == 0) {
      return invalid("lists", "no names of origin " + std::string(k_words.at(i)));
    }
  }
  if (lists.places.empty() || lists.districts.empty())
    return invalid("lists", "no places or no districts");
  return lists;
}

}  // namespace mash::linkgen
