// SPDX-License-Identifier: MIT
#include "truth.h"

#include <algorithm>

namespace mash::simulation {

namespace {

std::string decimals(double probability) {
  const auto thousandths = static_cast<int>(probability * 1000 + 0.5);
  std::string text = std::to_string(1000 + thousandths % 1000).substr(1);
  return std::to_string(thousandths / 1000) + '.' + text;
}

class TruthWriter {
 public:
  TruthWriter(const Country& country, const Town& town, Tally& tally)
      : country_(country), town_(town), tally_(tally) {}

  Truth write() {
    children_.resize(town_.places.size());
    families_.resize(town_.adults.size());
    for (const Household& home : town_.households) write_family(home);
    for (std::size_t i = 0; i < town_.places.size(); ++i) write_place(i);
    for (std::size_t i = 0; i < town_.adults.size(); ++i) {
      made_.adults += name("-adult-", i) + ',' + town_.borough->id + ',' +
                      iso_day(town_.adults[i].from) + ',' + families_[i] + '\n';
    }
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::string name(const char* kind, std::size_t i) const {
    return town_.borough->id + kind + std::to_string(i + 1);
  }

  void write_family(const Household& home) {
    const int last = country_.span().last;
    const auto then = country_.family(town_, home, last - 1);
    for (std::size_t i = 0; i < then.family.people.size(); ++i) {
      const Person& person = then.family.people[i];
      if (person.adult) write_person(home, then.family, i, {});
    }
    for (std::uint32_t i = 0; i < home.children; ++i) {
      const Child& child = town_.children[home.first_child + i];
      const Person& person = then.family.people[child.index];
      const School school = country_.school(town_, home, child, last - 1);
      const std::string& hub = country_.towns()[then.hub].borough->id;
      write_person(home, then.family, child.index, school);
      if (child.born <= last && last < child.born + k_childhood) {
        ++made_.children;
        tally_.add_person(person.twin != 0, person.other_address != person.last_address,
                          !school.name.empty(), school.town != hub);
      }
      write_process(home, child);
    }
    ++made_.families;
    if (home.adult < 0) return;
    auto& list = families_[static_cast<std::size_t>(home.adult)];
    list += (list.empty() ? "" : ";") + town_.borough->id + '-' + std::to_string(home.number);
  }

  void write_person(const Household& home, const Family& family, std::size_t index,
                    const School& school) {
    const Person& person = family.people[index];
    made_.people += country_.person_id(town_, home.number, index) + ',' + town_.borough->id + '-' +
                    std::to_string(home.number) + ',' + (person.adult ? "adult" : "child") + ',' +
                    iso_day(to_days(person.dob)) + ',' + (person.sex == Sex::female ? "F," : "M,");
    made_.people.append(word(person.origin)).append(",").append(family.naming) +=
        ',' + std::to_string(person.twin) + ',' + person.nhs_number + ',';
    made_.people +=
        home.moves_on == k_never
            ? std::string(",,")
            : iso_day(home.moves_on) + ',' + country_.towns()[home.moves_to].borough->id + ',';
    made_.people +=
        (school.name.find(',') == std::string::npos ? school.name : "") + ',' + school.town + '\n';
  }

  void write_process(const Household& home, const Child& child) {
    const std::string person = country_.person_id(town_, home.number, child.index);
    const auto process = process_of(home, child);
    const double probability = harm_probability(country_.figures().assumed, home, child);
    made_.processes += person + ',';
    made_.processes.append(process.first) +=
        ',' + process.second + ',' + (child.harmed ? "1" : "0") + ',' +
        (home.over_reported ? "over_reported," : "others,") + decimals(probability) + '\n';
    if (child.place < 0) return;
    auto& list = children_[static_cast<std::size_t>(child.place)];
    list += (list.empty() ? "" : ";") + person;
  }

  // The process and since when; the rarest first where two hold.
  [[nodiscard]] std::pair<std::string_view, std::string> process_of(const Household& home,
                                                                    const Child& child) const {
    if (child.place >= 0) {
      return {"place", iso_day(town_.places[static_cast<std::size_t>(child.place)].from)};
    }
    if (home.adult >= 0) return {"adult", iso_day(home.onset)};
    switch (home.process) {
      case Process::stable:
        return {"stable", ""};
      case Process::clustered:
        return {"clustered", ""};
      case Process::escalating:
        return {"escalating", iso_day(home.onset)};
      case Process::fading:
        return {"fading", iso_day(home.onset)};
    }
    return {};
  }

  void write_place(std::size_t i) {
    const Place& place = town_.places[i];
    made_.places += name("-place-", i) + ',' + town_.borough->id + ',' + place.name + ',' +
                    country_.place_id(town_.index, place.neighbourhood) + ',' +
                    iso_day(place.from) + ',' + iso_day(place.until) + ',' + children_[i] + '\n';
  }

  const Country& country_;
  const Town& town_;
  Tally& tally_;
  Truth made_;
  std::vector<std::string> children_, families_;
};

}  // namespace

Truth truth_of(const Country& country, const Town& town, Tally& tally) {
  return TruthWriter(country, town, tally).write();
}

}  // namespace mash::simulation
