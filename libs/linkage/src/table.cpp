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

Dictionary::Dictionary() : begin_{0, 0}, hash_{0}, slots_(1024) {}

std::size_t Dictionary::place(std::string_view wanted, std::uint64_t h) const {
  const Slot* slots = slots_.data();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = h & mask;
  while (slots[at].id != 0 && (slots[at].tag != tag(h) || text(slots[at].id) != wanted))
    at = (at + 1) & mask;
  return at;
}

std::uint32_t Dictionary::find(std::string_view wanted) const {
  return wanted.empty() ? 0 : slots_[place(wanted, stable_hash(wanted))].id;
}

std::uint32_t Dictionary::add(std::string_view wanted) {
  return wanted.empty() ? 0 : add(wanted, stable_hash(wanted));
}

std::uint32_t Dictionary::add(std::string_view wanted, std::uint64_t h) {
  const std::size_t at = place(wanted, h);
  if (slots_[at].id != 0) return slots_[at].id;
  const std::uint32_t id = size();
  pool_.insert(pool_.end(), wanted.begin(), wanted.end());
  begin_.push_back(pool_.size());
  hash_.push_back(h);
  slots_[at] = {tag(h), id};
  if (std::size_t{id} * 3 > slots_.size() * 2) grow();
  return id;
}

void Dictionary::add(std::span<const std::string_view> texts, std::uint32_t* ids) {
  constexpr std::size_t batch = 32;
  std::array<std::uint64_t, batch> h{};
  for (std::size_t from = 0; from < texts.size(); from += batch) {
    const auto some = texts.subspan(from, std::min(batch, texts.size() - from));
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < some.size(); ++i) {
      h[i] = stable_hash(some[i]);
      __builtin_prefetch(slots_.data() + (h[i] & mask));
    }
    for (std::size_t i = 0; i < some.size(); ++i)
      __builtin_prefetch(begin_.data() + slots_[h[i] & mask].id);
    for (std::size_t i = 0; i < some.size(); ++i)
      __builtin_prefetch(pool_.data() + begin_[slots_[h[i] & mask].id]);
    for (std::size_t i = 0; i < some.size(); ++i)
      ids[from + i] = some[i].empty() ? 0 : add(some[i], h[i]);
  }
}

void Dictionary::grow() {
  Large<Slot> larger(slots_.size() * 2);
  const std::size_t mask = larger.size() - 1;
  constexpr std::uint32_t ahead = 16;
  for (std::uint32_t id = 1; id < size(); ++id) {
    __builtin_prefetch(larger.data() + (hash_[std::min(id + ahead, size() - 1)] & mask));
    std::size_t at = hash_[id] & mask;
    while (larger[at].id != 0) at = (at + 1) & mask;
    larger[at] = {tag(hash_[id]), id};
  }
  slots_ = std::move(larger);
}

void Dictionary::keep_texts_only() {
  close();
  hash_ = Large<std::uint64_t>();
}

void Table::forget_values() {
  record_ids.keep_texts_only();
  for (auto& c : columns) c = Column{.role = c.role, .header = std::move(c.header)};
}

}  // namespace mash::linkage
