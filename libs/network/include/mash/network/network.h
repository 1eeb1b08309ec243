// SPDX-License-Identifier: MIT
// Who has been around whom: people, the events that named them and the homes they lived in. Each
// answer is a list that somebody can check, event by event.
//
// What: the people within a few steps of one, adults around children of families that are not
// related, and which families there are by the same evidence.
// What not: no score, no group found by an algorithm, no name: people, events and homes are numbers
// that the caller gives, from 0 without gaps. Who is the same person is linkage's.
// Whoever asks sees what they may: an event or a home that `MaySee` hides takes no part, as if it
// had never been, and neither does whom nothing else names.
// A home with many people (a tower, a hostel) and an event with many (a party) join nobody.
// Deterministic: no answer depends on the order in which anything was given.
// Thread safety: const use from many threads, if the caller's functions allow it. Cost: building
// sorts once; 12 bytes for each naming and 24 for each stay; queries: see each.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace mash::network {

using Person = std::uint32_t;
using Event = std::uint32_t;
using Home = std::uint32_t;
using Day = std::int32_t;  // since 1970-01-01

// As what an event names somebody. An adult who is a parent of a child in it is named as that.
enum class Part : std::uint8_t { child, parent, adult };

struct Naming {
  Person person = 0;
  Event event = 0;
  Part part = Part::adult;
};

// Both days count. Two people shared a home if their stays have a day in common.
struct Stay {
  Person person = 0;
  Home home = 0;
  Day from = 0;
  Day until = 0;
};

struct Limits {
  std::uint32_t crowded_home = 12;   // more people than this in one home: it joins nobody
  std::uint32_t crowded_event = 30;  // likewise
};

struct Record {
  std::uint32_t people = 0;
  std::vector<Day> events;  // the day of each
  std::uint32_t homes = 0;
  std::vector<Naming> named;  // twice the same counts once
  std::vector<Stay> stays;
  // Of whom it is not known who they are. As parents they set no family apart from another.
  std::vector<Person> unknown = {};
};

struct MaySee {
  std::function<bool(Event)> event;  // empty: all
  std::function<bool(Home)> home;
};

// How somebody was reached: from whom, and by an event or a home.
struct Step {
  Person person = 0;
  std::uint32_t steps = 0;  // 0: the person asked for
  Person from = 0;
  std::optional<Event> event = {};  // the latest that names both
  std::optional<Home> home = {};    // where there is no event
};

struct Around {
  std::vector<Step> people;  // the nearest first, then by number
  bool cut = false;          // there were more than the caller wanted
};

struct ChildAround {
  Person child = 0;
  Person family = 0;  // its member with the lowest number
  std::vector<Event> events;
};

// An adult and the children whom events name beside them, of two families or more.
struct AdultAround {
  Person adult = 0;
  std::uint32_t families = 0;
  Day first = 0;
  Day last = 0;
  std::vector<ChildAround> children;  // by number
};

class Network {
 public:
  // A number beyond what `record` says there is: throws std::out_of_range.
  explicit Network(const Record& record, Limits limits = {});

  // Cost: as many as are reached; a fraction of a millisecond for a family.
  [[nodiscard]] Around around(Person person, std::uint32_t steps, std::size_t at_most,
                              const MaySee& sees = {}) const;

  // For each person the lowest number of their family: a child and its parents in one event, and
  // children who shared a home unless parents tell them apart: of two families whose parents are
  // known, no home makes one, and a child without any goes with one family of its homes or, if
  // there are several, with none of them. Not: people whom an event names beside each other, and a
  // child who lived with somebody who was never named as its parent. Cost: linear in the record.
  [[nodiscard]] std::vector<Person> families(const MaySee& sees = {}) const;

  // Events from `from` until `until`, both included. The adult's own family counts as one of them.
  // Most families first, then most children, then by number. Cost: linear in the record.
  [[nodiscard]] std::vector<AdultAround> adults_around(Day from, Day until, const MaySee& sees = {},
                                                       std::uint32_t least_families = 2) const;

 private:
  struct Named {
    std::uint32_t other = 0;
    Part part = Part::adult;
  };
  struct Stayed {
    std::uint32_t other = 0;
    Day from = 0;
    Day until = 0;
  };
  // Rows of different length in one array.
  template <class T>
  struct Rows {
    std::vector<std::uint32_t> begins;
    std::vector<T> all;
    [[nodiscard]] std::span<const T> of(std::uint32_t row) const {
      return std::span(all).subspan(begins[row], begins[row + 1] - begins[row]);
    }
  };

  [[nodiscard]] bool shows_event(const MaySee& sees, Event event) const;
  [[nodiscard]] bool shows_home(const MaySee& sees, Home home) const;
  [[nodiscard]] std::vector<Step> neighbours(const Step& step, const MaySee& sees) const;

  // Calls `join` with each two children who shared a home.
  template <class Join>
  void each_two_at_home(const MaySee& sees, const std::vector<bool>& is_child, Join join) const;

  std::uint32_t people_ = 0;
  Limits limits_;
  std::vector<bool> is_unknown_;
  std::vector<Day> days_;
  Rows<Named> events_of_;  // of each person
  Rows<Named> named_in_;   // of each event
  Rows<Stayed> homes_of_;  // of each person
  Rows<Stayed> lived_in_;  // of each home
};

}  // namespace mash::network
