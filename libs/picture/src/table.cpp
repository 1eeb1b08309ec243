// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include "tables_of.h"

namespace mash::picture {

namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string csv_cell(std::string_view text) {
  constexpr std::string_view k_runs = "=+-@\t\r";
  std::string out;
  if (!text.empty() && k_runs.find(text.front()) != std::string_view::npos && !is_number(text)) {
    out += '\'';
  }
  out += text;
  if (out.find_first_of("\",\r\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

html::TableOptions table_of(const Frame& frame, std::vector<std::string> head,
                            std::vector<std::vector<std::string>> rows,
                            std::initializer_list<std::size_t> numeric) {
  html::TableOptions out{.caption = frame.caption,
                         .caption_classes = "govuk-table__caption--s",
                         .first_cell_is_header = true,
                         .stack = true};
  const auto format = [&numeric](std::size_t column) {
    return std::ranges::find(numeric, column) == numeric.end() ? "" : "numeric";
  };
  for (std::size_t i = 0; i < head.size(); ++i) {
    out.head.push_back({.text = std::move(head[i]), .format = format(i)});
  }
  for (auto& row : rows) {
    auto& cells = out.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back({.text = std::move(row[i]), .format = format(i)});
    }
  }
  return out;
}

json::Value as_data(const Drawn& drawn, const std::string& csv) {
  return json::Object{{"id", drawn.frame.id},
                      {"heading", drawn.frame.heading},
                      {"svg", drawn.svg},
                      {"has_rows", !drawn.table.rows.empty()},
                      {"table", html::table(drawn.table)},
                      {"csv", csv}};
}

std::string as_csv(const html::TableOptions& table) {
  std::string out;
  const auto add = [&out](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) out += ',';
      out += csv_cell(cells[i].text);
    }
    out += "\r\n";
  };
  add(table.head);
  for (const auto& row : table.rows) add(row);
  return out;
}

}  // namespace mash::picture
