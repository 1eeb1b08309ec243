// SPDX-License-Identifier: MIT
#include "mash/boardroom/made_up.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "mash/crypto/crypto.h"
#include "mash/statistics/seeded.h"
#include "tiles.h"

namespace mash::boardroom {

namespace {

using board::Counted;
using board::Fact;
using statistics::Seeded;

constexpr std::size_t k_draws = 240;  // of notifications; each is several where there are more
constexpr const char* k_city = "E09000001";  // of London: by far the smallest
constexpr std::int64_t k_smallest = 14;
constexpr std::int64_t k_largest = 1800;   // notifications of a quarter
constexpr double k_rarer = 0.62;           // each value of a dimension beside the one before
constexpr std::int64_t k_least_shown = 8;  // in the style of NHS England
constexpr std::int64_t k_step = 5;
constexpr int k_keys_days = 3650;

// A hub, and how it goes on.
struct Hub {
  std::string id, name, authority;
  std::int64_t notifications = 0;  // of a quarter
  double on_time = 0;              // share of clocks
  bool working_time = false;       // how its clocks count
  int moves = -1;                  // quarter from which on it is another hub than before
  double more = 1;                 // times as many notifications then
  double better = 0;               // added to on_time then
};

std::string id_of(std::string name) {
  for (auto& c : name) {
    if (c == ' ') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

std::vector<Hub> hubs_of(std::size_t count, int quarters, Seeded& random) {
  std::vector<Hub> out;
  for (const auto& tile : built_in_tiles()) {
    if (out.size() == count) break;
    Hub hub{.id = id_of(tile.name), .name = tile.name + " MASH", .authority = tile.code};
    hub.notifications = 250 + static_cast<std::int64_t>(random.below(k_largest - 250));
    hub.on_time = 0.78 + 0.12 * random.unit();
    hub.working_time = random.below(2) == 0;
    if (tile.code == k_city) hub.notifications = k_smallest;
    // Three of them change.
    if (out.size() % 11 == 4) {
      hub.moves = quarters - 2;
      hub.more = out.size() % 2 == 0 ? 1.7 : 0.6;
      hub.better = out.size() % 2 == 0 ? -0.3 : 0.06;
    }
    out.push_back(std::move(hub));
  }
  std::ranges::sort(out, {}, &Hub::id);
  return out;
}

const std::string& drawn(const board::Dimension& dimension, Seeded& random) {
  if (dimension.code == "MONTH") {
    return dimension.values[random.below(dimension.values.size())].code;
  }
  std::size_t at = 0;
  while (at + 1 < dimension.values.size() && random.unit() < k_rarer) ++at;
  return dimension.values[at].code;
}

void add_drawn(const board::Definitions& all, const board::Unit& unit, std::int64_t things,
               Seeded& random, std::vector<Fact>& to) {
  const auto draws = std::min<std::int64_t>(things, k_draws);
  for (std::int64_t i = 0; i < draws; ++i) {
    Fact fact{.unit = unit.code, .values = {}, .count = (things + i) / draws};
    for (const auto& code : unit.dimensions) {
      fact.values[code] = drawn(board::dimension_of(all, code), random);
    }
    to.push_back(std::move(fact));
  }
}

// Clocks of each step and month, kept as well as this hub keeps them.
void add_clocks(const board::Definitions& all, const Hub& hub, std::int64_t things, double on_time,
                Seeded& random, std::vector<Fact>& to) {
  const auto& stages = board::dimension_of(all, "STAGE").values;
  const auto& months = board::dimension_of(all, "MONTH").values;
  for (std::size_t s = 0; s < stages.size(); ++s) {
    // The first step counts hours of the clock everywhere.
    const char* clock = hub.working_time && s > 0 ? "WORKING_TIME" : "CLOCK_HOURS";
    for (const auto& month : months) {
      const double share = std::clamp(on_time + 0.06 * (random.unit() - 0.5), 0.05, 0.98);
      const auto kept = static_cast<std::int64_t>(static_cast<double>(things) * share / 3);
      const auto rest = things / 3 - kept;
      const auto add = [&](const char* how, std::int64_t count) {
        if (count <= 0) return;
        to.push_back({.unit = "CLOCKS",
                      .values = {{"STAGE", stages[s].code},
                                 {"CLOCK", clock},
                                 {"MONTH", month.code},
                                 {"KEPT", how}},
                      .count = count});
      };
      add("ON_TIME", kept);
      add("OPEN", rest / 6);
      add("LATE", rest - rest / 6);
    }
  }
}

Counted counted_of(const board::Definitions& all, const Hub& hub, int nth, Seeded& random) {
  const bool moved = hub.moves >= 0 && nth >= hub.moves;
  const double times = (moved ? hub.more : 1) * (0.96 + 0.08 * random.unit());
  const auto things = static_cast<std::int64_t>(static_cast<double>(hub.notifications) * times);
  std::vector<Fact> facts;
  for (const auto& unit : all.units) {
    if (unit.code == "CLOCKS") {
      add_clocks(all, hub, things, hub.on_time + (moved ? hub.better : 0), random, facts);
    } else if (unit.code == "CHALLENGES" || unit.code == "AUDITS") {
      add_drawn(all, unit, things / 40, random, facts);
    } else {
      add_drawn(all, unit, things, random, facts);
    }
  }
  return board::count(all, facts).value();
}

std::optional<std::int64_t> shown(std::int64_t count) {
  if (count == 0) return 0;
  if (count < k_least_shown) return std::nullopt;
  return (count + k_step / 2) / k_step * k_step;
}

// Cells with totals, hidden and rounded one by one.
std::map<std::string, board::Cells, std::less<>> shown_of(const board::Definitions& all,
                                                          const Counted& counted) {
  std::map<std::string, board::Cells, std::less<>> out;
  for (const auto& table : all.tables) {
    const auto fine = board::grid_of(all, table, board::Totals::without);
    const auto& counts = counted.at(table.id);
    for (const auto& cell : board::grid_of(all, table, board::Totals::with)) {
      std::int64_t sum = 0;
      for (std::size_t i = 0; i < fine.size(); ++i) {
        bool inside = true;
        for (std::size_t k = 0; k < cell.size(); ++k) {
          inside = inside && (cell[k] == board::k_total || cell[k] == fine[i][k]);
        }
        sum += inside ? counts[i] : 0;
      }
      out[table.id].push_back(shown(sum));
    }
  }
  return out;
}

void add(Counted& to, const Counted& from) {
  for (const auto& [id, counts] : from) {
    auto& sum = to[id];
    sum.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) sum[i] += counts[i];
  }
}

// Each hub goes on from element to element; some never said anything of one.
std::map<std::string, board::Element, std::less<>> elements_of(const board::Definitions& all,
                                                               std::size_t hub,
                                                               board::Quarter quarter, int nth) {
  std::map<std::string, board::Element, std::less<>> out;
  for (std::size_t i = 0; i < all.elements.size(); ++i) {
    auto& one = out[all.elements[i].code];
    const auto pace = static_cast<int>((hub * 7 + i * 3) % 13);  // quarters until it is attained
    if (pace == 12) continue;
    const int begins = pace - 3;  // partly from then on
    one.state = nth >= pace     ? board::Attained::attained
                : nth >= begins ? board::Attained::partly
                                : board::Attained::no;
    const int since = nth >= pace ? pace : nth >= begins ? std::max(begins, 0) : 0;
    one.evidence =
        all.evidence[one.state == board::Attained::no ? all.evidence.size() - 1 : (hub + i) % 5]
            .code;
    one.since = quarter.plus(since - nth).last_day();
  }
  return out;
}

crypto::Key key_of(Random& random) {
  return crypto::Key::make(random);
}

exchange::Hub entry_of(const Hub& hub, const crypto::SigningKey& key, const MadeUpOptions& options,
                       Random& random) {
  constexpr std::uint16_t k_port = 8447;
  constexpr std::int64_t k_second = 1'000'000;
  const UtcTime now{options.now.micros / k_second * k_second};
  return {.id = hub.id,
          .name = hub.name,
          .decides = {hub.authority},
          .recommends = {},
          .host = hub.id + ".example",
          .port = k_port,
          .certificate = hex(crypto::sha256(as_bytes(hub.id))),
          .sign = key.public_key(),
          .box = crypto::box_public_key(key_of(random)),
          .from = now - Duration::days(1),
          .until = now + Duration::days(k_keys_days)};
}

void add_files(const board::Definitions& all, const MadeUpOptions& options, const Hub& hub,
               std::size_t place, const crypto::SigningKey& key, Seeded& random, MadeUp& to) {
  constexpr int k_to_publish = 9;  // days after the quarter
  const bool late = place == 2;    // the newest of one hub is missing
  std::vector<Counted> year;
  for (int nth = 0; nth < options.quarters - (late ? 1 : 0); ++nth) {
    const auto quarter = options.last.plus(nth + 1 - options.quarters);
    board::Publication one{.hub = hub.id,
                           .name = hub.name,
                           .quarter = quarter,
                           .definitions = all.version,
                           .policy = hub.working_time ? "working-hours 1" : "clock-hours 2",
                           .simulated = true,
                           .published = quarter.last_day().plus_days(k_to_publish),
                           .shown = {},
                           .elements = elements_of(all, place, quarter, nth)};
    const auto counted = counted_of(all, hub, nth, random);
    if (quarter.in_year() == 1) year.clear();
    year.push_back(counted);
    one.shown.quarter = shown_of(all, counted);
    if (quarter.in_year() == 4 && year.size() == 4) {
      Counted sum;
      for (const auto& part : year) add(sum, part);
      one.shown.year = shown_of(all, sum);
    }
    to.files.push_back({.hub = hub.id, .quarter = quarter, .text = board::sign(all, one, key)});
  }
}

}  // namespace

MadeUp make_up(const board::Definitions& all, const MadeUpOptions& options, Random& random) {
  std::array<std::uint8_t, sizeof(std::uint64_t)> seed{};
  random.fill(seed);
  Seeded chance(std::bit_cast<std::uint64_t>(seed), 1);
  MadeUp out;
  auto& directory = out.directory.directory;
  const auto hubs = hubs_of(options.hubs, options.quarters, chance);
  std::vector<crypto::SigningKey> keys;
  for (const auto& hub : hubs) {
    keys.emplace_back(key_of(random));
    directory.hubs.push_back(entry_of(hub, keys.back(), options, random));
  }
  directory.version = 1;
  directory.needs = std::min<std::int64_t>(2, static_cast<std::int64_t>(hubs.size()));
  directory.until = directory.hubs.front().until;
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    if (static_cast<std::int64_t>(i) < directory.needs) {
      exchange::sign(out.directory, hubs[i].id, keys[i]);
    }
    add_files(all, options, hubs[i], i, keys[i], chance, out);
  }
  return out;
}

}  // namespace mash::boardroom
