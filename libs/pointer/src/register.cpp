// SPDX-License-Identifier: MIT
#include "mash/pointer/register.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <stdexcept>

namespace mash::pointer {

namespace {

// In bits, against children who differ. A number with a right check digit is as good as unique; a
// wrong one is somebody else's once in a few thousand records, which caps it.
constexpr double k_number = 40;

// Below what makes a strong pointer.
constexpr double k_most_without_forename = 25;
constexpr Fields k_numbers = bit(Field::nhs_number) | bit(Field::upn);
// With a forename one of these: at one address children of several families are named alike.
constexpr Fields k_family = bit(Field::surname) | bit(Field::year) | bit(Field::carer);

// A register of few records says little of how common a value is. So many as it lacks to these are
// thought of, in which a value is as common as the typical one of registers that are full.
constexpr double k_full = 5'000;
constexpr std::array<double, k_fields> k_typical = {
    1.0 / 15, 1.0 / 400,   1.0 / 1'000, 1.0 / 18, 1.0 / 12,     1.0 / 31,
    1.0 / 40, 1.0 / 5'000, 0,           0,        1.0 / 10'000, 1.0 / 10'000};

// In bits, if both sides know a field and no token shows that it agrees: how much rarer that is
// among records of one child than among those of two. Of forename over initial, postcode over
// district: what is left once the first has been counted.
constexpr std::array<double, k_fields> k_differs = {-1.5, -1,   -1.5, -3, -2.5, -2.5,
                                                    -0.5, -0.5, -6,   -6, -0.5, -0.5};

std::vector<std::string> values_of(const Normal& n, Field field) {
  const auto number = [](unsigned value) {
    return value == 0 ? std::vector<std::string>() : std::vector{std::to_string(value)};
  };
  std::vector<std::string> out;
  switch (field) {
    case Field::initial:
      for (const auto& f : n.forenames) out.emplace_back(1, f.front());
      return out;
    case Field::forename:
      return n.forenames;
    case Field::surname:
      return n.surnames;
    case Field::year:
      return number(n.birth.year);
    case Field::month:
      return number(n.birth.month);
    case Field::day:
      return number(n.birth.day);
    case Field::district:
      for (const auto& p : n.postcodes) out.push_back(p.substr(0, p.size() - 3));
      return out;
    case Field::postcode:
      return n.postcodes;
    case Field::nhs_number:
    case Field::upn:
      return out;
    case Field::carer:
      for (const auto& c : n.carers) out.push_back(c.name);
      return out;
    case Field::carer_birth:
      for (const auto& c : n.carers) {
        if (!c.birth.empty()) out.push_back(c.birth);
      }
      return out;
  }
  return out;
}

// An initial and a district are part of what holds them.
template <class Bits>
void count_once(Bits& bits, Field whole, Field part) {
  float& rest = bits.at(static_cast<std::size_t>(whole));
  rest = std::max(rest - bits.at(static_cast<std::size_t>(part)), 0.0F);
}

}  // namespace

// How often each value of a field stands in the records.
class Register::Commonness {
 public:
  void count(const Normal& record) {
    for (std::size_t f = 0; f < k_fields; ++f) {
      for (const auto& value : values_of(record, static_cast<Field>(f))) ++seen_.at(f)[value];
    }
    ++records_;
  }
  // Of the most common of the values: a child with several is met more easily.
  [[nodiscard]] double bits(Field field, const Normal& record) const {
    if (field == Field::nhs_number) return record.nhs_number.empty() ? 0 : k_number;
    if (field == Field::upn) return record.upn.empty() ? 0 : k_number;
    const auto& counts = seen_.at(static_cast<std::size_t>(field));
    double most = 0;
    for (const auto& value : values_of(record, field)) {
      most = std::max(most, static_cast<double>(counts.at(value)));
    }
    if (most == 0) return 0;
    const auto records = static_cast<double>(records_);
    const double thought_of = std::max(k_full - records, 0.0);
    const double typical = k_typical.at(static_cast<std::size_t>(field));
    return -std::log2((most + 1 + thought_of * typical) / (records + 2 + thought_of));
  }

