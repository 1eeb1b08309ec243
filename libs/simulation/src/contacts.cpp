// SPDX-License-Identifier: MIT
#include "contacts.h"

#include <algorithm>
#include <tuple>

#include "mash/simulation/draws.h"

namespace mash::simulation {

namespace {

constexpr auto k_sources = std::to_array<Source>({
    {"6", "police_feed", "Police officer", Kind::police, 1.0, 3, 0, 24},
    {"2A", "web_form", "Safeguarding lead", Kind::school, 1.0, 1, 8, 17},
    {"3A", "web_form", "Practice nurse", Kind::health, 0.25, 0, 8, 19},
    {"3B", "phone", "Health visitor", Kind::health, 0.25, 0, 9, 17},
    {"3E", "system_feed", "Ward sister", Kind::health, 0.35, 0, 0, 24},
    {"3F", "email", "Therapist", Kind::health, 0.15, 0, 9, 18},
    {"1A", "phone", "", Kind::other, 0.2, 5, 8, 22},
    {"1B", "phone", "", Kind::other, 0.2, 5, 8, 22},
    {"4", "email", "Housing officer", Kind::other, 0.15, 4, 9, 17},
    {"5A", "email", "Social worker", Kind::other, 0.25, 2, 9, 18},
    {"8", "web_form", "Project worker", Kind::other, 0.2, 5, 9, 20},
});
constexpr int k_open_days = 28;  // what comes so soon belongs to the open episode
constexpr int k_burst_days = 30;
constexpr int k_adult_days = 270;

std::uint8_t source_of(Kind kind, Stream& stream) {
  double point = stream.unit();
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < k_sources.size(); ++i) {
    if (k_sources.at(i).kind != kind) continue;
    chosen = i;
    point -= k_sources.at(i).share;
    if (point < 0) break;
  }
  return static_cast<std::uint8_t>(chosen);
}

bool in_holidays(const Date& day, bool& august) {
  const int at = day.month * 100 + day.day;
  august = at >= 722 && at <= 902;
  return august || at >= 1220 || at <= 103 || (at >= 214 && at <= 221) ||
         (at >= 403 && at <= 417) || (at >= 525 && at <= 531) || (at >= 1024 && at <= 1031);
}

int weekday(int day) {
  return ((day + 3) % 7 + 7) % 7;  // 0 = Monday; 1970-01-01 was a Thursday
}

}  // namespace

std::span<const Source> sources() {
  return k_sources;
}

Season::Season(const Assumed& assumed) : assumed_(assumed) {
  constexpr int k_from = 18'000;
  constexpr int k_days = 28 * 365;
  for (const Kind kind : {Kind::police, Kind::school, Kind::health, Kind::other}) {
    double sum = 0;
    double most = 0;
    for (int day = k_from; day < k_from + k_days; ++day) {
      sum += raw(kind, day);
      most = std::max(most, raw(kind, day));
    }
    mean_.at(static_cast<std::size_t>(kind)) = sum / k_days;
    most_ = std::max(most_, most * k_days / sum);
  }
}

double Season::raw(Kind kind, int day) const {
  const std::array<double, 7> week{assumed_.monday,
                                   (2 * assumed_.monday + 1) / 3,
                                   (assumed_.monday + 1) / 2,
                                   (assumed_.monday + 2) / 3,
                                   1.0,
                                   assumed_.saturday,
                                   assumed_.sunday};
  const double part = week.at(static_cast<std::size_t>(weekday(day)));
  if (kind == Kind::police) return (part + 1) / 2;  // at work on every day
  if (kind != Kind::school) return part;
  if (weekday(day) > 4) return 0.02;
  bool august = false;
  if (!in_holidays(from_days(day), august)) return part;
  return part * (august ? assumed_.school_august : assumed_.school_holiday);
}

double Season::of(Kind kind, int day) const {
  return raw(kind, day) / mean_.at(static_cast<std::size_t>(kind));
}

