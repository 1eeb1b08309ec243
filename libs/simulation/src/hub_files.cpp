// SPDX-License-Identifier: MIT
#include "hub_files.h"

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>
#include <utility>

#include "mash/simulation/observe.h"
#include "words.h"

namespace mash::simulation {

namespace {

constexpr std::string_view k_notifications =
    "source_reference,received_at,incident_at,channel,referral_source,referrer_name,referrer_role,"
    "referrer_agency,referrer_email,referrer_phone,referrer_wants_anonymity,immediate_danger,"
    "concern_types,family_informed,narrative\n";
constexpr std::string_view k_people =
    "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,nhs_number,"
    "upn,address_line,postcode,school,relationship_to_child,notes\n";
constexpr int k_youth_from = 10;  // whom cases.csv counts, in years

std::string cell(std::string_view text) {
  return text.find(',') == std::string_view::npos ? std::string(text)
                                                  : '"' + std::string(text) + '"';
}

std::string padded(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  text.insert(0, width - std::min(width, text.size()), '0');
  return text;
}

int monday(int day) {
  return day - ((day + 3) % 7 + 7) % 7;
}

class HubWriter {
 public:
  HubWriter(const Country& country, std::size_t hub, Tally& tally)
      : country_(country),
        hub_(hub),
        town_(country.towns()[hub]),
        told_(country.told(hub)),
        tally_(tally) {}

  HubFiles write() {
    draw_episodes();
    for (const std::size_t i : by_time()) {
      if (made_.notifications % k_a_file == 0) next_file();
      write_one(told_[i], episodes_[i]);
    }
    close_file();
    write_counts();
    return std::move(made_);
  }

 private:
  void draw_episodes() {
    for (const Contact& contact : told_) {
      Stream stream = country_.stream(1000, contact);
      episodes_.push_back(draw_episode(country_.figures(), *town_.borough,
                                       country_.rates(hub_).planted, contact, stream));
    }
    for (std::size_t from = 0; from < told_.size();) {
      std::size_t to = from;
      while (to < told_.size() && told_[to].town == told_[from].town &&
             told_[to].household == told_[from].household)
        ++to;
      tally_.add_family(std::span(told_).subspan(from, to - from),
                        std::span(episodes_).subspan(from, to - from), country_.span());
      from = to;
    }
    tally_.expose(town_.exposed);
  }

  std::vector<std::size_t> by_time() const {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < told_.size(); ++i) {
      if (told_[i].day >= country_.span().first) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const auto key = [&](std::size_t i) { return std::tuple(told_[i].day, told_[i].minute, i); };
      return key(a) < key(b);
    });
    return order;
  }

  void close_file() {
    if (notifications_.empty()) return;
    const std::string at = "hubs/" + town_.borough->id + '/';
    const std::string number = padded(++files_, 3) + ".csv";
    made_.files.emplace_back(at + "notifications-" + number, std::move(notifications_));
    made_.files.emplace_back(at + "people-" + number, std::move(people_));
  }
  void next_file() {
    close_file();
    notifications_ = k_notifications;
    people_ = k_people;
    person_rows_ = 0;
  }

  void write_one(const Contact& contact, const Episode& episode) {
    const Town& from = country_.towns()[contact.town];
    const Household& home = from.households[contact.household];
    const FamilyThen then = country_.family(from, home, contact.day);
    Stream stream = country_.stream(2000, contact);
    const std::string reference =
        "SIM/" + town_.borough->id + '/' + padded(++made_.notifications, 7);
    write_notification(reference, contact, episode, home, stream);
    write_people(reference, contact, then, stream);
    write_beside(reference, contact, episode, home);
  }

  // A few people write for each agency, again and again.
  std::string referrer(const Contact& contact, const Household& home) const {
    Stream who(mix(mix(country_.plan().seed, 900 + hub_),
                   contact.source * 1000U + home.neighbourhood * 10U + contact.serial % 4));
    const auto& lists = country_.lists();
    const auto origin = who.below(origin_count);
    // One after the other: the parts of a sum may be drawn in any order.
    std::string name = (who.chance(0.6) ? lists.girls : lists.boys).at(origin).draw(who).text;
    name += ' ' + lists.surnames.at(origin).draw(who).text;
    return name;
  }

