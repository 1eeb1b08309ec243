// SPDX-License-Identifier: MIT
#include "mash/protect/protect.h"

#include <algorithm>
#include <set>

#include "attack.h"

namespace mash::protect {

namespace {

constexpr std::int64_t k_far = 1000000;

bool is_hidden(const Counted& cell) {
  return cell.state != State::shown;
}

// It may not be hidden any more.
bool stands_shown(const Counted& cell) {
  return cell.answered && *cell.answered;
}

std::vector<std::size_t> hidden(const Cells& cells) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < cells.all.size(); ++i) {
    if (is_hidden(cells.all[i])) out.push_back(i);
  }
  return out;
}

// And what was hidden before.
Result<void> hide_small(Cells& cells, const Rules& rules) {
  for (auto& cell : cells.all) {
    if (cell.count >= 1 && cell.count <= rules.largest_hidden) {
      if (stands_shown(cell)) {
        return invalid("answered",
                       "Of " + words_of(cell.key) +
                           " a small count was published before: publish no more of it");
      }
      cell.state = State::small;
    } else if (cell.answered && !*cell.answered) {
      cell.state = State::beside;
    }
  }
  return {};
}

// A hidden zero is known all the same where another sum of it is shown to be nobody.
bool may_be_somebody(const Cells& cells, std::size_t zero) {
  return std::ranges::all_of(cells.all[zero].sums, [&](std::size_t s) {
    const auto& sum = cells.sums[s];
    return sum.whole == zero || cells.all[sum.whole].count > 0;
  });
}

// "All of them are": one count beside zeros. The zero with the first key that can be anything else
// goes with it.
void hide_where_all_are(Cells& cells, const Rules& rules) {
  for (const auto& sum : cells.sums) {
    if (std::ranges::find(rules.sensitive, sum.over) == rules.sensitive.end()) continue;
    std::vector<std::size_t> zeros;
    std::size_t others = 0;
    for (const auto part : sum.parts) {
      if (cells.all[part].count == 0) {
        if (stands_shown(cells.all[part])) continue;
        zeros.push_back(part);
      } else {
        ++others;
      }
    }
    if (others != 1 || zeros.empty()) continue;
    const auto at = std::ranges::find_if(
        zeros, [&cells](std::size_t zero) { return may_be_somebody(cells, zero); });
    cells.all[at == zeros.end() ? zeros.front() : *at].state = State::beside;
  }
}

// What is best hidden next in one sum so that a cell in it is not narrowed: the smallest part that
// is shown and not 0, else the whole, else a zero. Nothing: all are hidden.
std::optional<std::size_t> next_in(const Cells& cells, const Sum& sum) {
  std::optional<std::size_t> best;
  std::optional<std::size_t> zero;
  for (const auto part : sum.parts) {
    const auto& cell = cells.all[part];
    if (is_hidden(cell) || stands_shown(cell)) continue;
    if (cell.count == 0) {
      zero = zero.value_or(part);
    } else if (!best || cell.count < cells.all[*best].count) {
      best = part;
    }
  }
  if (best) return best;
  const auto& whole = cells.all[sum.whole];
  if (!is_hidden(whole) && !stands_shown(whole)) return sum.whole;
  return zero;
}

// How far the other cells of a sum can move: the least of them is what narrows.
std::int64_t play(const Cells& cells, const Rules& rules, const Sum& sum, std::size_t cell) {
  std::int64_t out = 0;
  const auto add = [&](std::size_t one) {
    if (one == cell) return;
    const auto said = said_by(cells.all[one], rules);
    out += said.upper ? *said.upper - said.lower : k_far;
  };
  for (const auto part : sum.parts) add(part);
  add(sum.whole);
  return out;
}

// What is best hidden next for this cell: in its own sums, else in those that hold the others there
// in place, and so on. Nothing: all that hangs together with it is hidden.
std::optional<std::size_t> next_beside(const Cells& cells, const Rules& rules, std::size_t cell) {
  std::set<std::size_t> seen;
  for (std::vector<std::size_t> around{cell}; !around.empty();) {
    std::vector<std::size_t> sums;
    for (const auto one : around) {
      for (const auto s : cells.all[one].sums) {
        if (seen.insert(s).second) sums.push_back(s);
      }
    }
    std::ranges::sort(sums, {}, [&](std::size_t s) {
      return std::pair(play(cells, rules, cells.sums[s], cell), s);
    });
    around.clear();
    for (const auto s : sums) {
      if (const auto next = next_in(cells, cells.sums[s])) return next;
      around.insert(around.end(), cells.sums[s].parts.begin(), cells.sums[s].parts.end());
      around.push_back(cells.sums[s].whole);
    }
  }
  return std::nullopt;
}

// How many counts must be left for each cell: no more than there are with everything hidden.
Result<std::vector<std::int64_t>> needs(Cells cells, const Rules& rules) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < cells.all.size(); ++i) {
    auto& cell = cells.all[i];
    if (cell.state == State::shown && cell.count > 0 && !stands_shown(cell))
      cell.state = State::beside;
    if (is_hidden(cell)) all.push_back(i);
  }
  const std::vector<std::int64_t> enough(all.size(), rules.values_left);
  const auto left = left_of(cells, rules, all, enough);
  std::vector<std::int64_t> out(cells.all.size(), rules.values_left);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (left[i] < 2) {
      return invalid("table", "Even with all counts hidden, that of " +
                                  words_of(cells.all[all[i]].key) +
                                  " could be worked out; leave out a column or a table");
    }
    out[all[i]] = std::min(rules.values_left, left[i]);
  }
  return out;
}

