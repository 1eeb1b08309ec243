// SPDX-License-Identifier: MIT
// Records about people, as they were written: one column a role, each distinct text kept once.
//
// What: roles, dictionary-encoded columns, several columns of one role (two addresses, two names).
// What not: no normalisation (prepare.h), no I/O (csv.h).
// Shapes: a column has one 32-bit id a record; id 0 is "missing"; other ids start at 1. A cell that
// holds several values (other_names) parts them with ';' or '|'.
// Thread safety: const use from many threads; filling from one thread a column.
// Cost: about 40 ns to add a text, its bytes + 24 B a distinct text, 4 B a record and column.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mash/linkage/memory.h"

namespace mash::linkage {

// What a column says about a person. `ignored` columns are not read.
enum class Role : std::uint8_t {
  ignored,
  given_name,
  middle_name,
  surname,
  full_name,
  other_names,
  sex,
  dob,
  dob_day,
  dob_month,
  dob_year,
  nhs_number,
  upn,
  national_id,
  house,
  street,
  address,
  town,
  postcode,
  phone,
  email,
  occupation,
  birth_place,
  source,
};
constexpr std::size_t k_roles = 24;

// The name used on the command line ("given_name").
std::string_view role_name(Role role);
std::optional<Role> role_of(std::string_view name);

// Distinct texts, numbered from 1 in the order in which they came.
class Dictionary {
 public:
  Dictionary();
  // The id of the text; 0 for an empty one.
  std::uint32_t add(std::string_view text);
  // As add for each of the texts; half the time, as memory is asked for early.
  void add(std::span<const std::string_view> texts, std::uint32_t* ids);
  // The id if the text is there, else 0.
  [[nodiscard]] std::uint32_t find(std::string_view text) const;
  [[nodiscard]] std::string_view text(std::uint32_t id) const {
    return {pool_.data() + begin_[id], begin_[id + 1] - begin_[id]};
  }
  // One more than the largest id.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(begin_.size() - 1); }
  // A hash of the text alone: the same in every run, order and process.
  [[nodiscard]] std::uint64_t hash(std::uint32_t id) const { return hash_[id]; }

  // Gives back what only adding and finding need. After it neither may be called.
  void close() { slots_ = Large<Slot>(); }
  // The same, and the hashes.
  void keep_texts_only();

 private:
  // Of a text in the table: half its hash, to tell most others apart without looking at them.
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t id = 0;
  };
  static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }
  // Where the text is or would be.
  [[nodiscard]] std::size_t place(std::string_view text, std::uint64_t hash) const;
  std::uint32_t add(std::string_view text, std::uint64_t hash);
  void grow();
  Large<char> pool_;
  Large<std::size_t> begin_;
  Large<std::uint64_t> hash_;
  Large<Slot> slots_;
};

// Of the bytes alone; not secret, not against an attacker who makes collisions.
std::uint64_t stable_hash(std::string_view text);

struct Column {
  Role role = Role::ignored;
  std::string header;  // as the first input called it
  Dictionary texts;
  std::vector<std::uint32_t> ids;
};

struct Table {
  std::vector<std::string> sources;   // names of the inputs
  std::vector<std::uint16_t> source;  // per record: index into sources
  Dictionary record_ids;              // distinct ids; one id may be used in two sources
  std::vector<std::uint32_t> record;  // per record: id in record_ids
  std::vector<Column> columns;

  // Gives back what the columns hold, most of the memory; their roles and headers and the records'
  // ids stay. Nothing may be added after it.
  void forget_values();
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(record.size()); }
  [[nodiscard]] std::string_view id(std::uint32_t row) const {
    return record_ids.text(record[row]);
  }
};

}  // namespace mash::linkage
