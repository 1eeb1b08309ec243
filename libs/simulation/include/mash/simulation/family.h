// SPDX-License-Identifier: MIT
// Made-up families of a made-up town: names, birth dates and homes, the truth about them. What not:
// what an agency writes down (observe.h), what happens to them (contacts.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mash/simulation/lists.h"

namespace mash::simulation {

struct Date {
  int year = 0, month = 0, day = 0;  // civil, Gregorian

  friend bool operator==(const Date&, const Date&) = default;
};

// Days since 1970-01-01 and back.
int to_days(Date date);
Date from_days(int days);

// 2026-01-01, fixed so that a seed gives the same people on every day.
inline constexpr int k_today = 20454;

// What a town is like beside its names. As it stands, those on whom linkage is measured.
struct Customs {
  int today = k_today;              // days since 1970-01-01; ages count to it
  double twin_births = 0.025;       // of births, how many are of two
  double second_home = 0.3;         // of children of parents apart, how many stay at both homes
  bool naming_systems = false;      // some families name their children in another way
  std::vector<District> districts;  // none: those of the lists
};

struct Address {
  std::string house, street, town, postcode;
};

enum class Sex { female, male };

// The truth about a made-up person; what agencies write down is in observe.h.
struct Person {
  Origin origin = Origin::english;
  Sex sex = Sex::female;
  Date dob;
  bool adult = false;
  int twin = 0;  // 1 or 2 among twins, else 0
  const Name* given_name = nullptr;
  const Name* surname_name = nullptr;
  std::string given, middle, surname;
  std::string other_surname;  // before marriage, or of the other parent; empty without
  std::string called;         // short form or second name that some use; empty without
  std::string mother_given;   // of a child
  bool dob_unknown = false;   // everybody writes 1 January
  bool name_order_varies = false;
  bool single_name = false;
  bool unnamed_at_birth = false;
  std::string nhs_number;  // whoever numbers the people sets it; empty for most
  std::string phone;
  std::size_t first_address = 0;  // has lived at the family's addresses from here
  std::size_t last_address = 0;   // to here
  std::size_t other_address = 0;  // where a child of separated parents also stays
};

struct Family {
  std::vector<Person> people;
  std::vector<Address> addresses;     // oldest first; the last is the present one
  std::string_view naming = "usual";  // or bangladeshi, somali, tamil
};

// A made-up town's families. `Family` number i depends only on the seed, the size and i.
// Thread-safe: const after construction.
class World {
 public:
  // `people` is about how many there will be: it sets the number of postcodes (about 40 people
  // each). The lists must outlive the world.
  World(const Lists& lists, std::uint64_t seed, std::uint64_t people, Customs customs = {});

  Family family(std::uint64_t number) const;
  Address address(std::uint64_t unit, Stream& stream) const;
  Address any_address(Stream& stream) const;
  const Lists& lists() const { return lists_; }
  const Customs& customs() const { return customs_; }
  std::uint64_t seed() const { return seed_; }

 private:
  friend class FamilyMaker;
  std::uint64_t root_of(std::uint64_t number) const;

  const Lists& lists_;
  Customs customs_;
  std::uint64_t seed_;
  std::uint64_t units_;
};

// At most this many people in a family.
inline constexpr std::size_t k_family_size = 12;

}  // namespace mash::simulation
