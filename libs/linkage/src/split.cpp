// SPDX-License-Identifier: MIT
#include "split.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "csv_rows.h"
#include "mash/linkage/csv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace mash::linkage {

namespace {

struct Marks {
  std::uint64_t ends = 0;  // separators and line ends, one bit a byte
  std::uint64_t quotes = 0;
  std::uint64_t nul = 0;
  std::uint64_t high = 0;  // not ASCII
};

#if defined(__SSE2__)
Marks marks_of(const char* bytes, char separator) {
  Marks m;
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i b = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * part));
    const auto equal = [&](char c) { return _mm_cmpeq_epi8(b, _mm_set1_epi8(c)); };
    const auto bits = [&](__m128i x) {
      return std::uint64_t{static_cast<unsigned>(_mm_movemask_epi8(x))} << (16 * part);
    };
    m.ends |= bits(_mm_or_si128(equal(separator), equal('\n')));
    m.quotes |= bits(equal('"'));
    m.nul |= bits(equal('\0'));
    m.high |= bits(b);
  }
  return m;
}
#else
Marks marks_of(const char* bytes, char separator) {
  Marks m;
  for (unsigned i = 0; i < 64; ++i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if (bytes[i] == separator || bytes[i] == '\n') m.ends |= bit;
    if (bytes[i] == '"') m.quotes |= bit;
    if (bytes[i] == '\0') m.nul |= bit;
    if ((bytes[i] & 0x80) != 0) m.high |= bit;
  }
  return m;
}
#endif

// Each bit: is the number of bits up to it odd?
std::uint64_t odd_before(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

class Splitting {
 public:
  Splitting(const std::vector<bool>& wanted, SplitCells& cells) : cells_(cells) {
    cells.columns.resize(wanted.size());
    cells.rows = 0;
    for (std::size_t c = 0; c < wanted.size(); ++c) {
      cells.columns[c].clear();
      to_.push_back(wanted[c] ? &cells.columns[c] : nullptr);
    }
  }

  // The cell before `end`, where a separator or a line end stands; false where the row is not
  // whole.
  bool cell(const char* begin, const char* end, bool line_end) {
    if (line_end) {
      if (end > begin && end[-1] == '\r') --end;
      if (column_ == 0 && begin == end) return true;  // a blank line
    }
    if (column_ == to_.size()) return false;
    auto text = trimmed({begin, static_cast<std::size_t>(end - begin)});
    if (text.starts_with('"')) {
      if (text.size() < 2 || !text.ends_with('"')) return false;
      ++quoted_;
      text = trimmed(text.substr(1, text.size() - 2));
    }
    if (auto* column = to_.data()[column_]; column != nullptr) column->push_back(text);
    ++column_;
    if (!line_end) return true;
    ++cells_.rows;
    const bool whole = column_ == to_.size();
    column_ = 0;
    return whole;
  }

  [[nodiscard]] bool within_row() const { return column_ != 0; }
  [[nodiscard]] std::size_t quoted() const { return quoted_; }

 private:
  SplitCells& cells_;
  std::vector<std::vector<std::string_view>*> to_;
  std::size_t column_ = 0;
  std::size_t quoted_ = 0;
};

}  // namespace

bool split_rows(std::string_view rows, char separator, const std::vector<bool>& wanted,
                SplitCells& cells) {
  Splitting splitting(wanted, cells);
  const char* const end = rows.data() + rows.size();
  const char* begin = rows.data();  // of the cell
  std::uint64_t high = 0;
  std::uint64_t inside = 0;  // all bits: a quoted cell is open
  std::size_t quotes = 0;
  for (const char* at = rows.data(); at < end; at += 64) {
    Marks m;
    if (end - at >= 64) {
      m = marks_of(at, separator);
    } else {
      char last[64];
      std::memset(last, ' ', sizeof last);
      std::memcpy(last, at, static_cast<std::size_t>(end - at));
      m = marks_of(last, separator);
    }
    if (m.nul != 0) return false;
    high |= m.high;
    if ((m.quotes | inside) != 0) {
      quotes += static_cast<std::size_t>(std::popcount(m.quotes));
      const auto within = odd_before(m.quotes) ^ inside;
      m.ends &= ~within;
      inside = (within >> 63U) != 0 ? ~std::uint64_t{0} : 0;
    }
    for (; m.ends != 0; m.ends &= m.ends - 1) {
      const char* const mark = at + std::countr_zero(m.ends);
      if (!splitting.cell(begin, mark, *mark == '\n')) return false;
      begin = mark + 1;
    }
  }
  if (inside != 0 || rows.ends_with('\r')) return false;
  const bool open = begin < end || splitting.within_row();  // no line end at the end
  if (open && !splitting.cell(begin, end, true)) return false;
  // Two for each quoted cell: none stands within a cell.
  if (quotes != 2 * splitting.quoted()) return false;
  return high == 0 || is_utf8(rows);
}

}  // namespace mash::linkage
