// SPDX-License-Identifier: MIT
#include "told.h"

#include <fmt/format.h>

#include <algorithm>

#include "mash/research/counts.h"

namespace mash::needs {

namespace {

constexpr const char* k_too_few = "Too few to say";

}  // namespace

bool reads_cases(const pipeline::Context& c) {
  return policy::may(c.principal, policy::Action::read_case, {.case_member = true});
}

Said said(std::int64_t count, bool exact) {
  if (exact) return {.number = count, .words = std::to_string(count)};
  auto told = research::as_told(count, protect::nhs_style());
  return {.number = told.number, .words = std::move(told.words)};
}

std::optional<statistics::Share> Telling::told(std::int64_t with, std::int64_t of) const {
  const auto base = said(of, exact_).number;
  const auto some = said(with, exact_).number;
  if (!base || !some || *base < least_) return std::nullopt;
  return statistics::Share{.with = std::min(*some, *base), .of = *base};
}

std::optional<statistics::ShareInterval> Telling::share(std::int64_t with, std::int64_t of) const {
  const auto one = told(with, of);
  return one ? statistics::share_interval(*one) : std::nullopt;
}

std::string Telling::in_100(std::int64_t with, std::int64_t of) const {
  const auto one = share(with, of);
  return one ? fmt::format("{:.1f}", one->share * 100) : k_too_few;
}

std::optional<statistics::RiskRatio> Telling::ratio(const statistics::Share& one,
                                                    const statistics::Share& others) const {
  const auto a = told(one.with, one.of);
  const auto b = told(others.with, others.of);
  return a && b ? statistics::risk_ratio(*a, *b) : std::nullopt;
}

std::string ratio_words(const std::optional<statistics::RiskRatio>& ratio) {
  if (!ratio) return k_too_few;
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", ratio->ratio, ratio->lower, ratio->upper);
}

}  // namespace mash::needs
