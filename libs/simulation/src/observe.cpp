// SPDX-License-Identifier: MIT
#include "mash/simulation/observe.h"

#include <algorithm>
#include <utility>

#include "mash/simulation/damage.h"

namespace mash::simulation {
namespace {

constexpr std::array<Care, agency_count> k_agencies{{
    {.agency = "health",
     .share = 0.30,
     .given_typo = 0.02,
     .surname_typo = 0.02,
     .given_missing = 0.002,
     .surname_missing = 0.001,
     .called = 0.15,
     .respelled = 0.05,
     .other_surname = 0.25,
     .plain_letters = 0.7,
     .middle = 0.6,
     .aliases = 0.1,
     .dob_missing = 0.005,
     .dob_slip = 0.01,
     .dob_swapped = 0.006,
     .dob_first_of_january = 0.003,
     .sex_missing = 0.01,
     .nhs = 0.9,
     .old_address = 0.35,
     .temporary = 0.015,
     .no_fixed_abode = 0.006,
     .address_missing = 0.02,
     .postcode_missing = 0.02,
     .street_typo = 0.04,
     .postcode_typo = 0.02,
     .phone = 0.6,
     .capitals = false},
    {.agency = "education",
     .share = 0.25,
     .given_typo = 0.015,
     .surname_typo = 0.015,
     .given_missing = 0.001,
     .surname_missing = 0.001,
     .called = 0.35,
     .respelled = 0.04,
     .other_surname = 0.3,
     .plain_letters = 0.5,
     .middle = 0.5,
     .aliases = 0.1,
     .dob_missing = 0.002,
     .dob_slip = 0.008,
     .dob_swapped = 0.004,
     .dob_first_of_january = 0.002,
     .sex_missing = 0.005,
     .nhs = 0.0,
     .old_address = 0.25,
     .temporary = 0.01,
     .no_fixed_abode = 0.003,
     .address_missing = 0.01,
     .postcode_missing = 0.015,
     .street_typo = 0.03,
     .postcode_typo = 0.015,
     .phone = 0.7,
     .capitals = false},
    {.agency = "social_care",
     .share = 0.15,
     .given_typo = 0.03,
     .surname_typo = 0.03,
     .given_missing = 0.004,
     .surname_missing = 0.003,
     .called = 0.3,
     .respelled = 0.1,
     .other_surname = 0.35,
     .plain_letters = 0.7,
     .middle = 0.35,
     .aliases = 0.5,
     .dob_missing = 0.03,
     .dob_slip = 0.02,
     .dob_swapped = 0.012,
     .dob_first_of_january = 0.015,
     .sex_missing = 0.02,
     .nhs = 0.25,
     .old_address = 0.3,
     .temporary = 0.06,
     .no_fixed_abode = 0.015,
     .address_missing = 0.04,
     .postcode_missing = 0.05,
     .street_typo = 0.06,
     .postcode_typo = 0.03,
     .phone = 0.5,
     .capitals = false},
    {.agency = "police",
     .share = 0.15,
     .given_typo = 0.05,
     .surname_typo = 0.05,
     .given_missing = 0.01,
     .surname_missing = 0.006,
     .called = 0.3,
     .respelled = 0.16,
     .other_surname = 0.35,
     .plain_letters = 1.0,
     .middle = 0.25,
     .aliases = 0.25,
     .dob_missing = 0.06,
     .dob_slip = 0.035,
     .dob_swapped = 0.015,
     .dob_first_of_january = 0.025,
     .sex_missing = 0.02,
     .nhs = 0.0,
     .old_address = 0.3,
     .temporary = 0.05,
     .no_fixed_abode = 0.03,
     .address_missing = 0.06,
     .postcode_missing = 0.12,
     .street_typo = 0.1,
     .postcode_typo = 0.04,
     .phone = 0.45,
     .capitals = true},
    {.agency = "housing",
     .share = 0.10,
     .given_typo = 0.03,
     .surname_typo = 0.025,
     .given_missing = 0.006,
     .surname_missing = 0.002,
     .called = 0.25,
     .respelled = 0.08,
     .other_surname = 0.25,
     .plain_letters = 0.9,
     .middle = 0.2,
     .aliases = 0.05,
     .dob_missing = 0.05,
     .dob_slip = 0.02,
     .dob_swapped = 0.01,
     .dob_first_of_january = 0.01,
     .sex_missing = 0.06,
     .nhs = 0.0,
     .old_address = 0.15,
     .temporary = 0.05,
     .no_fixed_abode = 0.005,
     .address_missing = 0.005,
     .postcode_missing = 0.01,
     .street_typo = 0.02,
     .postcode_typo = 0.01,
     .phone = 0.6,
     .capitals = false},
    {.agency = "voluntary",
     .share = 0.05,
     .given_typo = 0.05,
     .surname_typo = 0.05,
     .given_missing = 0.02,
     .surname_missing = 0.03,
     .called = 0.5,
     .respelled = 0.18,
     .other_surname = 0.35,
     .plain_letters = 0.8,
     .middle = 0.1,
     .aliases = 0.15,
     .dob_missing = 0.15,
     .dob_slip = 0.04,
     .dob_swapped = 0.02,
     .dob_first_of_january = 0.03,
     .sex_missing = 0.1,
     .nhs = 0.0,
     .old_address = 0.25,
     .temporary = 0.1,
     .no_fixed_abode = 0.03,
     .address_missing = 0.12,
     .postcode_missing = 0.15,
     .street_typo = 0.1,
     .postcode_typo = 0.05,
     .phone = 0.4,
     .capitals = false},
}};

constexpr Care k_caller{.agency = "query",
                        .share = 1.0,
                        .given_typo = 0.12,
                        .surname_typo = 0.11,
                        .given_missing = 0.01,
                        .surname_missing = 0.01,
                        .called = 0.25,
                        .respelled = 0.16,
                        .other_surname = 0.4,
                        .plain_letters = 0.9,
                        .middle = 0.1,
                        .aliases = 0.05,
                        .dob_missing = 0.04,
                        .dob_slip = 0.1,
                        .dob_swapped = 0.035,
                        .dob_first_of_january = 0.02,
                        .sex_missing = 0.1,
                        .nhs = 0.1,
                        .old_address = 0.35,
                        .temporary = 0.03,
                        .no_fixed_abode = 0.02,
                        .address_missing = 0.1,
                        .postcode_missing = 0.17,
                        .street_typo = 0.1,
                        .postcode_typo = 0.05,
                        .phone = 0.2,
                        .capitals = false};

std::string iso(Date date) {
  std::string text = "0000-00-00";
  const auto put = [&](std::size_t end, int value) {
    for (; value > 0; value /= 10) text[--end] = static_cast<char>('0' + value % 10);
  };
  put(4, date.year);
  put(7, date.month);
  put(10, date.day);
  return text;
}

// Writes down one record, part by part.
class Clerk {
 public:
  Clerk(const World& world, const Family& family, const Person& person, const Care& care,
        Stream& stream)
      : world_(world), family_(family), person_(person), care_(care), stream_(stream) {}

