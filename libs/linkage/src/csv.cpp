// SPDX-License-Identifier: MIT
#include "mash/linkage/csv.h"

#include <algorithm>

#include "csv_rows.h"
#include "guess.h"
#include "mash/linkage/parallel.h"
#include "split.h"

namespace mash::linkage {

namespace {

std::string_view without_bom(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return bytes;
}

char separator_of(std::string_view bytes) {
  const auto line = bytes.substr(0, bytes.find('\n'));
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t', '|'}) {
    const auto n = std::count(line.begin(), line.end(), c);
    if (n > most) {
      most = n;
      best = c;
    }
  }
  return best;
}

// Does the first line hold a CR that is no part of CRLF?
bool has_bare_cr(std::string_view text) {
  const auto end = text.find('\n');
  auto line = text.substr(0, end);
  if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
  return line.find('\r') != std::string_view::npos;
}

Result<std::vector<std::string>> header_names(const Input& input, CsvRows& rows) {
  if (!rows.fault() && has_bare_cr(rows.rest())) {
    return invalid(input.name, input.name +
                                   ": row 1: lines end in CR alone; save the file with LF "
                                   "or CRLF");
  }
  std::vector<std::string_view> cells;
  if (!rows.next(cells)) {
    if (rows.fault()) return *rows.fault();
    return invalid(input.name, input.name + ": the file is empty; the first row must name columns");
  }
  return std::vector<std::string>(cells.begin(), cells.end());
}

Error no_column(const Input& input, const std::vector<std::string>& names,
                std::string_view wanted) {
  std::string all;
  for (const auto& n : names) all += (all.empty() ? "" : ", ") + (n.empty() ? "\"\"" : n);
  return invalid(input.name, input.name + ": there is no column \"" + std::string(wanted) +
                                 "\"; the columns are: " + all);
}

Result<std::size_t> find_column(const Input& input, const std::vector<std::string>& names,
                                std::string_view wanted) {
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end()) return no_column(input, names, wanted);
  if (std::find(found + 1, names.end(), wanted) != names.end()) {
    return invalid(input.name, input.name + ": two columns are called \"" + std::string(wanted) +
                                   "\"; give them different names");
  }
  return static_cast<std::size_t>(found - names.begin());
}

// How databases and statistics programs write "missing". A person may be called Null or Na, but not
// in these letters.
bool is_missing(std::string_view cell) {
  if (cell.size() < 2 || cell.size() > 4) return false;
  return cell == "NA" || cell == "N/A" || cell == "NULL" || cell == "null" || cell == "NaN" ||
         cell == "nan" || cell == "None" || cell == "#N/A" || cell == "<NA>";
}

// Rows are read some at a time, so that few cells are held: they are parted, then each column is
// encoded on its own.
constexpr std::size_t k_strict_rows = 32'768;
constexpr std::size_t k_piece_bytes = 1U << 20U;
constexpr std::size_t k_pieces = 8;

// The first rows of a text, about a piece: up to a line end before which quotation marks are even.
// That is the end of a row if none of them stands within a cell, which split_rows makes sure of.
std::string_view whole_rows(std::string_view text) {
  std::size_t end = 0;
  std::ptrdiff_t quotes = 0;
  for (auto from = std::min(k_piece_bytes, text.size()); end < text.size(); from = end) {
    const auto line_end = text.find('\n', from);
    const auto next = line_end == std::string_view::npos ? text.size() : line_end + 1;
    quotes += std::count(text.data() + end, text.data() + next, '"');
    end = next;
    if (quotes % 2 == 0) break;
  }
  return text.substr(0, end);
}

class Reading {
 public:
  Reading(Table& table, unsigned threads) : table_(table), threads_(threads) {}

  Result<bool> read(const Input& input, const Header& header) {
    CsvRows rows(input.name, without_bom(input.bytes), header.separator);
    MASH_TRY(auto names, header_names(input, rows));
    place(header);
    return read_rows(input, rows, names);
  }