  std::string agency(const Contact& contact, const Household& home) const {
    const std::string& name = town_.borough->name;
    const std::string_view code = sources()[contact.source].code;
    if (code == "6") return name + " Borough Police";
    if (code == "2A") {
      const auto n = static_cast<unsigned>(std::countr_zero(contact.children));
      const Town& from = country_.towns()[contact.town];
      const auto school =
          country_.school(from, home, from.children[home.first_child + n], contact.day);
      return school.name.empty() ? name + " Nursery" : school.name;
    }
    if (code == "3A") return name + " Surgery " + std::to_string(home.neighbourhood + 1);
    if (code == "3B") return name + " Health Visiting";
    if (code == "3E" || code == "3F") return name + " General Hospital";
    if (code == "4") return name + " Council Housing";
    if (code == "5A") return name + " Council";
    return code == "8" ? name + " Youth Project" : "";
  }

  void write_notification(const std::string& reference, const Contact& contact,
                          const Episode& episode, const Household& home, Stream& stream) {
    const Source& source = sources()[contact.source];
    const auto about = concerns(country_.figures(), contact, episode);
    std::string codes;
    for (const auto code : about) codes.append(codes.empty() ? "" : ";").append(code);
    const bool unnamed = source.code == "1B" && stream.chance(0.3);
    notifications_ += reference + ',' + iso_utc(episode.received) + ",,";
    notifications_.append(source.channel).append(",").append(source.code).append(",");
    notifications_ += cell(referrer(contact, home)) + ',';
    notifications_.append(source.who).append(",") +=
        cell(agency(contact, home)) + ",,01632 9" + padded(stream.below(100'000), 5) + ',';
    notifications_ += unnamed ? "yes," : "no,";
    notifications_ += episode.level == Level::red ? "yes," : "no,";
    notifications_ += codes + (stream.chance(0.6) ? ",yes,\"" : ",no,\"");
    notifications_ += "Told on " + plain_time(episode.received) + '.';
    for (std::size_t i = 0; i < std::min<std::size_t>(about.size(), 3); ++i)
      notifications_.append(" ").append(sentence(about[i], stream));
    if (contact.place >= 0) {
      const auto& places = country_.towns()[contact.town].places;
      notifications_ += " Seen at " + places[static_cast<std::size_t>(contact.place)].name + '.';
    }
    notifications_ += "\"\n";
  }

  void write_people(const std::string& reference, const Contact& contact, const FamilyThen& then,
                    Stream& stream) {
    const Town& from = country_.towns()[contact.town];
    const Household& home = from.households[contact.household];
    const World& world = country_.towns()[then.hub].world;
    const Care& care = agencies().at(sources()[contact.source].care);
    for (unsigned i = 0; i < home.children; ++i) {
      const Child& child = from.children[home.first_child + i];
      const bool named = (contact.children >> i & 1U) != 0;
      // Others of the family are mentioned by some.
      if (!named && (!is_child(child, contact.day) || !stream.chance(0.3))) continue;
      Row row = observe(world, then.family, then.family.people[child.index], care, stream);
      const bool unborn = child.born > contact.day;
      const auto school = country_.school(from, home, child, contact.day);
      write_person(reference,
                   unborn  ? "unborn"
                   : named ? "child"
                           : "sibling",
                   row, unborn, stream.chance(0.6) ? school.name : "");
      link(reference, country_.person_id(from, home.number, child.index));
    }
    for (std::size_t i = 0; i < then.family.people.size(); ++i) {
      if (!then.family.people[i].adult || !stream.chance(0.75)) continue;
      Row row = observe(world, then.family, then.family.people[i], care, stream);
      write_person(reference, "parent", row, false, "");
      link(reference, country_.person_id(from, home.number, i));
    }
    if (contact.adult) write_adult(reference, from, home, care, stream);
  }

  void write_adult(const std::string& reference, const Town& from, const Household& home,
                   const Care& care, Stream& stream) {
    const Adult& adult = from.adults[static_cast<std::size_t>(home.adult)];
    const Family family = from.world.family(adult.family);
    const auto man = std::find_if(family.people.begin(), family.people.end(),
                                  [](const Person& p) { return p.adult && p.sex == Sex::male; });
    const std::size_t n =
        man == family.people.end() ? 0 : static_cast<std::size_t>(man - family.people.begin());
    Row row = observe(from.world, family, family.people[n], care, stream);
    write_person(reference, "adult_of_concern", row, false, "");
    link(reference, from.borough->id + "-adult-" + std::to_string(home.adult + 1));
  }

  void write_person(const std::string& reference, std::string_view role, Row& row, bool unborn,
                    std::string_view school) {
    if (unborn) {
      row.given = "Unborn baby";
      row.sex = "U";
      row.nhs_number.clear();
    }
    const std::string line = row.house.empty() ? row.street : row.house + ' ' + row.street;
    if (row.given.empty() && row.surname.empty() && row.dob.empty() && line.empty())
      row.surname = "Unknown";
    people_ += reference + ',';
    people_.append(role) += ',' + cell(row.given) + ',' + cell(row.surname) + ',' +
                            cell(row.other_names) + ',' + (unborn ? "" : row.dob) + ',' +
                            (unborn ? row.dob : "") + ',' + row.sex + ',' + row.nhs_number + ",," +
                            cell(line) + ',' + row.postcode + ',' + cell(school) + ",,\n";
  }

  void link(const std::string& reference, const std::string& person) {
    made_.links += town_.borough->id + ',' + reference + ',' + padded(files_ + 1, 3) + ',' +
                   std::to_string(++person_rows_) + ',' + person + '\n';
  }

  void write_beside(const std::string& reference, const Contact& contact, const Episode& episode,
                    const Household& home) {
    const Town& from = country_.towns()[contact.town];
    const std::string& hub = town_.borough->id;
    const std::string day = iso_day(contact.day);
    const auto severity = std::to_string(4 - static_cast<int>(episode.level));
    std::uint32_t where = home.neighbourhood;
    if (contact.place >= 0)
      where = from.places[static_cast<std::size_t>(contact.place)].neighbourhood;
    for (unsigned i = 0; i < home.children; ++i) {
      if ((contact.children >> i & 1U) == 0) continue;
      const Child& child = from.children[home.first_child + i];
      const std::string person = country_.person_id(from, home.number, child.index);
      made_.events += person + ',' + day + ',' + severity + ',';
      made_.events.append(sources()[contact.source].code) += '\n';
      if (contact.day - child.born >= k_youth_from * 365) ++cases_[{where, monday(contact.day)}];
      if (contact.referral && episode.assessed) assess(reference, person, episode);
    }
    made_.durations += hub + ',' + reference + ',';
    made_.durations.append(word(episode.level)).append(",").append(sources()[contact.source].code);
    made_.durations += ',' + iso_london(episode.received) + ',' + iso_london(episode.decided) + ',';
    made_.durations += outcome(contact, episode);
    for (const UtcTime answered : episode.answered)
      made_.durations += ',' + (answered.micros == 0 ? std::string{} : iso_london(answered));
    made_.durations += '\n';
  }

  void assess(const std::string& reference, const std::string& person, const Episode& episode) {
    made_.assessments += town_.borough->id + ',' + reference + ',' + person + ',' +
                         (episode.s47 ? "yes," : "no,") + (episode.icpc ? "yes," : "no,") +
                         (episode.plan ? "yes," : "no,") + (episode.in_45_days ? "yes," : "no,");
    bool first = true;
    for (std::size_t f = 0; f < episode.factors.size(); ++f) {
      if (!episode.factors[f]) continue;
      made_.assessments += (first ? "" : ";") + country_.figures().factors[f];
      first = false;
    }
    made_.assessments += '\n';
  }

  void write_counts() {
    for (const auto& [at, count] : cases_) {
      made_.cases += country_.place_id(hub_, at.first) + ',' + iso_day(at.second) + ',' +
                     std::to_string(count) + '\n';
    }
    const Span span = country_.span();
    std::vector<std::vector<int>> born(k_neighbourhoods);
    for (const Household& home : town_.households) {
      for (std::uint32_t i = 0; i < home.children; ++i)
        born[home.neighbourhood].push_back(town_.children[home.first_child + i].born);
    }
    for (std::uint32_t n = 0; n < k_neighbourhoods; ++n) {
      for (int week = monday(span.first); week < span.last; week += 7) {
        const auto young = std::count_if(born[n].begin(), born[n].end(), [&](int day) {
          return day + k_youth_from * 365 <= week && week < day + k_childhood;
        });
        made_.baseline +=
            country_.place_id(hub_, n) + ',' + iso_day(week) + ',' + std::to_string(young) + '\n';
      }
    }
  }

  const Country& country_;
  std::size_t hub_;
  const Town& town_;
  const std::vector<Contact>& told_;
  Tally& tally_;
  HubFiles made_;
  std::vector<Episode> episodes_;
  std::string notifications_, people_;
  std::size_t files_ = 0, person_rows_ = 0;
  std::map<std::pair<std::uint32_t, int>, int> cases_;
};

}  // namespace

HubFiles write_hub(const Country& country, std::size_t hub, Tally& tally) {
  return HubWriter(country, hub, tally).write();
}

}  // namespace mash::simulation
