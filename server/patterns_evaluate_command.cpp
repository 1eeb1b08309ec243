// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <unordered_map>

#include "mash/patterns/evaluate.h"
#include "patterns_events.h"
#include "patterns_score_command.h"
#include "say.h"

namespace mash::server {

namespace {

namespace pt = mash::patterns;

struct TruthRead {
  std::vector<pt::Judged> people;
  std::unordered_map<std::string, std::size_t> at;
  bool grouped = false;
};

Result<bool> yes_or_no(const Columns& file, std::string_view column, std::size_t row) {
  std::string said(file.cell(column, row));
  std::ranges::transform(said, said.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  for (const std::string_view yes : {"1", "true", "yes", "y", "t", "1.0"})
    if (said == yes) return true;
  for (const std::string_view no : {"0", "false", "no", "n", "f", "0.0"})
    if (said == no) return false;
  return file.fault(column, row, "give 0 or 1 (yes and no, true and false will do)");
}

Result<TruthRead> read_truth(const std::string& path, Days& days) {
  MASH_TRY(const auto file,
           Columns::read(path, {"person"}, {"outcome", "label", "probability", "onset", "group"}));
  const std::string column = file.has("outcome") ? "outcome" : "label";
  if (!file.has(column)) {
    return invalid(path,
                   path + ": there is no column \"outcome\" or \"label\"; add one of 0 and 1");
  }
  TruthRead out;
  out.grouped = file.has("group");
  for (std::size_t row = 0; row < file.rows(); ++row) {
    const std::string id(file.cell("person", row));
    if (id.empty()) return file.fault("person", row, "say who it is about");
    if (!out.at.emplace(id, out.people.size()).second)
      return file.fault("person", row, "this person was there before; keep one row");
    pt::Judged j;
    MASH_TRY(j.positive, yes_or_no(file, column, row));
    if (!file.cell("probability", row).empty()) {
      MASH_TRY(j.probability, file.number("probability", row));
      if (*j.probability < 0 || *j.probability > 1)
        return file.fault("probability", row, "give a number from 0 to 1, or nothing");
    }
    if (const auto onset = file.cell("onset", row); !onset.empty()) {
      j.onset = days.read(onset);
      if (!j.onset) return file.fault("onset", row, "give a day as elsewhere, or nothing");
    }
    j.group = file.cell("group", row);
    out.people.push_back(std::move(j));
  }
  if (out.people.empty()) return invalid(path, path + ": nobody is named in it");
  return out;
}

struct ScoresRead {
  std::size_t missing = 0, unknown = 0;
  double least = std::numeric_limits<double>::infinity(), most = -least;
};

// Whoever has no score stands last.
Result<ScoresRead> read_scores(const PatternsEvaluateArguments& a, TruthRead& truth) {
  MASH_TRY(const auto file, Columns::read(a.scores, {"person", a.column}, {}));
  ScoresRead out;
  std::vector<bool> has(truth.people.size());
  for (std::size_t row = 0; row < file.rows(); ++row) {
    MASH_TRY(const double score, file.number(a.column, row));
    const auto found = truth.at.find(std::string(file.cell("person", row)));
    if (found == truth.at.end()) {
      ++out.unknown;
      continue;
    }
    if (has[found->second])
      return file.fault("person", row, "this person was there before; keep one score");
    truth.people[found->second].score = score;
    has[found->second] = true;
    out.least = std::min(out.least, score);
    out.most = std::max(out.most, score);
  }
  if (out.least > out.most) {
    return invalid(a.scores, a.scores + ": it has a score of nobody whom --truth names");
  }
  const double last = out.least >= 0 ? 0 : out.least - 1;
  for (std::size_t i = 0; i < has.size(); ++i) {
    if (has[i]) continue;
    truth.people[i].score = last;
    ++out.missing;
  }
  return out;
}

struct AlarmsRead {
  std::size_t taken = 0, unknown = 0, outside = 0;
};

// Alarms of people whom nobody named and of other days are counted and left out.
Result<AlarmsRead> read_alarms(const PatternsEvaluateArguments& a, double from, double to,
                               Days& days, TruthRead& truth) {
  MASH_TRY(const auto file, Columns::read(a.alarms, {"person", "time"}, {"rule", "statistic"}));
  if (!a.rule.empty() && !file.has("rule"))
    return invalid("rule", a.alarms + ": there is no column \"rule\"; leave --rule out");
  AlarmsRead out;
  bool named = a.rule.empty();
  for (std::size_t row = 0; row < file.rows(); ++row) {
    if (!a.rule.empty() && file.cell("rule", row) != a.rule) continue;
    named = true;
    const auto day = days.read(file.cell("time", row));
    if (!day) return file.fault("time", row, "give a day as elsewhere");
    double statistic = 0;
    if (file.has("statistic")) {
      MASH_TRY(statistic, file.number("statistic", row));
    }
    const auto found = truth.at.find(std::string(file.cell("person", row)));
    if (found == truth.at.end()) {
      ++out.unknown;
    } else if (*day < from || *day > to) {
      ++out.outside;
    } else {
      ++out.taken;
      truth.people[found->second].alarms.emplace_back(*day, statistic);
    }
  }
  if (!named && file.rows() > 0)
    return invalid("rule", a.alarms + ": it has no alarm of the rule that --rule names");
  for (auto& p : truth.people) std::ranges::sort(p.alarms);
  return out;
}

Result<bool> check(const PatternsEvaluateArguments& a) {
  if (a.events.empty() != a.at.empty()) {
    return invalid("at",
                   "--events and --at go together: name the events and the day of the scores");
  }
  if (!a.alarms.empty() && (a.from.empty() || a.to.empty()))
    return invalid("from", "--alarms goes with --from and --to: name the days they cover");
  if (a.alarms.empty() && !(a.from.empty() && a.to.empty() && a.rule.empty()))
    return invalid("alarms", "--from, --to and --rule go with --alarms: name that file too");
  return true;
}

Result<json::Value> lead_time(const PatternsEvaluateArguments& a, Days& days, TruthRead& truth) {
  MASH_TRY(const double from, days.option("from", a.from));
  MASH_TRY(const double to, days.option("to", a.to));
  if (to <= from) return invalid("to", "--to: give a day that is after --from");
  MASH_TRY(const auto read, read_alarms(a, from, to, days, truth));
  if (read.unknown + read.outside > 0) {
    std::cerr << fmt::format(
        "alarms left out: {} of people whom --truth does not name, {} before "
        "--from or after --to\n",
        read.unknown, read.outside);
  }
  auto out = pt::delays(truth.people, from, to);
  out.set("alarms", read.taken);
  out.set("alarms_of_people_not_in_truth", read.unknown);
  out.set("alarms_outside_the_days", read.outside);
  return out;
}

// What a reader of the figures has to know.
void say_gaps(const ScoresRead& scores, const TruthRead& truth) {
  if (scores.missing > 0) {
    std::cerr << scores.missing << " people of --truth have no score: they stand last\n";
  }
  if (scores.unknown > 0) {
    std::cerr << scores.unknown << " scores are of people whom --truth does not name: left out\n";
  }
  const auto positives = std::ranges::count_if(truth.people, &pt::Judged::positive);
  if (positives == 0 || positives == std::ssize(truth.people)) {
    std::cerr << "all outcomes are the same: there is nothing to tell apart, and no area\n";
  }
}

// Plain counts of the same people, as scores.
Result<json::Value> baselines(const PatternsEvaluateArguments& a, Days& days, TruthRead truth) {
  MASH_TRY(const double at, days.option("at", a.at));
  MASH_TRY(const auto events, read_events(a.events, days, pt::weights()));
  json::Value out = json::Object{};
  for (const int window : {30, 90, 365}) {
    for (auto& p : truth.people) p.score = 0;
    for (const auto& p : events.people) {
      const auto found = truth.at.find(p.id);
      if (found == truth.at.end()) continue;
      truth.people[found->second].score = static_cast<double>(std::ranges::count_if(
          p.events, [&](const pt::Event& e) { return e.day <= at && e.day > at - window; }));
    }
    out.set(fmt::format("count_{}", window), pt::ranking(truth.people));
  }
  return out;
}

pt::Scale scale_of(const PatternsEvaluateArguments& a, const ScoresRead& scores) {
  if (a.scale == "probability") return pt::Scale::probability;
  if (a.scale == "log-odds") return pt::Scale::log_odds;
  if (a.scale == "expected") return pt::Scale::expected;
  if (scores.least < 0) return pt::Scale::log_odds;
  return scores.most <= 1 ? pt::Scale::probability : pt::Scale::expected;
}

const char* name_of(pt::Scale scale) {
  if (scale == pt::Scale::probability) return "probability";
  return scale == pt::Scale::log_odds ? "log-odds" : "expected";
}

json::Value small_groups(const json::Value& between) {
  const auto* first = between.as_array();
  return first == nullptr || first->empty() ? json::Value(json::Array{})
                                            : first->front()["fewer_than_20"];
}

Result<json::Value> evaluated(const PatternsEvaluateArguments& a) {
  MASH_TRY_DO(check(a));
  Days days;
  MASH_TRY(auto truth, read_truth(a.truth, days));
  MASH_TRY(const auto scores, read_scores(a, truth));
  say_gaps(scores, truth);
  auto out = pt::ranking(truth.people);
  out.set("without_score", scores.missing);
  out.set("scored_but_not_in_truth", scores.unknown);
  const auto scale = scale_of(a, scores);
  auto calibration = pt::calibration(truth.people, scale);
  calibration.set("scores_read_as", name_of(scale));
  out.set("calibration", std::move(calibration));
  if (!a.events.empty()) {
    MASH_TRY(auto plain, baselines(a, days, truth));
    out.set("plain_counts", std::move(plain));
  }
  if (!a.alarms.empty()) {
    MASH_TRY(auto lead, lead_time(a, days, truth));
    out.set("lead_time", std::move(lead));
  }
  if (truth.grouped) {
    auto between = pt::between_groups(truth.people);
    if (!small_groups(between).as_array()->empty())
      std::cerr << "a group has fewer than 20 people: its rates say little\n";
    out.set("between_groups", std::move(between));
  }
  return out;
}

}  // namespace

int patterns_evaluate_command(const PatternsEvaluateArguments& a) {
  const auto report = evaluated(a);
  if (!report) return say(report.error());
  std::cout << json::encode_pretty(*report) << "\n";
  return 0;
}

}  // namespace mash::server
