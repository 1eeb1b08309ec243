// SPDX-License-Identifier: MIT
// A small invented register for tests: families with twins and siblings, each person recorded one
// to three times with errors. The seed decides everything.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "mash/linkage/csv.h"
#include "mash/linkage/evaluate.h"

namespace mash::linkage {

// Of a file with a column "id".
inline Table table_of(const std::string& csv) {
  const Input input{.name = "register", .bytes = csv, .id_column = "id"};
  const auto header = read_header(input);
  return *read_table({&input, 1}, {&*header, 1}, 1);
}

struct Register {
  struct Row {
    std::string id;
    std::string cells;  // CSV, after the id
    std::uint32_t person = 0;
  };
  std::vector<Row> rows;

  [[nodiscard]] std::string csv() const {
    std::string out = "id,given_name,surname,dob,house,street,postcode,phone\n";
    for (const auto& r : rows) out += r.id + "," + r.cells + "\n";
    return out;
  }
  [[nodiscard]] Table table() const { return table_of(csv()); }
};

class RegisterMaker {
 public:
  explicit RegisterMaker(unsigned seed) : random_(seed) {}

  Register make(int families) {
    Register out;
    for (int f = 0; f < families; ++f) family(out);
    std::shuffle(out.rows.begin(), out.rows.end(), random_);
    for (std::size_t i = 0; i < out.rows.size(); ++i) out.rows[i].id = "r" + std::to_string(i);
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool chance(unsigned percent) { return below(100) < percent; }

  std::string word(std::size_t syllables) {
    static constexpr const char* parts[] = {"ka",  "lo",  "mi", "ren", "sha", "to",  "ve",
                                            "dan", "bel", "ja", "wim", "gor", "pes", "fu"};
    std::string s;
    for (std::size_t i = 0; i < syllables; ++i) s += parts[below(std::size(parts))];
    return s;
  }
  std::string damaged(std::string s) {
    if (s.size() > 2 && chance(12)) std::swap(s[s.size() - 1], s[s.size() - 2]);
    if (s.size() > 3 && chance(6)) s.erase(below(s.size() - 1) + 1, 1);
    return s;
  }
  std::string date() {
    return std::to_string(1960 + below(60)) + "-" + std::to_string(101 + below(12)).substr(1) +
           "-" + std::to_string(101 + below(28)).substr(1);
  }

  void family(Register& out) {
    const std::string surname = word(3);
    const std::string home = std::to_string(1 + below(90)) + "," + word(3) + " road,n" +
                             std::to_string(1 + below(20)) + std::to_string(below(10)) + "aa";
    const std::string phone = "0207946" + std::to_string(1000 + below(9000));
    const std::size_t children = 1 + below(3);
    std::string born = date();
    for (std::size_t c = 0; c < children; ++c) {
      if (!(c == 1 && chance(30))) born = date();  // else a twin
      ++person_;
      const std::string given = word(2 + below(2));
      for (std::size_t n = 1 + below(3); n > 0; --n) {
        std::string cells = damaged(given) + "," + damaged(surname) + ",";
        cells += chance(5) ? "" : born;
        cells += "," + home + "," + (chance(50) ? phone : "");
        out.rows.push_back({"", cells, person_});
      }
    }
  }

  std::mt19937 random_;
  std::uint32_t person_ = 0;
};

}  // namespace mash::linkage
