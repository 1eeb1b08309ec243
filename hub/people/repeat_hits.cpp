// SPDX-License-Identifier: MIT
#include "mash/people/repeat_hits.h"

#include <algorithm>

#include "mash/cases/bars.h"
#include "repeat_cases.h"
#include "repeats_store.h"

namespace mash::people {

namespace {

using cases::CaseHead;

// By scope, whoever they are about.
Cases cases_in(const RepeatRule& rule, const Cases& own, const WiderCases& wider) {
  Cases out =
      rule.scope == RepeatScope::child || rule.scope == RepeatScope::household ? own : Cases();
  if (rule.scope == RepeatScope::household) add(out, wider.household);
  if (rule.scope == RepeatScope::address) add(out, wider.address);
  if (rule.scope == RepeatScope::adult) add(out, wider.adults);
  return out;
}

// Of `heads`, which are in the order of receipt.
std::vector<CaseId> counted(const RepeatPolicy& policy, const RepeatRule& rule, LocalDate since,
                            const std::vector<CaseHead>& heads, const Cases& in) {
  std::vector<CaseId> out;
  for (const auto& head : heads) {
    const bool rated = rule.other_ratings.empty() || rule.other_ratings.contains(head.rating);
    if (in.contains(head.id) && rated && !policy.left_out.contains(head.state) &&
        to_london(head.received_at).date >= since) {
      out.push_back(head.id);
    }
  }
  return out;
}

std::string text_of(const RepeatRule& rule, std::size_t cases, std::size_t sources,
                    LocalDate since) {
  std::string out = std::to_string(cases) + " cases " + std::string(model::words_of(rule.scope)) +
                    " since " + plain_date(since) + ", this one included";
  std::string ratings;
  for (const auto rating : rule.other_ratings) {
    ratings += (ratings.empty() ? "" : " or ") + std::string(model::words_of(rating));
  }
  if (!ratings.empty()) out += "; the others were rated " + ratings;
  if (rule.distinct_sources) {
    out += "; they came from " + std::to_string(sources) + " kinds of source";
  }
  return out + ".";
}

std::size_t sources_among(const std::map<CaseId, std::set<std::string>>& sources,
                          const std::vector<CaseId>& others, const CaseId& here) {
  std::set<std::string> all;
  for (const auto& [id, codes] : sources) {
    if (id == here || std::ranges::find(others, id) != others.end()) {
      all.insert(codes.begin(), codes.end());
    }
  }
  return all.size();
}

// Whoever is barred from one of the two has not seen it, so that the other answers for it.
void insert_hidden_repeats(pipeline::Context& c, const CaseId& id, const PersonId& child,
                           const StaffId& proposed_by, const HiddenCases& others) {
  const auto& actor = c.principal.person;
  for (const auto& [other, spare] : others) {
    insert_hidden_repeat(c.tx, {.case_id = id,
                                .child = child,
                                .other = other,
                                .at = c.now,
                                .by = cases::is_barred(c.tx, other, actor) ? actor : proposed_by,
                                .spare = spare});
  }
}

// Whoever decided: two who are each told what the other may not know would both know that there
// is more.
bool is_same(const HiddenRepeatRow& a, const HiddenRepeatRow& b) {
  return a.case_id == b.case_id && a.child == b.child;
}

// May whoever is barred from these cases be told of this one? Only where a rule is hit without all
// that is hidden from them: else it would tell them that there are more.
bool may_be_told(const HiddenRepeatRow& row, const std::vector<HiddenRepeatRow>& all,
                 const std::set<CaseId>& barred) {
  const auto unseen = std::ranges::count_if(
      all, [&](const HiddenRepeatRow& r) { return is_same(r, row) && barred.contains(r.other); });
  return !barred.contains(row.case_id) && unseen <= row.spare;
}

// May somebody who decides, other than whoever did, be told of it?
bool is_for_another(db::Transaction& tx, const model::Borough& borough, const HiddenRepeatRow& row,
                    const std::vector<HiddenRepeatRow>& all) {
  return std::ranges::any_of(borough.staff, [&](const model::StaffMember& one) {
    // Who takes up allegations decides on nothing else.
    return one.decides && one.role != model::Role::designated_officer && one.id != row.by &&
           may_be_told(row, all, cases::barred_cases(tx, one.id));
  });
}

}  // namespace

std::vector<RepeatHit> repeat_hits(pipeline::Context& c, const RepeatWatch& watch,
                                   const std::vector<Statement>& said, const PersonId& child,
                                   const std::set<CaseId>& hidden) {
  const auto around = cases_around(c, watch.recogniser, said, hidden);
  const auto who = std::ranges::find(around.people, child, &PersonCases::person);
  if (who == around.people.end()) return {};
  const WiderCases wider = wider_cases(around, child);
  Cases asked = who->own;
  for (const auto* more : {&wider.household, &wider.address, &wider.adults}) add(asked, *more);
  const auto here = cases::find_case(c.tx, c.case_id);
  auto heads = cases::find_cases(c.tx, asked);
  std::ranges::sort(heads, {}, [](const CaseHead& h) { return std::pair(h.received_at, h.id); });
  asked.insert(c.case_id);
  const auto sources = watch.sources_of(c.tx, asked);
  const auto received = to_london(here->received_at).date;
  std::vector<RepeatHit> out;
  for (const auto& rule : watch.policy.rules) {
    const LocalDate since = counts_from(watch.policy, rule.window, received);
    auto others = counted(watch.policy, rule, since, heads, cases_in(rule, who->own, wider));
    const auto kinds = sources_among(sources, others, c.case_id);
    const auto enough = static_cast<std::size_t>(rule.count);
    if (others.size() + 1 < enough || (rule.distinct_sources && kinds < enough)) continue;
    out.push_back(
        {.rule = rule.id + "." + std::to_string(watch.policy.version),
         .text = text_of(rule, others.size() + 1, kinds, since),
         .spare = rule.distinct_sources ? 0 : static_cast<int>(others.size() + 1 - enough),
         .others = std::move(others)});
  }
  return out;
}

void add_hidden_cases(HiddenCases& to, const RepeatHit& hit, const std::set<CaseId>& restricted) {
  for (const auto& other : hit.others) {
    if (restricted.contains(other)) to[other] = std::max(to[other], hit.spare);
  }
}

void keep_hidden_repeat(pipeline::Context& c, const model::Borough& borough, const CaseId& id,
                        const PersonId& child, const Proposal& proposal, HiddenCases others) {
  const auto open = open_hidden_repeats(c.tx, id, child);
  const auto answers = [&](const StaffId& who) {
    return [&, who, barred = cases::barred_cases(c.tx, who)](const HiddenRepeatRow& row) {
      return may_be_told(row, open, barred) &&
             (row.by != who || !is_for_another(c.tx, borough, row, open));
    };
  };
  const auto signer = answers(c.principal.person);
  const auto proposer = answers(proposal.by);
  for (const auto& row : open) {
    const bool again = others.erase(row.other) != 0;
    const bool answered = signer(row) || (proposal.at >= row.at && proposer(row));
    if (!again || answered) settle_hidden_repeat(c.tx, row, c.now, c.principal.person);
  }
  insert_hidden_repeats(c, id, child, proposal.by, others);
}

void add_hidden_repeat(pipeline::Context& c, const CaseId& id, const PersonId& child,
                       HiddenCases others) {
  for (const auto& row : open_hidden_repeats(c.tx, id, child)) others.erase(row.other);
  insert_hidden_repeats(c, id, child, c.principal.person, others);
}

std::vector<HiddenRepeat> hidden_repeats(pipeline::Context& c, const model::Borough& borough) {
  const auto open = open_hidden_repeats(c.tx);
  const auto barred = cases::barred_cases(c.tx, c.principal.person);
  std::vector<HiddenRepeat> all;
  for (const auto& row : open) {
    const bool own = row.by == c.principal.person;
    if (barred.contains(row.other) || !may_be_told(row, open, barred) ||
        (own && is_for_another(c.tx, borough, row, open))) {
      continue;
    }
    auto at = std::ranges::find_if(all, [&row](const HiddenRepeat& r) {
      return r.case_id == row.case_id && r.child == row.child;
    });
    if (at == all.end()) {
      at = all.insert(all.end(), {.case_id = row.case_id, .child = row.child, .since = row.at});
    }
    at->alone = at->alone || own;
    at->others.push_back(row.other);
  }
  return all;
}

}  // namespace mash::people
