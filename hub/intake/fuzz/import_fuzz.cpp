// SPDX-License-Identifier: MIT
// Goal: no pair of files, however broken, breaks the reader, loses a record's verdict, or stores a
// row that it refused. Build: cmake -DMASH_FUZZ=ON -DMASH_SANITIZE=address,undefined.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "import_columns.h"
#include "mash/base/assert.h"
#include "mash/intake/import_reader.h"

namespace {

std::string with_header(const auto& columns, std::string_view rows) {
  std::string text;
  for (const std::string_view column : columns) {
    if (!text.empty()) text += ',';
    text += column;
  }
  return text.append("\n").append(rows);
}

}  // namespace

// The first line that reads "people" parts the input into the rows of the two files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mash::intake;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view border = "\npeople\n";
  const std::size_t end = std::min(input.find(border), input.size());
  const std::string_view rest = input.substr(std::min(end + border.size(), input.size()));
  const mash::UtcTime clock = *mash::parse_iso("2026-11-13T09:00:00+00:00");
  const auto import = read_import(with_header(k_notification_columns, input.substr(0, end)),
                                  with_header(k_person_columns, rest), clock);
  MASH_ASSERT(import.has_value());
  std::set<std::size_t> refused;
  for (const Verdict& verdict : import->verdicts) {
    MASH_ASSERT(verdict.fault || verdict.status == RowStatus::accepted);
    const bool rejected = verdict.status == RowStatus::rejected;
    if (verdict.file == ImportFile::notifications && rejected) refused.insert(verdict.record);
  }
  for (const ImportedNotification& notification : import->notifications) {
    MASH_ASSERT(!refused.contains(notification.record));
    MASH_ASSERT(!notification.source_reference.empty() && !notification.narrative.empty());
    MASH_ASSERT(notification.received_at <= clock && !notification.concern_types.empty());
  }
  for (const ImportedPerson& person : import->people) {
    MASH_ASSERT(std::ranges::any_of(import->notifications, [&person](const auto& notification) {
      return notification.source_reference == person.source_reference;
    }));
  }
  MASH_ASSERT(mash::json::parse(mash::json::encode(report_json(import->verdicts))).has_value());
  return 0;
}
