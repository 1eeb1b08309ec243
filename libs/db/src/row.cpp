// SPDX-License-Identifier: MIT
#include "mash/base/assert.h"
#include "mash/db/database.h"

namespace mash::db {
namespace {

template <class T>
const T& get(const std::vector<Cell>& cells, std::size_t i) {
  MASH_ASSERT(i < cells.size());
  const T* value = std::get_if<T>(&cells[i]);
  MASH_ASSERT(value != nullptr);
  return *value;
}

}  // namespace

bool Row::is_null(std::size_t i) const {
  MASH_ASSERT(i < cells_.size());
  return std::holds_alternative<Null>(cells_[i]);
}

std::int64_t Row::integer(std::size_t i) const {
  return get<std::int64_t>(cells_, i);
}

std::int64_t Row::integer_or(std::size_t i, std::int64_t otherwise) const {
  return is_null(i) ? otherwise : integer(i);
}

double Row::real(std::size_t i) const {
  return get<double>(cells_, i);
}

const std::string& Row::text(std::size_t i) const {
  return get<std::string>(cells_, i);
}

std::string Row::text_or(std::size_t i, std::string_view otherwise) const {
  return is_null(i) ? std::string(otherwise) : text(i);
}

const Bytes& Row::blob(std::size_t i) const {
  return get<Bytes>(cells_, i);
}

}  // namespace mash::db
