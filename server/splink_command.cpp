// SPDX-License-Identifier: MIT
#include "splink_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>

#include "link_files.h"
#include "mash/linkage/csv.h"
#include "mash/splink/link.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;

// --map surname=LastName: the model's column surname is called LastName in the files.
Result<std::vector<std::string>> names_in_files(const std::vector<std::string>& columns,
                                                const std::vector<std::string>& map) {
  auto names = columns;
  for (const auto& m : map) {
    const auto at = m.find('=');
    const auto found = std::find(columns.begin(), columns.end(), m.substr(0, at));
    if (at == std::string::npos || found == columns.end()) {
      std::string all;
      for (const auto& c : columns) all += (all.empty() ? "" : ", ") + c;
      return invalid("map", "--map " + m +
                                ": write column of the model=column of the files; the "
                                "model's columns are " +
                                all);
    }
    names[static_cast<std::size_t>(found - columns.begin())] = m.substr(at + 1);
  }
  return names;
}

Result<lk::Table> read(const LinkArguments& a, const std::string& id,
                       const std::vector<std::string>& columns, unsigned threads) {
  MASH_TRY(const auto names, names_in_files(columns, a.map));
  std::vector<std::string> texts;
  for (const auto& path : a.inputs) {
    MASH_TRY(auto text, read_text_file(path));
    texts.push_back(a.encoding == "windows-1252" ? lk::from_windows_1252(text) : std::move(text));
  }
  std::vector<lk::Input> inputs;
  for (std::size_t i = 0; i < texts.size(); ++i)
    inputs.push_back({.name = a.inputs[i], .bytes = texts[i], .id_column = id});
  for (const auto& input : inputs) {
    MASH_TRY(const auto there, lk::column_names(input));
    std::string missing;
    for (const auto& name : names) {
      if (std::find(there.begin(), there.end(), name) == there.end())
        missing += (missing.empty() ? "\"" : ", \"") + name + "\"";
    }
    if (!missing.empty()) {
      return invalid("model", input.name +
                                  ": the model compares columns that this file does not "
                                  "have: " +
                                  missing +
                                  "; name them with --map column of the model=column of the file");
    }
  }
  MASH_TRY(auto table, lk::read_as_written(inputs, names, threads));
  for (std::size_t c = 0; c < columns.size(); ++c) table.columns[c].header = columns[c];
  return table;
}

std::string pairs_csv(const lk::Table& table, const splink::Linked& linked) {
  std::string out = "left_id,right_id,match_weight,match_probability\n";
  for (const auto& p : linked.pairs) {
    lk::append_cell(out, table.id(p.left));
    out += ',';
    lk::append_cell(out, table.id(p.right));
    fmt::format_to(std::back_inserter(out), ",{:.9f},{:.12g}\n", p.weight,
                   splink::probability(p.weight));
  }
  return out;
}

}  // namespace

Result<bool> link_with_splink_model(const LinkArguments& a, const splink::Model& model,
                                    unsigned threads, Stages& stages) {
  MASH_TRY(auto compiled, splink::Compiled::compile(model));
  if (model.dialect == "spark")
    std::cerr << "the model was made for Spark; its functions are worked out as DuckDB does\n";
  stages.begin("reading");
  auto columns = compiled.columns();
  MASH_TRY(const auto table, read(a, a.id.empty() ? model.id_column : a.id, columns, threads));
  splink::Options options;
  options.threshold = a.threshold;
  options.keep = a.pairs.empty() ? a.threshold : 0;
  options.one_to_one = a.one_to_one;
  options.threads = threads;
  options.progress = [&](std::string_view stage) { stages.begin(stage); };
  MASH_TRY(const auto linked, splink::link(std::move(compiled), table, options));
  stages.begin("writing");
  auto written = write_text_file(a.clusters, clusters_csv(table, linked.clusters, threads));
  if (written && !a.pairs.empty()) written = write_text_file(a.pairs, pairs_csv(table, linked));
  stages.end();
  if (!written) {
    std::cerr << "openmash: " << written.error().message << "\n";
    return false;
  }
  for (const auto& r : linked.rules)
    std::cerr << fmt::format("  rule {:<70} {:>11} pairs\n", r.sql, r.pairs);
  say_clusters(table, linked.clusters);
  std::cout << fmt::format("{} pairs compared, {} kept\n", linked.compared, linked.pairs.size());
  return true;
}

}  // namespace mash::server
