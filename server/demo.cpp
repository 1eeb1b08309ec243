// SPDX-License-Identifier: MIT
#include "demo.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "demo_work.h"
#include "embedded.h"
#include "mash/agreements/agreements.h"
#include "mash/cases/every_case.h"
#include "mash/cases/queue.h"
#include "mash/intake/import_run.h"
#include "mash/intake/sample_shift.h"
#include "mash/shift/routes.h"
#include "mash/shift/shift.h"

namespace mash::server {

namespace {

// The sample tells of a small borough; this hub is three times as busy. Its first two days are made
// of the sample's last six, and the past is moved up to where they begin.
constexpr std::int64_t k_busier = 3;
constexpr Duration k_at_work = Duration::days(2);
constexpr Duration k_sampled = Duration::days(2 * k_busier);

// When what was written down before was imported and people began to say who is who in it; all day,
// as the clock of a demonstration has no nights.
constexpr Duration k_open = Duration::days(9);

// One letter for each notification of these days, the newest first: how far its case gets.
//   . nobody looked at it   t taken           s screened           r rated
//   b ready to ask          a agencies asked  y ready to decide    d decided
//   e another service helps k no further action and the referrer told
// Small: the last act is fresh, or all is done. Large: it got so far and was then forgotten.
constexpr std::string_view k_reach = "..t..s.tsrta.bsayrdatkbeyeakdeseekyeAekeeSekeD";
constexpr char k_later = 'e';

enum class Deed {
  arrives,
  take,
  identify,
  point_elsewhere,
  propose,
  rate,
  basis,
  ask,
  police,
  health,
  education,
  decide,
  tell
};

struct Step {
  Deed deed{};
  std::int64_t minutes = 0;  // after receipt
};

// When things are done on a good day.
constexpr auto k_day = std::to_array<Step>({{Deed::take, 25},
                                            {Deed::identify, 35},
                                            {Deed::point_elsewhere, 50},
                                            {Deed::propose, 50},
                                            {Deed::rate, 150},
                                            {Deed::basis, 190},
                                            {Deed::ask, 210},
                                            {Deed::police, 300},
                                            {Deed::health, 360},
                                            {Deed::education, 420},
                                            {Deed::decide, 540},
                                            {Deed::tell, 600}});

std::vector<Deed> deeds_for(char reach) {
  using enum Deed;
  switch (reach | 0x20) {
    case 't':
      return {take};
    case 's':
      return {take, identify, propose};
    case 'r':
      return {take, identify, propose, rate};
    case 'b':
      return {take, identify, propose, rate, basis};
    case 'a':
      return {take, identify, propose, rate, basis, ask, police};
    case 'y':
      return {take, identify, propose, rate, basis, ask, police, health, education};
    case 'd':
      return {take, identify, propose, rate, basis, ask, police, health, education, decide};
    case 'k':
      return {take, identify, propose, rate, decide, tell};
    case 'e':
      return {take, identify, point_elsewhere};
    default:
      return {};
  }
}

// As a screening officer would propose it: indicators of serious harm are Red.
model::Rating rating_for(const intake::ImportedNotification& n) {
  using enum model::ConcernType;
  const auto any_of = [&n](auto... wanted) {
    return std::ranges::any_of(n.concern_types, [=](auto c) { return ((c == wanted) || ...); });
  };
  if (n.immediate_danger == model::Answer::yes ||
      any_of(injury_infant, sexual_abuse, sexual_exploitation, trafficking, adult_posing_risk,
             fgm)) {
    return model::Rating::red;
  }
  const bool harm = any_of(domestic_abuse, physical_abuse, emotional_abuse, neglect, missing,
                           criminal_exploitation, self_harm, pre_birth);
  return harm ? model::Rating::amber : model::Rating::green;
}

struct Event {
  UtcTime at;
  Deed deed{};
  std::size_t place = 0;  // of the notification in `live`
};

struct Days {
  intake::Import past;  // of whom it is said who they are, one case after the other
  intake::Import history, live;
};

void move(intake::ImportedNotification& n, Duration by) {
  n.received_at = n.received_at + by;
  if (!n.incident_at) return;
  if (auto* time = std::get_if<UtcTime>(&*n.incident_at)) *time = *time + by;
}

// The first `past` of them are of the files of the past.
Days split(intake::Import all, std::size_t past, UtcTime now) {
  Days out;
  for (std::size_t i = 0; i < all.notifications.size(); ++i) {
    auto& n = all.notifications[i];
    const Duration age = now - n.received_at;
    const bool is_live = age < k_sampled;
    move(n, is_live ? Duration{age.micros - age.micros / k_busier}
                    : Duration{k_sampled.micros - k_at_work.micros});
    auto& part = is_live ? out.live : i < past ? out.past : out.history;
    part.notifications.push_back(std::move(n));
  }
  out.past.people = all.people;
  out.history.people = all.people;
  out.live.people = std::move(all.people);
  std::ranges::sort(out.live.notifications, {}, &intake::ImportedNotification::received_at);
  return out;
}

std::int64_t minutes_of(Deed deed) {
  return std::ranges::find(k_day, deed, &Step::deed)->minutes;
}

// Acts keep their distances where there is time enough, else they come closer together.
void add_deeds(std::vector<Event>& out, const intake::ImportedNotification& n, std::size_t place,
               char reach, UtcTime now) {
  const auto deeds = deeds_for(reach);
  if (deeds.empty()) return;
  const bool at_once = reach == 'e' || reach == 'k' || (reach >= 'A' && reach <= 'Z');
  const Duration age = now - n.received_at;
  const std::int64_t lag = 10 + static_cast<std::int64_t>(place) * 37 % 110;
  const UtcTime end = now - std::min(Duration::minutes(lag), Duration{age.micros / 4});
  const std::int64_t last = minutes_of(deeds.back());
  const Duration span = std::min(Duration::minutes(last), end - n.received_at);
  const UtcTime begin = at_once ? n.received_at : end - span;
  for (const Deed deed : deeds) {
    out.push_back({begin + Duration{span.micros * minutes_of(deed) / last}, deed, place});
  }
}

std::vector<Event> events_of(const intake::Import& live, UtcTime now) {
  std::vector<Event> out;
  std::size_t rank = 0;
  for (std::size_t i = live.notifications.size(); i-- > 0;) {
    const auto& n = live.notifications[i];
    out.push_back({n.received_at, Deed::arrives, i});
    if (n.duplicate_of) continue;
    const char reach = rank < k_reach.size() ? k_reach[rank] : k_later;
    ++rank;
    const bool red = rating_for(n) == model::Rating::red;
    // A manager rates each Red, and no Red ends without an answer.
    add_deeds(out, n, i, red && (reach == 'e' || reach == 'k') ? 'd' : reach, now);
  }
  std::ranges::sort(out, {}, [](const Event& e) { return std::tuple(e.at, e.place, e.deed); });
  return out;
}

class Demo {
 public:
  Demo(HubCore& core, UtcTime opened, Random& random)
      : core_(core),
        clock_(opened),
        app_({core.database(), clock_, random, core.keys()}, core.app_options(true)),
        work_(app_, clock_) {}

