// SPDX-License-Identifier: MIT
#include "link_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <vector>

#include "mash/linkage/csv.h"
#include "mash/linkage/parallel.h"

namespace mash::server {

namespace lk = mash::linkage;

void Stages::begin(std::string_view stage) {
  end();
  std::cerr << stage << " ..." << std::flush;
  open_ = true;
  started_ = std::chrono::steady_clock::now();
  worked_ = std::clock();
}

void Stages::end() {
  if (!open_) return;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
  std::cerr << fmt::format(" {:.2f} s ({:.2f} s of processors)\n", took.count(),
                           static_cast<double>(std::clock() - worked_) / CLOCKS_PER_SEC);
  open_ = false;
}

bool ids_clash(const lk::Table& table) {
  return table.record_ids.size() - 1 < table.rows();
}

std::string clusters_csv(const lk::Table& table, std::span<const std::uint32_t> clusters,
                         unsigned threads, std::span<const std::string> ids) {
  const bool sources = ids_clash(table);
  constexpr std::uint32_t piece = 32'768;
  std::vector<std::string> pieces((table.rows() + piece - 1) / piece);
  lk::parallel(pieces.size(), threads, [&](std::size_t n, unsigned) {
    auto& out = pieces[n];
    const auto begin = static_cast<std::uint32_t>(n * piece);
    for (std::uint32_t row = begin; row < std::min(table.rows(), begin + piece); ++row) {
      lk::append_cell(out, table.id(row));
      out += ',';
      const auto first = clusters[row];
      if (sources) {
        lk::append_cell(out, fmt::format("{}:{}", table.source[first] + 1, table.id(first)));
        out += ',';
        lk::append_cell(out, table.sources[table.source[row]]);
      } else {
        lk::append_cell(out, ids.empty() ? table.id(first) : ids[first]);
      }
      out += '\n';
    }
  });
  std::string all = sources ? "record_id,cluster_id,source\n" : "record_id,cluster_id\n";
  for (const auto& p : pieces) all += p;
  return all;
}

void say_clusters(const lk::Table& table, std::span<const std::uint32_t> clusters) {
  std::vector<std::uint32_t> size(table.rows(), 0);
  for (const auto c : clusters) ++size[c];
  const auto people = std::count_if(size.begin(), size.end(), [](auto n) { return n > 0; });
  const auto largest = size.empty() ? 0 : *std::max_element(size.begin(), size.end());
  std::cout << fmt::format("{} records, {} people; largest {} records\n", table.rows(), people,
                           largest);
}

}  // namespace mash::server
