// SPDX-License-Identifier: MIT
// 33 hubs and the words between them, with all that goes wrong on the way. What the words say is
// for whoever derives from it. From a seed: the same run each time.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "mash/base/id.h"
#include "nodes_for_tests.h"

namespace mash::cross_hub {

using exchange::Receipt;
using exchange::Taken;
using exchange::Word;

inline constexpr std::size_t k_hubs = 33;
inline constexpr std::size_t k_thief = 32;  // its key is stolen at some time

class Links {
 public:
  explicit Links(std::uint64_t seed) : dice_(seed) {
    std::vector<exchange::Hub> hubs;
    for (std::size_t i = 0; i < k_hubs; ++i) hubs.push_back(exchange::hub_for_tests(name(i)));
    directory_ = exchange::directory_for_tests(hubs);
    for (std::size_t i = 0; i < k_hubs; ++i) {
      nodes_.push_back({.id = name(i),
                        .sign = exchange::signing_key(name(i)),
                        .box = exchange::box_key(name(i)),
                        .disk = {}});
    }
  }
  virtual ~Links() = default;
  Links(const Links&) = delete;
  Links& operator=(const Links&) = delete;

  // Nothing is lost any more: each says what it has and sends what has no receipt.
  void heal() {
    parted_.clear();
    lossless_ = true;
    deliver_all();
    for (int round = 0; round < 8 && (round < 2 || anything_waits()); ++round) {
      for (std::size_t i = 0; i < k_hubs; ++i) {
        for (std::size_t j = 0; round < 2 && j < k_hubs; ++j) {
          if (i != j) account(i, j);
        }
        send_waiting(i);
      }
      deliver_all();
    }
  }

  void check_words() {
    for (std::size_t i = 0; i < k_thief; ++i) {
      for (const auto& [to, side] : nodes_[i].disk.sides) {
        if (to == k_thief) continue;
        const auto& there = nodes_[to].disk.sides[i];
        for (const auto& [place, kept] : side.out) {
          EXPECT_TRUE(kept.received) << name(i) << " has no receipt of " << name(to);
          if (!there.known.contains(kept.word.id)) ++counts.lost;
        }
        counts.twice += there.acted - there.known.size();
      }
    }
  }

  Counts counts;

 protected:
  // A word that was taken for the first time: what it says.
  virtual void hear(std::size_t by, const Word& word, const std::string& said) = 0;

  static HubId name(std::size_t i) {
    return std::string("hub-") + (i < 10 ? "0" : "") + std::to_string(i);
  }
  std::size_t number_of(const HubId& id) const {
    return static_cast<std::size_t>(std::ranges::find(nodes_, id, &Node::id) - nodes_.begin());
  }
  const Node& node(const HubId& id) const { return nodes_.at(number_of(id)); }
  [[nodiscard]] UtcTime clock_of(std::size_t i) const { return now_ + nodes_[i].ahead; }
  [[nodiscard]] responsibility::Writer writer(std::size_t i) const {
    return {nodes_[i].id, nodes_[i].sign, clock_of(i)};
  }
  // Neighbours more often than others.
  std::size_t other_than(std::size_t i) {
    const std::size_t far = dice_.one_in(3) ? k_hubs - 1 : 4;
    return (i + 1 + dice_.below(far)) % k_hubs;
  }

  // ---- What goes wrong.
  void happen() {
    if (dice_.one_in(60)) part();
    if (dice_.one_in(30)) {
      nodes_[dice_.below(k_hubs)].ahead =
          Duration::hours(static_cast<std::int64_t>(dice_.below(49)) - 24);
      ++counts.stepped;
    }
    if (dice_.one_in(15)) {
      Node& hub = nodes_[dice_.below(k_hubs)];
      hub.backup = hub.disk;
    }
    if (dice_.one_in(60)) restore(dice_.below(k_hubs));
    if (dice_.one_in(20)) learn_theft(dice_.below(k_thief));
    if (dice_.one_in(4)) {
      const std::size_t who = dice_.below(k_hubs);
      account(who, other_than(who));
    }
  }

