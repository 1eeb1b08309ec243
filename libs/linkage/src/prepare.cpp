// SPDX-License-Identifier: MIT
#include "mash/linkage/prepare.h"

#include <algorithm>

#include "mash/base/assert.h"
#include "mash/linkage/parallel.h"
#include "preparing.h"

namespace mash::linkage {

namespace {

constexpr std::size_t index(Kind kind) {
  return static_cast<std::size_t>(kind);
}

std::optional<Kind> text_kind(Role role) {
  switch (role) {
    case Role::sex:
      return Kind::sex;
    case Role::nhs_number:
      return Kind::nhs_number;
    case Role::upn:
      return Kind::upn;
    case Role::national_id:
      return Kind::national_id;
    case Role::postcode:
      return Kind::postcode;
    case Role::town:
      return Kind::town;
    case Role::phone:
      return Kind::phone;
    case Role::email:
      return Kind::email;
    case Role::occupation:
      return Kind::occupation;
    case Role::birth_place:
      return Kind::birth_place;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::uint32_t small_number(std::string_view text) {
  std::uint32_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || n > 9999) return 0;
    n = n * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return n;
}

bool Preparing::has(Role role) const {
  return std::any_of(table_.columns.begin(), table_.columns.end(),
                     [&](const Column& c) { return c.role == role; });
}

Prepared Preparing::run() {
  out_.rows_ = table_.rows();
  given_.resize(table_.columns.size());
  aliases_.resize(table_.columns.size());
  // Names share a vocabulary and addresses three, so each group is one piece of work.
  std::vector<std::function<void()>> pieces{[&] { normalise_names(); },
                                            [&] { normalise_addresses(); }};
  for (std::size_t k = 0; k < k_kinds; ++k)
    pieces.emplace_back([this, k] { normalise_texts(static_cast<Kind>(k)); });
  for (std::size_t c = 0; c < table_.columns.size(); ++c)
    if (table_.columns[c].role == Role::dob) pieces.emplace_back([this, c] { normalise_dates(c); });
  parallel(pieces.size(), options_.threads, [&](std::size_t i, unsigned) { pieces[i](); });
  choose_slots();
  fill_rows();
  fill_dates_from_parts();
  if (!options_.each_alone) weaken_default_dates();
  fill_further();
  out_.count_values(options_.threads);
  find_words();
  find_variants();
  if (!options_.each_alone) find_spellings();
  order_rows();
  return std::move(out_);
}

std::uint32_t Preparing::add(Kind kind, std::string_view text, bool verified) {
  if (text.empty()) return 0;
  auto& v = vocabulary(kind);
  if (v.entries_.empty()) v.entries_.emplace_back();
  const auto id = v.texts_.add(text);
  if (id == v.entries_.size()) v.entries_.push_back(make_entry(kind, text));
  if (verified) v.entries_[id].marks |= k_verified;
  return id;
}

void Preparing::normalise_texts(Kind kind) {
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const auto& column = table_.columns[c];
    if (text_kind(column.role) != kind) continue;
    Given g{.kind = kind, .values = std::vector<std::uint32_t>(column.texts.size(), 0)};
    for (std::uint32_t t = 1; t < column.texts.size(); ++t) {
      const auto text = column.texts.text(t);
      Identifier id;
      switch (kind) {
        case Kind::sex: {
          const char s = sex(text);
          g.values[t] = s == 'f' ? 1 : s == 'm' ? 2 : 0;
          continue;
        }
        case Kind::nhs_number:
          id = nhs_number(text);
          break;
        case Kind::upn:
          id = upn(text);
          break;
        case Kind::national_id:
          id = identifier(text);
          break;
        case Kind::postcode:
          id.text = postcode(text);
          break;
        case Kind::phone:
          id.text = phone(text);
          break;
        case Kind::email:
          id.text = email(text);
          break;
        default:
          id.text = plain(text, options_.fold);
          break;
      }
      g.values[t] = add(kind, id.text, id.verified);
    }
    given_[c].push_back(std::move(g));
  }
}

// With a house or street column, further address lines are compared as they are; without, the
// address is parted.
void Preparing::normalise_addresses() {
  const bool parted = has(Role::house) || has(Role::street);
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const auto& column = table_.columns[c];
    const bool address = column.role == Role::address;
    if (column.role != Role::house && column.role != Role::street && !address) continue;
    std::vector<std::uint32_t> houses(column.texts.size(), 0);
    std::vector<std::uint32_t> streets(column.texts.size(), 0);
    for (std::uint32_t t = 1; t < column.texts.size(); ++t) {
      const auto text = column.texts.text(t);
      if (column.role == Role::house) {
        houses[t] = add(Kind::house, plain(text, options_.fold));
      } else if (column.role == Role::street && has(Role::house)) {
        streets[t] = add(Kind::street, street_words(text, options_.fold));
      } else if (address && parted) {
        streets[t] = add(Kind::address, street_words(text, options_.fold));
      } else {
        const auto both = split_address(text, options_.fold);
        houses[t] = add(Kind::house, both.house);
        streets[t] = add(Kind::street, both.street);
      }
    }
    given_[c].push_back({.kind = Kind::house, .values = std::move(houses)});
    given_[c].push_back(
        {.kind = address && parted ? Kind::address : Kind::street, .values = std::move(streets)});
  }
}

void Preparing::normalise_dates(std::size_t c) {
  const auto& texts = table_.columns[c].texts;
  std::vector<std::string_view> all;
  for (std::uint32_t t = 1; t < texts.size(); ++t) all.push_back(texts.text(t));
  const auto order = options_.each_alone ? DateOrder::day_first : guess_date_order(all);
  Given g{.kind = Kind::dob, .values = std::vector<std::uint32_t>(texts.size(), 0)};
  for (std::uint32_t t = 1; t < texts.size(); ++t)
    g.values[t] = read_date(texts.text(t), order).packed();
  given_[c].push_back(std::move(g));
}

// 1 January stands for "some time that year" where it is much more frequent than a day is by
// chance.
void Preparing::weaken_default_dates() {
  if (!out_.has(Kind::dob)) return;
  const auto slot = out_.slot(Kind::dob);
  std::size_t whole = 0;
  std::size_t first = 0;
  for (std::uint32_t row = 0; row < out_.rows_; ++row) {
    const auto d = out_.row_cells(row)[slot];
    whole += has_day(d) ? 1 : 0;
    first += (d & 0xFFFFU) == 0x0101U ? 1 : 0;
  }
  if (first < 20 || first * 365 < whole * 3) return;
  for (std::uint32_t row = 0; row < out_.rows_; ++row) {
    auto& d = out_.cells_[row * out_.stride_ + slot];
    if ((d & 0xFFFFU) == 0x0101U) d -= 0x0101U;
  }
}

// A kind has a slot if some text gives it a value.
void Preparing::choose_slots() {
  const auto any = [](const std::vector<std::uint32_t>& values) {
    return std::any_of(values.begin(), values.end(), [](auto v) { return v != 0; });
  };
  std::array<bool, k_kinds> used{};
  for (const auto& column : given_)
    for (const auto& g : column) used[index(g.kind)] |= any(g.values);
  used[index(Kind::dob)] |= has(Role::dob_year) || has(Role::dob_month) || has(Role::dob_day);
  used[index(Kind::given_name)] |= has(Role::other_names);
  used[index(Kind::surname)] |= has(Role::other_names);
  out_.slots_.fill(Prepared::k_none);
  for (std::size_t k = 0; k < k_kinds; ++k) {
    if (!used[k] && !options_.each_alone) continue;
    out_.slots_[k] = static_cast<std::uint8_t>(out_.kinds_.size());
    out_.kinds_.push_back(static_cast<Kind>(k));
  }
  // Whole cache lines for many columns, half ones for few; the last cell marks further values.
  const std::size_t n = out_.kinds_.size() + 1;
  out_.stride_ = options_.tight ? n : n <= 8 ? 8 : (n + 15) / 16 * 16;
  out_.cells_.assign(out_.stride_ * out_.rows_, 0);
}

void Preparing::fill_rows() {
  constexpr std::size_t piece = 16'384;
  parallel((out_.rows_ + piece - 1) / piece, options_.threads, [&](std::size_t p, unsigned) {
    const auto end = std::min<std::size_t>(out_.rows_, (p + 1) * piece);
    for (std::size_t c = 0; c < given_.size(); ++c) {
      for (const auto& g : given_[c]) {
        const auto slot = out_.slot(g.kind);
        if (slot == Prepared::k_none) continue;
        const auto& ids = table_.columns[c].ids;
        for (std::size_t row = p * piece; row < end; ++row) {
          auto& cell = out_.cells_[row * out_.stride_ + slot];
          if (cell == 0) cell = g.values[ids[row]];
        }
      }
    }
  });
}

namespace {

// A year, month or day as its part of a packed date; nothing if it is no such number.
std::uint32_t date_part(Role role, std::string_view text) {
  const auto n = small_number(text);
  PartialDate d;
  if (role == Role::dob_year && n < 10'000) d.year = static_cast<std::uint16_t>(n);
  if (role == Role::dob_month && n < 100) d.month = static_cast<std::uint8_t>(n);
  if (role == Role::dob_day && n < 100) d.day = static_cast<std::uint8_t>(n);
  return d.packed();
}

}  // namespace

void Preparing::fill_dates_from_parts() {
  const auto slot = out_.slot(Kind::dob);
  for (const auto& column : table_.columns) {
    const bool part = column.role == Role::dob_year || column.role == Role::dob_month ||
                      column.role == Role::dob_day;
    if (!part) continue;
    std::vector<std::uint32_t> values(column.texts.size(), 0);
    for (std::uint32_t t = 1; t < column.texts.size(); ++t)
      values[t] = date_part(column.role, column.texts.text(t));
    for (std::uint32_t row = 0; row < out_.rows_; ++row)
      out_.cells_[row * out_.stride_ + slot] |= values[column.ids[row]];
  }
}

// A value beside the first, where it differs; where there is no first, it becomes it.
void Preparing::note_further(Kind kind, std::uint32_t row, std::uint32_t value) {
  if (value == 0 || !out_.has(kind)) return;
  auto& cell = out_.cells_[row * out_.stride_ + out_.slot(kind)];
  if (cell == 0) {
    cell = value;
  } else if (cell != value) {
    extra_[index(kind)].emplace_back(row, value);
  }
}

// Values of second columns of a kind and of aliases.
void Preparing::fill_further() {
  std::array<std::size_t, k_kinds> columns{};
  for (std::size_t c = 0; c < given_.size(); ++c) {
    const auto& ids = table_.columns[c].ids;
    for (const auto& g : given_[c]) {
      if (columns[index(g.kind)]++ == 0) continue;
      for (std::uint32_t row = 0; row < out_.rows_; ++row)
        note_further(g.kind, row, g.values[ids[row]]);
    }
  }
  for (std::size_t c = 0; c < aliases_.size(); ++c) {
    if (aliases_[c].empty()) continue;
    for (std::uint32_t row = 0; row < out_.rows_; ++row) {
      for (const auto& n : aliases_[c][table_.columns[c].ids[row]]) {
        note_further(Kind::given_name, row, n.given);
        note_further(Kind::surname, row, n.surname);
      }
    }
  }
  for (std::size_t k = 0; k < k_kinds; ++k) index_further(k);
}

void Preparing::index_further(std::size_t kind) {
  auto& list = extra_[kind];
  if (list.empty()) return;
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  auto& further = out_.further_[kind];
  further.begin.assign(out_.rows_ + 1, 0);
  for (const auto& [row, value] : list) {
    ++further.begin[row + 1];
    out_.cells_[(row + 1) * out_.stride_ - 1] |= 1U << kind;
    further.values.push_back(value);
  }
  for (std::size_t row = 0; row < out_.rows_; ++row) further.begin[row + 1] += further.begin[row];
}

void Preparing::order_rows() {
  std::vector<std::uint64_t> sources;
  for (const auto& s : table_.sources) sources.push_back(stable_hash(s) << 1U);
  // What a file is called decides nothing where the id alone tells records apart.
  std::vector<bool> seen(table_.record_ids.size(), false);
  std::vector<bool> shared(table_.record_ids.size(), false);
  for (const auto id : table_.record) {
    if (seen[id]) shared[id] = true;
    seen[id] = true;
  }
  out_.source_ = table_.source;
  out_.order_.resize(out_.rows_);
  for (std::uint32_t row = 0; row < out_.rows_; ++row) {
    const auto id = table_.record[row];
    out_.order_[row] = table_.record_ids.hash(id) ^ (shared[id] ? sources[table_.source[row]] : 0U);
  }
}

Prepared prepare(const Table& table, const PrepareOptions& options) {
  return Preparing(table, options).run();
}

}  // namespace mash::linkage
