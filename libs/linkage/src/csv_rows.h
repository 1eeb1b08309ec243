// SPDX-License-Identifier: MIT
// The rows of a CSV text, strictly: csv.h has the rules.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"

namespace mash::linkage {

// Of a cell: not part of it at its ends.
inline bool is_space(char c) {
  return c == ' ' || c == '\t';
}
inline std::string_view trimmed(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
  return s;
}

class CsvRows {
 public:
  CsvRows(std::string_view file, std::string_view bytes, char separator);

  // From now on each row must have these columns.
  void expect(std::vector<std::string> headers) { headers_ = std::move(headers); }
  // The next row that is not blank; false at the end or at a fault. Cells point into the text, or
  // into this object if they had doubled quotes.
  bool next(std::vector<std::string_view>& cells);
  [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }
  // What is still to be read; and that some of it was, by other means.
  [[nodiscard]] char separator() const { return separator_; }
  [[nodiscard]] std::string_view rest() const { return rest_; }
  void skip(std::size_t bytes, std::size_t rows) {
    rest_.remove_prefix(bytes);
    row_ += rows;
  }
  // Cells given so far are no longer used.
  void drop_unescaped() { unescaped_.clear(); }

 private:
  bool cell(std::vector<std::string_view>& cells);
  bool quoted(std::string_view& text);
  bool plain(std::string_view& text);
  bool check(std::string_view cell, std::size_t column);
  bool fail(std::size_t column, const std::string& what);

  std::string file_;
  std::string_view rest_;
  char separator_;
  std::size_t row_ = 0;
  std::vector<std::string> headers_;
  std::deque<std::string> unescaped_;
  std::optional<Error> fault_;
};

}  // namespace mash::linkage
