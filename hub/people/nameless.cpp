// SPDX-License-Identifier: MIT
#include "mash/people/nameless.h"

#include <limits>
#include <utility>

#include "household.h"
#include "mash/base/bytes.h"
#include "mash/linkage/normalise.h"
#include "mash/people/postcode.h"
#include "person_store.h"
#include "statement.h"

namespace mash::people {

namespace {

constexpr int k_read = 1000;              // rows at a time
constexpr std::size_t k_inward = 3;       // "1AA" of "BQ1 1AA"
constexpr std::size_t k_home_bytes = 16;  // of the hash: no two homes of a borough share them
constexpr std::size_t k_year = 4;

std::string district_of(const Statement& s) {
  if (!is_postcode(s.postcode.reveal())) return "";
  std::string out = linkage::postcode(s.postcode.reveal());
  if (out.size() <= k_inward) return "";
  out.resize(out.size() - k_inward);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::optional<int> year_of(const Statement& s) {
  const auto& said = s.dob.empty() ? s.expected_dob : s.dob;
  if (said.reveal().size() < k_year) return std::nullopt;
  int year = 0;
  for (const char c : said.reveal().substr(0, k_year)) {
    if (c < '0' || c > '9') return std::nullopt;
    year = year * 10 + (c - '0');
  }
  return year;
}

std::optional<model::Sex> sex_of(const Statement& s) {
  const auto out = model::from_code<model::Sex>(s.sex.reveal());
  return out == model::Sex::unknown ? std::nullopt : out;
}

std::string home_of(const Statement& s, const pipeline::Vault& vault) {
  const std::string key = address_key(s);
  if (key.empty()) return "";
  auto hash = vault.lookup("analysed_home", key);
  hash.resize(k_home_bytes);
  return hex(hash);
}

}  // namespace

void each_nameless(db::Transaction& tx, const pipeline::Vault& vault,
                   const std::function<void(Nameless)>& f) {
  StatementId last;
  while (true) {
    const auto rows = statement_rows_after(tx, last, k_read);
    if (rows.empty()) return;
    const auto said = open_for_index(tx, vault, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      f({.id = rows[i].id,
         .case_id = rows[i].case_id,
         .person = rows[i].named,
         .role = rows[i].role,
         .at = rows[i].at,
         .home = home_of(said[i], vault),
         .district = district_of(said[i]),
         .born = year_of(said[i]),
         .sex = sex_of(said[i])});
    }
    last = rows.back().id;
  }
}

std::vector<Joined> all_joined(db::Transaction& tx) {
  std::vector<Joined> out;
  for (const auto& row : standing_joins(tx, std::numeric_limits<int>::max(), 0)) {
    out.push_back({row.older, row.newer, row.case_id});
  }
  return out;
}

}  // namespace mash::people
