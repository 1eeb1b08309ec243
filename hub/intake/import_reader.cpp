// SPDX-License-Identifier: MIT
#include "mash/intake/import_reader.h"
#include "mash/base/ascii.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "csv_reader.h"
#include "import_columns.h"
#include "import_crossing.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

// Sizes inside ICU are 32-bit; a year of one borough is some 10 MiB.
constexpr std::size_t k_largest_text = std::size_t{256} << 20U;

using Columns = std::span<const std::string_view>;

Error wrong_header(ImportFile file, Columns columns, Columns more) {
  std::string message =
      fmt::format("Save the file as CSV UTF-8, with commas. Its first row must be: {}",
                  fmt::join(columns, ","));
  if (more.size() > columns.size()) {
    message += fmt::format(". Behind them there may be {}, together",
                           fmt::join(more.subspan(columns.size()), ","));
  }
  return invalid(std::string(file_name(file)), std::move(message));
}

bool is_header(const CsvRecord& record, Columns columns) {
  return std::ranges::equal(record.cells, columns, {}, [](const auto& cell) {
    return ascii_lower(is_utf8(cell) ? trimmed(cell) : cell);
  });
}

struct Records {
  std::vector<CsvRecord> rows;  // below the header
  Columns columns;
};

// `more`: the columns with those that may be left out.
Result<Records> read_records(ImportFile file, std::string_view text, Columns columns,
                             Columns more) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.size() > k_largest_text) {
    return Error{ErrorCode::too_large, "Import files may have 256 MiB at most", {}};
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Records out{.rows = read_csv(text, columns.size()), .columns = columns};
  if (!out.rows.empty() && is_header(out.rows.front(), more)) {
    out.columns = more;
    // By the number of columns it finds the next record after a quote that is never closed.
    if (more.size() != columns.size()) out.rows = read_csv(text, more.size());
  }
  if (out.rows.empty() || !is_header(out.rows.front(), out.columns)) {
    return wrong_header(file, columns, more);
  }
  out.rows.erase(out.rows.begin());
  return out;
}

std::vector<NotificationEntry> read_notifications(Records records, UtcTime import_clock) {
  std::vector<NotificationEntry> entries;
  entries.reserve(records.rows.size());
  const std::size_t optional = records.columns.size() - k_notification_columns.size();
  for (CsvRecord& record : records.rows) {
    const std::size_t number = entries.size() + 1;
    entries.emplace_back(ImportRow(std::move(record), number, records.columns,
                                   NotificationColumn::narrative, optional),
                         import_clock);
  }
  return entries;
}

std::vector<PersonEntry> read_people(std::vector<CsvRecord> records,
                                     const std::vector<NotificationEntry>& notifications,
                                     const ReferenceGroups& groups, UtcTime import_clock) {
  std::vector<PersonEntry> entries;
  entries.reserve(records.size());
  for (CsvRecord& record : records) {
    ImportRow row(std::move(record), entries.size() + 1, k_person_columns, k_person_columns.size());
    const auto group = groups.find(row.source_reference());
    std::optional<UtcTime> received;
    if (group != groups.end() && group->second.taken) {
      received = notifications[*group->second.taken].value.received_at;
    }
    entries.emplace_back(std::move(row), received, import_clock);
  }
  return entries;
}

template <class Entry>
void add_verdicts(ImportFile file, const std::vector<Entry>& entries,
                  std::vector<Verdict>& verdicts) {
  for (const Entry& entry : entries) verdicts.push_back(entry.row.verdict(file));
}

// The value with what its row knows.
template <class Entry>
auto finished(Entry& entry) {
  entry.value.raw_cells = entry.row.take_raw_cells();
  entry.value.faults = entry.row.sorted_faults();
  return std::move(entry.value);
}

}  // namespace

std::string_view file_name(ImportFile file) {
  return file == ImportFile::notifications ? "notifications.csv" : "people.csv";
}

Result<Import> read_import(std::string_view notifications, std::string_view people,
                           UtcTime import_clock, const Known& known) {
  MASH_TRY(auto notification_records,
           read_records(ImportFile::notifications, notifications, k_notification_columns,
                        k_notification_columns_with_paper));
  Records people_records;
  if (!people.empty()) {
    MASH_TRY(people_records,
             read_records(ImportFile::people, people, k_person_columns, k_person_columns));
  }
  auto rows = read_notifications(std::move(notification_records), import_clock);
  ReferenceGroups groups = group_by_reference(rows);
  auto people_rows = read_people(std::move(people_records.rows), rows, groups, import_clock);
  join_people(groups, people_rows);
  find_duplicates(groups, rows, people_rows, known);

  Import result;
  result.verdicts.reserve(rows.size() + people_rows.size());
  add_verdicts(ImportFile::notifications, rows, result.verdicts);
  add_verdicts(ImportFile::people, people_rows, result.verdicts);
  for (NotificationEntry& entry : rows) {
    if (!entry.row.rejected()) result.notifications.push_back(finished(entry));
  }
  for (PersonEntry& entry : people_rows) {
    if (entry.is_taken()) result.people.push_back(finished(entry));
  }
  return result;
}

json::Value report_json(const std::vector<Verdict>& verdicts) {
  std::array<std::array<std::int64_t, 3>, 2> counts{};
  json::Array rows;
  rows.reserve(verdicts.size());
  for (const Verdict& verdict : verdicts) {
    ++counts.at(static_cast<std::size_t>(verdict.file))
          .at(static_cast<std::size_t>(verdict.status));
    rows.emplace_back(json::Object{
        {"file", file_name(verdict.file)},
        {"record", verdict.record},
        {"source_reference", verdict.source_reference},
        {"status", status_code(verdict.status)},
        {"fault", verdict.fault ? fault_code(*verdict.fault) : std::string_view()},
        {"field", verdict.field},
        {"message", verdict.fault ? fault_message(*verdict.fault, verdict.field) : std::string()}});
  }
  json::Object totals;
  for (const ImportFile file : {ImportFile::notifications, ImportFile::people}) {
    json::Object of_file;
    for (const RowStatus status :
         {RowStatus::accepted, RowStatus::accepted_with_warning, RowStatus::rejected}) {
      of_file.emplace_back(
          status_code(status),
          counts.at(static_cast<std::size_t>(file)).at(static_cast<std::size_t>(status)));
    }
    totals.emplace_back(file_name(file), std::move(of_file));
  }
  return json::Object{{"rows", std::move(rows)}, {"totals", std::move(totals)}};
}

}  // namespace mash::intake
