// SPDX-License-Identifier: MIT
#include "view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "mash/base/text.h"

namespace mash::linkage_report {

namespace lk = linkage;

std::string count_words(std::uint64_t n) {
  auto out = std::to_string(n);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string share_words(double share) {
  if (share > 0 && share < 0.0001) return "under 0.01 %";
  if (share > 0.9999 && share < 1) return "over 99.99 %";
  return fmt::format("{:.2f} %", share * 100);
}

std::string place(double share) {
  return fmt::format("{:.3f}%", share * 100);
}

std::string shown(std::string_view text) {
  return marked(text);
}

namespace {

std::string role_words(lk::Role role) {
  std::string out(lk::role_name(role));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

json::Value file_view(const Subject& s, std::size_t source) {
  json::Array columns;
  std::string left_out;
  if (source < s.headers.size()) {
    for (const auto& c : s.headers[source].columns) {
      if (c.role == lk::Role::ignored) {
        left_out += (left_out.empty() ? "" : ", ") + shown(c.header);
      } else {
        columns.push_back(json::Object{{"column", shown(c.header)}, {"role", role_words(c.role)}});
      }
    }
  }
  const auto records = std::count(s.table.source.begin(), s.table.source.end(), source);
  return json::Object{{"file", shown(s.table.sources[source])},
                      {"records", count_words(static_cast<std::uint64_t>(records))},
                      {"columns", std::move(columns)},
                      {"left_out", left_out}};
}

}  // namespace

json::Value read_view(const Subject& s) {
  json::Array files;
  for (std::size_t i = 0; i < s.table.sources.size(); ++i) files.push_back(file_view(s, i));
  return files;
}

json::Value counts_view(const Subject& s, const Findings& f) {
  const auto row = [](std::string what, std::uint64_t n) {
    return json::Object{{"what", std::move(what)}, {"count", count_words(n)}};
  };
  return json::Array{row("Records", s.table.rows()),
                     row("People", f.people),
                     row("Records of the person with most", f.largest),
                     row("Pairs of records joined", f.joined),
                     row("Comparisons made", s.linked.compared),
                     row("Pairs at or above the threshold", f.above),
                     row("Pairs between the review line and the threshold", f.between)};
}

json::Value blocking_view(const lk::Linked& linked) {
  json::Value out = json::Object{{"passes", json::Array{}},
                                 {"pairs", "0"},
                                 {"missed", ""},
                                 {"recall", ""},
                                 {"by_one", ""},
                                 {"by_two", ""}};
  if (!linked.recall) return out;
  const auto& r = *linked.recall;
  json::Array passes;
  for (std::size_t i = 0; i < r.passes.size(); ++i) {
    const double share =
        r.pairs == 0 ? 0 : static_cast<double>(r.passes[i].found) / static_cast<double>(r.pairs);
    passes.push_back(json::Object{{"name", linked.passes[i].name},
                                  {"compared", count_words(linked.passes[i].pairs)},
                                  {"found", count_words(r.passes[i].found)},
                                  {"share", share_words(share)},
                                  {"width", place(share)},
                                  {"alone", count_words(r.passes[i].alone)}});
  }
  out.set("passes", std::move(passes));
  out.set("pairs", count_words(r.pairs));
  if (r.missed) {
    const auto pairs = static_cast<double>(r.pairs);
    out.set("missed", count_words(static_cast<std::uint64_t>(std::llround(*r.missed))));
    out.set("recall", share_words(pairs / (pairs + *r.missed)));
  }
  out.set("by_one", count_words(r.by_one));
  out.set("by_two", count_words(r.by_two));
  return out;
}

json::Value judged_view(const Judged& judged) {
  const auto share = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  const auto& q = judged.quality;
  json::Array groups;
  // Group 0 is that of records without one.
  for (std::size_t g = 1; g < q.groups.size(); ++g) {
    const auto& group = q.groups[g];
    const double recall = share(group.correct_pairs, group.true_pairs);
    groups.push_back(json::Object{{"name", shown(judged.groups[g])},
                                  {"pairs", count_words(group.true_pairs)},
                                  {"recall", share_words(recall)},
                                  {"width", place(recall)}});
  }
  return json::Object{
      {"recall", share_words(q.recall)},        {"precision", share_words(q.precision)},
      {"mixed", count_words(q.mixed_clusters)}, {"true_pairs", count_words(q.true_pairs)},
      {"has_groups", !groups.empty()},          {"groups", std::move(groups)}};
}

}  // namespace mash::linkage_report
