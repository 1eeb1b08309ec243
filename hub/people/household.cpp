// SPDX-License-Identifier: MIT
#include "household.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "mash/base/assert.h"
#include "mash/cases/bars.h"
#include "mash/cases/cases.h"
#include "mash/html/components.h"
#include "mash/linkage/normalise.h"
#include "mash/people/postcode.h"
#include "normalise.h"
#include "pages.h"
#include "person_store.h"
#include "statement.h"

namespace mash::people {

namespace {

constexpr std::size_t k_most_others = 20;
constexpr std::size_t k_most_stays = 5;
constexpr std::size_t k_before = 10;
constexpr std::size_t k_after = 10;
constexpr std::size_t k_most_opened = 200;  // for one stay
constexpr const char* k_many =
    "More people than are shown: this address holds many households (a hostel, a refuge or flats "
    "without numbers, perhaps). Those who were named last are shown.";
constexpr const char* k_too_many =
    "Not known: more was said of this address than is read here (a hostel, a refuge or flats "
    "without numbers, perhaps). Of those who were named last before the end of this stay, nobody "
    "was recorded there then.";

// Newest first, each person once, nobody of this case.
std::vector<StatementRow> others(pipeline::Context& c, const std::vector<StatementId>& found,
                                 const std::vector<Statement>& here) {
  std::set<PersonId> known;
  for (const auto& s : here) {
    if (!s.person.empty()) known.insert(person_now(c.tx, s.person));
  }
  std::vector<StatementRow> rows;
  for (const auto& id : found) {
    auto row = find_statement_row(c.tx, id);  // not there: the index is ahead of this snapshot
    if (row && row->case_id.text() != c.input.text("case")) rows.push_back(*std::move(row));
  }
  std::ranges::sort(rows, [](const StatementRow& a, const StatementRow& b) {
    return a.at != b.at ? a.at > b.at : a.id < b.id;
  });
  std::erase_if(rows, [&known](const StatementRow& row) {
    return !row.person.empty() && !known.insert(row.person).second;
  });
  return rows;
}

// "3 May 2025 to 2 June 2026"
std::string recorded_in_words(const Stay& stay) {
  const std::string first = plain_date(to_london(stay.first).date);
  const std::string last = plain_date(to_london(stay.last).date);
  return first == last ? first : first + " to " + last;
}

// What the reader may know of whoever the row is about: these words, and what was said of them
// next before and next after.
std::vector<StatementRow> said_around(pipeline::Context& c, const StatementRow& row,
                                      const std::set<CaseId>& hidden) {
  if (row.person.empty()) return {row};
  auto rows = statement_rows(c.tx, row.person);  // the newest first
  std::erase_if(rows, [&](const StatementRow& r) { return hidden.contains(r.case_id); });
  const auto here = std::ranges::find(rows, row.id, &StatementRow::id);
  MASH_ASSERT(here != rows.end());
  if (rows.end() - here > std::ptrdiff_t{k_before} + 1) rows.erase(here + k_before + 1, rows.end());
  if (here - rows.begin() > std::ptrdiff_t{k_after}) rows.erase(rows.begin(), here - k_after);
  return rows;
}

// Since when another address is given for whoever these words are about, or nothing.
std::optional<UtcTime> left_at(const std::vector<Statement>& said, const std::string& home) {
  auto stays = stays_of(said);
  const auto last = std::ranges::find(stays.rbegin(), stays.rend(), home, &Stay::home);
  return last == stays.rend() ? std::nullopt : last->ended;
}

// Somebody at a home of this case; `left`: another address was given since.
struct Other {
  json::Value view;
  bool left = false;
};

Other other_at_home(pipeline::Context& c, const policy::Proof& proof, const StatementRow& row,
                    const std::set<CaseId>& hidden) {
  const auto s = open_statement(c.tx, c.vault, proof, row);
  const auto head = cases::find_case(c.tx, s.case_id);
  MASH_ASSERT(head.has_value());
  const auto left =
      left_at(open_statements(c.tx, c.vault, proof, said_around(c, row, hidden)), address_key(s));
  std::string facts(model::words_of(s.role));
  if (!s.dob.empty()) facts += ", born " + date_in_words(s.dob.reveal());
  if (left) facts += ", at another address since " + plain_date(to_london(*left).date);
  json::Value v = json::Object{};
  v.set("name", s.display_name());
  v.set("facts", facts + ", named here on " + plain_time(s.at) + " in case ");
  v.set("reference", head->reference);
  v.set("href", "/case/" + s.case_id.text() + "/family");
  return {.view = std::move(v), .left = left.has_value()};
}

// "Obi Okafor (3 May 2025); Dale Reed (1 June 2026)": each person once, the last named first.
std::string others_during(pipeline::Context& c, const policy::Proof& proof,
                          const Recogniser& recogniser, const Statement& there, const Stay& stay,
                          const PersonId& person) {
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  // Of each the last words before the stay ended: who had come by then and had not left is there.
  const auto found = recogniser.at_home_of(there, hidden, stay.ended);
  std::set<PersonId> known{person};
  std::string out;
  std::size_t count = 0;
  std::size_t opened = 0;
  bool more = found.more;
  for (const auto& id : found.newest) {
    const auto row = find_statement_row(c.tx, id);  // not there: the index is ahead
    if (!row || (!row->person.empty() && !known.insert(row->person).second)) continue;
    const auto rows = said_around(c, *row, hidden);
    more = more || opened + rows.size() > k_most_opened;
    if (opened + rows.size() > k_most_opened) break;
    opened += rows.size();
    const auto said = open_statements(c.tx, c.vault, proof, rows);
    const auto stays = stays_of(said);
    const auto same = std::ranges::find_if(stays, [&](const Stay& s) { return s.overlaps(stay); });
    if (same == stays.end()) continue;
    more = more || count == k_most_others;
    if (count++ == k_most_others) break;
    c.touch(id.text());
    out += (out.empty() ? "" : "; ") + said.front().display_name() + " (" +
           recorded_in_words(*same) + ")";
  }
  if (!more) return out;
  return out.empty() ? k_too_many : out + ". " + k_many;
}

// Whether the part before the first comma names a house: "Rose Cottage, Mill Lane", but not
// "Mill Lane, Brackenford".
bool names_a_house(std::string_view line) {
  constexpr auto k_streets = std::to_array<std::string_view>(
      {"street", "road", "avenue", "lane", "close", "drive", "crescent", "way"});
  const auto comma = line.find(',');
  if (comma == std::string_view::npos || fold(line.substr(comma)).empty()) return false;
  const auto name = linkage::street_words(line.substr(0, comma), lower_ascii);
  const auto last = std::string_view(name).substr(name.rfind(' ') + 1);
  return !name.empty() && std::ranges::find(k_streets, last) == k_streets.end();
}

// "12 thistledown road", "rose cottage mill lane" in words; both "" for a street without a number,
// with its town or without, and for what is no address.
struct House {
  std::string words;
  std::string
      key;  // with a number, of the street only how it begins: a slip in it is no other home
};
House house_in(std::string_view line, std::string_view postcode) {
  const auto address = linkage::split_address(line, lower_ascii);
  const std::string& street = address.street;
  if (!address.house.empty()) {
    return {.words = address.house + " " + street,
            .key = address.house + " " + street.substr(0, 1)};
  }
  std::string beside_postcode = street;  // whose digits are no house's
  if (const auto at = fold(street).rfind(postcode); !postcode.empty() && at != std::string::npos)
    beside_postcode = fold(street).erase(at, postcode.size());
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool is_home = std::ranges::any_of(beside_postcode, is_digit) || names_a_house(line);
  return is_home ? House{.words = street, .key = street} : House{};
}

// Of words that are no home themselves ("no fixed abode", a street, a postcode): whether they speak
// against this one. A part of its address does not.
bool is_elsewhere(const Statement& s, const Statement& home) {
  const std::string postcode = linkage::postcode(home.postcode.reveal());
  const std::string other = linkage::postcode(s.postcode.reveal());
  if (!other.empty() && other != postcode) return true;
  if (s.address_line.empty()) return false;
  const std::string words = linkage::street_words(s.address_line.reveal(), lower_ascii);
  if (words.empty()) return true;
  const std::string here = " " + house_in(home.address_line.reveal(), postcode).words + " ";
  const std::string said = " " + words + " ";
  return here.find(said) == std::string::npos && said.find(here) == std::string::npos;
}

}  // namespace

std::string address_key(const Statement& s) {
  if (!is_postcode(s.postcode.reveal())) return "";
  const std::string postcode = linkage::postcode(s.postcode.reveal());
  const auto house = house_in(s.address_line.reveal(), postcode);
  return postcode.empty() || house.key.empty() ? "" : postcode + " " + house.key;
}

std::vector<Home> homes_in(const std::vector<Statement>& statements) {
  std::map<std::string, Home> by_address;
  for (const auto& s : statements) {
    const std::string key = address_key(s);
    if (key.empty()) continue;
    auto& home = by_address[key];
    if (home.said == nullptr) {
      home.said = &s;
      home.address = s.address_line.reveal() + ", " + s.postcode.reveal();
    }
    const std::string& member = s.person.empty() ? s.id.text() : s.person.text();
    if (std::ranges::find(home.members, member) == home.members.end()) {
      home.members.push_back(member);
    }
  }
  std::vector<Home> out;
  for (auto& [key, home] : by_address) out.push_back(std::move(home));
  return out;
}

json::Array households(const std::vector<Statement>& statements,
                       const std::vector<Subject>& subjects) {
  const auto name_of = [&](const std::string& member) {
    const auto subject =
        std::ranges::find(subjects, member, [](const Subject& s) { return s.person.text(); });
    if (subject != subjects.end()) return subject->name;
    const auto said =
        std::ranges::find(statements, member, [](const Statement& s) { return s.id.text(); });
    MASH_ASSERT(said != statements.end());
    return said->display_name();
  };
  json::Array out;
  for (const auto& home : homes_in(statements)) {
    if (home.members.size() < 2) continue;
    json::Array names;
    for (const auto& member : home.members) names.emplace_back(name_of(member));
    json::Value one = json::Object{};
    one.set("address", home.address);
    one.set("names", std::move(names));
    out.push_back(std::move(one));
  }
  return out;
}

json::Value others_at_home(pipeline::Context& c, const policy::Proof& proof,
                           const Recogniser& recogniser, const std::vector<Statement>& statements) {
  if (!cases::is_front_door(c.principal)) return false;
  const auto hidden = cases::barred_cases(c.tx, c.principal.person);
  std::set<StatementId> found;
  bool many = false;
  for (const auto& s : statements) {
    const auto home = recogniser.at_home_of(s, hidden, std::nullopt);
    found.insert(home.newest.begin(), home.newest.end());
    many = many || home.more;
  }
  const auto rows = others(c, {found.begin(), found.end()}, statements);
  if (rows.empty()) return false;
  std::vector<Other> shown;
  for (const auto& row : rows) {
    if (shown.size() == k_most_others) break;
    c.touch(row.id.text());
    shown.push_back(other_at_home(c, proof, row, hidden));
  }
  json::Array people;
  for (const bool left : {false, true}) {
    for (auto& o : shown) {
      if (o.left == left) people.push_back(std::move(o.view));
    }
  }
  json::Value out = json::Object{};
  // Not how many: it would take a reading of all that was ever said of a hostel.
  many = many || rows.size() > people.size();
  out.set("more", many ? k_many : "");
  out.set("people", std::move(people));
  return out;
}

bool Stay::overlaps(const Stay& other) const {
  return home == other.home && (!ended || other.first < *ended) &&
         (!other.ended || first < *other.ended);
}

std::vector<Stay> stays_of(std::vector<Statement> said) {
  std::ranges::sort(said, [](const Statement& a, const Statement& b) {
    return a.at != b.at ? a.at < b.at : a.id < b.id;
  });
  std::vector<Stay> out;
  const Statement* there = nullptr;  // who opened the last stay
  for (const auto& s : said) {
    const std::string home = address_key(s);
    Stay* open = out.empty() || out.back().ended ? nullptr : &out.back();
    if (open != nullptr && open->home == home) {
      open->last = s.at;
      continue;
    }
    if (open != nullptr && (!home.empty() || is_elsewhere(s, *there))) open->ended = s.at;
    if (home.empty()) continue;
    there = &s;
    out.push_back({.home = home,
                   .address = s.address_line.reveal() + ", " + s.postcode.reveal(),
                   .first = s.at,
                   .last = s.at,
                   .ended = std::nullopt});
  }
  return out;
}

json::Value homes_over_time(pipeline::Context& c, const policy::Proof& proof,
                            Recogniser& recogniser, const std::vector<Statement>& said,
                            const PersonId& person) {
  auto stays = stays_of(said);
  if (stays.empty()) return false;
  recogniser.catch_up(c.tx, c.vault);
  html::TableOptions table{
      .caption = "Where sources recorded this person, and who else was there",
      .caption_classes = "govuk-table__caption--m",
      .head = {{.text = "Address"}, {.text = "Recorded"}, {.text = "Others recorded there then"}},
      .first_cell_is_header = true,
      .stack = true};
  std::ranges::reverse(stays);
  if (stays.size() > k_most_stays) stays.resize(k_most_stays);
  for (const auto& stay : stays) {
    const auto there =
        std::ranges::find_if(said, [&](const Statement& s) { return address_key(s) == stay.home; });
    const std::string others = others_during(c, proof, recogniser, *there, stay, person);
    table.rows.push_back({{.text = stay.address},
                          {.text = recorded_in_words(stay)},
                          {.text = others.empty() ? "Nobody" : others}});
  }
  return html::table(table);
}

}  // namespace mash::people
