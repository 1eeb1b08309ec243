// SPDX-License-Identifier: MIT
#include "link_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>

#include "embedded.h"
#include "link_files.h"
#include "link_labels.h"
#include "link_output.h"
#include "link_rows.h"
#include "link_truth.h"
#include "mash/linkage/csv.h"
#include "mash/linkage_report/report.h"
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
  const bool sources = ids_clash(table);
  std::string out = "left_id,right_id,match_weight,match_probability";
  out += sources ? ",left_source,right_source\n" : "\n";
  for (const auto& p : linked.pairs) {
    lk::append_cell(out, table.id(p.a));
    out += ',';
    lk::append_cell(out, table.id(p.b));
    fmt::format_to(std::back_inserter(out), ",{:.6f},{:.9f}",
                   static_cast<double>(p.score) / lk::k_bit,
                   lk::probability(linked.model, p.score));
    for (const auto row : {p.a, p.b}) {
      if (!sources) continue;
      out += ',';
      lk::append_cell(out, table.sources[table.source[row]]);
    }
    out += '\n';
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

Result<bool> write_report(const LinkArguments& a, const lk::LinkOptions& options,
                          const PeopleRead& read, const std::optional<TruthRows>& truth,
                          const lk::Linked& linked) {
  std::optional<linkage_report::Judged> judged;
  if (truth) {
    MASH_TRY(auto found, judge(*truth, a.clusters, a.encoding));
    warn_of_lacking(found);
    judged = {std::move(found.quality), std::move(found.groups)};
  }
  return write_text_file(a.report, linkage_report::report({.table = read.table,
                                                           .headers = read.headers,
                                                           .linked = linked,
                                                           .threshold = options.threshold,
                                                           .review = options.review,
                                                           .one_to_one = options.one_to_one,
                                                           .judged = std::move(judged)}));
}

// What other files say of the records.
struct Told {
  std::vector<lk::Answer> labels;
  lk::Settled settled;
  std::optional<lk::Earlier> earlier;
};

Result<Told> read_told(const LinkArguments& a, const lk::Table& table) {
  Told out;
  if (a.labels.empty() && a.answers.empty() && a.previous.empty()) return out;
  const RecordRows rows(table);
  if (!a.labels.empty()) {
    MASH_TRY(out.labels, read_answers(a.labels, a.encoding, rows));
    MASH_TRY_DO(enough_labels(out.labels));
  }
  std::vector<lk::Answer> answers;
  if (!a.answers.empty()) {
    MASH_TRY(answers, read_answers(a.answers, a.encoding, rows));
  }
  if (!a.previous.empty()) {
    MASH_TRY(auto read, read_earlier(a.previous, a.encoding, table, rows));
    if (read.absent > 0) {
      std::cerr << fmt::format("{} of {} records of {} are in no input\n", read.absent,
                               read.records, a.previous);
    }
    out.earlier = std::move(read.earlier);
  }
  MASH_TRY(
      out.settled,
      lk::Settled::of(table.rows(), answers,
                      out.earlier ? out.earlier->cluster : std::vector<std::uint32_t>(),
                      [&](std::size_t i) { return fmt::format("{}: row {}", a.answers, i + 2); }));
  return out;
}

// Pairs that speak for joining only as they were joined before: people should look at them.
void say_kept_together(const lk::Linked& linked, double threshold) {
  const auto& settled = linked.settled;
  const auto floor = lk::score_of(threshold);
  const auto kept =
      std::count_if(linked.pairs.begin(), linked.pairs.end(), [&](const lk::ScoredPair& p) {
        return p.score < floor && settled.together(p.a, p.b) && !settled.same(p.a, p.b) &&
               linked.clusters[p.a] == linked.clusters[p.b];
      });
  std::cout << fmt::format(
      "{} pairs that score below the threshold are in one cluster, as before\n", kept);
}

std::vector<std::string> ids_of_clusters(const lk::Table& table, const lk::Linked& linked,
                                         const lk::Earlier& earlier) {
  auto ids = lk::stable_ids(linked.clusters, earlier,
                            [&](auto row) { return std::string(table.id(row)); });
  std::cout << fmt::format("{} clusters keep their id, {} are new, {} are gone\n", ids.kept,
                           ids.made, earlier.ids.size() - ids.kept);
  return std::move(ids.of);
}

Result<bool> write_results(const LinkArguments& a, const lk::Table& table, lk::Linked& linked,
                           unsigned threads, std::span<const std::string> ids) {
  MASH_TRY_DO(write_text_file(a.clusters, clusters_csv(table, linked.clusters, threads, ids)));
  if (!a.pairs.empty()) MASH_TRY_DO(write_text_file(a.pairs, pairs_csv(table, linked)));
  if (!a.model_out.empty()) MASH_TRY_DO(write_models(a, table, linked.model));
  return true;
}

Result<bool> check_split(const LinkArguments& a) {
  if (!a.split) return true;
  if (std::isnan(*a.split) || *a.split <= 0 || *a.split >= 1)
    return invalid("split", "--split is a probability above 0 and below 1");
  if (*a.split > a.threshold) {
    return invalid("split",
                   "--split is above --threshold; it is the threshold of pairs that were joined "
                   "before, so give it the same or less");
  }
  if (a.previous.empty()) {
    return invalid("split",
                   "--split is for those who were joined before; name the earlier clusters "
                   "with --previous");
  }
  return true;
}

// Nothing that is read or written may be lost to what is written.
Result<bool> check_files(const LinkArguments& a) {
  MASH_TRY_DO(check_distinct(a.inputs));
  std::vector<NamedFile> read{{"answers", a.answers},
                              {"previous", a.previous},
                              {"labels", a.labels},
                              {"model-in", a.model_in},
                              {"truth", a.truth}};
  for (const auto& path : a.inputs) read.push_back({"input", path});
  std::vector<NamedFile> written{{"clusters", a.clusters},
                                 {"pairs", a.pairs},
                                 {"report", a.report},
                                 {"model-out", a.model_out}};
  if (!a.model_in.empty()) read.push_back({"model-in", own_model_path(a.model_in)});
  if (!a.model_out.empty()) written.push_back({"model-out", own_model_path(a.model_out)});
  return check_written(read, written);
}

Result<bool> check(const LinkArguments& a) {
  if (a.inputs.empty()) return invalid("input", "name at least one file with --input");
  if (a.clusters.empty()) return invalid("clusters", "name the file to write with --clusters");
  if (std::isnan(a.threshold) || a.threshold <= 0 || a.threshold >= 1)
    return invalid("threshold", "--threshold is a probability above 0 and below 1");
  MASH_TRY_DO(check_split(a));
  if (a.one_to_one && a.inputs.size() < 2)
    return invalid("one-to-one", "--one-to-one needs at least two files");
  if (a.report.empty() && !(a.truth.empty() && a.group.empty()))
    return invalid("truth", "--truth and --group are for the page that --report names");
  if (a.truth.empty() && !a.group.empty())
    return invalid("group", "--group is a column of the file that --truth names");
  if (a.encoding != "utf-8" && a.encoding != "windows-1252")
    return invalid("encoding", "--encoding is utf-8 or windows-1252");
  return check_files(a);
}

int link_with_own_model(const LinkArguments& a, std::optional<lk::Model> model, unsigned threads) {
  if (a.id.empty()) return fail(invalid("id", "name the column of the record ids with --id"));
  std::vector<InputFile> files;
  for (const auto& path : a.inputs) files.push_back({path, a.id});
  std::optional<TruthRows> truth;
  if (!a.truth.empty()) {
    auto rows = read_truth({.truth = a.truth, .group = a.group, .encoding = a.encoding});
    if (!rows) return fail(rows.error());
    truth = *std::move(rows);
  }
  Stages stages;
  stages.begin("reading");
  auto read = read_people_and_headers({files, a.map, a.encoding, threads});
  if (!read) return fail(read.error());
  auto& table = read->table;
  auto told = read_told(a, table);
  if (!told) return fail(told.error());
  lk::LinkOptions options;
  options.settled = std::move(told->settled);
  options.threshold = a.threshold;
  options.split = a.split.value_or(options.split);
  const bool with_review = !a.pairs.empty() || !a.report.empty();
  options.review = with_review ? std::min(options.review, a.threshold) : a.threshold;
  if (told->earlier) options.review = std::min(options.review, options.split);
  options.count_finders = !a.report.empty();
  options.one_to_one = a.one_to_one;
  options.threads = threads;
  options.block.pairs_per_record = a.pairs_per_record;
  options.progress = [&](std::string_view stage) { stages.begin(stage); };
  options.model = std::move(model);
  stages.begin("preparing");
  auto people =
      lk::prepare(table, {.fold = icu_fold(), .variants = name_variants(), .threads = threads});
  if (a.report.empty()) table.forget_values();
  auto linked = lk::link(std::move(people), options);
  stages.end();
  if (!linked) return fail(linked.error());
  if (!a.labels.empty()) {
    auto fit = calibrate_by(told->labels, *linked);
    if (!fit) return fail(fit.error());
    linked->model.calibration = *std::move(fit);
  }
  say_result(table, *linked);
  std::vector<std::string> ids;
  if (told->earlier) {
    say_kept_together(*linked, a.threshold);
    ids = ids_of_clusters(table, *linked, *told->earlier);
  }
  stages.begin("writing");
  auto written = write_results(a, table, *linked, threads, ids);
  if (written && !a.report.empty()) written = write_report(a, options, *read, truth, *linked);
  stages.end();
  if (!written) {
    fail(written.error());
    return 1;
  }
  return 0;
}

int link_with_splink(const LinkArguments& a, const json::Value& value, unsigned threads) {
  if (!a.model_out.empty()) {
    return fail(invalid("model-out",
                        "--model-out has nothing to write: a model of Splink is used as it is"));
  }
  using Given = std::pair<std::string, std::string>;
  for (const auto& [option, path] :
       {Given("labels", a.labels), Given("answers", a.answers), Given("previous", a.previous)}) {
    if (path.empty()) continue;
    return fail(invalid(
        option, fmt::format("--{} does not go with a model of Splink; leave it out", option)));
  }
  if (!a.report.empty())
    return fail(invalid("report", "--report does not explain a model of Splink; leave it out"));
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

}  // namespace mash::server
