// SPDX-License-Identifier: MIT
// Pairs of records as the report shows them.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "mash/base/assert.h"
#include "view.h"
#include "waterfall.h"

namespace mash::linkage_report {

namespace lk = linkage;

namespace {

std::string id_of(const lk::Table& table, std::uint32_t row) {
  auto out = shown(table.id(row));
  if (table.sources.size() > 1) out += " in " + shown(table.sources[table.source[row]]);
  return out;
}

json::Value fields_view(const lk::Table& table, const lk::ScoredPair& pair) {
  json::Array out;
  for (const auto& c : table.columns) {
    const auto cell = [&](std::uint32_t row) {
      const auto id = c.ids[row];
      return id == 0 ? std::string() : shown(c.texts.text(id));
    };
    const auto left = cell(pair.a);
    const auto right = cell(pair.b);
    if (left.empty() && right.empty()) continue;
    out.push_back(json::Object{{"field", shown(c.header)}, {"left", left}, {"right", right}});
  }
  return out;
}

// Where the sums stand in the picture: all of them, nothing and the threshold are in it.
struct Scale {
  std::int64_t least = 0;
  std::int64_t most = 1;
  void take(std::int64_t at) {
    least = std::min(least, at);
    most = std::max(most, at);
  }
  [[nodiscard]] double of(std::int64_t at) const {
    return static_cast<double>(at - least) / static_cast<double>(most - least);
  }
};

json::Value bar(const Scale& scale, std::int64_t from, std::int64_t to, const char* shape) {
  return json::Object{{"x", place(scale.of(std::min(from, to)))},
                      {"width", place(scale.of(std::max(from, to)) - scale.of(std::min(from, to)))},
                      {"shape", shape}};
}

json::Value waterfall(const lk::Explanation& e, lk::Weight threshold) {
  const auto steps = steps_of(e);
  Scale scale;
  scale.take(hundredths(threshold));
  for (const auto& s : steps) scale.take(s.sum);
  json::Array rows;
  std::int64_t before = 0;
  for (const auto& s : steps) {
    rows.push_back(
        json::Object{{"what", s.what},
                     {"how", s.how},
                     {"change", signed_bits(s.shown)},
                     {"sum", signed_bits(s.sum)},
                     {"bar", bar(scale, before, s.sum, s.shown < 0 ? "against" : "for")}});
    before = s.sum;
  }
  return json::Object{{"rows", std::move(rows)},
                      {"total", signed_bits(before)},
                      {"total_bar", bar(scale, 0, before, "sum")},
                      {"zero", place(scale.of(0))},
                      {"line", place(scale.of(hundredths(threshold)))}};
}

json::Value pairs_view(const Subject& s, const lk::Scorer& scorer,
                       const std::vector<lk::ScoredPair>& pairs, bool steps) {
  json::Array out;
  for (const auto& p : pairs) out.push_back(pair_view(s, scorer, p, steps));
  return out;
}

}  // namespace

json::Value pair_view(const Subject& s, const lk::Scorer& scorer, const lk::ScoredPair& pair,
                      bool steps) {
  const bool together = s.linked.clusters[pair.a] == s.linked.clusters[pair.b];
  json::Value falls = false;
  if (steps) {
    const auto e = scorer.explain(pair.a, pair.b);
    MASH_ASSERT(e.total == pair.score);
    falls = waterfall(e, lk::score_of(s.threshold));
  }
  return json::Object{{"left_id", id_of(s.table, pair.a)},
                      {"right_id", id_of(s.table, pair.b)},
                      {"score", signed_bits(hundredths(pair.score))},
                      {"probability", share_words(lk::probability(s.linked.model, pair.score))},
                      {"verdict", together ? "taken for one person" : "kept apart"},
                      {"fields", fields_view(s.table, pair)},
                      {"decides", ""},
                      {"settles", ""},
                      {"waterfall", std::move(falls)}};
}

json::Value samples_view(const Subject& s, const lk::Scorer& scorer, const Findings& f) {
  json::Array out;
  const auto add = [&](const char* title, const std::vector<lk::ScoredPair>& pairs) {
    out.push_back(json::Object{
        {"title", title}, {"none", pairs.empty()}, {"pairs", pairs_view(s, scorer, pairs, true)}});
  };
  add("Surely one person", f.sure);
  add("Close to the threshold", f.near);
  add("Kept apart", f.apart);
  return out;
}

json::Value guards_view(const Subject& s, const lk::Scorer& scorer, const Findings& f) {
  struct Words {
    const char* title;
    const char* why;
  };
  static constexpr std::array<Words, k_guards> k_words{{
      {"Answered: two people", "Somebody said so, of these or of others who are the same as they."},
      {"Two different numbers",
       "Both records have a valid NHS number or UPN, and the two differ. They are never joined."},
      {"Two records of one file", "You said that no file has two records of one person."},
      {"Outvoted",
       "The pair alone would do, but other records of the two people speak against it."},
      {"Likely twins or siblings", "Born on the same day, with another given name."},
      {"Likely one family", "Much else agrees, but they were not born on the same day."},
      {"No name agrees", "Much else agrees, but neither given name nor surname does."},
      {"Names alone", "Nothing but the names agrees."},
  }};
  json::Array out;
  for (std::size_t g = 0; g < k_guards; ++g) {
    const auto& guard = f.guards[g];
    if (guard.pairs == 0) continue;
    out.push_back(json::Object{{"title", k_words[g].title},
                               {"why", k_words[g].why},
                               {"count", count_words(guard.pairs)},
                               {"one", guard.pairs == 1},
                               {"pairs", pairs_view(s, scorer, guard.examples, false)}});
  }
  return out;
}

json::Value questions_view(const Subject& s, const lk::Scorer& scorer, const Findings& f) {
  json::Array pairs;
  for (const auto& q : f.questions) {
    auto view = pair_view(s, scorer, q.pair, false);
    view.set("decides", count_words(q.decides));
    view.set("settles", signed_bits(std::llround(q.settles * 100)).substr(1));
    pairs.push_back(std::move(view));
  }
  return json::Object{{"total", count_words(f.questions_in_all)},
                      {"none", f.questions.empty()},
                      {"more", f.questions_in_all > f.questions.size()},
                      {"shown", count_words(f.questions.size())},
                      {"pairs", std::move(pairs)}};
}

}  // namespace mash::linkage_report
