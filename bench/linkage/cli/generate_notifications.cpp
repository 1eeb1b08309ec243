// SPDX-License-Identifier: MIT
// Writes made-up notifications about made-up families, as files that `openmash import` takes: each
// names one to three children of a family and most of its parents, as an agency would have written
// them down. A family is told of twice on average, so that many are known from before.
//
//   generate_notifications --count N --until DAY [--seed S] [--days 1826] [--a-file 100000]
//                          [--lists data/simulation/names] --out FOLDER
//
// The oldest came `days` before the beginning of DAY (ISO 8601), the newest just before it, evenly;
// FOLDER gets notifications-001.csv and people-001.csv, -002 and so on, the oldest first. The same
// words give the same bytes on every machine. Telephone numbers are of 01632, which nobody has.
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "generate.h"
#include "mash/base/time.h"
#include "mash/simulation/observe.h"

namespace mash::linkgen {
namespace {

using namespace simulation;  // NOLINT: this file is about what is in it

namespace fs = std::filesystem;

struct Request {
  std::uint64_t count = 0, seed = 1, days = 1826, a_file = 100'000;
  LocalDate until;
  fs::path lists = "data/simulation/names";
  fs::path out;
};

struct Sender {
  std::string_view channel, source, agency;
};
constexpr auto k_senders = std::to_array<Sender>({{"police_feed", "6", "Police"},
                                                  {"police_feed", "6", "Police"},
                                                  {"web_form", "2A", "A school"},
                                                  {"system_feed", "3E", "A hospital"},
                                                  {"web_form", "3A", "A practice"},
                                                  {"phone", "4", "Housing"},
                                                  {"web_form", "1B", ""}});
constexpr auto k_concerns = std::to_array<std::string_view>(
    {"domestic_abuse", "neglect", "physical_abuse", "emotional_abuse", "parental_mental_health",
     "parental_alcohol_misuse", "missing", "self_harm", "housing", "attendance"});
constexpr auto k_sentences = std::to_array<std::string_view>(
    {"The child came in late and hungry for the third time this week.",
     "Shouting was heard from the flat and something broke.",
     "The mother said that she had not slept and could not go on like this.",
     "There was little food in the kitchen and the heating was off.",
     "The child did not want to go home and would not say why.",
     "An uncle is said to stay with the family at present.",
     "Two appointments were missed and nobody answered the telephone.",
     "The younger ones were looked after by their sister.", "A bruise was seen on the left arm.",
     "The father left when the officers came and was not found."});

bool read_number(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value > 0;
}

bool read_option(std::string_view name, std::string_view value, Request& request) {
  if (name == "--count") return read_number(value, request.count);
  if (name == "--seed") return read_number(value, request.seed);
  if (name == "--days") return read_number(value, request.days);
  if (name == "--a-file") return read_number(value, request.a_file);
  if (name == "--until") {
    const auto day = LocalDate::parse(value);
    if (day) request.until = *day;
    return day.has_value();
  }
  if (name == "--lists") request.lists = value;
  if (name == "--out") request.out = value;
  return name == "--lists" || name == "--out";
}

std::string as_cell(std::string_view cell) {
  return cell.find(',') == std::string_view::npos ? std::string(cell)
                                                  : '"' + std::string(cell) + '"';
}

std::string home(const Row& row) {
  return row.house.empty() ? row.street : row.house + ' ' + row.street;
}

class Writer {
 public:
  Writer(const Lists& lists, const Request& request)
      : request_(request), world_(lists, request.seed, request.count * 2) {}

  bool run() {
    const UtcTime end = from_london(request_.until, 0, 0);
    const Duration all = Duration::hours(24 * static_cast<std::int64_t>(request_.days));
    const Duration apart{all.micros / static_cast<std::int64_t>(request_.count)};
    for (std::uint64_t i = 0; i < request_.count; ++i) {
      if (i % request_.a_file == 0 && !next_file()) return false;
      write_one(i, end - Duration{apart.micros * static_cast<std::int64_t>(request_.count - i)});
    }
    return close();
  }

