// SPDX-License-Identifier: MIT
#include "mash/db/query_in.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "mash/base/assert.h"

namespace mash::db {

namespace {

constexpr std::size_t k_few = 20;
constexpr std::size_t k_many = 200;

std::string with_list(std::string_view sql, std::size_t size) {
  constexpr std::string_view k_ids = "$ids";
  const auto at = sql.find(k_ids);
  MASH_ASSERT(at != std::string_view::npos);
  std::string list = "$1";
  for (std::size_t i = 2; i <= size; ++i) list += ", $" + std::to_string(i);
  return std::string(sql).replace(at, k_ids.size(), list);
}

}  // namespace

Rows query_in(Transaction& tx, std::string_view sql, const Params& ids) {
  Rows out;
  const std::size_t size = ids.size() <= k_few ? k_few : k_many;
  const std::string text = with_list(sql, size);
  for (std::size_t from = 0; from < ids.size(); from += size) {
    const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
    Params asked(begin, begin + static_cast<std::ptrdiff_t>(std::min(size, ids.size() - from)));
    asked.resize(size, Param(asked.back()));
    auto rows = tx.query(text, asked);
    std::ranges::move(rows, std::back_inserter(out));
  }
  return out;
}

}  // namespace mash::db
