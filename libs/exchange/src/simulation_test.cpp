// SPDX-License-Identifier: MIT
// Goal: whatever networks, disks and clocks do, a word arrives once and in order, nothing that has
// a receipt is lost, and nothing is taken from a hub once its revocation is known. From a seed: the
// same run each time.
#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "hubs_for_tests.h"
#include "mash/base/id.h"
#include "mash/exchange/link.h"

namespace mash::exchange {
namespace {

constexpr std::size_t k_hubs = 4;
constexpr std::size_t k_thief = 3;  // its key is stolen at some time
constexpr Duration k_due = Duration::hours(4);

struct Kept {
  Word word;
  UtcTime due;  // by the writer's clock, when it was written
  bool received = false, told = false;
};

// One hub's side of its link with another, as it is on disk.
struct Side {
  Sending sending;
  std::map<std::pair<std::int64_t, std::int64_t>, Kept> out;  // by line and number
  Receiving receiving;
  std::map<std::int64_t, crypto::Hash> in;  // of the current line
  std::vector<std::string> taken;           // ids, in order
  std::set<std::string> known;
};

struct Disk {
  Directory directory;
  std::map<std::size_t, Side> sides;
};

struct Node {
  HubId id;
  crypto::SigningKey key;
  Disk disk;
  std::optional<Disk> backup;
  Duration ahead;  // its clock, of the true one
};

struct Counts {
  std::size_t taken = 0, again = 0, early = 0, forked = 0, lines = 0, restored = 0, told = 0,
              refused = 0, forged = 0;
};

class World {
 public:
  explicit World(std::uint64_t seed) : dice_(seed) {
    std::vector<Hub> hubs;
    for (std::size_t i = 0; i < k_hubs; ++i) hubs.push_back(hub_for_tests(name(i)));
    directory_ = directory_for_tests(hubs);
    for (std::size_t i = 0; i < k_hubs; ++i) {
      nodes_.push_back({.id = name(i),
                        .key = signing_key(name(i)),
                        .disk = {.directory = directory_, .sides = {}},
                        .backup = {},
                        .ahead = {}});
    }
  }

