// SPDX-License-Identifier: MIT
// Goal: what must never be granted is proven by z3 for everything that can be asked (seal.smt2),
// no theorem holds for want of anything to say, and what z3 reasons about is what the kernel does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "classes.h"

namespace mash::proof {
namespace {

using policy::specification::describe;

template <class Named>
std::string datatype(const std::string& type, int count) {
  std::string text = "(declare-datatypes ((" + type + " 0)) ((";
  for (int i = 0; i < count; ++i) {
    text += " (" + std::string(name_of(static_cast<Named>(i))) + ")";
  }
  return text + ")))\n";
}

std::string encoding() {
  std::string text = text_of("seal.smt2");
  const std::string mark = ";;; NAMES\n";
  const std::size_t at = text.find(mark);
  if (at == std::string::npos) throw std::runtime_error("seal.smt2 has no place for names");
  return text.replace(at, mark.size(),
                      datatype<policy::Role>("Role", policy::k_roles) +
                          datatype<policy::Action>("Act", policy::k_actions));
}

struct ClosePipe {
  void operator()(FILE* pipe) const { pclose(pipe); }
};

// What z3 prints for this text, line by line.
std::vector<std::string> ask_z3(const std::string& text) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("mash_seal_" + std::to_string(getpid()) + ".smt2");
  std::ofstream(path) << text;
  const std::unique_ptr<FILE, ClosePipe> pipe(popen(("z3 '" + path + "' 2>&1").c_str(), "r"));
  if (!pipe) throw std::runtime_error("z3 does not start: install scripts/test-packages.txt");
  std::string printed;
  std::array<char, 4096> part{};
  while (fgets(part.data(), part.size(), pipe.get()) != nullptr) printed += part.data();
  std::filesystem::remove(path);
  std::vector<std::string> lines;
  std::istringstream in(printed);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string satisfy(const std::string& claim) {
  return "(push)(declare-const q Ask)(declare-const a Rule)(declare-const b Rule)"
         "(assert (= a (answer q)))(assert (= b (answer (without_glass q))))(assert (" +
         claim + " q a b))(check-sat)(pop)\n";
}

struct Claim {
  std::string name;
  std::string rests_on;  // empty: on no single clause
};

// The lines of seal.smt2 that begin with this word.
std::vector<Claim> claims(const std::string& kind) {
  std::vector<Claim> out;
  std::istringstream in(text_of("seal.smt2"));
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(";;; " + kind + " ")) continue;
    std::istringstream words(line.substr(kind.size() + 5));
    Claim claim;
    std::string without;
    words >> claim.name >> without >> claim.rests_on;
    out.push_back(claim);
  }
  return out;
}

TEST(Seal, EachTheoremHoldsForAllThatCanBeAsked) {
  const std::vector<Claim> theorems = claims("THEOREM");
  std::string text = encoding();
  for (const Claim& theorem : theorems) text += satisfy(theorem.name);
  const std::vector<std::string> said = ask_z3(text);
  ASSERT_EQ(said.size(), theorems.size()) << said.front();
  for (std::size_t i = 0; i < said.size(); ++i) {
    EXPECT_EQ(said.at(i), "unsat") << theorems.at(i).name;
  }
  std::cout << "theorems proven: " << theorems.size() << '\n';
  EXPECT_GE(theorems.size(), 13U);
}

TEST(Seal, WhatHasToBePossibleIs) {
  const std::vector<Claim> possible = claims("POSSIBLE");
  std::string text = encoding();
  for (const Claim& claim : possible) text += satisfy(claim.name);
  const std::vector<std::string> said = ask_z3(text);
  ASSERT_EQ(said.size(), possible.size()) << said.front();
  for (std::size_t i = 0; i < said.size(); ++i) {
    EXPECT_EQ(said.at(i), "sat") << possible.at(i).name;
  }
  EXPECT_GE(possible.size(), 7U);
}

TEST(Seal, ATheoremFallsWithTheClauseThatItRestsOn) {
  int fallen = 0;
  for (const Claim& theorem : claims("THEOREM")) {
    if (theorem.rests_on.empty()) continue;
    std::string text = encoding();
    const std::string kept = theorem.rests_on + " () Bool true";
    const std::size_t at = text.find(kept);
    ASSERT_NE(at, std::string::npos) << theorem.rests_on;
    text.replace(at, kept.size(), theorem.rests_on + " () Bool false");
    EXPECT_EQ(ask_z3(text + satisfy(theorem.name)), std::vector<std::string>{"sat"})
        << theorem.name;
    ++fallen;
  }
  EXPECT_GE(fallen, 11);
}

std::string as_smt(const Ask& ask) {
  static constexpr std::array sides = {"s_nobody", "s_hub", "s_outside", "s_system"};
  static constexpr std::array items = {"i_none", "i_draft", "i_in_hub", "i_erased"};
  std::ostringstream text;
  const policy::Facts& facts = ask.facts;
  text << std::boolalpha << "(ask " << sides.at(static_cast<std::size_t>(ask.side)) << ' '
       << name_of(ask.role) << ' ' << ask.releases << ' ' << name_of(ask.action) << ' '
       << facts.case_member << ' ' << facts.own << ' '
       << items.at(static_cast<std::size_t>(facts.item)) << ' ' << facts.basis_complete << ' '
       << facts.urgent << ' ' << (facts.sensitivity >= 3) << ' '
       << (facts.outward == policy::Outward::released) << ' ' << facts.barred << ' '
       << facts.glass_broken << ' ' << facts.reason_owed << ' ' << facts.held << ')';
  return text.str();
}

// Everybody with every act, each at several classes of facts: half of these with what ends a
// question early (erased, barred) taken away, so that the later rules have their turn. The words of
// an item have the most rules.
std::vector<Ask> sample() {
  std::mt19937 random(20261128);
  std::uniform_int_distribution<unsigned> any(0, k_classes - 1);
  std::vector<Ask> out;
  for (unsigned asker = 0; asker < k_askers; ++asker) {
    const int times = ask_of(asker, 0).action == policy::Action::read_item ? 60 : 6;
    for (int i = 0; i < times; ++i) {
      Ask ask = ask_of(asker, any(random));
      if (i % 2 == 1) {
        ask.facts.barred = false;
        if (ask.facts.item == policy::ItemState::erased) {
          ask.facts.item = policy::ItemState::in_hub;
        }
      }
      out.push_back(ask);
    }
  }
  return out;
}

TEST(Seal, WhatIsProvenIsWhatTheKernelDoes) {
  const std::vector<Ask> asks = sample();
  std::string text = encoding();
  for (const Ask& ask : asks) text += "(simplify (answer " + as_smt(ask) + "))\n";
  const std::vector<std::string> said = ask_z3(text);
  ASSERT_EQ(said.size(), asks.size()) << said.front();
  std::vector<bool> given(policy::k_rules);
  for (std::size_t i = 0; i < asks.size(); ++i) {
    const policy::Rule rule = answer(asks.at(i));
    given.at(static_cast<std::size_t>(rule)) = true;
    ASSERT_EQ(said.at(i), "r_" + std::string(name_of(rule))) << describe(asks.at(i));
  }
  for (std::size_t i = 0; i < given.size(); ++i) {
    EXPECT_TRUE(given.at(i)) << "no question of the sample is answered by "
                             << name_of(static_cast<policy::Rule>(i));
  }
  std::cout << "answers compared with the kernel: " << asks.size() << '\n';
  EXPECT_GE(asks.size(), 20'000U);
}

}  // namespace
}  // namespace mash::proof
