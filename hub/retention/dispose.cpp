// SPDX-License-Identifier: MIT
#include "dispose.h"

#include <algorithm>

#include "mash/cases/disposed.h"
#include "mash/crypto/crypto.h"
#include "mash/disclosure/erasure.h"
#include "mash/pipeline/rekey.h"

namespace mash::retention {

namespace {

using pipeline::Context;

// All that is left of what the owner sealed about the case, as it lies there.
disclosure::Erased rest_of(Context& c, const Deps& deps, const Due& due) {
  disclosure::Erased out;
  for (const auto& rows : deps.sealed) {
    for (const auto& r : c.tx.query(rows.select, {due.case_id, due.owner})) {
      if (r.blob(4).empty()) continue;  // went with an earlier one
      out.lines.push_back(std::string(rows.kind) + " " + r.text(0) + " " +
                          std::to_string(r.integer(1)) + " " + hex(crypto::sha256(r.blob(4))));
      ++out.texts;
    }
  }
  return out;
}

std::string hash_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const auto& line : lines) all += line + "\n";
  return hex(crypto::sha256(as_bytes(all)));
}

void bury(Context& c, const Deps& deps, const Due& due, const disclosure::Erased& gone) {
  cases::add_disposed(c, {.case_id = due.case_id,
                          .owner = due.owner,
                          .kind = std::string(code_of(due.kind)),
                          .subject = due.subject,
                          .inside = due.inside,
                          .rule = due.rule->id,
                          .rule_version = deps.schedule.version,
                          .due_at = due.at,
                          .at = c.now,
                          .by = c.principal.person,
                          .texts = gone.texts,
                          .files = gone.files,
                          .hash = hash_of(gone.lines)});
}

Result<std::vector<Due>> chosen_of(Context& c, const std::vector<Due>& all,
                                   const std::vector<std::string>& units, bool looked) {
  std::vector<Due> out;
  for (const auto& one : all) {
    const bool ticked = std::ranges::find(units, one.unit()) != units.end();
    if (ticked && one.at <= c.now) out.push_back(one);
  }
  if (out.empty() || out.size() != units.size()) {
    return invalid("unit",
                   "Something that you ticked is not due, or was disposed of already. Look "
                   "at the list again");
  }
  const bool whole =
      std::ranges::any_of(out, [](const Due& one) { return one.kind == Class::own_words; });
  if (whole && out.size() != all.size()) {
    return invalid("unit",
                   "All else that was written goes last: tick each piece of information "
                   "too, or leave it");
  }
  const bool wants_look = std::ranges::any_of(out, [](const Due& one) { return one.rule->review; });
  if (wants_look && !looked) {
    return invalid("looked", "Say that you have looked at it, since its rule wants a person to");
  }
  return out;
}

}  // namespace

Result<void> dispose(Context& c, const policy::Grant<policy::Action::approve_disposal>& g,
                     const Deps& deps, const cases::CaseHead& head,
                     const std::vector<std::string>& units, bool looked) {
  const AgencyId& owner = g.principal().agency;
  const auto all = due_of_case(c, g, deps, head, owner);
  MASH_TRY(const auto chosen, chosen_of(c, all, units, looked));
  if (looked) c.note("looked_at");
  bool whole = false;
  for (const auto& one : chosen) {
    whole = whole || one.kind == Class::own_words;
    if (one.kind == Class::item) {
      bury(c, deps, one, disclosure::erase_item(c.tx, ItemId::trusted(one.subject)));
    } else {
      bury(c, deps, one, rest_of(c, deps, one));
    }
    c.touch(one.unit());
  }
  if (whole) {
    pipeline::clear(c.tx, owner, head.id, deps.sealed);
  } else {
    pipeline::rekey(c.tx, c.keys, owner, head.id, deps.sealed, c.random);
  }
  // Only what others knew of moves their pages.
  if (std::ranges::any_of(chosen, &Due::inside)) c.changed("case", head.id.text());
  return {};
}

}  // namespace mash::retention
