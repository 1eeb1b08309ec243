// SPDX-License-Identifier: MIT
#include "reasons.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "pages.h"

namespace mash::people {

namespace {

using linkage::Explanation;
using linkage::Kind;
using linkage::Part;
using linkage::Weight;

std::string_view kind_in_words(Kind kind) {
  constexpr std::string_view words[linkage::k_kinds] = {
      "Given name", "Middle name", "Surname",  "Date of birth", "Sex",        "NHS number",
      "UPN",        "Other id",    "Postcode", "House",         "Street",     "Address",
      "Town",       "Telephone",   "E-mail",   "Occupation",    "Birth place"};
  return words[static_cast<std::size_t>(kind)];
}

std::string inside_sentence(std::string_view words) {
  std::string out(words);
  const bool acronym = out.size() > 1 && out[1] >= 'A' && out[1] <= 'Z';
  if (!acronym && !out.empty() && out[0] >= 'A' && out[0] <= 'Z') {
    out[0] = static_cast<char>(out[0] - 'A' + 'a');
  }
  return out;
}

// The engine's labels are short; these say more.
std::string level_in_words(const Part& p) {
  struct Longer {
    std::string_view label;
    std::string_view words;
  };
  constexpr Longer longer[] = {
      {"different", "differs"},
      {"initial agrees", "only the initial agrees"},
      {"another form", "another form of the same name"},
      {"given name and surname crossed", "given name and surname changed places"},
      {"year within one", "differs, the year by one"},
      {"same year", "differs, but for the year"},
      {"two digits differ", "differs in two digits"}};
  const auto* at = std::ranges::find(longer, p.label, &Longer::label);
  return std::string(at == std::end(longer) ? p.label : at->words);
}

const Part* part_of(const Explanation& why, Kind kind) {
  const auto at = std::ranges::find(why.parts, kind, &Part::kind);
  return at == why.parts.end() ? nullptr : &*at;
}

Agreement agreement_of(const Explanation& why, Kind kind) {
  const auto* part = part_of(why, kind);
  return part == nullptr ? Agreement::missing : linkage::agreement(kind, part->level);
}

// The two values in brackets, for what may be shown.
std::string both_values(const Statement& said, const Statement* closest, Kind kind) {
  if (closest == nullptr) return "";
  std::string here;
  std::string there;
  if (kind == Kind::given_name) {
    here = said.given_name.reveal();
    there = closest->given_name.reveal();
  } else if (kind == Kind::surname) {
    here = said.surname.reveal();
    there = closest->surname.reveal();
  } else if (kind == Kind::dob) {
    here = date_in_words(said.dob.reveal());
    there = date_in_words(closest->dob.reveal());
  }
  return here.empty() || there.empty() ? "" : " (" + here + ", " + there + ")";
}

double bits(Weight w) {
  return static_cast<double>(w) / linkage::k_bit;
}

std::string speaks(Weight w) {
  const double b = bits(w);
  const char* side = b > 0 ? "for" : "against";
  if (std::abs(b) < 0.5) return "Says little";
  if (std::abs(b) < 3) return std::string("A little ") + side;
  if (std::abs(b) < 8) return b > 0 ? "For" : "Against";
  return std::string("Strongly ") + side;
}

// "+12.3", from tenths.
std::string points(long tenths) {
  const std::string sign = tenths < 0 ? "\u2212" : tenths > 0 ? "+" : "";
  const long size = std::labs(tenths);
  return sign + std::to_string(size / 10) + "." + std::to_string(size % 10);
}

struct Step {
  std::string what;
  std::string how;
  Weight weight = 0;
};

std::string how(const Part& p) {
  std::string out = level_in_words(p);
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  const bool name = p.kind == Kind::given_name || p.kind == Kind::surname;
  if (name && bits(p.frequency) >= 3) out += ", and rare";
  if (name && bits(p.frequency) <= -1) out += ", and common";
  return out;
}

std::vector<Step> steps_of(const Explanation& why) {
  std::vector<Step> out;
  out.push_back({"Before comparing", "Of 100,000 people about one is meant", why.prior});
  for (const auto& p : why.parts) {
    out.push_back({std::string(kind_in_words(p.kind)), how(p), p.weight + p.frequency});
  }
  const auto add = [&out](const char* what, const char* how, Weight weight) {
    if (weight != 0) out.push_back({what, how, weight});
  };
  add("Both names", "Such names often go together", why.together);
  add("Moving house", "Families move, so an address may differ", why.moved);
  add("One household", "Who lives together shares some of this", why.household);
  add("Held back", "Something needs a person to look", why.caution);
  return out;
}

}  // namespace

std::string likeness_in_words(const Explanation& why) {
  if (why.total >= linkage::score_of(0.99)) return "Very likely the same person";
  if (why.total >= linkage::score_of(0.9)) return "Likely the same person";
  if (why.total >= linkage::score_of(k_may_be_same)) return "May be the same person";
  return "Alike, but probably somebody else";
}

std::string warning_in_words(const Explanation& why) {
  const auto given = agreement_of(why, Kind::given_name);
  const auto* level = part_of(why, Kind::given_name);
  const bool other_name =
      given == Agreement::differs || (level != nullptr && level->label == "somewhat alike");
  const bool home = agreement_of(why, Kind::postcode) == Agreement::same ||
                    agreement_of(why, Kind::street) == Agreement::same;
  const bool surname = agreement_of(why, Kind::surname) == Agreement::same;
  const auto born = agreement_of(why, Kind::dob);
  if (other_name && born == Agreement::same && (home || surname)) {
    return "Likely twins or siblings: born on the same day, with another given name.";
  }
  if (other_name && home) return "Perhaps somebody else of the same household.";
  if (born == Agreement::differs && home) {
    return "Perhaps two people of one family: one home, but born at another time.";
  }
  if (why.caution < 0 && born == Agreement::missing) {
    return "Little but the name agrees, and others may have that name.";
  }
  return "";
}

std::string reasons_in_words(const Statement& said, const Statement* closest,
                             const Explanation& why) {
  std::string same;
  std::string alike;
  std::string differs;
  const auto list = [](std::string& into, Kind kind) {
    into += (into.empty() ? "" : ", ") + inside_sentence(kind_in_words(kind));
  };
  for (const auto& p : why.parts) {
    switch (linkage::agreement(p.kind, p.level)) {
      case Agreement::same:
        list(same, p.kind);
        break;
      case Agreement::alike:
        alike += std::string(kind_in_words(p.kind)) + ": " + level_in_words(p) +
                 both_values(said, closest, p.kind) + ". ";
        break;
      case Agreement::differs:
        list(differs, p.kind);
        break;
      case Agreement::missing:
        break;
    }
  }
  std::string out = same.empty() ? "" : "Agrees: " + same + ". ";
  out += alike;
  if (!differs.empty()) out += "Differs: " + differs + ". ";
  if (!out.empty()) out.pop_back();
  return out;
}

json::Value waterfall(const Explanation& why, const std::string& heading) {
  constexpr double k_width = 120;
  auto steps = steps_of(why);
  double low = 0;
  double high = 0;
  Weight sum = 0;
  for (const auto& s : steps) {
    sum += s.weight;
    low = std::min(low, bits(sum));
    high = std::max(high, bits(sum));
  }
  const double scale = k_width / std::max(high - low, 1.0);
  const auto place = [&](Weight w) {
    return static_cast<int>(std::lround((bits(w) - low) * scale));
  };
  const auto tenths = [](Weight w) { return std::lround(bits(w) * 10); };
  json::Array rows;
  const auto add = [&](const Step& s, Weight from, bool last) {
    const Weight to = from + s.weight;
    json::Value row = json::Object{};
    row.set("what", s.what);
    row.set("how", s.how);
    row.set("speaks", last ? "" : speaks(s.weight));
    row.set("points", points(tenths(to) - tenths(from)));
    row.set("x", std::min(place(from), place(to)));
    row.set("width", std::max(1, std::abs(place(to) - place(from))));
    row.set("against", s.weight < 0);
    row.set("last", last);
    rows.push_back(std::move(row));
  };
  sum = 0;
  for (const auto& s : steps) {
    add(s, sum, false);
    sum += s.weight;
  }
  add({"All together", likeness_in_words(why), why.total}, 0, true);
  json::Value out = json::Object{};
  out.set("caption", "Why " + heading + " is shown");
  out.set("zero", place(0));
  out.set("rows", std::move(rows));
  return out;
}

}  // namespace mash::people
