// SPDX-License-Identifier: MIT
#include "mash/pointer/tokens.h"

#include <algorithm>
#include <array>
#include <set>

namespace mash::pointer {

namespace {

using enum Field;

constexpr Fields of(std::initializer_list<Field> list) {
  Fields out = 0;
  for (const Field f : list) out = static_cast<Fields>(out | bit(f));
  return out;
}

// The most telling first.
constexpr std::array<Fields, 19> k_kinds = {
    of({nhs_number}),
    of({upn}),
    of({forename, initial, surname, year, month, day}),
    of({forename, initial, year, month, day}),
    of({surname, initial, year, month, day}),
    of({forename, initial, surname, postcode}),
    of({forename, initial, surname, month, day}),
    of({forename, initial, surname, year, month}),
    of({forename, initial, surname, year, day}),
    of({forename, initial, year, postcode}),
    of({year, month, day, postcode}),
    of({surname, year, month, day}),
    of({forename, initial, surname, district}),
    of({forename, initial, month, day, district}),
    of({surname, initial, year, postcode}),
    of({year, month, day, carer, carer_birth}),
    of({forename, initial, carer, carer_birth}),
    of({year, month, day, carer}),
    of({forename, initial, postcode}),
};

constexpr bool has(Fields fields, Field f) {
  return (fields & bit(f)) != 0;
}

// The values that one token is made of.
struct Values {
  std::string forename;
  std::string surname;
  linkage::PartialDate birth;
  std::string postcode;
  Normal::Carer carer;
};

std::string district_of(const std::string& postcode) {
  return postcode.size() > 3 ? postcode.substr(0, postcode.size() - 3) : std::string();
}

// Names in either order are one text: a given name may have been written as the surname.
void add_names(std::string& text, Fields kind, const Values& v) {
  if (has(kind, forename) && has(kind, surname)) {
    const auto [low, high] = std::minmax(v.forename, v.surname);
    text += low + '+' + high;
    return;
  }
  if (has(kind, forename)) text += v.forename;
  if (has(kind, surname)) text += v.surname;
  if (has(kind, initial) && !has(kind, forename)) text += std::string("/") + v.forename.front();
}

// Nothing where a value is not known.
std::string text_of(Fields kind, const Values& v) {
  if ((has(kind, initial) || has(kind, forename)) && v.forename.empty()) return {};
  if (has(kind, surname) && v.surname.empty()) return {};
  if (has(kind, year) && v.birth.year == 0) return {};
  if (has(kind, month) && v.birth.month == 0) return {};
  if (has(kind, day) && v.birth.day == 0) return {};
  if ((has(kind, postcode) || has(kind, district)) && v.postcode.empty()) return {};
  if (has(kind, carer) && v.carer.name.empty()) return {};
  if (has(kind, carer_birth) && v.carer.birth.empty()) return {};
  std::string text = "pointer 1|" + std::to_string(kind) + '|';
  add_names(text, kind, v);
  if (has(kind, year)) text += "|y" + std::to_string(v.birth.year);
  if (has(kind, month)) text += "|m" + std::to_string(v.birth.month);
  if (has(kind, day)) text += "|d" + std::to_string(v.birth.day);
  if (has(kind, postcode)) text += '|' + v.postcode;
  if (has(kind, district)) text += '|' + district_of(v.postcode);
  if (has(kind, carer)) text += "|c" + v.carer.name;
  if (has(kind, carer_birth)) text += "|b" + v.carer.birth;
  return text;
}

// Whoever shares a postcode shares its district.
Fields fields_of(Fields kind) {
  return has(kind, postcode) ? static_cast<Fields>(kind | bit(district)) : kind;
}

class Collected {
 public:
  explicit Collected(std::size_t limit) : limit_(limit) {}
  void add(Fields kind, std::string text) {
    if (text.empty() || out_.size() >= limit_ || !seen_.insert(text).second) return;
    out_.push_back({fields_of(kind), std::move(text)});
  }
  std::vector<Token> take() { return std::move(out_); }

