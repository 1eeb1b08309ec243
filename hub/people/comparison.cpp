// SPDX-License-Identifier: MIT
#include "comparison.h"

#include <initializer_list>
#include <string>
#include <string_view>

#include "normalise.h"

namespace mash::people {

namespace {

constexpr std::size_t k_full_date = 10;  // "2017-03-09"

Sensitive folded(const Sensitive& text) {
  return Sensitive(fold(text.reveal()));
}

// A code of sex that says nothing is not known.
Sensitive known_sex(const Sensitive& code) {
  const bool unknown = code.reveal() == model::code_of(model::Sex::unknown);
  return unknown ? Sensitive() : code;
}

bool equal(const Sensitive& a, const Sensitive& b) {
  return !a.empty() && a.reveal() == b.reveal();
}

Agreement agreement(const Sensitive& a, const Sensitive& b) {
  if (a.empty() || b.empty()) return Agreement::not_known;
  return equal(a, b) ? Agreement::same : Agreement::differs;
}

// "2017-03" neither agrees with "2017-03-09" nor differs from it.
Agreement date_agreement(const Sensitive& a, const Sensitive& b) {
  const Agreement whole = agreement(a, b);
  if (whole != Agreement::differs) return whole;
  const std::string& shorter = a.reveal().size() < b.reveal().size() ? a.reveal() : b.reveal();
  const std::string& longer = a.reveal().size() < b.reveal().size() ? b.reveal() : a.reveal();
  return longer.starts_with(shorter) ? Agreement::not_known : Agreement::differs;
}

// Also where one source gives as another name what the other source calls the given name.
Agreement given_name_agreement(const Features& a, const Features& b) {
  if (equal(a.names, b.names) || equal(a.given_name, b.other_names) ||
      equal(b.given_name, a.other_names)) {
    return Agreement::same;
  }
  return agreement(a.given_name, b.given_name);
}

Agreement surname_agreement(const Features& a, const Features& b) {
  return equal(a.names, b.names) ? Agreement::same : agreement(a.surname, b.surname);
}

// FNV-1a, 64 bits: a collision only means one comparison in vain.
std::uint64_t hash(std::initializer_list<std::string_view> parts) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  const auto add = [&h](char c) {
    h ^= static_cast<unsigned char>(c);
    h *= 0x100000001b3ULL;
  };
  for (const auto part : parts) {
    for (const char c : part) add(c);
    add('\x1f');
  }
  return h;
}

}  // namespace

Features features_of(const Statement& s) {
  Features f;
  f.given_name = folded(s.given_name);
  f.surname = folded(s.surname);
  f.other_names = folded(s.other_names);
  if (!f.given_name.empty() && !f.surname.empty()) {
    f.names = Sensitive(fold_words(s.given_name.reveal() + " " + s.surname.reveal()));
  }
  f.dob = s.dob;
  if (s.nhs_number_valid) f.nhs_number = folded(s.nhs_number);
  if (s.upn_valid) f.upn = folded(s.upn);
  f.address = folded(s.address_line);
  f.postcode = folded(s.postcode);
  f.sex = known_sex(s.sex);
  return f;
}

std::vector<std::uint64_t> keys_of(const Features& f) {
  std::vector<std::uint64_t> out;
  if (!f.nhs_number.empty()) out.push_back(hash({"nhs", f.nhs_number.reveal()}));
  if (!f.upn.empty()) out.push_back(hash({"upn", f.upn.reveal()}));
  const std::string& dob = f.dob.reveal();
  if (dob.size() == k_full_date) {
    if (!f.names.empty()) out.push_back(hash({"names+dob", f.names.reveal(), dob}));
    // One key for both names: they may have been written into each other's box.
    for (const auto* name : {&f.given_name, &f.surname, &f.other_names}) {
      if (!name->empty()) out.push_back(hash({"name+dob", name->reveal(), dob}));
    }
  }
  const std::string& postcode = f.postcode.reveal();
  if (postcode.empty()) return out;
  if (dob.size() >= 4 && !f.given_name.empty()) {
    out.push_back(hash({"place+name+year", postcode, f.given_name.reveal(), dob.substr(0, 4)}));
  }
  // Adults are often named without a date of birth.
  if (!f.names.empty()) out.push_back(hash({"place+names", postcode, f.names.reveal()}));
  return out;
}

std::array<Agreement, k_features> compare(const Features& a, const Features& b) {
  return {given_name_agreement(a, b),        surname_agreement(a, b),
          date_agreement(a.dob, b.dob),      agreement(a.nhs_number, b.nhs_number),
          agreement(a.upn, b.upn),           agreement(a.address, b.address),
          agreement(a.postcode, b.postcode), agreement(a.sex, b.sex)};
}

std::string address_key(const Statement& s) {
  const std::string line = fold(s.address_line.reveal());
  const std::string postcode = fold(s.postcode.reveal());
  return line.empty() || postcode.empty() ? "" : postcode + " " + line;
}

}  // namespace mash::people
