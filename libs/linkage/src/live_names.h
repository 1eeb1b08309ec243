// SPDX-License-Identifier: MIT
// The distinct names of a live index, and which of them are alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mash/linkage/prepare.h"

namespace mash::linkage {

// Many numbers under one hash, in two flat arrays.
class MultiMap {
 public:
  void put(std::uint64_t hash, std::uint32_t value);
  // Takes out one such entry, which must be there.
  void remove(std::uint64_t hash, std::uint32_t value);
  template <class Use>
  void each(std::uint64_t hash, Use&& use) const {
    if (heads_.empty()) return;
    for (auto at = heads_[bucket(hash)]; at != k_end; at = nodes_[at].next)
      if (nodes_[at].hash == hash) use(nodes_[at].value);
  }

 private:
  static constexpr std::uint32_t k_end = ~std::uint32_t{0};
  struct Node {
    std::uint64_t hash = 0;
    std::uint32_t value = 0;
    std::uint32_t next = k_end;
  };
  [[nodiscard]] std::size_t bucket(std::uint64_t hash) const { return hash & (heads_.size() - 1); }
  void grow();

  std::vector<std::uint32_t> heads_;  // a power of two
  std::vector<Node> nodes_;
  std::uint32_t free_ = k_end;
  std::size_t used_ = 0;
};

// How close a name is to one that was asked for.
enum class Likeness : std::uint8_t { none, sound, edit, form, same };

// Names by number; one that no record has any more is forgotten.
class LiveNames {
 public:
  explicit LiveNames(NameVariants variants);
  // One more record has this name.
  std::uint32_t take(std::string_view name);
  void give_back(std::uint32_t id);
  [[nodiscard]] std::string_view text(std::uint32_t id) const { return names_[id].text; }
  [[nodiscard]] std::size_t numbers() const { return names_.size(); }

  struct Alike {
    std::uint32_t id = 0;
    Likeness likeness = Likeness::none;
  };
  // Each name that is alike once, with the closest likeness.
  [[nodiscard]] std::vector<Alike> alike(std::string_view name) const;
  // Other forms of a name, whether anybody has them or not.
  [[nodiscard]] const std::vector<std::string_view>& forms(std::string_view name) const;

 private:
  struct Name {
    std::string text;
    std::uint32_t records = 0;
  };
  [[nodiscard]] std::uint32_t find(std::string_view name) const;  // or k_none
  template <class Use>
  static void each_key(std::string_view name, Use&& use);
  static constexpr std::uint32_t k_none = ~std::uint32_t{0};

  std::vector<Name> names_;
  std::vector<std::uint32_t> free_;
  MultiMap by_text_;
  MultiMap by_key_;  // shorter by one letter, and by sound
  std::unordered_map<std::string_view, std::vector<std::string_view>> forms_;
};

}  // namespace mash::linkage
