// SPDX-License-Identifier: MIT
#include "estimate.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "blocking.h"

namespace mash::linkage {

namespace {

// A table of few numbers, each at most once; 0 is none. It may hold more than `most` of them while
// has_room(), no longer.
class Numbers {
 public:
  explicit Numbers(std::size_t most)
      : bits_(static_cast<unsigned>(std::bit_width(2 * most + 1))),
        places_(std::size_t{1} << bits_) {}
  // Where the number is or would be.
  [[nodiscard]] std::size_t place(std::uint32_t number) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = (number * 0x9e3779b97f4a7c15ULL) >> (64 - bits_);
    while (places_.data()[at] != 0 && places_.data()[at] != number) at = (at + 1) & mask;
    return at;
  }
  // Puts it there; false if it was there.
  bool put(std::size_t at, std::uint32_t number) {
    if (has(at, number)) return false;
    places_.data()[at] = number;
    ++used_;
    return true;
  }
  [[nodiscard]] bool has(std::size_t at, std::uint32_t number) const {
    return places_.data()[at] == number;
  }
  // Searches get long, and one for a number that is not there has no end in a full table.
  [[nodiscard]] bool has_room() const { return 2 * used_ < places_.size(); }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  unsigned bits_;
  std::size_t used_ = 0;
  std::vector<std::uint32_t> places_;
};

// How others' names compare with the query's of one kind: with its first, or with a further one,
// which is worth a part. Each is compared once, as long as there is room to remember: people may
// have any number of further names.
class NameLevels {
 public:
  NameLevels(const Prepared& people, Kind kind, std::uint32_t query, std::size_t most)
      : names_(people.vocabulary(kind)), known_(most), levels_(known_.size()) {
    if (people.has(kind)) first_ = people.cell(query, kind);
    const auto further = people.further(kind).of(query);
    further_.assign(further.begin(), further.end());
    keep_most_names(names_, further_);
  }
  Level of(std::uint32_t other) {
    if (other == 0 || first_ == 0) return k_missing;
    const auto at = known_.place(other);
    if (known_.has(at, other)) return levels_[at];
    auto level = compare_names(names_, first_, other);
    for (const auto name : further_)
      level = std::max(level, std::min(compare_names(names_, name, other), k_name_part));
    if (known_.has_room()) {
      known_.put(at, other);
      levels_[at] = level;
    }
    return level;
  }

 private:
  const Vocabulary& names_;
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t> further_;
  Numbers known_;
  std::vector<Level> levels_;
};

}  // namespace

std::vector<std::uint32_t> distinct(std::span<const std::span<const std::uint32_t>> lists) {
  std::size_t all = 0;
  for (const auto list : lists) all += list.size();
  Numbers seen(all);
  std::vector<std::uint32_t> rows;
  for (const auto list : lists) {
    for (const auto row : list)
      if (seen.put(seen.place(row + 1), row + 1)) rows.push_back(row);
  }
  return rows;
}

Estimate::Estimate(const Prepared& people, const Model& model) : people_(people) {
  for (const auto& c : model.comparisons) {
    Field f{.position = fields_.size(), .kind = c.kind, .address = facts(c.kind).address};
    for (std::size_t l = 1; l < facts(c.kind).labels.size(); ++l)
      f.weight[l] = log_weight(std::max(c.m[l], 1e-10) / std::max(c.u[l], 1e-10));
    fields_.push_back(f);
    const bool own_way =
        c.kind == Kind::dob || c.kind == Kind::given_name || c.kind == Kind::surname;
    if (!own_way) plain_.push_back(f);
  }
  moved_ = model.moved_share > 0 ? log_weight(model.moved_share)
                                 : std::numeric_limits<Weight>::min() / 4;
}

// One query against many people.
class Estimate::Asking {
 public:
  Asking(const Estimate& e, std::uint32_t query, const Explanation& alone, std::size_t most)
      : e_(e),
        people_(e.people_),
        cells_(people_.row_cells(query)),
        given_at_(people_.slot(Kind::given_name)),
        middle_at_(people_.slot(Kind::middle_name)),
        surname_at_(people_.slot(Kind::surname)),
        dob_at_(people_.slot(Kind::dob)),
        names_(people_.vocabulary(Kind::given_name)),
        given_(people_, Kind::given_name, query, most * 2),
        surname_(people_, Kind::surname, query, most * 2) {
    for (const auto& part : alone.parts) {
      same_[people_.slot(part.kind)] = part.weight + part.frequency;
      frequency_[people_.slot(part.kind)] = part.frequency;
    }
  }

  Weight of(std::uint32_t row) {
    const auto* other = people_.row_cells(row);
    Weight sum = names(row, other);
    if (const auto date = cell(other, dob_at_); date != 0 && cell(cells_, dob_at_) != 0)
      sum += e_.fields_[dob_at_].weight[compare_dates(cells_[dob_at_], date)];
    Weight address = 0;
    for (const auto& f : e_.plain_) {
      const auto a = cells_[f.position];
      const auto b = other[f.position];
      if (a == 0 || b == 0) continue;
      const Weight w = a == b ? same_.data()[f.position] : f.weight[k_differs];
      (f.address ? address : sum) += w;
    }
    return sum + (address < 0 ? std::max(address, e_.moved_) : address);
  }