  Row write() {
    names();
    birth();
    home();
    if (!person_.phone.empty() && stream_.chance(care_.phone)) row_.phone = person_.phone;
    if (!person_.nhs_number.empty() && stream_.chance(care_.nhs)) {
      row_.nhs_number = person_.nhs_number;
      if (stream_.chance(0.01)) row_.nhs_number = mistype(row_.nhs_number, stream_);
    }
    letters();
    return std::move(row_);
  }

 private:
  double respelled() const {
    return person_.origin == Origin::english ? care_.respelled / 4 : care_.respelled;
  }

  void names() {
    const bool known_otherwise = !person_.called.empty() && stream_.chance(care_.called);
    row_.given = known_otherwise ? person_.called : person_.given;
    if (!known_otherwise && stream_.chance(respelled()))
      row_.given = respell(*person_.given_name, row_.given, person_.origin, stream_);
    const bool former = !person_.other_surname.empty() && stream_.chance(care_.other_surname);
    row_.surname = former ? person_.other_surname : person_.surname;
    if (!former && stream_.chance(respelled()))
      row_.surname = respell(*person_.surname_name, row_.surname, person_.origin, stream_);
    if (stream_.chance(care_.middle)) row_.middle = person_.middle;
    if (stream_.chance(care_.aliases)) aliases(known_otherwise, former);
    if (person_.unnamed_at_birth && stream_.chance(0.25)) unnamed();
    if (stream_.chance(care_.given_typo)) row_.given = mistype(row_.given, stream_);
    if (stream_.chance(care_.surname_typo)) row_.surname = mistype(row_.surname, stream_);
    if (stream_.chance(care_.given_missing)) row_.given.clear();
    if (stream_.chance(care_.surname_missing)) row_.surname.clear();
    if (person_.name_order_varies && stream_.chance(0.3)) std::swap(row_.given, row_.surname);
    if (person_.single_name && stream_.chance(0.6)) {
      row_.surname = stream_.chance(0.3) ? row_.given : std::string{};
      row_.middle.clear();
    }
  }

  void aliases(bool known_otherwise, bool former) {
    if (!person_.called.empty())
      row_.other_names = (known_otherwise ? person_.given : person_.called) + " " + row_.surname;
    if (!person_.other_surname.empty()) {
      if (!row_.other_names.empty()) row_.other_names += "; ";
      row_.other_names += row_.given + " " + (former ? person_.surname : person_.other_surname);
    }
  }

