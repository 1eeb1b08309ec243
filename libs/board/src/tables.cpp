// SPDX-License-Identifier: MIT
#include "mash/board/tables.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

#include "board_tables_data.h"
#include "mash/base/assert.h"
#include "mash/json/value.h"

namespace mash::board {

namespace {

constexpr std::size_t k_elements = 5;

// Reads members of objects and keeps the first that is wrong.
class Reader {
 public:
  std::string words(const json::Value& from, const char* name) {
    auto out = from.text(name);
    if (out.empty()) fail(name, "Give words");
    return out;
  }
  int whole(const json::Value& from, const char* name) {
    constexpr std::int64_t k_most = 1'000'000;
    const auto* number = from[name].as_int();
    if (number == nullptr || *number < 1 || *number > k_most) {
      fail(name, "Give a whole number from 1");
      return 0;
    }
    return static_cast<int>(*number);
  }
  std::vector<std::string> codes(const json::Value& from, const char* name) {
    std::vector<std::string> out;
    for (const auto& one : list(from, name)) {
      if (one.as_string() == nullptr) {
        fail(name, "Give a list of codes");
      } else {
        out.push_back(*one.as_string());
      }
    }
    return out;
  }
  std::vector<Named> named(const json::Value& from, const char* name) {
    std::vector<Named> out;
    for (const auto& one : list(from, name)) {
      out.push_back({.code = words(one, "code"), .words = words(one, "words")});
    }
    std::set<std::string> seen;
    for (const auto& one : out) {
      if (!seen.insert(one.code).second || one.code == k_total) {
        fail(name, "Give each value a code of its own");
      }
    }
    if (out.empty()) fail(name, "Give at least one");
    return out;
  }
  json::Array list(const json::Value& from, const char* name) {
    const auto* out = from[name].as_array();
    if (out == nullptr) fail(name, "Give a list");
    return out == nullptr ? json::Array{} : *out;
  }
  void fail(std::string_view name, const std::string& message) {
    if (!fault_) fault_ = invalid(std::string(name), message);
  }
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
  std::optional<Error> fault_;
};

template <class T>
const T* find(const std::vector<T>& all, std::string_view code) {
  const auto at = std::ranges::find(all, code, &T::code);
  return at == all.end() ? nullptr : &*at;
}

bool within(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::ranges::all_of(
      some, [&](const auto& one) { return std::ranges::find(all, one) != all.end(); });
}

void check(const Definitions& all, Reader& in) {
  for (const auto& unit : all.units) {
    for (const auto& code : unit.dimensions) {
      if (find(all.dimensions, code) == nullptr) in.fail("units", "Name a dimension of the list");
    }
    if (!within(unit.sensitive, unit.dimensions)) {
      in.fail("units", "A sensitive dimension is one of the unit");
    }
  }
  std::set<std::string> ids;
  for (const auto& table : all.tables) {
    const auto* unit = find(all.units, table.unit);
    if (unit == nullptr) {
      in.fail("tables", "Name a unit of the list");
    } else if (table.dimensions.empty() || !within(table.dimensions, unit->dimensions)) {
      in.fail("tables", "A table has dimensions of its unit");
    }
    if (!ids.insert(table.id).second) in.fail("tables", "Give each table an id of its own");
  }
  if (all.elements.size() != k_elements) in.fail("elements", "There are five core elements");
}

}  // namespace

Result<Definitions> parse_definitions(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  Reader in;
  Definitions out{.version = in.whole(file, "version"),
                  .least_base = in.whole(file, "least_base"),
                  .unknown_percent = in.whole(file, "unknown_percent"),
                  .elements = in.named(file, "elements"),
                  .evidence = in.named(file, "evidence")};
  for (const auto& one : in.list(file, "dimensions")) {
    out.dimensions.push_back({.code = in.words(one, "code"),
                              .words = in.words(one, "words"),
                              .values = in.named(one, "values")});
  }
  for (const auto& one : in.list(file, "units")) {
    out.units.push_back({.code = in.words(one, "code"),
                         .words = in.words(one, "words"),
                         .dimensions = in.codes(one, "dimensions"),
                         .sensitive = in.codes(one, "sensitive")});
  }
  for (const auto& one : in.list(file, "tables")) {
    out.tables.push_back({.id = in.words(one, "id"),
                          .title = in.words(one, "title"),
                          .unit = in.words(one, "unit"),
                          .dimensions = in.codes(one, "dimensions")});
  }
  check(out, in);
  if (in.fault()) return *in.fault();
  return out;
}

const Definitions& built_in_definitions() {
  static const Definitions all = [] {
    auto parsed = parse_definitions(board_tables_data());
    if (!parsed) throw std::runtime_error("data/board_tables.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return all;
}

const TableDefinition* find_table(const Definitions& all, std::string_view id) {
  const auto at = std::ranges::find(all.tables, id, &TableDefinition::id);
  return at == all.tables.end() ? nullptr : &*at;
}

const Dimension& dimension_of(const Definitions& all, std::string_view code) {
  const auto* out = find(all.dimensions, code);
  MASH_ASSERT(out != nullptr);
  return *out;
}

const Unit& unit_of(const Definitions& all, std::string_view code) {
  const auto* out = find(all.units, code);
  MASH_ASSERT(out != nullptr);
  return *out;
}

std::string words_of(const Definitions& all, std::string_view dimension, std::string_view value) {
  if (value == k_total) return "Total";
  const auto* out = find(dimension_of(all, dimension).values, value);
  MASH_ASSERT(out != nullptr);
  return out->words;
}

std::vector<std::vector<std::string>> grid_of(const Definitions& all, const TableDefinition& table,
                                              Totals totals) {
  std::vector<std::vector<std::string>> out{{}};
  for (const auto& code : table.dimensions) {
    std::vector<std::vector<std::string>> longer;
    const auto& values = dimension_of(all, code).values;
    for (const auto& begun : out) {
      const auto add = [&](std::string_view value) {
        longer.push_back(begun);
        longer.back().emplace_back(value);
      };
      for (const auto& value : values) add(value.code);
      if (totals == Totals::with) add(k_total);
    }
    out = std::move(longer);
  }
  return out;
}

}  // namespace mash::board
