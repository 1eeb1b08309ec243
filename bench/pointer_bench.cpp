// SPDX-License-Identifier: MIT
// "Do you know this child?" asked of hubs that answer without seeing whom about.
//
//   pointer_bench RECORDS SEED...        recall and false pointers, one hub that knows some of the
//                                        made-up people of bench/linkage; one line of JSON a seed
//   pointer_bench --speed [HUBS TAGS]    one enquiry to so many hubs (32, 6,000,000), in this
//                                        process, without a network; two threads
//
// An enquiry is one record of one agency. Of some families the hub knows everybody, of others every
// second person, so that relatives are asked about too, who count as wrong.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "generate.h"
#include "mash/crypto/voprf.h"
#include "mash/json/value.h"
#include "mash/linkage/csv.h"
#include "mash/pointer/filter.h"
#include "mash/pointer/register.h"

namespace mash::pointer {
namespace {

constexpr std::size_t k_batch = 24;
constexpr double k_strong = 30;
constexpr double k_weak = 24;
constexpr std::uint32_t k_known_percent = 30;

// Of two thirds of the known families everybody is known, of the others every second person.
bool is_known(const linkgen::Truth& person, std::uint32_t number) {
  const auto draw = linkage::stable_hash("family " + std::to_string(person.family)) % 300;
  return draw < 2 * k_known_percent || (draw < 4 * k_known_percent && number % 2 == 0);
}

struct People {
  linkgen::Generated made;
  linkage::Table table;
};

People people(std::uint64_t records, std::uint64_t seed) {
  auto lists = simulation::read_lists("data/simulation/names");
  if (!lists) throw std::runtime_error(lists.error().message);
  People out{.made = linkgen::generate(*lists, {.records = records, .seed = seed}), .table = {}};
  std::ostringstream text;
  linkgen::write_rows(text, out.made.records, 'R');
  const std::string bytes = text.str();
  const linkage::Input input{.name = "records", .bytes = bytes, .id_column = "record_id"};
  const auto header = linkage::read_header(input);
  if (!header) throw std::runtime_error(header.error().message);
  auto table = linkage::read_table(std::span(&input, 1), std::span(&*header, 1), 2);
  if (!table) throw std::runtime_error(table.error().message);
  out.table = *std::move(table);
  return out;
}

Normal record(const linkage::Table& table, std::size_t row) {
  Details d;
  for (const auto& column : table.columns) {
    const std::string text(column.texts.text(column.ids[row]));
    using enum linkage::Role;
    if (column.role == given_name || column.role == middle_name) d.given_names += " " + text;
    if (column.role == surname) d.surname = text;
    if (column.role == other_names) d.other_names = text;
    if (column.role == dob) d.birth = text;
    if (column.role == nhs_number) d.nhs_number = text;
    if (column.role == postcode) d.postcodes.push_back(text);
  }
  return normal(d, linkage::fold_latin);
}

Tag plain_tag(const Token& token) {
  Tag out{};
  const std::uint64_t first = linkage::stable_hash(token.text);
  const std::uint64_t second = linkage::stable_hash(token.text + "/");
  std::memcpy(out.data(), &first, sizeof first);
  std::memcpy(out.data() + sizeof first, &second, sizeof second);
  return out;
}

struct Count {
  std::size_t known = 0, unknown = 0;
  std::size_t right = 0, right_strong = 0;
  std::size_t wrong = 0, wrong_strong = 0;  // of those not known
  std::size_t other = 0;                    // of the known: strongly to somebody else
};

// A hub that holds all records of the people it knows but those that are asked about: the first
// of each person.
struct Hub {
  Register reg;
  std::map<std::uint32_t, Child> numbers;
  std::vector<std::uint32_t> person_of;
  std::vector<std::size_t> questions;
};

void enter(Hub& hub, const People& all, std::uint32_t person, std::size_t row) {
  const auto next = static_cast<Child>(hub.numbers.size());
  const auto [at, added] = hub.numbers.try_emplace(person, next);
  if (added) hub.person_of.push_back(person);
  hub.reg.add(at->second, record(all.table, row));
}

void fill(Hub& hub, const People& all) {
  const auto& whose = all.made.records.people;
  std::vector<std::uint32_t> records_of(all.made.people.size());
  for (const auto p : whose) ++records_of[p];
  std::vector<bool> asked(all.made.people.size());
  for (std::size_t row = 0; row < whose.size(); ++row) {
    const auto p = whose[row];
    const bool known = is_known(all.made.people[p], p);
    if (!asked[p] && (!known || records_of[p] > 1)) {
      asked[p] = true;
      hub.questions.push_back(row);
    } else if (known) {
      enter(hub, all, p, row);
    }
  }
  hub.reg.close(plain_tag);
}

struct Strengths {
  double right = 0, wrong = 0;  // bits of the strongest pointer of each kind
};

Strengths asked(const Hub& hub, const Normal& child, std::uint32_t person) {
  std::vector<Tag> tags;
  for (const auto& token : tokens_to_ask(child, k_batch)) tags.push_back(plain_tag(token));
  Strengths out;
  for (const auto& p : hub.reg.answer(tags, known_fields(child))) {
    double& best = hub.person_of[p.child] == person ? out.right : out.wrong;
    best = std::max(best, p.bits);
  }
  return out;
}

Count asked_of_one_hub(const People& all, const Hub& hub) {
  Count out;
  for (const std::size_t row : hub.questions) {
    const auto person = all.made.records.people[row];
    const auto [right, wrong] = asked(hub, record(all.table, row), person);
    if (hub.numbers.contains(person)) {
      ++out.known;
      out.right += static_cast<std::size_t>(right >= k_weak);
      out.right_strong += static_cast<std::size_t>(right >= k_strong);
      out.other += static_cast<std::size_t>(wrong >= k_strong);
    } else {
      ++out.unknown;
      out.wrong += static_cast<std::size_t>(wrong >= k_weak);
      out.wrong_strong += static_cast<std::size_t>(wrong >= k_strong);
    }
  }
  return out;
}

void accuracy(std::uint64_t records, std::uint64_t seed) {
  const People all = people(records, seed);
  Hub hub;
  fill(hub, all);
  const Count c = asked_of_one_hub(all, hub);
  const auto share = [](std::size_t a, std::size_t b) {
    return static_cast<double>(a) / static_cast<double>(b);
  };
  json::Value line;
  line.set("seed", seed);
  line.set("children", hub.reg.children());
  line.set("tags", hub.reg.tags().size());
  line.set("known", c.known);
  line.set("unknown", c.unknown);
  line.set("recall", share(c.right, c.known));
  line.set("recall_strong", share(c.right_strong, c.known));
  line.set("false_a_hub", share(c.wrong, c.unknown));
  line.set("false_strong_a_hub", share(c.wrong_strong, c.unknown));
  line.set("false_strong_32_hubs", 32 * share(c.wrong_strong, c.unknown));
  line.set("strongly_to_another", share(c.other, c.known));
  std::cout << json::encode(line) << std::endl;
}

using Steady = std::chrono::steady_clock;

// What each side does for one enquiry, as it would on the way over a network.
double one_enquiry(const std::vector<crypto::voprf::Evaluator>& hubs, const Filter& filter,
                   Random& random, std::size_t number) {
  const auto start = Steady::now();
  std::vector<Bytes> inputs;
  for (std::size_t i = 0; i < k_batch; ++i) {
    inputs.push_back(to_bytes("token " + std::to_string(number * k_batch + i)));
  }
  const auto question = crypto::voprf::Question::blind(inputs, random).value();
  const auto ask = [&](std::size_t first) {
    for (std::size_t h = first; h < hubs.size(); h += 2) {
      const auto answer = hubs[h].evaluate(question.elements(), random).value();
      for (const auto& output : question.finish(hubs[h].public_key(), answer).value()) {
        Tag tag;
        std::copy_n(output.begin(), tag.size(), tag.begin());
        if (filter.may_hold(tag)) std::cerr << "a hit by chance\n";
      }
    }
  };
  std::thread other(ask, 1);
  ask(0);
  other.join();
  return std::chrono::duration<double, std::milli>(Steady::now() - start).count();
}

void speed(std::size_t hub_count, std::size_t tags) {
  crypto::SystemRandom random;
  const Filter filter = Filter::make({}, tags, random);
  std::vector<crypto::voprf::Evaluator> hubs;
  for (std::size_t i = 0; i < hub_count; ++i) {
    hubs.push_back(
        crypto::voprf::Evaluator::derive(crypto::Key::make(random), as_bytes("pointer")));
  }
  std::vector<double> times;
  for (std::size_t i = 0; i < 100; ++i) times.push_back(one_enquiry(hubs, filter, random, i));
  std::ranges::sort(times);
  json::Value line;
  line.set("hubs", hub_count);
  line.set("tags", filter.size());
  line.set("tokens", k_batch);
  line.set("p50_ms", times[49]);
  line.set("p99_ms", times[98]);
  std::cout << json::encode(line) << std::endl;
}

}  // namespace
}  // namespace mash::pointer

int main(int count, char** words) {
  const std::vector<std::string> args(words + 1, words + count);
  try {
    if (!args.empty() && args[0] == "--speed") {
      mash::pointer::speed(args.size() > 1 ? std::stoul(args[1]) : 32,
                           args.size() > 2 ? std::stoul(args[2]) : 6'000'000);
      return 0;
    }
    if (args.size() < 2) {
      std::cerr << "usage: pointer_bench RECORDS SEED... | --speed [HUBS TAGS]\n";
      return 2;
    }
    for (std::size_t i = 1; i < args.size(); ++i) {
      mash::pointer::accuracy(std::stoull(args[0]), std::stoull(args[i]));
    }
  } catch (const std::exception& e) {
    std::cerr << e.what() << '\n';
    return 1;
  }
}
