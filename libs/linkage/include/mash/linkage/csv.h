// SPDX-License-Identifier: MIT
// CSV files as tables of people.
//
// What: RFC 4180 with LF or CRLF, comma, semicolon, tab or bar (the one that parts the header),
// spaces around cells dropped, quoted cells with newlines; which column is what, by its header in
// several languages and by its cells.
// What not: no file access (the caller maps the bytes), no terminal.
// Errors: invalid_input; the message has the row (the header is row 1) and the column's header,
// never a cell. Faults: wrong number of cells, a quote out of place, NUL, an id that is missing or
// twice, bytes that are not UTF-8 (the caller says which encoding instead), lines that end in CR
// alone, no usable column.
// Thread safety: pure functions; read_table starts its own threads.
// Cost: 1 million rows of 12 columns in under 1 s with 2 threads.
#pragma once

#include <span>

#include "mash/base/result.h"
#include "mash/linkage/table.h"

namespace mash::linkage {

// One input: bytes (UTF-8) stay the caller's and must outlive the call only.
struct Input {
  std::string name;  // for messages and for the source of its records
  std::string_view bytes;
  std::string id_column = {};
};

// Is it UTF-8 throughout?
bool is_utf8(std::string_view bytes);
// Windows-1252 (which covers ISO 8859-1) as UTF-8.
std::string from_windows_1252(std::string_view bytes);

struct ColumnRole {
  std::string header;
  Role role = Role::ignored;
};

// A header and the role it was taken for, in the file's order, for the terminal.
struct Header {
  char separator = ',';
  std::vector<ColumnRole> columns;
  std::size_t body = 0;  // offset of the first row
};

Result<std::vector<std::string>> column_names(const Input& input);

// The header, with roles guessed from the names and from the first rows. The id column and columns
// that nobody recognises are `ignored`.
Result<Header> read_header(const Input& input);

// The header with the caller's roles instead of guesses: columns not named are ignored.
Result<Header> read_header(const Input& input, std::span<const ColumnRole> wanted);

// All inputs as one table. The k-th column of a role in one input and in another are one column.
Result<Table> read_table(std::span<const Input> inputs, std::span<const Header> headers,
                         unsigned threads);

// All inputs as one table of the columns called so, whatever they say: no roles, and only blank
// cells are missing. Every input must have every column.
Result<Table> read_as_written(std::span<const Input> inputs, std::span<const std::string> columns,
                              unsigned threads);

// Two columns of a small file by header: truth and cluster files. No roles.
Result<std::vector<std::vector<std::string>>> read_columns(const Input& input,
                                                           std::span<const std::string> headers);

// A cell as CSV: quoted where it must be.
void append_cell(std::string& out, std::string_view cell);

}  // namespace mash::linkage
