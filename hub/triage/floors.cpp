// SPDX-License-Identifier: MIT
#include "mash/triage/floors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "floors_data.h"
#include "mash/json/value.h"

namespace mash::triage {

namespace {

constexpr std::array<std::string_view, 6> k_members = {"code",      "words",  "concern",
                                                       "under_age", "unborn", "holds_at"};

Result<Floor> read_floor(const json::Value& v, const std::string& at) {
  const auto* members = v.as_object();
  if (members == nullptr) return invalid(at, "Each floor is an object");
  for (const auto& [name, value] : *members) {
    if (std::ranges::find(k_members, name) == k_members.end()) {
      return invalid(at + "." + name, "There is no such member");
    }
  }
  Floor f{.code = v.text("code"), .words = v.text("words")};
  if (f.code.empty() || f.words.empty()) return invalid(at, "A floor needs a code and words");
  MASH_TRY(f.concern, model::parse<model::ConcernType>(v.text("concern"), at + ".concern"));
  MASH_TRY(f.holds_at, model::parse<model::Rating>(v.text("holds_at"), at + ".holds_at"));
  if (f.holds_at != model::Rating::amber && f.holds_at != model::Rating::red) {
    return invalid(at + ".holds_at", "A floor holds at AMBER or RED");
  }
  if (!v["under_age"].is_null() && v["under_age"].as_int() == nullptr) {
    return invalid(at + ".under_age", "Give years as a whole number");
  }
  if (!v["unborn"].is_null() && v["unborn"].as_bool() == nullptr) {
    return invalid(at + ".unborn", "Give true or false");
  }
  const auto years = v.number("under_age");
  if (years < 0 || years > 18) return invalid(at + ".under_age", "Give years from 0 to 18");
  f.under_age = static_cast<int>(years);
  f.unborn = v.flag("unborn");
  return f;
}

bool is_born_child(const people::Statement& s) {
  return s.role == model::PersonRole::child || s.role == model::PersonRole::sibling;
}

// How old at the least. Dates may be partial; what is not known counts as a baby.
int least_age(const people::Statement& s, LocalDate today) {
  const std::string& dob = s.dob.reveal();
  int year = 0;
  if (dob.size() < 4 || std::from_chars(dob.data(), dob.data() + 4, year).ec != std::errc{}) {
    return 0;
  }
  const auto day = LocalDate::parse(dob);
  if (!day) return today.year - year - 1;
  const bool before_birthday = std::pair(today.month, today.day) < std::pair(day->month, day->day);
  return today.year - year - (before_birthday ? 1 : 0);
}

bool fires(const Floor& f, const std::vector<intake::NotificationView>& notifications,
           const std::vector<people::Statement>& said, LocalDate today) {
  const bool concern = std::ranges::any_of(notifications, [&f](const auto& n) {
    return std::ranges::find(n.concerns, f.concern) != n.concerns.end();
  });
  if (!concern) return false;
  if (f.unborn) {
    return std::ranges::find(said, model::PersonRole::unborn, &people::Statement::role) !=
           said.end();
  }
  if (f.under_age == 0) return true;
  // Where no child is named, nobody knows that all are older.
  return std::ranges::none_of(said, is_born_child) || std::ranges::any_of(said, [&](const auto& s) {
           return is_born_child(s) && least_age(s, today) < f.under_age;
         });
}

}  // namespace

Result<Floors> parse_floors(std::string_view text) {
  MASH_TRY(const json::Value file, json::parse(text));
  const auto* list = file["floors"].as_array();
  if (list == nullptr) return invalid("floors", "The file holds a list named floors");
  Floors out{.version = static_cast<int>(file.number("version"))};
  if (out.version < 1) return invalid("version", "Give the version, 1 or more");
  for (std::size_t i = 0; i < list->size(); ++i) {
    MASH_TRY(Floor one, read_floor((*list)[i], "floors[" + std::to_string(i) + "]"));
    out.list.push_back(std::move(one));
  }
  return out;
}

const Floors& built_in_floors() {
  static const Floors floors = [] {
    auto parsed = parse_floors(floors_data());
    if (!parsed) throw std::logic_error("data/floors.json: " + parsed.error().message);
    return *std::move(parsed);
  }();
  return floors;
}

std::vector<const Floor*> floors_that_fire(
    const Floors& floors, const std::vector<intake::NotificationView>& notifications,
    const std::vector<people::Statement>& said, LocalDate today) {
  std::vector<const Floor*> out;
  for (const Floor& f : floors.list) {
    if (fires(f, notifications, said, today)) out.push_back(&f);
  }
  return out;
}

std::optional<model::Rating> held_at(const std::vector<const Floor*>& fired) {
  std::optional<model::Rating> out;
  for (const Floor* f : fired) {
    if (!out || f->holds_at > *out) out = f->holds_at;
  }
  return out;
}

}  // namespace mash::triage
