// SPDX-License-Identifier: MIT
#include "mash/simulation/figures.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "mash/json/value.h"

namespace mash::simulation {

namespace {

constexpr auto k_figures = std::to_array<std::pair<std::string_view, Figure Borough::*>>(
    {{"children", &Borough::children},
     {"referrals_per_10k", &Borough::referrals},
     {"rereferral_pct", &Borough::rereferral_pct},
     {"police_pct", &Borough::police_pct},
     {"school_pct", &Borough::school_pct},
     {"health_pct", &Borough::health_pct},
     {"nfa_pct", &Borough::nfa_pct},
     {"assessed_not_in_need_pct", &Borough::no_need_pct},
     {"s47_per_10k", &Borough::s47},
     {"icpc_per_10k", &Borough::icpc},
     {"cpp_starts_per_10k", &Borough::plans},
     {"assessment_45wd_pct", &Borough::in_45_days_pct}});
constexpr std::size_t k_words = 3;  // id, name, council

constexpr auto k_assumed = std::to_array<std::pair<std::string_view, double Assumed::*>>(
    {{"contact_to_referral", &Assumed::contact_to_referral},
     {"twin_children", &Assumed::twin_children},
     {"second_home", &Assumed::second_home},
     {"moves_a_year", &Assumed::moves_a_year},
     {"school_away", &Assumed::school_away},
     {"school_away_primary", &Assumed::school_away_primary},
     {"school_away_secondary", &Assumed::school_away_secondary},
     {"clustered", &Assumed::clustered},
     {"escalating", &Assumed::escalating},
     {"fading", &Assumed::fading},
     {"over_reported", &Assumed::over_reported},
     {"over_reported_times", &Assumed::over_reported_times},
     {"places", &Assumed::places},
     {"place_children", &Assumed::place_children},
     {"adults", &Assumed::adults},
     {"adult_families", &Assumed::adult_families},
     {"harm_stable", &Assumed::harm_stable},
     {"harm_clustered", &Assumed::harm_clustered},
     {"harm_escalating", &Assumed::harm_escalating},
     {"harm_fading", &Assumed::harm_fading},
     {"harm_place", &Assumed::harm_place},
     {"harm_adult", &Assumed::harm_adult},
     {"school_holiday", &Assumed::school_holiday},
     {"school_august", &Assumed::school_august},
     {"monday", &Assumed::monday},
     {"saturday", &Assumed::saturday},
     {"sunday", &Assumed::sunday},
     {"sibling_named", &Assumed::sibling_named},
     {"red", &Assumed::red},
     {"amber", &Assumed::amber},
     {"green", &Assumed::green},
     {"red_of_referrals", &Assumed::red_of_referrals},
     {"amber_of_referrals", &Assumed::amber_of_referrals},
     {"green_of_referrals", &Assumed::green_of_referrals},
     {"red_hours", &Assumed::red_hours},
     {"amber_hours", &Assumed::amber_hours},
     {"green_hours", &Assumed::green_hours},
     {"blue_hours", &Assumed::blue_hours},
     {"hours_sigma", &Assumed::hours_sigma},
     {"answer_share", &Assumed::answer_share},
     {"answer_missing", &Assumed::answer_missing},
     {"answer_sigma", &Assumed::answer_sigma}});

std::vector<std::string_view> cut(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

Error wrong_line(std::size_t line) {
  return invalid("boroughs.csv", "Line " + std::to_string(line) + " is not as data/README.md says");
}

// Empty: not published, so the value of `otherwise` holds.
bool read(std::string_view cell, const Figure* otherwise, Figure& figure) {
  if (cell.empty()) {
    if (otherwise == nullptr) return false;
    figure = {otherwise->value, false};
    return true;
  }
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), figure.value);
  figure.published = true;
  return error == std::errc{} && end == cell.data() + cell.size() && figure.value >= 0;
}

bool read_line(const std::vector<std::string_view>& cells, std::size_t factors,
               const Borough* london, Borough& made) {
  if (cells.size() != k_words + k_figures.size() + factors) return false;
  made.id = cells[0];
  made.name = cells[1];
  made.council = cells[2];
  made.factors.resize(factors);
  for (std::size_t i = 0; i < k_figures.size(); ++i) {
    const auto member = k_figures.at(i).second;
    const Figure* otherwise = london == nullptr ? nullptr : &(london->*member);
    if (!read(cells[k_words + i], otherwise, made.*member)) return false;
  }
  for (std::size_t i = 0; i < factors; ++i) {
    const Figure* otherwise = london == nullptr ? nullptr : &london->factors[i];
    if (!read(cells[k_words + k_figures.size() + i], otherwise, made.factors[i])) return false;
  }
  return !made.id.empty() && made.children.value > 0 && made.referrals.value > 0;
}

Result<void> read_boroughs(std::string_view text, Figures& figures) {
  auto lines = cut(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  if (lines.size() < 3) return wrong_line(lines.size());
  const auto header = cut(lines[0], ',');
  if (header.size() < k_words + k_figures.size()) return wrong_line(1);
  for (std::size_t i = 0; i < k_figures.size(); ++i) {
    if (header[k_words + i] != k_figures.at(i).first) return wrong_line(1);
  }
  const auto from = static_cast<std::ptrdiff_t>(k_words + k_figures.size());
  figures.factors.assign(header.begin() + from, header.end());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Borough made;
    const Borough* london = i == 1 ? nullptr : &figures.london;
    if (!read_line(cut(lines[i], ','), figures.factors.size(), london, made))
      return wrong_line(i + 1);
    if (i == 1) {
      figures.london = std::move(made);
    } else {
      figures.boroughs.push_back(std::move(made));
    }
  }
  return {};
}

Result<void> read_assumptions(std::string_view text, Figures& figures) {
  MASH_TRY(const auto all, json::parse(text));
  const auto* list = all["assumptions"].as_array();
  if (list == nullptr || list->size() != k_assumed.size())
    return invalid("assumptions", "Give each assumption once");
  for (const auto& [name, member] : k_assumed) {
    const auto found = std::find_if(list->begin(), list->end(),
                                    [&](const auto& one) { return one.text("name") == name; });
    const double* value = found == list->end() ? nullptr : (*found)["value"].as_double();
    if (value == nullptr || *value < 0 || found->text("why").empty())
      return invalid(std::string(name), "Give a number with a decimal point, and why");
    figures.assumed.*member = *value;
    figures.assumptions.push_back(
        {std::string(name), *value, found->flag("sourced"), found->text("why")});
  }
  return {};
}

}  // namespace

Result<Figures> read_figures(std::string_view boroughs_csv, std::string_view assumptions_json) {
  Figures figures;
  MASH_TRY_DO(read_boroughs(boroughs_csv, figures));
  MASH_TRY_DO(read_assumptions(assumptions_json, figures));
  return figures;
}

}  // namespace mash::simulation
