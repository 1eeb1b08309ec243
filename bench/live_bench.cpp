// SPDX-License-Identifier: MIT
// The hub's look-up (linkage/live.h) among made-up people: noisy queries, ten answers with their
// reasons. Prints one JSON object: {"name", "people", "records", "put_us", "put_p99_us",
// "kb_per_record", "p50_ms", "p95_ms", "p99_ms", "found_first", "found_in_ten"}; the last two are
// shares of the queries whose person is in the index.
//
//   live_bench RECORDS SEED     from the root of the tree; a person has 2.4 records on average
#include <malloc.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>
#include <set>
#include <sstream>
#include <vector>

#include "generate.h"
#include "mash/json/value.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/live.h"

namespace mash::linkage {
namespace {

constexpr std::size_t k_queries = 5000;

// Of this thread, so that other work on the machine does not count.
double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

std::string bytes_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(std::string("cannot read ") + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::vector<Said>> read(const linkgen::Generated& made, const linkgen::Rows& rows) {
  std::ostringstream text;
  const bool queries = &rows == &made.queries;
  linkgen::write_rows(text, rows, queries ? 'Q' : 'R');
  const std::string bytes = text.str();
  const Input input{
      .name = "made", .bytes = bytes, .id_column = queries ? "query_id" : "record_id"};
  const auto header = read_header(input);
  const auto table = *read_table({&input, 1}, {&*header, 1}, 2);
  std::vector<std::vector<Said>> out(table.rows());
  for (const auto& column : table.columns) {
    if (column.role == Role::source) continue;
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
      if (column.ids[row] == 0) continue;
      out[row].push_back({column.role, std::string(column.texts.text(column.ids[row]))});
    }
  }
  return out;
}

struct Times {
  std::vector<double> each;
  std::size_t known = 0;
  std::size_t first = 0;
  std::size_t in_ten = 0;
};

Times ask(const LiveIndex& index, const linkgen::Generated& made,
          const std::set<std::uint32_t>& people) {
  Times out;
  const auto queries = read(made, made.queries);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    const LiveIndex::MaySee all = [](std::string_view) { return true; };
    const double begin = processor_ms();
    const auto found = index.find(queries[q], 10, -6 * k_bit, all);
    out.each.push_back(processor_ms() - begin);
    if (!people.contains(made.queries.people[q])) continue;
    ++out.known;
    const auto who = std::to_string(made.queries.people[q]);
    const auto at = std::find_if(found.begin(), found.end(),
                                 [&](const KnownPerson& k) { return k.group == who; });
    out.first += at == found.begin() && at != found.end() ? 1U : 0U;
    out.in_ten += at != found.end() ? 1U : 0U;
  }
  std::sort(out.each.begin(), out.each.end());
  return out;
}

// Of times in ascending order.
double at(const std::vector<double>& times, double share) {
  return times.at(static_cast<std::size_t>(share * static_cast<double>(times.size() - 1)));
}

void run(std::size_t count, std::uint64_t seed) {
  const auto lists = *simulation::read_lists("data/simulation/names");
  const auto made =
      linkgen::generate(lists, {.records = count, .seed = seed, .queries = k_queries});
  const auto records = read(made, made.records);
  const auto variants = bytes_of("data/linkage/name_variants.lst") +
                        bytes_of("data/linkage/name_variants_africa.lst");
  const Population population(bytes_of("data/linkage/name_shares.lst"));
  LiveIndex index({.variants = variants, .population = &population});
  std::set<std::uint32_t> people;
  std::vector<double> puts;
  puts.reserve(records.size());
  const auto heap = mallinfo2().uordblks;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const double begin = processor_ms();
    index.put("r" + std::to_string(i), {std::to_string(made.records.people[i]), records[i]});
    puts.push_back(processor_ms() - begin);
  }
  const auto bytes = static_cast<double>(mallinfo2().uordblks - heap);
  people.insert(made.records.people.begin(), made.records.people.end());
  std::sort(puts.begin(), puts.end());
  const auto times = ask(index, made, people);
  json::Value line;
  line.set("name", "look-up");
  line.set("people", people.size());
  line.set("records", index.size());
  line.set("put_us",
           std::accumulate(puts.begin(), puts.end(), 0.0) * 1e3 / static_cast<double>(puts.size()));
  line.set("put_p99_us", at(puts, 0.99) * 1e3);
  line.set("kb_per_record", bytes / 1024 / static_cast<double>(count));
  line.set("p50_ms", at(times.each, 0.5));
  line.set("p95_ms", at(times.each, 0.95));
  line.set("p99_ms", at(times.each, 0.99));
  const auto known = static_cast<double>(times.known);
  line.set("found_first", static_cast<double>(times.first) / known);
  line.set("found_in_ten", static_cast<double>(times.in_ten) / known);
  std::cout << json::encode(line) << std::endl;
}

}  // namespace
}  // namespace mash::linkage

int main(int argc, char** argv) {
  std::size_t records = 0;
  std::uint64_t seed = 0;
  const auto number = [](std::string_view text, auto& into) {
    const auto end = text.data() + text.size();
    return std::from_chars(text.data(), end, into).ptr == end;
  };
  if (argc != 3 || !number(argv[1], records) || !number(argv[2], seed)) {
    std::cerr << "usage: live_bench RECORDS SEED\n";
    return 2;
  }
  mash::linkage::run(records, seed);
  return 0;
}
