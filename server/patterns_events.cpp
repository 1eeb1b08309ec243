// SPDX-License-Identifier: MIT
#include "patterns_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "link_files.h"
#include "mash/base/time.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace lk = mash::linkage;

namespace {

constexpr double k_day_seconds = 86'400;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

// "2026-03-01", with "T10:00", "T10:00:00", an offset or Z behind it.
std::optional<double> date_of(std::string_view text) {
  const auto date = LocalDate::parse(text.substr(0, 10));
  if (!date) return std::nullopt;
  const auto day = static_cast<double>(days_between({}, *date));
  if (text.size() == 10) return day;
  std::string whole(text);
  if (whole[10] == ' ') whole[10] = 'T';
  auto at = parse_iso(whole);
  if (!at) at = parse_iso(whole + "Z");
  if (!at) return std::nullopt;
  return static_cast<double>(at->micros) / 1e6 / k_day_seconds;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

constexpr const char* k_how_days =
    "give an ISO date (2026-03-01), a date and time, or a day number, of one kind throughout";

}  // namespace

std::optional<double> Days::read(std::string_view text) {
  auto kind = Kind::date;
  auto day = date_of(text);
  if (!day) {
    kind = Kind::number;
    day = number_of(text);
  }
  if (!day || (kind_ != Kind::unknown && kind_ != kind)) return std::nullopt;
  kind_ = kind;
  return day;
}

Result<double> Days::option(const std::string& field, const std::string& text) {
  const auto day = read(text);
  if (!day) return invalid(field, fmt::format("--{}: {}", field, k_how_days));
  return *day;
}

std::string Days::write(double day) const {
  if (kind_ != Kind::date) return fmt::format("{:.10g}", day);
  const auto whole = std::floor(day);
  auto out = LocalDate{}.plus_days(static_cast<int>(whole)).iso();
  const auto seconds = static_cast<int>(std::lround((day - whole) * k_day_seconds));
  if (seconds > 0) {
    out += fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
  return out;
}

Result<Columns> Columns::read(const std::string& path, const std::vector<std::string>& required,
                              const std::vector<std::string>& optional) {
  MASH_TRY(const auto text, read_text_file(path));
  const lk::Input input{.name = path, .bytes = text};
  MASH_TRY(const auto names, lk::column_names(input));
  Columns out;
  out.path_ = path;
  std::vector<std::string> wanted;
  const auto take = [&](const std::string& column) {
    const auto found = std::ranges::find(names, column, lower);
    if (found == names.end()) return false;
    out.at_[column] = wanted.size();
    wanted.push_back(*found);
    return true;
  };
  for (const auto& column : required) {
    if (take(column)) continue;
    return invalid(path, fmt::format("{}: there is no column \"{}\"; the columns are: {}", path,
                                     column, fmt::join(names, ", ")));
  }
  for (const auto& column : optional) take(column);
  MASH_TRY(out.cells_, lk::read_columns(input, wanted));
  return out;
}

std::string_view Columns::cell(std::string_view column, std::size_t row) const {
  const auto found = at_.find(column);
  return found == at_.end() ? std::string_view() : cells_[found->second][row];
}

Error Columns::fault(std::string_view column, std::size_t row, std::string_view what) const {
  return invalid(path_, fmt::format("{}: row {}, column \"{}\": {}", path_, row + 2, column, what));
}

Result<double> Columns::number(std::string_view column, std::size_t row) const {
  const auto value = number_of(cell(column, row));
  if (!value) return fault(column, row, "give a number");
  return *value;
}

Result<EventsRead> read_events(const std::string& path, Days& days, const patterns::Weights& w) {
  MASH_TRY(const auto file, Columns::read(path, {"person", "time"}, {"severity", "source"}));
  EventsRead out;
  constexpr double k_missing = -1;
  std::unordered_map<std::string_view, std::size_t> people;
  std::map<std::string_view, std::uint32_t> sources;
  for (std::size_t row = 0; row < file.rows(); ++row) sources[file.cell("source", row)] = 0;
  std::uint32_t next = 0;  // by name, so that the order of rows does not matter
  for (auto& [name, number] : sources) number = next++;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t row = 0; row < file.rows(); ++row) {
    const auto id = file.cell("person", row);
    if (id.empty()) return file.fault("person", row, "say who it is about");
    const auto day = days.read(file.cell("time", row));
    if (!day) return file.fault("time", row, k_how_days);
    double severity = k_missing;
    if (const auto said = file.cell("severity", row); !said.empty()) {
      const auto read = patterns::severity_of(w, said);
      if (!read) {
        return file.fault(
            "severity", row,
            "give a number from 0 or a word of data/patterns.json, for instance high");
      }
      severity = *read;
      least = std::min(least, severity);
    } else {
      ++out.without_severity;
    }
    const auto [at, added] = people.try_emplace(id, out.people.size());
    if (added) out.people.push_back({std::string(id), {}});
    out.people[at->second].events.push_back({*day, severity, sources.at(file.cell("source", row))});
  }
  if (!std::isfinite(least)) least = 1;
  for (auto& p : out.people) {
    for (auto& e : p.events)
      if (e.severity == k_missing) e.severity = least;
  }
  return out;
}

}  // namespace mash::server
