// SPDX-License-Identifier: MIT
// Writes made-up people as several agencies would have written them down, and who is who.
//
//   generate_people --records N [--seed S] [--layout many|one-each|two-files] [--queries N]
//                   [--lists data/simulation/names] --out FOLDER
//
// FOLDER gets records.csv (or a.csv and b.csv), truth.csv, families.csv and, with --queries,
// queries.csv and query_truth.csv.
#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generate.h"

namespace mash::linkgen {
namespace {

using namespace simulation;  // NOLINT: this file is about what is in it

namespace fs = std::filesystem;

struct Request {
  Plan plan;
  fs::path lists = "data/simulation/names";
  fs::path out;
};

bool read_number(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool read_layout(std::string_view text, Layout& layout) {
  const std::map<std::string_view, Layout> known{
      {"many", Layout::many}, {"one-each", Layout::one_each}, {"two-files", Layout::two_files}};
  const auto found = known.find(text);
  if (found == known.end()) return false;
  layout = found->second;
  return true;
}

bool read_option(std::string_view name, std::string_view value, Request& request) {
  if (name == "--records") return read_number(value, request.plan.records);
  if (name == "--seed") return read_number(value, request.plan.seed);
  if (name == "--queries") return read_number(value, request.plan.queries);
  if (name == "--layout") return read_layout(value, request.plan.layout);
  if (name == "--lists") request.lists = value;
  if (name == "--out") request.out = value;
  return name == "--lists" || name == "--out";
}

bool write(const fs::path& file, const std::function<void(std::ostream&)>& fill) {
  std::vector<char> buffer(1U << 20U);
  std::ofstream out;
  out.rdbuf()->pubsetbuf(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  out.open(file, std::ios::binary);
  fill(out);
  out.flush();
  if (!out) std::cerr << "cannot write " << file.string() << '\n';
  return out.good();
}

bool write_all(const Request& request, const Generated& made) {
  const bool two = request.plan.layout == Layout::two_files;
  const auto rows = [&](const char* name, const Rows& table, char prefix) {
    return write(request.out / name, [&](std::ostream& out) { write_rows(out, table, prefix); });
  };
  bool good = rows(two ? "a.csv" : "records.csv", made.records, two ? 'A' : 'R');
  if (two) good = rows("b.csv", made.second, 'B') && good;
  good = write(request.out / "truth.csv",
               [&](std::ostream& out) {
                 out << "record_id,cluster_id,group\n";
                 write_truth(out, made, made.records, two ? 'A' : 'R');
                 write_truth(out, made, made.second, 'B');
               }) &&
         good;
  good = write(request.out / "families.csv",
               [&](std::ostream& out) {
                 out << "cluster_id,family_id,twin\n";
                 write_families(out, made);
               }) &&
         good;
  if (request.plan.queries == 0) return good;
  return rows("queries.csv", made.queries, 'Q') &&
         write(request.out / "query_truth.csv",
               [&](std::ostream& out) {
                 out << "query_id,cluster_id,group\n";
                 write_truth(out, made, made.queries, 'Q');
               }) &&
         good;
}

int run(const std::vector<std::string_view>& arguments) {
  Request request;
  bool good = arguments.size() % 2 == 0;
  for (std::size_t i = 0; good && i < arguments.size(); i += 2)
    good = read_option(arguments[i], arguments[i + 1], request);
  if (!good || request.plan.records == 0 || request.out.empty()) {
    std::cerr << "usage: generate_people --records N [--seed S] [--layout many|one-each|two-files]"
                 " [--queries N] [--lists FOLDER] --out FOLDER\n";
    return 2;
  }
  const auto lists = read_lists(request.lists);
  if (!lists) {
    std::cerr << lists.error().message << '\n';
    return 2;
  }
  fs::create_directories(request.out);
  return write_all(request, generate(*lists, request.plan)) ? 0 : 1;
}

}  // namespace
}  // namespace mash::linkgen

int main(int argc, char** argv) {
  return mash::linkgen::run({argv + 1, argv + argc});
}