  // The columns called so, as they are written: only blank cells are missing.
  Result<bool> read(const Input& input, std::span<const std::string> columns) {
    const auto bytes = without_bom(input.bytes);
    CsvRows rows(input.name, bytes, separator_of(bytes));
    MASH_TRY(auto names, header_names(input, rows));
    targets_.clear();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (c == table_.columns.size()) table_.columns.push_back({.header = columns[c]});
      MASH_TRY(const auto at, find_column(input, names, columns[c]));
      targets_.push_back({at, c});
    }
    only_blank_is_missing_ = true;
    return read_rows(input, rows, names);
  }

 private:
  Result<bool> read_rows(const Input& input, CsvRows& rows, const std::vector<std::string>& names) {
    input_ = &input;
    MASH_TRY(id_at_, find_column(input, names, input.id_column));
    rows.expect(names);
    source_ = static_cast<std::uint16_t>(table_.sources.size());
    table_.sources.push_back(input.name);
    first_row_ = table_.rows();
    wanted_.assign(names.size(), false);
    wanted_[id_at_] = true;
    for (const auto& t : targets_) wanted_[t.from] = true;
    while (read_plain(rows) || read_strictly(rows)) MASH_TRY_DO(encode());
    if (rows.fault()) return *rows.fault();
    for (auto& c : table_.columns) c.ids.resize(table_.rows(), 0);
    return true;
  }

  // Which column of the table each column of the file fills.
  void place(const Header& header) {
    targets_.clear();
    std::array<std::size_t, k_roles> used{};
    for (std::size_t i = 0; i < header.columns.size(); ++i) {
      const auto& [name, role] = header.columns[i];
      if (role == Role::ignored) continue;
      std::size_t nth = used[static_cast<std::size_t>(role)]++;
      auto at = table_.columns.begin();
      for (; at != table_.columns.end(); ++at)
        if (at->role == role && nth-- == 0) break;
      if (at == table_.columns.end()) {
        table_.columns.push_back({.role = role, .header = name, .texts = {}, .ids = {}});
        table_.columns.back().ids.resize(table_.rows(), 0);
        at = table_.columns.end() - 1;
      }
      targets_.push_back({i, static_cast<std::size_t>(at - table_.columns.begin())});
    }
  }

  // Several pieces of whole rows, on all threads; false if there are none without oddities.
  bool read_plain(CsvRows& rows) {
    const auto rest = rows.rest();
    std::vector<std::string_view> parts;
    std::size_t used = 0;
    while (parts.size() < k_pieces && used < rest.size()) {
      parts.push_back(whole_rows(rest.substr(used)));
      used += parts.back().size();
    }
    if (parts.empty()) return false;
    pieces_.resize(parts.size());
    std::vector<char> whole(parts.size(), 0);
    parallel(parts.size(), threads_, [&](std::size_t i, unsigned) {
      whole[i] = split_rows(parts[i], rows.separator(), wanted_, pieces_[i]) ? 1 : 0;
    });
    if (std::find(whole.begin(), whole.end(), 0) != whole.end()) return false;
    std::size_t read = 0;
    for (const auto& piece : pieces_) read += piece.rows;
    rows.skip(used, read);
    return true;
  }

  // Some rows, with whatever RFC 4180 allows; false at the end or at a fault.
  bool read_strictly(CsvRows& rows) {
    pieces_.resize(1);
    auto& piece = pieces_[0];
    piece.columns.assign(wanted_.size(), {});
    piece.rows = 0;
    rows.drop_unescaped();
    std::vector<std::string_view> row;
    for (; piece.rows < k_strict_rows && rows.next(row); ++piece.rows) {
      for (std::size_t c = 0; c < row.size(); ++c)
        if (wanted_[c]) piece.columns[c].push_back(row[c]);
    }
    return piece.rows > 0 && !rows.fault();
  }

  Result<bool> encode() {
    Result<bool> ids = true;
    parallel(targets_.size() + 1, threads_, [&](std::size_t n, unsigned) {
      if (n == 0) {
        ids = encode_ids();
        return;
      }
      const auto [from, to] = targets_[n - 1];
      auto& column = table_.columns[to];
      for (auto& piece : pieces_) {
        auto& cells = piece.columns[from];
        for (auto& cell : cells)
          if (!only_blank_is_missing_ && is_missing(cell)) cell = {};
        const auto before = column.ids.size();
        column.ids.resize(before + cells.size());
        column.texts.add(cells, column.ids.data() + before);
      }
    });
    return ids;
  }

  Result<bool> encode_ids() {
    for (const auto& piece : pieces_) {
      const auto& cells = piece.columns[id_at_];
      const std::size_t before = table_.record.size();
      table_.record.resize(before + cells.size());
      table_.record_ids.add(cells, table_.record.data() + before);
      table_.source.resize(table_.record.size(), source_);
      last_source_.resize(table_.record_ids.size(), 0);
      for (std::size_t at = before; at < table_.record.size(); ++at) {
        const auto id = table_.record[at];
        if (id == 0) return invalid(input_->name, said_of(at) + " has no id");
        if (last_source_[id] == source_ + 1) return twice(at);
        last_source_[id] = static_cast<std::uint16_t>(source_ + 1);
      }
    }
    return true;
  }

  // "people.csv: row 7"
  [[nodiscard]] std::string said_of(std::size_t at) const {
    return input_->name + ": row " + std::to_string(at - first_row_ + 2);
  }

  [[nodiscard]] Error twice(std::size_t at) const {
    const auto begin = table_.record.begin() + first_row_;
    const auto first = std::find(begin, table_.record.end(), table_.record[at]) - begin;
    return invalid(input_->name, said_of(at) + " has the same id as row " +
                                     std::to_string(first + 2) +
                                     "; each record needs an id of its own");
  }

  struct Target {
    std::size_t from = 0;
    std::size_t to = 0;
  };
  Table& table_;
  unsigned threads_;
  const Input* input_ = nullptr;
  std::size_t id_at_ = 0;
  std::uint32_t first_row_ = 0;
  std::uint16_t source_ = 0;
  bool only_blank_is_missing_ = false;
  std::vector<Target> targets_;
  std::vector<bool> wanted_;  // of the file's columns
  std::vector<SplitCells> pieces_;
  std::vector<std::uint16_t> last_source_;  // per id: 1 + the source that had it last
};

}  // namespace

