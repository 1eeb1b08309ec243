// SPDX-License-Identifier: MIT
#include "postgres_values.h"

#include <bit>

#include "fault.h"

namespace mash::db {
namespace {

// From catalog/pg_type_d.h, which belongs to the headers of the server.
constexpr Oid k_inferred = 0;
constexpr Oid k_bytea = 17;
constexpr Oid k_int8 = 20;
constexpr Oid k_int2 = 21;
constexpr Oid k_int4 = 23;
constexpr Oid k_text = 25;
constexpr Oid k_float8 = 701;
constexpr Oid k_varchar = 1043;
constexpr Oid k_void = 2278;  // what pg_notify answers

constexpr int k_binary = 1;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = (number << 8) | static_cast<unsigned char>(c);
  return number;
}

std::int64_t small_integer(std::string_view bytes) {
  return std::bit_cast<std::int16_t>(static_cast<std::uint16_t>(big_endian(bytes)));
}

std::int64_t integer(std::string_view bytes) {
  return std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(big_endian(bytes)));
}

Cell cell_of(Oid type, std::string_view bytes, std::string_view sql) {
  switch (type) {
    case k_int2:
      return small_integer(bytes);
    case k_int4:
      return integer(bytes);
    case k_int8:
      return std::bit_cast<std::int64_t>(big_endian(bytes));
    case k_float8:
      return std::bit_cast<double>(big_endian(bytes));
    case k_text:
    case k_varchar:
      return std::string(bytes);
    case k_bytea:
      return Bytes(bytes.begin(), bytes.end());
    case k_void:
      return Null{};
    default:
      throw refused(Fault::syntax, sql, "a column's type has no Cell: cast it");
  }
}

}  // namespace

PostgresParams::PostgresParams(const Params& params) {
  struct Form {
    Oid type;
    const char* value;
    std::size_t length;
  };
  struct Encode {
    PostgresParams& out;
    Form operator()(Null) const { return {k_inferred, nullptr, 0}; }
    Form operator()(std::int64_t n) const {
      return {k_int8, out.keep(std::bit_cast<std::uint64_t>(n)), sizeof n};
    }
    Form operator()(double d) const {
      return {k_float8, out.keep(std::bit_cast<std::uint64_t>(d)), sizeof d};
    }
    Form operator()(const std::string& s) const { return {k_text, s.c_str(), s.size()}; }
    Form operator()(const Bytes& b) const {
      const void* bytes = b.data();
      return {k_bytea, b.empty() ? "" : static_cast<const char*>(bytes), b.size()};
    }
  };
  numbers_.reserve(params.size());  // what points into it must not move
  for (const Param& param : params) {
    const Form form = std::visit(Encode{*this}, param.cell);
    types.push_back(form.type);
    values.push_back(form.value);
    lengths.push_back(static_cast<int>(form.length));
    formats.push_back(k_binary);
  }
}

const char* PostgresParams::keep(std::uint64_t number) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
  return numbers_.emplace_back(std::move(bytes)).data();
}

std::string PostgresParams::signature() const {
  std::string letters;
  for (const Oid type : types) {
    letters.push_back(type == k_int8     ? 'i'
                      : type == k_text   ? 't'
                      : type == k_bytea  ? 'b'
                      : type == k_float8 ? 'f'
                                         : '-');
  }
  return letters;
}

Rows rows_of(const PGresult* result, std::string_view sql) {
  const int columns = PQnfields(result);
  Rows rows;
  rows.reserve(static_cast<std::size_t>(PQntuples(result)));
  for (int r = 0; r < PQntuples(result); ++r) {
    std::vector<Cell> cells;
    cells.reserve(static_cast<std::size_t>(columns));
    for (int c = 0; c < columns; ++c) {
      if (PQgetisnull(result, r, c) != 0) {
        cells.emplace_back(Null{});
        continue;
      }
      const auto length = static_cast<std::size_t>(PQgetlength(result, r, c));
      cells.push_back(cell_of(PQftype(result, c), {PQgetvalue(result, r, c), length}, sql));
    }
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

}  // namespace mash::db
