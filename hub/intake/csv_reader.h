// SPDX-License-Identifier: MIT
// Splits CSV text into records (RFC 4180; LF, CRLF and CR mixed). Not here: encodings, headers.
//
// Why not libcsv: a verdict is owed for every record, also for those that libcsv only stops at.
// This reader goes on after a quote that is never closed, so that one slip does not swallow the
// concerns below it, and keeps the bytes of a cell as they came, for the encoding is decided row by
// row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mash::intake {

struct CsvRecord {
  std::vector<std::string> cells;
  bool quote_never_closed = false;
  bool text_after_quote = false;  // a cell went on after its closing quote; the text was joined
};

// All records, the header too; empty lines are passed over. `columns` tells where a record begins
// again after a quote that is never closed: at the next line that looks like a record. Cost: each
// byte is looked at three times at most, whatever the input.
std::vector<CsvRecord> read_csv(std::string_view text, std::size_t columns);

}  // namespace mash::intake