  Result<void> run(const Days& days, UtcTime now) {
    MASH_TRY_DO(begin(days.past, now - k_at_work));
    MASH_TRY_DO(intake::store_import(app_, core_.timescales(), days.history, clock_.now()));
    cases_.resize(days.live.notifications.size());
    for (const Event& event : events_of(days.live, now)) {
      clock_.set(event.at);
      MASH_TRY_DO(happens(event, days.live));
    }
    return {};
  }

 private:
  // From now until then.
  Result<void> begin(const intake::Import& past, UtcTime until) {
    MASH_TRY_DO(intake::store_import(app_, core_.timescales(), past, clock_.now()));
    std::vector<cases::EveryCase> all;
    core_.database().read([&](db::Transaction& tx) { all = cases::every_case(tx); });
    const Duration each{(until - clock_.now()).micros / (std::ssize(all) + 1)};
    for (std::size_t i = 0; i < all.size(); ++i) {
      clock_.set(clock_.now() + each);
      MASH_TRY_DO(work_.identify_all(
          {.path = "/case/" + all[i].id.text(), .officer = i % 2 == 0 ? "u01" : "u02"}));
    }
    clock_.set(until);
    return {};
  }

  Result<void> arrives(const intake::Import& live, std::size_t place) {
    const auto& n = live.notifications[place];
    intake::Import alone{.notifications = {n}};
    std::ranges::copy_if(live.people, std::back_inserter(alone.people), [&n](const auto& person) {
      return person.source_reference == n.source_reference;
    });
    MASH_TRY_DO(intake::store_import(app_, core_.timescales(), alone));
    std::vector<cases::OpenCase> newest;
    core_.database().read(
        [&](db::Transaction& tx) { newest = cases::open_queue(tx, {.newest_first = true}, 1, 0); });
    if (n.duplicate_of) return {};
    cases_[place] = {.path = "/case/" + newest.front().head.id.text(),
                     .reference = newest.front().head.reference,
                     .officer = place % 2 == 0 ? "u01" : "u02",
                     .rating = rating_for(n)};
    return {};
  }

