// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <iostream>
#include <thread>

#include "embedded.h"
#include "link_command.h"
#include "link_files.h"
#include "mash/linkage/csv.h"
#include "mash/linkage/lookup.h"

namespace mash::server {

namespace {

namespace lk = mash::linkage;
using Clock = std::chrono::steady_clock;

double bits(lk::Weight w) {
  return static_cast<double>(w) / lk::k_bit;
}

// "prior -20.1; surname same +9.2 (rare +1.3); ...": the numbers add up to the match weight.
std::string reasons(const lk::Explanation& e) {
  std::string out = fmt::format("prior {:+.6f}", bits(e.prior));
  for (const auto& p : e.parts) {
    std::string kind(lk::facts(p.kind).name);
    std::replace(kind.begin(), kind.end(), '_', ' ');
    out += fmt::format("; {} {} {:+.6f}", kind, p.label, bits(p.weight));
    if (p.frequency != 0) out += fmt::format("; {} how rare {:+.6f}", kind, bits(p.frequency));
  }
  const auto add = [&](std::string_view what, lk::Weight w) {
    if (w != 0) out += fmt::format("; {} {:+.6f}", what, bits(w));
  };
  add("names of one tradition", e.together);
  add("may have moved", e.moved);
  add("household shares it", e.household);
  add("needs a person to look", e.caution);
  return out;
}

// Of this thread, so that other work on the machine does not count.
double processor_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Memory that this process has in use; 0 where the system does not say.
double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  file >> pages >> pages;
  return file ? pages * static_cast<double>(sysconf(_SC_PAGESIZE)) : 0;
}

struct Answers {
  std::string csv;
  std::vector<double> microseconds;
  std::vector<double> of_processor;
};

Answers answer_all(const LookUpArguments& a, const lk::Table& table, const lk::LookUp& look_up,
                   std::uint32_t first) {
  Answers out;
  out.csv = "query_id,rank,record_id,match_weight,match_probability";
  out.csv += a.explain ? ",explanation\n" : "\n";
  for (std::uint32_t query = first; query < table.rows(); ++query) {
    const auto begin = Clock::now();
    const auto begun = processor_microseconds();
    const auto found = look_up.find(query, a.top);
    std::vector<std::string> why;
    if (a.explain)
      for (const auto& f : found) why.push_back(reasons(look_up.explain(query, f.row)));
    const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
    out.microseconds.push_back(took.count());
    out.of_processor.push_back(processor_microseconds() - begun);
    for (std::size_t i = 0; i < found.size(); ++i) {
      lk::append_cell(out.csv, table.id(query));
      out.csv += fmt::format(",{},", i + 1);
      lk::append_cell(out.csv, table.id(found[i].row));
      out.csv +=
          fmt::format(",{:.6f},{:.9f}", bits(found[i].score), lk::probability(found[i].score));
      if (a.explain) {
        out.csv += ',';
        lk::append_cell(out.csv, why[i]);
      }
      out.csv += '\n';
    }
  }
  return out;
}

void say_times(std::string_view what, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::cout << fmt::format("{} queries; microseconds {}: p50 {:.0f}, p95 {:.0f}, p99 {:.0f}\n",
                           times.size(), what, at(0.5), at(0.95), at(0.99));
}

Result<bool> look_up_all(const LookUpArguments& a, unsigned threads) {
  const auto begin = Clock::now();
  const std::vector<NamedFile> read{{"input", a.input}, {"queries", a.queries}};
  const std::vector<NamedFile> written{{"out", a.out}};
  MASH_TRY_DO(check_written(read, written));
  MASH_TRY(auto table,
           read_people({{{a.input, a.id}, {a.queries, a.query_id}}, a.map, a.encoding, threads}));
  const auto first = static_cast<std::uint32_t>(
      std::find(table.source.begin(), table.source.end(), 1) - table.source.begin());
  auto people = lk::prepare(
      table, {.fold = icu_fold(), .variants = name_variants(), .threads = threads, .tight = true});
  if (people.kinds().empty()) return invalid("map", "no column says who the people are; use --map");
  table.forget_values();
  const auto model = lk::look_up_model(people, first, threads);
  const lk::LookUp look_up(std::move(people), first, model, threads);
  malloc_trim(0);  // what reading and learning took is not needed any more
  const std::chrono::duration<double> ready = Clock::now() - begin;
  std::cout << fmt::format("ready after {:.2f} s; {:.0f} MB in memory, {:.0f} bytes a person\n",
                           ready.count(), resident_bytes() / 1e6,
                           resident_bytes() / std::max(first, 1U));
  const auto answers = answer_all(a, table, look_up, first);
  say_times("each", answers.microseconds);
  say_times("of the processor", answers.of_processor);
  return write_text_file(a.out, answers.csv);
}

}  // namespace

int look_up_command(const LookUpArguments& a) {
  const unsigned threads =
      a.threads != 0 ? a.threads : std::max(1U, std::thread::hardware_concurrency());
  if (const auto ok = look_up_all(a, threads); !ok) {
    std::cerr << "openmash: " << ok.error().message << "\n";
    return 2;
  }
  return 0;
}

}  // namespace mash::server
