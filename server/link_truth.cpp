// SPDX-License-Identifier: MIT
#include "link_truth.h"

#include <fmt/format.h>

#include <iostream>
#include <map>

#include "link_command.h"
#include "link_files.h"
#include "mash/linkage/csv.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;

Result<std::vector<std::vector<std::string>>> columns_of(const std::string& path,
                                                         std::string_view encoding,
                                                         std::vector<std::string> headers,
                                                         const std::string& group) {
  MASH_TRY(const auto text, read_utf8(path, encoding));
  const lk::Input input{.name = path, .bytes = text};
  // Columns not named: the first is the record, the second the person.
  MASH_TRY(const auto names, lk::column_names(input));
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (!headers[i].empty()) continue;
    if (names.size() <= i) return invalid(path, path + ": two columns are needed");
    headers[i] = names[i];
  }
  if (!group.empty()) headers.push_back(group);
  return lk::read_columns(input, headers);
}

void print_quality(const lk::Quality& q, const std::vector<std::string>& groups) {
  std::cout << fmt::format("records {}  people {}  clusters {}\n", q.records, q.people, q.clusters);
  std::cout << fmt::format("pairwise precision {:.4f}  recall {:.4f}  f1 {:.4f}\n", q.precision,
                           q.recall, q.f1);
  std::cout << fmt::format("b-cubed  precision {:.4f}  recall {:.4f}  f1 {:.4f}\n", q.b3_precision,
                           q.b3_recall, q.b3_f1);
  std::cout << fmt::format("pairs: true {}  found {}  correct {}\n", q.true_pairs, q.found_pairs,
                           q.correct_pairs);
  std::cout << fmt::format("false merges per 1,000 clusters {:.3f}  mixed clusters {}\n",
                           q.false_merges_per_1000, q.mixed_clusters);
  std::cout << fmt::format("people who are exactly one cluster {:.4f}\n", q.whole_people);
  for (std::size_t g = 1; g < q.groups.size(); ++g) {
    const auto& group = q.groups[g];
    std::cout << fmt::format(
        "group {}: true pairs {}  recall {:.4f}\n", groups[g], group.true_pairs,
        group.true_pairs == 0
            ? 1.0
            : static_cast<double>(group.correct_pairs) / static_cast<double>(group.true_pairs));
  }
}

}  // namespace

Result<TruthRows> read_truth(const EvaluateArguments& a) {
  return columns_of(a.truth, a.encoding, {a.truth_id, a.truth_person}, a.group);
}

Result<Truth> judge(const TruthRows& truth, const std::string& clusters_path,
                    std::string_view encoding) {
  MASH_TRY(const auto found, columns_of(clusters_path, encoding, {"record_id", "cluster_id"}, ""));
  std::map<std::string, std::string> cluster_of;
  for (std::size_t i = 0; i < found[0].size(); ++i) {
    if (cluster_of.emplace(found[0][i], found[1][i]).second) continue;
    return invalid("record_id",
                   clusters_path + ": row " + std::to_string(i + 2) +
                       " has the record_id of a row before it, so the truth cannot say which of "
                       "the two it means: give each record of all files an id of its own");
  }
  lk::Dictionary people;
  lk::Dictionary clusters;
  lk::Dictionary group_names;
  std::vector<lk::Assignment> records;
  Truth out;
  for (std::size_t i = 0; i < truth[0].size(); ++i) {
    const auto at = cluster_of.find(truth[0][i]);
    lk::Assignment r{.truth = people.add(truth[1][i])};
    if (at == cluster_of.end()) ++out.lacking;
    // A record that no cluster has is one of its own; the line break keeps its name apart.
    r.cluster = clusters.add(at == cluster_of.end() ? "\n" + truth[0][i] : at->second);
    if (truth.size() > 2) r.group = group_names.add(truth[2][i]);
    records.push_back(r);
  }
  out.quality = lk::evaluate(records);
  for (std::uint32_t g = 0; g < group_names.size(); ++g)
    out.groups.emplace_back(group_names.text(g));
  return out;
}

void warn_of_lacking(const Truth& truth) {
  if (truth.lacking == 0) return;
  std::cerr << fmt::format("{} records of the truth are in no cluster\n", truth.lacking);
}

int evaluate_command(const EvaluateArguments& a) {
  const auto truth = [&]() -> Result<Truth> {
    MASH_TRY(const auto rows, read_truth(a));
    return judge(rows, a.clusters, a.encoding);
  }();
  if (!truth) {
    std::cerr << "openmash: " << truth.error().message << "\n";
    return 2;
  }
  warn_of_lacking(*truth);
  print_quality(truth->quality, truth->groups);
  return 0;
}

}  // namespace mash::server
