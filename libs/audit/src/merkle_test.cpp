// SPDX-License-Identifier: MIT
// Goal: roots agree with published ones, every proof is accepted, and no altered proof is.
#include "mash/audit/merkle.h"

#include <gtest/gtest.h>

#include <bit>

namespace mash::audit {
namespace {

std::vector<Hash> numbered_leaves(std::size_t count) {
  std::vector<Hash> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(leaf_hash(as_bytes(std::to_string(i))));
  return out;
}

// RFC 6962 section 2.1 word for word, as the yardstick.
Hash root_by_definition(std::span<const Hash> leaves) {
  if (leaves.empty()) return crypto::sha256({});
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return node_hash(root_by_definition(leaves.first(k)), root_by_definition(leaves.subspan(k)));
}

// The eight leaves and roots that the Certificate Transparency projects test with.
TEST(Merkle, agrees_with_the_certificate_transparency_vectors) {
  const std::vector<std::string> leaves = {"",
                                           "00",
                                           "10",
                                           "2021",
                                           "3031",
                                           "40414243",
                                           "5051525354555657",
                                           "606162636465666768696a6b6c6d6e6f"};
  const std::vector<std::string> roots = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  std::vector<Hash> hashes;
  for (std::size_t size = 0; size < roots.size(); ++size) {
    EXPECT_EQ(hex(tree_root(hashes)), roots[size]) << size;
    if (size < leaves.size()) hashes.push_back(leaf_hash(*from_hex(leaves[size])));
  }
}

TEST(Merkle, root_is_as_the_rfc_defines_it) {
  const std::vector<Hash> leaves = numbered_leaves(300);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const std::span first = std::span(leaves).first(size);
    ASSERT_EQ(tree_root(first), root_by_definition(first)) << size;
  }
}

TEST(Inclusion, every_leaf_of_every_tree_is_proven) {
  const std::vector<Hash> leaves = numbered_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const std::span tree = std::span(leaves).first(size);
    const Hash root = tree_root(tree);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, subtrees_of(tree));
      ASSERT_TRUE(verify_inclusion(tree[index], index, size, proof, root)) << index << "/" << size;
      const Hash& other = tree[(index + 1) % size];
      ASSERT_EQ(verify_inclusion(other, index, size, proof, root), size == 1);
    }
  }
}

TEST(Inclusion, no_altered_proof_is_accepted) {
  const std::vector<Hash> leaves = numbered_leaves(13);
  const Hash root = tree_root(leaves);
  for (std::size_t index = 0; index < leaves.size(); ++index) {
    const auto proof = inclusion_proof(index, 13, subtrees_of(leaves));
    for (std::size_t other = 0; other < 20; ++other) {
      ASSERT_EQ(verify_inclusion(leaves[index], other, 13, proof, root), other == index);
    }
    EXPECT_FALSE(verify_inclusion(leaves[index], index, 0, proof, root));
    for (std::size_t part = 0; part < proof.size(); ++part) {
      auto changed = proof;
      changed[part][part % 32] ^= 1;
      ASSERT_FALSE(verify_inclusion(leaves[index], index, 13, changed, root));
      changed = proof;
      changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(part));
      ASSERT_FALSE(verify_inclusion(leaves[index], index, 13, changed, root));
      changed = proof;
      changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(part), root);
      ASSERT_FALSE(verify_inclusion(leaves[index], index, 13, changed, root));
    }
  }
}

TEST(Consistency, every_tree_is_the_beginning_of_every_later_one) {
  const std::vector<Hash> leaves = numbered_leaves(70);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const std::span tree = std::span(leaves).first(size);
    const Hash root = tree_root(tree);
    for (std::size_t old = 0; old <= size; ++old) {
      const auto proof = consistency_proof(old, size, subtrees_of(tree));
      const Hash old_root = tree_root(tree.first(old));
      ASSERT_TRUE(verify_consistency(old, old_root, size, root, proof)) << old << "/" << size;
    }
  }
}

TEST(Consistency, no_fork_and_no_altered_proof_is_accepted) {
  const std::vector<Hash> leaves = numbered_leaves(29);
  const Hash root = tree_root(leaves);
  std::vector<Hash> fork = leaves;
  fork[0][0] ^= 1;
  for (std::size_t old = 1; old < leaves.size(); ++old) {
    const auto proof = consistency_proof(old, 29, subtrees_of(leaves));
    const Hash old_root = tree_root(std::span(leaves).first(old));
    const Hash fork_root = tree_root(std::span(fork).first(old));
    ASSERT_FALSE(verify_consistency(old, fork_root, 29, root, proof)) << old;
    ASSERT_FALSE(verify_consistency(old, old_root, 29, tree_root(fork), proof)) << old;
    ASSERT_FALSE(verify_consistency(30, old_root, 29, root, proof)) << old;
    for (std::size_t part = 0; part < proof.size(); ++part) {
      auto changed = proof;
      changed[part][part % 32] ^= 1;
      ASSERT_FALSE(verify_consistency(old, old_root, 29, root, changed)) << old;
      changed.assign(proof.begin(), proof.begin() + static_cast<std::ptrdiff_t>(part));
      ASSERT_FALSE(verify_consistency(old, old_root, 29, root, changed)) << old;
    }
    auto longer = proof;
    longer.push_back(root);
    ASSERT_FALSE(verify_consistency(old, old_root, 29, root, longer)) << old;
  }
}

TEST(Consistency, an_empty_or_equal_tree_needs_no_proof_and_takes_none) {
  const std::vector<Hash> leaves = numbered_leaves(4);
  const Hash root = tree_root(leaves);
  EXPECT_TRUE(verify_consistency(4, root, 4, root, {}));
  EXPECT_FALSE(verify_consistency(4, leaves[0], 4, root, {}));
  EXPECT_FALSE(verify_consistency(4, root, 4, root, leaves));
  EXPECT_TRUE(verify_consistency(0, empty_root(), 4, root, {}));
  EXPECT_FALSE(verify_consistency(0, root, 4, root, {}));
}

}  // namespace
}  // namespace mash::audit