 private:
  std::array<std::unordered_map<std::string, std::uint32_t>, k_fields> seen_;
  std::size_t records_ = 0;
};

std::size_t Register::TagHash::operator()(const Tag& t) const {
  std::size_t out = 0;  // a tag is as good as random
  std::memcpy(&out, t.data(), sizeof out);
  return out;
}

void Register::add(Child child, const Normal& record) {
  if (closed_) throw std::logic_error("a child was added to a closed register");
  records_.push_back(record);
  whose_.push_back(child);
}

// What a child's records say of a field is as telling as the most common value of them.
void Register::weigh(const Commonness& common, Child child, const Normal& record) {
  for (std::size_t f = 0; f < k_fields; ++f) {
    const auto now = static_cast<float>(common.bits(static_cast<Field>(f), record));
    float& known = bits_[child].at(f);
    if (now > 0) known = known == 0 ? now : std::min(known, now);
  }
}

void Register::enter(Child child, const Normal& record, const TagOf& tag_of) {
  for (const auto& token : tokens_to_enter(record)) {
    auto& entries = tags_[tag_of(token)];
    const bool there = std::ranges::any_of(
        entries, [&](const Entry& e) { return e.child == child && e.fields == token.fields; });
    if (!there && entries.size() <= k_common) entries.push_back({child, token.fields});
  }
}

void Register::close(const TagOf& tag_of) {
  if (closed_) throw std::logic_error("a register was closed twice");
  closed_ = true;
  Commonness common;
  for (const auto& r : records_) common.count(r);
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const Child child = whose_[i];
    if (bits_.size() <= child) bits_.resize(child + 1, Bits{});
    weigh(common, child, records_[i]);
    enter(child, records_[i], tag_of);
  }
  for (Bits& b : bits_) {
    count_once(b, Field::forename, Field::initial);
    count_once(b, Field::postcode, Field::district);
  }
  records_ = {};
  whose_ = {};
}

double Register::bits_of(Child child, Fields shared, Fields asked) const {
  double sum = 0;
  for (std::size_t f = 0; f < k_fields; ++f) {
    const Fields one = bit(static_cast<Field>(f));
    const float known = bits_[child].at(f);
    if (known == 0) continue;
    if ((shared & one) != 0) {
      sum += static_cast<double>(known);
    } else if ((asked & one) != 0) {
      sum += k_differs.at(f);
    }
  }
  // Twins share all but the forename: without it nothing is certain.
  const bool names_one = (shared & k_numbers) != 0 ||
                         ((shared & bit(Field::forename)) != 0 && (shared & k_family) != 0);
  return names_one ? sum : std::min(sum, k_most_without_forename);
}

std::vector<Pointed> Register::answer(std::span<const Tag> tags, Fields asked) const {
  std::map<Child, Fields> shared;
  for (const Tag& tag : tags) {
    const auto found = tags_.find(tag);
    if (found == tags_.end() || found->second.size() > k_common) continue;
    for (const Entry& e : found->second) {
      shared[e.child] = static_cast<Fields>(shared[e.child] | e.fields);
    }
  }
  std::vector<Pointed> out;
  for (const auto& [child, fields] : shared) {
    out.push_back({child, fields, bits_of(child, fields, asked)});
  }
  std::ranges::sort(out, [](const Pointed& a, const Pointed& b) {
    return a.bits != b.bits ? a.bits > b.bits : a.child < b.child;
  });
  if (out.size() > 3) out.resize(3);
  return out;
}

std::vector<Tag> Register::tags() const {
  std::vector<Tag> out;
  out.reserve(tags_.size());
  for (const auto& [tag, entries] : tags_) out.push_back(tag);
  std::ranges::sort(out);
  return out;
}

}  // namespace mash::pointer
