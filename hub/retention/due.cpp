// SPDX-License-Identifier: MIT
#include "due.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "mash/cases/activity.h"
#include "mash/cases/bars.h"
#include "mash/cases/holds.h"
#include "mash/decision/outcomes.h"
#include "mash/disclosure/erasure.h"
#include "mash/people/people.h"

namespace mash::retention {

namespace {

using pipeline::Context;

// What the time-limits of one case are counted from.
struct Counted {
  std::string group;
  UtcTime last;  // when something was told or decided
  LocalDate born;
};

int number_in(std::string_view text) {
  int out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

// As late as a date may be of which only a year or a month is known; nothing: it is not known.
std::optional<LocalDate> latest(std::string_view iso) {
  constexpr std::size_t k_year = 4;
  constexpr std::size_t k_month = 7;
  constexpr std::size_t k_day = 10;
  if (iso.size() == k_day) {
    const auto whole = LocalDate::parse(iso);
    return whole ? std::optional(*whole) : std::nullopt;
  }
  if (iso.size() < k_year) return std::nullopt;
  const int year = number_in(iso.substr(0, k_year));
  const int month = iso.size() == k_month ? number_in(iso.substr(k_year + 1)) : 12;
  for (const int day : {31, 30, 29, 28}) {
    if (const auto date = LocalDate::of(year, month, day)) return *date;
  }
  return std::nullopt;
}

// Of the youngest child that anybody has named. One whose birth nobody knows counts as born on the
// day of receipt, an unborn one a year later.
LocalDate youngest(Context& c, const policy::Proof& proof, const cases::CaseHead& head) {
  const LocalDate received = to_london(head.received_at).date;
  std::optional<LocalDate> out;
  for (const auto& one : people::statements_of(c, proof, head.id)) {
    if (!people::is_child_role(one.role)) continue;
    LocalDate born = latest(one.dob.reveal()).value_or(received);
    if (one.dob.empty() && !one.expected_dob.empty()) {
      born = latest(one.expected_dob.reveal()).value_or(received);
    }
    if (!out || born > *out) out = born;
  }
  return out.value_or(received);
}

Counted counted_of(Context& c, const Deps& deps, const cases::CaseHead& head) {
  Counted out;
  out.last = cases::last_news(c.tx, head.id);
  std::vector<model::Outcome> decided;
  for (const auto& one : decision::outcomes_in(c.tx, head.id)) {
    decided.push_back(one.outcome);
    out.last = std::max(out.last, one.at);
  }
  out.group = deps.schedule.group_of(decided).code;
  out.born = to_london(head.received_at).date;
  return out;
}

UtcTime midnight(LocalDate date) {
  return from_london(date, 0, 0);
}

}  // namespace

bool anything_sealed(Context& c, const Deps& deps, const CaseId& id, const AgencyId& owner) {
  return std::ranges::any_of(deps.sealed, [&](const pipeline::SealedRows& rows) {
    const auto all = c.tx.query(rows.select, {id, owner});
    return std::ranges::any_of(all, [](const db::Row& r) { return !r.blob(4).empty(); });
  });
}

std::string Due::unit() const {
  return kind == Class::item ? subject : std::string(code_of(kind));
}

std::vector<Due> due_of_case(Context& c, const policy::Proof& proof, const Deps& deps,
                             const cases::CaseHead& head, const AgencyId& owner) {
  std::vector<Due> out;
  if (model::is_open(head.state)) return out;
  Counted counted = counted_of(c, deps, head);
  const bool whole_case = owner == pipeline::k_front_door;
  const auto& of_items = deps.schedule.rule_for(Class::item, owner, counted.group);
  const auto& of_rest = deps.schedule.rule_for(whole_case ? Class::case_record : Class::own_words,
                                               owner, counted.group);
  if (of_items.until_age > 0 || of_rest.until_age > 0) counted.born = youngest(c, proof, head);
  Due one{.case_id = head.id,
          .reference = head.reference,
          .owner = owner,
          .held = cases::is_held(c.tx, head.id, owner),
          .kept_for = cases::kept_for(c.tx, deps.kept_for, head.id)};
  UtcTime last = counted.last;
  UtcTime over;
  for (const auto& item : disclosure::items_held(c.tx, head.id, owner)) {
    one.kind = Class::item;
    one.subject = item.id.text();
    one.inside = item.inside;
    one.rule = &of_items;
    const UtcTime written = std::max(counted.last, item.written_at);
    one.at = midnight(over_on(of_items, to_london(written).date, counted.born));
    last = std::max(last, written);
    over = std::max(over, one.at);
    out.push_back(one);
  }
  if (!whole_case && out.empty() && !anything_sealed(c, deps, head.id, owner)) return out;
  one.kind = of_rest.kind;
  one.subject.clear();
  one.inside = true;
  one.rule = &of_rest;
  // What else was written goes with the last of what it was written about.
  one.at = std::max(over, midnight(over_on(of_rest, to_london(last).date, counted.born)));
  out.push_back(one);
  return out;
}

std::vector<Due> due_by(Context& c, const policy::Proof& proof, const Deps& deps,
                        const AgencyId& owner, UtcTime by) {
  const auto ids = pipeline::cases_with_key(c.tx, owner);
  std::vector<Due> out;
  for (const auto& head : cases::find_cases(c.tx, {ids.begin(), ids.end()})) {
    // No rule ends within a year, so that what is new is not looked into.
    if (model::is_open(head.state) || head.received_at + Duration::days(365) > by) continue;
    if (cases::is_barred(c.tx, head.id, c.principal.person)) continue;
    for (auto& one : due_of_case(c, proof, deps, head, owner)) {
      if (one.at <= by) out.push_back(std::move(one));
    }
  }
  std::ranges::sort(out, [](const Due& a, const Due& b) {
    return std::tie(a.at, a.reference, a.kind, a.subject) <
           std::tie(b.at, b.reference, b.kind, b.subject);
  });
  return out;
}

}  // namespace mash::retention