// The contacts of one household, drawn by thinning: from the greatest rate there can be on any day,
// each is kept with the share that its own day has of it.
class HouseholdDraw {
 public:
  HouseholdDraw(const ContactMaker& maker, const Town& town, std::uint32_t household, Stream stream,
                std::vector<Contact>& out)
      : maker_(maker),
        town_(town),
        home_(town.households[household]),
        household_(household),
        stream_(stream),
        out_(out) {}

  void draw() {
    const std::size_t first = out_.size();
    stream_of(true);
    stream_of(false);
    around_places();
    finish(first);
  }

 private:
  [[nodiscard]] int start() const { return maker_.span_.first - k_before; }
  [[nodiscard]] int end() const { return maker_.span_.last; }
  [[nodiscard]] std::size_t hub_on(int day) const {
    return maker_.moving_ && day >= home_.moves_on ? home_.moves_to : town_.index;
  }

  // How many times as often as of others one hears of this family on a day.
  [[nodiscard]] double process(int day) const {
    const double since = day - home_.onset;
    if (home_.adult >= 0) return since >= 0 && since < k_adult_days ? 7 : 1;
    switch (home_.process) {
      case Process::stable:
        return 1;
      case Process::clustered:
        return std::any_of(
                   home_.bursts.begin(), home_.bursts.end(),
                   [&](int b) { return b != k_never && day >= b && day < b + k_burst_days; })
                   ? 20
                   : 0.7;
      case Process::escalating:
        return since < 0 ? 1 : 1 + std::min(7.0, since * 7.0 / 180);
      case Process::fading:
        return since < 0 ? 5 : std::max(0.4, 5 * (1 - since / 240));
    }
    return 1;
  }
  [[nodiscard]] double most() const {
    if (home_.adult >= 0) return 7;
    switch (home_.process) {
      case Process::stable:
        return 1;
      case Process::clustered:
        return 20;
      case Process::escalating:
        return 8;
      case Process::fading:
        return 5;
    }
    return 1;
  }

  // The police tell of some families more often, and it becomes no more referrals.
  [[nodiscard]] double times_police(bool referral) const {
    return home_.over_reported && !referral ? maker_.assumed_.over_reported_times : 1.0;
  }

  Kind kind_of(const Rates& rates, double police_times) {
    const auto& mix = rates.mix;
    double point = stream_.unit() * (mix[0] * police_times + mix[1] + mix[2] + mix[3]);
    if (point < mix[0] * police_times) return Kind::police;
    point -= mix[0] * police_times;
    if (point < mix[1]) return Kind::school;
    return point < mix[1] + mix[2] ? Kind::health : Kind::other;
  }

  void stream_of(bool referrals) {
    const auto rate_in = [&](std::size_t hub) {
      const Rates& rates = maker_.rates_[hub];
      return (referrals ? rates.referrals : rates.contacts) *
             (1 + rates.mix[0] * (times_police(referrals) - 1));
    };
    const double here = rate_in(town_.index);
    const bool moves = maker_.moving_ && home_.moves_on != k_never;
    const double highest = moves ? std::max(here, rate_in(home_.moves_to)) : here;
    const double ceiling = most() * maker_.season_.most();
    const double mean = highest * ceiling * (end() - start());
    for (std::uint32_t n = poisson(mean, stream_); n > 0; --n) {
      const int day = start() + static_cast<int>(stream_.unit() * (end() - start()));
      const std::size_t hub = hub_on(day);
      const Kind kind = kind_of(maker_.rates_[hub], times_police(referrals));
      const double keep = process(day) * maker_.season_.of(kind, day) / ceiling;
      if (!stream_.chance(keep * (moves ? rate_in(hub) / highest : 1.0))) continue;
      add(day, kind, referrals, {});
      if (referrals) follow(day);
    }
  }

