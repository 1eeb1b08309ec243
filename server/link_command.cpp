// SPDX-License-Identifier: MIT
#include "link_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>
#include <thread>

#include "embedded.h"
#include "link_files.h"
#include "link_output.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/evaluate.h"
#include "mash/splink/convert.h"
#include "splink_command.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;

int fail(const Error& error) {
  std::cerr << "openmash: " << error.message << "\n";
  return 2;
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
  for (const auto& p : linked.passes) {
    std::cerr << fmt::format("  pass {:<52} {:>11} pairs, largest block {}\n", p.name, p.pairs,
                             p.largest);
  }
  say_clusters(table, linked.clusters);
  std::cout << fmt::format("{} pairs compared, {} kept\n", linked.compared, linked.pairs.size());
}

// The column of the files that a kind was read from; its own name if it was put together.
std::string column_of(const lk::Table& table, lk::Kind kind) {
  const auto name = lk::facts(kind).name;
  for (const auto& c : table.columns)
    if (lk::role_name(c.role) == name) return c.header;
  return std::string(name);
}

// The model for Splink, and beside it our own, as Splink has no place for all of it.
Result<bool> write_models(const LinkArguments& a, const lk::Table& table, const lk::Model& model) {
  const auto exported =
      splink::to_splink(model, a.id, [&](lk::Kind kind) { return column_of(table, kind); });
  const auto own = own_model_path(a.model_out);
  MASH_TRY_DO(write_text_file(a.model_out, exported.json));
  MASH_TRY_DO(write_text_file(own, model_to_json(model, exported.json)));
  std::cerr << a.model_out << " is for Splink; keep " << own
            << " beside it, which has the whole model. Splink has no place for\n";
  for (const auto& lost : exported.lost) std::cerr << "  " << lost << "\n";
  return true;
}

Result<bool> write_results(const LinkArguments& a, const lk::Table& table, lk::Linked& linked,
                           unsigned threads) {
  MASH_TRY_DO(write_text_file(a.clusters, clusters_csv(table, linked.clusters, threads)));
  if (!a.pairs.empty()) MASH_TRY_DO(write_text_file(a.pairs, pairs_csv(table, linked)));
  if (!a.model_out.empty()) MASH_TRY_DO(write_models(a, table, linked.model));
  return true;
}

Result<bool> check(const LinkArguments& a) {
  if (a.inputs.empty()) return invalid("input", "name at least one file with --input");
  if (a.clusters.empty()) return invalid("clusters", "name the file to write with --clusters");
  if (std::isnan(a.threshold) || a.threshold <= 0 || a.threshold >= 1)
    return invalid("threshold", "--threshold is a probability above 0 and below 1");
  if (a.one_to_one && a.inputs.size() < 2)
    return invalid("one-to-one", "--one-to-one needs at least two files");
  if (a.encoding != "utf-8" && a.encoding != "windows-1252")
    return invalid("encoding", "--encoding is utf-8 or windows-1252");
  return true;
}

int link_with_own_model(const LinkArguments& a, std::optional<lk::Model> model, unsigned threads) {
  if (a.id.empty()) return fail(invalid("id", "name the column of the record ids with --id"));
  std::vector<InputFile> files;
  for (const auto& path : a.inputs) files.push_back({path, a.id});
  Stages stages;
  stages.begin("reading");
  auto table = read_people({files, a.map, a.encoding, threads});
  if (!table) return fail(table.error());
  lk::LinkOptions options;
  options.threshold = a.threshold;
  if (a.pairs.empty()) options.review = a.threshold;
  options.one_to_one = a.one_to_one;
  options.threads = threads;
  options.block.pairs_per_record = a.pairs_per_record;
  options.progress = [&](std::string_view stage) { stages.begin(stage); };
  options.model = std::move(model);
  stages.begin("preparing");
  auto people =
      lk::prepare(*table, {.fold = icu_fold(), .variants = name_variants(), .threads = threads});
  table->forget_values();
  auto linked = lk::link(std::move(people), options);
  stages.end();
  if (!linked) return fail(linked.error());
  say_result(*table, *linked);
  stages.begin("writing");
  const auto ok = write_results(a, *table, *linked, threads);
  stages.end();
  if (!ok) {
    fail(ok.error());
    return 1;
  }
  return 0;
}

int link_with_splink(const LinkArguments& a, const json::Value& value, unsigned threads) {
  if (!a.model_out.empty()) {
    return fail(invalid("model-out",
                        "--model-out has nothing to write: a model of Splink is used as it is"));
  }
  const auto model = splink::read_model(value);
  if (!model) return fail(model.error());
  Stages stages;
  const auto written = link_with_splink_model(a, *model, threads, stages);
  stages.end();
  if (!written) return fail(written.error());
  return *written ? 0 : 1;
}

// Our own model that lies beside its form for Splink, if that was not changed since.
std::optional<json::Value> own_model_beside(const std::string& path, const std::string& text) {
  const auto own = own_model_path(path);
  if (!std::filesystem::exists(own)) return std::nullopt;
  const auto found = read_text_file(own);
  if (!found) return std::nullopt;
  auto value = json::parse(*found);
  if (value && belongs_to(*value, text)) return *std::move(value);
  std::cerr << own << " does not belong to " << path << ", which is used as a model of Splink\n";
  return std::nullopt;
}

}  // namespace

int link_command(const LinkArguments& a) {
  if (const auto ok = check(a); !ok) return fail(ok.error());
  const unsigned threads =
      a.threads != 0 ? a.threads : std::max(1U, std::thread::hardware_concurrency());
  if (a.model_in.empty()) return link_with_own_model(a, std::nullopt, threads);
  const auto text = read_text_file(a.model_in);
  if (!text) return fail(text.error());
  auto value = json::parse(*text);
  if (!value) return fail(value.error());
  if (splink::is_splink_model(*value)) {
    auto own = own_model_beside(a.model_in, *text);
    if (!own) return link_with_splink(a, *value, threads);
    value = *std::move(own);
  }
  auto model = model_from_json(*value);
  if (!model) return fail(model.error());
  return link_with_own_model(a, *std::move(model), threads);
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
