// SPDX-License-Identifier: MIT
// Feeds arbitrary bytes to the CSV reader: headers guessed, roles given, columns as written.
#include <cstddef>
#include <cstdint>
#include <string>

#include "mash/base/assert.h"
#include "mash/linkage/csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace lk = mash::linkage;
  const std::string utf8(data, data + size);
  const std::string western = lk::from_windows_1252(utf8);
  for (const auto& text : {utf8, western}) {
    lk::Input input{.name = "f", .bytes = text};
    const auto names = lk::column_names(input);
    if (!names || names->empty()) continue;
    input.id_column = (*names)[0];
    const auto header = lk::read_header(input);
    if (!header) continue;
    const auto table = lk::read_table({&input, 1}, {&*header, 1}, 1);
    const auto same = lk::read_as_written({&input, 1}, *names, 1);
    // Columns of one name are refused by name only.
    if (same) MASH_ASSERT(table && table->rows() == same->rows());
    if (!table) {
      MASH_ASSERT(!table.error().message.empty());
      continue;
    }
    for (const auto& column : table->columns) MASH_ASSERT(column.ids.size() == table->rows());
    // What was read can be written and read again.
    std::string out = "id\n";
    for (std::uint32_t row = 0; row < table->rows(); ++row) {
      lk::append_cell(out, table->id(row));
      out += '\n';
    }
    const lk::Input again{.name = "g", .bytes = out, .id_column = "id"};
    const auto ids = lk::read_as_written({&again, 1}, {}, 1);
    MASH_ASSERT(ids && ids->rows() == table->rows());
  }
  return 0;
}
