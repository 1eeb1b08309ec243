// SPDX-License-Identifier: MIT
#include "where.h"

#include <algorithm>
#include <ranges>

#include "mash/crypto/crypto.h"
#include "mash/intake/giveaways.h"

namespace mash::product {

void PlaceLines::add(std::string_view label, const std::string& words) {
  const std::string line = std::string(label) + ": " + words;
  if (words.empty() || std::ranges::find(lines_, line) != lines_.end()) return;
  lines_.push_back(line);
}

void PlaceLines::add(const intake::NotificationView& n) {
  // Its free words could show who told us.
  if (intake::may_be_known(n)) add("Now", n.where_now.reveal());
}

void PlaceLines::add(const people::Statement& s) {
  const std::string& postcode = s.postcode.reveal();
  std::string home = s.address_line.reveal();
  if (!postcode.empty()) home += (home.empty() ? "" : ", ") + postcode;
  add("Home", home);
  add("School", s.school.reveal());
}

std::string PlaceLines::text() const {
  std::string out;
  for (const auto& line : lines_) out += (out.empty() ? "" : "\n") + line;
  return out;
}

Places::Places(pipeline::Context& c, const policy::Proof& proof, const CaseId& id)
    : said_(people::statements_of(c, proof, id)), told_(intake::notification_view(c, proof, id)) {
  std::erase_if(said_, [](const auto& s) { return s.person.empty(); });
}

std::vector<std::string> Places::of(const PersonId& child) const {
  PlaceLines out;
  const auto about = [&child](const people::Statement& s) { return s.person == child; };
  for (const auto& n : told_ | std::views::reverse) {
    const bool names = std::ranges::any_of(
        said_, [&](const people::Statement& s) { return about(s) && s.notification == n.id; });
    if (names) out.add(n);
  }
  for (const auto& s : said_ | std::views::reverse | std::views::filter(about)) out.add(s);
  return out.lines();
}

std::string place_code(std::string_view line) {
  return hex(crypto::sha256(as_bytes(line))).substr(0, 16);
}

}  // namespace mash::product
