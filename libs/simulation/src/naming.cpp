// SPDX-License-Identifier: MIT
#include "naming.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace mash::simulation {

namespace {

using Names = std::vector<Name>;

// Of families of the two traditions, how many have another system. Assumed.
constexpr double k_bangladeshi = 0.35;  // of south_asian
constexpr double k_tamil = 0.1;         // of south_asian
constexpr double k_somali = 0.3;        // of arabic

struct Pools {
  Names girls, boys, last_girls, last_boys;
};

Names plain(std::initializer_list<const char*> texts) {
  Names made;
  for (const char* text : texts) made.push_back({text, {}, {}});
  return made;
}

const Pools& bangladeshi() {
  static const Pools k_pools = [] {
    Pools made{
        .girls = plain({"Nasima", "Rahima", "Shamima", "Rukhsana", "Tahmina", "Nazma", "Sadia",
                        "Farhana", "Halima", "Jannat", "Nusrat", "Rabeya", "Salma", "Tasnim"}),
        .boys = plain({"Abdul", "Shah", "Kamal", "Jamal", "Faruk", "Rahim", "Karim", "Shafiq",
                       "Tareq", "Nasir", "Rafiq", "Anwar", "Habib", "Ruhel"}),
        .last_girls = plain({"Akter", "Bibi", "Sultana", "Khanom", "Rahman"}),
        .last_boys = plain({"Ali", "Islam", "Ahmed", "Rahman", "Hoque"})};
    made.girls.push_back({"Fatema", {"Fatima", "Fathema"}, {}});
    made.girls.push_back({"Ayesha", {"Aisha", "Aysha", "Ayisha"}, {}});
    made.boys.push_back({"Mohammed", {"Muhammad", "Mohammad", "Mohamed", "Md"}, {}});
    made.last_girls.push_back({"Begum", {"Begom", "Begam"}, {}});
    made.last_girls.push_back({"Khatun", {"Khatoon"}, {}});
    made.last_boys.push_back({"Miah", {"Mia", "Miya", "Meah"}, {}});
    made.last_boys.push_back({"Uddin", {"Udin", "Ud-Din", "Uddeen"}, {}});
    made.last_boys.push_back({"Hussain", {"Hossain", "Hussein", "Husain"}, {}});
    return made;
  }();
  return k_pools;
}

const Pools& somali() {
  static const Pools k_pools = [] {
    Pools made{.girls = plain({"Hodan", "Amina", "Ifrah", "Khadra", "Ladan", "Naima", "Sagal",
                               "Sahra", "Ubah", "Yasmin", "Zamzam", "Asha", "Hibo", "Idil"}),
               .boys = plain({"Ahmed", "Hassan", "Ali", "Omar", "Ibrahim", "Ismail", "Abdullahi",
                              "Abdirahman", "Farah", "Jama", "Mahad", "Liban", "Warsame"})};
    made.girls.push_back({"Fadumo", {"Faduma", "Fatuma"}, {}});
    made.girls.push_back({"Halimo", {"Halima", "Xaliimo"}, {}});
    made.boys.push_back({"Mohamed", {"Maxamed", "Mohammed", "Mahamed"}, {}});
    made.boys.push_back({"Yusuf", {"Yuusuf", "Yousuf"}, {}});
    made.boys.push_back({"Abdi", {"Cabdi"}, {}});
    made.last_girls = made.last_boys = made.boys;
    return made;
  }();
  return k_pools;
}

const Pools& tamil() {
  static const Pools k_pools = {
      .girls =
          plain({"Priya", "Kavitha", "Meena", "Lakshmi", "Anitha", "Sangeetha", "Tharani", "Nila"}),
      .boys = plain({"Suresh", "Ramesh", "Kumar", "Siva", "Ravi", "Dinesh", "Mathan", "Pradeep"}),
      .last_girls = {},
      .last_boys = plain({"Sivakumar", "Rajaratnam", "Selvarajah", "Thambirajah", "Nadarajah",
                          "Balasingam", "Kandiah"})};
  return k_pools;
}

// Draws first names, none twice in a family.
class Giver {
 public:
  Giver(const Pools& pools, Stream& stream) : pools_(pools), stream_(stream) {}

  void first(Person& person) {
    const Names& names = person.sex == Sex::female ? pools_.girls : pools_.boys;
    const Name* name = &stream_.pick(names);
    for (int tries = 0; tries < 30 && std::ranges::find(used_, name) != used_.end(); ++tries)
      name = &stream_.pick(names);
    used_.push_back(name);
    person.given_name = name;
    person.given = name->text;
    person.middle.clear();
    person.called.clear();
    person.other_surname.clear();
  }
  static void last(Person& person, const Name& name) {
    person.surname_name = &name;
    person.surname = name.text;
  }
  const Name& any_last(Sex sex) {
    return stream_.pick(sex == Sex::female && !pools_.last_girls.empty() ? pools_.last_girls
                                                                         : pools_.last_boys);
  }
  const Name& any_man() { return stream_.pick(pools_.boys); }

 private:
  const Pools& pools_;
  Stream& stream_;
  std::vector<const Name*> used_;
};

void by_father(Family& family, Giver& giver, bool wife_too) {
  const Name* father = nullptr;
  for (Person& person : family.people) {
    giver.first(person);
    if (!person.adult) continue;
    Giver::last(person, giver.any_last(Sex::male));
    if (person.sex == Sex::male) father = person.given_name;
  }
  if (father == nullptr) father = &giver.any_man();
  for (Person& person : family.people) {
    const bool wife = wife_too && person.adult && person.sex == Sex::female;
    if (!person.adult || wife) Giver::last(person, *father);
  }
}

}  // namespace

void apply_naming(Family& family, Stream& stream) {
  const Origin origin = family.people.front().origin;
  const double point = stream.unit();
  if (origin == Origin::south_asian && point < k_bangladeshi) {
    family.naming = "bangladeshi";
    Giver giver(bangladeshi(), stream);
    for (Person& person : family.people) {
      giver.first(person);
      Giver::last(person, giver.any_last(person.sex));
    }
  } else if (origin == Origin::south_asian && point < k_bangladeshi + k_tamil) {
    family.naming = "tamil";
    Giver giver(tamil(), stream);
    by_father(family, giver, true);
  } else if (origin == Origin::arabic && point < k_somali) {
    family.naming = "somali";
    Giver giver(somali(), stream);
    by_father(family, giver, false);
  }
  for (Person& person : family.people) {
    if (!person.adult) person.mother_given = family.people.front().given;
  }
}

}  // namespace mash::simulation