  Result<void> happens(const Event& event, const intake::Import& live) {
    const DemoCase& one = cases_[event.place];
    const bool known = event.place % 3 == 0;
    switch (event.deed) {
      case Deed::arrives:
        return arrives(live, event.place);
      case Deed::take:
        return work_.take(one);
      case Deed::identify:
        return work_.identify(one);
      case Deed::point_elsewhere:
        return work_.point_elsewhere(one);
      case Deed::propose:
        return work_.propose(one);
      case Deed::rate:
        return work_.rate(one);
      case Deed::basis:
        return work_.record_basis(one);
      case Deed::ask:
        return work_.ask(one);
      case Deed::police:
        return known ? work_.know_something(one, "u07") : work_.know_nothing(one, "u07");
      case Deed::health:
        return work_.know_nothing(one, "u09");
      case Deed::education:
        return work_.know_nothing(one, "u11");
      case Deed::decide:
        return work_.decide(one);
      case Deed::tell:
        return work_.tell(one);
    }
    return {};
  }

  HubCore& core_;
  FixedClock clock_;
  pipeline::App app_;
  DemoWork work_;
  std::vector<DemoCase> cases_;
};

struct Read {
  intake::Import all;
  std::size_t past = 0;  // so many of them stand in the files of the past
};

// The demonstration's own borough has all that the sample tells. Any other, its neighbour in a
// small London, knows some of the same families: a quarter of what is told of them came to its
// door.
bool came_to(const model::Borough& borough, std::string_view reference) {
  constexpr std::string_view k_own = "barnfield";
  constexpr int k_share = 4;
  if (borough.hub.id == k_own) return true;
  const auto drawn = crypto::sha256(as_bytes(borough.hub.id), as_bytes(reference));
  return drawn.front() % k_share == 0;
}

void keep_own(intake::Import& part, const model::Borough& borough) {
  std::set<std::string> kept;
  std::erase_if(part.notifications, [&](const auto& n) {
    const bool here = came_to(borough, n.source_reference) &&
                      (!n.duplicate_of || came_to(borough, *n.duplicate_of));
    if (here) kept.insert(n.source_reference);
    return !here;
  });
  std::erase_if(part.people,
                [&kept](const auto& one) { return !kept.contains(one.source_reference); });
}

Result<Read> read_all(const model::Borough& borough) {
  Read out;
  for (const auto& [notifications, people] : {std::pair(past_notifications(), past_people()),
                                              std::pair(pattern_notifications(), pattern_people()),
                                              std::pair(sample_notifications(), sample_people())}) {
    MASH_TRY(intake::Import part,
             intake::read_import(notifications, people, intake::k_sample_import_clock));
    keep_own(part, borough);
    if (notifications.data() != sample_notifications().data()) {
      out.past += part.notifications.size();
    }
    std::ranges::move(part.notifications, std::back_inserter(out.all.notifications));
    std::ranges::move(part.people, std::back_inserter(out.all.people));
  }
  return out;
}

// The front door and the duty team are on duty from now on as long as a demonstration lasts, but
// for whoever had the early shift.
void seed_rota(HubCore& core, UtcTime now, Random& random) {
  const auto& borough = core.borough();
  core.database().write([&](db::Transaction& tx) {
    for (const auto& desk : {pipeline::k_front_door, borough.out_of_hours}) {
      for (const auto& id : shift::people_of(borough, desk)) {
        const bool early = id == StaffId::trusted("u02");
        shift::seed_on_duty(tx, borough, id, now - Duration::hours(early ? 9 : 1),
                            early ? now - Duration::minutes(30) : now + Duration::hours(12),
                            random);
      }
    }
  });
}

// One that all desks have joined, so that a demonstration asks nobody without.
Result<void> begin_with_agreement(HubCore& core, UtcTime now) {
  const auto& borough = core.borough();
  const auto today = to_london(now).date;
  agreements::Terms terms{.name = "Safeguarding children in " + borough.hub.name,
                          .purposes = {"SAFEGUARD_NOW", "STAND_IN"},
                          .kinds = {"0", "1", "2", "3"},
                          .laws = {"UKGDPR_6_1_E", "UKGDPR_9_2_G", "DPA18_S1_P18", "CA04_S11"},
                          .begins = today.plus_days(-200),
                          .review_by = today.plus_days(165),
                          .ends = today.plus_days(530)};
  for (const auto& agency : borough.agencies) {
    if (agency.inside_hub && agency.has_desk()) terms.parties.push_back(agency.id);
  }
  const auto done = core.app().system_act<policy::Action::log_notification>(
      "agreement.begun", [&](const auto&, pipeline::Context& c) -> Result<json::Value> {
        agreements::begin_with(c, borough, terms);
        return json::Value{};
      });
  if (!done) return done.error();
  return {};
}

}  // namespace

Result<void> load_demo(HubCore& core, UtcTime now, Random& random) {
  bool lives = false;
  core.database().read([&](db::Transaction& tx) { lives = cases::any_case(tx); });
  if (lives) return {};
  MASH_TRY(Read read, read_all(core.borough()));
  const Days days = split(intake::shifted(std::move(read.all), now), read.past, now);
  MASH_TRY_DO(Demo(core, now - k_open, random).run(days, now));
  seed_rota(core, now, random);
  return begin_with_agreement(core, now);
}

}  // namespace mash::server