  void unnamed() {
    const bool born = to_days(person_.dob) <= world_.customs().today;
    if (!born) {
      row_.given = stream_.chance(0.5) ? "Unborn" : "Unborn baby";
    } else if (person_.twin != 0) {
      row_.given = person_.twin == 1 ? "Twin One" : "Twin Two";
    } else {
      row_.given = stream_.chance(0.4) ? "Baby" : "Baby of " + person_.mother_given;
    }
    row_.middle.clear();
    const Person& mother = family_.people.front();
    if (stream_.chance(0.6)) row_.surname = mother.surname;
  }

  void birth() {
    if (!stream_.chance(care_.sex_missing)) {
      const bool slip = stream_.chance(0.003);
      row_.sex = (person_.sex == Sex::female) != slip ? "F" : "M";
    }
    if (stream_.chance(care_.dob_missing)) return;
    Date date = person_.dob;
    if (person_.dob_unknown || stream_.chance(care_.dob_first_of_january)) {
      date.month = date.day = 1;
      if (stream_.chance(0.2)) date.year += stream_.between(-1, 1);
    } else if (date.day <= 12 && stream_.chance(care_.dob_swapped * 2.5)) {
      std::swap(date.day, date.month);
    } else if (stream_.chance(care_.dob_slip)) {
      slip(date);
    }
    row_.dob = iso(date);
  }

  void slip(Date& date) {
    switch (stream_.below(4)) {
      case 0:
        date.day = stream_.between(1, 28);
        break;
      case 1:
        date.month = std::clamp(date.month + (stream_.chance(0.5) ? 1 : -1), 1, 12);
        date.day = std::min(date.day, 28);
        break;
      case 2:
        date.year += stream_.chance(0.5) ? 1 : -1;
        date.day = std::min(date.day, 28);
        break;
      default:
        date.day = date.day >= 11 && date.day <= 19 ? date.day + (stream_.chance(0.5) ? 1 : -1)
                                                    : std::max(1, date.day - 1);
    }
  }

  void home() {
    if (stream_.chance(care_.address_missing)) return;
    if (stream_.chance(care_.no_fixed_abode)) {
      row_.street = "No fixed abode";
      if (stream_.chance(0.5)) row_.postcode = "ZZ99 3VZ";
      return;
    }
    Address at = where();
    if (stream_.chance(care_.street_typo)) at.street = mistype(at.street, stream_);
    if (stream_.chance(0.15)) shorten(at.street);
    row_.house = std::move(at.house);
    row_.street = std::move(at.street);
    if (stream_.chance(0.85)) row_.town = std::move(at.town);
    if (stream_.chance(care_.postcode_missing)) return;
    row_.postcode = stream_.chance(care_.postcode_typo) ? mistype(at.postcode, stream_)
                                                        : std::move(at.postcode);
  }

  Address where() {
    if (stream_.chance(care_.temporary)) return world_.any_address(stream_);
    if (person_.other_address != person_.last_address && stream_.chance(0.25))
      return family_.addresses[person_.other_address];
    std::size_t which = person_.last_address;
    if (which > person_.first_address && stream_.chance(care_.old_address))
      which = person_.first_address + stream_.below(which - person_.first_address);
    return family_.addresses[which];
  }

  static void shorten(std::string& street) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> k_short{
        {{"Road", "Rd"},
         {"Street", "St"},
         {"Avenue", "Ave"},
         {"Close", "Cl"},
         {"Gardens", "Gdns"}}};
    for (const auto& [word, mark] : k_short) {
      if (street.ends_with(word)) street.replace(street.size() - word.size(), word.size(), mark);
    }
  }

  void letters() {
    const bool plainly = stream_.chance(care_.plain_letters);
    for (std::string* text : {&row_.given, &row_.middle, &row_.surname, &row_.other_names}) {
      if (plainly) *text = plain(*text);
      if (care_.capitals) *text = upper(*text);
    }
    if (!care_.capitals) return;
    row_.street = upper(row_.street);
    row_.town = upper(row_.town);
  }

  const World& world_;
  const Family& family_;
  const Person& person_;
  const Care& care_;
  Stream& stream_;
  Row row_;
};

}  // namespace

const std::array<Care, agency_count>& agencies() {
  return k_agencies;
}

const Care& caller() {
  return k_caller;
}

Row observe(const World& world, const Family& family, const Person& person, const Care& care,
            Stream& stream) {
  return Clerk(world, family, person, care, stream).write();
}

}  // namespace mash::simulation
