// SPDX-License-Identifier: MIT
#include "board_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>

#include "board_serve_command.h"
#include "link_files.h"
#include "mash/json/value.h"
#include "mash/linkage/csv.h"
#include "mash/protect/protect.h"
#include "say.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;
namespace pr = mash::protect;

constexpr std::string_view k_count = "count";

Result<std::int64_t> count_of(const std::string& path, std::size_t row, std::string_view cell) {
  std::int64_t out = 0;
  const auto* end = cell.data() + cell.size();
  const auto read = std::from_chars(cell.data(), end, out);
  if (read.ec != std::errc() || read.ptr != end) {
    return invalid("count", fmt::format("{}, row {}: give \"count\" as a whole number, before "
                                        "anything was hidden or rounded",
                                        path, row));
  }
  return out;
}

Result<pr::Table> read_table(const std::string& path) {
  MASH_TRY(const auto text, read_text_file(path));
  const lk::Input input{.name = path, .bytes = text};
  MASH_TRY(auto names, lk::column_names(input));
  if (std::erase(names, k_count) != 1) {
    return invalid("count", fmt::format("{}: there has to be one column \"count\"; the columns "
                                        "are: {}",
                                        path, fmt::join(names, ", ")));
  }
  for (const std::string_view word : {"lower", "upper"}) {
    if (std::ranges::find(names, word) != names.end()) {
      return invalid("table", fmt::format("{}: call the column \"{}\" something else; the attack "
                                          "has one of that name",
                                          path, word));
    }
  }
  pr::Table out{.name = path, .dimensions = names};
  names.emplace_back(k_count);
  MASH_TRY(const auto cells, lk::read_columns(input, names));
  for (std::size_t i = 0; i < cells.front().size(); ++i) {
    pr::Row row;
    for (std::size_t k = 0; k < out.dimensions.size(); ++k) row.values.push_back(cells[k][i]);
    MASH_TRY(row.count, count_of(path, i + 2, cells.back()[i]));  // the header is row 1
    out.rows.push_back(std::move(row));
  }
  return out;
}

std::string csv_of(const pr::Shown& shown, const pr::Rules& rules) {
  std::string out;
  for (const auto& dimension : shown.dimensions) {
    lk::append_cell(out, dimension);
    out += ',';
  }
  out += "count\n";
  for (const auto& cell : shown.cells) {
    for (const auto& value : cell.values) {
      lk::append_cell(out, value);
      out += ',';
    }
    out += (cell.shown ? std::to_string(*cell.shown) : rules.marker) + '\n';
  }
  return out;
}

// Hidden cells alone.
std::string attack_of(const pr::Shown& shown) {
  json::Array out;
  for (const auto& cell : shown.cells) {
    if (cell.shown) continue;
    json::Value one = json::Object{};
    for (std::size_t i = 0; i < shown.dimensions.size(); ++i) {
      one.set(shown.dimensions[i], cell.values[i]);
    }
    one.set("lower", cell.lower);
    one.set("upper", cell.upper ? json::Value(*cell.upper) : json::Value{});
    out.push_back(std::move(one));
  }
  return json::encode_pretty(json::Value(std::move(out))) + "\n";
}

// "p.csv" and 1: "p.linked1.csv".
std::string beside(const std::string& out, std::size_t number) {
  const std::filesystem::path path(out);
  const auto name =
      fmt::format("{}.linked{}{}", path.stem().string(), number, path.extension().string());
  return (path.parent_path() / name).string();
}

Result<bool> protect_tables(const ProtectArguments& a) {
  std::vector<NamedFile> read{{"table", a.table}};
  std::vector<NamedFile> written{{"out", a.out}, {"attack", a.attack}};
  for (std::size_t i = 0; i < a.linked.size(); ++i) {
    read.push_back({"linked", a.linked[i]});
    written.push_back({"out", beside(a.out, i + 1)});
  }
  MASH_TRY_DO(check_written(read, written));
  std::vector<pr::Table> tables;
  for (const auto& file : read) {
    MASH_TRY(auto table, read_table(file.path));
    tables.push_back(std::move(table));
  }
  auto rules = a.style == "dfe" ? pr::dfe_style() : pr::nhs_style();
  rules.sensitive = a.sensitive;
  MASH_TRY(const auto shown, pr::protect(tables, rules));
  if (!a.attack.empty()) MASH_TRY_DO(write_text_file(a.attack, attack_of(shown.front())));
  for (std::size_t i = 1; i < shown.size(); ++i) {
    MASH_TRY_DO(write_text_file(beside(a.out, i), csv_of(shown[i], rules)));
  }
  return write_text_file(a.out, csv_of(shown.front(), rules));
}

}  // namespace

int protect_command(const ProtectArguments& arguments) {
  const auto done = protect_tables(arguments);
  return done ? 0 : say(done.error());
}

void add_board(CLI::App& top, std::function<int()>& run) {
  auto* board = top.add_subcommand("board", "What a Board may see of several hubs");
  board->require_subcommand(1);
  add_board_serve(*board, run);
  const auto a = std::make_shared<ProtectArguments>();
  auto* c = board->add_subcommand("protect",
                                  "Hide and round counts so that nobody can be worked out of them");
  c->add_option("--table", a->table,
                "CSV file: columns that say who is counted, and count; totals are known by the "
                "word Total or All, and added where there are none")
      ->required();
  c->add_option("--linked", a->linked,
                "Other tables of the same children, before protection; they are protected along "
                "with it and written beside --out");
  c->add_option("--style", a->style,
                "nhs: 1 to 7 hidden, else to the nearest 5; dfe: 1 to 5 and "
                "what has to go with them")
      ->check(CLI::IsMember({"nhs", "dfe"}))
      ->capture_default_str();
  c->add_option("--sensitive", a->sensitive,
                "A column of which it would harm a group to be known to be all of one kind");
  c->add_option("--out", a->out, "CSV file to write")->required();
  c->add_option("--attack", a->attack,
                "JSON file to write: for each hidden count, what can be worked out");
  c->callback([a, &run] { run = [a] { return protect_command(*a); }; });
}

}  // namespace mash::server
