// SPDX-License-Identifier: MIT
// The detectors of hub/findings over a record in two files, on one or several days, as run.py makes
// it. One JSON object a line: for each day its times, and each finding with the ids it rests on.
//
// usage: findings_bench CASES.tsv SAID.tsv DAY [DAY ...]       (DAY: 2026-01-31)
// CASES: id, seconds, source, rating, level, worries (;), outcome, seconds of it; by seconds.
// SAID: id, case, person, role, seconds, home, district, year of birth.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "detect.h"
#include "mash/json/value.h"
#include "mash/model/stored.h"
#include "mash/model/words.h"

namespace {

using namespace mash;
using model::stored;

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> out{""};
  for (const char c : text) {
    if (c == by) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::vector<std::string>> rows_of(const char* path, std::size_t columns) {
  std::ifstream in(path);
  std::vector<std::vector<std::string>> out;
  for (std::string line; std::getline(in, line);) {
    out.push_back(split(line, '\t'));
    if (out.back().size() != columns) throw std::runtime_error("a row has not all columns");
  }
  if (out.empty()) throw std::runtime_error(std::string(path) + " has no rows");
  return out;
}

UtcTime time_of(const std::string& seconds) {
  return UtcTime{} + Duration::seconds(std::stoll(seconds));
}

// What had been told by then.
research::AllTold told_until(const std::vector<std::vector<std::string>>& cases,
                             const std::vector<std::vector<std::string>>& said, UtcTime until) {
  research::AllTold out{.at = until};
  for (const auto& c : cases) {
    const auto id = CaseId::trusted(c[0]);
    const auto at = time_of(c[1]);
    if (at >= until) break;
    const auto decided_at = time_of(c[7]);
    const bool decided = decided_at < until;
    cases::EveryCase one{
        .id = id,
        .received_at = at,
        .state = decided ? model::NotificationState::closed : model::NotificationState::triaged,
        .rating = stored<model::Rating>(c[3])};
    if (decided) {
      one.level = stored<model::NeedLevel>(c[4]);
      out.decided.push_back({id, stored<model::Outcome>(c[6]), decided_at});
    }
    out.cases.push_back(one);
    intake::ToldOf told{.case_id = id, .source = stored<model::ReferralSource>(c[2])};
    for (const auto& code : split(c[5], ';')) {
      told.concerns.push_back(stored<model::ConcernType>(code));
    }
    out.told.push_back(std::move(told));
  }
  for (const auto& s : said) {
    const auto at = time_of(s[4]);
    if (at >= until) break;
    people::Nameless one{.id = StatementId::trusted(s[0]),
                         .case_id = CaseId::trusted(s[1]),
                         .person = PersonId::trusted(s[2]),
                         .role = stored<model::PersonRole>(s[3]),
                         .at = at,
                         .home = s[5],
                         .district = s[6]};
    if (!s[7].empty()) one.born = std::stoi(s[7]);
    out.said.push_back(std::move(one));
  }
  return out;
}

json::Value line_of(const findings::Finding& finding) {
  json::Array subjects;
  for (const auto& s : finding.subjects) subjects.emplace_back(s.id);
  json::Array evidence;
  for (const auto& e : finding.evidence) evidence.emplace_back(e.case_id.text());
  return json::Object{{"kind", model::code_of(finding.kind)},
                      {"rule", finding.rule},
                      {"strength", finding.strength},
                      {"subjects", std::move(subjects)},
                      {"evidence", std::move(evidence)}};
}

void look(const research::AllTold& all, const std::string& day, LocalDate today) {
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::time_point from, Clock::time_point to) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count();
  };
  const auto start = Clock::now();
  const auto record = research::record_of(all, {});
  const auto made = Clock::now();
  const auto found = findings::detect(record, findings::built_in_findings_policy(), today);
  const auto done = Clock::now();
  const json::Value line = json::Object{{"day", day},
                                        {"cases", std::ssize(record.cases)},
                                        {"people", std::ssize(record.people)},
                                        {"findings", std::ssize(found)},
                                        {"record_ms", ms(start, made)},
                                        {"detect_ms", ms(made, done)}};
  std::cout << json::encode(line) << '\n';
  for (const auto& one : found) std::cout << json::encode(line_of(one)) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: findings_bench CASES.tsv SAID.tsv DAY [DAY ...]\n", stderr);
    return 2;
  }
  const auto cases = rows_of(argv[1], 8);
  const auto said = rows_of(argv[2], 8);
  for (int i = 3; i < argc; ++i) {
    const auto day = LocalDate::parse(argv[i]);
    if (!day) {
      std::fputs("a DAY is written as 2026-01-31\n", stderr);
      return 2;
    }
    look(told_until(cases, said, from_london(*day, 0, 0)), argv[i], *day);
  }
}
