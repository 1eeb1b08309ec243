// SPDX-License-Identifier: MIT
// Goal: the report's figures are the linkage's, its sums add up, no record's text acts on the page,
// and it stands up to files with next to nothing in them.
#include "mash/linkage_report/report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

#include "findings.h"
#include "view.h"
#include "waterfall.h"

namespace mash::linkage_report {
namespace {

namespace lk = linkage;

// A linkage with what it was made of.
struct Made {
  lk::Header header;
  lk::Table table;
  lk::Linked linked;
  [[nodiscard]] Subject subject() const {
    return {.table = table, .headers = {&header, 1}, .linked = linked};
  }
};

Made make(const std::string& csv, unsigned threads = 1, std::vector<lk::Answer> answers = {}) {
  const lk::Input input{.name = "people.csv", .bytes = csv, .id_column = "id"};
  Made out{.header = *lk::read_header(input)};
  out.table = *lk::read_table({&input, 1}, {&out.header, 1}, 1);
  out.linked = *lk::link(out.table, {.count_finders = true,
                                     .settled = *lk::Settled::of(out.table.rows(), answers, {}),
                                     .threads = threads});
  return out;
}

// A made-up word that no other number gives.
std::string word(unsigned n) {
  static constexpr const char* parts[] = {"ka", "lo",  "mi",  "ren", "sha", "to",
                                          "ve", "dan", "bel", "ja",  "wim"};
  std::string out;
  for (n = n * 7919 + 1234; n > 0; n /= 11) out += parts[n % 11];
  return out;
}

constexpr const char* k_head = "id,given name,surname,dob,street,postcode\n";

std::string row(const std::string& id, const std::string& given, const std::string& surname,
                unsigned n, unsigned home) {
  return id + "," + given + "," + surname + "," + std::to_string(1950 + n * 7 % 60) + "-0" +
         std::to_string(1 + n % 9) + "-1" + std::to_string(n * 3 % 10) + "," +
         std::to_string(1 + home % 80) + " " + word(home + 900) + " road,N" +
         std::to_string(1 + home * 11 % 20) + " " + std::to_string(home % 10) + "AB\n";
}

// Families of two, some twins, most people twice, the second time with a slip or at another home.
std::vector<std::string> families(unsigned count) {
  std::vector<std::string> out;
  for (unsigned f = 0; f < count; ++f) {
    for (unsigned c = 0; c < 2; ++c) {
      const unsigned n = f % 4 == 0 ? f : 2 * f + c;  // a fourth are twins
      const auto given = word(2 * f + c);
      const auto surname = word(f + 5000);
      const auto id = std::to_string(f) + "-" + std::to_string(c);
      out.push_back(row("a" + id, given, surname, n, f));
      if (f % 3 == 0) out.push_back(row("b" + id, given, surname + "n", n, f));
      if (f % 3 == 1) out.push_back(row("b" + id, given, surname, n, f + 300));
      if (f % 3 == 2) out.push_back(row("b" + id, given.substr(0, 1), surname, n + 1, f));
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& rows) {
  std::string out = k_head;
  for (const auto& r : rows) out += r;
  return out;
}

std::string count_of(const std::string& html, const std::string& what) {
  std::smatch found;
  const std::regex cell("<th scope=\"row\">" + what + "</th><td class=\"figure\">([^<]*)</td>");
  return std::regex_search(html, found, cell) ? found[1].str() : "absent";
}

TEST(LinkageReport, EveryScoreIsTheSumOfItsSteps) {
  const auto made = make(joined(families(60)));
  const lk::Scorer scorer(made.linked.people, made.linked.model);
  ASSERT_GT(made.linked.pairs.size(), 100U);
  for (const auto& p : made.linked.pairs) {
    std::int64_t exact = 0;
    std::int64_t shown_sum = 0;
    for (const auto& step : steps_of(scorer.explain(p.a, p.b))) {
      exact += step.change;
      shown_sum += step.shown;
      EXPECT_EQ(step.sum, shown_sum);
      EXPECT_LE(std::abs(step.shown - hundredths(step.change)), 1);
    }
    EXPECT_EQ(exact, p.score);
    EXPECT_EQ(shown_sum, hundredths(p.score));
  }
}

TEST(LinkageReport, CountsAreThoseOfTheLinkage) {
  const auto made = make(joined(families(60)));
  const auto html = report(made.subject());
  const auto& linked = made.linked;
  const std::set<std::uint32_t> people(linked.clusters.begin(), linked.clusters.end());
  const auto above = std::count_if(linked.pairs.begin(), linked.pairs.end(),
                                   [](const auto& p) { return p.score >= lk::score_of(0.9); });
  EXPECT_EQ(count_of(html, "Records"), count_words(made.table.rows()));
  EXPECT_EQ(count_of(html, "People"), count_words(people.size()));
  EXPECT_EQ(count_of(html, "Comparisons made"), count_words(linked.compared));
  EXPECT_EQ(count_of(html, "Pairs at or above the threshold"),
            count_words(static_cast<std::uint64_t>(above)));
  std::uint64_t pairs_in_bars = 0;
  const auto histogram = histogram_view(made.subject());
  for (const auto& bar : *histogram["rows"].as_array()) {
    auto digits = bar.text("pairs");
    std::erase(digits, ',');
    pairs_in_bars += std::stoull(digits);
  }
  EXPECT_EQ(pairs_in_bars, linked.pairs.size());
}

TEST(LinkageReport, TwinsAreNamedAsKeptApart) {
  const auto made = make(joined(families(60)));
  const lk::Scorer scorer(made.linked.people, made.linked.model);
  const auto found = find(made.subject(), scorer);
  EXPECT_GT(found.guards[static_cast<std::size_t>(Guard::twins)].pairs, 0U);
  for (const auto& guard : found.guards)
    for (const auto& p : guard.examples)
      EXPECT_NE(made.linked.clusters[p.a], made.linked.clusters[p.b]);
  EXPECT_NE(report(made.subject()).find("Likely twins or siblings: "), std::string::npos);
}

TEST(LinkageReport, QuestionsThatSettleMostComeFirstAndEachIsAskedOnce) {
  const auto made = make(joined(families(60)));
  const lk::Scorer scorer(made.linked.people, made.linked.model);
  const auto found = find(made.subject(), scorer);
  ASSERT_GT(found.questions.size(), 3U);
  std::set<std::pair<std::uint32_t, std::uint32_t>> asked;
  double before = 1e9;
  for (const auto& q : found.questions) {
    EXPECT_LE(q.settles, before);
    before = q.settles;
    EXPECT_GE(q.pair.score, lk::score_of(0.01));
    EXPECT_LT(q.pair.score, lk::score_of(0.9));
    const auto& clusters = made.linked.clusters;
    EXPECT_NE(clusters[q.pair.a], clusters[q.pair.b]);
    EXPECT_TRUE(asked.insert(std::minmax(clusters[q.pair.a], clusters[q.pair.b])).second);
    const auto size = [&](std::uint32_t row) {
      return std::count(clusters.begin(), clusters.end(), clusters[row]);
    };
    EXPECT_EQ(q.decides, static_cast<std::uint64_t>(size(q.pair.a) * size(q.pair.b)));
  }
}

TEST(LinkageReport, WhatWasAnsweredIsNotAskedAgain) {
  const auto csv = joined(families(60));
  const auto found = [](const Made& made) {
    return find(made.subject(), lk::Scorer(made.linked.people, made.linked.model));
  };
  const auto before = make(csv);
  const auto people = [](const Made& made, const lk::ScoredPair& p) {
    return std::minmax({made.linked.clusters[p.a], made.linked.clusters[p.b]});
  };
  // About two people of whom several pairs of records are open.
  const auto questions = found(before).questions;
  const auto& pairs = before.linked.pairs;
  const auto question = std::find_if(questions.begin(), questions.end(), [&](const auto& q) {
    return std::count_if(pairs.begin(), pairs.end(), [&](const auto& p) {
             return people(before, p) == people(before, q.pair);
           }) > 1;
  });
  ASSERT_NE(question, questions.end());
  const auto after = make(csv, 1, {{question->pair.a, question->pair.b, false}});
  const auto now = found(after);
  EXPECT_EQ(now.questions_in_all + 1, found(before).questions_in_all);
  for (const auto& q : now.questions)
    EXPECT_NE(people(after, q.pair), people(after, question->pair));
}

TEST(LinkageReport, SaysWhichPairsThatScoreEnoughPeopleParted) {
  const auto csv = joined(families(60));
  const auto before = make(csv);
  const auto pairs = [](const Made& made) {
    const auto found = find(made.subject(), lk::Scorer(made.linked.people, made.linked.model));
    return found.guards[static_cast<std::size_t>(Guard::answered)].pairs;
  };
  const auto answered = [&](const lk::ScoredPair& p) { return make(csv, 1, {{p.a, p.b, false}}); };
  const auto [least, most] =
      std::minmax_element(before.linked.pairs.begin(), before.linked.pairs.end(),
                          [](const auto& x, const auto& y) { return x.score < y.score; });
  ASSERT_LT(least->score, 0);
  const auto after = answered(*most);
  EXPECT_EQ(pairs(after), 1U);
  EXPECT_NE(report(after.subject()).find("Answered: two people: "), std::string::npos);
  EXPECT_EQ(pairs(answered(*least)), 0U) << "it did not score enough without the answer";
}

TEST(LinkageReport, NoTextOfARecordActsOnThePage) {
  // In every name, so that whichever pairs are shown show it.
  std::vector<std::string> rows;
  for (const auto& plain : families(30)) {
    const auto given = plain.find(',') + 1;
    const auto surname = plain.find(',', given) + 1;
    const auto rest = plain.find(',', surname);
    rows.push_back("\"<b>" + plain.substr(0, given - 1) + "</b>\",\"" +
                   plain.substr(given, surname - given - 1) +
                   "<script>alert('x')</script>\"\" & \xE2\x80\xAE"
                   "evil\"," +
                   plain.substr(surname, rest - surname) + "{{content}}</td><img src=x onerror=y>" +
                   plain.substr(rest));
  }
  auto made = make(joined(rows));
  made.header.columns[1].header = "given <i>name</i>";
  made.table.sources[0] = "<u>people</u>\xE2\x80\xAE.csv";
  const auto html = report(made.subject());
  EXPECT_NE(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; &amp; [U+202E]evil"),
            std::string::npos);
  EXPECT_NE(html.find("{{content}}&lt;/td&gt;"), std::string::npos);
  EXPECT_NE(html.find("&lt;b&gt;a"), std::string::npos);
  for (const char* bad : {"<script", "<img", "<b>", "<i>", "<u>", "\xE2\x80\xAE", "onerror=y>"})
    EXPECT_EQ(html.find(bad), std::string::npos) << bad;
}

TEST(LinkageReport, AsksForNothingFromElsewhere) {
  const auto html = report(make(joined(families(30))).subject());
  EXPECT_TRUE(html.starts_with("<!DOCTYPE html>"));
  EXPECT_NE(html.find("This file holds personal data."), std::string::npos);
  for (const char* bad : {"http://", "https://", "<link", "src=", "url(", "@import", "<script"})
    EXPECT_EQ(html.find(bad), std::string::npos) << bad;
}

TEST(LinkageReport, IsTheSameForAnyOrderAndNumberOfThreads) {
  auto rows = families(40);
  const auto one = report(make(joined(rows)).subject());
  EXPECT_EQ(report(make(joined(rows), 3).subject()), one);
  std::reverse(rows.begin(), rows.end());
  EXPECT_EQ(report(make(joined(rows)).subject()), one);
}

TEST(LinkageReport, StandsUpToFilesWithNextToNothing) {
  const auto one = report(make(std::string(k_head) + row("1", "Ada", "Okafor", 3, 4)).subject());
  EXPECT_EQ(count_of(one, "Records"), "1");
  EXPECT_EQ(count_of(one, "People"), "1");
  EXPECT_NE(one.find("No pair scored"), std::string::npos);
  EXPECT_NE(one.find("cannot be estimated"), std::string::npos);
  const auto strangers =
      report(make(std::string(k_head) + row("1", "Ada", "Okafor", 3, 4) +
                  row("2", "Bo", "Lindqvist", 17, 40) + row("3", "Cy", "Petrov", 29, 61))
                 .subject());
  EXPECT_EQ(count_of(strangers, "People"), "3");
  EXPECT_NE(strangers.find("No guard had to act."), std::string::npos);
}

TEST(LinkageReport, ShowsRecallByGroupOnlyAgainstATruth) {
  const auto made = make(joined(families(30)));
  auto subject = made.subject();
  EXPECT_EQ(report(subject).find("Recall by group"), std::string::npos);
  Judged judged;
  judged.groups = {"", "first <group>"};
  judged.quality.groups = {{}, {.true_pairs = 8, .correct_pairs = 6}};
  subject.judged = judged;
  const auto html = report(subject);
  EXPECT_NE(html.find("first &lt;group&gt;</bdi></th><td class=\"figure\">8</td>"
                      "<td class=\"figure\">75.00 %"),
            std::string::npos);
}

}  // namespace
}  // namespace mash::linkage_report
