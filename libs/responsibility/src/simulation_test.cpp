// SPDX-License-Identifier: MIT
// Goal: whatever the network loses, delays, repeats or parts, one hub is responsible for a child at
// each instant, and it acts. From a seed: the same run each time.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "mash/responsibility/chain.h"

namespace mash::responsibility {
namespace {

// SplitMix64: small, and its stream is the seed's on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  std::uint64_t state_;
};

struct Message {
  std::size_t from = 0;
  std::size_t to = 0;
  std::variant<Entry, Answer> what;
};

struct Node {
  HubId id;
  crypto::SigningKey key;
  std::optional<Chain> chain;  // as it is on disk: a hub sends nothing before it is there
  std::optional<Answer> said;  // the last own answer, sent again and again
};

class World {
 public:
  World(std::size_t hubs, std::uint64_t seed) : dice_(seed) {
    for (std::size_t i = 0; i < hubs; ++i) {
      const HubId id = "hub-" + std::to_string(i);
      const crypto::SigningKey key(crypto::Key::from(crypto::sha256(as_bytes(id))).value());
      keys_.emplace(id, key.public_key());
      nodes_.push_back({.id = id, .key = key, .chain = {}, .said = {}});
    }
    nodes_[0].chain = Chain::begin("chain", writer(0));
  }