  void step() {
    now_ = now_ + Duration::seconds(1 + static_cast<std::int64_t>(dice_.below(1'800)));
    if (dice_.one_in(60)) part();
    if (dice_.one_in(80)) step_clock();
    if (dice_.one_in(40)) back_up();
    if (dice_.one_in(120)) restore();
    if (dice_.one_in(100)) learn_revocation();
    const std::size_t who = dice_.below(k_hubs);
    if (dice_.one_in(20)) ask_for_more(who);
    switch (dice_.below(4)) {
      case 0:
        write(who, other_than(who));
        break;
      case 1:
        send_waiting(who);
        break;
      case 2:
        if (stolen_) forge(dice_.below(k_thief));
        break;
      default:
        break;
    }
    for (int i = 0; i < 3; ++i) deliver();
    raise_overdue(who);
  }

  // Nothing is lost any more, and each hub sends what has no receipt until all have one.
  void heal() {
    parted_.clear();
    lossless_ = true;
    for (int round = 0; round < 12; ++round) {
      for (std::size_t i = 0; i < k_hubs; ++i) {
        ask_for_more(i);
        send_waiting(i);
      }
      while (!on_the_way_.empty()) deliver();
    }
  }

  void check() const {
    for (std::size_t i = 0; i < k_hubs; ++i) {
      for (const auto& [from, side] : nodes_[i].disk.sides) {
        ASSERT_EQ(side.known.size(), side.taken.size()) << "a word was taken twice";
        ASSERT_TRUE(from != k_thief || !knows_theft(i) || side.taken.size() == frozen_.at(i))
            << "taken from a hub whose revocation is known";
        check_order(from, side);
      }
    }
  }

  void check_converged() const {
    for (std::size_t i = 0; i < k_thief; ++i) {
      for (const auto& [to, side] : nodes_[i].disk.sides) {
        if (to == k_thief) continue;
        for (const auto& [place, kept] : side.out) {
          EXPECT_TRUE(kept.received) << "no receipt";
          EXPECT_TRUE(nodes_[to].disk.sides.at(i).known.contains(kept.word.id)) << "lost";
        }
      }
    }
  }

  Counts counts;

 private:
  static HubId name(std::size_t i) { return "hub-" + std::to_string(i); }
  std::size_t other_than(std::size_t i) { return (i + 1 + dice_.below(k_hubs - 1)) % k_hubs; }
  [[nodiscard]] bool knows_theft(std::size_t i) const {
    return nodes_[i].disk.directory.find(name(k_thief))->revoked.has_value();
  }
  [[nodiscard]] UtcTime clock_of(const Node& node) const { return now_ + node.ahead; }

  // Words of one line are taken in the order in which they were written.
  void check_order(std::size_t from, const Side& side) const {
    std::map<std::int64_t, std::int64_t> last;
    for (const auto& id : side.taken) {
      const auto place = written_.find({from, id});
      if (place == written_.end()) continue;  // forged, or written into several lines
      auto& before = last[place->second.first];
      ASSERT_GT(place->second.second, before) << "out of order";
      before = place->second.second;
    }
  }

  void part() {
    parted_.clear();
    if (dice_.one_in(2)) return;
    for (std::size_t a = 0; a < k_hubs; ++a) {
      for (std::size_t b = 0; b < k_hubs; ++b) {
        if (dice_.one_in(3)) parted_.insert({a, b});
      }
    }
  }

  void step_clock() {
    nodes_[dice_.below(k_hubs)].ahead =
        Duration::hours(static_cast<std::int64_t>(dice_.below(49)) - 24);
  }

  void back_up() {
    auto& node = nodes_[dice_.below(k_hubs)];
    node.backup = node.disk;
  }

  // Of the whole run each hub at most once.
  void restore() {
    const std::size_t which = dice_.below(k_hubs);
    auto& node = nodes_[which];
    if (!node.backup || !restored_.insert(which).second) return;
    // What is known of revocations is asked for first: a directory is public.
    node.backup->directory = node.disk.directory;
    for (auto& [peer, side] : node.disk.sides) {
      for (const auto& [place, kept] : side.out) written_.erase({which, kept.word.id});
    }
    node.disk = *node.backup;
    if (knows_theft(which)) frozen_[which] = node.disk.sides[k_thief].taken.size();
    ++counts.restored;
  }

  void learn_revocation() {
    stolen_ = true;
    const std::size_t who = dice_.below(k_thief);
    if (knows_theft(who)) return;
    auto& hubs = nodes_[who].disk.directory.hubs;
    hubs[k_thief].revoked = now_;
    frozen_[who] = nodes_[who].disk.sides[k_thief].taken.size();
  }

  void write(std::size_t from, std::size_t to) {
    auto& side = nodes_[from].disk.sides[to];
    Word word;
    word.id = new_id_text(dice_);
    word.from = name(from);
    word.to = name(to);
    word.at = clock_of(nodes_[from]);
    word.kind = "letter";
    keep(from, side, word, clock_of(nodes_[from]) + k_due);
    // A crash after the commit and before anything is sent: it is sent later.
    if (!dice_.one_in(4)) send_waiting(from);
  }

  void keep(std::size_t from, Side& side, Word word, UtcTime due) {
    word = signed_by(nodes_[from].key, next_word(side.sending, std::move(word)));
    const std::pair place{word.line, word.number};
    if (!lines_.insert({from, word.id}).second) {
      written_.erase({from, word.id});
    } else {
      written_[{from, word.id}] = place;
    }
    side.out[place] = {.word = std::move(word), .due = due};
  }

  void send_waiting(std::size_t from) {
    for (auto& [to, side] : nodes_[from].disk.sides) send_from(from, to, side.sending.received + 1);
  }

  // Says to each other hub what it has, in case that it had more once.
  void ask_for_more(std::size_t who) {
    for (const auto& [peer, side] : nodes_[who].disk.sides) {
      const auto receipt =
          receipt_of(side.receiving, name(who), name(peer), true, clock_of(nodes_[who]));
      send(who, peer, encode(signed_by(nodes_[who].key, receipt)));
    }
  }

  void send_from(std::size_t from, std::size_t to, std::int64_t number) {
    const auto& side = nodes_[from].disk.sides[to];
    for (const auto& [place, kept] : side.out) {
      if (place.first == side.sending.line && place.second >= number) {
        send(from, to, encode(kept.word));
      }
    }
  }

  // Whoever has stolen the key writes whatever would be taken next.
  void forge(std::size_t to) {
    const auto& side = nodes_[to].disk.sides[k_thief];
    Word word;
    word.id = new_id_text(dice_);
    word.from = name(k_thief);
    word.to = name(to);
    word.line = std::max<std::int64_t>(side.receiving.line, 1);
    word.number = side.receiving.next;
    word.after = side.receiving.last;
    word.kind = "letter";
    send(k_thief, to, encode(signed_by(nodes_[k_thief].key, word)));
    ++counts.forged;
  }

  void send(std::size_t from, std::size_t to, std::string text) {
    if (!lossless_ && (dice_.one_in(4) || parted_.contains({from, to}))) return;
    if (!lossless_ && dice_.one_in(8)) on_the_way_.emplace_back(to, text);
    on_the_way_.emplace_back(to, std::move(text));
    if (on_the_way_.size() > 400 && !lossless_) on_the_way_.pop_front();
  }

  void deliver() {
    if (on_the_way_.empty()) return;
    const std::size_t which = lossless_ ? 0 : dice_.below(on_the_way_.size());
    const auto [to, text] = on_the_way_[which];
    on_the_way_.erase(on_the_way_.begin() + static_cast<std::ptrdiff_t>(which));
    const auto come = decode(text);
    ASSERT_TRUE(come);
    // A crash before the commit: as if it had not come.
    if (!lossless_ && dice_.one_in(10)) return;
    if (const auto* word = std::get_if<Word>(&*come)) {
      take_word(to, *word);
    } else {
      take_receipt(to, std::get<Receipt>(*come));
    }
  }

  [[nodiscard]] std::optional<std::size_t> sender(std::size_t to, const auto& message) const {
    const auto& node = nodes_[to];
    const Hub* hub = node.disk.directory.good(message.from, clock_of(node));
    if (hub == nullptr || message.to != node.id || !is_genuine(message, hub->sign)) return {};
    return static_cast<std::size_t>(hub - node.disk.directory.hubs.data());
  }

  void take_word(std::size_t to, const Word& word) {
    const auto from = sender(to, word);
    if (!from) {
      ++counts.refused;
      return;
    }
    auto& side = nodes_[to].disk.sides[*from];
    const std::int64_t line_before = side.receiving.line;
    const auto taken = take(side.receiving, word, hashes(side.in));
    if (taken == Taken::fresh) {
      if (side.receiving.line != line_before) side.in.clear();
      side.in[word.number] = hash_of(word);
      if (side.known.insert(word.id).second) side.taken.push_back(word.id);
      ++counts.taken;
    }
    counts.again += taken == Taken::again ? 1 : 0;
    counts.early += taken == Taken::early ? 1 : 0;
    counts.forked += taken == Taken::forked ? 1 : 0;
    // A crash after the commit: the receipt goes when the word comes again.
    if (!lossless_ && dice_.one_in(10)) return;
    const Receipt receipt = receipt_of(side.receiving, name(to), word.from, taken == Taken::early,
                                       clock_of(nodes_[to]));
    send(to, *from, encode(signed_by(nodes_[to].key, receipt)));
  }

  static HashAt hashes(const std::map<std::int64_t, crypto::Hash>& in) {
    return [&in](std::int64_t number) {
      const auto found = in.find(number);
      return found == in.end() ? std::nullopt : std::optional(found->second);
    };
  }

  void take_receipt(std::size_t to, const Receipt& receipt) {
    const auto from = sender(to, receipt);
    if (!from) return;
    auto& side = nodes_[to].disk.sides[*from];
    const auto noted = note(side.sending, receipt, [&side](std::int64_t number) {
      const auto found = side.out.find({side.sending.line, number});
      return found == side.out.end() ? std::nullopt : std::optional(hash_of(found->second.word));
    });
    if (noted == Noted::forked) {
      new_line(to, side, receipt.line);
      return;
    }
    for (auto& [place, kept] : side.out) {
      if (place.first == side.sending.line && place.second <= side.sending.received) {
        kept.received = true;
      }
    }
    const bool of_this_line = receipt.line == side.sending.line;
    if (noted == Noted::resend) send_from(to, *from, of_this_line ? receipt.number + 1 : 1);
  }

  void new_line(std::size_t of, Side& side, std::int64_t above) {
    const auto all = std::exchange(side.out, {});
    begin_line(side.sending, above);
    for (const auto& [place, kept] : all) keep(of, side, kept.word, kept.due);
    ++counts.lines;
  }

  void raise_overdue(std::size_t who) {
    for (auto& [to, side] : nodes_[who].disk.sides) {
      for (auto& [place, kept] : side.out) {
        if (kept.received || kept.told || clock_of(nodes_[who]) < kept.due) continue;
        kept.told = true;
        ++counts.told;
      }
    }
  }

  SeededRandom dice_;
  UtcTime now_ = k_now;
  Directory directory_;
  std::vector<Node> nodes_;
  std::deque<std::pair<std::size_t, std::string>> on_the_way_;
  std::set<std::pair<std::size_t, std::size_t>> parted_;
  std::set<std::size_t> restored_;
  std::set<std::pair<std::size_t, std::string>> lines_;
  std::map<std::pair<std::size_t, std::string>, std::pair<std::int64_t, std::int64_t>> written_;
  std::map<std::size_t, std::size_t> frozen_;
  bool lossless_ = false, stolen_ = false;
};

std::uint64_t seeds() {
  return std::getenv("MASH_LONG") != nullptr ? 1'000 : 100;
}

TEST(Exchange, each_word_arrives_once_whatever_networks_disks_and_clocks_do) {
  Counts all;
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) {
    World world(seed);
    for (int i = 0; i < 160; ++i) {
      world.step();
      world.check();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << ", step " << i;
    }
    world.heal();
    world.check();
    world.check_converged();
    ASSERT_FALSE(HasFailure()) << "seed " << seed;
    all.taken += world.counts.taken;
    all.again += world.counts.again;
    all.early += world.counts.early;
    all.forked += world.counts.forked;
    all.lines += world.counts.lines;
    all.restored += world.counts.restored;
    all.told += world.counts.told;
    all.refused += world.counts.refused;
    all.forged += world.counts.forged;
  }
  // What is asked was put to the test, in each of its ways.
  for (const std::size_t count : {all.taken, all.again, all.early, all.forked, all.lines,
                                  all.restored, all.told, all.refused, all.forged}) {
    EXPECT_GT(count, seeds() / 10);
  }
}

}  // namespace
}  // namespace mash::exchange
