// SPDX-License-Identifier: MIT
// The decision domain in classes: of sensitivity and outward state only what the rules can tell
// apart. four_test.cpp proves that each point of the whole domain is answered as its class is.
// Numbers are those of words.sql. Thread safety: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "mash/policy/policy.h"
#include "specification_test.h"

namespace mash::proof {

using policy::specification::Ask;

inline constexpr unsigned k_classes = 4096;
inline constexpr unsigned k_askers =
    policy::specification::k_sides * policy::k_roles * 2 * policy::k_actions;

// The mildest facts of the class.
inline policy::Facts facts_of(unsigned cls) {
  const auto bit = [cls](unsigned place) { return ((cls >> place) & 1U) != 0; };
  policy::Facts facts;
  facts.case_member = bit(0);
  facts.own = bit(1);
  facts.item = static_cast<policy::ItemState>((cls >> 2U) & 3U);
  facts.basis_complete = bit(4);
  facts.urgent = bit(5);
  facts.sensitivity = bit(6) ? 3 : 0;
  facts.outward = bit(7) ? policy::Outward::released : policy::Outward::none;
  facts.barred = bit(8);
  facts.glass_broken = bit(9);
  facts.reason_owed = bit(10);
  facts.held = bit(11);
  return facts;
}

inline unsigned class_of(const policy::Facts& facts) {
  const auto at = [](bool holds, unsigned place) { return holds ? 1U << place : 0U; };
  return at(facts.case_member, 0) | at(facts.own, 1) | static_cast<unsigned>(facts.item) << 2U |
         at(facts.basis_complete, 4) | at(facts.urgent, 5) | at(facts.sensitivity >= 3, 6) |
         at(facts.outward == policy::Outward::released, 7) | at(facts.barred, 8) |
         at(facts.glass_broken, 9) | at(facts.reason_owed, 10) | at(facts.held, 11);
}

inline unsigned asker_of(const Ask& ask) {
  return ((static_cast<unsigned>(ask.side) * policy::k_roles + static_cast<unsigned>(ask.role)) *
              2 +
          (ask.releases ? 1 : 0)) *
             policy::k_actions +
         static_cast<unsigned>(ask.action);
}

inline Ask ask_of(unsigned asker, unsigned cls) {
  const unsigned who = asker / policy::k_actions;
  return {static_cast<policy::Side>(who / 2 / policy::k_roles),
          static_cast<policy::Role>(who / 2 % policy::k_roles), who % 2 == 1,
          static_cast<policy::Action>(asker % policy::k_actions), facts_of(cls)};
}

inline policy::Rule answer(const Ask& ask) {
  return policy::decide(ask.side, ask.role, ask.releases, ask.action, ask.facts);
}

// The kernel's answer to each asker and class, at asker * k_classes + class. 34 MB.
inline const std::vector<policy::Rule>& answers() {
  static const std::vector<policy::Rule> all = [] {
    std::vector<policy::Rule> out;
    out.reserve(std::size_t{k_askers} * k_classes);
    for (unsigned asker = 0; asker < k_askers; ++asker) {
      for (unsigned cls = 0; cls < k_classes; ++cls) out.push_back(answer(ask_of(asker, cls)));
    }
    return out;
  }();
  return all;
}

inline policy::Rule answer_at(unsigned asker, unsigned cls) {
  return answers().at(std::size_t{asker} * k_classes + cls);
}

// The text of a file beside these tests.
inline std::string text_of(const std::string& name) {
  const std::ifstream file(std::string(MASH_PROOF_DIR "/") + name);
  std::ostringstream text;
  text << file.rdbuf();
  if (text.str().empty()) throw std::runtime_error(name + " is missing or empty");
  return text.str();
}

// What fills the tables act and role of words.sql.
inline std::string names_as_sql() {
  std::ostringstream sql;
  for (int i = 0; i < policy::k_actions; ++i) {
    sql << "INSERT INTO act VALUES (" << i << ", '" << name_of(static_cast<policy::Action>(i))
        << "');\n";
  }
  for (int i = 0; i < policy::k_roles; ++i) {
    sql << "INSERT INTO role VALUES (" << i << ", '" << name_of(static_cast<policy::Role>(i))
        << "');\n";
  }
  return sql.str();
}

}  // namespace mash::proof
