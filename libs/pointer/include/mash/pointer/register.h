// SPDX-License-Identifier: MIT
// The children a hub knows, as tags, and how strongly an enquiry's tags point to one of them.
//
// What: each child's tokens as tags; for the tags of an enquiry the child that most of them share
// fields with, in bits: how unlikely it is that another child agrees so far.
// What not: no names (bits and tags are all that is kept), no decision what to answer, no quota.
// Units: bits; 30 means that one of a billion pairs of different children agrees so far. Fields
// count as if they were independent, and family members' are not: bands are measured
// (docs/benchmarks.md).
// Errors: what is out of order throws std::logic_error.
// Thread safety: const use from many threads. Cost: about 20 bytes a tag; an answer, microseconds.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "mash/pointer/tokens.h"

namespace mash::pointer {

// The first 16 bytes of a token's output under a hub's key (mash/crypto/voprf.h).
using Tag = std::array<std::uint8_t, 16>;
using TagOf = std::function<Tag(const Token&)>;

using Child = std::uint32_t;  // the caller numbers them from 0 without gaps

struct Pointed {
  Child child = 0;
  Fields fields = 0;
  double bits = 0;
};

class Register {
 public:
  // Several records of one child add up.
  void add(Child child, const Normal& record);
  // When all are added: makes the tags and counts how common each value is. Throws if done twice.
  void close(const TagOf& tag_of);

  // Of a closed register. The children that share tags, the strongest first, at most three; a tag
  // that more than k_common children share points to nobody. `asked`: what the enquirer knows of
  // the child (known_fields), so that what differs counts against it.
  [[nodiscard]] std::vector<Pointed> answer(std::span<const Tag> tags, Fields asked) const;
  [[nodiscard]] std::vector<Tag> tags() const;  // each once, ascending
  [[nodiscard]] std::size_t children() const { return bits_.size(); }

  static constexpr std::size_t k_common = 64;

 private:
  struct TagHash {
    std::size_t operator()(const Tag& t) const;
  };
  struct Entry {
    Child child = 0;
    Fields fields = 0;
  };
  // How telling each field of a child is; 0 where nothing is known of it.
  using Bits = std::array<float, k_fields>;
  class Commonness;

  void weigh(const Commonness& common, Child child, const Normal& record);
  void enter(Child child, const Normal& record, const TagOf& tag_of);
  [[nodiscard]] double bits_of(Child child, Fields shared, Fields asked) const;

  std::vector<Normal> records_;  // until closed
  std::vector<Child> whose_;
  std::vector<Bits> bits_;
  std::unordered_map<Tag, std::vector<Entry>, TagHash> tags_;
  bool closed_ = false;
};

}  // namespace mash::pointer
