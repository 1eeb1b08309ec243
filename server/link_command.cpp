// SPDX-License-Identifier: MIT
#include "link_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <map>
#include <thread>

#include "embedded.h"
#include "link_files.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/evaluate.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;

int fail(const Error& error) {
  std::cerr << "openmash: " << error.message << "\n";
  return 2;
}

// "scoring ... 1.2 s" on stderr as the stages pass.
class Stages {
 public:
  void begin(std::string_view stage) {
    end();
    std::cerr << stage << " ..." << std::flush;
    open_ = true;
    started_ = std::chrono::steady_clock::now();
    worked_ = std::clock();
  }
  void end() {
    if (!open_) return;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started_;
    std::cerr << fmt::format(" {:.2f} s ({:.2f} s of processors)\n", took.count(),
                             static_cast<double>(std::clock() - worked_) / CLOCKS_PER_SEC);
    open_ = false;
  }

 private:
  bool open_ = false;
  std::chrono::steady_clock::time_point started_;
  std::clock_t worked_ = 0;
};

// One id in two files cannot be told apart by the id alone, so the source is written too.
bool ids_clash(const lk::Table& table) {
  return table.record_ids.size() - 1 < table.rows();
}

std::string clusters_csv(const lk::Table& table, const lk::Linked& linked) {
  const bool sources = ids_clash(table);
  std::string out = sources ? "record_id,cluster_id,source\n" : "record_id,cluster_id\n";
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    lk::append_cell(out, table.id(row));
    out += ',';
    const auto first = linked.clusters[row];
    std::string name(table.id(first));
    if (sources) name = fmt::format("{}:{}", table.source[first] + 1, name);
    lk::append_cell(out, name);
    if (sources) {
      out += ',';
      lk::append_cell(out, table.sources[table.source[row]]);
    }
    out += '\n';
  }
  return out;
}

std::string pairs_csv(const lk::Table& table, lk::Linked& linked) {
  std::sort(linked.pairs.begin(), linked.pairs.end(), [&](const auto& x, const auto& y) {
    return std::pair(linked.people.order(x.a), linked.people.order(x.b)) <
           std::pair(linked.people.order(y.a), linked.people.order(y.b));
  });
  std::string out = "left_id,right_id,match_weight,match_probability\n";
  for (const auto& p : linked.pairs) {
    lk::append_cell(out, table.id(p.a));
    out += ',';
    lk::append_cell(out, table.id(p.b));
    fmt::format_to(std::back_inserter(out), ",{:.6f},{:.9f}\n",
                   static_cast<double>(p.score) / lk::k_bit, lk::probability(p.score));
  }
  return out;
}

void say_result(const lk::Table& table, const lk::Linked& linked) {
  std::vector<std::uint32_t> size(table.rows(), 0);
  for (const auto c : linked.clusters) ++size[c];
  std::size_t clusters = 0;
  std::uint32_t largest = 0;
  for (const auto n : size) {
    clusters += n > 0 ? 1 : 0;
    largest = std::max(largest, n);
  }
  for (const auto& p : linked.passes) {
    std::cerr << fmt::format("  pass {:<52} {:>11} pairs, largest block {}\n", p.name, p.pairs,
                             p.largest);
  }
  std::cout << fmt::format("{} records, {} people; largest {} records\n", table.rows(), clusters,
                           largest);
  std::cout << fmt::format("{} pairs compared, {} kept\n", linked.compared, linked.pairs.size());
}

Result<bool> write_results(const LinkArguments& a, const lk::Table& table, lk::Linked& linked) {
  MASH_TRY_DO(write_text_file(a.clusters, clusters_csv(table, linked)));
  if (!a.pairs.empty()) MASH_TRY_DO(write_text_file(a.pairs, pairs_csv(table, linked)));
  if (!a.model_out.empty()) MASH_TRY_DO(write_text_file(a.model_out, model_to_json(linked.model)));
  return true;
}

