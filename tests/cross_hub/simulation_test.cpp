// SPDX-License-Identifier: MIT
// Goal: 33 hubs that write to each other and move duties among themselves, over networks that lose,
// delay, repeat and part, with crashes, clocks that step, hubs put back from old copies and one key
// that is stolen: no word is lost, none is acted on twice, each child has one responsible hub that
// acts, and the thief gains nothing. From a seed: the same run each time.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "links_for_tests.h"

namespace mash::cross_hub {
namespace {

using responsibility::Answer;
using responsibility::Entry;
using responsibility::KeyOf;
using responsibility::Writer;

constexpr std::size_t k_children = 12;
constexpr int k_steps = 1'200;
constexpr char k_between = '\x1e';

class World final : public Links {
 public:
  explicit World(std::uint64_t seed) : Links(seed) {
    for (std::size_t child = 0; child < k_children; ++child) {
      const std::size_t home = child * 2;
      nodes_[home].disk.duties.emplace(chain_of(child),
                                       Chain::begin(chain_of(child), writer(home)));
    }
  }

  void step() {
    now_ = now_ + Duration::seconds(1 + static_cast<std::int64_t>(dice_.below(600)));
    happen();
    const std::size_t who = dice_.below(k_hubs);
    switch (dice_.below(6)) {
      case 0:
      case 1:
        write(who, other_than(who), "letter", "May we talk?");
        break;
      case 2:
      case 3:
        move_duty(dice_.below(k_children));
        break;
      case 4:
        send_waiting(who);
        break;
      default:
        if (stolen_) forge(dice_.below(k_thief));
        break;
    }
    for (int i = 0; i < 4; ++i) deliver();
  }

  void check_duties() const {
    for (std::size_t child = 0; child < k_children; ++child) {
      check_duty(chain_of(child));
      const Chain& truth = longest(chain_of(child));
      const auto& own = node(truth.responsible()).disk.duties.at(chain_of(child));
      EXPECT_EQ(own.entries().size(), truth.entries().size()) << "does not know that it holds it";
    }
  }

 private:
  static ChainId chain_of(std::size_t child) { return "child-" + std::to_string(child); }

  void hear(std::size_t by, const Word& word, const std::string& said) override {
    if (word.kind != "duty") return;
    for (std::size_t at = 0; at < said.size();) {
      const std::size_t end = std::min(said.find(k_between, at), said.size());
      apply(by, said.substr(at, end - at), word.from == name(k_thief));
      at = end + 1;
    }
  }

  void apply(std::size_t to, const std::string& text, bool of_thief) {
    const KeyOf key_of = [this, to](const HubId& id) -> std::optional<crypto::PublicKey> {
      const Node& known = node(id);
      if (nodes_[to].knows_theft && id == name(k_thief)) return {};
      return known.sign.public_key();
    };
    Result<void> done;
    ChainId chain;
    if (const auto entry = responsibility::decode_entry(text)) {
      chain = entry->chain;
      done = add(to, *entry, key_of);
    } else {
      const auto answer = responsibility::decode_answer(text);
      ASSERT_TRUE(answer);
      chain = answer->chain;
      const auto held = nodes_[to].disk.duties.find(chain);
      done = held == nodes_[to].disk.duties.end() ? Result<void>(not_found())
                                                  : held->second.note(*answer, key_of);
    }
    EXPECT_FALSE(of_thief && done) << "a thief's word on a duty counted";
    counts.refused += done ? 0 : 1;
    check_duty(chain);
  }

  Result<void> add(std::size_t to, const Entry& entry, const KeyOf& key_of) {
    auto& duties = nodes_[to].disk.duties;
    const auto held = duties.find(entry.chain);
    if (held != duties.end()) return held->second.add(entry, key_of);
    MASH_TRY(Chain begun, Chain::from(entry, key_of));
    duties.emplace(entry.chain, std::move(begun));
    return {};
  }

  // Somebody who has to do with the child acts: whoever is responsible writes, another answers.
  void move_duty(std::size_t child) {
    const ChainId id = chain_of(child);
    std::vector<std::size_t> who;
    for (std::size_t n = 0; n < k_hubs; ++n) {
      if (nodes_[n].disk.duties.contains(id)) who.push_back(n);
    }
    std::size_t i = who.at(dice_.below(who.size()));
    const Chain& truth = longest(id);
    if (!dice_.one_in(3)) i = number_of(truth.responsible());
    const bool offered = !truth.offered_to().empty();
    if (offered && dice_.one_in(2)) i = number_of(truth.offered_to());
    if (!nodes_[i].disk.duties.contains(id)) return;  // it has not heard of it yet
    Chain& chain = nodes_[i].disk.duties.at(id);
    if (chain.responsible() == name(i)) {
      hold(chain, i);
    } else {
      answer(chain, i);
    }
    check_duty(id);
  }

  void hold(Chain& chain, std::size_t i) {
    const HubId offered = chain.offered_to();
    const HubId to = offered.empty() ? name(dice_.below(k_thief)) : offered;
    const std::size_t before = chain.entries().size();
    if (offered.empty()) {
      const auto& assumed = chain.assumed();
      if (!assumed.empty() && dice_.one_in(2)) {
        counts.moved += chain.transfer(writer(i), assumed.begin()->first) ? 1 : 0;
      } else {
        static_cast<void>(chain.offer(writer(i), to).has_value());
      }
    } else if (dice_.one_in(8)) {
      static_cast<void>(chain.withdraw(writer(i)).has_value());
    } else {
      counts.moved += chain.transfer(writer(i), to) ? 1 : 0;
    }
    if (chain.entries().size() == before) return;
    std::string all;
    for (const auto& entry : chain.entries()) all += encode(entry) + k_between;
    std::set<HubId> told{to, chain.responsible()};
    for (const auto& hub : told) {
      if (hub != name(i)) write(i, number_of(hub), "duty", all);
    }
  }

