// SPDX-License-Identifier: MIT
#include "csv_rows.h"

#include <cstdint>
#include <cstring>

#include "mash/linkage/csv.h"

namespace mash::linkage {

namespace {

// Length of the UTF-8 sequence at the start, 0 if it is none.
std::size_t sequence(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const auto follows = [&](std::size_t i) { return i < s.size() && (byte(i) & 0xC0U) == 0x80U; };
  const unsigned b = byte(0);
  if (b < 0x80) return 1;
  if (b >= 0xC2 && b <= 0xDF) return follows(1) ? 2 : 0;
  if ((b & 0xF0U) == 0xE0U) {
    if (!follows(1) || !follows(2) || (b == 0xE0 && byte(1) < 0xA0) ||
        (b == 0xED && byte(1) > 0x9F))
      return 0;
    return 3;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    if (!follows(1) || !follows(2) || !follows(3) || (b == 0xF0 && byte(1) < 0x90) ||
        (b == 0xF4 && byte(1) > 0x8F))
      return 0;
    return 4;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::string_view s) {
  while (!s.empty()) {
    if (s.size() >= 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, s.data(), 8);
      if ((word & 0x8080808080808080ULL) == 0) {
        s.remove_prefix(8);
        continue;
      }
    }
    const auto n = sequence(s);
    if (n == 0) return false;
    s.remove_prefix(n);
  }
  return true;
}

CsvRows::CsvRows(std::string_view file, std::string_view bytes, char separator)
    : file_(file), rest_(bytes), separator_(separator) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    fault_ = invalid(file_, file_ + ": the file is UTF-16; save it as UTF-8");
  }
}

bool CsvRows::fail(std::size_t column, const std::string& what) {
  std::string where = file_ + ": row " + std::to_string(row_);
  if (column < headers_.size()) {
    where += ", column \"" + headers_[column] + "\"";
  } else {
    where += ", cell " + std::to_string(column + 1);
  }
  fault_ = invalid(file_, where + ": " + what);
  return false;
}

bool CsvRows::check(std::string_view cell, std::size_t column) {
  if (!is_utf8(cell)) {
    return fail(column,
                "the text is not UTF-8; save the file as UTF-8 or say --encoding "
                "windows-1252");
  }
  if (cell.find('\0') != std::string_view::npos) return fail(column, "there is a NUL byte");
  return true;
}

// After the opening quote; takes everything up to the separator or line end.
bool CsvRows::quoted(std::string_view& cell) {
  std::size_t from = 0;
  std::string* own = nullptr;
  for (;;) {
    const auto end = rest_.find('"', from);
    if (end == std::string_view::npos) return false;
    if (end + 1 < rest_.size() && rest_[end + 1] == '"') {
      if (own == nullptr) {
        unescaped_.emplace_back();
        own = &unescaped_.back();
      }
      from = end + 2;
      continue;
    }
    cell = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    break;
  }
  if (own != nullptr) {
    for (std::size_t i = 0; i < cell.size(); ++i) {
      *own += cell[i];
      if (cell[i] == '"') ++i;
    }
    cell = *own;
  }
  cell = trimmed(cell);
  while (!rest_.empty() && is_space(rest_.front()) && rest_.front() != separator_)
    rest_.remove_prefix(1);
  return rest_.empty() || rest_.front() == separator_ || rest_.front() == '\n' ||
         rest_.starts_with("\r\n");
}

bool CsvRows::plain(std::string_view& cell) {
  std::size_t end = 0;
  while (end < rest_.size() && rest_[end] != separator_ && rest_[end] != '\n') ++end;
  cell = rest_.substr(0, end);
  rest_.remove_prefix(end);
  if ((rest_.empty() || rest_.front() == '\n') && cell.ends_with('\r')) cell.remove_suffix(1);
  cell = trimmed(cell);
  return cell.find('"') == std::string_view::npos || cell.front() != '"';
}

// One cell with the spaces before it; then the text goes on at a separator, a line end or nothing.
bool CsvRows::cell(std::vector<std::string_view>& cells) {
  while (!rest_.empty() && is_space(rest_.front()) && rest_.front() != separator_)
    rest_.remove_prefix(1);
  std::string_view text;
  const bool opened = rest_.starts_with('"');
  if (opened) rest_.remove_prefix(1);
  if (!(opened ? quoted(text) : plain(text)))
    return fail(cells.size(), "a quotation mark is out of place or never closed");
  if (!check(text, cells.size())) return false;
  cells.push_back(text);
  return true;
}

bool CsvRows::next(std::vector<std::string_view>& cells) {
  cells.clear();
  if (fault_) return false;
  while (rest_.starts_with('\n') || rest_.starts_with("\r\n"))
    rest_.remove_prefix(rest_.front() == '\n' ? 1 : 2);
  if (rest_.empty()) return false;
  ++row_;
  for (;;) {
    if (!cell(cells)) return false;
    if (rest_.empty()) break;
    const char c = rest_.front();
    rest_.remove_prefix(c == '\r' ? 2 : 1);
    if (c != separator_) break;
  }
  if (!headers_.empty() && cells.size() != headers_.size()) {
    return fail(cells.size(), "there are " + std::to_string(cells.size()) +
                                  " cells, but the header has " + std::to_string(headers_.size()));
  }
  return true;
}

std::string from_windows_1252(std::string_view bytes) {
  static constexpr char16_t k_high[32] = {
      0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const unsigned b = static_cast<unsigned char>(c);
    const unsigned point = b >= 0x80 && b < 0xA0 ? k_high[b - 0x80] : b;
    if (point < 0x80) {
      out += c;
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0U | (point >> 6U));
      out += static_cast<char>(0x80U | (point & 0x3FU));
    } else {
      out += static_cast<char>(0xE0U | (point >> 12U));
      out += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
      out += static_cast<char>(0x80U | (point & 0x3FU));
    }
  }
  return out;
}

}  // namespace mash::linkage