Result<bool> check(const LinkArguments& a) {
  if (a.inputs.empty()) return invalid("input", "name at least one file with --input");
  if (a.id.empty()) return invalid("id", "name the column of the record ids with --id");
  if (a.clusters.empty()) return invalid("clusters", "name the file to write with --clusters");
  if (std::isnan(a.threshold) || a.threshold <= 0 || a.threshold >= 1)
    return invalid("threshold", "--threshold is a probability above 0 and below 1");
  if (a.one_to_one && a.inputs.size() < 2)
    return invalid("one-to-one", "--one-to-one needs at least two files");
  if (a.encoding != "utf-8" && a.encoding != "windows-1252")
    return invalid("encoding", "--encoding is utf-8 or windows-1252");
  return true;
}

}  // namespace

int link_command(const LinkArguments& a) {
  if (const auto ok = check(a); !ok) return fail(ok.error());
  const unsigned threads =
      a.threads != 0 ? a.threads : std::max(1U, std::thread::hardware_concurrency());
  std::vector<InputFile> files;
  for (const auto& path : a.inputs) files.push_back({path, a.id});
  Stages stages;
  stages.begin("reading");
  const auto table = read_people({files, a.map, a.encoding, threads});
  if (!table) return fail(table.error());
  lk::LinkOptions options;
  options.prepare.fold = icu_fold();
  options.prepare.variants = name_variants();
  options.threshold = a.threshold;
  if (a.pairs.empty()) options.review = a.threshold;
  options.one_to_one = a.one_to_one;
  options.threads = threads;
  options.block.pairs_per_record = a.pairs_per_record;
  options.progress = [&](std::string_view stage) { stages.begin(stage); };
  if (!a.model_in.empty()) {
    const auto text = read_text_file(a.model_in);
    if (!text) return fail(text.error());
    auto model = model_from_json(*text);
    if (!model) return fail(model.error());
    options.model = *std::move(model);
  }
  auto linked = lk::link(*table, options);
  stages.end();
  if (!linked) return fail(linked.error());
  say_result(*table, *linked);
  if (const auto ok = write_results(a, *table, *linked); !ok) {
    fail(ok.error());
    return 1;
  }
  return 0;
}

namespace {

Result<std::vector<std::vector<std::string>>> columns_of(const std::string& path,
                                                         std::vector<std::string> headers,
                                                         const std::string& group) {
  MASH_TRY(const auto text, read_text_file(path));
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

int evaluate_command(const EvaluateArguments& a) {
  const auto truth = columns_of(a.truth, {a.truth_id, a.truth_person}, a.group);
  if (!truth) return fail(truth.error());
  const auto found = columns_of(a.clusters, {"record_id", "cluster_id"}, "");
  if (!found) return fail(found.error());
  std::map<std::string, std::string> cluster_of;
  for (std::size_t i = 0; i < (*found)[0].size(); ++i) cluster_of[(*found)[0][i]] = (*found)[1][i];
  lk::Dictionary people;
  lk::Dictionary clusters;
  lk::Dictionary group_names;
  std::vector<lk::Assignment> records;
  std::size_t lacking = 0;
  for (std::size_t i = 0; i < (*truth)[0].size(); ++i) {
    const auto at = cluster_of.find((*truth)[0][i]);
    lk::Assignment r{.truth = people.add((*truth)[1][i])};
    if (at == cluster_of.end()) ++lacking;
    // A record that no cluster has is one of its own; ':' keeps its name apart.
    r.cluster = clusters.add(at == cluster_of.end() ? "\n" + (*truth)[0][i] : at->second);
    if (!a.group.empty()) r.group = group_names.add((*truth)[2][i]);
    records.push_back(r);
  }
  if (lacking > 0) std::cerr << fmt::format("{} records of the truth are in no cluster\n", lacking);
  std::vector<std::string> groups;
  for (std::uint32_t g = 0; g < group_names.size(); ++g) groups.emplace_back(group_names.text(g));
  print_quality(lk::evaluate(records), groups);
  return 0;
}

}  // namespace mash::server
