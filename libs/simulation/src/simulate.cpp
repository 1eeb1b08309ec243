// SPDX-License-Identifier: MIT
#include "mash/simulation/simulate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "country.h"
#include "hub_files.h"
#include "pieces.h"
#include "summary.h"
#include "truth.h"

namespace mash::simulation {

namespace {

constexpr int k_most_days = 3653;

constexpr std::string_view k_readme =
    R"(Made by `openmash simulate`. All people, places and events are invented.

hubs/HUB/notifications-NNN.csv  what agencies sent to a hub, oldest first, for `openmash import`
hubs/HUB/people-NNN.csv         whom each notification names
events.csv                      person,time,severity,source: each child whom a notification is
                                about, the day, 1 (Blue) to 4 (Red), the code of who told
cases.csv                       place,time,count: of children from 10 to 17 told of, by
                                neighbourhood where it was and week (its Monday)
baseline.csv                    place,time,population: how many of that age live there
places.csv                      place,x,y: neighbourhoods in kilometres; the map is invented
durations.csv                   when each was received and decided, when agencies answered (times
                                with an offset; empty: was not asked or never answered)
assessments.csv                 of each assessed child: what followed, and the factors
summary.csv, summary.md         what was made beside what it was made from
truth/                          what is really so, for scoring alone
truth/people.csv                who there is; `links.csv` leads to it
truth/links.csv                 whom each row of a people file is about
truth/processes.csv             person,process,onset,outcome,group,probability: outcome 1 was
                                harmed within the time, probability is that of it; place: exploited
                                around a place; adult: an adult who appears in several families
truth/places.csv, adults.csv    these places and adults
)";

Result<void> check(const Plan& plan) {
  if (plan.days < 1 || plan.days > k_most_days)
    return invalid("days", "Give a number of days from 1 to " + std::to_string(k_most_days));
  if (plan.children != 0 && (std::isnan(plan.children) || plan.children < k_fewest_children ||
                             plan.children > k_most_children))
    return invalid("people", "Give a number of children from 2000 to 2000000");
  if (plan.until.year < 2015 || plan.until.year > 2035)
    return invalid("until", "Give a day from 2015 to 2035, like 2026-01-01");
  return {};
}

// Neighbourhoods in rows of four, boroughs in rows of six; a kilometre and six apart.
std::string places_csv(const Country& country) {
  std::string text = "place,x,y\n";
  for (std::size_t hub = 0; hub < country.towns().size(); ++hub) {
    for (std::uint32_t n = 0; n < k_neighbourhoods; ++n) {
      text += country.place_id(hub, n) + ',' + std::to_string(hub % 6 * 6 + n % 4) + ',' +
              std::to_string(hub / 6 * 6 + n / 4) + '\n';
    }
  }
  return text;
}

class Simulation {
 public:
  Simulation(const Lists& lists, const Figures& figures, const Plan& plan, const Write& write)
      : country_(lists, figures, plan),
        figures_(figures),
        plan_(plan),
        write_(write),
        all_(figures) {}

  Result<Simulated> run(const Progress& progress) {
    country_.make();
    const std::size_t count = country_.towns().size();
    const std::size_t step = std::max(1U, plan_.threads);
    if (progress) progress(0, count);
    for (std::size_t from = 0; from < count; from += step) {
      const std::size_t to = std::min(count, from + step);
      MASH_TRY_DO(write_hubs(from, to));
      if (progress) progress(to, count);
    }
    MASH_TRY_DO(write_rest());
    return std::move(made_);
  }

 private:
  Result<void> put(std::string_view path, std::string_view text) {
    made_.bytes += text.size();
    return write_(path, text);
  }

  // Some hubs at once; what is the same for all is put together in their order.
  Result<void> write_hubs(std::size_t from, std::size_t to) {
    std::vector<Tally> tallies(to - from, Tally(figures_));
    std::vector<HubFiles> hubs(to - from);
    std::vector<Truth> truths(to - from);
    in_pieces(from, to, plan_.threads, [&](std::size_t i) {
      hubs[i - from] = write_hub(country_, i, tallies[i - from]);
      truths[i - from] = truth_of(country_, country_.towns()[i], tallies[i - from]);
    });
    for (std::size_t i = from; i < to; ++i) {
      const Borough& borough = *country_.towns()[i].borough;
      HubFiles& hub = hubs[i - from];
      Truth& truth = truths[i - from];
      for (const auto& [path, text] : hub.files) MASH_TRY_DO(put(path, text));
      beside_.links += hub.links;
      beside_.events += hub.events;
      beside_.durations += hub.durations;
      beside_.assessments += hub.assessments;
      beside_.cases += hub.cases;
      beside_.baseline += hub.baseline;
      truth_.people += truth.people;
      truth_.processes += truth.processes;
      truth_.places += truth.places;
      truth_.adults += truth.adults;
      made_.hubs.push_back(borough.id);
      made_.notifications += hub.notifications;
      made_.children += truth.children;
      made_.families += truth.families;
      const auto rows = tallies[i - from].compare(borough.id, borough, country_.span());
      made_.summary.insert(made_.summary.end(), rows.begin(), rows.end());
      all_.add(tallies[i - from]);
    }
    return {};
  }

  Result<void> write_rest() {
    if (plan_.london) {
      const auto rows = all_.compare("all", figures_.london, country_.span());
      made_.summary.insert(made_.summary.begin(), rows.begin(), rows.end());
    }
    MASH_TRY_DO(put("events.csv", "person,time,severity,source\n" + beside_.events));
    MASH_TRY_DO(put("durations.csv",
                    "hub,reference,level,source,received_at,decided_at,outcome,police_at,health_at,"
                    "education_at,social_care_at\n" +
                        beside_.durations));
    MASH_TRY_DO(put("assessments.csv",
                    "hub,reference,person,section_47,conference,plan,in_45_days,factors\n" +
                        beside_.assessments));
    MASH_TRY_DO(put("cases.csv", "place,time,count\n" + beside_.cases));
    MASH_TRY_DO(put("baseline.csv", "place,time,population\n" + beside_.baseline));
    MASH_TRY_DO(put("places.csv", places_csv(country_)));
    MASH_TRY_DO(
        put("truth/people.csv",
            "person,family,kind,born,sex,tradition,naming,twin,nhs_number,moved_on,moved_to,"
            "school,school_hub\n" +
                truth_.people));
    MASH_TRY_DO(put("truth/links.csv", "hub,source_reference,file,row,person\n" + beside_.links));
    MASH_TRY_DO(put("truth/processes.csv",
                    "person,process,onset,outcome,group,probability\n" + truth_.processes));
    MASH_TRY_DO(put("truth/places.csv",
                    "place,hub,name,neighbourhood,from,until,children\n" + truth_.places));
    MASH_TRY_DO(put("truth/adults.csv", "adult,hub,from,families\n" + truth_.adults));
    MASH_TRY_DO(put("summary.csv", summary_csv(made_.summary)));
    MASH_TRY_DO(put("summary.md", summary_md(made_.summary, figures_, plan_, made_)));
    return put("README.txt", k_readme);
  }

  Country country_;
  const Figures& figures_;
  const Plan& plan_;
  const Write& write_;
  Tally all_;
  Simulated made_;
  HubFiles beside_;
  Truth truth_;
};

}  // namespace

Result<Simulated> simulate(const Lists& lists, const Figures& figures, const Plan& plan,
                           const Write& write, const Progress& progress) {
  MASH_TRY_DO(check(plan));
  return Simulation(lists, figures, plan, write).run(progress);
}

}  // namespace mash::simulation
