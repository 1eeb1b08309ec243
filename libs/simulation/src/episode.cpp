// SPDX-License-Identifier: MIT
#include "episode.h"

#include <algorithm>
#include <utility>

#include "mash/simulation/draws.h"

namespace mash::simulation {

namespace {

constexpr int k_opens = 9 * 60;
constexpr int k_closes = 17 * 60;
constexpr std::string_view k_exploited = "child_criminal_exploitation";
constexpr double k_exploited_share = 0.8;  // of what is about a place

constexpr auto k_concerns = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"alcohol_misuse_parent", "parental_alcohol_misuse"},
    {"drug_misuse_parent", "parental_substance_misuse"},
    {"domestic_abuse_child", "domestic_abuse"},
    {"domestic_abuse_parent", "domestic_abuse"},
    {"domestic_abuse_person", "domestic_abuse"},
    {"mental_health_child", "child_mental_health"},
    {"mental_health_parent", "parental_mental_health"},
    {"young_carer", "young_carer"},
    {"privately_fostered", "private_fostering"},
    {"going_missing", "missing"},
    {"child_sexual_exploitation", "sexual_exploitation"},
    {"trafficking", "trafficking"},
    {"gangs", "criminal_exploitation"},
    {"self_harm", "self_harm"},
    {"neglect", "neglect"},
    {"emotional_abuse", "emotional_abuse"},
    {"physical_abuse_child_on_child", "physical_abuse"},
    {"physical_abuse_adult_on_child", "physical_abuse"},
    {"sexual_abuse_child_on_child", "harmful_sexual_behaviour"},
    {"sexual_abuse_adult_on_child", "sexual_abuse"},
    {"female_genital_mutilation", "fgm"},
    {"faith_linked_abuse", "faith_or_belief"},
    {"child_criminal_exploitation", "criminal_exploitation"},
});

double share(double part, double whole) {
  return whole <= 0 ? 0 : std::clamp(part / whole, 0.0, 1.0);
}

Level draw_level(const Assumed& a, bool referral, Stream& stream) {
  std::array<double, 3> shares{a.red_of_referrals, a.amber_of_referrals, a.green_of_referrals};
  if (!referral) {  // so that all contacts together have the shares of all contacts
    const double r = a.contact_to_referral;
    shares = {(a.red - r * shares[0]) / (1 - r), (a.amber - r * shares[1]) / (1 - r),
              (a.green - r * shares[2]) / (1 - r)};
  }
  double point = stream.unit();
  for (std::size_t i = 0; i < shares.size(); ++i) {
    point -= std::max(0.0, shares.at(i));
    if (point < 0) return static_cast<Level>(i);
  }
  return Level::blue;
}

void draw_outcome(const Borough& b, Episode& made, Stream& stream) {
  const double nfa = b.nfa_pct.value / 100;
  made.nfa = stream.chance(nfa);
  made.assessed = !made.nfa;
  if (made.nfa) return;
  const double s47 = share(b.s47.value, b.referrals.value * (1 - nfa));
  made.s47 = stream.chance(s47);
  made.in_45_days = stream.chance(b.in_45_days_pct.value / 100);
  if (!made.s47) {
    made.no_need = stream.chance(share(b.no_need_pct.value / 100, (1 - nfa) * (1 - s47)));
    return;
  }
  made.icpc = stream.chance(share(b.icpc.value, b.s47.value));
  made.plan = made.icpc && stream.chance(share(b.plans.value, b.icpc.value));
}

void draw_times(const Assumed& a, const Contact& contact, Episode& made, Stream& stream) {
  const std::array<double, 4> hours{a.red_hours, a.amber_hours, a.green_hours, a.blue_hours};
  const double median = hours.at(static_cast<std::size_t>(made.level));
  const Date date = from_days(contact.day);
  made.received =
      from_london({date.year, date.month, date.day}, contact.minute / 60, contact.minute % 60);
  made.decided =
      after_working(contact.day, contact.minute, lognormal(median, a.hours_sigma, stream));
  if (made.level == Level::blue) return;  // nobody is asked
  for (UtcTime& answered : made.answered) {
    if (stream.chance(a.answer_missing)) continue;
    answered = after_working(contact.day, contact.minute,
                             lognormal(median * a.answer_share, a.answer_sigma, stream));
  }
}

}  // namespace

std::string_view word(Level level) {
  constexpr std::array<std::string_view, 4> k_words{"RED", "AMBER", "GREEN", "BLUE"};
  return k_words.at(static_cast<std::size_t>(level));
}

UtcTime after_working(int day, int minute, double hours) {
  const auto closed = [](int at) { return ((at + 3) % 7 + 7) % 7 > 4; };
  int left = static_cast<int>(std::min(hours, 2000.0) * 60) + 1;
  int at = std::max(minute, k_opens);
  while (closed(day) || at + left > k_closes) {
    if (!closed(day)) left -= std::max(0, k_closes - at);
    ++day;
    at = k_opens;
  }
  const Date date = from_days(day);
  return from_london({date.year, date.month, date.day}, (at + left) / 60, (at + left) % 60);
}

Episode draw_episode(const Figures& figures, const Borough& borough, double planted,
                     const Contact& contact, Stream& stream) {
  Episode made;
  made.level = draw_level(figures.assumed, contact.referral, stream);
  if (contact.referral) draw_outcome(borough, made, stream);
  for (std::size_t i = 0; i < figures.factors.size(); ++i) {
    double chance = borough.factors[i].value / 100;
    if (figures.factors[i] == k_exploited) {
      // Those around places have more of it, all others so much less.
      chance = contact.place >= 0 ? k_exploited_share
                                  : share(chance - planted * k_exploited_share, 1 - planted);
    }
    made.factors.push_back(stream.chance(chance));
  }
  draw_times(figures.assumed, contact, made, stream);
  return made;
}

std::string_view outcome(const Contact& contact, const Episode& episode) {
  if (!contact.referral) return "information";
  if (episode.nfa) return "no_further_action";
  if (episode.plan) return "protection_plan";
  return episode.no_need ? "no_need" : "support";
}

std::vector<std::string_view> concerns(const Figures& figures, const Contact& contact,
                                       const Episode& episode) {
  std::vector<std::string_view> made;
  const auto add = [&](std::string_view code) {
    if (std::find(made.begin(), made.end(), code) == made.end()) made.push_back(code);
  };
  if (contact.place >= 0) add("criminal_exploitation");
  if (contact.adult) add("adult_posing_risk");
  for (std::size_t i = 0; i < figures.factors.size(); ++i) {
    if (!episode.factors[i]) continue;
    for (const auto& [factor, concern] : k_concerns) {
      if (factor == figures.factors[i]) add(concern);
    }
  }
  if (made.empty()) made.emplace_back("other");
  return made;
}

}  // namespace mash::simulation
