// SPDX-License-Identifier: MIT
#include "import_row.h"

#include <algorithm>
#include <utility>

#include "mash/base/blank.h"
#include "text_rules.h"

namespace mash::intake {

ImportRow::ImportRow(CsvRecord record, std::size_t number,
                     std::span<const std::string_view> columns, std::size_t narrative,
                     std::size_t optional)
    : number_(number), columns_(columns) {
  if (record.quote_never_closed) add(ImportFault::quote_never_closed);
  if (record.text_after_quote) add(ImportFault::text_after_closing_quote);
  if (record.cells.size() < columns.size()) add(ImportFault::too_few_columns);
  if (record.cells.size() > columns.size()) add(ImportFault::too_many_columns);
  decode(record);
  if (is_blank(source_reference())) add(ImportFault::missing_source_reference, 0);
  find_text_faults(narrative);
  std::span<const std::string> identifying = cells_;
  while (identifying.size() > columns.size() - optional && identifying.back().empty()) {
    identifying = identifying.first(identifying.size() - 1);
  }
  identity_ = hash_of(identifying);
  clean_lines();
}

void ImportRow::clean_lines() {
  for (std::size_t column = 0; column < std::min(cells_.size(), columns_.size()); ++column) {
    const bool is_long = columns_[column] == "narrative" || columns_[column] == "notes";
    if (is_long || !has_controls(cells_[column])) continue;
    raw_cells_.push_back({columns_[column], sensitive(column)});
    cells_[column] = one_line(cells_[column]);
  }
}

void ImportRow::decode(CsvRecord& record) {
  cells_ = std::move(record.cells);
  if (!std::ranges::all_of(cells_, is_utf8)) {
    add(ImportFault::encoding_windows_1252);
    for (std::string& text : cells_) text = from_windows_1252(text);
  }
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    std::string& text = cells_[column];
    const std::string_view kept = trimmed(text);
    if (kept.size() == text.size()) continue;
    text = std::string(kept);
    if (column < columns_.size()) add(ImportFault::spaces_around_values, column);
  }
}

void ImportRow::find_text_faults(std::size_t narrative) {
  for (std::size_t column = 0; column < cells_.size(); ++column) {
    const std::string& text = cells_[column];
    if (text.find('\0') != std::string::npos) add(ImportFault::nul_character);
    if (column >= columns_.size()) continue;
    if (const auto fault = fault_of_text(text, column == narrative)) add(*fault, column);
  }
}

const std::string& ImportRow::cell(std::size_t column) const {
  static const std::string none;
  return column < cells_.size() ? cells_[column] : none;
}

void ImportRow::add_keeping(ImportFault fault, std::size_t column) {
  add(fault, column);
  if (std::ranges::find(raw_cells_, columns_[column], &RawCell::field) != raw_cells_.end()) return;
  raw_cells_.push_back({columns_[column], sensitive(column)});
}

bool ImportRow::rejected() const {
  return std::ranges::any_of(faults_, [](const RowFault& found) {
    return fault_status(found.fault) == RowStatus::rejected;
  });
}

bool ImportRow::has(ImportFault fault) const {
  return std::ranges::any_of(faults_,
                             [fault](const RowFault& found) { return found.fault == fault; });
}

std::vector<RowFault> ImportRow::sorted_faults() const {
  std::vector<RowFault> sorted = faults_;
  std::ranges::sort(sorted, {},
                    [](const RowFault& found) { return std::pair(found.fault, found.field); });
  return sorted;
}

Verdict ImportRow::verdict(ImportFile file) const {
  Verdict verdict{file, number_, source_reference(), RowStatus::accepted, std::nullopt, {}};
  const auto first = std::ranges::min_element(faults_, {}, &RowFault::fault);
  if (first == faults_.end()) return verdict;
  verdict.status = fault_status(first->fault);
  verdict.fault = first->fault;
  verdict.field = first->field;
  return verdict;
}

void ImportRow::drop_cells() {
  cells_.resize(std::min<std::size_t>(cells_.size(), 1));
  cells_.shrink_to_fit();
}

crypto::Hash hash_of(std::span<const std::string> texts) {
  std::string joined;
  for (const std::string& text : texts) {
    joined.append(std::to_string(text.size())).append(":").append(text);
  }
  const crypto::Hash hash = crypto::sha256(as_bytes(joined));
  wipe(joined);
  return hash;
}

}  // namespace mash::intake
