// SPDX-License-Identifier: MIT
// Who is told of when, by whom, and what becomes a referral. Rates are fitted to the published
// figures of a borough by trial towns of their own numbers, so that what is written differs from
// the figures by chance alone.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "mash/simulation/stream.h"
#include "town.h"

namespace mash::simulation {

enum class Kind : std::uint8_t { police, school, health, other };

// One way in: its code as the Department for Education has it, and who writes.
struct Source {
  std::string_view code, channel, who;
  Kind kind;
  double share;       // of its kind
  std::size_t care;   // place in agencies()
  int opens, closes;  // hours between which it writes
};
std::span<const Source> sources();

// A notification, still without words.
struct Contact {
  int day = 0;
  std::uint16_t minute = 0;
  std::uint16_t town = 0;       // whose family it is
  std::uint16_t hub = 0;        // where it goes
  std::uint32_t household = 0;  // in that town
  std::uint32_t serial = 0;     // within the household
  std::uint16_t children = 0;   // bit i: child i of the household is named
  std::uint8_t source = 0;      // in sources()
  std::int16_t place = -1;
  bool adult = false;     // who appears in several families was seen
  bool referral = false;  // becomes one; else information on an open one, or help without
};

// Of families at a steady low rate, a day and family.
struct Rates {
  double referrals = 0;  // the first of a run
  double again = 0;      // how many referrals lead to another within a year
  double contacts = 0;   // what becomes no referral
  double planted = 0;    // share of referred children that is about a place
  // Of notifications, by Kind: police name more children at once than others do, and figures count
  // children.
  std::array<double, 4> mix{};
};

// How much of a source's usual number comes on a day; 1 on average over whole years.
class Season {
 public:
  explicit Season(const Assumed& assumed);
  [[nodiscard]] double of(Kind kind, int day) const;
  [[nodiscard]] double most() const { return most_; }

 private:
  [[nodiscard]] double raw(Kind kind, int day) const;
  const Assumed& assumed_;
  std::array<double, 4> mean_{1, 1, 1, 1};
  double most_ = 1;
};

// Draws all contacts of one household from `k_before` days before the span to its end, by time.
class ContactMaker {
 public:
  // `rates` has one for each town. `moving`: families move to other towns.
  ContactMaker(const Assumed& assumed, const Season& season, Span span,
               std::span<const Rates> rates, bool moving)
      : assumed_(assumed), season_(season), span_(span), rates_(rates), moving_(moving) {}

  void draw(const Town& town, std::uint32_t household, Stream stream,
            std::vector<Contact>& out) const;

 private:
  friend class HouseholdDraw;
  const Assumed& assumed_;
  const Season& season_;
  Span span_;
  std::span<const Rates> rates_;
  bool moving_;
};

// Counts over contacts of one household that lie in the span.
struct ChildCounts {
  double referrals = 0, again = 0, contacts = 0, planted = 0;
  std::array<double, 4> kinds{};  // referrals, by Kind

  void add(const ChildCounts& other) {
    referrals += other.referrals;
    again += other.again;
    contacts += other.contacts;
    planted += other.planted;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) kinds.at(kind) += other.kinds.at(kind);
  }
};
// `again_after` is given the days since the referral before, and says how much it counts.
template <class Weight>
ChildCounts count_children(std::span<const Contact> contacts, Span span, Weight again_after) {
  ChildCounts counts;
  std::array<int, 16> last{};
  last.fill(-k_never);
  for (const Contact& contact : contacts) {
    for (unsigned i = 0; i < 16; ++i) {
      if ((contact.children >> i & 1U) == 0) continue;
      const bool written = contact.day >= span.first;
      if (written) counts.contacts += 1;
      if (!contact.referral) continue;
      if (written) {
        counts.referrals += 1;
        counts.kinds.at(static_cast<std::size_t>(sources()[contact.source].kind)) += 1;
        if (contact.place >= 0) counts.planted += 1;
        if (last.at(i) > -k_never && contact.day - last.at(i) <= 365)
          counts.again += again_after(contact.day - last.at(i));
      }
      last.at(i) = contact.day;
    }
  }
  return counts;
}

// The rates of a town by which it has the published figures of its borough.
Rates fit(const Town& town, const Figures& figures, const Season& season, Span span,
          std::uint64_t seed, bool moving);

}  // namespace mash::simulation
