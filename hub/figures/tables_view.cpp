// SPDX-License-Identifier: MIT
#include "tables_view.h"

#include "mash/board/quality.h"
#include "mash/html/components.h"

namespace mash::figures {

namespace {

using Values = std::vector<std::string>;

constexpr const char* k_hidden = "Hidden";

std::string value_words(const board::Definitions& all, board::Quarter quarter,
                        const std::string& dimension, const std::string& value, bool year) {
  constexpr std::string_view k_month = "MONTH_";
  if (dimension == "MONTH" && value.starts_with(k_month) && !year) {
    return quarter.month_words(value.back() - '1');
  }
  if (dimension == "MONTH" && value.starts_with(k_month)) {
    return board::words_of(all, dimension, value) + " of each quarter";
  }
  return board::words_of(all, dimension, value);
}

std::string cell_words(const std::optional<std::int64_t>& cell) {
  return cell ? std::to_string(*cell) : k_hidden;
}

// Rows by all dimensions but the last, columns by the last; one dimension alone is rows.
json::Value table_of(const board::Definitions& all, const board::TableDefinition& table,
                     const board::Cells& cells, board::Quarter quarter, bool year) {
  const std::string period = year ? quarter.year_words() : quarter.words();
  html::TableOptions out{.caption = table.title + ", " + period,
                         .caption_classes = "govuk-table__caption--s",
                         .first_cell_is_header = true};
  const auto grid = board::grid_of(all, table, board::Totals::with);
  const bool alone = table.dimensions.size() == 1;
  const std::size_t leading = alone ? 1 : table.dimensions.size() - 1;
  std::string heading;
  for (std::size_t d = 0; d < leading; ++d) {
    heading += (d == 0 ? "" : ", ") + board::dimension_of(all, table.dimensions[d]).words;
  }
  out.head.push_back({.text = heading});
  if (alone) out.head.push_back({.text = "Count", .format = "numeric"});
  Values before;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Values row(grid[i].begin(), grid[i].begin() + static_cast<std::ptrdiff_t>(leading));
    if (row != before) {
      std::string words;
      for (std::size_t d = 0; d < leading; ++d) {
        words +=
            (d == 0 ? "" : ", ") + value_words(all, quarter, table.dimensions[d], row[d], year);
      }
      out.rows.push_back({{.text = words}});
      before = row;
    }
    if (!alone && out.rows.size() == 1) {
      out.head.push_back(
          {.text = value_words(all, quarter, table.dimensions.back(), grid[i].back(), year),
           .format = "numeric"});
    }
    out.rows.back().push_back({.text = cell_words(cells[i]), .format = "numeric"});
  }
  return html::table(out);
}

std::string weak_words(const board::Definitions& all, const board::Quality& quality) {
  std::string out;
  if (quality.few) {
    out = "Fewer than " + std::to_string(all.least_base) +
          " in all, or not shown: no percentage of it says anything.";
  }
  if (quality.much_unknown) {
    out += std::string(out.empty() ? "" : " ") + "More than " +
           std::to_string(all.unknown_percent) +
           " of 100 are not known: compare with others with care.";
  }
  return out;
}

}  // namespace

json::Value tables_view(const board::Publication& publication, bool year) {
  const auto& all = board::built_in_definitions();
  const auto& shown = year ? publication.shown.year : publication.shown.quarter;
  json::Array out;
  for (const auto& table : all.tables) {
    const auto at = shown.find(table.id);
    const std::string id = (year ? "year-" : "") + table.id;
    json::Value one = json::Object{{"id", id},
                                   {"title", table.title},
                                   {"unit", board::unit_of(all, table.unit).words},
                                   {"there", at != shown.end()}};
    if (at != shown.end()) {
      one.set("table", table_of(all, table, at->second, publication.quarter, year));
      one.set("weak", weak_words(all, board::quality_of(all, table, at->second)));
    } else {
      one.set("missing", table.unit == "AUDITS"
                             ? "Not published: this hub keeps no audits of cases here."
                             : "Not published: it cannot be shown without giving too much away.");
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace mash::figures
