// SPDX-License-Identifier: MIT
// One record on its way to a verdict: its cells, and the faults found so far.
// Here: what can be said of any record of either file. Not here: the rules of each column.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "csv_reader.h"
#include "mash/base/ascii.h"
#include "mash/crypto/crypto.h"
#include "mash/intake/import_reader.h"
#include "text_rules.h"

namespace mash::intake {

class ImportRow {
 public:
  // Decodes and trims the cells, looks for the faults that any record can have, and takes control
  // characters out of lines, keeping what was typed. `narrative` is the column of long text, where
  // line breaks and quotes are everyday. A row is the same with or without the last `optional`
  // columns where nothing stands in them.
  ImportRow(CsvRecord record, std::size_t number, std::span<const std::string_view> columns,
            std::size_t narrative, std::size_t optional = 0);

  [[nodiscard]] std::size_t number() const { return number_; }
  // Does the header have it? Cells beyond the header are no column's.
  [[nodiscard]] bool has_column(std::size_t column) const { return column < columns_.size(); }
  // Empty if the row is too short to have the column.
  [[nodiscard]] const std::string& cell(std::size_t column) const;
  [[nodiscard]] const std::string& source_reference() const { return cell(0); }
  [[nodiscard]] Sensitive sensitive(std::size_t column) const { return Sensitive(cell(column)); }

  void add(ImportFault fault) { faults_.push_back({fault, {}}); }
  void add(ImportFault fault, std::size_t column) { faults_.push_back({fault, columns_[column]}); }
  // The same where the value that is stored says less than what was typed.
  void add_keeping(ImportFault fault, std::size_t column);
  [[nodiscard]] bool rejected() const;
  [[nodiscard]] bool has(ImportFault fault) const;
  [[nodiscard]] std::vector<RowFault> sorted_faults() const;
  [[nodiscard]] Verdict verdict(ImportFile file) const;

  // What the code stands for. Empty cell: `if_missing` (none: no fault) and `otherwise`. Not
  // listed: `if_unknown`, the cell kept, and `otherwise`.
  template <model::Coded E>
  E code(std::size_t column, std::optional<ImportFault> if_missing, ImportFault if_unknown,
         E otherwise) {
    const std::string& text = cell(column);
    if (!text.empty()) {
      if (const auto value = listed<E>(column, text)) return *value;
      add_keeping(if_unknown, column);
    } else if (if_missing) {
      add(*if_missing, column);
    }
    return otherwise;
  }
  // One part of a cell against the words of E; notes if only the case differs.
  template <model::Coded E>
  std::optional<E> listed(std::size_t column, std::string_view text) {
    if (const auto value = model::from_code<E>(text)) return value;
    const std::string lower = ascii_lower(text);
    for (const model::Word<E>& word : model::k_words<E>) {
      if (ascii_lower(word.code) != lower) continue;
      add(ImportFault::code_in_other_case, column);
      return word.value;
    }
    return std::nullopt;
  }

  std::vector<RawCell> take_raw_cells() { return std::move(raw_cells_); }
  // The same for two rows if, and only if, all their cells are the same.
  [[nodiscard]] const crypto::Hash& identity() const { return identity_; }
  // Frees the cells; what was read from them lives in the imported row.
  void drop_cells();

 private:
  void decode(CsvRecord& record);
  void clean_lines();
  void find_text_faults(std::size_t narrative);

  std::size_t number_;
  std::span<const std::string_view> columns_;
  std::vector<std::string> cells_;
  std::vector<RowFault> faults_;
  std::vector<RawCell> raw_cells_;
  crypto::Hash identity_{};
};

// SHA-256 over texts, each with its length in front, so that no two lists look alike.
crypto::Hash hash_of(std::span<const std::string> texts);

}  // namespace mash::intake
