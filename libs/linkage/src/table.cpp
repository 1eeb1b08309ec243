// SPDX-License-Identifier: MIT
#include "mash/linkage/table.h"

#include <algorithm>
#include <cstring>

namespace mash::linkage {

namespace {

constexpr std::array<std::string_view, k_roles> k_role_names{
    "ignored",  "given_name",  "middle_name", "surname",    "full_name",   "other_names",
    "sex",      "dob",         "dob_day",     "dob_month",  "dob_year",    "nhs_number",
    "upn",      "national_id", "house",       "street",     "address",     "town",
    "postcode", "phone",       "email",       "occupation", "birth_place", "source"};

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93ULL;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93ULL;
  return x ^ (x >> 32);
}

}  // namespace

std::string_view role_name(Role role) {
  return k_role_names[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view name) {
  const auto* found = std::find(k_role_names.begin(), k_role_names.end(), name);
  if (found == k_role_names.end()) return std::nullopt;
  return static_cast<Role>(found - k_role_names.begin());
}

std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t h = 0x9e3779b97f4a7c15ULL ^ (text.size() * 0xff51afd7ed558ccdULL);
  while (text.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    h = (h ^ mix(word)) * 0x9fb21c651e98df25ULL;
    text.remove_prefix(8);
  }
  std::uint64_t word = 0;
  if (!text.empty()) std::memcpy(&word, text.data(), text.size());
  return mix((h ^ mix(word + 1)) * 0x9fb21c651e98df25ULL);
}

Dictionary::Dictionary() : begin_{0, 0}, hash_{0}, slots_(1024, 0) {}

std::uint32_t Dictionary::find(std::string_view wanted) const {
  if (wanted.empty()) return 0;
  const std::uint64_t h = stable_hash(wanted);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = h & mask; slots_[at] != 0; at = (at + 1) & mask)
    if (hash_[slots_[at]] == h && text(slots_[at]) == wanted) return slots_[at];
  return 0;
}

std::uint32_t Dictionary::add(std::string_view wanted) {
  if (wanted.empty()) return 0;
  const std::uint64_t h = stable_hash(wanted);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = h & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask)
    if (hash_[slots_[at]] == h && text(slots_[at]) == wanted) return slots_[at];
  const std::uint32_t id = size();
  pool_.insert(pool_.end(), wanted.begin(), wanted.end());
  begin_.push_back(pool_.size());
  hash_.push_back(h);
  slots_[at] = id;
  if (std::size_t{id} * 2 > slots_.size()) grow();
  return id;
}

void Dictionary::grow() {
  std::vector<std::uint32_t> larger(slots_.size() * 4, 0);
  const std::size_t mask = larger.size() - 1;
  for (std::uint32_t id = 1; id < size(); ++id) {
    std::size_t at = hash_[id] & mask;
    while (larger[at] != 0) at = (at + 1) & mask;
    larger[at] = id;
  }
  slots_ = std::move(larger);
}

}  // namespace mash::linkage
