// SPDX-License-Identifier: MIT
#include "fairness.h"

#include <fmt/format.h>

#include <algorithm>

#include "mash/model/words.h"
#include "mash/model/words_people.h"

namespace mash::needs {

namespace {

using research::FlagCounts;
using research::FlagGroup;
using research::FlagRates;
using statistics::Share;

constexpr int k_year = 365;
constexpr double k_tenths = 10;

Share flagged_of(const FlagCounts& c) {
  return {.with = c.flagged, .of = c.children};
}
Share wrong_of(const FlagCounts& c) {
  return {.with = c.wrong(), .of = c.unharmed()};
}

// Which group against all others of whom a group is known.
struct Ratios {
  std::optional<statistics::RiskRatio> flagged, wrong;
};
Ratios ratios_of(const FlagGroup& group, const FlagCounts& known, const Telling& telling) {
  if (!group.known) return {};
  const auto others = group.counts.others(known);
  return {.flagged = telling.ratio(flagged_of(group.counts), flagged_of(others)),
          .wrong = telling.ratio(wrong_of(group.counts), wrong_of(others))};
}

std::string sources_words(const FlagGroup& group, const Telling& telling) {
  std::vector<std::pair<std::int64_t, model::ReferralSource>> all;
  for (const auto& [source, count] : group.sources) all.emplace_back(-count, source);
  std::ranges::sort(all);
  std::string out;
  for (const auto& [count, source] : all) {
    out += (out.empty() ? "" : ", ") + std::string(model::words_of(source)) + " " +
           telling.count(-count);
  }
  return out.empty() ? "Nobody known" : out;
}

html::TableOptions table_of(const FlagRates& rates, std::string_view by, const Telling& telling) {
  html::TableOptions out{.caption = "What patterns flagged, and what followed",
                         .caption_classes = "govuk-table__caption--s",
                         .first_cell_is_header = true,
                         .stack = true};
  out.head.push_back({.text = std::string(by)});
  for (const char* words :
       {"Children", "Flagged", "Flagged of 100", "Flagged, times others", "Something serious later",
        "Flagged before it", "Right of 100 flagged", "Flagged with nothing serious later",
        "Wrongly flagged of 100 without harm", "Wrongly flagged, times others"}) {
    out.head.push_back({.text = words, .format = "numeric"});
  }
  for (const auto& group : rates.groups) {
    const auto& c = group.counts;
    const auto ratios = ratios_of(group, rates.known, telling);
    auto& row = out.rows.emplace_back();
    row.push_back({.text = group.name});
    for (const auto& words :
         {telling.count(c.children), telling.count(c.flagged),
          telling.in_100(c.flagged, c.children),
          group.known ? ratio_words(ratios.flagged) : std::string("Not compared"),
          telling.count(c.harmed), telling.count(c.right), telling.in_100(c.right, c.flagged),
          telling.count(c.wrong()), telling.in_100(c.wrong(), c.unharmed()),
          group.known ? ratio_words(ratios.wrong) : std::string("Not compared")}) {
      row.push_back({.text = words, .format = "numeric"});
    }
  }
  return out;
}

constexpr const char* k_who_told = "Who told, in how many notifications";

html::TableOptions sources_of(const FlagRates& rates, std::string_view by, const Telling& telling) {
  html::TableOptions out{.caption = "Who told of each group",
                         .caption_classes = "govuk-table__caption--s",
                         .head = {{.text = std::string(by)}, {.text = k_who_told}},
                         .first_cell_is_header = true,
                         .stack = true};
  for (const auto& group : rates.groups) {
    out.rows.push_back({{.text = group.name}, {.text = sources_words(group, telling)}});
  }
  return out;
}

picture::Drawn drawn_of(const FlagRates& rates, std::string_view by, const Telling& telling) {
  picture::BarOptions options{
      .frame = {.id = "flagged",
                .heading = "Children flagged, of 100 in each group",
                .description = "A bar for each group that is large enough, with the interval in "
                               "which its share may lie. The table below says the same.",
                .caption = "Flagged of 100 children"},
      .label_heading = std::string(by),
      .measure = "Flagged of 100",
      .interval_heading = "Between"};
  for (const auto& group : rates.groups) {
    const auto share = telling.share(group.counts.flagged, group.counts.children);
    if (!share) continue;
    options.bars.push_back({.label = group.name,
                            .value = share->share * 100,
                            .lower = share->lower * 100,
                            .upper = share->upper * 100,
                            .words = fmt::format("{:.1f}", share->share * 100),
                            .interval_words = fmt::format("{:.1f} to {:.1f}", share->lower * 100,
                                                          share->upper * 100)});
  }
  return picture::bars(options);
}

// Where the interval leaves out 1 and the ratio is beyond what the policy bears, either way.
void add_statement(std::vector<std::string>& to, const std::string& name, const char* what,
                   const std::optional<statistics::RiskRatio>& ratio, double limit) {
  if (!ratio) return;
  const bool more = ratio->lower > 1 && ratio->ratio > limit;
  const bool less = ratio->upper < 1 && ratio->ratio < 1 / limit;
  if (!more && !less) return;
  to.push_back(
      fmt::format("{}: {} {:.1f} times as often as all others, by chance between {:.1f} "
                  "and {:.1f}.",
                  name, what, ratio->ratio, ratio->lower, ratio->upper));
}

std::vector<std::string> statements_of(const FlagRates& rates, double limit,
                                       const Telling& telling) {
  std::vector<std::string> out;
  bool compared = false;
  for (const auto& group : rates.groups) {
    const auto ratios = ratios_of(group, rates.known, telling);
    compared = compared || ratios.flagged || ratios.wrong;
    add_statement(out, group.name, "flagged", ratios.flagged, limit);
    add_statement(out, group.name, "flagged with nothing serious later", ratios.wrong, limit);
  }
  if (!compared) {
    out.emplace_back("There are too few children in any two groups to compare them.");
  } else if (out.empty()) {
    out.push_back(
        fmt::format("No group stands out: none is flagged, or flagged wrongly, more than "
                    "{:.1f} times as often as all others beyond chance.",
                    limit));
  }
  return out;
}

}  // namespace

std::vector<LocalDate> looks_of(const FairnessPolicy& policy, int holds_days, LocalDate today) {
  const LocalDate last = findings::months_after(today, -policy.later_months);
  std::vector<LocalDate> out;
  for (int i = policy.looks - 1; i >= 0; --i) out.push_back(last.plus_days(-i * holds_days));
  return out;
}

LookedBack looked_back(const research::Record& record, const FairnessPolicy& policy,
                       const std::vector<LocalDate>& days,
                       const std::vector<findings::FlaggedBy>& flagged) {
  LookedBack out{.looked = {}, .from = days.front(), .until = days.back()};
  auto children = findings::looked_at(record, k_year, days);
  std::map<research::Index, LocalDate> first;
  for (const auto& rule : flagged) {
    for (const auto& [child, day] : rule.children) {
      const auto [at, fresh] = first.emplace(child, day);
      if (!fresh) at->second = std::min(at->second, day);
    }
  }
  // Of whoever was flagged it counts what followed the flag.
  for (const auto& [child, day] : first) {
    children[child] = day;
    out.looked.flagged.insert(child);
  }
  for (const auto& [child, day] : children) out.looked.children.insert(child);
  out.looked.harmed = findings::harmed_after(record, children, policy.later_months);
  return out;
}

Comparison compare(const research::FlagRates& rates, std::string_view by,
                   const FairnessPolicy& policy, const Telling& telling) {
  Comparison out{.statements = statements_of(rates, policy.ratio_tenths / k_tenths, telling),
                 .warnings = {},
                 .drawn = drawn_of(rates, by, telling),
                 .table = table_of(rates, by, telling),
                 .sources = sources_of(rates, by, telling)};
  if (rates.much_unknown) {
    const auto all = rates.known.children + rates.unknown;
    out.warnings.push_back(fmt::format(
        "Of more than {} in 100 children nobody wrote this down: {} of {}. Groups may look alike, "
        "or not, for that reason alone.",
        policy.largest_unknown_percent, telling.count(rates.unknown), telling.count(all)));
  }
  return out;
}

html::TableOptions whole_of(const Comparison& comparison) {
  auto out = comparison.table;
  out.head.push_back(comparison.sources.head.back());
  for (std::size_t i = 0; i < out.rows.size(); ++i) {
    out.rows[i].push_back(comparison.sources.rows[i].back());
  }
  return out;
}

}  // namespace mash::needs
