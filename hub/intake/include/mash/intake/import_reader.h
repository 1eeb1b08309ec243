// SPDX-License-Identifier: MIT
// Bulk import, the pure part: the text of notifications.csv and people.csv becomes typed rows with
// a verdict for each. Strings in, values out.
// Not here: files, the database, encryption, references of our own, cases. The caller stores.
// Source of the rules: README.md beside this folder's sources ("Bulk import").
// Thread safety: pure functions. Cost: linear in the text, about 40 microseconds and 2.5 KB a row.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mash/base/result.h"
#include "mash/base/sensitive.h"
#include "mash/base/time.h"
#include "mash/intake/import_fault.h"
#include "mash/json/value.h"
#include "mash/model/words_people.h"

namespace mash::intake {

enum class ImportFile { notifications, people };
std::string_view file_name(ImportFile file);  // "notifications.csv", "people.csv"

// What happened to one record. Holds nothing about a person but the sender's reference.
struct Verdict {
  ImportFile file = ImportFile::notifications;
  std::size_t record = 0;        // 1 = first after the header; counts records, not lines
  std::string source_reference;  // as read; empty if it is missing
  RowStatus status = RowStatus::accepted;
  std::optional<ImportFault> fault;  // the most important one
  std::string_view field;            // its column; empty if the whole row is at fault
};

// One of the faults of a row that was taken, in the order of importance.
struct RowFault {
  ImportFault fault;
  std::string_view field;
};

// A cell that could not be taken at its word, as it was typed.
struct RawCell {
  std::string_view field;
  Sensitive text;
};

// When the incident was: an instant, or only a day.
using IncidentTime = std::variant<UtcTime, LocalDate>;

struct ImportedNotification {
  std::size_t record = 0;
  std::string source_reference;
  UtcTime received_at;
  std::optional<IncidentTime> incident_at;
  model::Channel channel = model::Channel::other;
  model::ReferralSource referral_source = model::ReferralSource::unknown;
  Sensitive referrer_name;  // all five are empty for an anonymous referrer
  Sensitive referrer_role;
  Sensitive referrer_agency;
  Sensitive referrer_email;
  Sensitive referrer_phone;
  bool wants_anonymity = false;  // false for every professional
  model::Answer immediate_danger = model::Answer::unknown;
  std::vector<model::ConcernType> concern_types;  // the main one first; at least one
  model::FamilyInformed family_informed = model::FamilyInformed::unknown;
  Sensitive narrative;
  bool taken_on_paper = false;  // and typed into the file afterwards, received_at too
  Sensitive entered_by;         // by whom, as the file says; only of what was taken on paper
  std::vector<RawCell> raw_cells;
  std::vector<RowFault> faults;
  // Set: do not open a second notification, add a receipt to the one with this reference (the same
  // reference for a row sent again, another for a probable duplicate).
  std::optional<std::string> duplicate_of;
  // 64 hexadecimal digits each, for `Known` in later imports. They are made from text about people:
  // store them keyed (crypto::hmac_sha256), never in clear.
  std::string content_hash;   // over this row and its people rows
  std::string likeness_hash;  // over referrer, words and children; empty if no children are named
};

// People rows that were sent twice are not listed a second time.
struct ImportedPerson {
  std::size_t record = 0;
  std::string source_reference;
  model::PersonRole role = model::PersonRole::other;
  Sensitive given_name;
  Sensitive surname;
  Sensitive other_names;
  std::optional<LocalDate> dob;  // empty if not known or not credible; see raw_cells
  std::optional<LocalDate> expected_dob;
  model::Sex sex = model::Sex::unknown;
  Sensitive nhs_number;           // ten digits if valid, else as typed
  bool nhs_number_valid = false;  // match on valid numbers only
  Sensitive upn;                  // upper case if valid, else as typed
  bool upn_valid = false;
  Sensitive address_line;
  Sensitive postcode;
  Sensitive school;
  Sensitive relationship_to_child;
  Sensitive notes;
  std::vector<RawCell> raw_cells;
  std::vector<RowFault> faults;
};

struct Import {
  std::vector<ImportedNotification> notifications;  // accepted, in file order, receipts included
  std::vector<ImportedPerson> people;               // accepted, in file order
  std::vector<Verdict> verdicts;                    // all of notifications, then all of people
};

// What earlier imports stored. Each may be empty; each is called at most once a notification.
struct Known {
  struct Twin {
    std::string source_reference;
    UtcTime received_at;
  };
  // The content hash stored under a source reference, if there is one.
  std::function<std::optional<std::string>(std::string_view source_reference)> content_hash;
  // The earliest stored notification with this likeness hash, if there is one.
  std::function<std::optional<Twin>(std::string_view likeness_hash)> twin;
};

// Both texts as they came, byte order mark and all; `people` may be empty. `import_clock` is "now"
// for the rules about the future. Errors: invalid_input with field "notifications.csv" or
// "people.csv" if a header is not as the contract says; faults of rows are verdicts, not errors.
Result<Import> read_import(std::string_view notifications, std::string_view people,
                           UtcTime import_clock, const Known& known = {});

// {"rows": [{"file", "record", "source_reference", "status", "fault", "field", "message"}...],
//  "totals": {"notifications.csv": {"accepted", "accepted_with_warning", "rejected"}, ...}}
json::Value report_json(const std::vector<Verdict>& verdicts);

}  // namespace mash::intake