Result<std::vector<std::string>> column_names(const Input& input) {
  const auto bytes = without_bom(input.bytes);
  CsvRows rows(input.name, bytes, separator_of(bytes));
  return header_names(input, rows);
}

Result<Header> read_header(const Input& input) {
  const auto bytes = without_bom(input.bytes);
  Header header{.separator = separator_of(bytes), .columns = {}};
  CsvRows rows(input.name, bytes, header.separator);
  MASH_TRY(auto names, header_names(input, rows));
  MASH_TRY_DO(find_column(input, names, input.id_column));
  rows.expect(names);
  std::vector<std::vector<std::string>> sample(names.size());
  std::vector<std::string_view> cells;
  for (int i = 0; i < 300 && rows.next(cells); ++i)
    for (std::size_t c = 0; c < cells.size(); ++c) sample[c].emplace_back(cells[c]);
  for (std::size_t c = 0; c < names.size(); ++c) {
    header.columns.push_back(
        {names[c], names[c] == input.id_column ? Role::ignored : guess_role(names[c], sample[c])});
  }
  settle_roles(header.columns);
  return header;
}

Result<Header> read_header(const Input& input, std::span<const ColumnRole> wanted) {
  const auto bytes = without_bom(input.bytes);
  Header header{.separator = separator_of(bytes), .columns = {}};
  CsvRows rows(input.name, bytes, header.separator);
  MASH_TRY(auto names, header_names(input, rows));
  MASH_TRY_DO(find_column(input, names, input.id_column));
  for (const auto& n : names) header.columns.push_back({n, Role::ignored});
  for (const auto& w : wanted) {
    MASH_TRY(auto at, find_column(input, names, w.header));
    header.columns[at].role = w.role;
  }
  return header;
}

Result<Table> read_table(std::span<const Input> inputs, std::span<const Header> headers,
                         unsigned threads) {
  Table table;
  Reading reading(table, threads);
  for (std::size_t i = 0; i < inputs.size(); ++i) MASH_TRY_DO(reading.read(inputs[i], headers[i]));
  return table;
}

Result<Table> read_as_written(std::span<const Input> inputs, std::span<const std::string> columns,
                              unsigned threads) {
  Table table;
  Reading reading(table, threads);
  for (const auto& input : inputs) MASH_TRY_DO(reading.read(input, columns));
  return table;
}

Result<std::vector<std::vector<std::string>>> read_columns(const Input& input,
                                                           std::span<const std::string> headers) {
  const auto bytes = without_bom(input.bytes);
  CsvRows rows(input.name, bytes, separator_of(bytes));
  MASH_TRY(auto names, header_names(input, rows));
  std::vector<std::size_t> at;
  for (const auto& h : headers) {
    MASH_TRY(auto found, find_column(input, names, h));
    at.push_back(found);
  }
  rows.expect(names);
  std::vector<std::vector<std::string>> columns(headers.size());
  std::vector<std::string_view> cells;
  while (rows.next(cells))
    for (std::size_t c = 0; c < at.size(); ++c) columns[c].emplace_back(cells[at[c]]);
  if (rows.fault()) return *rows.fault();
  return columns;
}

void append_cell(std::string& out, std::string_view cell) {
  const bool special = std::any_of(cell.begin(), cell.end(), [](char c) {
    return c == ',' || c == '"' || c == '\r' || c == '\n';
  });
  if (!special && !cell.starts_with(' ') && !cell.ends_with(' ')) {
    out += cell;
    return;
  }
  out += '"';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace mash::linkage
