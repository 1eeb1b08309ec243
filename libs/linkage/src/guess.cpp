// SPDX-License-Identifier: MIT
#include "guess.h"

#include <algorithm>
#include <utility>

#include "mash/linkage/normalise.h"

namespace mash::linkage {

namespace {

// Letters and digits of headers, in English, Polish, German, French, Spanish and R package habits.
using Known = std::pair<std::string_view, Role>;
constexpr Known k_known[] = {
    {"givenname", Role::given_name},
    {"firstname", Role::given_name},
    {"forename", Role::given_name},
    {"forename1", Role::given_name},
    {"fname", Role::given_name},
    {"fnamec1", Role::given_name},
    {"givennames", Role::given_name},
    {"forenames", Role::given_name},
    {"firstnames", Role::given_name},
    {"given", Role::given_name},
    {"first", Role::given_name},
    {"imie", Role::given_name},
    {"vorname", Role::given_name},
    {"prenom", Role::given_name},
    {"nombre", Role::given_name},
    {"christianname", Role::given_name},
    {"childfirstname", Role::given_name},
    {"childforename", Role::given_name},
    {"middlename", Role::middle_name},
    {"middlenames", Role::middle_name},
    {"middleinitial", Role::middle_name},
    {"middle", Role::middle_name},
    {"imie2", Role::middle_name},
    {"fnamec2", Role::middle_name},
    {"forename2", Role::middle_name},
    {"secondname", Role::middle_name},
    {"surname", Role::surname},
    {"lastname", Role::surname},
    {"familyname", Role::surname},
    {"lname", Role::surname},
    {"lnamec1", Role::surname},
    {"lnamec2", Role::surname},
    {"family", Role::surname},
    {"last", Role::surname},
    {"nazwisko", Role::surname},
    {"nachname", Role::surname},
    {"nom", Role::surname},
    {"apellido", Role::surname},
    {"childsurname", Role::surname},
    {"childlastname", Role::surname},
    {"fullname", Role::full_name},
    {"name", Role::full_name},
    {"personname", Role::full_name},
    {"patientname", Role::full_name},
    {"childname", Role::full_name},
    {"pupilname", Role::full_name},
    {"firstandsurname", Role::full_name},
    {"othernames", Role::other_names},
    {"othername", Role::other_names},
    {"alias", Role::other_names},
    {"aliases", Role::other_names},
    {"aka", Role::other_names},
    {"alsoknownas", Role::other_names},
    {"knownas", Role::other_names},
    {"preferredname", Role::other_names},
    {"maidenname", Role::other_names},
    {"formername", Role::other_names},
    {"previousnames", Role::other_names},
    {"nickname", Role::other_names},
    {"sex", Role::sex},
    {"gender", Role::sex},
    {"plec", Role::sex},
    {"geschlecht", Role::sex},
    {"sexe", Role::sex},
    {"sexo", Role::sex},
    {"dob", Role::dob},
    {"dateofbirth", Role::dob},
    {"birthdate", Role::dob},
    {"dataur", Role::dob},
    {"dataurodzenia", Role::dob},
    {"geburtsdatum", Role::dob},
    {"datenaissance", Role::dob},
    {"bdate", Role::dob},
    {"childdob", Role::dob},
    {"birthdt", Role::dob},
    {"bd", Role::dob_day},
    {"dobday", Role::dob_day},
    {"dayofbirth", Role::dob_day},
    {"bday", Role::dob_day},
    {"bm", Role::dob_month},
    {"dobmonth", Role::dob_month},
    {"monthofbirth", Role::dob_month},
    {"bmonth", Role::dob_month},
    {"birthmonth", Role::dob_month},
    {"by", Role::dob_year},
    {"dobyear", Role::dob_year},
    {"yearofbirth", Role::dob_year},
    {"birthyear", Role::dob_year},
    {"yob", Role::dob_year},
    {"byear", Role::dob_year},
    {"dobd", Role::dob_day},
    {"dobm", Role::dob_month},
    {"doby", Role::dob_year},
    {"nhsnumber", Role::nhs_number},
    {"nhsno", Role::nhs_number},
    {"nhs", Role::nhs_number},
    {"nhsnum", Role::nhs_number},
    {"upn", Role::upn},
    {"uniquepupilnumber", Role::upn},
    {"pupilno", Role::upn},
    {"ssn", Role::national_id},
    {"socsecid", Role::national_id},
    {"nationalid", Role::national_id},
    {"nino", Role::national_id},
    {"ninumber", Role::national_id},
    {"nationalinsurancenumber", Role::national_id},
    {"socialsecuritynumber", Role::national_id},
    {"socialsecurity", Role::national_id},
    {"pesel", Role::national_id},
    {"passportnumber", Role::national_id},
    {"nationalidnumber", Role::national_id},
    {"itin", Role::national_id},
    {"ssnitin", Role::national_id},
    {"house", Role::house},
    {"streetnumber", Role::house},
    {"housenumber", Role::house},
    {"houseno", Role::house},
    {"housename", Role::house},
    {"buildingnumber", Role::house},
    {"propertynumber", Role::house},
    {"hausnummer", Role::house},
    {"street", Role::street},
    {"streetname", Role::street},
    {"road", Role::street},
    {"strasse", Role::street},
    {"ulica", Role::street},
    {"rue", Role::street},
    {"address", Role::address},
    {"address1", Role::address},
    {"addressline1", Role::address},
    {"address2", Role::address},
    {"addressline2", Role::address},
    {"addr", Role::address},
    {"fulladdress", Role::address},
    {"streetaddress", Role::address},
    {"homeaddress", Role::address},
    {"adresse", Role::address},
    {"town", Role::town},
    {"city", Role::town},
    {"suburb", Role::town},
    {"posttown", Role::town},
    {"gmina", Role::town},
    {"ort", Role::town},
    {"ville", Role::town},
    {"locality", Role::town},
    {"ciudad", Role::town},
    {"stadt", Role::town},
    {"postcode", Role::postcode},
    {"zip", Role::postcode},
    {"zipcode", Role::postcode},
    {"postalcode", Role::postcode},
    {"kodpocztowy", Role::postcode},
    {"plz", Role::postcode},
    {"postcodefake", Role::postcode},
    {"homepostcode", Role::postcode},
    {"pcode", Role::postcode},
    {"phone", Role::phone},
    {"phonenumber", Role::phone},
    {"telephone", Role::phone},
    {"tel", Role::phone},
    {"mobile", Role::phone},
    {"telefon", Role::phone},
    {"mobilenumber", Role::phone},
    {"telephonenumber", Role::phone},
    {"contactnumber", Role::phone},
    {"email", Role::email},
    {"emailaddress", Role::email},
    {"mail", Role::email},
    {"occupation", Role::occupation},
    {"job", Role::occupation},
    {"profession", Role::occupation},
    {"beruf", Role::occupation},
    {"birthplace", Role::birth_place},
    {"placeofbirth", Role::birth_place},
    {"countryofbirth", Role::birth_place},
    {"birthcountry", Role::birth_place},
    {"kraj", Role::birth_place},
    {"nationality", Role::birth_place},
    {"source", Role::source},
    {"sourcedataset", Role::source},
    {"sourcesystem", Role::source},
};

bool is_email(std::string_view cell) {
  const auto at = cell.find('@');
  return at != std::string_view::npos && at > 0 && cell.find('.', at) != std::string_view::npos;
}

bool is_birth_date(std::string_view cell) {
  if (cell.size() < 8) return false;
  const auto d = read_date(cell, DateOrder::day_first);
  return d.year >= 1880 && d.year <= 2100 && d.month >= 1 && d.month <= 12 && d.day >= 1;
}

// A new-style header with an unknown name: at least 9 of 10 cells must look the part.
template <class Looks>
bool mostly(const std::vector<std::string>& sample, Looks looks) {
  std::size_t filled = 0;
  std::size_t fit = 0;
  for (const auto& cell : sample) {
    if (cell.empty()) continue;
    ++filled;
    if (looks(cell)) ++fit;
  }
  return filled >= 5 && fit * 10 >= filled * 9;
}

bool is_uk_postcode(std::string_view cell) {
  const auto p = postcode(cell);
  if (p.size() < 5 || p.size() > 7) return false;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return letter(p[0]) && digit(p[p.size() - 3]) && letter(p[p.size() - 2]) && letter(p.back());
}

bool mentions(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

}  // namespace

Role guess_role(std::string_view header, const std::vector<std::string>& sample) {
  std::string name;
  for (const char c : plain(header, fold_latin))
    if (c != ' ') name += c;
  for (const auto& [known, role] : k_known)
    if (known == name) return role;
  if (mostly(sample, is_email)) return Role::email;
  if (mostly(sample, is_uk_postcode)) return Role::postcode;
  const bool birth = mentions(name, "birth") || mentions(name, "dob") || mentions(name, "born");
  if (birth && mostly(sample, is_birth_date)) return Role::dob;
  return Role::ignored;
}

void settle_roles(std::vector<ColumnRole>& columns) {
  const auto has = [&](Role role) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const ColumnRole& c) { return c.role == role; });
  };
  if (has(Role::given_name) && has(Role::surname)) {
    for (auto& c : columns)
      if (c.role == Role::full_name) c.role = Role::ignored;
  }
  if (has(Role::dob)) {
    for (auto& c : columns) {
      if (c.role == Role::dob_day || c.role == Role::dob_month || c.role == Role::dob_year)
        c.role = Role::ignored;
    }
  }
  if (has(Role::house) && !has(Role::street)) {
    for (auto& c : columns) {
      if (c.role == Role::address) {
        c.role = Role::street;
        break;
      }
    }
  }
}

}  // namespace mash::linkage