 private:
  static std::uint32_t cell(const std::uint32_t* cells, std::size_t at) {
    return at == Prepared::k_none ? 0 : cells[at];
  }

  // The level of the person's first name, or of a further one.
  Level best(NameLevels& levels, Kind kind, std::uint32_t row, std::uint32_t name) {
    Level found = levels.of(name);
    if (found >= k_name_part || !people_.has_further(row, row, kind)) return found;
    for (const auto f : people_.further(kind).of(row))
      found = std::max(found, std::min(levels.of(f), k_name_part));
    return found;
  }

  [[nodiscard]] bool sound_alike(std::uint32_t a, std::uint32_t b) const {
    return a != 0 && b != 0 &&
           (a == b || (names_[a].sound == names_[b].sound && names_[a].sound != 0));
  }

  // One's given name x and surname y are the other's surname s and given name g.
  [[nodiscard]] bool crossed(std::uint32_t x, std::uint32_t y, std::uint32_t g,
                             std::uint32_t s) const {
    const auto alike = [&](std::uint32_t a, std::uint32_t b) {
      return compare_names(names_, a, b) >= k_name_somewhat;
    };
    return (sound_alike(x, s) && alike(y, g)) || (sound_alike(y, g) && alike(x, s));
  }

  [[nodiscard]] bool called_by_middle_name(const std::uint32_t* other) const {
    const auto given = cells_[given_at_];
    const auto other_given = other[given_at_];
    return (cells_[middle_at_] == other_given || other[middle_at_] == given) &&
           (names_[given].marks & k_initial) == 0;
  }

  Weight weight(std::size_t at, Level level) const {
    if (level == k_missing) return 0;
    return level == k_name_same ? same_[at] : e_.fields_[at].weight[level];
  }

  Weight names(std::uint32_t row, const std::uint32_t* other) {
    const auto g = cell(other, given_at_);
    const auto s = cell(other, surname_at_);
    Level given = best(given_, Kind::given_name, row, g);
    const Level surname = best(surname_, Kind::surname, row, s);
    const auto x = cell(cells_, given_at_);
    const auto y = cell(cells_, surname_at_);
    if (given < k_name_much && surname < k_name_much) {
      if (x != 0 && y != 0 && g != 0 && s != 0) {
        if (crossed(x, y, g, s)) {
          return e_.fields_[given_at_].weight[k_name_crossed] +
                 (x == s ? frequency_[given_at_] : 0) + (y == g ? frequency_[surname_at_] : 0);
        }
      } else if (sound_alike(x, s) || sound_alike(y, g)) {
        return weight(given_at_, k_name_part);  // a single name, in the other place
      }
    }
    if (given != k_missing && given < k_name_part && middle_at_ != Prepared::k_none &&
        called_by_middle_name(other))
      given = k_name_part;
    return weight(given_at_, given) + weight(surname_at_, surname);
  }

  const Estimate& e_;
  const Prepared& people_;
  const std::uint32_t* cells_;
  std::size_t given_at_;
  std::size_t middle_at_;
  std::size_t surname_at_;
  std::size_t dob_at_;
  const Vocabulary& names_;
  NameLevels given_;
  NameLevels surname_;
  std::array<Weight, k_kinds> same_{};       // by position
  std::array<Weight, k_kinds> frequency_{};  // of that
};

std::vector<std::uint32_t> Estimate::best(std::uint32_t query, const Explanation& alone,
                                          std::vector<std::uint32_t> rows, std::size_t most) const {
  if (rows.size() <= most) return rows;
  struct Promise {
    Weight score = 0;
    std::uint32_t row = 0;
  };
  std::vector<Promise> promises(rows.size());
  Asking asking(*this, query, alone, rows.size());
  constexpr std::size_t near = 8;
  constexpr std::size_t far = 24;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + far < rows.size()) people_.fetch_cells(rows[i + far]);
    if (i + near < rows.size()) people_.fetch_names(rows[i + near]);
    promises[i] = {asking.of(rows[i]), rows[i]};
  }
  // Those that promise as much as the last that has a place: by their order.
  const auto place = static_cast<std::ptrdiff_t>(most);
  const auto higher = [](const Promise& a, const Promise& b) { return a.score > b.score; };
  std::nth_element(promises.begin(), promises.begin() + place, promises.end(), higher);
  const Weight last = promises[most].score;
  const auto ties = std::partition(promises.begin(), promises.end(),
                                   [&](const Promise& p) { return p.score > last; });
  const auto rest =
      std::partition(ties, promises.end(), [&](const Promise& p) { return p.score == last; });
  if (rest - promises.begin() > place) {
    std::nth_element(ties, promises.begin() + place, rest, [&](const Promise& a, const Promise& b) {
      return people_.order(a.row) < people_.order(b.row);
    });
  }
  promises.resize(most);
  std::sort(promises.begin(), promises.end(), higher);
  for (std::size_t i = 0; i < most; ++i) rows[i] = promises[i].row;
  rows.resize(most);
  return rows;
}

}  // namespace mash::linkage
