// SPDX-License-Identifier: MIT
#include "notification_row.h"

#include <algorithm>

#include "import_columns.h"
#include "import_dates.h"
#include "import_numbers.h"
#include "mash/base/blank.h"
#include "text_rules.h"

namespace mash::intake {

namespace {

using Column = NotificationColumn;

constexpr std::size_t k_long_narrative = 20'000;

UtcTime read_received(ImportRow& row, UtcTime import_clock) {
  constexpr auto column = Column::received_at;
  if (row.cell(column).empty()) {
    row.add(ImportFault::missing_received_at, column);
    return {};
  }
  const ReadTime read = read_time(row.cell(column));
  switch (read.reading) {
    case Reading::plain:
      break;
    case Reading::in_utc:
      row.add(ImportFault::received_at_in_utc, column);
      break;
    case Reading::offset_not_of_place:
      row.add_keeping(ImportFault::received_at_offset_not_of_place, column);
      break;
    case Reading::without_offset:
      row.add_keeping(ImportFault::received_at_without_offset, column);
      break;
    case Reading::ambiguous_hour:
      row.add_keeping(ImportFault::received_at_ambiguous_hour, column);
      break;
    case Reading::impossible:
      row.add(ImportFault::impossible_received_at, column);
      break;
    case Reading::uk_format:
    case Reading::wrong_format:
      row.add(ImportFault::received_at_wrong_format, column);
      break;
  }
  if (read.time && *read.time > import_clock) {
    row.add(ImportFault::received_at_in_future, column);
  }
  return read.time.value_or(UtcTime{});
}

bool is_later(const IncidentTime& incident, UtcTime limit) {
  if (const auto* time = std::get_if<UtcTime>(&incident)) return *time > limit;
  return std::get<LocalDate>(incident) > to_london(limit).date;
}

std::optional<ImportFault> fault_of_incident(Reading reading) {
  switch (reading) {
    case Reading::plain:
    case Reading::in_utc:
      return std::nullopt;
    case Reading::offset_not_of_place:
      return ImportFault::incident_at_offset_not_of_place;
    case Reading::without_offset:
      return ImportFault::incident_at_without_offset;
    case Reading::ambiguous_hour:
      return ImportFault::incident_at_ambiguous_hour;
    case Reading::uk_format:
      return ImportFault::incident_in_uk_format;
    case Reading::impossible:
      return ImportFault::impossible_incident_at;
    case Reading::wrong_format:
      break;
  }
  return ImportFault::incident_at_wrong_format;
}

std::optional<IncidentTime> read_incident(ImportRow& row, UtcTime received, UtcTime import_clock) {
  constexpr auto column = Column::incident_at;
  if (row.cell(column).empty()) return std::nullopt;
  const ReadMoment read = read_moment(row.cell(column));
  if (read.moment && is_later(*read.moment, import_clock)) {
    row.add_keeping(ImportFault::incident_in_future, column);
    return std::nullopt;
  }
  // Either of the two times may be the wrong one: both are kept, and a person looks.
  if (read.moment && is_later(*read.moment, received)) {
    row.add_keeping(ImportFault::incident_after_received, column);
    return read.moment;
  }
  if (const auto fault = fault_of_incident(read.reading)) row.add_keeping(*fault, column);
  return read.moment;
}

model::ReferralSource read_source(ImportRow& row) {
  constexpr auto column = Column::referral_source;
  const std::string& text = row.cell(column);
  if (const auto source = row.listed<model::ReferralSource>(column, text)) return *source;
  row.add(
      text.empty() ? ImportFault::missing_referral_source : ImportFault::unknown_referral_source,
      column);
  return model::ReferralSource::unknown;
}

bool read_anonymity(ImportRow& row, model::ReferralSource source) {
  constexpr auto column = Column::referrer_wants_anonymity;
  if (row.cell(column).empty()) return false;
  const bool professional = class_of(source) == model::ReferrerClass::professional;
  const auto wish = row.listed<model::Answer>(column, row.cell(column));
  if (!wish || *wish == model::Answer::unknown) {
    row.add_keeping(ImportFault::unknown_wants_anonymity, column);
    // Counts as a wish where there may be one: a name once given away cannot be taken back.
    return !professional;
  }
  if (*wish == model::Answer::no) return false;
  if (professional) row.add_keeping(ImportFault::professional_cannot_be_anonymous, column);
  return !professional;
}

std::vector<model::ConcernType> read_concerns(ImportRow& row) {
  constexpr auto column = Column::concern_types;
  std::vector<model::ConcernType> concerns;
  bool all_known = true;
  for (std::string_view rest = row.cell(column); !rest.empty();) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view part = trimmed(rest.substr(0, end));
    if (part.size() != end) row.add(ImportFault::spaces_around_values, column);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty()) continue;
    const auto concern = row.listed<model::ConcernType>(column, part);
    if (!concern) {
      all_known = false;
    } else if (std::ranges::find(concerns, *concern) == concerns.end()) {
      concerns.push_back(*concern);
    }
  }
  if (!all_known) {
    row.add_keeping(ImportFault::unknown_concern_type, column);
  } else if (concerns.empty()) {
    row.add(ImportFault::missing_concern_types, column);
  }
  if (concerns.empty()) concerns.push_back(model::ConcernType::other);
  return concerns;
}

