// SPDX-License-Identifier: MIT
#include "signed.h"

#include <algorithm>

#include "mash/signatures/preview.h"

namespace mash::inbox {

namespace {

std::string names_of(const signatures::Signed& by) {
  std::string out = by.sent.agency_name + " (the whole)";
  std::vector<std::string> seen;
  for (const auto& one : by.released) {
    if (std::ranges::find(seen, one.agency_name) != seen.end()) continue;
    seen.push_back(one.agency_name);
    out += ", " + one.agency_name;
  }
  return out;
}

// "Barnfield Borough Police, standing release 3, code 7KQ4-XM2P"
std::string rules_of(const signatures::Signed& by) {
  std::string out;
  for (const auto& one : by.standing) {
    out += (out.empty() ? "" : "; ") + one.signer.agency_name + ", standing release " +
           std::to_string(one.rule.number) + ", code " + signatures::rule_code(one.rule);
  }
  return out;
}

}  // namespace

Verdict verdict_of(pipeline::Context& c, const Deps& deps, const policy::Proof& proof,
                   const ProductRow& row, const packages::Product& product) {
  if (deps.signers == nullptr) return {};
  const auto given = open_signatures(c.tx, c.vault, proof, row);
  if (!given) return {.is = Verdict::Is::unsigned_yet, .words = ""};
  const auto by = signatures::check(product, *given, *deps.signers);
  if (by) {
    return {.is = Verdict::Is::right,
            .words = names_of(*by),
            .marks = signatures::marks(product, *given),
            .rules = rules_of(*by)};
  }
  if (by.error().faults.front().code == signatures::k_incomplete) {
    return {.is = Verdict::Is::incomplete,
            .words = by.error().message,
            .marks = signatures::marks(product, *given)};
  }
  c.note("signatures-wrong");
  return {.is = Verdict::Is::wrong, .words = by.error().message};
}

bool may_be_read(const Deps& deps, const ProductRow& row, const Verdict& verdict) {
  return !deps.wants_signatures || verdict.is == Verdict::Is::right || row.urgent || row.safety;
}

}  // namespace mash::inbox
