// SPDX-License-Identifier: MIT
#include "mash/people/repeats.h"

#include <algorithm>
#include <map>

#include "household.h"
#include "mash/cases/bars.h"
#include "mash/policy/policy.h"
#include "repeat_cases.h"

namespace mash::people {

namespace {

// Counts cases by when they were received.
class Counter {
 public:
  Counter(const RepeatPolicy& policy, const std::vector<cases::CaseHead>& heads,
          const CaseId& here) {
    for (const auto& head : heads) {
      if (head.id == here) {
        since_ = counts_from(policy, policy.window, to_london(head.received_at).date);
      }
      if (head.id == here || policy.left_out.contains(head.state)) continue;
      received_.emplace(head.id, head.received_at);
    }
  }
  [[nodiscard]] LocalDate since() const { return since_; }
  [[nodiscard]] Count count(const Cases& ids) const {
    Count out;
    for (const auto& id : ids) {
      const auto found = received_.find(id);
      if (found == received_.end()) continue;  // left out, or later than this snapshot
      ++out.altogether;
      if (to_london(found->second).date >= since_) ++out.recent;
      out.last = std::max(out.last, found->second);
    }
    return out;
  }

 private:
  LocalDate since_;
  std::map<CaseId, UtcTime> received_;
};

RepeatsOfPerson repeats_of_person(const PersonCases& who, const CasesAround& around,
                                  const Counter& counter) {
  const WiderCases wider = wider_cases(around, who.person);
  RepeatsOfPerson out{.person = who.person,
                      .own = counter.count(who.own),
                      .household = counter.count(wider.household),
                      .address = counter.count(wider.address),
                      .adults = counter.count(wider.adults)};
  if (who.of_concern) {
    Cases of_children;
    for (const auto& p : around.people) {
      if (p.is_child) add(of_children, p.own);
    }
    Cases other;
    std::ranges::set_difference(who.own, of_children, std::inserter(other, other.end()));
    out.of_other_children = counter.count(other).altogether;
  }
  Cases together = who.own;
  for (const auto* more : {&wider.household, &wider.address, &wider.adults}) add(together, *more);
  out.together = counter.count(together);
  return out;
}

// "24 November 2025"
std::string day_of(UtcTime at) {
  return plain_date(to_london(at).date);
}

std::string number(int n) {
  return n == 0 ? "none" : std::to_string(n);
}

std::string plural(int n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

struct Part {
  std::string_view name;
  const Count& count;
};

// "by person 2, at the address none"; of those where there is any.
std::string parts_in_words(const std::vector<Part>& parts) {
  std::string out;
  for (const auto& p : parts) {
    if (p.count.altogether == 0) continue;
    out += (out.empty() ? "" : ", ") + std::string(p.name) + " " + number(p.count.recent);
  }
  return out;
}

// What a person's household, address and adults of concern add to their own cases.
std::string wider_in_words(const RepeatsOfPerson& p, const std::string& since) {
  if (p.together.altogether == p.own.altogether) return "";
  const Count nothing;
  const bool alone = p.household.altogether == p.own.altogether;
  const std::vector<Part> parts = {{"household", alone ? nothing : p.household},
                                   {"address", p.address},
                                   {"adults of concern", p.adults}};
  return "Counting household, address and adults of concern: " + number(p.together.recent) +
         " since " + since + " (" + parts_in_words(parts) + "), the last on " +
         day_of(p.together.last) + "; " + std::to_string(p.together.altogether) + " altogether.";
}

// It is a first time only for what was compared.
std::string nothing_found(const Repeats& r) {
  if (r.not_identified != 0) return "No other case found so far.";
  if (!r.address_known) return "No other case names these people. Addresses were not compared.";
  return r.not_compared.empty()
             ? "First time: no other case names these people or their addresses."
             : "No other case names these people or the addresses that were compared.";
}

std::string summary_of(const Repeats& r) {
  const std::string since = plain_date(r.since);
  if (r.together.altogether == 0) return nothing_found(r);
  const std::string parts = parts_in_words(
      {{"by person", r.own}, {"at the address", r.address}, {"by adults of concern", r.adults}});
  return (r.together.recent == 0 ? "No other case"
                                 : plural(r.together.recent, "other case", "other cases")) +
         " since " + since + " (" + parts + "), the last on " + day_of(r.together.last) + "; " +
         std::to_string(r.together.altogether) + " altogether.";
}

std::string how_counted(const Repeats& r, const RepeatPolicy& policy) {
  const bool days = policy.window.unit == RepeatWindow::Unit::days;
  std::string out = "Counted from " + plain_date(r.since) + ", " +
                    plural(policy.window.amount, days ? "day" : "month", days ? "days" : "months") +
                    " before this case was received, and each case once; one case may be both by "
                    "person and at the address.";
  if (policy.left_out.empty()) {
    return out + " Every case counts, also those that are closed or came to no further action.";
  }
  out += " Left out, by where they stand: ";
  std::string states;
  for (const auto state : policy.left_out) {
    states += (states.empty() ? "" : "; ") + std::string(model::words_of(state));
  }
  return out + states + ".";
}

std::string not_identified_in_words(const Repeats& r) {
  std::string out;
  if (r.not_identified != 0) {
    out = plural(static_cast<int>(r.not_identified),
                 "person is still to be looked up and counts by address alone.",
                 "people are still to be looked up and count by address alone.");
  }
  const auto add = [&out](const std::string& words) { out += (out.empty() ? "" : " ") + words; };
  if (!r.address_known) add("No address is known that could be compared.");
  std::string all;
  for (const auto& address : r.not_compared) all += (all.empty() ? "" : "; ") + address;
  if (!all.empty())
    add("Not compared, because that needs house, street and postcode: " + all + ".");
  return out;
}

std::vector<std::string> not_compared(const std::vector<Statement>& said) {
  std::vector<std::string> out;
  for (const auto& s : said) {
    if (!address_key(s).empty()) continue;
    const auto& line = s.address_line.reveal();
    const auto& postcode = s.postcode.reveal();
    auto words = line + (line.empty() || postcode.empty() ? "" : ", ") + postcode;
    if (words.empty() || std::ranges::find(out, words) != out.end()) continue;
    out.push_back(std::move(words));
  }
  return out;
}

constexpr std::size_t k_most_listed = 10;

bool is_before(const cases::CaseHead& a, const cases::CaseHead& b) {
  const bool open = model::is_open(a.state);
  if (open != model::is_open(b.state)) return open;
  return a.received_at != b.received_at ? a.received_at > b.received_at : a.id < b.id;
}

// Of those that count the first that the reader may open.
std::vector<OtherCase> other_cases(pipeline::Context& c, std::vector<cases::CaseHead> heads,
                                   const CasesAround& around, const Cases& address,
                                   const RepeatPolicy& policy) {
  std::erase_if(heads, [&](const cases::CaseHead& head) {
    return head.id == c.case_id || policy.left_out.contains(head.state);
  });
  std::ranges::sort(heads, is_before);
  std::vector<OtherCase> out;
  for (const auto& head : heads) {
    if (out.size() == k_most_listed) break;
    if (!policy::may(c.principal, policy::Action::read_case, cases::facts_of(c, head))) continue;
    OtherCase one{.head = head, .address = address.contains(head.id)};
    for (const auto& p : around.people) {
      if (p.own.contains(head.id)) (p.is_child ? one.child : one.adult) = true;
    }
    out.push_back(std::move(one));
  }
  return out;
}

std::string_view standing_of(const cases::CaseHead& head) {
  if (!model::is_open(head.state)) return "Closed";
  return model::is_decided(head.state) ? "Open, decided" : "Open, not decided";
}

std::string relation_of(const OtherCase& one) {
  std::string out;
  const auto add = [&out](bool is, std::string_view words) {
    if (is) out += (out.empty() ? "" : ", ") + std::string(words);
  };
  add(one.child, "a child of this case");
  add(one.adult, "an adult of this case");
  add(one.address, "the same address");
  return out;
}

json::Array others_view(const std::vector<OtherCase>& others) {
  json::Array out;
  for (const auto& one : others) {
    const bool open = model::is_open(one.head.state);
    json::Value v = json::Object{};
    v.set("reference", one.head.reference);
    v.set("href", "/case/" + one.head.id.text());
    v.set("standing", standing_of(one.head));
    v.set("level", cases::rating_tag(one.head.rating));
    v.set("received", plain_time(one.head.received_at));
    v.set("relation", relation_of(one));
    v.set("belongs", open && one.child);
    v.set("perhaps", open && !one.child);
    v.set("log", "/case/" + one.head.id.text() + "/log");
    out.push_back(std::move(v));
  }
  return out;
}

}  // namespace

std::optional<Repeats> repeats_of(pipeline::Context& c, const Recogniser& recogniser,
                                  const RepeatPolicy& policy, const std::vector<Statement>& said) {
  if (!cases::is_front_door(c.principal) || said.empty()) return std::nullopt;
  auto around = cases_around(c, recogniser, said, cases::barred_cases(c.tx, c.principal.person));
  Cases own;
  Cases adults;
  Cases address;
  for (const auto& p : around.people) {
    add(own, p.own);
    if (p.of_concern) add(adults, p.own);
  }
  for (const auto& home : around.homes) add(address, home.anybody);
  Cases together = own;
  add(together, address);
  Cases asked = together;
  asked.insert(c.case_id);
  const auto heads = cases::find_cases(c.tx, asked);
  const Counter counter(policy, heads, c.case_id);
  Repeats out;
  out.others = other_cases(c, heads, around, address, policy);
  for (const auto& p : around.people) out.people.push_back(repeats_of_person(p, around, counter));
  out.since = counter.since();
  out.own = counter.count(own);
  out.address = counter.count(address);
  out.adults = counter.count(adults);
  out.together = counter.count(together);
  out.address_known = !around.homes.empty();
  out.many = std::move(around.many);
  out.not_compared = not_compared(said);
  out.not_identified = static_cast<std::size_t>(
      std::ranges::count_if(said, [](const Statement& s) { return s.person.empty(); }));
  return out;
}

std::string repeats_in_words(const Repeats& repeats, const PersonId& person) {
  const auto p = std::ranges::find(repeats.people, person, &RepeatsOfPerson::person);
  if (p == repeats.people.end()) return "";
  const std::string since = plain_date(repeats.since);
  std::string out;
  if (p->own.altogether != 0) {
    out = "Since " + since + ": " + number(p->own.recent) + ", the last on " + day_of(p->own.last) +
          ".";
  }
  if (p->of_other_children != 0) {
    out += p->of_other_children == p->own.altogether
               ? " No child of this case is named there."
               : " No child of this case is named in " + std::to_string(p->of_other_children) +
                     " of these.";
  }
  const std::string wider = wider_in_words(*p, since);
  return out + (out.empty() || wider.empty() ? "" : " ") + wider;
}

json::Value repeats_view(const Repeats& repeats, const RepeatPolicy& policy, const CaseId& id) {
  json::Array many;
  for (const auto& address : repeats.many) many.emplace_back(json::Object{{"address", address}});
  json::Value out = json::Object{};
  out.set("summary", summary_of(repeats));
  out.set("many", std::move(many));
  out.set("not_identified", not_identified_in_words(repeats));
  out.set("how", how_counted(repeats, policy));
  out.set("has_others", !repeats.others.empty());
  out.set("others", others_view(repeats.others));
  out.set("family", "/case/" + id.text() + "/family");
  const auto listed = static_cast<int>(repeats.others.size());
  const int all = repeats.together.altogether;
  out.set("more_others", listed == 0 || listed == all
                             ? std::string()
                             : "Listed: " + std::to_string(listed) + " of " + std::to_string(all) +
                                   ", the open ones first, then the newest.");
  return out;
}

}  // namespace mash::people
