// SPDX-License-Identifier: MIT
#include "generate.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "mash/simulation/observe.h"

namespace mash::linkgen {
namespace {

using namespace simulation;  // NOLINT: this file is about what is in it

constexpr double k_one_more = 0.58;
constexpr int k_most_records = 12;
constexpr double k_in_either_file = 0.75;
constexpr double k_nhs_share = 0.3;
constexpr std::uint64_t k_nhs_bases = 1'000'000;  // 999 000 000 to 999 999 999
constexpr std::string_view k_header =
    "source,given_name,middle_name,surname,other_names,sex,dob,nhs_number,house,street,town,"
    "postcode,phone\n";

void add_cell(std::string& text, std::string_view cell) {
  text += ',';
  const bool quoted = cell.find(',') != std::string_view::npos;
  if (quoted) text += '"';
  text += cell;
  if (quoted) text += '"';
}

void add_row(Rows& rows, std::string_view source, const Row& row, std::uint32_t person) {
  rows.text += source;
  for (const std::string* cell :
       {&row.given, &row.middle, &row.surname, &row.other_names, &row.sex, &row.dob,
        &row.nhs_number, &row.house, &row.street, &row.town, &row.postcode, &row.phone})
    add_cell(rows.text, *cell);
  rows.text += '\n';
  rows.ends.push_back(rows.text.size());
  rows.people.push_back(person);
}

void shuffle(Rows& rows, Stream stream) {
  std::vector<std::uint32_t> order(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream.below(i)]);
  Rows mixed;
  mixed.text.reserve(rows.text.size());
  mixed.ends.reserve(rows.size());
  mixed.people.reserve(rows.size());
  for (const std::uint32_t i : order) {
    mixed.text += rows.row(i);
    mixed.ends.push_back(mixed.text.size());
    mixed.people.push_back(rows.people[i]);
  }
  rows = std::move(mixed);
}

void cut(Rows& rows, std::size_t count) {
  if (rows.size() <= count) return;
  rows.ends.resize(count);
  rows.people.resize(count);
  rows.text.resize(count == 0 ? 0 : rows.ends.back());
}

void add_id(std::string& text, char prefix, std::uint64_t number) {
  std::string digits = std::to_string(number);
  text += prefix;
  text.append(8 - std::min<std::size_t>(8, digits.size()), '0');
  text += digits;
}

// Numbers of the 999 range in a scattered order, each once.
class NhsNumbers {
 public:
  explicit NhsNumbers(std::uint64_t seed) : start_(mix(seed, 6) % k_nhs_bases) {}

  // Empty once all are given out.
  std::string next() {
    while (given_ < k_nhs_bases) {
      // Multiplying by a number that shares no factor with 10^6 visits every base once.
      const std::uint64_t base = (given_++ * 387'420'489U + start_) % k_nhs_bases;
      std::string number = std::to_string(999 * k_nhs_bases + base);
      int sum = 0;
      for (int i = 0; i < 9; ++i) sum += (number[static_cast<std::size_t>(i)] - '0') * (10 - i);
      const int check = (11 - sum % 11) % 11;
      if (check < 10) return number + static_cast<char>('0' + check);
    }
    return {};
  }

 private:
  std::uint64_t start_;
  std::uint64_t given_ = 0;
};

class Generator {
 public:
  Generator(const Lists& lists, const Plan& plan)
      : plan_(plan),
        expected_(static_cast<double>(plan.records) / rows_each(plan.layout)),
        world_(lists, plan.seed, static_cast<std::uint64_t>(expected_)),
        numbers_(plan.seed) {}

  Generated run() {
    reserve();
    for (std::uint64_t number = 0; rows() < plan_.records; ++number) {
      Family family = world_.family(number);
      Stream stream(mix(mix(plan_.seed, 9), number));
      for (Person& person : family.people) {
        if (rows() >= plan_.records) break;
        if (stream.chance(nhs_share())) person.nhs_number = numbers_.next();
        take(family, person, static_cast<std::uint32_t>(number), stream);
      }
    }
    cut(made_.records, plan_.records - made_.second.size());
    finish();
    return std::move(made_);
  }