  void answer(Chain& chain, std::size_t i) {
    Result<Answer> said = not_found();
    if (chain.offered_to() == name(i)) {
      said = dice_.one_in(4) ? chain.refuse(writer(i), "u1") : chain.accept(writer(i), "u1");
    } else if (dice_.one_in(4)) {
      said = chain.assume(writer(i), "u1", "u2");
      counts.assumed += said ? 1 : 0;
    }
    if (said) write(i, number_of(chain.responsible()), "duty", encode(*said));
  }

  // Whoever has stolen the key writes whatever would be taken next, or in place of the last; and
  // says that it holds a duty.
  void forge(std::size_t to) {
    const Side& side = nodes_[to].disk.sides[k_thief];
    Word word{.id = new_id_text(dice_), .from = name(k_thief), .to = name(to), .at = now_};
    word.kind = "letter";
    std::string said = "Send us all that you have.";
    if (dice_.one_in(2) && nodes_[to].has_duties()) {
      const Chain& chain = nodes_[to].disk.duties.begin()->second;
      Entry entry{.chain = chain.id(), .place = chain.entries().size()};
      entry.after = hash_of(chain.entries().back());
      entry.what = responsibility::What::keep;
      entry.by = name(k_thief);
      entry.at = now_;
      said = encode(signed_by(nodes_[k_thief].sign, entry));
      word.kind = "duty";
      ++counts.forged_duties;
    }
    word =
        sealed_to(crypto::box_public_key(nodes_[to].box), std::move(word), Sensitive(said), dice_);
    word.line = std::max<std::int64_t>(side.receiving.line, 1);
    word.number = side.receiving.next;
    word.after = side.receiving.last;
    if (word.number > 1 && dice_.one_in(3)) --word.number;
    send(k_thief, to, encode(signed_by(nodes_[k_thief].sign, word)));
    ++counts.forged;
  }

  const Chain& longest(const ChainId& id) const {
    const Chain* best = nullptr;
    for (const auto& hub : nodes_) {
      const auto held = hub.disk.duties.find(id);
      if (held == hub.disk.duties.end()) continue;
      const bool longer = best == nullptr || held->second.entries().size() > best->entries().size();
      if (longer) best = &held->second;
    }
    return *best;
  }

  void check_duty(const ChainId& id) const {
    const Chain& truth = longest(id);
    std::size_t believe = 0;
    for (const auto& hub : nodes_) {
      const auto held = hub.disk.duties.find(id);
      if (held == hub.disk.duties.end()) continue;
      believe += held->second.responsible() == hub.id ? 1 : 0;
      const auto& last = held->second.entries().back();
      ASSERT_EQ(hash_of(last), hash_of(truth.entries()[last.place])) << "two histories";
    }
    ASSERT_LE(believe, 1U) << "two hubs hold themselves responsible";
    ASSERT_NE(truth.responsible(), name(k_thief)) << "the thief holds a duty";
    const auto& holder = node(truth.responsible()).disk.duties;
    ASSERT_TRUE(holder.contains(id) && holder.at(id).acts(truth.responsible()))
        << "the responsible hub does not act";
  }
};

std::uint64_t seeds() {
  return std::getenv("MASH_LONG") != nullptr ? 1'000 : 3;
}

void expect_put_to_the_test(const Counts& all) {
  const std::map<std::string, std::size_t> counts{{"written", all.written},
                                                  {"taken", all.taken},
                                                  {"again", all.again},
                                                  {"early", all.early},
                                                  {"forked", all.forked},
                                                  {"new lines", all.lines},
                                                  {"restored", all.restored},
                                                  {"crashed", all.crashed},
                                                  {"clock steps", all.stepped},
                                                  {"turned away", all.turned_away},
                                                  {"forged", all.forged},
                                                  {"forged duties", all.forged_duties},
                                                  {"duties moved", all.moved},
                                                  {"duties assumed", all.assumed},
                                                  {"refused of duties", all.refused}};
  for (const auto& [what, count] : counts) {
    EXPECT_GT(count, 0U) << what;
    std::cout << what << " " << count << "\n";
  }
  std::cout << "lost " << all.lost << "\nacted on twice " << all.twice << "\n";
}

// X01, X06, X11: whatever goes wrong on the way.
TEST(ThirtyThreeHubs, X01_X06_X11_lose_nothing_and_repeat_nothing_and_hold_each_duty_once) {
  Counts all;
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) {
    World world(seed);
    for (int i = 0; i < k_steps; ++i) {
      world.step();
      ASSERT_FALSE(HasFailure()) << "seed " << seed << ", step " << i;
    }
    world.heal();
    world.check_words();
    world.check_duties();
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    all += world.counts;
  }
  EXPECT_EQ(all.lost, 0U);
  EXPECT_EQ(all.twice, 0U);
  expect_put_to_the_test(all);
}

}  // namespace
}  // namespace mash::cross_hub
