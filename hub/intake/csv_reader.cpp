// SPDX-License-Identifier: MIT
#include "csv_reader.h"

#include <algorithm>

namespace mash::intake {

namespace {

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

class CsvReader {
 public:
  CsvReader(std::string_view text, std::size_t columns) : text_(text), columns_(columns) {}

  // False at the end of the text.
  bool next(CsvRecord& record) {
    while (!at_end() && is_line_end(text_[position_])) ++position_;
    if (at_end()) return false;
    for (;;) {
      record.cells.push_back(next_cell(record));
      if (at_end() || text_[position_] != ',') return true;
      ++position_;
    }
  }

 private:
  [[nodiscard]] bool at_end() const { return position_ >= text_.size(); }

  std::string next_cell(CsvRecord& record) {
    if (!at_end() && text_[position_] == '"') return quoted_cell(record);
    return std::string(plain_text());
  }

  // Up to the next separator; a quote in here is only a character.
  std::string_view plain_text() {
    const std::size_t begin = position_;
    position_ = std::min(text_.find_first_of(",\r\n", begin), text_.size());
    return text_.substr(begin, position_ - begin);
  }

  std::string quoted_cell(CsvRecord& record) {
    const std::size_t open = position_;
    std::string cell;
    std::size_t from = open + 1;
    for (;;) {
      const std::size_t quote = text_.find('"', from);
      if (quote == std::string_view::npos) return unclosed_cell(record, open, text_.size());
      cell.append(text_, from, quote - from);
      from = quote + 1;
      if (from < text_.size() && text_[from] == '"') {
        cell += '"';
        ++from;
        continue;
      }
      position_ = from;
      const std::string_view rest = plain_text();
      if (rest.find_first_not_of(' ') == std::string_view::npos) return cell;
      // The "closing" quote may be the opening one of a later record.
      if (new_record_between(open, quote) != std::string_view::npos) {
        return unclosed_cell(record, open, quote);
      }
      record.text_after_quote = true;
      return cell.append(rest);
    }
  }

  // Ends the record where the next one seems to begin.
  std::string unclosed_cell(CsvRecord& record, std::size_t open, std::size_t limit) {
    record.quote_never_closed = true;
    position_ = std::min(new_record_between(open, limit), text_.size());
    return std::string(text_.substr(open + 1, position_ - open - 1));
  }

  // The first line after `begin`, not beginning after `limit`, that looks like a record.
  [[nodiscard]] std::size_t new_record_between(std::size_t begin, std::size_t limit) const {
    for (std::size_t line = begin;;) {
      line = text_.find_first_of("\r\n", line);
      while (line < text_.size() && is_line_end(text_[line])) ++line;
      if (line > limit || line >= text_.size()) return std::string_view::npos;
      if (looks_like_record(line)) return line;
    }
  }

  // A line with the right number of cells, or whose later cell goes on over the line's end.
  [[nodiscard]] bool looks_like_record(std::size_t line) const {
    const std::size_t end = std::min(text_.find_first_of("\r\n", line), text_.size());
    std::size_t cells = 1;
    bool quoted = false;
    bool cell_begins = true;
    for (std::size_t i = line; i < end; ++i) {
      const char c = text_[i];
      if (c == '"' && (quoted || cell_begins)) quoted = !quoted;
      cell_begins = !quoted && (c == ',' || c == '"');
      if (c == ',' && !quoted) ++cells;
    }
    return quoted ? cells >= 2 && cells <= columns_ : cells == columns_;
  }

  std::string_view text_;
  std::size_t columns_;
  std::size_t position_ = 0;
};

}  // namespace

std::vector<CsvRecord> read_csv(std::string_view text, std::size_t columns) {
  std::vector<CsvRecord> records;
  CsvReader reader(text, columns);
  for (CsvRecord record; reader.next(record); record = {}) records.push_back(std::move(record));
  return records;
}

}  // namespace mash::intake
