// SPDX-License-Identifier: MIT
// Files of the patterns commands: events, scores, alarms and truth, with their days.
//
// Errors: invalid_input with file, row (the header is row 1), column and what to do; never a cell.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mash/base/result.h"
#include "mash/patterns/events.h"
#include "mash/patterns/weights.h"

namespace mash::server {

// Days since 1970-01-01, or of the caller's own numbering. All of one command are of one kind.
class Days {
 public:
  // A date, a date and time (without offset: as it stands) or a number; nothing else, and not of
  // another kind than those before.
  std::optional<double> read(std::string_view text);
  // `field` names an option.
  Result<double> option(const std::string& field, const std::string& text);
  // As it was read: a date where dates were, and the time of day where it is not midnight.
  [[nodiscard]] std::string write(double day) const;

 private:
  enum class Kind { unknown, number, date };
  Kind kind_ = Kind::unknown;
};

// Some columns of a file, by headers in any case.
class Columns {
 public:
  // Errors: of the file, and of a required column that is not there.
  static Result<Columns> read(const std::string& path, const std::vector<std::string>& required,
                              const std::vector<std::string>& optional);
  [[nodiscard]] bool has(std::string_view column) const { return at_.contains(column); }
  [[nodiscard]] std::size_t rows() const { return cells_.empty() ? 0 : cells_.front().size(); }
  // Empty where there is no such column.
  [[nodiscard]] std::string_view cell(std::string_view column, std::size_t row) const;
  [[nodiscard]] Error fault(std::string_view column, std::size_t row, std::string_view what) const;
  Result<double> number(std::string_view column, std::size_t row) const;

 private:
  std::string path_;
  std::map<std::string, std::size_t, std::less<>> at_;
  std::vector<std::vector<std::string>> cells_;
};

struct EventsRead {
  std::vector<patterns::Person> people;
  std::size_t without_severity = 0;
};
// Severities that are missing count as the lowest of the table or of the file.
Result<EventsRead> read_events(const std::string& path, Days& days,
                               const patterns::Weights& weights);

}  // namespace mash::server
