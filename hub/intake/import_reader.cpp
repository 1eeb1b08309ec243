// SPDX-License-Identifier: MIT
#include "mash/intake/import_reader.h"

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

Error wrong_header(ImportFile file, std::span<const std::string_view> columns) {
  return invalid(std::string(file_name(file)),
                 fmt::format("Save the file as CSV UTF-8, with commas. Its first row must be: {}",
                             fmt::join(columns, ",")));
}

// The records below the header.
Result<std::vector<CsvRecord>> read_records(ImportFile file, std::string_view text,
                                            std::span<const std::string_view> columns) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.size() > k_largest_text) {
    return Error{ErrorCode::too_large, "Import files may have 256 MiB at most", {}};
  }
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<CsvRecord> records = read_csv(text, columns.size());
  const bool matches = !records.empty() &&
                       std::ranges::equal(records.front().cells, columns, {}, [](const auto& cell) {
                         return ascii_lower(is_utf8(cell) ? trimmed(cell) : cell);
                       });
  if (!matches) return wrong_header(file, columns);
  records.erase(records.begin());
  return records;
}

std::vector<NotificationEntry> read_notifications(std::vector<CsvRecord> records,
                                                  UtcTime import_clock) {
  std::vector<NotificationEntry> entries;
  entries.reserve(records.size());
  for (CsvRecord& record : records) {
    const std::size_t number = entries.size() + 1;
    entries.emplace_back(
        ImportRow(std::move(record), number, k_notification_columns, NotificationColumn::narrative),
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
           read_records(ImportFile::notifications, notifications, k_notification_columns));
  std::vector<CsvRecord> people_records;
  if (!people.empty()) {
    MASH_TRY(people_records, read_records(ImportFile::people, people, k_person_columns));
  }
  auto rows = read_notifications(std::move(notification_records), import_clock);
  ReferenceGroups groups = group_by_reference(rows);
  auto people_rows = read_people(std::move(people_records), rows, groups, import_clock);
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