bool read_taken_on_paper(ImportRow& row) {
  constexpr auto column = Column::taken_on_paper;
  if (!row.has_column(column)) return false;
  const bool named = !row.cell(Column::entered_by).empty();
  bool taken = false;
  if (!row.cell(column).empty()) {
    const auto answer = row.listed<model::Answer>(column, row.cell(column));
    if (!answer || *answer == model::Answer::unknown) {
      row.add_keeping(ImportFault::unknown_taken_on_paper, column);
    } else {
      taken = *answer == model::Answer::yes;
    }
  }
  if (taken && !named) row.add(ImportFault::missing_entered_by, Column::entered_by);
  if (!taken && named) row.add_keeping(ImportFault::entered_by_without_paper, Column::entered_by);
  return taken;
}

Sensitive read_narrative(ImportRow& row) {
  constexpr auto column = Column::narrative;
  if (is_blank(row.cell(column))) row.add(ImportFault::missing_narrative, column);
  if (count_characters(row.cell(column)) > k_long_narrative) {
    row.add(ImportFault::narrative_over_20000_characters, column);
  }
  return row.sensitive(column);
}

}  // namespace

ImportedNotification read_notification(ImportRow& row, UtcTime import_clock) {
  ImportedNotification value;
  value.record = row.number();
  value.source_reference = row.source_reference();
  value.received_at = read_received(row, import_clock);
  value.incident_at = read_incident(row, value.received_at, import_clock);
  value.channel = row.code(Column::channel, ImportFault::missing_channel,
                           ImportFault::unknown_channel, model::Channel::other);
  value.referral_source = read_source(row);
  value.referrer_name = row.sensitive(Column::referrer_name);
  value.referrer_role = row.sensitive(Column::referrer_role);
  value.referrer_agency = row.sensitive(Column::referrer_agency);
  value.referrer_email = row.sensitive(Column::referrer_email);
  value.referrer_phone = row.sensitive(Column::referrer_phone);
  const std::string& email = row.cell(Column::referrer_email);
  if (!email.empty() && !is_email(email)) {
    row.add(ImportFault::invalid_email, Column::referrer_email);
  }
  value.wants_anonymity = read_anonymity(row, value.referral_source);
  value.immediate_danger = row.code(Column::immediate_danger, ImportFault::missing_immediate_danger,
                                    ImportFault::unknown_immediate_danger, model::Answer::unknown);
  value.concern_types = read_concerns(row);
  value.family_informed =
      row.code(Column::family_informed, std::nullopt, ImportFault::unknown_family_informed,
               model::FamilyInformed::unknown);
  value.narrative = read_narrative(row);
  value.taken_on_paper = read_taken_on_paper(row);
  if (value.taken_on_paper) value.entered_by = row.sensitive(Column::entered_by);
  return value;
}

}  // namespace mash::intake