// Hidden cells, and rounded ones where those are attacked as well.
std::vector<std::size_t> attacked(const Cells& cells, const Rules& rules) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < cells.all.size(); ++i) {
    const auto& cell = cells.all[i];
    const bool rounded = rules.rounded_left > 1 && rules.round_to > 1 && cell.count > 0;
    if (is_hidden(cell) || rounded) out.push_back(i);
  }
  return out;
}

// All cells that an attack narrows too far.
std::vector<std::size_t> unsafe(const Cells& cells, const Rules& rules,
                                const std::vector<std::int64_t>& need) {
  const auto targets = attacked(cells, rules);
  std::vector<std::int64_t> least;
  least.reserve(targets.size());
  for (const auto cell : targets) {
    least.push_back(is_hidden(cells.all[cell]) ? need[cell] : rules.rounded_left);
  }
  const auto left = left_of(cells, rules, targets, least);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (left[i] < least[i]) out.push_back(targets[i]);
  }
  return out;
}

// The least play that any of its sums leaves a cell.
std::int64_t least_play(const Cells& cells, const Rules& rules, std::size_t cell) {
  std::int64_t out = k_far;
  for (const auto s : cells.all[cell].sums) {
    out = std::min(out, play(cells, rules, cells.sums[s], cell));
  }
  return out;
}

// First what a sum of its own narrows; the others are often safe by that.
Result<void> hide_until_safe(Cells& cells, const Rules& rules,
                             const std::vector<std::int64_t>& need) {
  for (auto open = unsafe(cells, rules, need); !open.empty(); open = unsafe(cells, rules, need)) {
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    order.reserve(open.size());
    for (const auto cell : open) order.emplace_back(least_play(cells, rules, cell), cell);
    std::ranges::sort(order);
    std::set<std::size_t> served;  // sums in which something more was hidden in this round
    for (const auto& [left, cell] : order) {
      const auto& sums = cells.all[cell].sums;
      if (!served.empty() && left + 1 >= need[cell]) break;
      if (std::ranges::any_of(sums, [&](std::size_t s) { return served.contains(s); })) continue;
      const auto next = next_beside(cells, rules, cell);
      if (!next) {  // only beside what was published before: with everything hidden it is safe
        return invalid("table", "Beside what was published before, " +
                                    words_of(cells.all[cell].key) +
                                    " could be worked out; leave out a column or a table");
      }
      cells.all[*next].state = State::beside;
      served.insert(sums.begin(), sums.end());
      served.insert(cells.all[*next].sums.begin(), cells.all[*next].sums.end());
    }
  }
  return {};
}

// What was hidden beside others and is not needed after all, the largest first.
void show_what_may_be(Cells& cells, const Rules& rules, const std::vector<std::int64_t>& need) {
  constexpr std::size_t k_most_attacks = 5000;
  std::vector<std::size_t> beside;
  for (const auto i : hidden(cells)) {
    const auto& cell = cells.all[i];
    if (cell.state == State::beside && cell.count > 0 && !cell.answered) beside.push_back(i);
  }
  if (beside.size() * attacked(cells, rules).size() > k_most_attacks) return;
  std::ranges::sort(beside, {},
                    [&cells](std::size_t i) { return std::pair(-cells.all[i].count, i); });
  for (const auto i : beside) {
    cells.all[i].state = State::shown;
    if (!unsafe(cells, rules, need).empty()) cells.all[i].state = State::beside;
  }
}

Shown shown_of(const Cells& cells, const Table& table, const std::vector<std::size_t>& rows,
               const Rules& rules) {
  std::vector<std::size_t> targets;
  for (const auto i : rows) {
    if (rules.tells_reach && is_hidden(cells.all[i])) targets.push_back(i);
  }
  const auto reach = attack(cells, rules, targets);
  Shown out{.dimensions = table.dimensions};
  std::size_t next = 0;
  for (const auto i : rows) {
    const auto& cell = cells.all[i];
    const bool was_attacked = rules.tells_reach && is_hidden(cell);
    const auto by = was_attacked ? reach[next++] : said_by(cell, rules);
    Cell row{.values = values_of(cell.key, table.dimensions), .lower = by.lower, .upper = by.upper};
    if (!is_hidden(cell)) {
      row.shown = (cell.count + rules.round_to / 2) / rules.round_to * rules.round_to;
    }
    out.cells.push_back(std::move(row));
  }
  return out;
}

}  // namespace

Rules nhs_style() {
  return {.marker = "*", .largest_hidden = 7, .round_to = 5, .values_left = 5};
}

Rules dfe_style() {
  return {
      .marker = "c", .largest_hidden = 5, .round_to = 1, .values_left = 8, .tells_small = false};
}

Result<std::vector<Shown>> protect(std::span<const Table> tables, const Rules& rules) {
  MASH_TRY(auto cells, read_cells(tables));
  for (const auto& dimension : rules.sensitive) {
    const bool is_there = std::ranges::any_of(tables, [&dimension](const Table& table) {
      return std::ranges::find(table.dimensions, dimension) != table.dimensions.end();
    });
    if (!is_there) return invalid("sensitive", "No table has a column " + dimension);
  }
  MASH_TRY_DO(hide_small(cells, rules));
  hide_where_all_are(cells, rules);
  MASH_TRY(const auto need, needs(cells, rules));
  MASH_TRY_DO(hide_until_safe(cells, rules, need));
  show_what_may_be(cells, rules, need);
  std::vector<Shown> out;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    out.push_back(shown_of(cells, tables[t], cells.of_table[t], rules));
  }
  return out;
}

}  // namespace mash::protect