 private:
  bool close() {
    notifications_.close();
    people_.close();
    return !notifications_.fail() && !people_.fail();
  }

  bool next_file() {
    if (files_ > 0 && !close()) return false;
    std::string number = std::to_string(++files_);
    number.insert(0, 3 - std::min<std::size_t>(3, number.size()), '0');
    notifications_.open(request_.out / ("notifications-" + number + ".csv"), std::ios::binary);
    people_.open(request_.out / ("people-" + number + ".csv"), std::ios::binary);
    notifications_ << "source_reference,received_at,incident_at,channel,referral_source,"
                      "referrer_name,referrer_role,referrer_agency,referrer_email,referrer_phone,"
                      "referrer_wants_anonymity,immediate_danger,concern_types,family_informed,"
                      "narrative\n";
    people_ << "source_reference,person_role,given_name,surname,other_names,dob,expected_dob,sex,"
               "nhs_number,upn,address_line,postcode,school,relationship_to_child,notes\n";
    return notifications_.good() && people_.good();
  }

  void write_one(std::uint64_t number, UtcTime at) {
    Stream stream(mix(mix(request_.seed, 21), number));
    const Family family = world_.family(stream.below(request_.count / 2 + 1));
    const auto& sender = stream.pick(k_senders);
    const std::string reference = "BENCH/" + std::to_string(number + 1);
    notifications_ << reference << ',' << iso_utc(at) << ",," << sender.channel << ','
                   << sender.source << ",Sender " << stream.below(4000) << ",," << sender.agency
                   << ",,01632 " << 900000 + stream.below(100000) << ",no,"
                   << (stream.chance(0.02) ? "yes" : "no") << ',' << stream.pick(k_concerns)
                   << ",no,\"Number " << number + 1 << ". ";
    for (int n = stream.between(3, 8); n > 0; --n) {
      notifications_ << stream.pick(k_sentences) << (n == 1 ? "" : " ");
    }
    notifications_ << "\"\n";
    int children = stream.between(1, 3);
    bool first = true;
    for (const Person& person : family.people) {
      if (person.adult ? !stream.chance(0.8) : children-- <= 0) continue;
      write_person(reference, family, person, first && !person.adult, stream);
      first = first && person.adult;
    }
  }

  void write_person(const std::string& reference, const Family& family, const Person& person,
                    bool first_child, Stream& stream) {
    const Row row = observe(world_, family, person, stream.pick(agencies()), stream);
    people_ << reference << ','
            << (person.adult  ? "parent"
                : first_child ? "child"
                              : "sibling")
            << ',' << as_cell(row.given) << ',' << as_cell(row.surname) << ','
            << as_cell(row.other_names) << ',' << row.dob << ",," << row.sex << ','
            << row.nhs_number << ",," << as_cell(home(row)) << ',' << row.postcode << ",,,\n";
  }

  const Request& request_;
  const World world_;
  std::uint64_t files_ = 0;
  std::ofstream notifications_, people_;
};

int run(const std::vector<std::string_view>& arguments) {
  Request request;
  bool good = arguments.size() % 2 == 0;
  for (std::size_t i = 0; good && i < arguments.size(); i += 2) {
    good = read_option(arguments[i], arguments[i + 1], request);
  }
  if (!good || request.count == 0 || request.until == LocalDate{} || request.out.empty()) {
    std::cerr << "usage: generate_notifications --count N --until DAY [--seed S] [--days N]"
                 " [--a-file N] [--lists FOLDER] --out FOLDER\n";
    return 2;
  }
  const auto lists = read_lists(request.lists);
  if (!lists) {
    std::cerr << lists.error().message << '\n';
    return 2;
  }
  fs::create_directories(request.out);
  if (Writer(*lists, request).run()) return 0;
  std::cerr << "cannot write into " << request.out.string() << '\n';
  return 1;
}

}  // namespace
}  // namespace mash::linkgen

int main(int argc, char** argv) {
  return mash::linkgen::run({argv + 1, argv + argc});
}