 private:
  std::size_t limit_;
  std::set<std::string> seen_;
  std::vector<Token> out_;
};

void add_number(Collected& out, Fields kind, const Normal& child) {
  const std::string& number = has(kind, nhs_number) ? child.nhs_number : child.upn;
  if (!number.empty()) out.add(kind, "pointer 1|" + std::to_string(kind) + '|' + number);
}

bool is_number(Fields kind) {
  return has(kind, nhs_number) || has(kind, upn);
}

// All that can be made of these names, this birth date and these homes.
void add_kind(Collected& out, Fields kind, const Normal& child, const linkage::PartialDate& birth,
              std::size_t names) {
  static const std::vector<std::string> none = {""};
  const auto& forenames = child.forenames.empty() ? none : child.forenames;
  const auto& surnames = !has(kind, surname) || child.surnames.empty() ? none : child.surnames;
  const auto& homes = !(has(kind, postcode) || has(kind, district)) || child.postcodes.empty()
                          ? none
                          : child.postcodes;
  static const std::vector<Normal::Carer> nobody = {{}};
  const auto& carers = !has(kind, carer) || child.carers.empty() ? nobody : child.carers;
  for (std::size_t f = 0; f < std::min(names, forenames.size()); ++f) {
    for (std::size_t s = 0; s < std::min(names, surnames.size()); ++s) {
      for (const auto& home : homes) {
        for (std::size_t c = 0; c < std::min(names, carers.size()); ++c) {
          out.add(kind, text_of(kind, {forenames[f], surnames[s], birth, home, carers[c]}));
        }
      }
    }
  }
}

void add_word(std::vector<std::string>& to, const std::string& word) {
  const std::string sound = linkage::sound_code(word);
  if (!sound.empty() && std::ranges::find(to, sound) == to.end()) to.push_back(sound);
}

// 1 January stands where nobody knew the day.
linkage::PartialDate known_part(linkage::PartialDate birth) {
  if (birth.month == 1 && birth.day == 1) return {.year = birth.year};
  return birth;
}

// Of several names the first of each: an adult is written down more briefly than a child.
Normal::Carer normal_carer(const Carer& from, const linkage::Fold& fold) {
  std::vector<std::string> forenames;
  std::vector<std::string> surnames;
  for (const auto& word : linkage::name_words(from.given_names, fold)) add_word(forenames, word);
  for (const auto& word : linkage::name_words(from.surname, fold)) add_word(surnames, word);
  if (forenames.empty() || surnames.empty()) return {};
  const auto [low, high] = std::minmax(forenames.front(), surnames.front());
  Normal::Carer out{.name = low + '+' + high, .birth = {}};
  const auto birth = known_part(linkage::read_date(from.birth, linkage::DateOrder::day_first));
  if (birth.year != 0 && birth.month != 0 && birth.day != 0) {
    out.birth = std::to_string(birth.year) + '-' + std::to_string(birth.month) + '-' +
                std::to_string(birth.day);
  }
  return out;
}

}  // namespace

Normal normal(const Details& details, const linkage::Fold& fold) {
  Normal out;
  for (const auto& word : linkage::name_words(details.given_names, fold)) {
    add_word(out.forenames, word);
  }
  for (const auto& word : linkage::name_words(details.surname, fold)) add_word(out.surnames, word);
  for (const auto& word : linkage::name_words(details.other_names, fold)) {
    add_word(out.forenames, word);
    add_word(out.surnames, word);
  }
  out.birth = known_part(linkage::read_date(details.birth, linkage::DateOrder::day_first));
  if (const auto n = linkage::nhs_number(details.nhs_number); n.verified) out.nhs_number = n.text;
  if (const auto n = linkage::upn(details.upn); n.verified) out.upn = n.text;
  for (const auto& p : details.postcodes) {
    const std::string home = linkage::postcode(p);
    if (!district_of(home).empty()) out.postcodes.push_back(home);
  }
  for (const auto& c : details.carers) {
    auto carer = normal_carer(c, fold);
    if (!carer.name.empty() && std::ranges::find(out.carers, carer) == out.carers.end()) {
      out.carers.push_back(std::move(carer));
    }
  }
  return out;
}

Fields known_fields(const Normal& child) {
  const auto if_known = [](bool known, Fields fields) { return known ? fields : Fields{0}; };
  return static_cast<Fields>(
      if_known(!child.forenames.empty(), of({initial, forename})) |
      if_known(!child.surnames.empty(), of({surname})) |
      if_known(child.birth.year != 0, of({year})) | if_known(child.birth.month != 0, of({month})) |
      if_known(child.birth.day != 0, of({day})) |
      if_known(!child.postcodes.empty(), of({district, postcode})) |
      if_known(!child.nhs_number.empty(), of({nhs_number})) |
      if_known(!child.upn.empty(), of({upn})) | if_known(!child.carers.empty(), of({carer})) |
      if_known(std::ranges::any_of(child.carers,
                                   [](const Normal::Carer& c) { return !c.birth.empty(); }),
               of({carer_birth})));
}

std::vector<Token> tokens_to_enter(const Normal& child) {
  constexpr std::size_t k_names = 4;
  Collected out(SIZE_MAX);
  for (const Fields kind : k_kinds) {
    if (is_number(kind)) {
      add_number(out, kind, child);
    } else {
      add_kind(out, kind, child, child.birth, k_names);
    }
  }
  return out.take();
}

std::vector<Token> tokens_to_ask(const Normal& child, std::size_t limit) {
  Collected out(limit);
  for (const std::size_t names : {1U, 2U, 3U}) {
    for (const Fields kind : k_kinds) {
      if (is_number(kind)) {
        add_number(out, kind, child);
      } else {
        add_kind(out, kind, child, child.birth, names);
      }
    }
    linkage::PartialDate turned = child.birth;
    std::swap(turned.day, turned.month);
    if (names != 1 || turned.month > 12 || turned == child.birth) continue;
    for (const Fields kind : k_kinds) {
      if (has(kind, day) && has(kind, month)) add_kind(out, kind, child, turned, names);
    }
  }
  return out.take();
}

std::vector<Token> tokens_to_ask(std::span<const Normal> records, std::size_t limit) {
  std::vector<std::vector<Token>> each;
  std::size_t longest = 0;
  for (const Normal& r : records) {
    each.push_back(tokens_to_ask(r, limit));
    longest = std::max(longest, each.back().size());
  }
  std::vector<Token> out;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < longest; ++i) {
    for (const auto& tokens : each) {
      if (i >= tokens.size() || out.size() >= limit || !seen.insert(tokens[i].text).second)
        continue;
      out.push_back(tokens[i]);
    }
  }
  return out;
}

}  // namespace mash::pointer
