// SPDX-License-Identifier: MIT
#include "findings.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace mash::linkage_report {

namespace lk = linkage;

namespace {

// From this far above the threshold a pair is called sure.
constexpr lk::Weight k_sure = 6 * lk::k_bit;

class Finder {
 public:
  Finder(const Subject& subject, const lk::Scorer& scorer)
      : subject_(subject),
        linked_(subject.linked),
        scorer_(scorer),
        threshold_(lk::score_of(subject.threshold)),
        size_(subject.table.rows(), 0) {}

  Findings run() {
    count_people();
    for (const auto& [a, b] : linked_.settled.differing())
      answered_.insert(std::minmax(linked_.clusters[a], linked_.clusters[b]));
    best_first();
    pick_samples();
    for (const auto& p : pairs_) {
      if (linked_.clusters[p.a] == linked_.clusters[p.b]) continue;
      if (const auto guard = guard_of(p)) note(*guard, p);
      ask(p);
    }
    rank_questions();
    return std::move(out_);
  }

 private:
  void count_people() {
    for (const auto c : linked_.clusters) ++size_[c];
    for (const std::uint64_t n : size_) {
      if (n == 0) continue;
      ++out_.people;
      out_.largest = std::max(out_.largest, n);
      out_.joined += n * (n - 1) / 2;
    }
  }

  // By score, the most first, then by the records' ids.
  [[nodiscard]] bool before(const lk::ScoredPair& x, const lk::ScoredPair& y) const {
    const auto& people = linked_.people;
    return std::tuple(-std::int64_t{x.score}, people.order(x.a), people.order(x.b)) <
           std::tuple(-std::int64_t{y.score}, people.order(y.a), people.order(y.b));
  }

  void best_first() {
    pairs_ = linked_.pairs;
    std::sort(pairs_.begin(), pairs_.end(),
              [&](const auto& x, const auto& y) { return before(x, y); });
    for (const auto& p : pairs_) ++(p.score >= threshold_ ? out_.above : out_.between);
  }

  // Of what is sure the first, the middle and the last; then those next to the line on both sides;
  // then those that were kept and yet kept apart: the middle and the last.
  void pick_samples() {
    std::vector<lk::ScoredPair> sure;
    std::vector<lk::ScoredPair> apart;
    std::vector<lk::ScoredPair> near;
    for (const auto& p : pairs_) {
      const bool together = linked_.clusters[p.a] == linked_.clusters[p.b];
      if (together && p.score >= threshold_ + k_sure) {
        sure.push_back(p);
      } else if (std::abs(p.score - threshold_) < k_sure / 2) {
        near.push_back(p);
      } else if (!together) {
        apart.push_back(p);
      }
    }
    std::sort(near.begin(), near.end(), [&](const auto& x, const auto& y) {
      const auto far_x = std::abs(x.score - threshold_);
      const auto far_y = std::abs(y.score - threshold_);
      return far_x != far_y ? far_x < far_y : before(x, y);
    });
    near.resize(std::min<std::size_t>(near.size(), 2 * k_examples - 2));
    std::sort(near.begin(), near.end(), [&](const auto& x, const auto& y) { return before(x, y); });
    out_.sure = spread(sure);
    out_.near = std::move(near);
    out_.apart = spread(apart);
  }

  static std::vector<lk::ScoredPair> spread(const std::vector<lk::ScoredPair>& all) {
    if (all.size() <= k_examples) return all;
    return {all.front(), all[all.size() / 2], all.back()};
  }

  [[nodiscard]] std::optional<Guard> guard_of(const lk::ScoredPair& p) const {
    if (p.score >= threshold_) {
      if (linked_.settled.different(p.a, p.b)) return Guard::answered;
      if (scorer_.cannot_be_same(p.a, p.b)) return Guard::cannot_link;
      const auto& people = linked_.people;
      if (subject_.one_to_one && people.source(p.a) == people.source(p.b)) return Guard::one_to_one;
      return Guard::outvoted;
    }
    const auto e = scorer_.explain(p.a, p.b);
    if (e.caution == 0 || e.total - e.caution < threshold_) return std::nullopt;
    return linked_.settled.different(p.a, p.b) ? Guard::answered : caution_of(e);
  }

  static Guard caution_of(const lk::Explanation& e) {
    const auto found = [&](lk::Kind kind) {
      for (const auto& part : e.parts)
        if (part.kind == kind) return lk::agreement(kind, part.level);
      return lk::Agreement::missing;
    };
    const auto given = found(lk::Kind::given_name);
    const auto born = found(lk::Kind::dob);
    if (given == lk::Agreement::differs && found(lk::Kind::surname) == lk::Agreement::differs)
      return Guard::no_name;
    if (born == lk::Agreement::same) return Guard::twins;
    return born == lk::Agreement::missing ? Guard::names_alone : Guard::other_birth;
  }

  void note(Guard guard, const lk::ScoredPair& p) {
    auto& g = out_.guards[static_cast<std::size_t>(guard)];
    ++g.pairs;
    if (g.examples.size() < k_examples) g.examples.push_back(p);
  }

  // One answer about two people decides all pairs of their records: the first pair asks for all.
  void ask(const lk::ScoredPair& p) {
    if (p.score >= threshold_ || scorer_.cannot_be_same(p.a, p.b)) return;
    const auto& people = linked_.people;
    if (subject_.one_to_one && people.source(p.a) == people.source(p.b)) return;
    const auto x = linked_.clusters[p.a];
    const auto y = linked_.clusters[p.b];
    if (answered_.contains(std::minmax(x, y))) return;
    const std::uint64_t decides = std::uint64_t{size_[x]} * size_[y];
    asked_.try_emplace(std::minmax(x, y),
                       Question{.pair = p,
                                .decides = decides,
                                .settles = static_cast<double>(decides) *
                                           lk::openness(lk::probability(linked_.model, p.score))});
  }

  void rank_questions() {
    const auto& people = linked_.people;
    for (const auto& [who, question] : asked_) out_.questions.push_back(question);
    out_.questions_in_all = asked_.size();
    const auto first = [&](const Question& x, const Question& y) {
      return std::tuple(-x.settles, people.order(x.pair.a), people.order(x.pair.b)) <
             std::tuple(-y.settles, people.order(y.pair.a), people.order(y.pair.b));
    };
    std::sort(out_.questions.begin(), out_.questions.end(), first);
    out_.questions.resize(std::min(out_.questions.size(), k_most_questions));
  }

  const Subject& subject_;
  const lk::Linked& linked_;
  const lk::Scorer& scorer_;
  lk::Weight threshold_;
  std::vector<std::uint32_t> size_;  // records, by the row that names a cluster
  std::vector<lk::ScoredPair> pairs_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> answered_;  // clusters that are two people
  std::map<std::pair<std::uint32_t, std::uint32_t>, Question> asked_;
  Findings out_;
};

}  // namespace

Findings find(const Subject& subject, const lk::Scorer& scorer) {
  return Finder(subject, scorer).run();
}

}  // namespace mash::linkage_report
