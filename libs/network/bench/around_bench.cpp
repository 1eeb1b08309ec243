// SPDX-License-Identifier: MIT
// How long it takes to look around somebody among many people (goal: three steps among a million
// within 100 ms), and to find adults around children of several families. Families of two to six
// who live together and are named now and then, adults who go from one family to another, and
// towers are made from a fixed seed. Prints one JSON object.
//
//   network_bench [PEOPLE] [QUERIES]     (1000000 and 2000)
#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>
#include <string>

#include "mash/network/network.h"

namespace mash::network {
namespace {

Record made(std::uint32_t people) {
  std::mt19937 random(261128);
  const auto below = [&random](std::uint32_t n) {
    return static_cast<std::uint32_t>(random() % n);
  };
  Record out;
  out.people = people;
  const auto event = [&](std::uint32_t begin, std::uint32_t size, std::uint32_t adults) {
    const auto id = static_cast<Event>(out.events.size());
    out.events.push_back(static_cast<Day>(below(3650)));
    for (std::uint32_t i = 0; i < size; ++i) {
      if (i < adults || below(2) == 0) {
        out.named.push_back({begin + i, id, i < adults ? Part::parent : Part::child});
      }
    }
    // One in five also names somebody of another family.
    if (below(5) == 0) out.named.push_back({below(people), id, Part::adult});
  };
  for (std::uint32_t begin = 0; begin < people;) {
    const std::uint32_t size = std::min(2 + below(5), people - begin);
    const std::uint32_t adults = 1 + below(2);
    for (int moves = 0; moves < 2; ++moves) {
      // One in twenty homes is a tower of many families.
      const bool tower = below(20) == 0;
      const Home home = tower ? below(1000) : 1000 + out.homes++;
      for (std::uint32_t i = 0; i < size; ++i) {
        out.stays.push_back({begin + i, home, moves * 1800, moves * 1800 + 1799});
      }
    }
    for (auto events = below(6); events > 0; --events) event(begin, size, adults);
    begin += size;
  }
  out.homes += 1000;
  return out;
}

double ms_since(std::chrono::steady_clock::time_point start) {
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return took.count();
}

void run(std::uint32_t people, int queries) {
  const Record record = made(people);
  auto start = std::chrono::steady_clock::now();
  const Network network(record);
  const double built = ms_since(start);
  std::mt19937 random(5);
  std::vector<double> times;
  std::size_t reached = 0;
  for (int i = 0; i < queries; ++i) {
    start = std::chrono::steady_clock::now();
    reached += network.around(static_cast<Person>(random() % people), 3, 2000).people.size();
    times.push_back(ms_since(start));
  }
  std::ranges::sort(times);
  start = std::chrono::steady_clock::now();
  const auto adults = network.adults_around(0, 3650);
  const double swept = ms_since(start);
  const auto at = [&times](double share) {
    return times.at(static_cast<std::size_t>(share * static_cast<double>(times.size() - 1)));
  };
  std::cout << R"({"people":)" << people << R"(,"events":)" << record.events.size()
            << R"(,"built_ms":)" << built << R"(,"reached":)"
            << static_cast<double>(reached) / queries << R"(,"p50_ms":)" << at(0.5)
            << R"(,"p99_ms":)" << at(0.99) << R"(,"most_ms":)" << times.back()
            << R"(,"adults_around_ms":)" << swept << R"(,"adults":)" << adults.size() << "}\n";
}

}  // namespace
}  // namespace mash::network

int main(int argc, char** argv) {
  mash::network::run(argc > 1 ? static_cast<std::uint32_t>(std::stoul(argv[1])) : 1000000,
                     argc > 2 ? std::stoi(argv[2]) : 2000);
  return 0;
}