  void part() {
    parted_.clear();
    if (dice_.one_in(3)) return;
    // London falls into two, and some pairs hear each other in one direction only.
    const std::size_t river = dice_.below(k_hubs);
    for (std::size_t a = 0; a < k_hubs; ++a) {
      for (std::size_t b = 0; b < k_hubs; ++b) {
        if ((a < river) != (b < river) || dice_.one_in(10)) parted_.insert({a, b});
      }
    }
  }

  // Each hub at most once, and none that has to do with a duty: whoever puts back an old copy of
  // one must not write before it has heard, which is not this library's.
  void restore(std::size_t which) {
    Node& hub = nodes_[which];
    if (!hub.backup || hub.restored || hub.has_duties() || which == k_thief) return;
    hub.disk = *hub.backup;
    hub.restored = true;
    hub.of_thief = hub.disk.sides[k_thief].acted;
    ++counts.restored;
    for (std::size_t i = 0; i < k_hubs; ++i) {
      if (i != which) account(which, i);
    }
  }

  void learn_theft(std::size_t who) {
    stolen_ = true;
    if (nodes_[who].knows_theft) return;
    nodes_[who].knows_theft = true;
    nodes_[who].of_thief = nodes_[who].disk.sides[k_thief].acted;
  }

  bool crashes() {
    const bool out = !lossless_ && dice_.one_in(12);
    counts.crashed += out ? 1 : 0;
    return out;
  }

  // ---- Words.
  void write(std::size_t from, std::size_t to, const char* kind, const std::string& said) {
    Word word{.id = new_id_text(dice_), .from = name(from), .to = name(to), .at = clock_of(from)};
    word.kind = kind;
    word =
        sealed_to(crypto::box_public_key(nodes_[to].box), std::move(word), Sensitive(said), dice_);
    Side& side = nodes_[from].disk.sides[to];
    keep(from, side, std::move(word));
    ++counts.written;
    if (!crashes()) send(from, to, encode(side.out.rbegin()->second.word));
  }

  void keep(std::size_t from, Side& side, Word word) {
    word = signed_by(nodes_[from].sign, next_word(side.sending, std::move(word)));
    const std::pair place{word.line, word.number};
    side.out[place] = {.word = std::move(word)};
  }

  void send_waiting(std::size_t from) {
    for (auto& [to, side] : nodes_[from].disk.sides) {
      if (side.waits()) send_from(from, to, side.sending.received + 1);
    }
  }
  void send_from(std::size_t from, std::size_t to, std::int64_t number) {
    const Side& side = nodes_[from].disk.sides[to];
    for (auto it = side.out.lower_bound({side.sending.line, number}); it != side.out.end(); ++it) {
      send(from, to, encode(it->second.word));
    }
  }

  void account(std::size_t who, std::size_t to) {
    const Side& side = nodes_[who].disk.sides[to];
    const Receipt receipt = receipt_of(side.receiving, name(who), name(to), true, clock_of(who));
    send(who, to, encode(signed_by(nodes_[who].sign, receipt)));
  }

  void send(std::size_t from, std::size_t to, std::string text) {
    if (!lossless_ && (dice_.one_in(4) || parted_.contains({from, to}))) return;
    if (!lossless_ && dice_.one_in(8)) on_the_way_.emplace_back(to, text);
    on_the_way_.emplace_back(to, std::move(text));
  }

  void deliver() {
    if (on_the_way_.empty()) return;
    std::swap(on_the_way_[dice_.below(on_the_way_.size())], on_the_way_.back());
    const auto [to, text] = std::move(on_the_way_.back());
    on_the_way_.pop_back();
    arrive(to, text);
  }
  void deliver_all() {
    for (std::size_t i = 0; i < on_the_way_.size(); ++i) {
      const auto [to, text] = std::move(on_the_way_[i]);
      arrive(to, text);
    }
    on_the_way_.clear();
  }

  void arrive(std::size_t to, const std::string& text) {
    const auto come = exchange::decode(text);
    ASSERT_TRUE(come);
    if (crashes()) return;  // before the commit: as if it had not come
    if (const auto* word = std::get_if<Word>(&*come)) {
      take_word(to, *word);
    } else {
      take_receipt(to, std::get<Receipt>(*come));
    }
  }

