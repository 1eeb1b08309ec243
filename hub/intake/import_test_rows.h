// SPDX-License-Identifier: MIT
// For tests: a pair of import files built row by row from a plain notification and a plain child.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import_columns.h"
#include "mash/base/assert.h"
#include "mash/intake/import_reader.h"

namespace mash::intake {

using Changes = std::vector<std::pair<std::string, std::string>>;

// One CSV line without its end, every cell in quotes.
template <class Columns>
std::string line_of(const Columns& columns, std::vector<std::string> cells,
                    const Changes& changes) {
  for (const auto& [name, text] : changes) {
    const auto column = std::ranges::find(columns, name);
    MASH_ASSERT(column != columns.end());
    cells[static_cast<std::size_t>(column - columns.begin())] = text;
  }
  std::string line;
  for (const std::string& cell : cells) {
    line += line.empty() ? "\"" : ",\"";
    for (const char c : cell) line.append(c == '"' ? 2 : 1, c);
    line += '"';
  }
  return line;
}

inline std::string notification_line(const Changes& changes = {}) {
  return line_of(k_notification_columns,
                 {"REF-1", "2026-10-05T10:00:00+01:00", "2026-10-04", "web_form", "2A",
                  "Robin Vale", "Head teacher", "Vinebury School", "robin.vale@vinebury.example",
                  "020 7946 0001", "no", "no", "neglect", "yes", "Came to school without a coat."},
                 changes);
}

// Of a file that tells what was taken on paper.
inline std::string paper_line(const std::string& taken, const std::string& by,
                              const Changes& changes = {}) {
  return notification_line(changes) + ",\"" + taken + "\",\"" + by + "\"";
}

inline std::string person_line(const Changes& changes = {}) {
  return line_of(k_person_columns,
                 {"REF-1", "child", "Ada", "Marl", "", "2016-02-03", "", "F", "9990000018", "",
                  "1 Quill Street", "BQ1 1AA", "Vinebury School", "subject", ""},
                 changes);
}

struct Pair {
  std::vector<std::string> notifications;
  std::vector<std::string> people;
  std::string clock = "2026-11-13T09:00:00+00:00";

  [[nodiscard]] static std::string text_of(const auto& columns,
                                           const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string_view column : columns) {
      if (!text.empty()) text += ',';
      text += column;
    }
    text += '\n';
    for (const std::string& line : lines) text.append(line).append("\n");
    return text;
  }
  [[nodiscard]] Import read(const Known& known = {}) const {
    auto import = read_import(text_of(k_notification_columns, notifications),
                              text_of(k_person_columns, people), *parse_iso(clock), known);
    MASH_ASSERT(import.has_value());
    return *std::move(import);
  }
};

// The code of the verdict on a record, "" if there is no fault.
inline std::string fault_at(const Import& import, ImportFile file, std::size_t record) {
  for (const Verdict& verdict : import.verdicts) {
    if (verdict.file != file || verdict.record != record) continue;
    return verdict.fault ? std::string(fault_code(*verdict.fault)) : "";
  }
  return "no such record";
}
inline std::string notification_fault(const Import& import, std::size_t record = 1) {
  return fault_at(import, ImportFile::notifications, record);
}
inline std::string person_fault(const Import& import, std::size_t record = 1) {
  return fault_at(import, ImportFile::people, record);
}

// One notification, or one person under a plain notification, with these changes.
inline Import with_notification(const Changes& changes) {
  return Pair{{notification_line(changes)}, {}}.read();
}
inline Import with_paper(const std::vector<std::string>& lines) {
  auto import = read_import(Pair::text_of(k_notification_columns_with_paper, lines), "",
                            *parse_iso(Pair{}.clock));
  MASH_ASSERT(import.has_value());
  return *std::move(import);
}
inline Import with_person(const Changes& changes) {
  return Pair{{notification_line()}, {person_line(changes)}}.read();
}

// The cell as it was typed, "" if none was kept.
inline std::string raw_cell(const std::vector<RawCell>& cells, std::string_view field) {
  for (const RawCell& cell : cells) {
    if (cell.field == field) return cell.text.reveal();
  }
  return "";
}

}  // namespace mash::intake
