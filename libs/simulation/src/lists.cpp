// SPDX-License-Identifier: MIT
#include "mash/simulation/lists.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace mash::simulation {
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

Error wrong(std::string_view list, std::size_t line) {
  return invalid("lists", std::string(list) + " line " + std::to_string(line) +
                              ": not as data/simulation/names/README.md says");
}

// Calls `take` with the cells of each line below the header; false means the line is wrong.
template <typename Take>
Result<void> each_line(std::string_view list, std::string_view text, std::size_t columns,
                       Take take) {
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Cells cells = split(text.substr(0, end), ',');
    text.remove_prefix(std::min(end + 1, text.size()));
    if (++line == 1) continue;
    cells.resize(std::max(cells.size(), columns));
    if (cells.size() != columns || !take(cells)) return wrong(list, line);
  }
  return {};
}

Result<std::string> text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return invalid("lists", "cannot read " + file.string());
  return std::string{std::istreambuf_iterator<char>(in), {}};
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

Result<Lists> read_lists(const ListTexts& texts) {
  Lists lists;
  MASH_TRY_DO(each_line("given_names.csv", texts.given_names, 6, [&](const Cells& cells) {
    const auto origin = origin_of(cells[0]);
    const auto weight = weight_of(cells[3]);
    if (!origin || !weight || (cells[1] != "F" && cells[1] != "M")) return false;
    auto& pools = cells[1] == "F" ? lists.girls : lists.boys;
    pools.at(static_cast<std::size_t>(*origin))
        .add({cells[2], split(cells[4], '|'), split(cells[5], '|')}, *weight);
    return true;
  }));
  MASH_TRY_DO(each_line("surnames.csv", texts.surnames, 4, [&](const Cells& cells) {
    const auto origin = origin_of(cells[0]);
    const auto weight = weight_of(cells[2]);
    if (!origin || !weight) return false;
    lists.surnames.at(static_cast<std::size_t>(*origin))
        .add({cells[1], split(cells[3], '|'), {}}, *weight);
    return true;
  }));
  MASH_TRY_DO(each_line("places.csv", texts.places, 1, [&](Cells& cells) {
    lists.places.push_back(std::move(cells[0]));
    return true;
  }));
  MASH_TRY_DO(each_line("districts.csv", texts.districts, 2, [&](Cells& cells) {
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

Result<Lists> read_lists(const std::filesystem::path& folder) {
  MASH_TRY(const auto given_names, text_of(folder / "given_names.csv"));
  MASH_TRY(const auto surnames, text_of(folder / "surnames.csv"));
  MASH_TRY(const auto places, text_of(folder / "places.csv"));
  MASH_TRY(const auto districts, text_of(folder / "districts.csv"));
  return read_lists({given_names, surnames, places, districts});
}

}  // namespace mash::simulation
