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
#include "mash/crypto/crypto.h"
#include "mash/intake/import_reader.h"

namespace mash::intake {

class ImportRow {
 public:
  // Decodes and trims the cells and looks for the faults that any record can have. `narrative` is
  // the column of long text, where line breaks and quotes are everyday.
  ImportRow(CsvRecord record, std::size_t number, std::span<const std::string_view> columns,
            std::size_t narrative);

  [[nodiscard]] std::size_t number() const { return number_; }
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

  // The code as listed. Empty cell: `if_missing` (none: no fault) and `otherwise`. Not listed:
  // `if_unknown`, the cell kept, and `otherwise`.
  std::string code(std::size_t column, std::span<const std::string_view> codes,
                   std::optional<ImportFault> if_missing, ImportFault if_unknown,
                   std::string_view otherwise);
  // One part of a cell against a list; notes if only the case differs.
  std::optional<std::string> listed(std::size_t column, std::span<const std::string_view> codes,
                                    std::string_view text);

  std::vector<RawCell> take_raw_cells() { return std::move(raw_cells_); }
  // The same for two rows if, and only if, all their cells are the same.
  [[nodiscard]] const crypto::Hash& identity() const { return identity_; }
  // Frees the cells; what was read from them lives in the imported row.
  void drop_cells();

 private:
  void decode(CsvRecord& record);
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
