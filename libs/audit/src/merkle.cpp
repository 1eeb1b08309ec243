// SPDX-License-Identifier: MIT
#include "mash/audit/merkle.h"

#include <array>
#include <bit>
#include <cstring>

#include "mash/base/assert.h"

namespace mash::audit {
namespace {

// The hash over leaves [begin, end). RFC 6962 splits at the largest power of two below the count,
// so a part whose count is a power of two always starts at a multiple of it: a complete subtree.
Hash range_hash(std::uint64_t begin, std::uint64_t end, const SubtreeHash& subtree) {
  const std::uint64_t count = end - begin;
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return subtree(level, begin >> level);
  }
  const std::uint64_t middle = begin + std::bit_floor(count);
  return node_hash(range_hash(begin, middle, subtree), range_hash(middle, end, subtree));
}

// RFC 9162 section 2.1.3.1, PATH(m, D_n) for leaves [begin, end).
void add_path(std::uint64_t index, std::uint64_t begin, std::uint64_t end,
              const SubtreeHash& subtree, std::vector<Hash>& proof) {
  if (end - begin == 1) return;
  const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
  if (index < middle) {
    add_path(index, begin, middle, subtree, proof);
    proof.push_back(range_hash(middle, end, subtree));
  } else {
    add_path(index, middle, end, subtree, proof);
    proof.push_back(range_hash(begin, middle, subtree));
  }
}

// RFC 9162 section 2.1.4.1, SUBPROOF(m, D_n, b) for leaves [begin, end); `known` is its b: whether
// the verifier has the hash of [begin, end) already, as the old root.
void add_subproof(std::uint64_t old_end, std::uint64_t begin, std::uint64_t end, bool known,
                  const SubtreeHash& subtree, std::vector<Hash>& proof) {
  if (old_end == end) {
    if (!known) proof.push_back(range_hash(begin, end, subtree));
    return;
  }
  const std::uint64_t middle = begin + std::bit_floor(end - begin - 1);
  if (old_end <= middle) {
    add_subproof(old_end, begin, middle, known, subtree, proof);
    proof.push_back(range_hash(middle, end, subtree));
  } else {
    add_subproof(old_end, middle, end, false, subtree, proof);
    proof.push_back(range_hash(begin, middle, subtree));
  }
}

}  // namespace

Hash leaf_hash(ByteView entry) {
  static constexpr std::uint8_t prefix = 0;
  return crypto::sha256(ByteView(&prefix, 1), entry);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> both;
  both[0] = 1;
  std::memcpy(&both[1], left.data(), left.size());
  std::memcpy(&both[33], right.data(), right.size());
  return crypto::sha256(both);
}

Hash empty_root() {
  return crypto::sha256({});
}

Hash tree_root(std::span<const Hash> leaves) {
  return tree_root(leaves.size(), subtrees_of(leaves));
}

SubtreeHash subtrees_of(std::span<const Hash> leaves) {
  return [leaves](unsigned level, std::uint64_t index) {
    std::vector<Hash> row(leaves.begin() + static_cast<std::ptrdiff_t>(index << level),
                          leaves.begin() + static_cast<std::ptrdiff_t>((index + 1) << level));
    for (; row.size() > 1; row.resize(row.size() / 2)) {
      for (std::size_t i = 0; i < row.size() / 2; ++i) {
        row[i] = node_hash(row[2 * i], row[2 * i + 1]);
      }
    }
    return row[0];
  };
}

Hash tree_root(std::uint64_t size, const SubtreeHash& subtree) {
  return size == 0 ? empty_root() : range_hash(0, size, subtree);
}

std::vector<Hash> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                  const SubtreeHash& subtree) {
  MASH_ASSERT(index < size);
  std::vector<Hash> proof;
  add_path(index, 0, size, subtree, proof);
  return proof;
}

std::vector<Hash> consistency_proof(std::uint64_t old_size, std::uint64_t size,
                                    const SubtreeHash& subtree) {
  MASH_ASSERT(old_size <= size);
  std::vector<Hash> proof;
  if (old_size > 0) add_subproof(old_size, 0, size, true, subtree, proof);
  return proof;
}

// RFC 9162 section 2.1.3.2; fn, sn and r are the names used there.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                      std::span<const Hash> proof, const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) == 1 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && r == root;
}

// RFC 9162 section 2.1.4.2; fn, sn, fr, sr and c are the names used there.
bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                        const Hash& root, std::span<const Hash> proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  std::vector<Hash> path(proof.begin(), proof.end());
  if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
  if (path.empty()) return false;
  std::uint64_t fn = old_size - 1;
  std::uint64_t sn = size - 1;
  while ((fn & 1U) == 1) {
    fn >>= 1U;
    sn >>= 1U;
  }
  Hash fr = path[0];
  Hash sr = path[0];
  for (const Hash& c : std::span(path).subspan(1)) {
    if (sn == 0) return false;
    if ((fn & 1U) == 1 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == old_root && sr == root;
}

}  // namespace mash::audit