  void step() {
    now_.micros += 1 + static_cast<std::int64_t>(dice_.below(3'600'000'000));
    if (dice_.one_in(40)) part();
    if (dice_.one_in(6)) {
      act(dice_.below(nodes_.size()));
    } else if (dice_.one_in(6)) {
      send_all(dice_.below(nodes_.size()));
    } else {
      for (int i = 0; i < 5; ++i) deliver();
    }
  }

  // Nothing is lost any more: everybody sends all they have until nothing is new.
  void heal() {
    parted_.clear();
    lossless_ = true;
    for (std::size_t round = 0; round < 4; ++round) {
      for (std::size_t i = 0; i < nodes_.size(); ++i) send_all(i);
      while (!on_the_way_.empty()) deliver();
    }
  }

  [[nodiscard]] const Chain& longest() const {
    const Chain* best = nullptr;
    for (const auto& n : nodes_) {
      const bool longer =
          n.chain && (best == nullptr || n.chain->entries().size() > best->entries().size());
      if (longer) best = &*n.chain;
    }
    return *best;
  }

  void check() const {
    const Chain& truth = longest();
    std::size_t believe = 0;
    for (const auto& n : nodes_) {
      if (!n.chain) continue;
      believe += n.chain->responsible() == n.id ? 1 : 0;
      const auto& last = n.chain->entries().back();
      ASSERT_EQ(encode(last), encode(truth.entries()[last.place])) << "two histories";
    }
    ASSERT_LE(believe, 1U) << "two hubs hold themselves responsible";
    const auto& responsible = node(truth.responsible());
    ASSERT_TRUE(responsible.chain && responsible.chain->acts(responsible.id))
        << "the responsible hub does not act";
  }

  void expect_one_history() const {
    for (const auto& n : nodes_) {
      ASSERT_TRUE(n.chain);
      EXPECT_EQ(n.chain->entries().size(), longest().entries().size());
    }
  }

  std::size_t transfers() const {
    return static_cast<std::size_t>(std::ranges::count(longest().entries(), What::transfer,
                                                       [](const Entry& e) { return e.what; }));
  }
  [[nodiscard]] std::size_t refused() const { return refused_; }

 private:
  [[nodiscard]] Writer writer(std::size_t i) const { return {nodes_[i].id, nodes_[i].key, now_}; }
  [[nodiscard]] const Node& node(const HubId& id) const {
    return *std::ranges::find(nodes_, id, [](const Node& n) { return n.id; });
  }

  // Some pairs hear nothing of each other for a while; now and then in one direction only.
  void part() {
    parted_.clear();
    if (dice_.one_in(2)) return;
    for (std::size_t a = 0; a < nodes_.size(); ++a) {
      for (std::size_t b = 0; b < nodes_.size(); ++b) {
        if (dice_.one_in(3)) parted_.insert({a, b});
      }
    }
  }

  void act(std::size_t i) {
    if (!nodes_[i].chain) return;
    Chain& chain = *nodes_[i].chain;
    if (chain.responsible() == nodes_[i].id) {
      write(chain, i);
    } else {
      answer(chain, i);
    }
    // A crash after the commit and before anything is sent: what is sent later comes from the disk.
    if (!dice_.one_in(4)) send_all(i);
  }

  void write(Chain& chain, std::size_t i) {
    const HubId& other = nodes_[dice_.below(nodes_.size())].id;
    switch (dice_.below(4)) {
      case 0:
        static_cast<void>(chain.offer(writer(i), other).has_value());
        return;
      case 1:
        if (dice_.one_in(8)) static_cast<void>(chain.withdraw(writer(i)).has_value());
        return;
      case 2:
        if (dice_.one_in(8)) static_cast<void>(chain.keep(writer(i)).has_value());
        return;
      default:
        const HubId& to = chain.offered_to().empty() ? other : HubId(chain.offered_to());
        static_cast<void>(chain.transfer(writer(i), to).has_value());
    }
  }

  void answer(Chain& chain, std::size_t i) {
    Result<Answer> said = not_found();
    if (chain.offered_to() == nodes_[i].id) {
      said = dice_.one_in(3) ? chain.refuse(writer(i), "u1") : chain.accept(writer(i), "u1");
    } else if (dice_.one_in(6)) {
      said = chain.assume(writer(i), "u1", "u2");
    }
    if (said) nodes_[i].said = *said;
  }

  void send_all(std::size_t i) {
    if (!nodes_[i].chain) return;
    for (std::size_t to = 0; to < nodes_.size(); ++to) {
      if (to == i) continue;
      send({i, to, nodes_[i].chain->entries().back()});
      if (nodes_[i].said) send({i, to, *nodes_[i].said});
    }
  }

  // What the other lacks; asked for when something came that does not fit yet.
  void send_missing(std::size_t from, std::size_t to) {
    const auto& all = nodes_[from].chain->entries();
    const std::size_t has = nodes_[to].chain ? nodes_[to].chain->entries().size() : 0;
    for (std::size_t i = has; i < all.size(); ++i) send({from, to, all[i]});
  }

  void send(Message m) {
    if (!lossless_ && (dice_.one_in(4) || parted_.contains({m.from, m.to}))) return;
    if (!lossless_ && dice_.one_in(8)) on_the_way_.push_back(m);
    on_the_way_.push_back(std::move(m));
    if (on_the_way_.size() > 400 && !lossless_) on_the_way_.pop_front();
  }

  void deliver() {
    if (on_the_way_.empty()) return;
    // Any of what is on the way comes next, but in the end all in order.
    const std::size_t which = lossless_ ? 0 : dice_.below(on_the_way_.size());
    const Message m = on_the_way_[which];
    on_the_way_.erase(on_the_way_.begin() + static_cast<std::ptrdiff_t>(which));
    const KeyOf key_of = [this](const HubId& id) { return std::optional(keys_.at(id)); };
    auto& chain = nodes_[m.to].chain;
    if (const auto* entry = std::get_if<Entry>(&m.what)) {
      take(m, chain ? chain->add(*entry, key_of) : begin(m.to, *entry, key_of));
    } else if (chain) {
      take(m, chain->note(std::get<Answer>(m.what), key_of));
    }
  }

  Result<void> begin(std::size_t i, const Entry& entry, const KeyOf& key_of) {
    if (entry.place != 0) return not_found();
    MASH_TRY(nodes_[i].chain, Chain::from(entry, key_of));
    return {};
  }

  void take(const Message& m, const Result<void>& done) {
    if (done) return;
    ++refused_;
    if (done.error().code == ErrorCode::not_found) send_missing(m.from, m.to);
  }

  Dice dice_;
  UtcTime now_;
  std::vector<Node> nodes_;
  std::map<HubId, crypto::PublicKey> keys_;
  std::deque<Message> on_the_way_;
  std::set<std::pair<std::size_t, std::size_t>> parted_;
  bool lossless_ = false;
  std::size_t refused_ = 0;
};

std::uint64_t seeds() {
  return std::getenv("MASH_LONG") != nullptr ? 10'000 : 30;
}

TEST(Responsibility, rests_with_one_hub_that_acts_whatever_the_network_does) {
  std::size_t transfers = 0;
  std::size_t refused = 0;
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) {
    World world(5, seed);
    for (int i = 0; i < 1'000; ++i) {
      world.step();
      world.check();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", step " << i;
    }
    world.heal();
    world.expect_one_history();
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    transfers += world.transfers();
    refused += world.refused();
  }
  // What is asked was put to the test.
  EXPECT_GT(transfers, seeds());
  EXPECT_GT(refused, seeds());
}

}  // namespace
}  // namespace mash::responsibility
