// SPDX-License-Identifier: MIT
// Names and places from which people are made up. Sources: data/simulation/names/README.md.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mash/base/result.h"
#include "mash/simulation/stream.h"

namespace mash::simulation {

// A tradition of naming, for measuring whether each is recognised as well as the others. It says
// nothing about a person beyond how the name is written.
enum class Origin { english, south_asian, arabic, west_african, slavic, turkish };
inline constexpr std::size_t origin_count = 6;
std::string_view word(Origin origin);

struct Name {
  std::string text;
  std::vector<std::string> spellings;  // other ways to write it
  std::vector<std::string> pet_forms;
};

// Names drawn as often as their weights say.
class NamePool {
 public:
  void add(Name name, double weight);
  const Name& draw(Stream& stream) const;
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<Name> names_;
  std::vector<double> up_to_;
};

struct District {
  std::string code;  // outward half of a postcode
  std::string town;
};

struct Lists {
  std::array<NamePool, origin_count> girls, boys, surnames;
  std::vector<std::string> places;  // street names are made from these
  std::vector<District> districts;
};

// The texts of the four lists of data/simulation/names.
struct ListTexts {
  std::string_view given_names, surnames, places, districts;
};

// Fails with the list and line that is wrong.
Result<Lists> read_lists(const ListTexts& texts);
Result<Lists> read_lists(const std::filesystem::path& folder);

}  // namespace mash::simulation
