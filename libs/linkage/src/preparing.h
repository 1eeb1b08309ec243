// SPDX-License-Identifier: MIT
// Builds a Prepared: prepare.h has the contract.
#pragma once

#include "mash/linkage/prepare.h"

namespace mash::linkage {

// The values that one cell of a table gives; 0 where it gives none.
struct NameParts {
  std::uint32_t given = 0;
  std::uint32_t middle = 0;
  std::uint32_t surname = 0;
};

// A word that begins a surname of several words ("van").
bool is_particle(std::string_view word);
// At most five digits; 0 where the text is something else.
std::uint32_t small_number(std::string_view text);
Entry make_entry(Kind kind, std::string_view text);

// For each text that is left when a name loses one byte, and for each name, the most frequent such
// name.
class Nearest {
 public:
  // Of as many texts as are added at most.
  explicit Nearest(std::size_t texts);
  // By the text's hash: the name, 0 if there is none.
  std::uint32_t& of(std::uint64_t hash);
  [[nodiscard]] std::uint32_t find(std::uint64_t hash) const { return slots_[place(hash)].name; }
  void will_need(std::uint64_t hash) const {
    __builtin_prefetch(slots_.data() + (hash & (slots_.size() - 1)));
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t name = 0;
  };
  [[nodiscard]] std::size_t place(std::uint64_t hash) const;
  Large<Slot> slots_;
};

class Preparing {
 public:
  Preparing(const Table& table, const PrepareOptions& options) : table_(table), options_(options) {}
  Prepared run();

 private:
  // Per column and distinct text: what it gives to each kind.
  struct Given {
    Kind kind = Kind::given_name;
    std::vector<std::uint32_t> values;  // by the column's text id
  };
  void normalise_names();
  void normalise_name_column(std::size_t column, Kind kind);
  void normalise_full_names(std::size_t column, bool further);
  NameParts part(std::string_view text);
  void normalise_dates(std::size_t column);
  void normalise_texts(Kind kind);
  void normalise_addresses();
  std::uint32_t add(Kind kind, std::string_view text, bool verified = false);
  void choose_slots();
  void fill_rows();
  void fill_dates_from_parts();
  void weaken_default_dates();
  void note_further(Kind kind, std::uint32_t row, std::uint32_t value);
  void fill_further();
  void index_further(std::size_t kind);
  void find_words();
  void find_variants();
  [[nodiscard]] std::uint32_t likely_spelling(std::uint32_t id, const Nearest& nearest) const;
  void find_spellings();
  [[nodiscard]] bool more_frequent(std::uint32_t a, std::uint32_t b) const;
  void order_rows();
  [[nodiscard]] bool has(Role role) const;
  Vocabulary& vocabulary(Kind kind) { return out_.vocabularies_[Prepared::vocabulary_of(kind)]; }

  const Table& table_;
  const PrepareOptions& options_;
  Prepared out_;
  std::vector<std::vector<Given>> given_;  // per column
  // other_names: per column and text id several names
  std::vector<std::vector<std::vector<NameParts>>> aliases_;
  std::vector<std::uint32_t> name_counts_;
  // per kind: row and value beside the first
  std::array<std::vector<std::pair<std::uint32_t, std::uint32_t>>, k_kinds> extra_;
};

}  // namespace mash::linkage
