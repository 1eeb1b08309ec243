// SPDX-License-Identifier: MIT
#include "person_row.h"

#include <algorithm>
#include <chrono>

#include "import_columns.h"
#include "import_dates.h"
#include "import_numbers.h"
#include "mash/people/people.h"
#include "mash/people/postcode.h"

namespace mash::intake {

namespace {

using Column = PersonColumn;

// A birth is at most three weeks late; the rest is for letters that lie.
constexpr std::int64_t k_days_overdue = 42;
constexpr std::int64_t k_days_ahead = 310;

bool says_nothing(const ImportRow& row) {
  return std::ranges::all_of(
      std::to_array({Column::given_name, Column::surname, Column::other_names, Column::dob,
                     Column::expected_dob, Column::nhs_number, Column::upn, Column::address_line,
                     Column::postcode}),
      [&row](auto column) { return row.cell(column).empty(); });
}

std::optional<LocalDate> read_dob(ImportRow& row, model::PersonRole role, LocalDate received,
                                  LocalDate today) {
  constexpr auto column = Column::dob;
  if (row.cell(column).empty()) return std::nullopt;
  if (role == model::PersonRole::unborn) {
    row.add_keeping(ImportFault::unborn_with_dob_as_well, column);
    return std::nullopt;
  }
  const ReadDate read = read_date(row.cell(column));
  if (read.date && *read.date > std::min(today, received)) {
    row.add_keeping(
        *read.date > today ? ImportFault::dob_in_future : ImportFault::dob_after_received, column);
    return std::nullopt;
  }
  if (read.reading == Reading::uk_format) row.add_keeping(ImportFault::dob_in_uk_format, column);
  if (read.reading == Reading::impossible) row.add_keeping(ImportFault::impossible_dob, column);
  if (read.reading == Reading::wrong_format) row.add_keeping(ImportFault::dob_wrong_format, column);
  if (read.date && role == model::PersonRole::child &&
      people::years_between(*read.date, received) > people::k_oldest_child) {
    row.add_keeping(ImportFault::child_older_than_25, column);
  }
  return read.date;
}

std::optional<LocalDate> read_expected_dob(ImportRow& row, model::PersonRole role,
                                           LocalDate received) {
  constexpr auto column = Column::expected_dob;
  if (row.cell(column).empty()) return std::nullopt;
  const ReadDate read = read_date(row.cell(column));
  if (role != model::PersonRole::unborn)
    row.add_keeping(ImportFault::expected_dob_not_unborn, column);
  if (read.reading == Reading::uk_format) {
    row.add_keeping(ImportFault::expected_dob_in_uk_format, column);
  }
  if (read.reading == Reading::impossible) {
    row.add_keeping(ImportFault::impossible_expected_dob, column);
  }
  if (read.reading == Reading::wrong_format) {
    row.add_keeping(ImportFault::expected_dob_wrong_format, column);
  }
  if (!read.date) return std::nullopt;
  const std::int64_t days = days_between(received, *read.date);
  if (days < -k_days_overdue) row.add_keeping(ImportFault::expected_dob_long_past, column);
  if (days > k_days_ahead) row.add_keeping(ImportFault::expected_dob_too_far_ahead, column);
  return read.date;
}

void read_numbers(ImportRow& row, ImportedPerson& value) {
  if (!row.cell(Column::nhs_number).empty()) {
    ReadNumber read = read_nhs_number(row.cell(Column::nhs_number));
    if (read.fault) row.add(*read.fault, Column::nhs_number);
    value.nhs_number = Sensitive(std::move(read.value));
    value.nhs_number_valid = read.valid;
  }
  if (!row.cell(Column::upn).empty()) {
    ReadNumber read = read_upn(row.cell(Column::upn));
    if (read.fault) row.add(*read.fault, Column::upn);
    value.upn = Sensitive(std::move(read.value));
    value.upn_valid = read.valid;
  }
}

}  // namespace

ImportedPerson read_person(ImportRow& row, std::optional<UtcTime> received, UtcTime import_clock) {
  const LocalDate today = to_london(import_clock).date;
  const LocalDate received_on = received ? to_london(*received).date : today;
  ImportedPerson value;
  value.record = row.number();
  value.source_reference = row.source_reference();
  value.role = row.code(Column::person_role, ImportFault::missing_person_role,
                        ImportFault::unknown_person_role, model::PersonRole::other);
  value.given_name = row.sensitive(Column::given_name);
  value.surname = row.sensitive(Column::surname);
  value.other_names = row.sensitive(Column::other_names);
  value.dob = read_dob(row, value.role, received_on, today);
  value.expected_dob = read_expected_dob(row, value.role, received_on);
  value.sex = row.code(Column::sex, std::nullopt, ImportFault::unknown_sex, model::Sex::unknown);
  read_numbers(row, value);
  value.address_line = row.sensitive(Column::address_line);
  value.postcode = row.sensitive(Column::postcode);
  const std::string& postcode = row.cell(Column::postcode);
  if (!postcode.empty() && !people::is_postcode(postcode)) {
    row.add(ImportFault::postcode_not_well_formed, Column::postcode);
  }
  value.school = row.sensitive(Column::school);
  value.relationship_to_child = row.sensitive(Column::relationship_to_child);
  value.notes = row.sensitive(Column::notes);
  if (says_nothing(row)) row.add(ImportFault::person_row_is_empty);
  return value;
}

}  // namespace mash::intake
