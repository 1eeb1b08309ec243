// SPDX-License-Identifier: MIT
// A keyed function that one side evaluates without seeing the input and proves to have evaluated:
// VOPRF of RFC 9497, suite ristretto255-SHA512.
//
// What: who asks blinds inputs, who holds the key evaluates what it cannot read and proves that it
// used the key it published; the answer is the same as if it had evaluated the input itself.
// What not: no limit on how often somebody asks and no word on who they are; whoever may ask
// without limit can try all inputs there are.
// Errors: invalid_input for what is no element of the group, for a batch of another size and for a
// proof that does not hold; nothing of the batch is used then.
// Thread safety: const members may be called concurrently. Cost, an input: README.md.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "mash/crypto/crypto.h"

namespace mash::crypto::voprf {

inline constexpr std::size_t k_batch_limit = 1024;

using Element = std::array<std::uint8_t, 32>;
using Scalar = std::array<std::uint8_t, 32>;
using Output = std::array<std::uint8_t, 64>;
using Proof = std::array<std::uint8_t, 64>;  // of one batch, whatever its size

struct Evaluated {
  std::vector<Element> elements;  // as many as were asked, in their order
  Proof proof{};
};

// Who holds the key. Wiped on destruction.
class Evaluator {
 public:
  // The key that follows from the seed; `info` says what for. RFC 9497, 3.2.1.
  static Evaluator derive(const Key& seed, ByteView info);
  Evaluator(const Evaluator&) = default;
  Evaluator& operator=(const Evaluator&) = default;
  ~Evaluator();

  [[nodiscard]] const Element& public_key() const { return public_; }
  // 1 to k_batch_limit elements.
  [[nodiscard]] Result<Evaluated> evaluate(std::span<const Element> blinded, Random& random) const;
  // What an asker would end with. Throws std::runtime_error for an input that no asker could blind
  // (nobody can find one).
  [[nodiscard]] Output output(ByteView input) const;

 private:
  Evaluator() = default;
  Scalar secret_{};
  Element public_{};
};

// Who asks: one batch, with fresh blinds. Wiped on destruction.
class Question {
 public:
  // 1 to k_batch_limit inputs of at most 65,535 bytes.
  static Result<Question> blind(std::vector<Bytes> inputs, Random& random);
  Question(const Question&) = default;
  Question& operator=(const Question&) = default;
  ~Question();

  [[nodiscard]] std::span<const Element> elements() const { return blinded_; }
  // In the order of the inputs, if the proof holds for that key.
  [[nodiscard]] Result<std::vector<Output>> finish(const Element& public_key,
                                                   const Evaluated& answer) const;

 private:
  Question() = default;
  std::vector<Bytes> inputs_;
  std::vector<Scalar> blinds_;
  std::vector<Element> blinded_;
};

}  // namespace mash::crypto::voprf