  std::optional<std::size_t> sender(std::size_t to, const auto& message) {
    const exchange::Hub* hub = directory_.good(message.from, clock_of(to));
    const bool revoked = nodes_[to].knows_theft && message.from == name(k_thief);
    if (hub == nullptr || revoked || message.to != name(to) || !is_genuine(message, hub->sign)) {
      ++counts.turned_away;
      return {};
    }
    return number_of(message.from);
  }

  void take_word(std::size_t to, const Word& word) {
    const auto from = sender(to, word);
    if (!from) return;
    Side& side = nodes_[to].disk.sides[*from];
    const std::int64_t line = side.receiving.line;
    const Taken taken = take(side.receiving, word, hashes(side.in));
    counts.again += taken == Taken::again ? 1 : 0;
    counts.early += taken == Taken::early ? 1 : 0;
    counts.forked += taken == Taken::forked ? 1 : 0;
    if (taken == Taken::fresh) {
      ++counts.taken;
      if (side.receiving.line != line) side.in.clear();
      side.in[word.number] = hash_of(word);
      if (side.known.insert(word.id).second) act_on(to, side, word);
    }
    if (crashes()) return;  // after the commit: the receipt goes when the word comes again
    const Receipt receipt =
        receipt_of(side.receiving, name(to), word.from, taken == Taken::early, clock_of(to));
    send(to, *from, encode(signed_by(nodes_[to].sign, receipt)));
  }

  static exchange::HashAt hashes(const std::map<std::int64_t, crypto::Hash>& in) {
    return [&in](std::int64_t number) {
      const auto found = in.find(number);
      return found == in.end() ? std::nullopt : std::optional(found->second);
    };
  }

  void take_receipt(std::size_t to, const Receipt& receipt) {
    const auto from = sender(to, receipt);
    if (!from) return;
    Side& side = nodes_[to].disk.sides[*from];
    const auto noted = note(side.sending, receipt, [&side](std::int64_t number) {
      const auto found = side.out.find({side.sending.line, number});
      return found == side.out.end() ? std::nullopt : std::optional(hash_of(found->second.word));
    });
    if (noted == exchange::Noted::forked) {
      begin_new_line(to, side, receipt.line);
      return;
    }
    for (auto& [place, kept] : side.out) {
      const bool has = place.first == side.sending.line && place.second <= side.sending.received;
      kept.received = kept.received || has;
    }
    const bool of_this_line = receipt.line == side.sending.line;
    if (noted == exchange::Noted::resend) {
      send_from(to, *from, of_this_line ? receipt.number + 1 : 1);
    }
  }

  void begin_new_line(std::size_t of, Side& side, std::int64_t above) {
    const auto all = std::exchange(side.out, {});
    begin_line(side.sending, above);
    for (const auto& [place, kept] : all) keep(of, side, kept.word);
    ++counts.lines;
  }

  void act_on(std::size_t to, Side& side, const Word& word) {
    ++side.acted;
    const Node& hub = nodes_[to];
    const bool of_thief = word.from == name(k_thief);
    EXPECT_TRUE(!of_thief || !hub.knows_theft || side.acted == hub.of_thief)
        << "taken from a hub whose revocation is known";
    const auto said = open(hub.box, word);
    ASSERT_TRUE(said);
    hear(to, word, said->reveal());
  }

  [[nodiscard]] bool anything_waits() const {
    for (std::size_t i = 0; i < k_thief; ++i) {
      for (const auto& [to, side] : nodes_[i].disk.sides) {
        if (to != k_thief && side.waits()) return true;
      }
    }
    return false;
  }

  exchange::SeededRandom dice_;
  UtcTime now_ = exchange::k_now;
  exchange::Directory directory_;
  std::vector<Node> nodes_;
  std::vector<std::pair<std::size_t, std::string>> on_the_way_;
  std::set<std::pair<std::size_t, std::size_t>> parted_;
  bool lossless_ = false, stolen_ = false;
};

}  // namespace mash::cross_hub