 private:
  static double rows_each(Layout layout) {
    switch (layout) {
      case Layout::many:
        return 2.38;
      case Layout::one_each:
        return 1.0;
      case Layout::two_files:
        return 2 * k_in_either_file;
    }
    return 1.0;
  }

  // The range holds about 909,000 valid numbers.
  double nhs_share() const { return std::min(k_nhs_share, 0.85 * k_nhs_bases / (expected_ + 1)); }

  std::uint64_t rows() const { return made_.records.size() + made_.second.size(); }

  void reserve() {
    made_.records.text.reserve(plan_.records * 120);
    made_.records.ends.reserve(plan_.records + k_most_records);
    made_.records.people.reserve(plan_.records + k_most_records);
  }

  const Care& some_agency(Stream& stream) {
    double point = stream.unit();
    for (const Care& care : agencies()) {
      if (point < care.share) return care;
      point -= care.share;
    }
    return agencies().front();
  }

  void record(Rows& rows, const Family& family, const Person& person, const Care& care,
              Stream& stream) {
    add_row(rows, care.agency, observe(world_, family, person, care, stream),
            static_cast<std::uint32_t>(made_.people.size()));
  }

  void take(const Family& family, const Person& person, std::uint32_t number, Stream& stream) {
    const std::uint64_t before = rows();
    if (plan_.layout == Layout::two_files) {
      if (stream.chance(k_in_either_file))
        record(made_.records, family, person, agencies()[0], stream);
      if (rows() < plan_.records && stream.chance(k_in_either_file))
        record(made_.second, family, person, agencies()[2], stream);
    } else if (plan_.layout == Layout::one_each) {
      record(made_.records, family, person, agencies()[0], stream);
    } else {
      int count = 1;
      while (count < k_most_records && stream.chance(k_one_more)) ++count;
      for (; count > 0; --count) record(made_.records, family, person, some_agency(stream), stream);
    }
    if (rows() == before) return;
    if (stream.chance(1.2 * static_cast<double>(plan_.queries) / expected_))
      record(made_.queries, family, person, caller(), stream);
    made_.people.push_back({person.origin, static_cast<std::uint8_t>(person.twin), number});
  }

  void finish() {
    shuffle(made_.records, Stream(mix(plan_.seed, 10)));
    shuffle(made_.second, Stream(mix(plan_.seed, 11)));
    shuffle(made_.queries, Stream(mix(plan_.seed, 12)));
    cut(made_.queries, plan_.queries);
  }

  const Plan plan_;
  const double expected_;
  const World world_;
  NhsNumbers numbers_;
  Generated made_;
};

}  // namespace

std::string_view Rows::row(std::size_t i) const {
  const std::uint64_t from = i == 0 ? 0 : ends[i - 1];
  return std::string_view(text).substr(from, ends[i] - from);
}

Generated generate(const Lists& lists, const Plan& plan) {
  return Generator(lists, plan).run();
}

void write_rows(std::ostream& out, const Rows& rows, char prefix) {
  out << (prefix == 'Q' ? "query_id," : "record_id,") << k_header;
  std::string line;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    line.clear();
    add_id(line, prefix, i + 1);
    line += ',';
    line += rows.row(i);
    out << line;
  }
}

void write_truth(std::ostream& out, const Generated& made, const Rows& rows, char prefix) {
  std::string line;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    line.clear();
    add_id(line, prefix, i + 1);
    add_id(line += ',', 'P', rows.people[i]);
    line += ',';
    line += word(made.people[rows.people[i]].origin);
    line += '\n';
    out << line;
  }
}

void write_families(std::ostream& out, const Generated& made) {
  std::string line;
  for (std::size_t i = 0; i < made.people.size(); ++i) {
    line.clear();
    add_id(line, 'P', i);
    add_id(line += ',', 'F', made.people[i].family);
    line += ',';
    line += std::to_string(made.people[i].twin);
    line += '\n';
    out << line;
  }
}

}  // namespace mash::linkgen