  void follow(int day) {
    while (stream_.chance(maker_.rates_[hub_on(day)].again)) {
      day += k_open_days + 1 + static_cast<int>(stream_.unit() * (364 - k_open_days));
      if (day >= end()) return;
      Kind kind = Kind::other;
      do {  // on a day of that week on which such a sender writes
        kind = kind_of(maker_.rates_[hub_on(day)], 1);
      } while (!stream_.chance(maker_.season_.of(kind, day) / maker_.season_.most()));
      add(day, kind, true, {});
    }
  }

  void around_places() {
    for (unsigned i = 0; i < home_.children; ++i) {
      const Child& child = town_.children[home_.first_child + i];
      if (child.place < 0) continue;
      const auto& place = town_.places[static_cast<std::size_t>(child.place)];
      for (std::uint32_t n = poisson((place.until - place.from) / 30.0, stream_); n > 0; --n) {
        const int day = stream_.between(place.from, std::max(place.from, place.until - 1));
        const double who = stream_.unit();
        add(day,
            who < 0.5   ? Kind::police
            : who < 0.8 ? Kind::school
                        : Kind::other,
            stream_.chance(0.4),
            {.children = static_cast<std::uint16_t>(1U << i), .place = child.place});
      }
    }
  }

  std::uint16_t named(int day, Kind kind, bool all) {
    std::uint16_t able = 0;
    std::array<unsigned, 16> list{};
    std::size_t count = 0;
    for (unsigned i = 0; i < std::min<unsigned>(home_.children, 16); ++i) {
      if (!is_child(town_.children[home_.first_child + i], day)) continue;
      able = static_cast<std::uint16_t>(able | 1U << i);
      list.at(count++) = i;
    }
    if (count < 2 || kind == Kind::police || all) return able;
    const unsigned first = list.at(stream_.below(count));
    std::uint16_t chosen = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (list.at(i) == first || stream_.chance(maker_.assumed_.sibling_named))
        chosen = static_cast<std::uint16_t>(chosen | 1U << list.at(i));
    }
    return chosen;
  }

  void add(int day, Kind kind, bool referral, Contact contact) {
    contact.day = day;
    contact.source = source_of(kind, stream_);
    const Source& source = k_sources.at(contact.source);
    const bool all = source.code == "4" || source.code == "5A";
    if (contact.children == 0) contact.children = named(day, kind, all);
    if (contact.children == 0) return;
    contact.minute =
        static_cast<std::uint16_t>(stream_.between(source.opens * 60, source.closes * 60 - 1));
    contact.town = static_cast<std::uint16_t>(town_.index);
    contact.hub = static_cast<std::uint16_t>(hub_on(day));
    contact.household = household_;
    contact.referral = referral;
    const int since = day - home_.onset;
    contact.adult = home_.adult >= 0 && since >= 0 && since < k_adult_days && stream_.chance(0.8);
    out_.push_back(contact);
  }

  void finish(std::size_t first) {
    const auto from = out_.begin() + static_cast<std::ptrdiff_t>(first);
    std::uint32_t drawn = 0;
    for (auto contact = from; contact != out_.end(); ++contact) contact->serial = drawn++;
    std::sort(from, out_.end(), [](const Contact& a, const Contact& b) {
      return std::tuple(a.day, a.minute, a.serial) < std::tuple(b.day, b.minute, b.serial);
    });
    int last = -k_never;
    std::uint32_t serial = 0;
    for (auto contact = from; contact != out_.end(); ++contact) {
      contact->serial = serial++;
      if (!contact->referral) continue;
      if (last > -k_never && contact->day - last < k_open_days) {
        contact->referral = false;
      } else {
        last = contact->day;
      }
    }
  }

  const ContactMaker& maker_;
  const Town& town_;
  const Household& home_;
  std::uint32_t household_;
  Stream stream_;
  std::vector<Contact>& out_;
};

void ContactMaker::draw(const Town& town, std::uint32_t household, Stream stream,
                        std::vector<Contact>& out) const {
  HouseholdDraw(*this, town, household, stream, out).draw();
}

}  // namespace mash::simulation
