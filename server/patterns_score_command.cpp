// SPDX-License-Identifier: MIT
#include "patterns_score_command.h"

#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "link_files.h"
#include "mash/linkage/csv.h"
#include "mash/patterns/alarms.h"
#include "mash/patterns/score.h"
#include "patterns_command.h"
#include "patterns_events.h"
#include "say.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;
namespace pt = mash::patterns;

Result<pt::Weights> weights_of(const PatternsArguments& a) {
  if (a.weights.empty()) return pt::weights();
  MASH_TRY(const auto text, read_text_file(a.weights));
  return pt::read_weights(text);
}

void say_missing(const EventsRead& read) {
  if (read.without_severity == 0) return;
  std::cerr << read.without_severity << " events have no severity: taken as the lowest\n";
}

std::string scores_csv(const std::vector<pt::Scored>& scored, const pt::Weights& w) {
  std::string out =
      "person,score,expected_90,part_now,part_rise,part_severity,rate,rate_low,rate_high,"
      "chance_rate_above_twice_mean,events_30,events_90,events_365,events,sources_90,acceleration,"
      "chance_rise,escalation,source_weight,reasons\n";
  for (const auto& s : scored) {
    lk::append_cell(out, s.id);
    const auto& p = s.parts;
    fmt::format_to(std::back_inserter(out), ",{:.6f},{:.6f},{:.4f},{:.4f},{:.4f}", s.score,
                   s.expected_90, w.score.now * p.now, w.score.rise * p.rise,
                   w.score.severity * p.severity);
    fmt::format_to(std::back_inserter(out),
                   ",{:.4f},{:.4f},{:.4f},{:.6f},{:.0f},{:.0f},{:.0f},{:.0f},{:.0f},{:.4f},"
                   "{:.6f},{:.4f},{:.4f},",
                   s.own.mean, s.own.low, s.own.high, s.own.twice, s.events_30, s.events_90,
                   s.events_365, s.events, s.sources_90, s.acceleration, s.chance_rise,
                   s.escalation, s.source_weight);
    lk::append_cell(out, s.reasons);
    out += '\n';
  }
  return out;
}

Result<bool> score_events(const PatternsArguments& a) {
  const NamedFile read[] = {{"events", a.events}, {"weights", a.weights}},
                  written[] = {{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  MASH_TRY(const auto w, weights_of(a));
  Days days;
  MASH_TRY(const double at, days.option("at", a.at));
  MASH_TRY(auto events, read_events(a.events, days, w));
  say_missing(events);
  return write_text_file(a.out, scores_csv(pt::score(std::move(events.people), at, w), w));
}

Result<bool> alarm_events(const PatternsArguments& a) {
  const NamedFile read[] = {{"events", a.events}, {"weights", a.weights}},
                  written[] = {{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  MASH_TRY(const auto w, weights_of(a));
  Days days;
  pt::AlarmSpan span{.false_alarms = a.false_alarms};
  MASH_TRY(span.from, days.option("from", a.from));
  MASH_TRY(span.to, days.option("to", a.to));
  if (span.to < span.from) return invalid("to", "--to: give a day that is not before --from");
  MASH_TRY(auto events, read_events(a.events, days, w));
  say_missing(events);
  std::string out = "person,time,rule,statistic\n";
  for (const auto& alarm : pt::alarms(std::move(events.people), span, w)) {
    lk::append_cell(out, alarm.id);
    out += fmt::format(",{},{},{:.6f}\n", days.write(alarm.day), alarm.rule, alarm.statistic);
  }
  return write_text_file(a.out, out);
}

int code_of(const Result<bool>& done) {
  return done ? 0 : say(done.error());
}

}  // namespace

int patterns_score_command(const PatternsArguments& a) {
  return code_of(score_events(a));
}

int patterns_alarms_command(const PatternsArguments& a) {
  return code_of(alarm_events(a));
}

void add_patterns_score(CLI::App& patterns, std::function<int()>& run) {
  const auto a = std::make_shared<PatternsArguments>();
  const auto e = std::make_shared<PatternsEvaluateArguments>();
  const auto events = [&](const char* name, const char* words) {
    auto* c = patterns.add_subcommand(name, words);
    c->add_option("--events", a->events, "CSV file: person,time,severity,source")->required();
    c->add_option("--out", a->out, "CSV file to write")->required();
    c->add_option("--weights", a->weights, "Other numbers than those built in (JSON)");
    return c;
  };
  auto* score = events("score", "Who stands out on a day, and why");
  score->add_option("--at", a->at, "That day: later events are not looked at")->required();
  score->callback([a, &run] { run = [a] { return patterns_score_command(*a); }; });
  auto* alarms = events("alarms", "Who began to stand out on which day, by which rule");
  alarms->add_option("--from", a->from, "First day")->required();
  alarms->add_option("--to", a->to, "Last day")->required();
  alarms
      ->add_option("--false-alarms", a->false_alarms,
                   "About so many a year in 1,000 people in whom nothing changed")
      ->check(CLI::Range(1.0, 1000.0))
      ->capture_default_str();
  alarms->callback([a, &run] { run = [a] { return patterns_alarms_command(*a); }; });

  auto* v = patterns.add_subcommand("evaluate", "How good scores and alarms are against the truth");
  v->add_option("--scores", e->scores, "CSV file: person and the score")->required();
  v->add_option("--truth", e->truth,
                "CSV file: person, outcome or label (0 or 1); probability, onset, group")
      ->required();
  v->add_option("--column", e->column, "Column of the score")->capture_default_str();
  v->add_option("--scale", e->scale, "What scores are; else guessed from their range")
      ->check(CLI::IsMember({"probability", "log-odds", "expected"}));
  v->add_option("--events", e->events, "To compare with plain counts up to --at");
  v->add_option("--at", e->at, "Day of the scores");
  v->add_option("--alarms", e->alarms, "CSV file: person,time,rule,statistic");
  v->add_option("--rule", e->rule, "Alarms of this rule alone");
  v->add_option("--from", e->from, "First day of the alarms");
  v->add_option("--to", e->to, "Last day of the alarms");
  v->callback([e, &run] { run = [e] { return patterns_evaluate_command(*e); }; });
}

}  // namespace mash::server
